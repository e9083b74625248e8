//! Every text of a survey that respondents read, and where it stands.

use super::{
    choice_place, item_place, page_place,
    site::{compute_place, quota_place, screen_out_place},
};
use crate::{
    locale::Text,
    questionnaire::own_choices,
    survey::{Constraint, Item, ItemKind, Page, Survey},
};

/// A text where it stands.
pub(super) struct Shown<'s> {
    pub place: String,
    /// As the definition calls it: "hint".
    pub name: String,
    pub text: &'s Text,
    /// May not be left out in every language.
    pub is_needed: bool,
}

/// In the order of the definition.
pub(super) fn texts(survey: &Survey) -> Vec<Shown<'_>> {
    let mut texts = Texts(Vec::new());
    for (name, text) in [("title", &survey.title), ("intro", &survey.intro), ("privacy", &survey.privacy)] {
        texts.needed(text, "Umfrage", name);
    }
    texts.optional(&survey.thanks, "Umfrage", "thanks");
    for grouping in &survey.groupings {
        texts.needed(&grouping.label, &super::grouping::place(&grouping.id), "label");
    }
    texts.scales(survey);
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
    texts.0
}

struct Texts<'s>(Vec<Shown<'s>>);

impl<'s> Texts<'s> {
    fn push(&mut self, text: &'s Text, place: &str, name: &str, is_needed: bool) {
        self.0.push(Shown { place: place.to_owned(), name: name.to_owned(), text, is_needed });
    }

    fn needed(&mut self, text: &'s Text, place: &str, name: &str) {
        self.push(text, place, name, true);
    }

    /// May be left out, but not in one language only.
    fn optional(&mut self, text: &'s Text, place: &str, name: &str) {
        self.push(text, place, name, false);
    }

    fn scales(&mut self, survey: &'s Survey) {
        for scale in &survey.scales {
            let place = format!("Skala „{}“", scale.id);
            for (number, label) in scale.labels.iter().enumerate() {
                self.needed(label, &place, &format!("labels, Stufe {}", number + 1));
            }
            for (name, text) in [("dont_know", &scale.dont_know), ("not_applicable", &scale.not_applicable)] {
                if let Some(text) = text {
                    self.needed(text, &place, name);
                }
            }
        }
    }

    fn page(&mut self, page: &'s Page) {
        let place = page_place(page);
        self.optional(&page.title, &place, "title");
        self.messages(&page.constraints, &place);
        page.items.iter().for_each(|item| self.item(page, item));
    }

    fn messages(&mut self, constraints: &'s [Constraint], place: &str) {
        for constraint in constraints {
            self.needed(&constraint.message, place, "constraint.message");
        }
    }

    fn item(&mut self, page: &'s Page, item: &'s Item) {
        let place = item_place(page, item);
        self.needed(&item.text, &place, "text");
        self.optional(&item.hint, &place, "hint");
        self.messages(&item.constraints, &place);
        self.kind(&item.kind, &place);
        for choice in own_choices(item) {
            let place = choice_place(page, item, choice);
            self.needed(&choice.label, &place, "label");
            self.optional(&choice.hint, &place, "hint");
        }
    }

    fn kind(&mut self, kind: &'s ItemKind, place: &str) {
        match kind {
            ItemKind::Paired { fulfilment_text, .. } => self.needed(fulfilment_text, place, "fulfilment_text"),
            ItemKind::Recommendation { low, high } => {
                self.needed(low, place, "low");
                self.needed(high, place, "high");
            }
            ItemKind::Number { unit, unit_one, .. } => {
                self.optional(unit, place, "unit");
                self.optional(unit_one, place, "unit_one");
            }
            ItemKind::ConstantSum { unit, .. } => self.optional(unit, place, "unit"),
            ItemKind::Kano { dysfunctional_text } => self.needed(dysfunctional_text, place, "dysfunctional_text"),
            ItemKind::BestWorst { best, worst, .. } => {
                self.needed(best, place, "best");
                self.needed(worst, place, "worst");
            }
            ItemKind::Contact { consent } => self.needed(consent, place, "consent"),
            ItemKind::Matrix { columns, .. } => {
                for column in columns {
                    self.needed(&column.label, &format!("{place}, Spalte „{}“", column.id), "label");
                }
            }
            _ => {}
        }
    }
}
