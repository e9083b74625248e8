//! The cheapest room for a secret: how little else must be hidden so that other data could stand behind the table.
//!
//! A change of the data that moves the secret and as few shown figures as possible, each of them at the price of hiding
//! it. A price per moved person stands for a price per figure: moving one cycle of cells by the same amount, both are
//! the same (Kelly, Golden & Assad 1992, Networks 22, 397-417).

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use crate::{
    Interval,
    judge::constrain,
    system::{Figure, Form, Secret, System, TOLERANCE},
};

/// Units to hide; none if there is no way without hiding what is always shown.
pub(super) fn cheapest(
    system: &System,
    truth: &[f64],
    hidden: &[bool],
    secret: &Secret,
    price: &dyn Fn(usize) -> Option<f64>,
) -> Vec<usize> {
    let value = secret.form.at(truth);
    let need = secret.need;
    let up = (need.above - value).max(0.0);
    let down = if need.below.is_finite() { (value - need.below).max(0.0) } else { 0.0 };
    let rest = |down: f64| (need.width - down).max(up);
    let least = value.min(need.width).max(down);
    let mut best: Option<(f64, Vec<usize>)> = None;
    for (down, up) in [(least, rest(least)), (down, rest(down)), (need.width.max(down), up)] {
        let Some(units) = both_ways(system, truth, hidden, secret, price, (down, up)) else { continue };
        let cost: f64 = units.iter().filter_map(|unit| price(*unit)).sum();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, units));
        }
    }
    best.map_or_else(Vec::new, |(_, units)| units)
}

/// Units to hide so that these figures could be true as well.
pub(super) fn of_world(
    system: &System,
    truth: &[f64],
    hidden: &[bool],
    world: &[Figure],
    price: &dyn Fn(usize) -> Option<f64>,
) -> Vec<usize> {
    let targets: Vec<(&Form, f64)> =
        world.iter().map(|figure| (&figure.form, figure.range.lo - figure.form.at(truth))).collect();
    Move { system, truth, hidden, price }.cheapest(&targets, &[]).unwrap_or_default()
}

fn both_ways(
    system: &System,
    truth: &[f64],
    hidden: &[bool],
    secret: &Secret,
    price: &dyn Fn(usize) -> Option<f64>,
    (down, up): (f64, f64),
) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let mut hidden = hidden.to_vec();
    for by in [up, -down] {
        if by.abs() < TOLERANCE {
            continue;
        }
        let more = Move { system, truth, hidden: &hidden, price }.cheapest(&[(&secret.form, by)], &secret.insider)?;
        more.iter().for_each(|unit| hidden[*unit] = true);
        found.extend(more);
    }
    Some(found)
}

struct Move<'a> {
    system: &'a System,
    truth: &'a [f64],
    hidden: &'a [bool],
    price: &'a dyn Fn(usize) -> Option<f64>,
}

impl Move<'_> {
    /// Units that change when each of these moves by so much.
    fn cheapest(&self, targets: &[(&Form, f64)], insider: &[(usize, Interval)]) -> Option<Vec<usize>> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut unknowns: Vec<Variable> = Vec::with_capacity(self.truth.len());
        for (at, value) in self.truth.iter().enumerate() {
            let known = insider.iter().find(|(unknown, _)| *unknown == at).map(|(_, known)| known);
            let (lo, hi) = known.map_or((0.0, f64::INFINITY), |known| (known.lo.max(0.0), known.hi));
            unknowns.push(problem.add_var(0.0, (lo - value, hi - value)));
        }
        let terms = |figure: &Figure| -> Vec<(Variable, f64)> {
            figure.form.terms().iter().map(|(at, by)| (unknowns[*at], *by)).collect()
        };
        let mut moved = Vec::new();
        for fact in &self.system.facts {
            let value = fact.form.at(self.truth);
            constrain(&mut problem, &terms(fact), fact.range.lo - value, fact.range.hi - value);
        }
        for (at, unit) in self.system.units.iter().enumerate().filter(|(at, _)| !self.hidden[*at]) {
            for figure in &unit.figures {
                let value = figure.form.at(self.truth);
                let mut row = terms(figure);
                if let Some(price) = (self.price)(at) {
                    let price = price / unit.figures.len() as f64;
                    let slack = [1.0, -1.0].map(|sign| (problem.add_var(price, (0.0, f64::INFINITY)), -sign));
                    row.extend(slack);
                    moved.push((at, slack.map(|(variable, _)| variable)));
                }
                constrain(&mut problem, &row, figure.range.lo - value, figure.range.hi - value);
            }
        }
        for (form, by) in targets {
            let target: Vec<(Variable, f64)> = form.terms().iter().map(|(at, by)| (unknowns[*at], *by)).collect();
            problem.add_constraint(target, ComparisonOp::Eq, *by);
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        let is_moved = |slack: [Variable; 2]| slack.iter().any(|one| solution.var_value(*one) > TOLERANCE);
        let mut units: Vec<usize> = moved.into_iter().filter(|(_, slack)| is_moved(*slack)).map(|(at, _)| at).collect();
        units.dedup();
        Some(units)
    }
}
