//! The release: which groups are told of, in one frame for every surface.

use serde::{Deserialize, Serialize};

use crate::{
    Error,
    cube::{Axis, Cube, Dimension, Groups, Layout},
    protect::protect,
    rule::Rule,
    system::{Figure, Form, Need, Secret, System, Unit},
};

/// What a reader sees of a number. Hidden, nothing and zero look different.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", content = "value", rename_all = "snake_case")]
pub enum Shown<T> {
    Value(T),
    /// Told to nobody.
    Hidden,
    /// There is nothing here: nobody was asked, or the combination cannot be.
    None,
    /// There could be something, and it is zero.
    Zero,
}

impl<T: Copy> Shown<T> {
    pub fn value(self) -> Option<T> {
        match self {
            Shown::Value(value) => Some(value),
            _ => None,
        }
    }
}

impl Shown<u64> {
    /// What everybody knows of it.
    pub fn known(self) -> Option<u64> {
        match self {
            Shown::Value(count) => Some(count),
            Shown::Zero | Shown::None => Some(0),
            Shown::Hidden => None,
        }
    }
}

/// One table of a release: the groups of one variable, or of two, the last one fastest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View<T> {
    pub by: Vec<Axis>,
    pub cells: Vec<T>,
}

/// Respondents per group. Made by [`release_cube`] alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Release {
    pub rule: Rule,
    pub dimensions: Vec<Dimension>,
    pub crossings: Vec<(usize, usize)>,
    /// Wanted, but not told: with the others they would tell too much, or more than can be checked.
    pub withheld: Vec<(usize, usize)>,
    pub respondents: Shown<u64>,
    pub views: Vec<View<Shown<u64>>>,
}

impl Release {
    pub fn view(&self, by: &[Axis]) -> Option<&View<Shown<u64>>> {
        self.views.iter().find(|view| view.by == by)
    }

    /// Hidden cells, and all that are not empty.
    pub fn hidden(&self) -> (usize, usize) {
        let cells = || self.views.iter().flat_map(|view| &view.cells);
        let hidden = cells().filter(|cell| **cell == Shown::Hidden).count();
        (hidden, cells().filter(|cell| !matches!(cell, Shown::Zero | Shown::None)).count())
    }
}

/// Cells of the smallest groups may be told, none of which can be worked out from the others: groups of 1 to k - 1 are
/// hidden, and as few others as that needs, over all variables, levels and crossings together.
///
/// # Errors
/// Never for want of hiding: with fewer than k respondents in all, everything is hidden.
pub fn release_cube(cube: &Cube, rule: Rule) -> Result<Release, Error> {
    let total = cube.respondents() as u64;
    let layout = Layout::new(&cube.dimensions, &cube.crossings);
    let frame = Frame::new(cube, &layout, rule);
    let hidden = match rule.is_small(total) {
        true => vec![true; frame.groups.forms.len()],
        false => protect(&frame.system, &frame.truth, &frame.primary)?,
    };
    let cell = |group: &usize| match frame.groups.forms[*group].at(&frame.truth) as u64 {
        _ if hidden[*group] => Shown::Hidden,
        0 => Shown::Zero,
        count => Shown::Value(count),
    };
    let views = frame.views.iter().zip(&frame.groups.of_view);
    let views = views.map(|(by, groups)| View { by: by.clone(), cells: groups.iter().map(cell).collect() });
    let withheld = cube.crossings.iter().filter(|pair| !layout.crossings.contains(pair)).copied().collect();
    Ok(Release {
        rule,
        dimensions: cube.dimensions.clone(),
        views: views.collect(),
        withheld,
        respondents: match total {
            0 => Shown::None,
            small if rule.is_small(small) => Shown::Hidden,
            total => Shown::Value(total),
        },
        crossings: layout.crossings,
    })
}

/// A cube as a system of unknowns, and their true values.
struct Frame {
    views: Vec<Vec<Axis>>,
    groups: Groups,
    system: System,
    truth: Vec<f64>,
    primary: Vec<bool>,
}

impl Frame {
    fn new(cube: &Cube, layout: &Layout, rule: Rule) -> Frame {
        let views = layout.views(&cube.dimensions);
        let groups = Groups::new(layout, &cube.dimensions, &views);
        let mut truth = vec![0.0; layout.len];
        for respondent in 0..cube.respondents() {
            layout.unknowns(&cube.codes, respondent).for_each(|unknown| truth[unknown] += 1.0);
        }
        let mut facts = layout.facts(&cube.dimensions);
        facts.extend(layout.totals().map(|form| Figure::exact(form, cube.respondents() as f64)));
        let mut cells = vec![0.0; groups.forms.len()];
        groups.of_view.iter().flatten().for_each(|group| cells[*group] += 1.0);
        let is_known = groups.of_one_variable(&views).into_iter().map(|is_single| is_single && cube.are_groups_known);
        let unit = |((form, cells), is_known): ((&Form, &f64), bool)| {
            let count = form.at(&truth);
            Unit {
                figures: vec![Figure::exact(form.clone(), count)],
                // Of cells that do, the one with the fewest respondents.
                cost: (!is_known).then(|| cells + 0.05 * (1.0 + count).ln()),
                secrets: vec![Secret { form: form.clone(), need: Need::width(rule.width()), insider: Vec::new() }],
            }
        };
        let units: Vec<Unit> = groups.forms.iter().zip(&cells).zip(is_known).map(unit).collect();
        let primary = groups.forms.iter().map(|form| rule.is_small(form.at(&truth) as u64)).collect();
        let system = System { is_whole: vec![true; layout.len], facts, units, secrets: Vec::new(), worlds: Vec::new() };
        Frame { views, groups, system, truth, primary }
    }
}
