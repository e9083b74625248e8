//! The questions by whose answers results are broken down.

use std::collections::BTreeSet;

use super::Finding;
use crate::{
    id::ItemId,
    meaning::Role,
    survey::{GROUPINGS_MAX, Grouping, ItemKind, Survey},
};

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let mut findings = Vec::new();
    if survey.groupings.len() > GROUPINGS_MAX {
        let message = format!(
            "Höchstens {GROUPINGS_MAX} Fragen können Ergebnisse aufgliedern; hier sind es {}.",
            survey.groupings.len()
        );
        findings.push(Finding::error("Umfrage, grouping", message));
    }
    let mut seen = BTreeSet::new();
    for Grouping { id, .. } in &survey.groupings {
        let fault = if seen.insert(id) { fault(survey, id) } else { Some("Die Frage steht hier zweimal.".to_owned()) };
        findings.extend(fault.map(|message| Finding::error(place(id), message)));
    }
    findings
}

pub(super) fn place(id: &ItemId) -> String {
    format!("Umfrage, grouping „{id}“")
}

fn fault(survey: &Survey, id: &ItemId) -> Option<String> {
    let Some((page, item)) = survey.pages().find_map(|page| Some((page, page.items.iter().find(|i| i.id == *id)?)))
    else {
        return Some("Diese Frage gibt es nicht.".to_owned());
    };
    let message = match &item.kind {
        ItemKind::Single { .. } | ItemKind::Municipality { .. } if page.repeat.is_some() => {
            "Die Frage wird je Thema wiederholt; eine Antwort gehört dann nicht zu einer Person."
        }
        ItemKind::Single { .. } | ItemKind::Municipality { .. } if item.meaning.role == Some(Role::Background) => {
            return None;
        }
        ItemKind::Single { .. } | ItemKind::Municipality { .. } => {
            "Nur Angaben zur Person oder zum Betrieb gliedern auf: Dazu gehört meaning = { role = \"background\" }."
        }
        _ => "Nur eine Auswahl (kind = \"single\") oder eine Gemeinde (kind = \"municipality\") gliedert auf.",
    };
    Some(message.to_owned())
}
