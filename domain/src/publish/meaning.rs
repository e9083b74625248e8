//! Annotations that the analysis could not use, or would use wrongly.

use std::collections::BTreeMap;

use super::{Finding, choice_place, item_place};
use crate::{
    id::ScaleId,
    meaning::{Meaning, Role},
    questionnaire::own_choices,
    survey::{Item, ItemKind, Page, Survey},
    vocabulary,
};

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let items = survey.pages().flat_map(|page| page.items.iter().map(move |item| (page, item)));
    let mut findings: Vec<Finding> = items.flat_map(|(page, item)| of_item(survey, page, item)).collect();
    findings.extend(family_findings(survey));
    findings
}

fn audience_finding(survey: &Survey, page: &Page, item: &Item) -> Option<Finding> {
    let audience = item.meaning.audience.filter(|audience| *audience != survey.audience)?;
    let message = format!(
        "Die Frage ist für „{}“ gedacht (meaning.audience), die Umfrage geht an „{}“: Ihre Antworten wären nicht vergleichbar.",
        audience.as_str(),
        survey.audience.as_str()
    );
    Some(Finding::error(item_place(page, item), message))
}

/// All gaps of a survey are ranked against each other, which only ratings of one length allow.
fn family_findings(survey: &Survey) -> Vec<Finding> {
    let is_paired = |role| matches!(role, Some(Role::Importance | Role::Fulfilment));
    let rated =
        |item: &Item| is_paired(item.meaning.role) || own_choices(item).iter().any(|row| is_paired(row.meaning.role));
    let scales = |item: &Item| -> Vec<ScaleId> {
        match &item.kind {
            ItemKind::Battery { scale, .. } if rated(item) => vec![scale.clone()],
            ItemKind::Paired { importance_scale, fulfilment_scale, .. } => {
                vec![importance_scale.clone(), fulfilment_scale.clone()]
            }
            _ => Vec::new(),
        }
    };
    let mut lengths: BTreeMap<usize, (&Page, &Item)> = BTreeMap::new();
    let mut first = None;
    for page in survey.pages() {
        for item in &page.items {
            for scale in scales(item).iter().filter_map(|id| survey.scale(id)) {
                first.get_or_insert(scale.labels.len());
                lengths.entry(scale.labels.len()).or_insert((page, item));
            }
        }
    }
    let others = lengths.into_iter().filter(|(length, _)| Some(*length) != first);
    let finding = |(length, (page, item)): (usize, (&Page, &Item))| {
        let message = format!(
            "Wichtigkeit und Erfüllung brauchen in der ganzen Umfrage gleich viele Stufen, sonst lassen sich die \
             Abstände nicht vergleichen: hier sind es {length}, bei der ersten solchen Frage {}.",
            first.unwrap_or_default()
        );
        Finding::error(item_place(page, item), message)
    };
    others.map(finding).collect()
}

fn of_item(survey: &Survey, page: &Page, item: &Item) -> Vec<Finding> {
    let mut findings = vocabulary_findings(&item.meaning, &item_place(page, item));
    findings.extend(role_finding(page, item));
    findings.extend(audience_finding(survey, page, item));
    for choice in own_choices(item) {
        let place = choice_place(page, item, choice);
        if choice.meaning.knows.is_some() && item.meaning.role != Some(Role::Awareness) {
            let message = "„knows“ gehört zu Antworten einer Frage mit der Rolle „awareness“.";
            findings.push(Finding::warning(&place, message));
        }
        findings.extend(vocabulary_findings(&choice.meaning, &place));
        if item.meaning.role == Some(Role::Need) && !choice.exclusive && choice.topic().is_none() {
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
        (Role::Awareness, ItemKind::Single { options }) => {
            let says = |knows| options.iter().any(|option| option.meaning.knows == Some(knows));
            if says(true) && says(false) {
                return None;
            }
            "Zur Rolle „awareness“ gehört an den Antworten, ob damit ein Angebot bekannt ist: meaning.knows = true oder false."
        }
        (Role::Awareness, _) => "Die Rolle „awareness“ gehört zu einer Auswahl (kind = \"single\").",
        (Role::Recommend, _) => "Die Rolle „recommend“ gehört zu einer Empfehlung (kind = \"recommendation\").",
        (_, ItemKind::Information) => "Ein Text wird nicht beantwortet und kann keine Rolle haben.",
        _ => return None,
    };
    Some(Finding::error(item_place(page, item), message))
}
