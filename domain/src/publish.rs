//! What is looked at before a survey may be published, and what is filled in when it is.

pub mod address;
mod condition;
mod cycle;
mod reach;
mod structure;
mod texts;

use std::fmt;

use crate::{
    id::OptionId,
    length,
    locale::{Locale, Text},
    meaning::{Audience, Meaning, Role},
    place::Municipality,
    questionnaire::own_choices,
    survey::{Choice, Item, ItemKind, K_FLOOR, Page, Survey},
    vocabulary,
};

/// Apprentices may be minors: no group of fewer is shown.
pub const K_FLOOR_APPRENTICES: u32 = 10;

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
    findings.extend(k_findings(survey));
    findings.extend(length_findings(survey));
    for page in survey.pages() {
        findings.extend(page.items.iter().flat_map(|item| meaning_findings(page, item)));
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// The part of [`inspect`] without which a survey cannot even be previewed: ids, references, conditions, limits.
pub fn structure(survey: &Survey) -> Vec<Finding> {
    let mut findings = structure::findings(survey);
    findings.extend(condition::findings(survey));
    findings
}

/// The survey as it is published: the region's municipalities, by name, in every item that asks for one and has no
/// list of its own.
pub fn freeze(mut survey: Survey, municipalities: &[Municipality]) -> Survey {
    let mut sorted: Vec<&Municipality> = municipalities.iter().collect();
    sorted.sort_by_cached_key(|place| (sort_key(&place.name), place.ags.clone()));
    let list: Vec<Choice> = sorted.into_iter().map(|place| choice(&place.ags, &place.name)).collect();
    for item in survey.sections.iter_mut().flat_map(|section| &mut section.pages).flat_map(|page| &mut page.items) {
        if let ItemKind::Municipality { options } = &mut item.kind
            && options.is_empty()
        {
            *options = list.clone();
        }
    }
    survey
}

fn choice(ags: &OptionId, name: &str) -> Choice {
    Choice {
        id: ags.clone(),
        label: Text::same(name),
        hint: Text::default(),
        condition: None,
        exclusive: false,
        meaning: Meaning::default(),
    }
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

fn meaning_findings(page: &Page, item: &Item) -> Vec<Finding> {
    let mut findings = vocabulary_findings(&item.meaning, &item_place(page, item));
    findings.extend(role_finding(page, item));
    for choice in own_choices(item) {
        let place = choice_place(page, item, choice);
        findings.extend(vocabulary_findings(&choice.meaning, &place));
        let names_topic = choice.meaning.topic.is_some()
            || vocabulary::topics().iter().any(|topic| topic.id.as_str() == choice.id.as_str());
        if item.meaning.role == Some(Role::Need) && !choice.exclusive && !names_topic {
            findings.push(Finding::warning(
                place,
                "Diese Antwort ist kein Thema des Verzeichnisses und zählt nicht zum Bedarf. Nennen Sie eines mit meaning.topic.",
            ));
        }
    }
    findings
}

fn vocabulary_findings(meaning: &Meaning, place: &str) -> Vec<Finding> {
    let topic = meaning.topic.as_ref().filter(|id| vocabulary::topic(id).is_none());
    let construct = meaning.construct.as_ref().filter(|id| vocabulary::construct(id).is_none());
    let topic = topic.map(|id| format!("Das Thema „{id}“ steht nicht im Verzeichnis der Themen."));
    let construct = construct.map(|id| format!("Das Merkmal „{id}“ steht nicht im Verzeichnis der Merkmale."));
    topic.into_iter().chain(construct).map(|message| Finding::error(place, message)).collect()
}

/// A role that the kind of question cannot play would silently drop it from the analysis.
fn role_finding(page: &Page, item: &Item) -> Option<Finding> {
    let role = item.meaning.role?;
    let message = match (role, &item.kind) {
        (Role::Persons, ItemKind::Number { .. }) if item.meaning.target_group.is_none() => {
            "Zur Rolle „persons“ gehört eine Zielgruppe (meaning.target_group)."
        }
        (Role::Persons, ItemKind::Number { .. }) => return None,
        (Role::Persons, _) => "Die Rolle „persons“ gehört zu einer Zahl (kind = \"number\").",
        (Role::Need, ItemKind::Multiple { .. }) => return None,
        (Role::Need, _) => "Die Rolle „need“ gehört zu einer Mehrfachauswahl (kind = \"multiple\").",
        (Role::Recommend, ItemKind::Recommendation { .. }) => return None,
        (Role::Recommend, _) => "Die Rolle „recommend“ gehört zu einer Empfehlung (kind = \"recommendation\").",
        (_, ItemKind::Information) => "Ein Text wird nicht beantwortet und kann keine Rolle haben.",
        _ => return None,
    };
    Some(Finding::error(item_place(page, item), message))
}

/// The locales, for messages: "de-sie, en".
fn locale_names(locales: &[Locale]) -> String {
    locales.iter().map(|locale| locale.as_str()).collect::<Vec<_>>().join(", ")
}
