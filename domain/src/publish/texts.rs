//! Whether everything that is shown is there in every language the survey declares.

use super::{
    Finding, locale_names, page_place,
    shown::{self, Shown},
};
use crate::{
    label::OPTION_PLACEHOLDER,
    locale::Locale,
    survey::{ItemKind, Page, Survey},
};

pub(super) fn incomplete(survey: &Survey) -> Vec<Finding> {
    let mut findings = locales_declared(&survey.locales);
    findings.extend(shown::texts(survey).iter().filter_map(|shown| missing(shown, &survey.locales)));
    findings.extend(survey.pages().flat_map(of_page));
    findings
}

fn locales_declared(locales: &[Locale]) -> Vec<Finding> {
    let place = "Umfrage, locales";
    if locales.is_empty() {
        return vec![Finding::error(place, "Nennen Sie mindestens eine Sprache, z. B. \"de-sie\".")];
    }
    let named_before = |(position, locale): &(usize, &Locale)| locales[..*position].contains(locale);
    let doubled = locales.iter().enumerate().filter(named_before);
    doubled.map(|(_, locale)| Finding::error(place, format!("„{}“ steht doppelt da.", locale.as_str()))).collect()
}

fn missing(shown: &Shown, locales: &[Locale]) -> Option<Finding> {
    if !shown.is_needed && shown.text.is_empty() {
        return None;
    }
    let missing: Vec<Locale> = locales.iter().copied().filter(|locale| !shown.text.has(*locale)).collect();
    let message = format!("Der Text „{}“ fehlt in: {}.", shown.name, locale_names(&missing));
    (!missing.is_empty()).then(|| Finding::error(&shown.place, message))
}

fn of_page(page: &Page) -> Vec<Finding> {
    let place = page_place(page);
    let mut findings = Vec::new();
    let questions = page.items.iter().filter(|item| item.kind != ItemKind::Information).count();
    if page.title.is_empty() && questions > 1 {
        findings.push(Finding::warning(&place, "Eine Seite mit mehreren Fragen braucht eine Überschrift (title)."));
    }
    let uses_placeholder = Survey::page_texts(page).any(|text| text.0.values().any(|t| t.contains(OPTION_PLACEHOLDER)));
    if uses_placeholder && page.repeat.is_none() {
        let message = format!("„{OPTION_PLACEHOLDER}“ wird nur auf einer Seite mit „repeat“ ersetzt.");
        findings.push(Finding::error(&place, message));
    } else if !uses_placeholder && page.repeat.is_some() {
        let message =
            format!("Die Seite wiederholt sich, nennt aber nirgends mit „{OPTION_PLACEHOLDER}“, worum es gerade geht.");
        findings.push(Finding::warning(&place, message));
    }
    findings
}
