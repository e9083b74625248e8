//! One question with everything it ever offered, so that each of its answers has a place.

use std::mem::discriminant;

use crate::{
    id::OptionId,
    questionnaire::own_choices_mut,
    survey::{Choice, Item, ItemKind},
};

/// Adds to the newer what only the older has, each behind what it stood behind.
pub(super) fn widen(known: &mut Item, older: &Item) {
    known.comment |= older.comment;
    if discriminant(&known.kind) != discriminant(&older.kind) {
        return;
    }
    bounds(&mut known.kind, &older.kind);
    let borrows = matches!(&known.kind, ItemKind::Top { of: Some(_), .. } | ItemKind::Matrix { of: Some(_), .. });
    if let ItemKind::Matrix { columns, .. } = &mut known.kind
        && let ItemKind::Matrix { columns: older, .. } = &older.kind
    {
        insert(
            columns,
            older,
            |column| &column.id,
            |known, older| {
                known.min = known.min.min(older.min);
                known.max = known.max.max(older.max);
                known.decimals = known.decimals.max(older.decimals);
            },
        );
    }
    // What is borrowed is widened where it stands.
    if !borrows && let (Some(choices), Some(older)) = (own_choices_mut(known), own_choices_mut(&mut older.clone())) {
        insert(choices, older, |choice: &Choice| &choice.id, |known, older| known.other |= older.other);
    }
}

/// Bounds that hold all answers: the codes for missing numbers, and the years that days are counted by, follow from
/// them.
fn bounds(known: &mut ItemKind, older: &ItemKind) {
    match (known, older) {
        (
            ItemKind::Number { min, max, decimals, .. },
            ItemKind::Number { min: low, max: high, decimals: digits, .. },
        ) => {
            (*min, *max, *decimals) = (min.min(*low), max.max(*high), (*decimals).max(*digits));
        }
        (ItemKind::Date { min, max }, ItemKind::Date { min: low, max: high }) => {
            (*min, *max) = ((*min).min(*low), (*max).max(*high));
        }
        (ItemKind::Month { min, max }, ItemKind::Month { min: low, max: high }) => {
            (*min, *max) = ((*min).min(*low), (*max).max(*high));
        }
        _ => {}
    }
}

fn insert<T: Clone>(known: &mut Vec<T>, older: &[T], id: impl Fn(&T) -> &OptionId, widen: impl Fn(&mut T, &T)) {
    let mut place = 0;
    for entry in older {
        match known.iter().position(|other| id(other) == id(entry)) {
            Some(at) => {
                widen(&mut known[at], entry);
                place = at + 1;
            }
            None => {
                known.insert(place, entry.clone());
                place += 1;
            }
        }
    }
}
