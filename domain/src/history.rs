//! The versions of a survey that one wave has asked, seen as one.
//!
//! An id means the same in all of them (`publish::change` sees to that), so the answers to all of them are answers to
//! one survey: the newest, and beside its questions those that are not asked any more. Whoever makes columns or figures
//! of answers takes [`History::survey`] and cannot put a value into the wrong column.

mod merge;

use std::collections::BTreeSet;

use crate::{
    answer::Key,
    id::{ItemId, OptionId},
    locale::Locale,
    survey::{Item, ItemKind, Survey},
};

#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// By number, never empty.
    versions: Vec<(i64, Survey)>,
    merged: Survey,
}

/// What was not the same all the time, for whoever reads the results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Break {
    /// First asked in this version.
    Since { item: ItemId, version: i64 },
    /// Last asked in this version.
    Until { item: ItemId, version: i64 },
    /// Another wording since this version.
    Reworded { item: ItemId, version: i64 },
    /// An answer that can be given since this version.
    Option { item: ItemId, option: OptionId, version: i64 },
}

impl History {
    /// `None` without a version.
    pub fn new(mut versions: Vec<(i64, Survey)>) -> Option<History> {
        versions.sort_by_key(|(number, _)| *number);
        let merged = merge::merged(versions.iter().map(|(_, survey)| survey))?;
        Some(History { versions, merged })
    }

    /// Every question that was ever asked, with every option it ever had.
    pub fn survey(&self) -> &Survey {
        &self.merged
    }

    /// Each with its number, the first one first.
    pub fn versions(&self) -> impl Iterator<Item = (i64, &Survey)> {
        self.versions.iter().map(|(number, survey)| (*number, survey))
    }

    pub fn has_several(&self) -> bool {
        self.versions.len() > 1
    }

    /// The wordings that a question has had, each with the first version that had it; one if it never changed.
    pub fn wordings(&self, key: &Key, locale: Locale) -> Vec<(i64, String)> {
        let mut wordings: Vec<(i64, String)> = Vec::new();
        for (number, survey) in self.versions().filter(|(_, survey)| survey.item(&key.item).is_some()) {
            let mut wording = survey.question_text(key, locale);
            if key.row.is_some() {
                wording = format!("{wording} – {}", survey.label(key, locale));
            }
            if wordings.last().is_none_or(|(_, before)| *before != wording) {
                wordings.push((number, wording));
            }
        }
        wordings
    }

    /// In the order of the survey.
    pub fn breaks(&self, locale: Locale) -> Vec<Break> {
        let mut breaks = Vec::new();
        if self.has_several() {
            // Nobody answers words, and an address is no answer.
            let is_answered = |item: &&Item| !matches!(item.kind, ItemKind::Information | ItemKind::Contact { .. });
            self.merged.items().filter(is_answered).for_each(|item| breaks.extend(self.breaks_of(item, locale)));
        }
        breaks
    }

    fn breaks_of(&self, asked: &Item, locale: Locale) -> Vec<Break> {
        let id = &asked.id;
        // A list that comes with the program or the region, and not from whoever made the survey.
        let has_list = matches!(asked.kind, ItemKind::Municipality { .. } | ItemKind::Occupation { .. });
        let (Some((first, _)), Some((last, _))) = (self.versions.first(), self.versions.last()) else {
            return Vec::new();
        };
        let asked: Vec<(i64, &Survey)> = self.versions().filter(|(_, survey)| survey.item(id).is_some()).collect();
        let (Some((since, _)), Some((until, _))) = (asked.first(), asked.last()) else { return Vec::new() };
        let item = || id.clone();
        let mut breaks = Vec::new();
        if since != first {
            breaks.push(Break::Since { item: item(), version: *since });
        }
        if until != last {
            breaks.push(Break::Until { item: item(), version: *until });
        }
        let reworded = self.wordings(&Key::item(id), locale).into_iter().skip(1);
        breaks.extend(reworded.map(|(version, _)| Break::Reworded { item: item(), version }));
        if has_list {
            return breaks;
        }
        let mut known: Option<BTreeSet<&OptionId>> = None;
        for (version, survey) in asked {
            let options = survey.item(id).map(|item| survey.choices(item)).unwrap_or_default();
            let ids = options.iter().map(|option| &option.id);
            match &mut known {
                None => known = Some(ids.collect()),
                Some(known) => breaks.extend(ids.filter(|option| known.insert(*option)).map(|option| Break::Option {
                    item: item(),
                    option: option.clone(),
                    version,
                })),
            }
        }
        breaks
    }
}
