//! Open answers: which texts are some, what in them may tell of a person, what they are about, and the words they share.

mod contact;
mod dictionary;
mod flag;
mod name;
mod theme;
mod token;
mod word;

use crate::{
    answer::{Answers, Key, Part, Value},
    survey::{ItemKind, Survey},
};

pub use flag::{Flag, Kind, flags, pieces};
pub use theme::{OTHER, suggested, theme_label, themes};
pub use word::{WordCount, shared_words};

/// Texts of an item are shown if at least so many were written, or k if that is more (rule for free text).
pub const LEAST_TEXTS: u64 = 10;

/// Whether words of one's own belong here: a text, what is written beside an option "other", or about an item.
pub fn is_open(survey: &Survey, key: &Key) -> bool {
    let Some(item) = survey.item(&key.item) else { return false };
    match &key.part {
        Some(Part::Words | Part::Comment) => true,
        None => matches!(item.kind, ItemKind::ShortText { .. } | ItemKind::LongText { .. }),
        Some(_) => false,
    }
}

/// What one respondent wrote, at most one text per place of an answer.
pub fn texts<'a>(survey: &'a Survey, answers: &'a Answers) -> impl Iterator<Item = (&'a Key, &'a str)> {
    answers.0.iter().filter_map(|(key, value)| match value {
        Value::Text(text) if !text.trim().is_empty() && is_open(survey, key) => Some((key, text.trim())),
        _ => None,
    })
}
