//! Rules that hold between several fields of one item: places, sums, best and worst, address and tick.

use super::{Problem, Rule, violation};
use crate::{
    answer::{Answers, Key, Part, Value},
    flow::{Field, FieldShape},
    survey::ItemKind,
};

/// What is wrong with each field because of the others, in their order.
pub(super) fn problems(fields: &[Field], answers: &Answers) -> Vec<Option<Problem>> {
    let rule = |field: &Field| match &field.item.kind {
        ItemKind::Ranking { .. } => place(field, fields, answers),
        ItemKind::ConstantSum { total, .. } => sum(field, fields, *total, answers),
        ItemKind::BestWorst { .. } => worst(field, answers),
        ItemKind::Contact { .. } => contact(field, answers),
        _ => None,
    };
    fields.iter().map(|field| rule(field).map(|rule| Problem { key: field.key.clone(), rule })).collect()
}

/// One word about a field: what is wrong goes before what is open.
pub(super) fn graver(own: Option<Problem>, joint: Option<Problem>) -> Option<Problem> {
    match own {
        Some(own) if !own.rule.is_soft() => Some(own),
        own => joint.or(own),
    }
}

fn number(field: &Field, answers: &Answers) -> Option<f64> {
    match answers.get(&field.key) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

/// The fields for one answer each of the same item.
fn siblings<'f, 'q>(field: &'f Field<'q>, fields: &'f [Field<'q>]) -> impl Iterator<Item = &'f Field<'q>> {
    fields.iter().filter(|other| other.key.item == field.key.item && other.row.is_some())
}

/// A place is given once, and all before it are given too; that is said at the row behind the gap.
fn place(field: &Field, fields: &[Field], answers: &Answers) -> Option<Rule> {
    let own = number(field, answers)?;
    let mut places: Vec<f64> = siblings(field, fields).filter_map(|other| number(other, answers)).collect();
    if places.iter().filter(|place| **place == own).count() > 1 {
        return Some(Rule::PlaceTaken { place: own as u32 });
    }
    places.sort_by(f64::total_cmp);
    let free = (1..).find(|place| !places.contains(&f64::from(*place)))?;
    let next = places.iter().find(|place| **place > f64::from(free))?;
    (own == *next).then_some(Rule::PlaceLeftOut { place: free })
}

/// Said once, at the first row.
fn sum(field: &Field, fields: &[Field], total: u32, answers: &Answers) -> Option<Rule> {
    let is_first = siblings(field, fields).next().is_some_and(|first| first.key == field.key);
    let given: Vec<f64> = siblings(field, fields).filter_map(|other| number(other, answers)).collect();
    let over = given.iter().sum::<f64>() as i64 - i64::from(total);
    (is_first && !given.is_empty() && over != 0).then_some(Rule::WrongSum { total, over })
}

/// Where a number stands in one row of a sum, a row without one got nothing.
pub(super) fn is_rest_of_sum(field: &Field, answers: &Answers) -> bool {
    let is_row = matches!(field.item.kind, ItemKind::ConstantSum { .. }) && field.row.is_some();
    let own = answers.0.range(Key::item(&field.key.item)..).take_while(|(key, _)| key.item == field.key.item);
    let mut here = own.filter(|(key, _)| key.instance == field.key.instance);
    let is_number = |value: &Value| violation(&field.shape, false, value).is_none();
    is_row && here.any(|(_, value)| matches!(value, Value::Number(_)) && is_number(value))
}

fn worst(field: &Field, answers: &Answers) -> Option<Rule> {
    if field.key.part != Some(Part::Worst) {
        return None;
    }
    let best = answers.get(&Key { part: Some(Part::Best), ..field.key.clone() })?;
    (matches!(best, Value::Choice(_)) && answers.get(&field.key) == Some(best)).then_some(Rule::BestIsWorst)
}

fn contact(field: &Field, answers: &Answers) -> Option<Rule> {
    let is_given = |part| answers.get(&Key { part, ..field.key.clone() }).is_some_and(Value::is_given);
    let (has_address, is_ticked) = (is_given(None), is_given(Some(Part::Consent)));
    match field.shape {
        FieldShape::Address if is_ticked && !has_address => Some(Rule::AddressMissing),
        FieldShape::Consent { .. } if has_address && !is_ticked => Some(Rule::ConsentMissing),
        _ => None,
    }
}
