//! One aspect by one grouping, ready to be drawn, with its test. Made of a release alone.

use analytics::{About, Aspect};
use disclosure::Distribution;
use domain::{
    OptionId,
    report::{self, Cell, Estimate, MissingCounts, OptionShare, QuestionResult, Rating, Shape, UniformAnswer},
};
use statistics::{
    association::SEED,
    compare::{Answers, GroupTest, groups},
};

use super::{Breakdown, BrokenDown, Tables, crossed, cube::name};

#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// As addresses name it.
    pub name: String,
    pub aspect: Aspect,
    /// Position of the grouping.
    pub grouping: usize,
    /// One per group, as a row of ratings: options count from "not ticked" to "ticked". Of a single choice as a choice.
    pub rows: Vec<QuestionResult>,
    pub test: Option<Test>,
}

/// Whether the groups differ; over those with exact figures and enough answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    pub found: GroupTest,
    /// Over all tests of the question by this grouping, or by these two (Benjamini & Hochberg 1995).
    pub adjusted: f64,
}

impl Test {
    pub fn is_significant(&self) -> bool {
        self.adjusted < 0.05
    }
}

pub fn tables(breakdown: Breakdown) -> Tables {
    let Breakdown { groupings, respondents, items, .. } = breakdown;
    let mut tables: Vec<Table> =
        (0..groupings.len()).flat_map(|grouping| items.iter().filter_map(move |item| table(item, grouping))).collect();
    let same = |a: &Table, b: &Table| a.grouping == b.grouping && is_same_question(&a.aspect, &b.aspect);
    tables.chunk_by_mut(same).for_each(|family| adjust(family.iter_mut().filter_map(|table| table.test.as_mut())));
    Tables { crossed: crossed::all(&respondents, &items), groupings, tables }
}

fn table(item: &BrokenDown, grouping: usize) -> Option<Table> {
    let view = item.release.views.iter().find(|view| matches!(view.by[..], [axis] if axis.dimension == grouping))?;
    let rows = view.cells.iter().enumerate().map(|(group, told)| row(&item.aspect, group, told)).collect();
    let (name, aspect) = (name(&item.aspect), item.aspect.clone());
    Some(Table { name, grouping, rows, test: test(&aspect.about, &view.cells), aspect })
}

/// The row of a group bears its number.
pub(super) fn row(aspect: &Aspect, group: usize, told: &Distribution) -> QuestionResult {
    let key = domain::Key { row: OptionId::new(&group.to_string()).ok(), ..aspect.key.clone() };
    let shown = |n: u64, missing: u64, shape| {
        let missing = MissingCounts { no_answer: missing, ..MissingCounts::default() };
        Cell::Shown(report::Distribution { n, missing, shape })
    };
    let distribution = match told {
        Distribution::Counts { n, missing, counts } => shown(*n, *missing, shape(&aspect.about, counts)),
        Distribution::Mostly { n, missing, category, at_least } => {
            // Of a choice the place of the option.
            let point = *category as u32 + 1;
            let answer = UniformAnswer::Points(point, point);
            shown(*n, *missing, Shape::Uniform { answer, at_least: *at_least })
        }
        Distribution::Hidden => Cell::Suppressed,
        Distribution::None => Cell::Empty,
    };
    QuestionResult { key, meaning: domain::meaning::Meaning::default(), distribution }
}

fn shape(about: &About, counts: &[u64]) -> Shape {
    let About::Choice(options) = about else { return Shape::Rating(rating(about, counts)) };
    let n = counts.iter().sum();
    let share = |(option, count): (&OptionId, &u64)| OptionShare {
        options: vec![option.clone()],
        count: Cell::Shown(*count),
        share: Estimate::share(*count, n),
    };
    Shape::Choice(options.iter().zip(counts).map(share).collect())
}

/// Of options and recommendations the best and the worst share are those of the last and of the first point.
fn rating(about: &About, counts: &[u64]) -> Rating {
    let falling = matches!(about, About::Rating { falling: true, .. });
    let rating = analytics::rating(counts.to_vec(), falling);
    if matches!(about, About::Rating { .. }) {
        return rating;
    }
    let n = counts.iter().sum();
    let share = |count: Option<&u64>| Estimate::share(count.copied().unwrap_or_default(), n);
    Rating { top2: share(counts.last()), bottom2: share(counts.first()), ..rating }
}

pub(super) fn test(about: &About, cells: &[Distribution]) -> Option<Test> {
    let exact = cells.iter().filter_map(|told| match told {
        Distribution::Counts { counts, .. } => Some(counts.clone()),
        _ => None,
    });
    let answers = match about {
        About::Option(_) | About::Choice(_) => Answers::Named,
        About::Rating { .. } | About::Recommendation => Answers::Ordered,
    };
    let found = groups(&exact.collect::<Vec<_>>(), answers, SEED).ok()?;
    Some(Test { adjusted: found.p, found })
}

/// One family is one question by one grouping: what stands in one table.
pub(super) fn adjust<'t>(family: impl Iterator<Item = &'t mut Test>) {
    let family: Vec<&mut Test> = family.collect();
    let p: Vec<f64> = family.iter().map(|test| test.found.p).collect();
    let adjusted = statistics::multiplicity::benjamini_hochberg(&p);
    family.into_iter().zip(adjusted).for_each(|(test, p)| test.adjusted = p);
}

/// Rows of one pass of one battery, options of one choice.
pub fn is_same_question(a: &Aspect, b: &Aspect) -> bool {
    a.key.item == b.key.item && a.key.pass == b.key.pass
}
