//! Needs by place: what is told of them. Coverage is derived of nothing else.
//!
//! Which cells hide each other is found by the crate `disclosure`; what is small or of one firm is hidden here whatever it
//! says.

use super::{Released, Rule};
use crate::report::{Cell, Demand, DemandCell, DemandRow, FEW, Need, NeedRow, Needs, SOME};

/// p%-rule (EU SDC Handbook 2026): nobody may estimate what the largest firm answered within this share of it.
const P: f64 = 0.15;
/// Steps in which the relative standard error of a sum is told, always the next one up.
const STEPS: [f64; 8] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7];
/// Told of a sum whose spread is not: no standard error is larger, not even that of a single firm.
const UNTOLD: f64 = 1.0;

/// What stays hidden of one row of needs; a place that is not in it does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    pub municipalities: Vec<bool>,
    pub kreise: Vec<bool>,
    pub region: bool,
}

/// Needs of municipalities, Kreise and region without what is `hidden`, one per row: [`Demand`] has no other way out.
pub fn release_needs(demand: Demand, hidden: &[Hidden], rule: &Rule) -> Released<Needs> {
    let Demand { places, kreise, kreis_of, rows } = demand;
    let nothing = Hidden { region: true, ..Hidden::default() };
    let told = |(at, row): (usize, DemandRow)| {
        Row { row, kreis_of: &kreis_of, kreise: kreise.len(), rule, hidden: hidden.get(at).unwrap_or(&nothing) }.told()
    };
    let rows = rows.into_iter().enumerate().map(told).collect();
    Released(Needs { places, kreise, kreis_of, rows })
}

/// Between which numbers the firms of a figure are told to lie.
pub fn class_of_firms(n: u64, rule: &Rule) -> (u64, Option<u64>) {
    let classes = [rule.k(), FEW, SOME];
    let least = classes.into_iter().filter(|least| *least <= n).max().unwrap_or(1);
    (least, classes.into_iter().filter(|next| *next > n).min().map(|next| next - 1))
}

/// Too few firms, or one that another could work out. None is too few as well: that nobody in a place needs anything would
/// be known of each of its firms.
pub fn is_sensitive(cell: &DemandCell, rule: &Rule) -> bool {
    let [first, second] = cell.largest;
    cell.n < rule.k() || (first > 0.0 && cell.persons - first - second < P * first)
}

struct Row<'a> {
    row: DemandRow,
    kreis_of: &'a [Option<usize>],
    kreise: usize,
    rule: &'a Rule,
    hidden: &'a Hidden,
}

impl Row<'_> {
    fn told(self) -> NeedRow {
        let is_hidden = |hidden: &[bool], at: usize| hidden.get(at).copied().unwrap_or(true);
        let place = |(at, cell): (usize, &DemandCell)| {
            let spread = if self.bears_spread(cell) { spread(cell, reach(cell.largest)) } else { UNTOLD };
            self.cell(cell, is_hidden(&self.hidden.municipalities, at), spread)
        };
        let municipalities: Vec<Cell<Need>> = self.row.cells.iter().enumerate().map(place).collect();
        let kreis = |kreis: usize| {
            if self.members(kreis).next().is_none() {
                return Cell::Empty;
            }
            let sum = DemandCell::together(self.members(kreis).map(|at| &self.row.cells[at]));
            let spread =
                if self.bears_spread(&sum) { self.spread_of_kreis(kreis, &sum, &municipalities) } else { UNTOLD };
            self.cell(&sum, is_hidden(&self.hidden.kreise, kreis), spread)
        };
        let kreise = (0..self.kreise).map(kreis).collect();
        let all = DemandCell::together(&self.row.cells);
        let region = match self.cell(&all, self.hidden.region, UNTOLD) {
            Cell::Shown(need) => Cell::Shown(need.persons),
            Cell::Suppressed => Cell::Suppressed,
            Cell::Empty => Cell::Empty,
        };
        let DemandRow { topic, group, unaware, dissatisfied, .. } = self.row;
        NeedRow { topic, group, municipalities, kreise, region, unaware, dissatisfied }
    }

    fn cell(&self, cell: &DemandCell, is_hidden: bool, spread: f64) -> Cell<Need> {
        if is_hidden || is_sensitive(cell, self.rule) || cell.persons <= 0.0 {
            return Cell::Suppressed;
        }
        let (firms, _) = class_of_firms(cell.n, self.rule);
        Cell::Shown(Need { firms, persons: cell.persons, spread })
    }

    fn bears_spread(&self, cell: &DemandCell) -> bool {
        cell.n >= FEW && cell.persons > 0.0
    }

    fn members(&self, kreis: usize) -> impl Iterator<Item = usize> {
        (0..self.row.cells.len()).filter(move |at| self.kreis_of.get(*at) == Some(&Some(kreis)))
    }

    /// Variances add up: whoever takes off those of the municipalities that are told must still think each of the others
    /// large enough.
    fn spread_of_kreis(&self, kreis: usize, sum: &DemandCell, told: &[Cell<Need>]) -> f64 {
        let floor = |at: usize| told[at].shown().map_or(0.0, |need| (step_below(need.spread) * need.persons).powi(2));
        let all: f64 = self.members(kreis).map(floor).sum();
        let wanted = |at: usize| {
            let cell = &self.row.cells[at];
            let elsewhere =
                self.members(kreis).filter(|other| *other != at).map(|other| self.row.cells[other].largest[0]);
            let second = elsewhere.fold(cell.largest[1], f64::max);
            reach([cell.largest[0], second]) + all - floor(at)
        };
        spread(sum, self.members(kreis).map(wanted).fold(0.0, f64::max))
    }
}

/// What the variance of a sum may be told to be at most, and nobody learns the largest number in it within p per cent:
/// the square of a number is in the variance, and whoever gave the second largest can take off their own.
fn reach([first, second]: [f64; 2]) -> f64 {
    ((1.0 + P) * first).powi(2) + second.powi(2)
}

/// The smallest step that holds for the standard error and is not below √`reach`.
fn spread(cell: &DemandCell, reach: f64) -> f64 {
    let holds = |step: &f64| {
        let most = step * cell.persons;
        // What adds up to a step in decimals may miss it by the last bit.
        cell.se <= most * (1.0 + 1e-9) && most * most >= reach
    };
    STEPS.into_iter().find(holds).unwrap_or(UNTOLD)
}

/// Who is told a step may think the standard error to be above the one before; of the last nothing is thought.
fn step_below(step: f64) -> f64 {
    if step >= UNTOLD { 0.0 } else { STEPS.into_iter().filter(|other| *other < step).fold(0.0, f64::max) }
}
