//! Which needs by place may be told: persons and firms of municipalities, Kreise and the region, one row (a topic and a
//! target group) at a time.
//!
//! Access ratio, supply, coverage and unmet need are no figures here: they are worked out of what is told
//! (`analytics::coverage::cover`), so that nobody who works them out again, with all seats and all ways, learns more.

use domain::{
    disclosure::{Hidden, Released, class_of_firms, is_sensitive, release_needs},
    report::{Demand, DemandCell, DemandRow, Needs},
};

use crate::{
    Interval,
    protect::protect,
    rule::Rule,
    system::{Figure, Form, Need, Secret, System, Unit},
};

/// A row of needs beside its geography.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub row: &'a DemandRow,
    /// For each municipality the position of its Kreis.
    pub kreis_of: &'a [Option<usize>],
    pub kreise: usize,
}

/// What may be told of needs, at all levels together.
pub fn release(demand: Demand, rule: domain::disclosure::Rule) -> Released<Needs> {
    let row = |row| Row { row, kreis_of: &demand.kreis_of, kreise: demand.kreise.len() };
    let hidden: Vec<Hidden> = demand.rows.iter().map(|of| hidden(row(of), rule)).collect();
    release_needs(demand, &hidden, &rule)
}

/// What to hide of a row. The result page tells the persons of the whole region, so they are known whatever is hidden;
/// where nothing could be protected beside them, all is hidden.
pub fn hidden(row: Row, rule: domain::disclosure::Rule) -> Hidden {
    let frame = Frame::new(row, rule);
    frame.protected().unwrap_or_else(|| frame.nothing())
}

/// A Kreis costs more than a municipality: it is what is told to everybody.
const KREIS: f64 = 3.0;

/// What is told or hidden as one: municipalities, then Kreise. Unknown are the persons of each municipality, and after them
/// its firms.
struct Frame<'a> {
    row: Row<'a>,
    rule: domain::disclosure::Rule,
    places: usize,
    /// Per unit its municipalities.
    units: Vec<Vec<usize>>,
    sums: Vec<DemandCell>,
    all: DemandCell,
}

impl<'a> Frame<'a> {
    fn new(row: Row<'a>, rule: domain::disclosure::Rule) -> Frame<'a> {
        let (cells, places) = (&row.row.cells, row.row.cells.len());
        let of_kreis =
            |kreis: usize| (0..places).filter(|at| row.kreis_of.get(*at) == Some(&Some(kreis))).collect::<Vec<_>>();
        let units: Vec<Vec<usize>> = (0..places).map(|at| vec![at]).chain((0..row.kreise).map(of_kreis)).collect();
        let sum = |unit: &Vec<usize>| DemandCell::together(unit.iter().map(|at| &cells[*at]));
        let sums = units.iter().map(sum).collect();
        Frame { row, rule, units, sums, all: DemandCell::together(cells), places }
    }

    /// `None` if there is no way to.
    fn protected(&self) -> Option<Hidden> {
        let (system, truth) = (self.system(), self.truth());
        let mut primary: Vec<bool> = self.sums.iter().map(|sum| is_sensitive(sum, &self.rule)).collect();
        loop {
            let hidden = protect(&system, &truth, &primary).ok()?;
            match self.next_of_a_weak_rest(&hidden) {
                None => return Some(self.pattern(&hidden)),
                Some(next) => *primary.get_mut(next?)? = true,
            }
        }
    }

    fn nothing(&self) -> Hidden {
        Hidden { region: true, ..self.pattern(&vec![true; self.units.len()]) }
    }

    fn pattern(&self, hidden: &[bool]) -> Hidden {
        let (municipalities, kreise) = hidden.split_at(self.places);
        Hidden { municipalities: municipalities.to_vec(), kreise: kreise.to_vec(), region: !self.is_region_told() }
    }

    fn is_region_told(&self) -> bool {
        !is_sensitive(&self.all, &self.rule)
    }

    fn truth(&self) -> Vec<f64> {
        let cells = &self.row.row.cells;
        cells.iter().map(|cell| cell.persons).chain(cells.iter().map(|cell| cell.n as f64)).collect()
    }

    fn system(&self) -> System {
        let truth = self.truth();
        let (persons, firms) = truth.split_at(self.places);
        let is_whole = vec![persons.iter().all(|persons| persons.fract() == 0.0); persons.len()];
        System {
            is_whole: [is_whole, vec![true; firms.len()]].concat(),
            facts: self.facts(persons, firms),
            units: self
                .units
                .iter()
                .zip(&self.sums)
                .enumerate()
                .map(|(at, (of, sum))| self.unit(at, of, sum))
                .collect(),
            secrets: Vec::new(),
            worlds: Vec::new(),
        }
    }

    /// Each firm that needs something names a person at least.
    fn facts(&self, persons: &[f64], firms: &[f64]) -> Vec<Figure> {
        let mut facts = Vec::new();
        // Of persons that are estimated it need not be so.
        if persons.iter().zip(firms).all(|(persons, firms)| persons >= firms) {
            let range = Interval { lo: 0.0, hi: f64::INFINITY };
            let more = |at: usize| Figure { form: Form::one(at).minus(&Form::one(self.firms(at))), range };
            facts.extend((0..self.places).map(more));
        }
        if self.is_region_told() {
            facts.push(Figure::exact(Form::sum(0..self.places), self.all.persons));
        }
        facts
    }

    fn firms(&self, place: usize) -> usize {
        self.places + place
    }

    /// Persons and the class of firms of a municipality or a Kreis.
    fn unit(&self, at: usize, of: &[usize], sum: &DemandCell) -> Unit {
        if of.is_empty() {
            return Unit { figures: Vec::new(), cost: None, secrets: Vec::new() };
        }
        let (persons, firms) = (Form::sum(of.iter().copied()), Form::sum(of.iter().map(|at| self.firms(*at))));
        let (lo, hi) = class_of_firms(sum.n, &self.rule);
        let range = Interval { lo: lo as f64, hi: hi.map_or(f64::INFINITY, |hi| hi as f64) };
        let weight = 1.0 + 0.05 * (1.0 + sum.persons).ln();
        Unit {
            figures: vec![Figure::exact(persons.clone(), sum.persons), Figure { form: firms.clone(), range }],
            cost: Some(if at < self.places { weight } else { KREIS * weight }),
            secrets: self.secrets(persons, firms, sum),
        }
    }

    /// Wide enough, and reaching far enough for the p%-rule: the second largest firm takes off its own.
    fn secrets(&self, persons: Form, firms: Form, sum: &DemandCell) -> Vec<Secret> {
        let rule = Rule::from(self.rule);
        let [first, second] = sum.largest;
        let above = if first > 0.0 { (1.0 + rule.p / 100.0) * first + second } else { f64::NEG_INFINITY };
        let need = Need { above, ..Need::width(rule.width()) };
        [(persons, need), (firms, Need::width(rule.width()))]
            .map(|(form, need)| Secret { form, need, insider: Vec::new() })
            .to_vec()
    }
}

/// What is left of a told sum when all that is told inside is taken off.
impl Frame<'_> {
    /// The next unit to hide, if some rest is too few firms, or gives one away to another of them; within, `None` if
    /// nothing is left to hide.
    fn next_of_a_weak_rest(&self, hidden: &[bool]) -> Option<Option<usize>> {
        let kreise = self.places..self.units.len();
        for kreis in kreise.clone().filter(|kreis| !hidden[*kreis]) {
            if !self.is_safe(&self.rest(&self.units[kreis], hidden)) {
                return Some(self.smallest(self.units[kreis].iter().copied(), hidden).or(Some(kreis)));
            }
        }
        let untold = |place: &usize| !kreise.clone().any(|kreis| !hidden[kreis] && self.units[kreis].contains(place));
        let outside: Vec<usize> = (0..self.places).filter(untold).collect();
        if self.is_region_told() && !self.is_safe(&self.rest(&outside, hidden)) {
            return Some(self.smallest(outside.iter().copied().chain(kreise), hidden));
        }
        None
    }

    fn rest(&self, of: &[usize], hidden: &[bool]) -> Vec<&DemandCell> {
        of.iter().filter(|at| hidden[**at]).map(|at| &self.sums[*at]).collect()
    }

    fn smallest(&self, units: impl Iterator<Item = usize>, hidden: &[bool]) -> Option<usize> {
        let told = units.filter(|unit| !hidden[*unit] && !self.units[*unit].is_empty());
        told.min_by(|a, b| self.sums[*a].persons.total_cmp(&self.sums[*b].persons))
    }

    /// Its persons are known, so it must be k firms; and who is the largest firm of one place knows its own.
    fn is_safe(&self, rest: &[&DemandCell]) -> bool {
        let all = DemandCell::together(rest.iter().copied());
        let p = 1.0 + Rule::from(self.rule).p / 100.0;
        let is_kept = |(at, cell): (usize, &&DemandCell)| {
            let elsewhere = rest.iter().enumerate().filter(|(other, _)| *other != at);
            let insider = elsewhere.map(|(_, other)| other.largest[0]).fold(0.0, f64::max);
            cell.largest[0] <= 0.0 || all.persons - insider >= p * cell.largest[0]
        };
        rest.is_empty() || (all.n >= self.rule.k() && rest.iter().enumerate().all(is_kept))
    }
}
