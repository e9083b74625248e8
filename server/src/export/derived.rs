//! Columns of what nobody answered: computed values that the survey keeps, and in which order things were shown.

use std::collections::BTreeMap;

use domain::{Answers, Key, Locale, Survey, Value, flow, survey::Compute};

use super::{Dialect, inert};

/// One column behind those of the answers.
#[derive(Debug, Clone)]
pub struct Derived<'s> {
    /// The id of the computed value; `order.item.themen`, `order.page.kosten`, `order.section.2`.
    pub name: String,
    pub content: DerivedContent<'s>,
}

#[derive(Debug, Clone, Copy)]
pub enum DerivedContent<'s> {
    /// Empty where it could not be computed.
    Computed(&'s Compute),
    /// Ids in the order in which they were shown, `c|a|b`; empty where no order was drawn.
    Order,
}

const ORDER_PREFIX: &str = "order.";

pub fn derived(survey: &Survey) -> Vec<Derived<'_>> {
    let computed = survey
        .computes
        .iter()
        .filter(|compute| compute.store)
        .map(|compute| Derived { name: compute.id.to_string(), content: DerivedContent::Computed(compute) });
    let orders = if survey.draws_order() { survey.orders(0) } else { Vec::new() };
    let orders = orders
        .into_iter()
        .map(|(name, _)| Derived { name: format!("{ORDER_PREFIX}{name}"), content: DerivedContent::Order });
    computed.chain(orders).collect()
}

/// The cells of one response, one per column.
pub(super) fn cells(survey: &Survey, columns: &[Derived], answers: &Answers, dialect: Dialect) -> Vec<String> {
    if columns.is_empty() {
        return Vec::new();
    }
    let drawn = flow::order_of(answers).map(|order| survey.orders(order)).unwrap_or_default();
    let shown: BTreeMap<String, Vec<String>> = drawn.into_iter().collect();
    let cell = |column: &Derived| match column.content {
        DerivedContent::Computed(compute) => computed(answers.get(&Key::item(&compute.id)), dialect),
        DerivedContent::Order => {
            let name = column.name.strip_prefix(ORDER_PREFIX).unwrap_or(&column.name);
            shown.get(name).map(|ids| ids.join("|")).unwrap_or_default()
        }
    };
    columns.iter().map(cell).collect()
}

fn computed(value: Option<&Value>, dialect: Dialect) -> String {
    match value {
        Some(Value::Number(number)) => dialect.number(*number),
        Some(Value::Choice(id)) => id.to_string(),
        Some(Value::Text(text)) => inert(text),
        Some(Value::Choices(_) | Value::Missing(_)) | None => String::new(),
    }
}

impl Derived<'_> {
    /// For the codebook: what it is, its kind, and what its cells hold.
    pub fn described(&self, locale: Locale) -> (String, &'static str, String) {
        match self.content {
            DerivedContent::Computed(compute) => {
                let label = compute.label.get(locale);
                let label = if label.is_empty() { compute.id.as_str() } else { label };
                (label.to_owned(), "computed", format!("berechnet: {}; leer, wo das nicht geht", compute.value))
            }
            DerivedContent::Order => {
                let what = "In welcher Reihenfolge gezeigt";
                (
                    what.to_owned(),
                    "order",
                    "Kennungen in der gezogenen Reihenfolge; leer, wo keine gezogen wurde".to_owned(),
                )
            }
        }
    }
}
