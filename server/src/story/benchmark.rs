//! One firm among others: its own values beside the quartiles of a group, all of which follow from released counts alone.

use charts::{Quartiles, benchmark};
use domain::{
    Key,
    disclosure::Released,
    figure::Figure,
    id::ConstructId,
    meaning::Role,
    report::{QuestionResult, Shape, UniformAnswer},
    survey::{Direction, Scale},
};

use super::{Telling, figures, groups::grouping_label};
use crate::breakdown::Tables;

/// A construct rated in one role.
pub struct Rated<'a> {
    pub construct: ConstructId,
    pub role: Role,
    pub key: Key,
    pub scale: &'a Scale,
}

/// Whom a firm is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peers {
    /// All firms of the wave.
    All,
    /// Positions of the grouping and of the group in it.
    Group(usize, usize),
}

/// A row with the firm's own value.
pub struct Own<'r, 'a> {
    pub rated: &'r Rated<'a>,
    pub value: u32,
}

pub struct Benchmark<'a> {
    telling: &'a Telling<'a>,
    tables: Option<Released<&'a Tables>>,
}

/// More than this share in one category, and both quartiles lie there. At this share a quartile may lie halfway out of it.
const QUARTILES_INSIDE: f64 = 0.75;

impl<'a> Benchmark<'a> {
    pub fn new(telling: &'a Telling<'a>, tables: Option<Released<&'a Tables>>) -> Benchmark<'a> {
        Benchmark { telling, tables }
    }

    /// What was rated once, in one role, on a scale whose high end is the good one.
    pub fn rated(&self) -> Vec<Rated<'a>> {
        let questions = &self.telling.results.get().questions;
        let rated: Vec<Rated> = questions.iter().filter_map(|question| self.rated_of(question)).collect();
        let times = |own: &Rated| rated.iter().filter(|other| is_same(own, other)).count();
        let once: Vec<bool> = rated.iter().map(|own| times(own) == 1).collect();
        rated.into_iter().zip(once).filter_map(|(rated, once)| once.then_some(rated)).collect()
    }

    fn rated_of(&self, question: &QuestionResult) -> Option<Rated<'a>> {
        let role = question.meaning.role.filter(|role| matches!(role, Role::Importance | Role::Fulfilment))?;
        let item = self.telling.survey.item(&question.key.item)?;
        let scale = figures::scale(self.telling, item, question.key.pass)?;
        let is_falling = matches!(
            question.distribution.shown().map(|found| &found.shape),
            Some(Shape::Rating(rating)) if rating.falling
        );
        let construct = question.meaning.construct.clone()?;
        let rated = Rated { construct, role, key: question.key.clone(), scale };
        (scale.direction == Direction::HighIsGood && !is_falling).then_some(rated)
    }

    /// Per grouping its name and its groups.
    pub fn groups(&self) -> Vec<(String, Vec<(Peers, String)>)> {
        let Some(tables) = &self.tables else { return Vec::new() };
        let groupings = tables.get().groupings.iter().enumerate();
        let label = |at: usize, group: usize| (Peers::Group(at, group), self.label(Peers::Group(at, group)));
        groupings
            .map(|(at, grouped)| {
                let groups = (0..grouped.groups.len()).map(|group| label(at, group)).collect();
                (grouping_label(self.telling, grouped.item.as_str()), groups)
            })
            .collect()
    }

    /// As addresses name it: `branche~2`, or nothing for all.
    pub fn name(&self, peers: Peers) -> String {
        match (peers, &self.tables) {
            (Peers::Group(at, group), Some(tables)) => format!("{}~{group}", tables.get().groupings[at].item),
            _ => String::new(),
        }
    }

    /// The name of a group; nothing for all.
    pub fn label(&self, peers: Peers) -> String {
        match (peers, &self.tables) {
            (Peers::Group(at, group), Some(tables)) => {
                let grouped = &tables.get().groupings[at];
                grouped.groups[group].label(self.telling.survey, &grouped.item, self.telling.locale)
            }
            _ => String::new(),
        }
    }

    pub fn row_label(&self, rated: &Rated) -> String {
        figures::row_label(self.telling, &rated.key)
    }

    /// Whether the group may be shown in all rows that are needed.
    pub fn tells(&self, peers: Peers, rows: &[Own]) -> bool {
        rows.iter().all(|own| self.result(peers, &own.rated.key).is_some())
    }

    /// What the group answered in a row, where that can be told.
    pub fn quartiles(&self, peers: Peers, rated: &Rated) -> Option<Quartiles> {
        *self.released(peers, rated)?.get()
    }

    /// A row that may not be told stays, without figures.
    fn released(&self, peers: Peers, rated: &Rated) -> Option<Released<Option<Quartiles>>> {
        match self.result(peers, &rated.key) {
            Some(found) => Some(found.follow(quartiles)),
            None => Some(self.of(peers, &rated.key)?.follow(|_| None)),
        }
    }

    /// Of k others at least: whoever asks may be one of those who answered, and takes its own answer away.
    fn result(&self, peers: Peers, key: &Key) -> Option<Released<&QuestionResult>> {
        let found = self.of(peers, key)?;
        let are_enough = found.get().distribution.shown().is_some_and(|told| told.n > self.telling.smallest);
        are_enough.then_some(found)
    }

    fn of(&self, peers: Peers, key: &Key) -> Option<Released<&QuestionResult>> {
        match peers {
            Peers::All => {
                let at = self.telling.results.get().questions.iter().position(|question| question.key == *key)?;
                Some(self.telling.results.part(|results| &results.questions[at]))
            }
            Peers::Group(grouping, group) => {
                let tables = self.tables.as_ref()?;
                let mut all = tables.get().tables.iter();
                let at = all.position(|table| table.grouping == grouping && table.aspect.key == *key)?;
                Some(tables.part(|tables| &tables.tables[at].rows[group]))
            }
        }
    }

    /// The rows of one role. `None` if the firm has given no value in it.
    pub fn figure(&self, peers: Peers, rows: &[Own], role: Role) -> Option<Figure> {
        let rows: Vec<&Own> = rows.iter().filter(|own| own.rated.role == role).collect();
        let first = *rows.first()?;
        let points = first.rated.scale.labels.len();
        let rows: Vec<&Own> = rows.into_iter().filter(|own| own.rated.scale.labels.len() == points).collect();
        let found: Vec<_> = rows.iter().map(|own| self.released(peers, own.rated)).collect::<Option<_>>()?;
        let values: Vec<u32> = rows.iter().map(|own| own.value).collect();
        let id = if role == Role::Importance { "vergleich-wichtig" } else { "vergleich-erfuellt" };
        let question = self.telling.survey.question_text(&figures::general(&first.rated.key), self.telling.locale);
        let unit = if self.telling.locale.is_german() { "Punkte der Skala" } else { "points of the scale" };
        let caption = figures::caption(self.telling, id, question, unit, None);
        let label = |at: usize| self.row_label(rows[at].rated);
        Some(benchmark(&caption, &found, &values, points, &label, &self.telling.look()))
    }
}

fn is_same(a: &Rated, b: &Rated) -> bool {
    a.role == b.role && a.construct == b.construct
}

/// Which pass of a paired battery an address speaks of.
pub fn letter(role: Role) -> &'static str {
    if role == Role::Importance { "w" } else { "e" }
}

/// As a row is named in addresses: `w.betriebsklima`.
pub fn field(rated: &Rated) -> String {
    format!("{}.{}", letter(rated.role), rated.construct)
}

fn quartiles(found: &QuestionResult) -> Option<Quartiles> {
    let found = found.distribution.shown()?;
    let [lower, median, upper] = match &found.shape {
        Shape::Rating(rating) => statistics::quartiles::of_counts(&rating.counts)?,
        Shape::Uniform { answer: UniformAnswer::Points(point, last), at_least }
            if point == last && *at_least > QUARTILES_INSIDE =>
        {
            [f64::from(*point); 3]
        }
        _ => return None,
    };
    Some(Quartiles { lower, median, upper, n: found.n })
}

#[cfg(test)]
mod tests {
    use domain::report::{Cell, Distribution, MissingCounts};

    use super::*;

    fn mostly(first: u32, last: u32, at_least: f64) -> QuestionResult {
        let shape = Shape::Uniform { answer: UniformAnswer::Points(first, last), at_least };
        let key = "merkmale.weg".parse().expect("a key");
        let distribution = Cell::Shown(Distribution { n: 20, missing: MissingCounts::default(), shape });
        QuestionResult { key, meaning: domain::meaning::Meaning::default(), distribution }
    }

    /// 15 of 20 in one point leave 5 that may all lie below: the lower quartile would be halfway to them.
    #[test]
    fn mostly_tells_quartiles_only_where_it_implies_them() {
        let found = quartiles(&mostly(4, 4, 0.8)).expect("implied");
        assert_eq!((found.lower, found.median, found.upper, found.n), (4.0, 4.0, 4.0, 20));
        assert_eq!(statistics::quartiles::of_counts(&[5, 0, 0, 15]), Some([2.5, 4.0, 4.0]));
        assert_eq!(quartiles(&mostly(4, 4, 0.75)), None);
        assert_eq!(quartiles(&mostly(4, 5, 0.9)), None);
    }
}
