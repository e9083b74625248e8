//! How many may be in the groups whose sizes are hidden, for whoever reads a whole release.
//!
//! Items tell of the same respondents. Each alone may leave room for a hidden size, and all of them together none. So
//! a few cases are fixed beforehand, in which no small hidden size is known to less than k, and no item may rule out
//! any of them: whatever is read together, each of them could be the true one.

use microlp::OptimizationDirection::{Maximize, Minimize};

use crate::{
    Error,
    audit::published,
    cube::{Cube, Groups, Layout},
    judge::Judge,
    release::Release,
    system::{Form, TOLERANCE},
};

/// So much more than of the others is one size to move.
const FIRST: f64 = 1_000.0;

/// The true sizes and others, each a number per unknown of the layout. None where every size is told.
///
/// # Errors
/// The release contradicts itself, or the solver gave up.
pub(crate) fn worlds(cube: &Cube, release: &Release, layout: &Layout) -> Result<Vec<Vec<f64>>, Error> {
    // With fewer than k in all nothing is told of any item.
    if release.respondents.value().is_none() || release.hidden().0 == 0 {
        return Ok(Vec::new());
    }
    let mut truth = vec![0.0; layout.len];
    for respondent in 0..cube.respondents() {
        layout.unknowns(&cube.codes, respondent).for_each(|unknown| truth[unknown] += 1.0);
    }
    let (groups, is_shown) = Groups::of_release(layout, release);
    let hidden = groups.forms.iter().zip(is_shown).filter(|(_, is_shown)| !is_shown).map(|(form, _)| form);
    let small: Vec<&Form> = hidden.filter(|form| release.rule.is_small(form.at(&truth) as u64)).collect();
    if small.is_empty() {
        return Ok(Vec::new());
    }
    let facts = published(release, layout, 0);
    let is_whole = vec![true; layout.len];
    let judge = Judge::of(&is_whole, facts.iter().collect())?;
    let mut worlds = vec![truth];
    for (at, form) in small.iter().enumerate() {
        for direction in [Maximize, Minimize] {
            if is_open(&worlds, form, release) {
                break;
            }
            // The others move too, so that a few cases do for all: every second one the other way.
            let others = small.iter().enumerate().filter(|(_, other)| !is_open(&worlds, other, release));
            let others = others.flat_map(|(other, form)| {
                let way = if (other + at) % 2 == 0 { 1.0 } else { -1.0 };
                form.terms().iter().map(move |(unknown, by)| (*unknown, way * by))
            });
            let first = form.terms().iter().map(|(unknown, by)| (*unknown, FIRST * by));
            let end = judge.table(&Form::new(first.chain(others).collect()), direction, &[])?;
            let mut world = worlds[0].clone();
            end.into_iter().flat_map(|end| end.at).for_each(|(unknown, value)| world[unknown] = value);
            worlds.push(world);
        }
    }
    Ok(worlds)
}

/// Whether the cases are k apart.
fn is_open(worlds: &[Vec<f64>], form: &Form, release: &Release) -> bool {
    let values = || worlds.iter().map(|world| form.at(world));
    let (lo, hi) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    hi - lo >= release.rule.width() - TOLERANCE
}
