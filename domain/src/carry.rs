//! Answers given to one version of a survey, for going on with the next.

use std::collections::BTreeMap;

use crate::{
    answer::{Answers, Value},
    flow::{Path, Questionnaire},
    format,
    locale::Locale,
};

/// What of the answers so far goes on, by the ids of the questions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Carried {
    /// Answers that still fit, and those to questions that are not asked any more: they do no harm and may be asked
    /// again.
    pub answers: Answers,
    /// What does not fit any more and can be shown as it was typed, by the name of its field.
    pub unread: BTreeMap<String, Vec<String>>,
    /// Something was answered that has to be asked again.
    pub asks_again: bool,
}

pub fn carry(answers: &Answers, to: &Questionnaire, locale: Locale) -> Carried {
    let mut carried = Carried { answers: answers.clone(), ..Carried::default() };
    let path = Path::new(to, answers);
    for field in path.steps().flat_map(|step| path.fields(step)) {
        let Some(value) = answers.get(&field.key) else { continue };
        if field.accepted(value, to).is_some() {
            continue;
        }
        carried.answers.0.remove(&field.key);
        carried.asks_again = true;
        let known = |id: &_| field.shape.options().iter().any(|option| option.id == *id);
        let typed: Vec<String> = match value {
            Value::Number(number) => vec![format::shortest(*number, locale)],
            Value::Text(text) => vec![text.clone()],
            Value::Choices(ids) => ids.iter().filter(|id| known(id)).map(ToString::to_string).collect(),
            // There is nothing left of it to show.
            Value::Choice(_) | Value::Missing(_) => Vec::new(),
        };
        if !typed.is_empty() {
            carried.unread.insert(field.key.to_string(), typed);
        }
    }
    carried
}
