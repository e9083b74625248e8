//! What becomes of the figures of a survey over all its waves from one to another. Only what was asked in the same words,
//! with the same options and on the same scale is joined.

use std::collections::BTreeSet;

use charts::{Unit, trend};
use domain::{
    Item, ItemKind, Key, Locale, Pass,
    disclosure::{Released, follow},
    figure::Figure,
    meaning::Role,
    report::{Results, Series, Trend},
};

use super::{ResponseRate, Telling, alike::asked, figures};

pub struct Course<'a> {
    /// Oldest first.
    tellings: &'a [Telling<'a>],
    /// When each was, in years, and what it is called in a word.
    waves: &'a [(f64, String)],
}

/// The answers to one question, all of them ratings, scores or shares.
struct Question<'a> {
    item: &'a Item,
    pass: Option<Pass>,
    unit: Unit,
}

impl<'a> Course<'a> {
    pub fn new(tellings: &'a [Telling<'a>], waves: &'a [(f64, String)]) -> Course<'a> {
        Course { tellings, waves }
    }

    /// A figure for every question of the newest wave that an earlier one asked as well. Of two waves the ratings of
    /// constructs are left out: [`super::Comparison`] draws them.
    pub fn figures(&self) -> Vec<Figure> {
        self.drawn().map(|(figure, _)| figure).collect()
    }

    /// The widest certain change of the first question that has one.
    pub fn finding(&self) -> Option<String> {
        self.drawn().find_map(|(_, widest)| widest)
    }

    /// Each figure, and what it says of its widest certain change alone.
    fn drawn(&self) -> impl Iterator<Item = (Figure, Option<String>)> {
        let of_newest = |newest| self.followed(newest).into_iter().map(move |question| (newest, question));
        let questions = self.tellings.last().into_iter().flat_map(of_newest);
        questions.filter_map(|(newest, question)| self.figure(newest, &question))
    }

    /// The questions of the newest wave, in its words, that an earlier wave asked otherwise.
    pub fn asked_otherwise(&self) -> BTreeSet<String> {
        let Some((newest, earlier)) = self.tellings.split_last() else { return BTreeSet::new() };
        let is_other = |key: &Key| {
            let now = asked(newest, key);
            earlier.iter().filter_map(|telling| asked(telling, key)).any(|before| now.as_ref() != Some(&before))
        };
        let followed = self.followed(newest);
        let of_question = |key: &&Key| followed.iter().any(|question| question.has(key));
        let keys = newest.results.get().questions.iter().map(|question| &question.key);
        let others = keys.filter(of_question).filter(|key| is_other(key));
        others.map(|key| newest.survey.question_text(&figures::general(key), newest.locale)).collect()
    }

    fn followed(&self, newest: &Telling<'a>) -> Vec<Question<'a>> {
        let mut questions = questions(newest);
        questions.retain(|question| self.tellings.len() > 2 || !is_compared(newest, question));
        questions
    }

    fn figure(&self, newest: &Telling, question: &Question) -> Option<(Figure, Option<String>)> {
        let waves: Vec<(Released<&Results>, f64)> =
            self.tellings.iter().zip(self.waves).map(|(telling, (when, _))| (telling.results.clone(), *when)).collect();
        let may = |at: usize, key: &Key| question.has(key) && asked(&self.tellings[at], key) == asked(newest, key);
        let found = follow(&waves, &may).follow(statistics::trend::over_waves);
        if found.get().is_empty() {
            return None;
        }
        let label = |series: &Series| match &series.option {
            Some(option) => newest.survey.option_label(question.item, option, newest.locale),
            None if question.unit == Unit::Score => score_label(newest.locale).to_owned(),
            None => figures::row_label(newest, &series.key),
        };
        let (caption, look) = (self.caption(newest, question), newest.look());
        let draw = |found: Released<&[Trend]>| trend(&caption, found, self.waves, question.unit, &label, &look);
        let of_row = |at: usize| draw(found.part(|all| &all[at..=at])).title;
        Some((draw(found.part(Vec::as_slice)), widest(found.get()).map(of_row)))
    }

    fn caption(&self, newest: &Telling, question: &Question) -> charts::Caption {
        let Question { item, pass, unit } = question;
        let german = newest.locale.is_german();
        let id = ["verlauf", item.id.as_str()].into_iter().chain(pass.map(Pass::as_str)).collect::<Vec<_>>().join("-");
        let key = Key { pass: *pass, ..Key::item(&item.id) };
        let unit = match (unit, german) {
            (Unit::Share, _) => figures::share_of(newest),
            (Unit::Points, true) => "Mittelwerte".to_owned(),
            (Unit::Points, false) => "Means".to_owned(),
            (Unit::Score, true) => "Punkte von −100 bis 100".to_owned(),
            (Unit::Score, false) => "Points from −100 to 100".to_owned(),
        };
        let text = newest.survey.question_text(&key, newest.locale);
        let rates: Option<Vec<ResponseRate>> = self.tellings.iter().map(|telling| telling.rate).collect();
        let fields: Vec<&(String, String)> =
            self.tellings.iter().filter_map(|telling| telling.field.as_ref()).collect();
        charts::Caption {
            rate: rates.map_or_else(String::new, |rates| ResponseRate::of_all(&rates, newest.locale)),
            field: fields.first().zip(fields.last()).map(|(first, last)| (first.0.clone(), last.1.clone())),
            smallest: self.tellings.iter().map(|telling| telling.smallest).max().unwrap_or_default(),
            ..figures::caption(newest, &id, text, &unit, None)
        }
    }
}

/// Where the widest certain change is.
fn widest(found: &[Trend]) -> Option<usize> {
    let certain = found.iter().enumerate().filter(|(_, trend)| trend.certain().is_some());
    certain.max_by(|(_, a), (_, b)| a.weight().1.total_cmp(&b.weight().1)).map(|(at, _)| at)
}

impl Question<'_> {
    /// Whether an answer belongs to it. A choice on a repeated page would be a question for each repetition.
    fn has(&self, key: &Key) -> bool {
        let is_whole = self.unit == Unit::Points || key.instance.is_none();
        key.item == self.item.id && key.pass == self.pass && key.part.is_none() && is_whole
    }
}

/// What can be followed of a survey. What describes the respondents says who took part, and nothing of what they think.
fn questions<'a>(telling: &Telling<'a>) -> Vec<Question<'a>> {
    let asked = telling.survey.items().filter(|item| item.meaning.role != Some(Role::Background));
    asked
        .flat_map(|item| {
            let (unit, passes): (Unit, &[Option<Pass>]) = match &item.kind {
                ItemKind::Battery { .. } => (Unit::Points, &[None]),
                ItemKind::Paired { .. } => (Unit::Points, &[Some(Pass::Importance), Some(Pass::Fulfilment)]),
                ItemKind::Recommendation { .. } => (Unit::Score, &[None]),
                ItemKind::Single { .. } | ItemKind::Multiple { .. } | ItemKind::Top { .. } => (Unit::Share, &[None]),
                _ => (Unit::Share, &[]),
            };
            passes.iter().map(move |pass| Question { item, pass: *pass, unit })
        })
        .collect()
}

fn is_compared(telling: &Telling, question: &Question) -> bool {
    let mut asked = telling.results.get().questions.iter().filter(|result| question.has(&result.key));
    asked.any(|result| {
        result.meaning.construct.is_some() && matches!(result.meaning.role, Some(Role::Importance | Role::Fulfilment))
    })
}

fn score_label(locale: Locale) -> &'static str {
    if locale.is_german() { "Weiterempfehlung" } else { "Recommendation" }
}
