//! Groupings, computed values, constraints, quotas, screen-outs and orders, as a person writes them.

use super::document::{Table, Value};
use crate::{
    id::ItemId,
    survey::{Compute, Constraint, Grouping, Order, Quota, ScreenOut},
};

const ORDERS: &[(&str, Order)] = &[("fixed", Order::Fixed), ("random", Order::Random)];

pub(super) fn order(table: &mut Table) -> Order {
    table.read("order", |value| value.one_of(ORDERS)).unwrap_or_default()
}

pub(super) fn constraints(table: &mut Table) -> Vec<Constraint> {
    table.read("constraint", |value| value.tables("die Regel", constraint)).unwrap_or_default()
}

fn constraint(mut table: Table) -> Option<Constraint> {
    let must = table.need("must", Value::string);
    let message = table.need("message", Value::text);
    table.finish();
    Some(Constraint { must: must?, message: message? })
}

pub(super) fn grouping(mut table: Table) -> Option<Grouping> {
    let id = table.need("id", Value::id);
    let label = table.need("label", Value::text);
    table.finish();
    Some(Grouping { id: id?, label: label? })
}

/// `["branche", "groesse"]`
pub(super) fn crossing(value: Value) -> Option<[ItemId; 2]> {
    value.pair(Value::id)
}

pub(super) fn compute(mut table: Table) -> Option<Compute> {
    let id = table.need("id", Value::id);
    let value = table.need("value", Value::string);
    let label = table.read("label", Value::text).unwrap_or_default();
    let store = table.read("store", Value::flag).unwrap_or_default();
    table.finish();
    Some(Compute { id: id?, value: value?, label, store })
}

pub(super) fn quota(mut table: Table) -> Option<Quota> {
    let id = table.need("id", Value::id);
    let condition = table.need("condition", Value::string);
    let limit = table.need("limit", Value::count);
    let text = table.need("text", Value::text);
    table.finish();
    Some(Quota { id: id?, condition: condition?, limit: limit?, text: text? })
}

pub(super) fn screen_out(mut table: Table) -> Option<ScreenOut> {
    let id = table.need("id", Value::id);
    let condition = table.need("condition", Value::string);
    let text = table.need("text", Value::text);
    table.finish();
    Some(ScreenOut { id: id?, condition: condition?, text: text? })
}
