//! Questions for data that tell who somebody is.

use super::{Finding, item_place};
use crate::{
    meaning::Audience,
    survey::{ItemKind, Survey},
};

/// Apprentices may be minors and answer without a name: nothing personal is asked of them.
pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    const MESSAGE: &str = "Auszubildende antworten anonym: Nach einer E-Mail-Adresse wird hier nicht gefragt.";
    if survey.audience != Audience::Apprentice {
        return Vec::new();
    }
    let pages = survey.pages();
    let items = pages.flat_map(|page| page.items.iter().map(move |item| (page, item)));
    let asks = items.filter(|(_, item)| matches!(item.kind, ItemKind::Contact { .. }));
    asks.map(|(page, item)| Finding::error(item_place(page, item), MESSAGE)).collect()
}
