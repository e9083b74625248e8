//! Options and rows, by their ids.

use super::{
    Kind, What,
    item::meanings,
    likeness::{Likeness, likeness, reads_the_same},
};
use crate::{
    id::OptionId,
    survey::{Choice, Column},
};

#[derive(Debug, Clone, PartialEq)]
pub enum ChoiceChange {
    Added,
    Removed,
    /// Of a list that is not the survey's own: municipalities that came or went.
    Listed {
        is_gone: bool,
    },
    /// It says now what `from` said before.
    Recoded {
        from: OptionId,
    },
    Label(Likeness),
    Condition,
    Exclusive {
        now: bool,
    },
    /// Whether it asks for words of one's own.
    Other {
        now: bool,
    },
    /// Of a column: smallest and largest number, decimals.
    Bounds,
    Meaning {
        names: Vec<&'static str>,
        overwritten: bool,
    },
}

pub(super) fn differences(before: &[Choice], after: &[Choice], what: What) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for choice in after {
        let changes = match find(before, &choice.id) {
            Some(known) => of_choice(known, choice, before),
            None => vec![ChoiceChange::Added],
        };
        kinds.extend(changes.into_iter().map(|change| Kind::Choice { what, id: choice.id.clone(), change }));
    }
    let gone = before.iter().filter(|choice| find(after, &choice.id).is_none());
    kinds.extend(gone.map(|choice| Kind::Choice { what, id: choice.id.clone(), change: ChoiceChange::Removed }));
    let order = |of: &[Choice], other: &[Choice]| -> Vec<OptionId> {
        of.iter().filter(|choice| find(other, &choice.id).is_some()).map(|choice| choice.id.clone()).collect()
    };
    if order(before, after) != order(after, before) {
        kinds.push(Kind::ChoicesReordered(what));
    }
    kinds
}

/// A list that the region gives: it changes when the region does, and an id means the same place for ever.
pub(super) fn of_list(before: &[Choice], after: &[Choice]) -> Vec<Kind> {
    let listed = |choice: &Choice, is_gone| Kind::Choice {
        what: What::Option,
        id: choice.id.clone(),
        change: ChoiceChange::Listed { is_gone },
    };
    let added = after.iter().filter(|choice| find(before, &choice.id).is_none()).map(|choice| listed(choice, false));
    let gone = before.iter().filter(|choice| find(after, &choice.id).is_none()).map(|choice| listed(choice, true));
    added.chain(gone).collect()
}

/// The columns of a matrix: as choices, with bounds beside.
pub(super) fn of_columns(before: &[Column], after: &[Column]) -> Vec<Kind> {
    let choices = |columns: &[Column]| -> Vec<Choice> {
        columns.iter().map(|column| Choice::plain(column.id.clone(), column.label.clone())).collect()
    };
    let mut kinds = differences(&choices(before), &choices(after), What::Column);
    let bounds = |column: &Column| (column.min, column.max, column.decimals);
    let other = |column: &&Column| before.iter().any(|known| known.id == column.id && bounds(known) != bounds(column));
    kinds.extend(after.iter().filter(other).map(|column| Kind::Choice {
        what: What::Column,
        id: column.id.clone(),
        change: ChoiceChange::Bounds,
    }));
    kinds
}

fn find<'c>(choices: &'c [Choice], id: &OptionId) -> Option<&'c Choice> {
    choices.iter().find(|choice| choice.id == *id)
}

fn of_choice(before: &Choice, after: &Choice, all: &[Choice]) -> Vec<ChoiceChange> {
    let mut changes = Vec::new();
    if let Some(likeness) = likeness(&before.label, &after.label) {
        let says_another = all.iter().find(|other| {
            other.id != before.id
                && reads_the_same(&after.label, &other.label)
                && !reads_the_same(&after.label, &before.label)
        });
        changes.push(match says_another {
            Some(other) => ChoiceChange::Recoded { from: other.id.clone() },
            None => ChoiceChange::Label(likeness),
        });
    } else if before.hint != after.hint {
        changes.push(ChoiceChange::Label(Likeness::Like));
    }
    if before.condition != after.condition {
        changes.push(ChoiceChange::Condition);
    }
    if before.exclusive != after.exclusive {
        changes.push(ChoiceChange::Exclusive { now: after.exclusive });
    }
    if before.other != after.other {
        changes.push(ChoiceChange::Other { now: after.other });
    }
    if let Some((names, overwritten)) = meanings(&before.meaning, &after.meaning) {
        changes.push(ChoiceChange::Meaning { names, overwritten });
    }
    changes
}
