//! Whether everything that is shown is there in every language the survey declares.

use super::{
    Finding, choice_place, item_place, locale_names, page_place,
    site::{compute_place, quota_place, screen_out_place},
};
use crate::{
    label::OPTION_PLACEHOLDER,
    locale::{Locale, Text},
    questionnaire::own_choices,
    survey::{Constraint, Item, ItemKind, Page, Survey},
};

pub(super) fn incomplete(survey: &Survey) -> Vec<Finding> {
    let mut texts = Texts { locales: &survey.locales, findings: Vec::new() };
    texts.locales_declared();
    for (name, text) in [("title", &survey.title), ("intro", &survey.intro), ("privacy", &survey.privacy)] {
        texts.needed(text, "Umfrage", name);
    }
    texts.optional(&survey.thanks, "Umfrage", "thanks");
    for grouping in &survey.groupings {
        texts.needed(&grouping.label, &super::grouping::place(&grouping.id), "label");
    }
    for scale in &survey.scales {
        let place = format!("Skala „{}“", scale.id);
        for (number, label) in scale.labels.iter().enumerate() {
            texts.needed(label, &place, &format!("labels, Stufe {}", number + 1));
        }
        for (name, text) in [("dont_know", &scale.dont_know), ("not_applicable", &scale.not_applicable)] {
            if let Some(text) = text {
                texts.needed(text, &place, name);
            }
        }
    }
    for quota in &survey.quotas {
        texts.needed(&quota.text, &quota_place(&quota.id), "text");
    }
    for out in &survey.screen_outs {
        texts.needed(&out.text, &screen_out_place(&out.id), "text");
    }
    for compute in &survey.computes {
        texts.optional(&compute.label, &compute_place(compute), "label");
    }
    for (number, section) in survey.sections.iter().enumerate() {
        texts.needed(&section.title, &format!("Abschnitt {}", number + 1), "title");
        section.pages.iter().for_each(|page| texts.page(page));
    }
    texts.findings
}

struct Texts<'s> {
    locales: &'s [Locale],
    findings: Vec<Finding>,
}

impl Texts<'_> {
    fn locales_declared(&mut self) {
        if self.locales.is_empty() {
            self.findings
                .push(Finding::error("Umfrage, locales", "Nennen Sie mindestens eine Sprache, z. B. \"de-sie\"."));
        }
        for (position, locale) in self.locales.iter().enumerate() {
            if self.locales[..position].contains(locale) {
                self.findings
                    .push(Finding::error("Umfrage, locales", format!("„{}“ steht doppelt da.", locale.as_str())));
            }
        }
    }

    fn needed(&mut self, text: &Text, place: &str, name: &str) {
        let missing: Vec<Locale> = self.locales.iter().copied().filter(|locale| !text.has(*locale)).collect();
        if !missing.is_empty() {
            self.findings
                .push(Finding::error(place, format!("Der Text „{name}“ fehlt in: {}.", locale_names(&missing))));
        }
    }

    /// May be left out, but not in one language only.
    fn optional(&mut self, text: &Text, place: &str, name: &str) {
        if !text.is_empty() {
            self.needed(text, place, name);
        }
    }

    fn page(&mut self, page: &Page) {
        let place = page_place(page);
        self.optional(&page.title, &place, "title");
        let questions = page.items.iter().filter(|item| item.kind != ItemKind::Information).count();
        if page.title.is_empty() && questions > 1 {
            self.findings
                .push(Finding::warning(&place, "Eine Seite mit mehreren Fragen braucht eine Überschrift (title)."));
        }
        let uses_placeholder =
            Survey::page_texts(page).any(|text| text.0.values().any(|t| t.contains(OPTION_PLACEHOLDER)));
        if uses_placeholder && page.repeat.is_none() {
            let message = format!("„{OPTION_PLACEHOLDER}“ wird nur auf einer Seite mit „repeat“ ersetzt.");
            self.findings.push(Finding::error(&place, message));
        } else if !uses_placeholder && page.repeat.is_some() {
            let message = format!(
                "Die Seite wiederholt sich, nennt aber nirgends mit „{OPTION_PLACEHOLDER}“, worum es gerade geht."
            );
            self.findings.push(Finding::warning(&place, message));
        }
        self.messages(&page.constraints, &place);
        page.items.iter().for_each(|item| self.item(page, item));
    }

    fn messages(&mut self, constraints: &[Constraint], place: &str) {
        for constraint in constraints {
            self.needed(&constraint.message, place, "constraint.message");
        }
    }

    fn item(&mut self, page: &Page, item: &Item) {
        let place = item_place(page, item);
        self.needed(&item.text, &place, "text");
        self.optional(&item.hint, &place, "hint");
        self.messages(&item.constraints, &place);
        match &item.kind {
            ItemKind::Paired { fulfilment_text, .. } => self.needed(fulfilment_text, &place, "fulfilment_text"),
            ItemKind::Recommendation { low, high } => {
                self.needed(low, &place, "low");
                self.needed(high, &place, "high");
            }
            ItemKind::Number { unit, unit_one, .. } => {
                self.optional(unit, &place, "unit");
                self.optional(unit_one, &place, "unit_one");
            }
            ItemKind::ConstantSum { unit, .. } => self.optional(unit, &place, "unit"),
            ItemKind::Kano { dysfunctional_text } => self.needed(dysfunctional_text, &place, "dysfunctional_text"),
            ItemKind::BestWorst { best, worst, .. } => {
                self.needed(best, &place, "best");
                self.needed(worst, &place, "worst");
            }
            ItemKind::Contact { consent } => self.needed(consent, &place, "consent"),
            ItemKind::Matrix { columns, .. } => {
                for column in columns {
                    self.needed(&column.label, &format!("{place}, Spalte „{}“", column.id), "label");
                }
            }
            _ => {}
        }
        for choice in own_choices(item) {
            let place = choice_place(page, item, choice);
            self.needed(&choice.label, &place, "label");
            self.optional(&choice.hint, &place, "hint");
        }
    }
}
