//! Columns of what nobody answered: computed values that the survey keeps, in which order things were shown, and flags of
//! answers that were hardly read.

use std::collections::BTreeMap;

use domain::{
    Answers, History, Key, Locale, Survey, Value,
    quality::{self, DATA_QUALITY, Flag},
    survey::Compute,
};

use super::{Cell, Form};

/// One column behind those of the answers.
#[derive(Debug, Clone)]
pub struct Derived<'s> {
    /// The id of the computed value; `order.item.themen`, `order.page.kosten`, `order.section.preise`; `data_quality.speeding`.
    pub name: String,
    pub content: DerivedContent<'s>,
}

#[derive(Debug, Clone, Copy)]
pub enum DerivedContent<'s> {
    /// Empty where it could not be computed.
    Computed(&'s Compute),
    /// Ids in the order in which they were shown, `c|a|b`; empty where no order was kept or nothing shown.
    Order,
    /// 1 or 0; empty where nobody has looked, as with imported answers.
    Flag(Flag),
}

const ORDER_PREFIX: &str = "order.";

pub fn derived(survey: &Survey) -> Vec<Derived<'_>> {
    let computed = survey
        .computes
        .iter()
        .filter(|compute| compute.store)
        .map(|compute| Derived { name: compute.id.to_string(), content: DerivedContent::Computed(compute) });
    let orders = if survey.draws_order() { survey.orders(&Answers::default()) } else { Vec::new() };
    let orders = orders
        .into_iter()
        .map(|(name, _)| Derived { name: format!("{ORDER_PREFIX}{name}"), content: DerivedContent::Order });
    let flags = Flag::ALL
        .map(|flag| Derived { name: format!("{DATA_QUALITY}.{}", flag.as_str()), content: DerivedContent::Flag(flag) });
    computed.chain(orders).chain(flags).collect()
}

/// Those of all versions that a wave has asked.
pub fn of_wave(history: &History) -> Vec<Derived<'_>> {
    let mut all = derived(history.survey());
    for (_, survey) in history.versions() {
        let more = derived(survey).into_iter().filter(|own| all.iter().all(|known| known.name != own.name));
        all.extend(more.collect::<Vec<_>>());
    }
    all
}

/// What was shown in which order, to whoever gave these answers; worked out at most once per response.
pub(super) fn orders(survey: &Survey, answers: &Answers) -> BTreeMap<String, Vec<String>> {
    survey.orders(answers).into_iter().filter(|(_, ids)| !ids.is_empty()).collect()
}

impl Derived<'_> {
    pub fn form(&self) -> Form {
        match self.content {
            DerivedContent::Computed(_) => Form::Computed,
            DerivedContent::Order => Form::Text,
            DerivedContent::Flag(_) => Form::Points,
        }
    }

    /// The cell of one response. `shown`: its [`orders`].
    pub(super) fn cell<'a>(&self, answers: &'a Answers, shown: &BTreeMap<String, Vec<String>>) -> Cell<'a> {
        match self.content {
            DerivedContent::Computed(compute) => computed(answers.get(&Key::item(&compute.id))),
            DerivedContent::Order => {
                let name = self.name.strip_prefix(ORDER_PREFIX).unwrap_or(&self.name);
                shown.get(name).map_or(Cell::Empty, |ids| Cell::Text(ids.join("|").into()))
            }
            DerivedContent::Flag(flag) => quality::is_flagged(answers, flag)
                .map_or(Cell::Empty, |is_set| Cell::Number(f64::from(u8::from(is_set)))),
        }
    }

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
                    "Kennungen in der gezogenen Reihenfolge; leer, wo nichts gezeigt oder keine gezogen wurde"
                        .to_owned(),
                )
            }
            DerivedContent::Flag(flag) => {
                let what = match flag {
                    Flag::Speeding => "In weniger als einem Drittel der üblichen Zeit ausgefüllt",
                    Flag::Straightlining => "Mindestens 15 Bewertungen, alle auf derselben Stufe",
                };
                (what.to_owned(), "flag", "1 ja, 0 nein; leer, wo es nicht geprüft wurde".to_owned())
            }
        }
    }
}

fn computed(value: Option<&Value>) -> Cell<'_> {
    match value {
        Some(Value::Number(number)) => Cell::Number(*number),
        Some(Value::Choice(id)) => Cell::Text(id.as_str().into()),
        Some(Value::Text(text)) => Cell::Text(text.into()),
        Some(Value::Choices(_) | Value::Missing(_)) | None => Cell::Empty,
    }
}
