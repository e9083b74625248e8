//! From a posted form to answers: never fails, and never loses what was typed.

mod address;
mod date;
mod number;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    answer::{Answers, Key},
    check::{self, Problem, Rule},
    flow::{Field, Path, Questionnaire, Step},
};

pub(crate) use address::is_address;
pub use number::number;
pub use value::{composed, read_field, read_typed};

/// Names of fields of the page itself (tokens, buttons), which are no answers, start with this.
pub const OWN_PREFIX: char = '_';

/// What a form said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The answers before, with this step put in. What could not be read is not in it.
    pub answers: Answers,
    /// Only what could not be read; see [`Reading::all_problems`].
    pub problems: Vec<Problem>,
    /// Every field as it came, by its name.
    pub typed: BTreeMap<String, Vec<String>>,
}

impl Reading {
    /// What could not be read and what breaks a rule, one problem per field, in the order of the fields. `path` is that of
    /// the answers here.
    pub fn all_problems(&self, path: &Path, step: &Step) -> Vec<Problem> {
        let broken = check::check(path, &self.answers, step);
        if self.problems.is_empty() {
            return broken;
        }
        let mut problems = self.problems.clone();
        let unread: BTreeSet<&Key> = self.problems.iter().map(|problem| &problem.key).collect();
        problems.extend(broken.into_iter().filter(|problem| !unread.contains(&problem.key)));
        let fields = path.fields(step);
        problems.sort_by_key(|problem| fields.iter().position(|field| field.key == problem.key));
        problems
    }
}

/// Reads the form of one step. A field that came empty, or not at all, is no longer answered afterwards; answers of
/// this page whose questions an earlier answer has taken away are dropped. `path` is that of the answers `before`.
pub fn read(path: &Path, before: &Answers, step: &Step, pairs: &[(String, String)]) -> Reading {
    let questionnaire = path.questionnaire();
    let fields = path.fields(step);
    let mut reading = Reading { answers: before.clone(), problems: Vec::new(), typed: typed(pairs) };
    let mut foreign: BTreeSet<&str> = reading.typed.keys().map(String::as_str).collect();
    for field in fields.iter().filter(|field| field.is_asked()) {
        let name = field.key.to_string();
        foreign.remove(name.as_str());
        let typed = reading.typed.get(&name).map_or(&[][..], Vec::as_slice);
        match value::read_field(&field.shape, field.required, typed) {
            // Words of one's own go with the tick they belong to.
            Ok(Some(_)) | Err(_) if !field.applies(&reading.answers) => remove(&mut reading.answers, &field.key),
            Ok(Some(value)) => reading.answers.set(field.key.clone(), value),
            Ok(None) => remove(&mut reading.answers, &field.key),
            Err(rule) => {
                remove(&mut reading.answers, &field.key);
                reading.problems.push(Problem { key: field.key.clone(), rule });
            }
        }
    }
    if !foreign.is_empty()
        && let Some(key) = changed_at(&fields, questionnaire, step)
        && !reading.problems.iter().any(|problem| problem.key == key)
    {
        // One word about it, however many strange fields there are; none if the page comes back for that field anyway.
        reading.problems.push(Problem { key, rule: Rule::PageChanged });
    }
    prune(&mut reading.answers, path, step);
    reading
}

fn remove(answers: &mut Answers, key: &Key) {
    answers.0.remove(key);
}

fn typed(pairs: &[(String, String)]) -> BTreeMap<String, Vec<String>> {
    let mut typed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs.iter().filter(|(name, _)| !name.starts_with(OWN_PREFIX)) {
        typed.entry(name.clone()).or_default().push(value.clone());
    }
    typed
}

/// Where to say that the page has changed: at its first question, or where that would be.
fn changed_at(fields: &[Field], questionnaire: &Questionnaire, step: &Step) -> Option<Key> {
    match fields.iter().find(|field| field.is_asked()).or(fields.first()) {
        Some(field) => Some(field.key.clone()),
        None => questionnaire.page(&step.page)?.items.first().map(|item| Key::item(&item.id)),
    }
}

fn holds_answer(field: &Field) -> bool {
    field.is_asked() || field.is_kept()
}

/// Drops answers of this page and instance that no step of it asks for any more.
fn prune(answers: &mut Answers, path: &Path, step: &Step) {
    let Some(page) = path.questionnaire().page(&step.page) else { return };
    let steps = path.steps().filter(|other| other.page == step.page && other.instance == step.instance);
    let asked: BTreeSet<Key> =
        steps.flat_map(|step| path.fields(step)).filter(holds_answer).map(|field| field.key).collect();
    answers.0.retain(|key, _| {
        let is_here = key.instance == step.instance && page.items.iter().any(|item| item.id == key.item);
        !is_here || asked.contains(key)
    });
}
