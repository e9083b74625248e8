//! Whether what has to be settled before anybody is asked is settled (GDPR Art. 6, 13, 25).

use super::{Finding, locale_names};
use crate::{
    locale::Locale,
    meaning::Audience,
    survey::{Level, Survey},
};

/// Longer than anybody has ever compared year groups.
const MONTHS_MAX: u32 = 240;

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let place = "Umfrage, Datenschutz";
    let Some(protection) = &survey.protection else {
        let message = "Der Abschnitt [protection] fehlt. Er nennt Zweck (purpose), Rechtsgrundlage (legal_basis), \
                       Dauer der Speicherung in Monaten (retention_months) und Stufe der Anonymität (level).";
        return vec![Finding::error(place, message)];
    };
    let mut findings = Vec::new();
    let missing: Vec<Locale> =
        survey.locales.iter().copied().filter(|locale| !protection.purpose.has(*locale)).collect();
    if !missing.is_empty() {
        let message = format!("Wofür die Antworten sind (purpose), fehlt in: {}.", locale_names(&missing));
        findings.push(Finding::error(place, message));
    }
    if protection.legal_basis.trim().is_empty() {
        findings.push(Finding::error(place, "Nennen Sie die Rechtsgrundlage (legal_basis)."));
    }
    if !(1..=MONTHS_MAX).contains(&protection.retention_months) {
        let message = format!("Einzelne Antworten bleiben 1 bis {MONTHS_MAX} Monate (retention_months).");
        findings.push(Finding::error(place, message));
    }
    if survey.audience == Audience::Apprentice && protection.level != Level::Anonymous {
        let message = "Auszubildende können unter 16 sein: Ihre Umfragen sind immer anonym (level = \"anonymous\").";
        findings.push(Finding::error(place, message));
    }
    if survey.audience == Audience::Other && protection.level == Level::Named {
        let message =
            "Mit Namen antworten nur Betriebe. Andere Umfragen haben die Stufe \"anonymous\" oder \"uncoupled\".";
        findings.push(Finding::error(place, message));
    }
    findings
}
