//! The auditor: what somebody can work out from one release, or from two.

use serde::Serialize;

use crate::{
    Error, Interval,
    cube::{Axis, Dimension, Layout, groups_of},
    judge::Judge,
    release::{Release, Shown},
    system::{Figure, Form, TOLERANCE},
};

/// The attack on one hidden cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attack {
    pub cell: Vec<(Axis, usize)>,
    pub interval: Interval,
    /// The interval is narrower than k.
    pub derivable: bool,
}

/// Every hidden cell of a release, attacked with everything the release says.
///
/// # Errors
/// The release contradicts itself.
pub fn attack(release: &Release) -> Result<Vec<Attack>, Error> {
    let layout = Layout::new(&release.dimensions, &release.crossings);
    let facts = published(release, &layout, 0);
    let is_whole = vec![true; layout.len];
    let judge = Judge::of(&is_whole, facts.iter().collect())?;
    let mut attacks = Vec::new();
    for (cell, shown) in cells(release) {
        let (Shown::Hidden, Some(form)) = (shown, layout.form(&release.dimensions, &cell)) else { continue };
        let interval = judge.interval(&form)?;
        attacks.push(Attack { cell, interval, derivable: is_narrow(interval, release) });
    }
    Ok(attacks)
}

/// Whom two releases are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The same respondents, in tables of other shape or other protection.
    Same,
    /// The later one has all respondents of the earlier, and others.
    Grown,
}

/// Why the later of two releases is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It differs by fewer than k respondents, or may do so.
    SmallDifference,
    /// What the earlier one hides, both together give away.
    Earlier,
    /// What it hides itself, both together give away.
    Later,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub cell: Vec<(Axis, usize)>,
    pub reason: Reason,
    /// Of the difference, or of the hidden number.
    pub interval: Interval,
}

/// What both releases together give away; the later one may go out if there is nothing. Both group by the same
/// variables; which of them they cross may differ.
///
/// # Errors
/// Other variables, or releases that contradict each other.
pub fn compare(earlier: &Release, later: &Release, relation: Relation) -> Result<Vec<Finding>, Error> {
    if earlier.dimensions != later.dimensions {
        return Err(Error::OtherVariables);
    }
    let dimensions = &earlier.dimensions;
    let wanted: Vec<(usize, usize)> = earlier.crossings.iter().chain(&later.crossings).copied().collect();
    let layout = Layout::new(dimensions, &wanted);
    if wanted.iter().any(|pair| !layout.crossings.contains(pair)) {
        return Err(Error::GivenUp);
    }
    // The respondents of the earlier release, and after them those who came since.
    let others = if relation == Relation::Grown { layout.len } else { 0 };
    let is_whole = vec![true; layout.len + others];
    let mut facts = published(earlier, &layout, 0);
    facts.extend(published(later, &layout, others));
    facts.extend(layout.facts(dimensions).into_iter().map(|fact| Figure { form: shifted(&fact.form, others), ..fact }));
    let judge = Judge::of(&is_whole, facts.iter().collect())?;
    let mut findings = Vec::new();
    for (release, reason) in [(earlier, Reason::Earlier), (later, Reason::Later)] {
        for (cell, shown) in cells(release) {
            let (Shown::Hidden, Some(form)) = (shown, layout.form(dimensions, &cell)) else { continue };
            let form = if reason == Reason::Later { with_others(&form, others) } else { form };
            let interval = judge.interval(&form)?;
            if is_narrow(interval, release) {
                findings.push(Finding { cell, reason, interval });
            }
        }
    }
    if relation == Relation::Grown {
        let totals = layout.totals().next().into_iter().map(|form| (Vec::new(), form));
        let groups = layout.views(dimensions).into_iter().flat_map(|view| groups_of(dimensions, &view));
        let groups = groups.filter_map(|cell| layout.form(dimensions, &cell).map(|form| (cell, form)));
        for (cell, form) in totals.chain(groups) {
            let interval = judge.interval(&shifted(&form, others))?;
            let k = f64::from(later.rule.k);
            if is_narrow(interval, later) && interval.hi >= 1.0 && interval.lo < k {
                findings.push(Finding { cell, reason: Reason::SmallDifference, interval });
            }
        }
    }
    Ok(findings)
}

fn is_narrow(interval: Interval, release: &Release) -> bool {
    interval.width() < f64::from(release.rule.k) - TOLERANCE
}

/// Every cell of every view.
fn cells(release: &Release) -> impl Iterator<Item = (Vec<(Axis, usize)>, Shown<u64>)> {
    let of_view = |view: &crate::release::View<Shown<u64>>| {
        let groups = groups_of(&release.dimensions, &view.by);
        groups.into_iter().zip(view.cells.clone()).collect::<Vec<_>>()
    };
    release.views.iter().flat_map(of_view)
}

/// What a release says; with `others`, of these unknowns and of as many after them.
pub(crate) fn published(release: &Release, layout: &Layout, others: usize) -> Vec<Figure> {
    let mut facts = layout.facts(&release.dimensions);
    if let Some(total) = release.respondents.known() {
        facts.extend(layout.totals().map(|form| Figure::exact(with_others(&form, others), total as f64)));
    }
    for (cell, shown) in cells(release) {
        if let (Some(count), Some(form)) = (shown.known(), layout.form(&release.dimensions, &cell)) {
            facts.push(Figure::exact(with_others(&form, others), count as f64));
        }
    }
    facts
}

fn shifted(form: &Form, by: usize) -> Form {
    Form::new(form.terms().iter().map(|(unknown, coefficient)| (unknown + by, *coefficient)).collect())
}

fn with_others(form: &Form, others: usize) -> Form {
    if others == 0 { form.clone() } else { form.plus(&shifted(form, others)) }
}

/// The name of a cell, its variables and groups.
pub fn name(dimensions: &[Dimension], cell: &[(Axis, usize)]) -> Vec<(String, String)> {
    let part = |(axis, group): &(Axis, usize)| {
        let dimension = &dimensions[axis.dimension];
        let level = axis.level.checked_sub(1).and_then(|above| dimension.levels.get(above));
        let variable = level.map_or(&dimension.name, |level| &level.name);
        (variable.clone(), dimension.groups(axis.level)[*group].clone())
    };
    cell.iter().map(part).collect()
}
