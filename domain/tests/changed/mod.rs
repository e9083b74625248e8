//! The survey that the tests of changes and of histories change.

use domain::Survey;

pub const SOURCE: &str = include_str!("../change.toml");

pub fn survey(source: &str) -> Survey {
    Survey::from_toml(source).unwrap_or_else(|errors| panic!("{errors:?}"))
}

pub fn edited(from: &str, to: &str) -> Survey {
    assert!(SOURCE.contains(from), "{from}");
    survey(&SOURCE.replacen(from, to, 1))
}
