//! Which further cells to hide, so that nothing hidden can be worked out.
//!
//! As few as possible: whatever is not yet safe is given room by the cheapest change of the data that leaves all else
//! as it is published (a linear program after Kelly, Golden & Assad 1992 and Fischetti & Salazar 2000), then every cell
//! that turns out not to be needed is shown again. Each step is judged by the attack itself.

mod pool;
mod room;

use std::cell::OnceCell;

use crate::{
    Error, Interval,
    judge::{End, Judge},
    system::{Figure, Form, Need, Secret, System},
};
use microlp::OptimizationDirection::{Maximize, Minimize};
use pool::Pool;

/// Figures, up to which several ways of hiding are tried and the best is taken.
const SMALL: usize = 120;
const TRIES: usize = 6;
/// Unknowns and figures, up to which the cheapest way is computed; beyond, it is felt for cell by cell.
const LARGE: usize = 3_000;

/// Which units stay hidden: the given ones and as few others as found. `truth`: the value of every unknown.
///
/// # Errors
/// With what is always shown, the given ones cannot be protected.
pub fn protect(system: &System, truth: &[f64], primary: &[bool]) -> Result<Vec<bool>, Error> {
    let is_small = system.units.len() <= SMALL && system.worlds.is_empty();
    let tries = if is_small { TRIES } else { 1 };
    let mut best: Option<(f64, Vec<bool>)> = None;
    for attempt in 0..tries {
        let mut plan = Plan::new(system, truth, primary, attempt);
        plan.widen_all()?;
        plan.show_what_is_not_needed();
        let cost = plan.cost();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, plan.hidden));
        }
        if cost == 0.0 {
            break;
        }
    }
    Ok(best.map_or_else(|| primary.to_vec(), |(_, hidden)| hidden))
}

/// The targets that an attacker can come too close to.
///
/// # Errors
/// What is published contradicts itself.
pub fn derivable<'a>(system: &'a System, hidden: &'a [bool]) -> Result<Vec<(&'a Secret, Interval)>, Error> {
    let judge = Judge::new(system, hidden)?;
    let mut found = Vec::new();
    for secret in system.targets(hidden) {
        let low = judge.end(&secret.form, Minimize, &secret.insider)?;
        let high = judge.end(&secret.form, Maximize, &secret.insider)?;
        let value = |end: Option<End>, endless| end.map_or(endless, |end| end.value);
        let interval = Interval { lo: value(low, f64::NEG_INFINITY), hi: value(high, f64::INFINITY) };
        if !secret.need.is_met(interval) {
            found.push((secret, interval));
        }
    }
    Ok(found)
}

struct Plan<'a> {
    system: &'a System,
    truth: &'a [f64],
    primary: &'a [bool],
    hidden: Vec<bool>,
    pool: Pool,
    attempt: usize,
}

impl<'a> Plan<'a> {
    fn new(system: &'a System, truth: &'a [f64], primary: &'a [bool], attempt: usize) -> Plan<'a> {
        Plan { system, truth, primary, hidden: primary.to_vec(), pool: Pool::new(truth), attempt }
    }

    fn cost(&self) -> f64 {
        let secondary = (0..self.hidden.len()).filter(|at| self.hidden[*at] && !self.primary[*at]);
        secondary.filter_map(|at| self.system.units[at].cost).sum()
    }

    /// Costs that differ a little from try to try, so that each finds its own way.
    fn price(&self, unit: usize) -> Option<f64> {
        let cost = self.system.units[unit].cost?;
        let spread = match self.attempt {
            0 => 0.0,
            attempt => 0.3 * ((unit + 1) as f64 * 0.618_033_988_75 * attempt as f64).fract(),
        };
        Some(cost * (1.0 + spread))
    }

    fn widen_all(&mut self) -> Result<(), Error> {
        while let Some(lack) = self.first_lack()? {
            let size = self.truth.len() + self.system.units.iter().map(|unit| unit.figures.len()).sum::<usize>();
            let (system, price) = (self.system, |unit: usize| self.price(unit));
            let more = match &lack {
                _ if size > LARGE => Vec::new(),
                Lack::Secret(secret) => room::cheapest(system, self.truth, &self.hidden, secret, &price),
                Lack::World(world) => room::of_world(system, self.truth, &self.hidden, &system.worlds[*world], &price),
            };
            let more = more.into_iter().filter(|unit| !self.hidden[*unit]).collect::<Vec<_>>();
            let is_stuck = more.is_empty();
            more.into_iter().for_each(|unit| self.hidden[unit] = true);
            if is_stuck && !self.hide_next(&lack) {
                return Err(Error::Unprotectable);
            }
        }
        Ok(())
    }

    /// The linear program sees no way, or one of fractions only: the next unit that has to do with it.
    fn hide_next(&mut self, lack: &Lack) -> bool {
        let terms = match lack {
            Lack::Secret(secret) => secret.form.terms(),
            Lack::World(_) => &[],
        };
        let is_in = |term: &(usize, f64)| terms.iter().any(|other| other.0 == term.0);
        let touches =
            |unit: usize| self.system.units[unit].figures.iter().any(|one| one.form.terms().iter().any(is_in));
        let open = |unit: &usize| !self.hidden[*unit] && self.system.units[*unit].cost.is_some();
        let next = (0..self.hidden.len()).filter(open).min_by(|a, b| {
            let rank = |unit: usize| (!touches(unit), self.price(unit).unwrap_or(f64::INFINITY));
            let (a, b) = (rank(*a), rank(*b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        next.map(|unit| self.hidden[unit] = true).is_some()
    }

    fn first_lack(&mut self) -> Result<Option<Lack>, Error> {
        let (system, hidden) = (self.system, &self.hidden);
        let attack = Attack::new(system, hidden);
        if let Some(world) = attack.impossible(&mut self.pool) {
            return Ok(Some(Lack::World(world)));
        }
        let mut targets = system.targets(hidden);
        Ok(targets.find(|secret| !attack.leaves_safe(&mut self.pool, secret)).cloned().map(Lack::Secret))
    }

    fn is_safe(&mut self) -> bool {
        let (system, hidden) = (self.system, &self.hidden);
        let attack = Attack::new(system, hidden);
        attack.impossible(&mut self.pool).is_none()
            && system.targets(hidden).all(|secret| attack.leaves_safe(&mut self.pool, secret))
    }

    /// The dearest first.
    fn show_what_is_not_needed(&mut self) {
        let mut extra: Vec<usize> =
            (0..self.hidden.len()).filter(|unit| self.hidden[*unit] && !self.primary[*unit]).collect();
        let value = |unit: usize| {
            let figures = &self.system.units[unit].figures;
            let size = figures.first().map_or(0.0, |figure| figure.form.at(self.truth));
            (self.price(unit).unwrap_or(0.0), size)
        };
        extra.sort_by(|a, b| value(*b).0.total_cmp(&value(*a).0).then(value(*b).1.total_cmp(&value(*a).1)));
        for unit in extra {
            let before = self.pool.clone();
            self.hidden[unit] = false;
            self.pool.keep(&self.system.units[unit].figures);
            if !self.is_safe() {
                self.hidden[unit] = true;
                self.pool = before;
            }
        }
    }
}

/// What is wrong with a pattern.
enum Lack {
    /// This cannot be the case any more.
    World(usize),
    Secret(Secret),
}

/// Everything published under a pattern.
struct Attack<'a> {
    system: &'a System,
    hidden: &'a [bool],
    /// One per world, or the only one; none for a world that cannot be. Made when data found before do not answer.
    judges: Vec<OnceCell<Option<Judge<'a>>>>,
}

impl<'a> Attack<'a> {
    fn new(system: &'a System, hidden: &'a [bool]) -> Attack<'a> {
        let judges = (0..system.worlds.len().max(1)).map(|_| OnceCell::new()).collect();
        Attack { system, hidden, judges }
    }

    fn judge(&self, world: usize) -> Option<&Judge<'a>> {
        let rows = || self.system.published(self.hidden).chain(self.system.worlds.get(world).into_iter().flatten());
        self.judges[world].get_or_init(|| Judge::of(&self.system.is_whole, rows().collect()).ok()).as_ref()
    }

    /// The first world that no data were found for.
    fn impossible(&self, pool: &mut Pool) -> Option<usize> {
        let is_possible = |world: usize| {
            let example = |judge: &Judge| judge.table(&Form::default(), Minimize, &[]).ok().flatten();
            pool.has(&self.system.worlds[world])
                || self.judge(world).and_then(example).map(|end| pool.add(end.at)).is_some()
        };
        (0..self.system.worlds.len()).map(is_possible).position(|is_possible| !is_possible)
    }

    /// Met by data that were found already, or by those at the ends of the interval.
    fn leaves_safe(&self, pool: &mut Pool, secret: &Secret) -> bool {
        let Secret { form, need, insider } = secret;
        if need.is_met(pool.span(form, insider)) {
            return true;
        }
        match self.system.worlds.as_slice() {
            [] => self.ends(pool, secret),
            _ => self.ends_of_worlds(pool, secret),
        }
    }

    fn ends(&self, pool: &mut Pool, Secret { form, need, insider }: &Secret) -> bool {
        let Some(judge) = self.judge(0) else { return false };
        for direction in [Minimize, Maximize] {
            match judge.end(form, direction, insider) {
                Ok(Some(end)) => pool.add(end.at),
                // Without end: no bound to it on this side.
                Ok(None) => return is_endless_safe(*need, judge, form),
                Err(_) => return false,
            }
        }
        need.is_met(pool.span(form, insider))
    }

    /// The worlds in which the form may be smallest and largest come first; most often they will do.
    fn ends_of_worlds(&self, pool: &mut Pool, Secret { form, need, insider }: &Secret) -> bool {
        let is_in = |figure: &&Figure| form.terms().iter().any(|(unknown, _)| figure.form.has(*unknown));
        let worlds = &self.system.worlds;
        let room = |world: usize| worlds[world].iter().filter(is_in).map(|figure| figure.range.hi).sum::<f64>();
        let mut order: Vec<usize> = (0..worlds.len()).collect();
        order.sort_by(|a, b| room(*a).total_cmp(&room(*b)));
        let low = order.iter().filter(|_| need.asks_for_low()).map(|world| (*world, Minimize));
        let high = order.iter().rev().map(|world| (*world, Maximize));
        let (low, high): (Vec<_>, Vec<_>) = (low.collect(), high.collect());
        for turn in 0..order.len() {
            for (world, direction) in [low.get(turn), high.get(turn)].into_iter().flatten() {
                let Some(judge) = self.judge(*world) else { continue };
                // An insider may know a world not to be the true one.
                if let Ok(Some(end)) = judge.table(form, *direction, insider) {
                    pool.add(end.at);
                }
            }
            if need.is_met(pool.span(form, insider)) {
                return true;
            }
        }
        false
    }
}

fn is_endless_safe(need: Need, judge: &Judge<'_>, form: &Form) -> bool {
    judge.interval(form).is_ok_and(|interval| need.is_met(interval))
}
