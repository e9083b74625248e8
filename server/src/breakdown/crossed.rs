//! One aspect by two groupings at once: a block per group of the first, in it a row per group of the second. Made of a
//! release alone.

use analytics::Aspect;
use disclosure::{Release, Shown, View};
use domain::report::QuestionResult;

use super::{
    BrokenDown, Test,
    cube::name,
    table::{adjust, is_same_question, row, test},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Crossed {
    /// As addresses name it.
    pub name: String,
    pub aspect: Aspect,
    /// Positions of the groupings: blocks are the groups of the first, rows those of the second.
    pub by: [usize; 2],
    pub blocks: Vec<Block>,
}

/// What the groups of the second variable answered within one group of the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// How many are in the group of each row, with or without an answer.
    pub respondents: Vec<Shown<u64>>,
    pub rows: Vec<QuestionResult>,
    /// Whether the rows differ. That they do in one block and not in another does not say that the blocks differ.
    pub test: Option<Test>,
}

/// Each pair both ways round, and in each the aspects in the order of the survey.
pub(super) fn all(respondents: &Release, items: &[BrokenDown]) -> Vec<Crossed> {
    let ways = respondents.crossings.iter().flat_map(|(a, b)| [[*a, *b], [*b, *a]]);
    let mut all: Vec<Crossed> =
        ways.flat_map(|by| items.iter().filter_map(move |item| crossed(respondents, item, by))).collect();
    let same = |a: &Crossed, b: &Crossed| a.by == b.by && is_same_question(&a.aspect, &b.aspect);
    for family in all.chunk_by_mut(same) {
        let blocks = family.iter_mut().flat_map(|crossed| &mut crossed.blocks);
        adjust(blocks.filter_map(|block| block.test.as_mut()));
    }
    all
}

fn crossed(respondents: &Release, item: &BrokenDown, by: [usize; 2]) -> Option<Crossed> {
    let sizes = blocks(&respondents.views, by)?;
    let blocks = blocks(&item.release.views, by)?.into_iter().zip(sizes).map(|(cells, respondents)| Block {
        respondents,
        rows: cells.iter().enumerate().map(|(group, told)| row(&item.aspect, group, told)).collect(),
        test: test(&item.aspect.about, &cells),
    });
    Some(Crossed { name: name(&item.aspect), aspect: item.aspect.clone(), by, blocks: blocks.collect() })
}

/// The cells of a cross table, a list for each group of the first variable. `None` if it is not told.
fn blocks<T: Clone>(views: &[View<T>], [first, second]: [usize; 2]) -> Option<Vec<Vec<T>>> {
    let find = |by: [usize; 2]| views.iter().find(|view| view.by.iter().map(|axis| axis.dimension).eq(by));
    let groups = |variable: usize| {
        let alone = views.iter().find(|view| view.by.iter().map(|axis| axis.dimension).eq([variable]));
        alone.map(|view| view.cells.len())
    };
    let (rows, columns) = (groups(first)?, groups(second)?);
    // The last variable of a view is the fastest.
    if let Some(view) = find([first, second]) {
        return Some(view.cells.chunks(columns).map(<[T]>::to_vec).collect());
    }
    let view = find([second, first])?;
    Some((0..rows).map(|block| view.cells.iter().skip(block).step_by(rows).cloned().collect()).collect())
}
