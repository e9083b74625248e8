//! One question in the groups of a breakdown: picture, tables, and what the test says.

use analytics::{About, Aspect};
use charts::{Apart, Caption, Measure};
use domain::{
    Key, Locale, OptionId, Pass, Text,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    id::ScaleId,
    meaning::Role,
    report::{Cell, Shape},
    survey::{Direction, Scale},
};

use super::{Telling, crossed::Crossed, figures, groups_words as words};
use crate::breakdown::{Table, Tables, Test, is_same_question};

/// One question by the groups of one variable, or of two at once, as a page shows it.
pub struct Seen {
    /// [`Table::name`]
    pub question: String,
    pub subject: String,
    /// Id of the grouping, and of the second.
    pub by: String,
    pub and: Option<String>,
    pub choices: Vec<Choice>,
    pub figure: Figure,
    /// What the tests say, a sentence each.
    pub tests: Vec<String>,
    pub gaps: Option<DataTable>,
    pub overview: Option<DataTable>,
    /// Of two groupings: how many are in each group of both.
    pub respondents: Option<DataTable>,
}

impl Seen {
    /// What was asked for; what is not there is left out, or what differs most takes its place. `None` of an empty
    /// breakdown.
    pub fn find(telling: &Telling, tables: Released<&Tables>, asked: &Asked) -> Option<Seen> {
        let again = || tables.part(|tables| *tables);
        Crossed::find(telling, again(), asked)
            .and_then(|crossed| crossed.seen())
            .or_else(|| Groups::find(telling, again(), asked)?.seen())
    }
}

/// A table of a breakdown, seen by one of its groupings.
struct Groups<'a> {
    telling: &'a Telling<'a>,
    tables: Released<&'a Tables>,
    at: usize,
}

/// What an address asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// [`Table::name`]
    pub question: Option<String>,
    /// Id of the grouping, and of the one to be crossed with it.
    pub by: Option<String>,
    pub and: Option<String>,
}

/// A question to choose, under the wording that it shares with others.
pub struct Choice {
    pub value: String,
    pub label: String,
    pub under: String,
    pub here: bool,
}

impl<'a> Groups<'a> {
    fn find(telling: &'a Telling<'a>, tables: Released<&'a Tables>, asked: &Asked) -> Option<Groups<'a>> {
        let all = *tables.get();
        let grouping = asked.grouping(all);
        let own: Vec<usize> = (0..all.tables.len()).filter(|at| all.tables[*at].grouping == grouping).collect();
        let named = own.iter().find(|at| asked.question.as_ref() == Some(&all.tables[**at].name));
        let candidate = |at: &usize| Candidate {
            at: *at,
            aspect: &all.tables[*at].aspect,
            strength: strength(&all.tables[*at].test),
        };
        let at = named.copied().or_else(|| strongest(telling, own.iter().map(candidate).collect()))?;
        Some(Groups { telling, tables, at })
    }

    fn seen(&self) -> Option<Seen> {
        let table = self.table();
        Some(Seen {
            question: table.name.clone(),
            subject: subject(self.telling, &table.aspect),
            by: self.all().groupings[table.grouping].item.to_string(),
            and: None,
            choices: self.choices(),
            figure: self.figure()?,
            tests: vec![words::test(
                table.test.as_ref(),
                (self.family().len(), words::rows(self.locale())),
                self.locale(),
            )],
            gaps: self.gaps(),
            overview: self.overview(),
            respondents: None,
        })
    }

    fn all(&self) -> &'a Tables {
        self.tables.get()
    }

    fn table(&self) -> &'a Table {
        &self.all().tables[self.at]
    }

    fn locale(&self) -> Locale {
        self.telling.locale
    }

    fn grouping(&self) -> String {
        grouping_label(self.telling, self.all().groupings[self.table().grouping].item.as_str())
    }

    fn choices(&self) -> Vec<Choice> {
        let own = self.table();
        let tables = self.all().tables.iter().filter(|table| table.grouping == own.grouping);
        tables.map(|table| choice(self.telling, (&table.name, &table.aspect), &own.name)).collect()
    }

    fn figure(&self) -> Option<Figure> {
        let table = self.table();
        let scale = scale(self.telling, &table.aspect)?;
        let measure = measure(self.telling, &table.aspect, self.grouping());
        let caption = caption(self.telling, "gruppen", &table.aspect);
        let at = self.at;
        let rows: Vec<_> = (0..table.rows.len()).map(|row| self.tables.part(|all| &all.tables[at].rows[row])).collect();
        let label = |key: &Key| self.group_label(key.row.as_ref().and_then(|row| row.as_str().parse().ok()));
        let apart = match &table.test {
            Some(test) if test.is_significant() => Apart::Certain,
            Some(_) => Apart::Chance,
            None => Apart::Untested,
        };
        Some(charts::groups(&caption, &scale, &rows, &label, (&measure, apart), &self.telling.look()))
    }

    fn group_label(&self, group: Option<usize>) -> String {
        let grouped = &self.all().groupings[self.table().grouping];
        let group = group.and_then(|at| grouped.groups.get(at));
        group.map(|group| group.label(self.telling.survey, &grouped.item, self.locale())).unwrap_or_default()
    }

    /// The rows of the same question by the same grouping.
    fn family(&self) -> Vec<&'a Table> {
        let own = self.table();
        let is_row = |table: &&Table| table.grouping == own.grouping && is_same_question(&table.aspect, &own.aspect);
        self.all().tables.iter().filter(is_row).collect()
    }

    /// All rows of the question at a glance, what differs most first. `None` if it has but one.
    fn overview(&self) -> Option<DataTable> {
        let mut family = self.family();
        if family.len() < 2 {
            return None;
        }
        let order = |table: &Table| (table.test.is_some_and(|test| test.is_significant()), strength(&table.test));
        family.sort_by(|a, b| {
            let (a, b) = (order(a), order(b));
            b.0.cmp(&a.0).then(b.1.total_cmp(&a.1))
        });
        let locale = self.locale();
        let groups = (0..self.table().rows.len()).map(|at| self.group_label(Some(at)));
        let [first, strength_head, certain] = words::overview_head(locale);
        let head = [first.to_owned()].into_iter().chain(groups).chain([strength_head, certain].map(str::to_owned));
        let row = |table: &Table| {
            let shares = table.rows.iter().map(|row| share(&row.distribution, locale));
            let effect = table.test.map_or_else(|| "–".to_owned(), |test| words::effect(test.found.effect, locale));
            let certain = words::certain(table.test.as_ref(), locale).to_owned();
            [subject(self.telling, &table.aspect)].into_iter().chain(shares).chain([effect, certain]).collect()
        };
        Some(DataTable { head: head.collect(), rows: family.into_iter().map(row).collect() })
    }

    /// How far apart importance and fulfilment are in each group. `None` of what was not rated twice.
    fn gaps(&self) -> Option<DataTable> {
        let own = self.table();
        let other = match own.aspect.key.pass? {
            Pass::Importance => Pass::Fulfilment,
            Pass::Fulfilment => Pass::Importance,
        };
        let key = Key { pass: Some(other), ..own.aspect.key.clone() };
        let mut tables = self.all().tables.iter();
        let partner = tables.find(|table| table.grouping == own.grouping && table.aspect.key == key)?;
        let (importance, fulfilment) = if other == Pass::Fulfilment { (own, partner) } else { (partner, own) };
        let locale = self.locale();
        let row = |at: usize| {
            let means = [importance, fulfilment].map(|table| mean(&table.rows[at].distribution));
            let [i, p] = means.map(|mean| mean.map(|(mean, _)| mean));
            let number =
                |value: Option<f64>| value.map_or_else(|| "•".to_owned(), |value| format::number(value, 2, locale));
            let gap = i.zip(p).map(|(i, p)| i - p);
            let n = |of: Option<(f64, u64)>| of.map_or_else(|| "•".to_owned(), |(_, n)| format::count(n, locale));
            let mwds = i.zip(gap).map(|(i, gap)| i * gap);
            vec![self.group_label(Some(at)), number(i), number(p), number(gap), number(mwds), n(means[0]), n(means[1])]
        };
        let [importance_head, fulfilment_head, gap, n_first, n_second] = words::gap_head(locale);
        let heads = [importance_head, fulfilment_head, gap, "MWDS", n_first, n_second].map(str::to_owned);
        let head = [self.grouping()].into_iter().chain(heads).collect();
        Some(DataTable { head, rows: (0..own.rows.len()).map(row).collect() })
    }
}

impl Asked {
    /// The grouping, the first that tells of anything where it does not.
    pub(super) fn grouping(&self, tables: &Tables) -> usize {
        let is_asked = |at: &usize| Some(tables.groupings[*at].item.as_str()) == self.by.as_deref();
        telling_ones(tables).find(is_asked).or_else(|| telling_ones(tables).next()).unwrap_or(0)
    }
}

/// A question may be told by one grouping and not by another.
fn telling_ones(tables: &Tables) -> impl Iterator<Item = usize> {
    (0..tables.groupings.len()).filter(|at| tables.tables.iter().any(|table| table.grouping == *at))
}

/// The groupings that tell of anything: ids and names.
pub fn groupings(telling: &Telling, tables: &Tables) -> Vec<(String, String)> {
    let each = telling_ones(tables).map(|at| tables.groupings[at].item.as_str());
    each.map(|id| (id.to_owned(), grouping_label(telling, id))).collect()
}

/// What might be shown where nothing was asked for.
pub(super) struct Candidate<'a> {
    pub at: usize,
    pub aspect: &'a Aspect,
    /// How strongly its groups differ, of several the strongest.
    pub strength: f64,
}

pub(super) fn strength(test: &Option<Test>) -> f64 {
    test.map_or(-1.0, |test| test.found.strength)
}

/// Among needs, else among fulfilments, else among all.
pub(super) fn strongest(telling: &Telling, all: Vec<Candidate>) -> Option<usize> {
    let questions = &telling.results.get().questions;
    let role = |aspect: &Aspect| {
        let question = questions.iter().find(|question| question.key == aspect.key);
        question.and_then(|question| question.meaning.role)
    };
    let of = |wanted: Role| all.iter().filter(|one| role(one.aspect) == Some(wanted)).collect::<Vec<_>>();
    let families = [of(Role::Need), of(Role::Fulfilment), all.iter().collect()];
    let family = families.into_iter().find(|family| !family.is_empty())?;
    // The first of equals, as the survey has them.
    family.into_iter().rev().max_by(|a, b| a.strength.total_cmp(&b.strength)).map(|one| one.at)
}

/// `here`: the name of the one that is shown.
pub(super) fn choice(telling: &Telling, (name, aspect): (&str, &Aspect), here: &str) -> Choice {
    Choice {
        value: name.to_owned(),
        label: subject(telling, aspect),
        under: wording(telling, aspect),
        here: name == here,
    }
}

pub(super) fn measure(telling: &Telling, aspect: &Aspect, groups: String) -> Measure {
    Measure {
        subject: subject(telling, aspect),
        share: words::share(&aspect.about, telling.locale).map(str::to_owned),
        groups,
        has_mean: matches!(aspect.about, About::Rating { .. }),
    }
}

pub(super) fn caption(telling: &Telling, id: &str, aspect: &Aspect) -> Caption {
    figures::caption(telling, id, wording(telling, aspect), &figures::share_of(telling), None)
}

pub fn grouping_label(telling: &Telling, id: &str) -> String {
    let found = telling.survey.groupings.iter().find(|grouping| grouping.id.as_str() == id);
    found.map_or_else(|| id.to_owned(), |grouping| grouping.label.get(telling.locale).to_owned())
}

fn wording(telling: &Telling, aspect: &Aspect) -> String {
    telling.survey.question_text(&figures::general(&aspect.key), telling.locale)
}

pub(super) fn subject(telling: &Telling, aspect: &Aspect) -> String {
    match &aspect.about {
        About::Option(option) => option_label(telling, aspect, option),
        About::Choice(_) => wording(telling, aspect),
        About::Rating { .. } => figures::row_label(telling, &aspect.key),
        About::Recommendation => words::recommendation(telling.locale).to_owned(),
    }
}

fn option_label(telling: &Telling, aspect: &Aspect, option: &OptionId) -> String {
    let item = telling.survey.item(&aspect.key.item);
    item.map_or_else(|| option.to_string(), |item| telling.survey.option_label(item, option, telling.locale))
}

/// The scale of a rating; of anything else what its categories are called.
pub(super) fn scale(telling: &Telling, aspect: &Aspect) -> Option<Scale> {
    let labels: Vec<String> = match &aspect.about {
        About::Rating { .. } => {
            return figures::scale(telling, telling.survey.item(&aspect.key.item)?, aspect.key.pass).cloned();
        }
        About::Choice(options) => options.iter().map(|option| option_label(telling, aspect, option)).collect(),
        About::Option(_) => words::ticked(telling.locale).map(str::to_owned).to_vec(),
        About::Recommendation => words::recommending(telling.locale).map(str::to_owned).to_vec(),
    };
    let labels = labels.iter().map(|label| Text::same(label)).collect();
    let id = ScaleId::new("anteil").ok()?;
    Some(Scale { id, direction: Direction::HighIsGood, labels, dont_know: None, not_applicable: None })
}

/// The share that groups are compared by.
fn share(cell: &Cell<domain::report::Distribution>, locale: Locale) -> String {
    match cell {
        Cell::Shown(told) => match &told.shape {
            Shape::Rating(rating) => format::percent(rating.top2.value, 0, locale),
            // Nearly all answered alike; the picture of the row says how.
            _ => "•".to_owned(),
        },
        Cell::Suppressed => "•".to_owned(),
        Cell::Empty => "–".to_owned(),
    }
}

fn mean(cell: &Cell<domain::report::Distribution>) -> Option<(f64, u64)> {
    let told = cell.shown()?;
    match &told.shape {
        Shape::Rating(rating) => Some((rating.mean.value, told.n)),
        _ => None,
    }
}
