//! Who answered, by declared grouping variables: the groups that a release may tell of.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::{
    Error,
    release::{Release, Shown},
    system::{Figure, Form},
};

/// Grouping variables of one cube.
pub const DIMENSIONS: usize = 6;
/// Combinations of all variables of a ring of crossings up to which it is released and attacked as a whole. None, until
/// the proof has an answer for every cell of a ring.
const COMBINATIONS: usize = 0;

/// A grouping variable. Every respondent is in one category; "keine Angabe" is one as well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dimension {
    pub name: String,
    pub categories: Vec<String>,
    /// Coarser ones, as Kreise above municipalities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Level {
    pub name: String,
    pub groups: Vec<String>,
    /// For each category of the variable the group it belongs to.
    pub group_of: Vec<usize>,
}

impl Dimension {
    pub fn new(name: &str, categories: &[&str]) -> Dimension {
        let categories = categories.iter().map(|category| (*category).to_owned()).collect();
        Dimension { name: name.to_owned(), categories, levels: Vec::new() }
    }

    /// Groups of a level; level 0 is the categories themselves.
    pub fn groups(&self, level: usize) -> &[String] {
        match level.checked_sub(1).and_then(|above| self.levels.get(above)) {
            Some(level) => &level.groups,
            None => &self.categories,
        }
    }

    fn group_of(&self, level: usize, category: usize) -> usize {
        match level.checked_sub(1).and_then(|above| self.levels.get(above)) {
            Some(level) => level.group_of.get(category).copied().unwrap_or(usize::MAX),
            None => category,
        }
    }
}

/// A variable at one of its levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Axis {
    pub dimension: usize,
    pub level: usize,
}

/// Grouping variables, which of them are crossed, and the category of every respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct Cube {
    pub dimensions: Vec<Dimension>,
    /// Pairs of variables whose cross table is released.
    pub crossings: Vec<(usize, usize)>,
    /// One list per variable, one code per respondent.
    pub codes: Vec<Vec<u16>>,
    /// How many are in each group of one variable is told elsewhere, whatever is hidden here.
    pub are_groups_known: bool,
}

impl Cube {
    /// # Errors
    /// More than six variables, lists of different lengths, codes without a category.
    pub fn new(
        dimensions: Vec<Dimension>,
        crossings: Vec<(usize, usize)>,
        codes: Vec<Vec<u16>>,
    ) -> Result<Cube, Error> {
        if dimensions.len() > DIMENSIONS {
            return Err(Error::TooManyDimensions(dimensions.len()));
        }
        let expected = codes.first().map_or(0, Vec::len);
        for (at, dimension) in dimensions.iter().enumerate() {
            let name = dimension.name.clone();
            let found = codes.get(at).map_or(0, Vec::len);
            if found != expected {
                return Err(Error::Length { name, expected, found });
            }
            let is_unknown = |code: &u16| usize::from(*code) >= dimension.categories.len();
            let is_incomplete = dimension.levels.iter().any(|level| {
                level.group_of.len() != dimension.categories.len()
                    || level.group_of.iter().any(|group| *group >= level.groups.len())
            });
            if is_incomplete || codes[at].iter().any(is_unknown) {
                return Err(Error::NoCategory(name));
            }
        }
        let is_pair = |(a, b): &(usize, usize)| a != b && *a < dimensions.len() && *b < dimensions.len();
        let mut pairs: Vec<(usize, usize)> = crossings.into_iter().filter(is_pair).collect();
        pairs.iter_mut().for_each(|pair| *pair = (pair.0.min(pair.1), pair.0.max(pair.1)));
        let mut once = Vec::new();
        pairs.into_iter().for_each(|pair| {
            if !once.contains(&pair) {
                once.push(pair)
            }
        });
        Ok(Cube { dimensions, crossings: once, codes, are_groups_known: false })
    }

    /// For groups of one variable of which none is smaller than k, and whose sizes are told whatever is hidden here.
    pub fn with_known_groups(self) -> Cube {
        Cube { are_groups_known: true, ..self }
    }

    pub fn respondents(&self) -> usize {
        self.codes.first().map_or(0, Vec::len)
    }
}

/// How the groups of a cube are sums of unknown numbers: the cells of the cross tables, or the combinations of all
/// variables of a ring of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    blocks: Vec<Block>,
    /// The crossings that can be told; one that closes too large a ring is not.
    pub crossings: Vec<(usize, usize)>,
    pub len: usize,
}

/// Unknown numbers, one per combination of the categories of some variables, the last one fastest.
#[derive(Debug, Clone, PartialEq)]
struct Block {
    first: usize,
    dimensions: Vec<usize>,
    sizes: Vec<usize>,
}

impl Block {
    fn len(&self) -> usize {
        self.sizes.iter().product()
    }

    fn categories(&self, mut cell: usize) -> Vec<usize> {
        let mut categories = vec![0; self.sizes.len()];
        for at in (0..self.sizes.len()).rev() {
            categories[at] = cell % self.sizes[at];
            cell /= self.sizes[at];
        }
        categories
    }
}

impl Layout {
    /// Cross tables that hang together without a ring fit together whenever their margins do, so their cells are all
    /// there is to know (Lauritzen 1996, Graphical Models, 4.4); in a ring they are not.
    pub fn new(dimensions: &[Dimension], wanted: &[(usize, usize)]) -> Layout {
        let mut layout = Layout { blocks: Vec::new(), crossings: Vec::new(), len: 0 };
        for pair in wanted {
            layout.crossings.push(*pair);
            if layout.rings(dimensions.len()).iter().any(|ring| product(dimensions, ring) > COMBINATIONS) {
                layout.crossings.pop();
            }
        }
        let rings = layout.rings(dimensions.len());
        let in_ring = |pair: &(usize, usize)| rings.iter().any(|ring| ring.contains(&pair.0));
        let pairs = layout.crossings.iter().filter(|pair| !in_ring(pair)).map(|(a, b)| vec![*a, *b]);
        let mut blocks: Vec<Vec<usize>> = rings.iter().cloned().chain(pairs).collect();
        for alone in 0..dimensions.len() {
            if !blocks.iter().any(|block| block.contains(&alone)) {
                blocks.push(vec![alone]);
            }
        }
        for block in blocks {
            let sizes = block.iter().map(|at| dimensions[*at].categories.len()).collect();
            let block = Block { first: layout.len, dimensions: block, sizes };
            layout.len += block.len();
            layout.blocks.push(block);
        }
        layout
    }

    /// Variables that hang together and have more crossings than a tree.
    fn rings(&self, dimensions: usize) -> Vec<Vec<usize>> {
        let mut part: Vec<usize> = (0..dimensions).collect();
        for (a, b) in &self.crossings {
            let (from, to) = (part[*a], part[*b]);
            part.iter_mut().filter(|part| **part == from).for_each(|part| *part = to);
        }
        let members = |root: usize| (0..dimensions).filter(|at| part[*at] == root).collect::<Vec<_>>();
        let crossings = |root: usize| self.crossings.iter().filter(|(a, _)| part[*a] == root).count();
        (0..dimensions).filter(|root| crossings(*root) >= members(*root).len().max(1)).map(members).collect()
    }

    /// The group that is in all of these groups; `None` if its variables are not released together.
    pub fn form(&self, dimensions: &[Dimension], groups: &[(Axis, usize)]) -> Option<Form> {
        let holds = |block: &&Block| groups.iter().all(|(axis, _)| block.dimensions.contains(&axis.dimension));
        let block = self.blocks.iter().find(holds)?;
        let is_in = |categories: &[usize]| {
            groups.iter().all(|(axis, group)| {
                let at = block.dimensions.iter().position(|dimension| *dimension == axis.dimension);
                at.is_some_and(|at| dimensions[axis.dimension].group_of(axis.level, categories[at]) == *group)
            })
        };
        let cells = (0..block.len()).filter(|cell| is_in(&block.categories(*cell)));
        Some(Form::sum(cells.map(|cell| block.first + cell)))
    }

    /// Blocks tell of the same respondents: of each category of a variable they share, and of them all.
    pub fn facts(&self, dimensions: &[Dimension]) -> Vec<Figure> {
        let totals: Vec<Form> = self.totals().collect();
        let mut facts: Vec<Figure> =
            totals.windows(2).map(|pair| Figure::exact(pair[0].minus(&pair[1]), 0.0)).collect();
        for (dimension, of) in dimensions.iter().enumerate() {
            let sharing: Vec<&Block> =
                self.blocks.iter().filter(|block| block.dimensions.contains(&dimension)).collect();
            for pair in sharing.windows(2) {
                for category in 0..of.categories.len() {
                    let sum = |block: &Block| {
                        let at = block.dimensions.iter().position(|one| *one == dimension);
                        let is_in = |cell: &usize| at.is_some_and(|at| block.categories(*cell)[at] == category);
                        Form::sum((0..block.len()).filter(is_in).map(|cell| block.first + cell))
                    };
                    facts.push(Figure::exact(sum(pair[0]).minus(&sum(pair[1])), 0.0));
                }
            }
        }
        facts
    }

    /// All respondents, once per block.
    pub fn totals(&self) -> impl Iterator<Item = Form> {
        self.blocks.iter().map(|block| Form::sum(block.first..block.first + block.len()))
    }

    /// The unknowns that a respondent counts in, one per block.
    pub fn unknowns(&self, codes: &[Vec<u16>], respondent: usize) -> impl Iterator<Item = usize> {
        self.blocks.iter().map(move |block| {
            let codes = block.dimensions.iter().map(|dimension| usize::from(codes[*dimension][respondent]));
            block.first + codes.zip(&block.sizes).fold(0, |cell, (code, size)| cell * size + code)
        })
    }

    /// What is released: each variable at each level, and each crossing at every pair of levels.
    pub fn views(&self, dimensions: &[Dimension]) -> Vec<Vec<Axis>> {
        let axes =
            |dimension: usize| (0..=dimensions[dimension].levels.len()).map(move |level| Axis { dimension, level });
        let single = (0..dimensions.len()).flat_map(|dimension| axes(dimension).map(|axis| vec![axis]));
        let crossed = self.crossings.iter().flat_map(|(a, b)| axes(*a).flat_map(|a| axes(*b).map(move |b| vec![a, b])));
        single.chain(crossed).collect()
    }
}

fn product(dimensions: &[Dimension], members: &[usize]) -> usize {
    members.iter().fold(1_usize, |product, at| product.saturating_mul(dimensions[*at].categories.len()))
}

/// The groups of a view, the last axis fastest.
pub(crate) fn groups_of(dimensions: &[Dimension], view: &[Axis]) -> Vec<Vec<(Axis, usize)>> {
    view.iter().fold(vec![Vec::new()], |groups, axis| {
        let count = dimensions[axis.dimension].groups(axis.level).len();
        let with = |group: &Vec<(Axis, usize)>| {
            let group = group.clone();
            (0..count).map(move |at| group.iter().copied().chain([(*axis, at)]).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        groups.iter().flat_map(with).collect()
    })
}

/// Groups that hold the same respondents whatever the data: a Kreis of one municipality is that municipality. A list of
/// distinct forms, and for each cell of each view its place in it.
pub(crate) struct Groups {
    pub forms: Vec<Form>,
    pub of_view: Vec<Vec<usize>>,
}

impl Groups {
    /// Those of all views of a release, all respondents last, and of each whether the frame tells of it.
    pub fn of_release(layout: &Layout, release: &Release) -> (Groups, Vec<bool>) {
        let views: Vec<_> = release.views.iter().map(|view| view.by.clone()).collect();
        let mut groups = Groups::new(layout, &release.dimensions, &views);
        let mut is_shown = vec![true; groups.forms.len()];
        let cells = release.views.iter().flat_map(|view| &view.cells);
        cells.zip(groups.of_view.iter().flatten()).for_each(|(cell, group)| is_shown[*group] = *cell != Shown::Hidden);
        groups.forms.extend(layout.totals().next());
        is_shown.resize(groups.forms.len(), release.respondents != Shown::Hidden);
        (groups, is_shown)
    }

    /// Of each, whether a view of one variable tells it.
    pub fn of_one_variable(&self, views: &[Vec<Axis>]) -> Vec<bool> {
        let mut are = vec![false; self.forms.len()];
        let single = views.iter().zip(&self.of_view).filter(|(view, _)| view.len() == 1);
        single.flat_map(|(_, groups)| groups).for_each(|group| are[*group] = true);
        are
    }

    /// Of each, how many groups of the views are parts of it, at least one: what is lost when it is hidden.
    pub fn parts(&self) -> Vec<f64> {
        let unknowns = |group: &usize| self.forms[*group].terms().iter().map(|(unknown, _)| *unknown).collect();
        let told: Vec<usize> = self.of_view.iter().flatten().copied().collect();
        let members: Vec<BTreeSet<usize>> = told.iter().map(unknowns).collect();
        let is_part = |own: &BTreeSet<usize>, part: &BTreeSet<usize>| part != own && part.is_subset(own);
        let mut parts = vec![1.0; self.forms.len()];
        for (group, own) in told.iter().zip(&members) {
            parts[*group] = members.iter().filter(|part| is_part(own, part)).count().max(1) as f64;
        }
        parts
    }

    pub fn new(layout: &Layout, dimensions: &[Dimension], views: &[Vec<Axis>]) -> Groups {
        let mut groups = Groups { forms: Vec::new(), of_view: Vec::new() };
        let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
        for view in views {
            let cells = groups_of(dimensions, view).into_iter().map(|group| {
                let form = layout.form(dimensions, &group).unwrap_or_default();
                let key = form.terms().iter().map(|(unknown, _)| *unknown).collect();
                *known.entry(key).or_insert_with(|| {
                    groups.forms.push(form);
                    groups.forms.len() - 1
                })
            });
            let cells = cells.collect();
            groups.of_view.push(cells);
        }
        groups
    }
}
