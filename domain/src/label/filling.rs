//! A text with its places filled: for one respondent with answers, for everybody else with what it says without.

use super::{
    OPTION_PLACEHOLDER, comment_label, inline,
    pipe::{Piece, pieces},
};
use crate::{
    answer::{Answers, Key, Missing, Part, Pass, Value},
    format,
    id::OptionId,
    locale::{Locale, Text},
    survey::{Item, ItemKind, Page, Survey},
};

/// Stands where a text names an answer that there is not, and has nothing else to say.
const GAP: &str = "…";

#[derive(Clone, Copy)]
pub(super) struct Filling<'a> {
    pub survey: &'a Survey,
    /// None where nobody has answered anything: in results and codebooks.
    pub known: Option<&'a Answers>,
    pub locale: Locale,
}

impl<'a> Filling<'a> {
    pub fn bare(survey: &'a Survey, locale: Locale) -> Filling<'a> {
        Filling { survey, known: None, locale }
    }

    pub fn label(self, key: &Key) -> String {
        let Some((page, item)) = self.survey.page_and_item(key) else { return key.to_string() };
        if let Some(label) = self.part_label(page, item, key) {
            return label;
        }
        match key.row.as_ref().map(|row| self.survey.choices(item).iter().find(|choice| choice.id == *row)) {
            Some(Some(row)) => self.fill(&row.label, Some(page), key.instance.as_ref()),
            Some(None) => key.to_string(),
            None => self.question_text(key),
        }
    }

    pub fn question_text(self, key: &Key) -> String {
        let Some((page, item)) = self.survey.page_and_item(key) else { return key.to_string() };
        let text = match &item.kind {
            ItemKind::Paired { fulfilment_text, .. } if key.pass == Some(Pass::Fulfilment) => fulfilment_text,
            ItemKind::Kano { dysfunctional_text } if key.part == Some(Part::Dysfunctional) => dysfunctional_text,
            _ => &item.text,
        };
        self.fill(text, Some(page), key.instance.as_ref())
    }

    /// Of an answer that is one of several about the same thing; `None` where the row or the question says it all.
    fn part_label(self, page: &Page, item: &Item, key: &Key) -> Option<String> {
        let fill = |text: &Text| self.fill(text, Some(page), key.instance.as_ref());
        let row = || {
            let choices = self.survey.choices(item).iter();
            let row = key.row.as_ref();
            let label =
                row.and_then(|row| choices.clone().find(|choice| choice.id == *row)).map(|row| fill(&row.label));
            label.or_else(|| row.map(ToString::to_string)).unwrap_or_default()
        };
        match (key.part.as_ref()?, &item.kind) {
            (Part::Words, _) if self.locale.is_german() => Some(format!("{}, und zwar", row())),
            (Part::Words, _) => Some(format!("{}, namely", row())),
            (Part::Comment, _) => Some(comment_label(self.locale).to_owned()),
            (Part::Consent, ItemKind::Contact { consent }) => Some(fill(consent)),
            (Part::Best, ItemKind::BestWorst { best, .. }) => Some(of_block(key, &fill(best), self.locale)),
            (Part::Worst, ItemKind::BestWorst { worst, .. }) => Some(of_block(key, &fill(worst), self.locale)),
            (Part::Column(id), ItemKind::Matrix { columns, .. }) => {
                let column = columns.iter().find(|column| column.id == *id)?;
                Some(format!("{}: {}", row(), fill(&column.label)))
            }
            _ => None,
        }
    }

    /// Any text of a page, with `{option}` replaced by the label of the option the page repeats for, and answers put in.
    pub fn fill(self, text: &Text, page: Option<&Page>, instance: Option<&OptionId>) -> String {
        let text = text.get(self.locale);
        if !text.contains(['{', '}']) {
            return text.to_owned();
        }
        let put = |piece: Piece| match piece {
            Piece::Plain(plain) | Piece::Broken(plain) => plain.to_owned(),
            Piece::Option => self.option(page, instance).unwrap_or_else(|| OPTION_PLACEHOLDER.to_owned()),
            Piece::Answer { key, fallback } => {
                self.answer(&key, instance).unwrap_or_else(|| fallback.unwrap_or(GAP).to_owned())
            }
        };
        pieces(text).into_iter().map(put).collect()
    }

    fn option(self, page: Option<&Page>, instance: Option<&OptionId>) -> Option<String> {
        let source = self.survey.item(page?.repeat.as_ref()?)?;
        Some(self.survey.option_label(source, instance?, self.locale))
    }

    /// An answer in words; `None` if there is none.
    fn answer(self, key: &Key, instance: Option<&OptionId>) -> Option<String> {
        let known = self.known?;
        let here = instance.and_then(|instance| known.get(&Key { instance: Some(instance.clone()), ..key.clone() }));
        let value = here.or_else(|| known.get(key)).filter(|value| value.is_given())?;
        let said = inline(&self.said(key, value)?);
        (!said.is_empty()).then_some(said)
    }

    fn said(self, key: &Key, value: &Value) -> Option<String> {
        let item = self.survey.item(&key.item);
        let label = |id: &OptionId| match item {
            Some(item) => self.survey.option_label(item, id, self.locale),
            None => id.to_string(),
        };
        Some(match value {
            Value::Choice(id) => label(id),
            Value::Choices(ids) => listed(&ids.iter().map(label).collect::<Vec<_>>(), self.locale),
            Value::Number(number) => match item.and_then(|item| self.point(item, key, *number)) {
                Some(point) => point,
                None => format::shortest(*number, self.locale),
            },
            Value::Text(text) => self.written(item, text),
            Value::Missing(Missing::NotApplicable | Missing::DontKnow | Missing::NoAnswer) => return None,
        })
    }

    /// A day or month in the writing of the language, any other text as it is.
    fn written(self, item: Option<&Item>, text: &str) -> String {
        match item.map(|item| &item.kind) {
            Some(ItemKind::Month { .. }) => format::month(text, self.locale),
            // Computed values that are texts are days.
            Some(ItemKind::Date { .. }) | None => format::date(text, self.locale),
            Some(_) => text.to_owned(),
        }
    }

    /// The words of a scale point.
    fn point(self, item: &Item, key: &Key, number: f64) -> Option<String> {
        let scale = match &item.kind {
            ItemKind::Battery { scale, .. } => scale,
            ItemKind::Paired { fulfilment_scale, .. } if key.pass == Some(Pass::Fulfilment) => fulfilment_scale,
            ItemKind::Paired { importance_scale, .. } => importance_scale,
            _ => return None,
        };
        let label = self.survey.scale(scale)?.labels.get((number as usize).checked_sub(1)?)?;
        Some(label.get(self.locale).to_owned())
    }
}

/// "a, b und c"
fn listed(words: &[String], locale: Locale) -> String {
    let and = if locale.is_german() { "und" } else { "and" };
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// "Auswahl 2: am wichtigsten".
fn of_block(key: &Key, what: &str, locale: Locale) -> String {
    let number = key.row.as_ref().map_or("", |row| row.as_str());
    if locale.is_german() { format!("Auswahl {number}: {what}") } else { format!("Choice {number}: {what}") }
}
