//! Names that the program's own pages have: whatever else is called so cannot be reached.

use super::{Finding, page_place};
use crate::{id::Slug, survey::Survey};

/// Beside the steps of a wave: sending, the receipt, leaving a device for many, "check your answers", going on later.
pub const STEPS: [&str; 8] =
    ["absenden", "danke", "ende", "kiosk", "pruefen", "spaeter", "verlassen", "was-wir-speichern"];
/// Beside the surveys of the staff pages: upload, new, the templates.
pub const SURVEYS: [&str; 3] = ["hochladen", "neu", "vorlage"];

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let pages = survey.pages().filter(|page| STEPS.contains(&page.id.as_str()));
    let pages = pages.map(|page| {
        let message = format!(
            "„{}“ heißt im Ablauf schon eine feste Seite; diese käme nie an die Reihe. Geben Sie ihr einen anderen Namen (id).",
            page.id
        );
        Finding::error(page_place(page), message)
    });
    pages.chain(reserved(&survey.slug).map(|message| Finding::error("Umfrage, slug", message))).collect()
}

/// Why a survey cannot have this name.
pub fn reserved(slug: &Slug) -> Option<String> {
    SURVEYS
        .contains(&slug.as_str())
        .then(|| format!("„{slug}“ heißt schon eine Seite dieses Programms. Nehmen Sie ein anderes Kürzel."))
}
