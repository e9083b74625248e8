//! What all items of a release have in common: the groups, and the sizes that no item may rule out.

use crate::{
    Error,
    cube::{Axis, Cube, Groups, Layout},
    release::{Release, Shown, View},
    system::Figure,
    worlds::worlds,
};

/// The frame in which items are released. Made once: the search for sizes is the same for all of them.
pub struct Frame<'a> {
    pub(crate) cube: &'a Cube,
    pub(crate) release: &'a Release,
    pub(crate) layout: Layout,
    /// What everybody knows of the unknowns of the layout.
    pub(crate) facts: Vec<Figure>,
    /// The groups of all views; all respondents come last.
    pub(crate) groups: Groups,
    /// Is the group told of?
    pub(crate) is_shown: Vec<bool>,
    /// A cell of a cross table whose size is told.
    pub(crate) is_cell: Vec<bool>,
    /// Groups inside each, which are told of too.
    pub(crate) parts: Vec<f64>,
    /// How many may be in the groups, the hidden ones among them: a number per unknown of the layout.
    pub(crate) worlds: Vec<Vec<f64>>,
}

impl<'a> Frame<'a> {
    /// # Errors
    /// `release` is not of this cube, or the solver gave up.
    pub fn new(cube: &'a Cube, release: &'a Release) -> Result<Frame<'a>, Error> {
        let layout = Layout::new(&release.dimensions, &release.crossings);
        let (groups, is_shown) = Groups::of_release(&layout, release);
        let views: Vec<Vec<Axis>> = release.views.iter().map(|view| view.by.clone()).collect();
        let is_single = groups.of_one_variable(&views);
        let mut is_cell: Vec<bool> =
            is_single.iter().zip(&is_shown).map(|(is_single, is_shown)| !is_single && *is_shown).collect();
        is_cell[groups.forms.len() - 1] = false;
        let worlds = worlds(cube, release, &layout)?;
        let (facts, parts) = (layout.facts(&release.dimensions), groups.parts());
        Ok(Frame { cube, release, layout, facts, groups, is_shown, is_cell, parts, worlds })
    }

    /// All respondents.
    pub(crate) fn total(&self) -> usize {
        self.groups.forms.len() - 1
    }

    /// The tables of the release, and for each cell its group.
    pub(crate) fn views(&self) -> impl Iterator<Item = (&View<Shown<u64>>, &Vec<usize>)> {
        self.release.views.iter().zip(&self.groups.of_view)
    }
}
