//! What is looked at before a survey may be published, and what is filled in when it is.

pub mod address;
pub mod change;
mod condition;
pub mod crossing;
mod cycle;
mod fork;
mod grouping;
mod home;
mod kind;
mod meaning;
mod personal;
mod piping;
pub mod plain;
mod promise;
mod protection;
mod reach;
mod rules;
mod sentence;
mod shown;
mod site;
mod structure;
mod texts;

use std::fmt;

pub use fork::{forked, new_id};

use crate::{
    id::{ItemId, OptionId},
    length,
    locale::{Locale, Text},
    maxdiff::Design,
    meaning::Audience,
    place::Municipality,
    questionnaire,
    survey::{Choice, Item, ItemKind, K_FLOOR, K_FLOOR_APPRENTICES, Page, Survey},
    vocabulary::{self, Occupation},
};

/// Something to put right (error), or to think about (warning). Words are German.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// "Seite „bedarf“, Frage „dringlichkeit“"
    pub place: String,
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

impl Finding {
    pub(crate) fn error(place: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding { severity: Severity::Error, place: place.into(), message: message.into() }
    }

    fn warning(place: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding { severity: Severity::Warning, place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Everything there is to say about a survey, errors first. Only one without errors may be published.
pub fn inspect(survey: &Survey) -> Vec<Finding> {
    let mut findings = structure(survey);
    findings.extend(address::findings(survey));
    let is_sound = findings.iter().all(|finding| finding.severity != Severity::Error);
    if is_sound {
        findings.extend(reach::unreachable(survey));
    }
    findings.extend(texts::incomplete(survey));
    findings.extend(personal::findings(survey));
    findings.extend(piping::findings(survey));
    findings.extend(k_findings(survey));
    findings.extend(promise::findings(survey));
    findings.extend(length_findings(survey));
    findings.extend(meaning::findings(survey));
    findings.extend(grouping::findings(survey));
    findings.extend(crossing::findings(survey));
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// What keeps a survey that is sound from being published all the same: why, on what ground, for how long and how
/// anonymously it asks must be settled first.
pub fn activation(survey: &Survey) -> Vec<Finding> {
    protection::findings(survey)
}

/// What keeps a survey from being published with this region: who is asked for a municipality would find none to choose,
/// and the list of a published version stays as it is.
pub fn without_places(survey: &Survey, region: &[Municipality]) -> Vec<Finding> {
    let is_empty = |item: &&Item| matches!(&item.kind, ItemKind::Municipality { options } if options.is_empty());
    let message = "Unter „Region“ steht noch keine Gemeinde. Legen Sie die Gemeinden zuerst an, sonst gibt es hier nichts \
                   auszuwählen.";
    let missing = |(page, item)| Finding::error(item_place(page, item), message);
    let items = survey.pages().flat_map(|page| page.items.iter().map(move |item| (page, item)));
    items.filter(|(_, item)| region.is_empty() && is_empty(item)).map(missing).collect()
}

/// The part of [`inspect`] without which a survey cannot even be previewed: ids, references, conditions, limits.
pub fn structure(survey: &Survey) -> Vec<Finding> {
    let mut findings = structure::findings(survey);
    findings.extend(rules::findings(survey));
    findings.extend(condition::findings(survey));
    findings
}

/// The blocks of every best-worst question that has enough rows for some.
pub fn designs(survey: &Survey) -> impl Iterator<Item = (&ItemId, Design)> {
    survey.items().filter_map(|item| Some((&item.id, questionnaire::design(item)?)))
}

/// The survey as it is published: the region's municipalities, by name, and the training occupations in every item
/// that asks for one and has no list of its own.
pub fn freeze(mut survey: Survey, municipalities: &[Municipality]) -> Survey {
    let mut sorted: Vec<&Municipality> = municipalities.iter().collect();
    sorted.sort_by_cached_key(|place| (sort_key(&place.name), place.ags.clone()));
    let list: Vec<Choice> = sorted.into_iter().map(|place| choice(&place.ags, &place.name)).collect();
    for item in survey.sections.iter_mut().flat_map(|section| &mut section.pages).flat_map(|page| &mut page.items) {
        match &mut item.kind {
            ItemKind::Municipality { options } if options.is_empty() => *options = list.clone(),
            ItemKind::Occupation { options } if options.is_empty() => *options = occupations(),
            _ => {}
        }
    }
    survey
}

/// In the order of their names, as people look for them.
fn occupations() -> Vec<Choice> {
    let mut sorted: Vec<&Occupation> = vocabulary::occupations().iter().collect();
    sorted.sort_by_cached_key(|occupation| sort_key(&occupation.name));
    sorted.into_iter().map(|occupation| Choice::plain(occupation.id.clone(), Text::same(&occupation.name))).collect()
}

fn choice(ags: &OptionId, name: &str) -> Choice {
    Choice::plain(ags.clone(), Text::same(name))
}

/// Umlauts beside their vowels, as in German lists of names (DIN 5007-1).
fn sort_key(name: &str) -> String {
    let fold = |c: char| match c {
        'ä' => "a".to_owned(),
        'ö' => "o".to_owned(),
        'ü' => "u".to_owned(),
        'ß' => "ss".to_owned(),
        _ => c.to_string(),
    };
    name.to_lowercase().chars().map(fold).collect()
}

fn page_place(page: &Page) -> String {
    format!("Seite „{}“", page.id)
}

fn item_place(page: &Page, item: &Item) -> String {
    format!("Seite „{}“, Frage „{}“", page.id, item.id)
}

fn choice_place(page: &Page, item: &Item, choice: &Choice) -> String {
    format!("{}, Antwort „{}“", item_place(page, item), choice.id)
}

fn k_findings(survey: &Survey) -> Option<Finding> {
    let (floor, why) = match survey.audience {
        Audience::Apprentice => (K_FLOOR_APPRENTICES, "weil auch Minderjährige antworten"),
        Audience::Firm | Audience::Other => (K_FLOOR, "damit niemand erkennbar wird"),
    };
    (survey.k < floor).then(|| Finding::error("Umfrage, k", format!("k muss mindestens {floor} sein, {why}.")))
}

fn length_findings(survey: &Survey) -> Option<Finding> {
    let length = length::minutes(survey);
    let (cap, minutes) = (length::cap(survey.audience), length.minutes_rounded);
    let has_reason = survey.length_reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    if length.minutes > length::MINUTES_WITH_REASON && !has_reason {
        let message = format!(
            "Die Umfrage dauert etwa {minutes} Minuten. Über {} Minuten braucht sie eine Begründung (length_reason).",
            length::MINUTES_WITH_REASON
        );
        Some(Finding::error("Umfrage, Länge", message))
    } else if length.minutes > cap {
        let message =
            format!("Die Umfrage dauert etwa {minutes} Minuten; für diesen Kreis sollten es höchstens {cap} sein.");
        Some(Finding::warning("Umfrage, Länge", message))
    } else {
        None
    }
}

/// The locales, for messages: "de-sie, en".
fn locale_names(locales: &[Locale]) -> String {
    locales.iter().map(|locale| locale.as_str()).collect::<Vec<_>>().join(", ")
}
