//! The attack: the smallest and the largest value that a form can have, given everything published.
//!
//! By linear programming (EU SDC Handbook 2026, 4.2 and 4.3), where the unknowns are whole by branch and bound. The
//! only place that knows the solver.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};

use crate::{
    Error, Interval,
    system::{Figure, Form, System, TOLERANCE},
};

/// Nodes of branch and bound before the answer is given up. What is given up counts as not protected.
const NODES: u64 = 2_000;
/// Enough persons for any region, and few enough for the solver's whole numbers.
const MOST: f64 = 1e9;

/// What everybody knows, made small: known unknowns put in, the rest in parts that have nothing to do with each other.
pub(crate) struct Judge<'a> {
    is_whole: &'a [bool],
    bounds: Vec<Interval>,
    rows: Vec<&'a Figure>,
    /// Of each row the terms that are not known, and the sum of those that are.
    open: Vec<(Vec<(usize, f64)>, f64)>,
    /// Part of each unknown; the known ones have none.
    part: Vec<Option<usize>>,
    row_part: Vec<Option<usize>>,
}

/// An end of an interval, and the unknowns that have to do with it where it is reached.
pub(crate) struct End {
    pub value: f64,
    pub at: Vec<(usize, f64)>,
}

impl<'a> Judge<'a> {
    /// # Errors
    /// What is published contradicts itself.
    pub fn new(system: &'a System, hidden: &'a [bool]) -> Result<Judge<'a>, Error> {
        Judge::of(&system.is_whole, system.published(hidden).collect())
    }

    pub fn of(is_whole: &'a [bool], rows: Vec<&'a Figure>) -> Result<Judge<'a>, Error> {
        let bounds = vec![Interval { lo: 0.0, hi: f64::INFINITY }; is_whole.len()];
        let mut judge = Judge { is_whole, bounds, rows, open: Vec::new(), part: Vec::new(), row_part: Vec::new() };
        while judge.tighten()? {}
        judge.split();
        Ok(judge)
    }

    /// One pass over the rows that say something about a single unknown, or that a sum is as small as it can be.
    fn tighten(&mut self) -> Result<bool, Error> {
        let mut is_changed = false;
        for row in &self.rows {
            let (open, known) = open_terms(&row.form, &self.bounds);
            let range = Interval { lo: row.range.lo - known, hi: row.range.hi - known };
            if open.is_empty() {
                if !range.holds(0.0) {
                    return Err(Error::Contradiction);
                }
                continue;
            }
            if let [(unknown, by)] = open[..] {
                let (lo, hi) = if by > 0.0 { (range.lo / by, range.hi / by) } else { (range.hi / by, range.lo / by) };
                is_changed |=
                    narrow(&mut self.bounds[unknown], whole_part(self.is_whole[unknown], Interval { lo, hi }))?;
            } else if open.iter().all(|(_, by)| *by > 0.0) {
                for (unknown, by) in &open {
                    let most = Interval { lo: 0.0, hi: range.hi / by };
                    is_changed |= narrow(&mut self.bounds[*unknown], whole_part(self.is_whole[*unknown], most))?;
                }
            }
        }
        Ok(is_changed)
    }

    fn split(&mut self) {
        self.open = self.rows.iter().map(|row| open_terms(&row.form, &self.bounds)).collect();
        let mut parent: Vec<usize> = (0..self.bounds.len()).collect();
        for (open, _) in &self.open {
            for pair in open.windows(2) {
                let (a, b) = (root(&mut parent, pair[0].0), root(&mut parent, pair[1].0));
                parent[a] = b;
            }
        }
        let part = |unknown: usize| (!is_known(self.bounds[unknown])).then_some(unknown);
        self.part = (0..self.bounds.len()).map(|at| part(at).map(|at| root(&mut parent, at))).collect();
        let part = |(open, _): &(Vec<(usize, f64)>, f64)| open.first().and_then(|(unknown, _)| self.part[*unknown]);
        self.row_part = self.open.iter().map(part).collect();
    }

    /// # Errors
    /// What is published contradicts itself, or the solver gave up.
    pub fn interval(&self, form: &Form) -> Result<Interval, Error> {
        let lo = self.end(form, OptimizationDirection::Minimize, &[])?.map_or(f64::NEG_INFINITY, |end| end.value);
        let hi = self.end(form, OptimizationDirection::Maximize, &[])?.map_or(f64::INFINITY, |end| end.value);
        Ok(Interval { lo, hi })
    }

    /// `None` if there is no end to it.
    pub fn end(
        &self,
        form: &Form,
        direction: OptimizationDirection,
        insider: &[(usize, Interval)],
    ) -> Result<Option<End>, Error> {
        let (open, known) = open_terms(form, &self.bounds);
        if open.is_empty() {
            return Ok(Some(End { value: known, at: Vec::new() }));
        }
        let parts: Vec<usize> = open.iter().filter_map(|(unknown, _)| self.part[*unknown]).collect();
        let program = Program::new(self, &parts, insider, direction, &open)?;
        Ok(self.solved(program)?.map(|end| End { value: end.value + known, ..end }))
    }

    /// As [`Judge::end`], with the values of all unknowns: where what is known is not the truth, the others hang on it.
    pub fn table(
        &self,
        form: &Form,
        direction: OptimizationDirection,
        insider: &[(usize, Interval)],
    ) -> Result<Option<End>, Error> {
        let (open, known) = open_terms(form, &self.bounds);
        let mut parts: Vec<usize> = self.part.iter().flatten().copied().collect();
        parts.sort_unstable();
        parts.dedup();
        let is_known = |at: &usize| self.part[*at].is_none();
        let mut at: Vec<(usize, f64)> =
            (0..self.part.len()).filter(is_known).map(|at| (at, self.bounds[at].lo)).collect();
        let is_impossible =
            |(unknown, own): &(usize, Interval)| self.part[*unknown].is_none() && !own.holds(self.bounds[*unknown].lo);
        if insider.iter().any(is_impossible) {
            return Err(Error::Contradiction);
        }
        if parts.is_empty() {
            return Ok(Some(End { value: known, at }));
        }
        let program = Program::new(self, &parts, insider, direction, &open)?;
        let Some(end) = self.solved(program)? else { return Ok(None) };
        at.extend(end.at);
        Ok(Some(End { value: end.value + known, at }))
    }

    /// In whole numbers where the unknowns are.
    fn solved(&self, mut program: Program) -> Result<Option<End>, Error> {
        let Some(mut values) = program.solve()? else { return Ok(None) };
        if program.members.iter().zip(&values).any(|(at, value)| self.is_whole[*at] && !is_near_whole(*value)) {
            program.is_whole = true;
            match program.solve()? {
                Some(whole) => values = whole,
                None => return Ok(None),
            }
        }
        let round = |(at, value): (&usize, f64)| (*at, if self.is_whole[*at] { value.round() } else { value });
        let at: Vec<(usize, f64)> = program.members.iter().zip(values).map(round).collect();
        let value = program.objective.iter().zip(&at).map(|(by, (_, value))| by * value).sum::<f64>();
        // Never minus zero.
        Ok(Some(End { value: value + 0.0, at }))
    }
}

struct Program<'a> {
    judge: &'a Judge<'a>,
    members: Vec<usize>,
    bounds: Vec<Interval>,
    rows: Vec<usize>,
    direction: OptimizationDirection,
    objective: Vec<f64>,
    is_whole: bool,
}

impl<'a> Program<'a> {
    fn new(
        judge: &'a Judge<'a>,
        parts: &[usize],
        insider: &[(usize, Interval)],
        direction: OptimizationDirection,
        form: &[(usize, f64)],
    ) -> Result<Program<'a>, Error> {
        let is_member = |part: &Option<usize>| part.is_some_and(|part| parts.contains(&part));
        let members: Vec<usize> = (0..judge.part.len()).filter(|at| is_member(&judge.part[*at])).collect();
        let mut bounds: Vec<Interval> = members.iter().map(|at| judge.bounds[*at]).collect();
        for (unknown, known) in insider {
            if let Ok(at) = members.binary_search(unknown) {
                narrow(&mut bounds[at], *known)?;
            }
        }
        let mut objective = vec![0.0; members.len()];
        for (unknown, by) in form {
            if let Ok(at) = members.binary_search(unknown) {
                objective[at] += by;
            }
        }
        let rows = (0..judge.rows.len()).filter(|at| is_member(&judge.row_part[*at])).collect();
        Ok(Program { judge, members, bounds, rows, direction, objective, is_whole: false })
    }

    /// Values of the members; `None` without end.
    fn solve(&self) -> Result<Option<Vec<f64>>, Error> {
        let mut problem = Problem::new(self.direction);
        let variables: Vec<Variable> = (0..self.members.len())
            .map(|at| {
                let Interval { lo, hi } = self.bounds[at];
                if self.is_whole && self.judge.is_whole[self.members[at]] {
                    let ends = ((lo - TOLERANCE).ceil() as i32, (hi.min(MOST) + TOLERANCE).floor() as i32);
                    problem.add_integer_var(self.objective[at], ends)
                } else {
                    problem.add_var(self.objective[at], (lo, hi))
                }
            })
            .collect();
        for row in &self.rows {
            let range = self.judge.rows[*row].range;
            let (open, known) = &self.judge.open[*row];
            let terms: Vec<(Variable, f64)> = open
                .iter()
                .filter_map(|(unknown, by)| Some((variables[self.members.binary_search(unknown).ok()?], *by)))
                .collect();
            constrain(&mut problem, &terms, range.lo - known, range.hi - known);
        }
        let mut options = SolveOptions::default();
        if self.is_whole {
            options.node_limit = Some(NODES);
        }
        match problem.solve_with(options) {
            Ok(outcome) => {
                let solution = outcome.into_solution().map_err(|_| Error::GivenUp)?;
                Ok(Some(variables.iter().map(|variable| solution.var_value(*variable)).collect()))
            }
            Err(microlp::Error::Unbounded) => Ok(None),
            Err(microlp::Error::Infeasible) => Err(Error::Contradiction),
            Err(_) => Err(Error::GivenUp),
        }
    }
}

/// Published exactly: an equation; rounded: two inequalities.
pub(crate) fn constrain(problem: &mut Problem, terms: &[(Variable, f64)], lo: f64, hi: f64) {
    if hi - lo < TOLERANCE {
        problem.add_constraint(terms, ComparisonOp::Eq, (lo + hi) / 2.0);
        return;
    }
    if lo > f64::NEG_INFINITY {
        problem.add_constraint(terms, ComparisonOp::Ge, lo);
    }
    if hi < f64::INFINITY {
        problem.add_constraint(terms, ComparisonOp::Le, hi);
    }
}

/// The whole numbers in an interval.
fn whole_part(is_whole: bool, Interval { lo, hi }: Interval) -> Interval {
    if is_whole { Interval { lo: (lo - TOLERANCE).ceil(), hi: (hi + TOLERANCE).floor() } } else { Interval { lo, hi } }
}

fn is_near_whole(value: f64) -> bool {
    (value - value.round()).abs() < TOLERANCE
}

fn is_known(bound: Interval) -> bool {
    bound.width() < TOLERANCE
}

/// The terms that are not known, and the sum of those that are.
fn open_terms(form: &Form, bounds: &[Interval]) -> (Vec<(usize, f64)>, f64) {
    let (known, open): (Vec<_>, Vec<_>) =
        form.terms().iter().copied().partition(|(unknown, _)| is_known(bounds[*unknown]));
    (open, known.iter().map(|(unknown, by)| by * bounds[*unknown].lo).sum())
}

fn narrow(bound: &mut Interval, by: Interval) -> Result<bool, Error> {
    let narrower = Interval { lo: bound.lo.max(by.lo), hi: bound.hi.min(by.hi) };
    if narrower.width() < -TOLERANCE {
        return Err(Error::Contradiction);
    }
    let is_changed = narrower.lo > bound.lo + TOLERANCE || narrower.hi < bound.hi - TOLERANCE;
    if is_changed {
        *bound = Interval { lo: narrower.lo, hi: narrower.hi.max(narrower.lo) };
    }
    Ok(is_changed)
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}
