//! Where expressions stand in a survey.

use super::{Finding, choice_place, item_place, page_place};
use crate::{
    expression,
    questionnaire::own_choices,
    survey::{Compute, Constraint, Item, Page, Survey},
};

/// An expression where it stands.
pub(super) struct Site<'s> {
    pub place: String,
    pub role: Role<'s>,
    /// None for what belongs to the survey as a whole.
    pub page: Option<(usize, &'s Page)>,
    /// The item it hides or checks, or whose option; none for the condition of a page.
    pub item: Option<&'s Item>,
    pub source: &'s str,
}

#[derive(Clone, Copy)]
pub(super) enum Role<'s> {
    Condition,
    RequiredIf,
    Constraint,
    /// Its position among the computations.
    Compute(usize, &'s Compute),
    /// Of a quota or a screen-out.
    Exit,
}

impl Role<'_> {
    /// Feminine, without its article.
    pub fn noun(self) -> &'static str {
        match self {
            Role::Condition | Role::Exit => "Bedingung",
            Role::RequiredIf => "Bedingung required_if",
            Role::Constraint => "Regel",
            Role::Compute(..) => "Berechnung",
        }
    }
}

pub(super) fn compute_place(compute: &Compute) -> String {
    format!("Berechnung „{}“", compute.id)
}

pub(super) fn quota_place(id: &impl std::fmt::Display) -> String {
    format!("Quote „{id}“")
}

pub(super) fn screen_out_place(id: &impl std::fmt::Display) -> String {
    format!("Ausschluss „{id}“")
}

pub(super) fn sites(survey: &Survey) -> Vec<Site<'_>> {
    let mut sites: Vec<Site> =
        survey.computes.iter().enumerate().map(|(at, compute)| of_compute(at, compute)).collect();
    for (number, page) in survey.pages().enumerate() {
        sites.extend(page.condition.iter().map(|source| on_page(number, page, Role::Condition, source)));
        sites.extend(page.constraints.iter().map(|rule| on_page(number, page, Role::Constraint, &rule.must)));
        for item in &page.items {
            sites.extend(of_item(number, page, item));
        }
    }
    let survey_wide = |place, source| Site { place, role: Role::Exit, page: None, item: None, source };
    sites.extend(survey.screen_outs.iter().map(|out| survey_wide(screen_out_place(&out.id), out.condition.as_str())));
    sites.extend(survey.quotas.iter().map(|quota| survey_wide(quota_place(&quota.id), quota.condition.as_str())));
    sites
}

fn of_compute(at: usize, compute: &Compute) -> Site<'_> {
    Site {
        place: compute_place(compute),
        role: Role::Compute(at, compute),
        page: None,
        item: None,
        source: &compute.value,
    }
}

fn on_page<'s>(number: usize, page: &'s Page, role: Role<'s>, source: &'s str) -> Site<'s> {
    Site { place: page_place(page), role, page: Some((number, page)), item: None, source }
}

fn of_item<'s>(number: usize, page: &'s Page, item: &'s Item) -> Vec<Site<'s>> {
    let site = |place: String, role, source: &'s str| Site {
        place,
        role,
        page: Some((number, page)),
        item: Some(item),
        source,
    };
    let at_item = |role, source: &'s str| site(item_place(page, item), role, source);
    let rule = |rule: &'s Constraint| at_item(Role::Constraint, &rule.must);
    let condition = item.condition.iter().map(|source| at_item(Role::Condition, source));
    let required = item.required_if.iter().map(|source| at_item(Role::RequiredIf, source));
    let of_choices = own_choices(item).iter().filter_map(|choice| {
        Some(site(choice_place(page, item, choice), Role::Condition, choice.condition.as_deref()?))
    });
    condition.chain(required).chain(item.constraints.iter().map(rule)).chain(of_choices).collect()
}

impl<'s> Site<'s> {
    pub fn finding(&self, offset: usize, fault: &str) -> Finding {
        let (line, column) = expression::place(self.source, offset);
        Finding::error(&self.place, format!("{}, Zeile {line}, Zeichen {column}: {fault}", self.role.noun()))
    }

    /// The items that it hides.
    pub fn hides(&self) -> impl Iterator<Item = &'s Item> {
        let page = self.page.filter(|_| matches!(self.role, Role::Condition)).map(|(_, page)| page);
        let items = page.map_or(&[][..], |page| page.items.as_slice()).iter();
        items.filter(|item| self.item.is_none_or(|own| own.id == item.id))
    }
}
