//! Rating scales: how many points, which end is good, what each point says.

use super::likeness::{Likeness, likeness, reads_the_same};
use crate::survey::Scale;

#[derive(Debug, Clone, PartialEq)]
pub enum ScaleChange {
    Points {
        from: usize,
        to: usize,
    },
    Direction,
    /// A label stands at another point now.
    Recoded,
    /// `point` counts from 1.
    Label {
        point: usize,
        likeness: Likeness,
    },
    /// "Weiß nicht" or "betrifft mich nicht" came, went or reads otherwise.
    Evasions,
}

pub(super) fn differences(before: &Scale, after: &Scale) -> Vec<ScaleChange> {
    let mut changes = Vec::new();
    if before.labels.len() != after.labels.len() {
        changes.push(ScaleChange::Points { from: before.labels.len(), to: after.labels.len() });
    } else if is_recoded(before, after) {
        changes.push(ScaleChange::Recoded);
    } else {
        let labels = before.labels.iter().zip(&after.labels).zip(1..);
        changes.extend(labels.filter_map(|((before, after), point)| {
            Some(ScaleChange::Label { point, likeness: likeness(before, after)? })
        }));
    }
    if before.direction != after.direction {
        changes.push(ScaleChange::Direction);
    }
    if before.dont_know != after.dont_know || before.not_applicable != after.not_applicable {
        changes.push(ScaleChange::Evasions);
    }
    changes
}

fn is_recoded(before: &Scale, after: &Scale) -> bool {
    after.labels.iter().enumerate().any(|(at, label)| {
        !reads_the_same(label, &before.labels[at]) && before.labels.iter().any(|other| reads_the_same(label, other))
    })
}
