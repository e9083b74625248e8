//! Which figures of a coverage table may be told: demand by place, and what the offers' reach makes of it.
//!
//! Access ratio, supply, coverage and unmet need of a place are functions of the demand everywhere: an offer has R =
//! seats / Σ reach · demand seats per person in its catchment, and whoever knows R and the seats knows that sum (Luo &
//! Wang 2003). So each derived figure counts as if it told the catchment sums of all offers behind it exactly.

use crate::{
    Error, Interval,
    protect::protect,
    rule::Rule,
    system::{Figure, Form, Need, Secret, System, Unit},
};

/// Demand of one need in one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DemandCell {
    /// Firms that named somebody.
    pub n: u64,
    pub persons: f64,
    /// The two largest firms' persons.
    pub largest: [f64; 2],
}

/// Cells and lines are numbered through; an offer reaches some cells.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageTable {
    pub cells: Vec<DemandCell>,
    /// Cells whose sums are told: a need in all places, or in those of a Kreis.
    pub lines: Vec<Vec<usize>>,
    /// Per offer with known seats its weight in each cell: reach times relevance.
    pub reach: Vec<Vec<f64>>,
    /// Seats per person in reach of each offer; `None` where nobody is.
    pub rates: Vec<Option<f64>>,
}

/// What is hidden, per cell and per line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageRelease {
    pub demand: Vec<bool>,
    /// Access ratio, supply, coverage and unmet need.
    pub derived: Vec<bool>,
    pub totals: Vec<bool>,
    pub derived_totals: Vec<bool>,
}

/// A derived figure goes sooner than the demand itself.
const DERIVED: f64 = 0.4;

/// # Errors
/// Never for want of hiding.
pub fn release_coverage(table: &CoverageTable, rule: Rule) -> Result<CoverageRelease, Error> {
    let truth: Vec<f64> = table.cells.iter().map(|cell| cell.persons).collect();
    let frame = Frame { table, truth: &truth, rule };
    let cells = 0..table.cells.len();
    let empty: Vec<usize> = cells.clone().filter(|cell| table.cells[*cell].n == 0).collect();
    let facts = empty.iter().map(|cell| Figure::exact(Form::one(*cell), 0.0)).collect();
    let mut units: Vec<Unit> = cells.clone().map(|cell| frame.demand(cell)).collect();
    units.extend(cells.clone().map(|cell| frame.derived(&[cell])));
    units.extend(table.lines.iter().map(|line| frame.total(line)));
    units.extend(table.lines.iter().map(|line| frame.derived(line)));
    let secrets = cells.clone().filter(|cell| frame.is_sensitive(*cell)).map(|cell| frame.secret(cell)).collect();
    let is_whole = vec![truth.iter().all(|persons| persons.fract() == 0.0); truth.len()];
    let mut primary = vec![false; units.len()];
    for cell in cells.clone().filter(|cell| frame.is_sensitive(*cell)) {
        primary[cell] = true;
        primary[cell + table.cells.len()] = true;
    }
    let mut hidden =
        protect(&System { is_whole, facts, units, secrets, worlds: Vec::new() }, &truth, &primary)?.into_iter();
    let mut next = |count: usize| hidden.by_ref().take(count).collect::<Vec<bool>>();
    let demand = next(table.cells.len());
    // Nothing is derived of what is not told.
    let derived = next(table.cells.len()).iter().zip(&demand).map(|(a, b)| *a || *b).collect();
    let totals = next(table.lines.len());
    let derived_totals = next(table.lines.len()).iter().zip(&totals).map(|(a, b)| *a || *b).collect();
    Ok(CoverageRelease { demand, derived, totals, derived_totals })
}

struct Frame<'a> {
    table: &'a CoverageTable,
    truth: &'a [f64],
    rule: Rule,
}

impl Frame<'_> {
    fn is_sensitive(&self, cell: usize) -> bool {
        let DemandCell { n, persons, largest } = self.table.cells[cell];
        self.rule.is_small(n) || crate::primary::is_within_p(persons, largest, self.rule.p)
    }

    fn exact(&self, form: Form) -> Figure {
        let value = form.at(self.truth);
        Figure::exact(form, value)
    }

    fn demand(&self, cell: usize) -> Unit {
        let secrets = if self.table.cells[cell].n > 0 { vec![self.secret(cell)] } else { Vec::new() };
        Unit { figures: vec![self.exact(Form::one(cell))], cost: Some(1.0), secrets }
    }

    /// Wide enough, and reaching far enough for the p%-rule.
    fn secret(&self, cell: usize) -> Secret {
        let DemandCell { largest: [first, second], .. } = self.table.cells[cell];
        let above = if first > 0.0 { (1.0 + self.rule.p / 100.0) * first + second } else { f64::NEG_INFINITY };
        let need = Need { above, ..Need::width(self.rule.width()) };
        Secret { form: Form::one(cell), need, insider: Vec::<(usize, Interval)>::new() }
    }

    fn total(&self, line: &[usize]) -> Unit {
        Unit { figures: vec![self.exact(Form::sum(line.iter().copied()))], cost: Some(1.0), secrets: Vec::new() }
    }

    /// The catchment sums behind the figures of these cells, and the seats that go to them together.
    fn derived(&self, cells: &[usize]) -> Unit {
        let behind = (0..self.table.reach.len()).filter(|offer| {
            self.table.rates[*offer].is_some() && cells.iter().any(|cell| self.table.reach[*offer][*cell] > 0.0)
        });
        let mut figures: Vec<Figure> = behind
            .map(|offer| {
                let reach = self.table.reach[offer].iter().copied().enumerate();
                self.exact(Form::new(reach.collect()))
            })
            .collect();
        let ratio = |cell: usize| -> f64 {
            let of = |(reach, rate): (&Vec<f64>, &Option<f64>)| rate.map_or(0.0, |rate| rate * reach[cell]);
            self.table.reach.iter().zip(&self.table.rates).map(of).sum()
        };
        if cells.len() > 1 {
            figures.push(self.exact(Form::new(cells.iter().map(|cell| (*cell, ratio(*cell))).collect())));
        }
        Unit { figures, cost: Some(DERIVED * cells.len() as f64), secrets: Vec::new() }
    }
}
