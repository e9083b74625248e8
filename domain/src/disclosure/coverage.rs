//! The coverage tables. Persons by place are magnitudes of few firms, so a hidden cell takes others with it, and what
//! is derived from the demand is hidden with it or rounded.

use super::Rule;
use crate::report::{Cell, Coverage, CoverageLevels, CoverageResult, CoverageRow, Estimate, Verdict};

/// From so many answers on an interval is given a verdict.
const VERDICT_FROM: u64 = 10;

pub(super) fn both_levels(levels: CoverageLevels, rule: &Rule) -> CoverageLevels {
    let CoverageLevels { mut municipalities, mut kreise, kreis_of } = levels;
    for (row, above) in municipalities.rows.iter_mut().zip(&mut kreise.rows) {
        let (mut parts, mut totals) = (Plan::of(row, rule), Plan::of(above, rule));
        while hide_more_in_tree(&mut parts, &mut totals, &kreis_of) {}
        parts.apply(row);
        totals.apply(above);
    }
    CoverageLevels { municipalities: rounded(municipalities), kreise: rounded(kreise), kreis_of }
}

/// One step; `false` once every line is safe: both rows, and each Kreis with its municipalities.
fn hide_more_in_tree(parts: &mut Plan, totals: &mut Plan, kreis_of: &[Option<usize>]) -> bool {
    let mut is_changed = parts.hide_more(|_| true) || totals.hide_more(|_| true);
    for kreis in 0..totals.n.len() {
        let is_inside = |part: usize| kreis_of.get(part) == Some(&Some(kreis));
        if totals.hidden[kreis] {
            // All its municipalities shown would add up to it.
            if (0..parts.n.len()).filter(|part| is_inside(*part)).all(|part| !parts.hidden[part]) {
                is_changed |= parts.hide_smallest(is_inside);
            }
        } else if !parts.is_safe(is_inside) {
            is_changed = true;
            if !parts.hide_smallest(is_inside) {
                totals.hidden[kreis] = true;
            }
        }
    }
    is_changed
}

/// Which cells of a row stay hidden.
struct Plan {
    /// Firms per cell; 0 where there is no figure.
    n: Vec<u64>,
    hidden: Vec<bool>,
    k: u64,
}

impl Plan {
    fn of(row: &CoverageRow, rule: &Rule) -> Plan {
        let is_hidden = |cell: &Cell<Coverage>| match cell {
            Cell::Shown(coverage) => coverage.n < rule.k() || coverage.dominated,
            Cell::Suppressed => true,
            Cell::Empty => false,
        };
        Plan {
            n: row.cells.iter().map(|cell| cell.shown().map_or(0, |coverage| coverage.n)).collect(),
            hidden: row.cells.iter().map(is_hidden).collect(),
            k: rule.k(),
        }
    }

    /// Nothing is hidden, or at least two cells with k firms together.
    fn is_safe(&self, is_member: impl Fn(usize) -> bool) -> bool {
        let hidden: Vec<u64> =
            (0..self.n.len()).filter(|at| is_member(*at) && self.hidden[*at]).map(|at| self.n[at]).collect();
        hidden.is_empty() || (hidden.len() > 1 && hidden.iter().sum::<u64>() >= self.k)
    }

    fn hide_smallest(&mut self, is_member: impl Fn(usize) -> bool) -> bool {
        let shown = (0..self.n.len()).filter(|at| is_member(*at) && !self.hidden[*at] && self.n[*at] > 0);
        match shown.min_by_key(|at| self.n[*at]) {
            Some(smallest) => {
                self.hidden[smallest] = true;
                true
            }
            None => false,
        }
    }

    /// `false` if the line is safe, or hidden as a whole.
    fn hide_more(&mut self, is_member: impl Fn(usize) -> bool) -> bool {
        !self.is_safe(&is_member) && self.hide_smallest(is_member)
    }

    fn apply(self, row: &mut CoverageRow) {
        for (cell, is_hidden) in row.cells.iter_mut().zip(self.hidden) {
            if is_hidden {
                *cell = Cell::Suppressed;
            }
        }
    }
}

/// Whole persons and whole per cent: exact ratios beside the public seats would be equations for hidden cells. Few
/// answers get no verdict.
fn rounded(mut result: CoverageResult) -> CoverageResult {
    for cell in result.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Cell::Shown(coverage) = cell {
            let Coverage { demand, access_ratio, supply, coverage: covered, unmet, .. } = coverage;
            (*demand, *unmet) = (whole(*demand), whole(*unmet));
            *supply = supply.round();
            *access_ratio = (*access_ratio * 100.0).round() / 100.0;
            *covered = (*covered * 100.0).round() / 100.0;
            if coverage.n < VERDICT_FROM {
                coverage.verdict = Verdict::TooFewAnswers;
            }
        }
    }
    result
}

fn whole(estimate: Estimate) -> Estimate {
    Estimate { value: estimate.value.round(), lo: estimate.lo.round(), hi: estimate.hi.round() }
}
