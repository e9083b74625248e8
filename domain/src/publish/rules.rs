//! Quotas, screen-outs, computed values and orders: what is wrong with them beside their conditions.

use super::{
    Finding, item_place, page_place,
    site::{compute_place, quota_place, screen_out_place},
    structure::{duplicates, taken},
};
use crate::{
    flow,
    id::ItemId,
    survey::{Item, ItemKind, Order, Page, Survey},
};

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let mut findings = exits(survey);
    for compute in &survey.computes {
        findings.extend(taken(compute.id.as_str()).map(|message| Finding::error(compute_place(compute), message)));
    }
    for section in &survey.sections {
        for page in &section.pages {
            findings.extend(page.items.iter().filter_map(|item| misplaced(page, item)));
            if section.order == Order::Random {
                findings.extend(leans(page, &section.pages).map(|message| Finding::error(page_place(page), message)));
            }
        }
    }
    findings
}

fn exits(survey: &Survey) -> Vec<Finding> {
    let screen_outs = survey.screen_outs.iter().map(|out| (out.id.as_str(), screen_out_place(&out.id)));
    let quotas = survey.quotas.iter().map(|quota| (quota.id.as_str(), quota_place(&quota.id)));
    let mut findings = duplicates(screen_outs.chain(quotas));
    for quota in survey.quotas.iter().filter(|quota| quota.limit == 0) {
        let message = "limit ist mindestens 1. Wen die Umfrage gar nicht fragt, nennt ein Ausschluss ([[screen_out]]).";
        findings.push(Finding::error(quota_place(&quota.id), message));
    }
    // A quota that is full is told to staff while the wave runs.
    for quota in survey.quotas.iter().filter(|quota| (1..survey.k).contains(&quota.limit)) {
        let message =
            format!("limit ist mindestens {}: So viele gehören zur kleinsten Gruppe, die gezeigt wird (k).", survey.k);
        findings.push(Finding::error(quota_place(&quota.id), message));
    }
    findings
}

/// Rules of an item that cannot be kept by it.
fn misplaced(page: &Page, item: &Item) -> Option<Finding> {
    let is_text = item.kind == ItemKind::Information;
    let message = if item.order == Order::Random && !flow::has_options(item) {
        "Eine zufällige Reihenfolge (order) gibt es bei Antworten zum Auswählen; Zeilen einer Bewertung wechseln ohnehin, die einer Matrix nie."
    } else if is_text && item.required_if.is_some() {
        "Ein Text kann nicht Pflicht sein (required_if)."
    } else if item.required && item.required_if.is_some() {
        "Die Frage ist immer Pflicht (required); dann braucht sie kein required_if."
    } else {
        return None;
    };
    Some(Finding::error(item_place(page, item), message))
}

/// A page that needs another page of its section before it, in a section whose pages come in an order of chance.
fn leans(page: &Page, section: &[Page]) -> Option<String> {
    let stands_here = |id: &&ItemId| section.iter().any(|other| other.items.iter().any(|item| item.id == **id));
    let sources = page.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Top { of, .. } => of.as_ref(),
        _ => None,
    });
    let source = page.repeat.iter().chain(sources).find(stands_here)?;
    Some(format!(
        "Die Seite braucht „{source}“ vor sich; die Seiten dieses Abschnitts kommen aber in zufälliger Reihenfolge (order)."
    ))
}
