//! The survey that the tests of changes and of histories change.

use domain::{
    Survey,
    publish::change::{Before, Change, Judgement, compare},
};

pub const SOURCE: &str = include_str!("../change.toml");

pub fn survey(source: &str) -> Survey {
    Survey::from_toml(source).unwrap_or_else(|errors| panic!("{errors:?}"))
}

pub fn edited(from: &str, to: &str) -> Survey {
    assert!(SOURCE.contains(from), "{from}");
    survey(&SOURCE.replacen(from, to, 1))
}

/// As far as answers to `before` are there.
pub fn changes(before: &Survey, after: &Survey) -> Vec<Change> {
    compare(&[Before { survey: before, answered: true }], after)
}

pub fn worst(changes: &[Change]) -> Judgement {
    changes.iter().map(|change| change.judgement).max().unwrap_or(Judgement::Fine)
}
