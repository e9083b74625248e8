//! Questions for data that tell who somebody is.

use super::{Finding, item_place};
use crate::{
    meaning::Audience,
    survey::{ItemKind, Survey},
};

/// Apprentices may be minors and answer without a name: nothing personal is asked of them. Of others an address may
/// only be asked for where it can be kept apart from the answers.
pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let message = match survey.audience {
        Audience::Apprentice => "Auszubildende antworten anonym: Nach einer E-Mail-Adresse wird hier nicht gefragt.",
        Audience::Firm | Audience::Other => {
            "E-Mail-Adressen lassen sich noch nicht getrennt von den Antworten speichern. Nehmen Sie die Frage heraus."
        }
    };
    let pages = survey.pages();
    let items = pages.flat_map(|page| page.items.iter().map(move |item| (page, item)));
    let asks = items.filter(|(_, item)| matches!(item.kind, ItemKind::Contact { .. }));
    asks.map(|(page, item)| Finding::error(item_place(page, item), message)).collect()
}
