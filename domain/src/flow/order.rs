//! Chance in the order of things: drawn once per response, kept with it, and the same on every page.
//!
//! N.B. Not the seed of the draft is kept but one of 256 orders: a number of 64 bits would be the name of a respondent.

use super::{Field, arrangement::draw};
use crate::{
    answer::{Answers, Key, Value},
    expression::TODAY,
    flow::{Step, arrangement},
    id::ItemId,
    questionnaire::{Questionnaire, own_choices},
    survey::{Choice, Item, ItemKind, Order, Page, Section, Survey},
};

/// Under this name the answers hold which order was drawn. No item can be called so.
pub const ORDER: &str = "order";
const ORDERS: u64 = 256;

/// Where the answers hold it.
pub fn order_key() -> Option<Key> {
    ItemId::new(ORDER).ok().map(|id| Key::item(&id))
}

/// One of the orders, from the seed of a draft.
pub fn drawn(seed: u64) -> Value {
    Value::Number((seed % ORDERS) as f64)
}

/// Answers that nobody has given anything to yet: which order was drawn, which blocks were dealt, and the day
/// (`YYYY-MM-DD`) they are begun on, each where the survey needs it.
pub fn begun(questionnaire: &Questionnaire, seed: u64, today: &str) -> Answers {
    let mut answers = Answers::default();
    if let Some(key) = order_key().filter(|_| questionnaire.draws_order()) {
        answers.set(key, drawn(seed));
    }
    if let Some(key) = questionnaire.today() {
        answers.set(key.clone(), Value::Text(today.to_owned()));
    }
    arrangement::deal(questionnaire, &mut answers, seed);
    answers
}

/// Whether nothing was answered yet: there is no more than [`begun`] gives.
pub fn is_untouched(questionnaire: &Questionnaire, answers: &Answers) -> bool {
    let is_dealt = |key: &Key| questionnaire.design(&key.item).is_some() && *key == Key::item(&key.item);
    answers.0.keys().all(|key| matches!(key.item.as_str(), ORDER | TODAY) || is_dealt(key))
}

/// The order that was drawn for these answers.
pub fn order_of(answers: &Answers) -> Option<u64> {
    match answers.get(&order_key()?)? {
        Value::Number(number) if (0.0..ORDERS as f64).contains(number) => Some(*number as u64),
        _ => None,
    }
}

impl Survey {
    /// Whether anything in it is in an order of chance, which is kept then: rows of batteries always are (ux.md R2).
    pub fn draws_order(&self) -> bool {
        let is_random = |order: Order| order == Order::Random;
        let is_drawn = |item: &Item| is_random(item.order) || arrangement::turns(item);
        let in_page = |page: &Page| is_random(page.order) || page.items.iter().any(is_drawn);
        self.sections.iter().any(|section| is_random(section.order)) || self.pages().any(in_page)
    }
}

/// Positions of the pages of a section.
pub(crate) fn pages(section: &Section, number: usize, order: u64) -> Vec<usize> {
    let mut pages: Vec<usize> = (0..section.pages.len()).collect();
    if section.order == Order::Random {
        let name = format!("section {number}");
        pages.sort_by_cached_key(|at| draw(order, &name, section.pages[*at].id.as_str()));
    }
    pages
}

/// What excludes the others stays behind them.
pub(super) fn sort_choices(choices: &mut [&Choice], item: &Item, order: u64) {
    choices.sort_by_cached_key(|choice| (choice.exclusive, draw(order, item.id.as_str(), choice.id.as_str())));
}

/// Puts what a step asks into the order of this respondent: rows of batteries (ux.md R2), and items, options and other rows
/// where the survey says so. What is read and stored does not depend on it.
pub fn shuffle(questionnaire: &Questionnaire, step: &Step, fields: &mut Vec<Field>, seed: u64) {
    arrangement::rotate(fields, seed);
    for field in fields.iter_mut().filter(|field| field.item.order == Order::Random) {
        let item = field.item;
        if let Some(options) = field.shape.options_mut() {
            sort_choices(options, item, seed);
        }
    }
    if let Some(page) = questionnaire.page(&step.page).filter(|page| page.order == Order::Random) {
        shuffle_items(page, fields, seed);
    }
}

/// Words at the top stay there; words further down stay with the question behind them.
fn shuffle_items(page: &Page, fields: &mut Vec<Field>, seed: u64) {
    let first = fields.iter().position(Field::is_asked).unwrap_or(fields.len());
    let mut groups: Vec<Vec<Field>> = Vec::new();
    let mut is_open = false;
    for field in fields.drain(first..) {
        let goes_on =
            is_open || groups.last().and_then(|group| group.last()).is_some_and(|last| last.key.item == field.key.item);
        is_open = !field.is_asked();
        match groups.last_mut() {
            Some(group) if goes_on => group.push(field),
            _ => groups.push(vec![field]),
        }
    }
    let words = groups.pop_if(|group| group.iter().all(|field| !field.is_asked()));
    groups.sort_by_cached_key(|group| {
        let asked = group.iter().find(|field| field.is_asked());
        asked.map(|field| draw(seed, page.id.as_str(), field.key.item.as_str()))
    });
    fields.extend(groups.into_iter().chain(words).flatten());
}

/// Whether an item has options or rows whose order may be drawn. Those of batteries are without being asked; numbers are
/// looked up in the order in which a matrix asks for them, and occupations by their names.
pub(crate) fn has_options(item: &Item) -> bool {
    let stays = matches!(
        item.kind,
        ItemKind::Battery { .. } | ItemKind::Paired { .. } | ItemKind::Matrix { .. } | ItemKind::Occupation { .. }
    );
    !stays && (!own_choices(item).is_empty() || matches!(item.kind, ItemKind::Top { .. }))
}
