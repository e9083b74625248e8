//! A form that waited for a connection and comes after the same page was saved from elsewhere: the newer save stands.
//!
//! A form says what its items held when it was drawn, and the script that keeps forms says of one it sends late that it is
//! late. Whoever presses a button now means now, whatever was saved before; what waited was meant before.

use std::collections::BTreeMap;

use domain::{
    Key,
    flow::{Path, Step},
    form,
    id::ItemId,
};
use sha2::{Digest, Sha256};

use super::{Pairs, held::Held, named};
use crate::draft::to_hex;

/// The field that says what a form was made from, and the one that says that it waited (see `app/src/document/keep.js`).
pub const MADE_FROM: &str = "_aus";
pub const LATE: &str = "_spaet";

impl Held {
    /// What the items of this step hold on the path of these answers: `alter~1f0c22ab`, separated by blanks.
    pub fn made_from(&self, path: &Path, step: &Step) -> String {
        let marks = self.marks(path, step).into_iter().map(|(item, mark)| format!("{item}~{mark}"));
        marks.collect::<Vec<_>>().join(" ")
    }

    fn marks(&self, path: &Path, step: &Step) -> BTreeMap<ItemId, String> {
        let mut digests: BTreeMap<ItemId, Sha256> = BTreeMap::new();
        for field in path.fields(step) {
            let digest = digests.entry(field.key.item.clone()).or_default();
            let name = field.key.to_string();
            // What is not there leaves no mark: another version may have fields more.
            if let Some(value) = self.draft.answers.get(&field.key) {
                digest.update(format!("{name}={value:?};"));
            }
            if let Some(typed) = self.draft.unread.get(&name) {
                digest.update(format!("{name}~{typed:?};"));
            }
        }
        digests.into_iter().map(|(item, digest)| (item, to_hex(&digest.finalize()[..4]))).collect()
    }

    /// The items of a late form that were saved since it was drawn, and otherwise than it says.
    pub fn newer_than(&self, path: &Path, step: &Step, pairs: &Pairs) -> Vec<ItemId> {
        let (Some(made_from), Some(_)) = (named(pairs, MADE_FROM), named(pairs, LATE)) else { return Vec::new() };
        let before: BTreeMap<&str, &str> = made_from.split(' ').filter_map(|mark| mark.split_once('~')).collect();
        let reading = form::read(path, &self.draft.answers, step, pairs);
        let says_otherwise = |item: &ItemId| {
            let mut own = path.fields(step).into_iter().map(|field| field.key).filter(|key| key.item == *item);
            own.any(|key| {
                let is_read = reading.problems.iter().all(|problem| problem.key != key);
                !is_read || reading.answers.get(&key) != self.draft.answers.get(&key)
            })
        };
        let saved = |item: &ItemId, mark: &str| before.get(item.as_str()).is_some_and(|known| *known != mark);
        let marks = self.marks(path, step).into_iter();
        marks.filter(|(item, mark)| saved(item, mark) && says_otherwise(item)).map(|(item, _)| item).collect()
    }

    /// Takes over what the rest of the form says; these items stay as they are. Whether it could be kept.
    pub fn take_beside(&mut self, step: &Step, pairs: &Pairs, newer: &[ItemId]) -> bool {
        let before = self.draft.clone();
        let path = Path::new(&self.running.questionnaire, &before.answers);
        let mut reading = form::read(&path, &before.answers, step, pairs);
        reading.answers.0.retain(|key, _| !newer.contains(&key.item));
        reading.answers.0.extend(before.answers.0.into_iter().filter(|(key, _)| newer.contains(&key.item)));
        reading.problems.retain(|problem| !newer.contains(&problem.key.item));
        if !self.take(step, &reading) {
            return false;
        }
        let is_newer = |name: &str| name.parse::<Key>().is_ok_and(|key| newer.contains(&key.item));
        self.draft.unread.extend(before.unread.into_iter().filter(|(name, _)| is_newer(name)));
        true
    }
}
