//! What a proof finds, and the bars it is held against.

use anyhow::{Context, Result};
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// One number of a proof, with the bar it must keep where there is one.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub name: String,
    pub value: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub must_be: Option<Bar>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    Exactly(u64),
    AtMost(u64),
    AtLeast(u64),
}

impl Figure {
    pub fn new(name: impl Into<String>, value: u64) -> Self {
        Self { name: name.into(), value, must_be: None }
    }

    pub fn must_be(self, bar: Bar) -> Self {
        Self { must_be: Some(bar), ..self }
    }

    /// Of what there may be nothing.
    pub fn none(name: impl Into<String>, value: u64) -> Self {
        Self::new(name, value).must_be(Bar::Exactly(0))
    }

    /// With a bar that counts only in a full run.
    pub fn if_full(self, is_full: bool, bar: Bar) -> Self {
        if is_full { self.must_be(bar) } else { self }
    }

    pub fn holds(&self) -> bool {
        self.must_be.is_none_or(|bar| bar.allows(self.value))
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.value)?;
        match self.must_be {
            Some(bar) => write!(f, " (must be {bar})"),
            None => Ok(()),
        }
    }
}

impl Bar {
    fn allows(self, value: u64) -> bool {
        match self {
            Self::Exactly(bar) => value == bar,
            Self::AtMost(bar) => value <= bar,
            Self::AtLeast(bar) => value >= bar,
        }
    }
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(bar) => write!(f, "{bar}"),
            Self::AtMost(bar) => write!(f, "at most {bar}"),
            Self::AtLeast(bar) => write!(f, "at least {bar}"),
        }
    }
}

/// As it is displayed: the tests that count for themselves write it so.
impl FromStr for Bar {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (bar, number): (fn(u64) -> Self, _) = if let Some(number) = text.strip_prefix("at most ") {
            (Self::AtMost, number)
        } else if let Some(number) = text.strip_prefix("at least ") {
            (Self::AtLeast, number)
        } else {
            (Self::Exactly, text)
        };
        Ok(bar(number.parse().with_context(|| format!("\"{text}\" is no bar"))?))
    }
}

impl Serialize for Bar {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_kept_up_to_its_edge_and_no_further() {
        let kept = |bar: Bar| [9, 10, 11].map(|value| Figure::new("a", value).must_be(bar).holds());
        assert_eq!(kept(Bar::Exactly(10)), [false, true, false]);
        assert_eq!(kept(Bar::AtMost(10)), [true, true, false]);
        assert_eq!(kept(Bar::AtLeast(10)), [false, true, true]);
        assert!(Figure::new("a", 11).if_full(false, Bar::AtMost(10)).holds());
        assert!(!Figure::new("a", 11).if_full(true, Bar::AtMost(10)).holds());
        assert!(!Figure::none("a", 1).holds());
    }

    #[test]
    fn a_bar_reads_as_it_is_written() {
        for bar in [Bar::Exactly(0), Bar::AtMost(234), Bar::AtLeast(95)] {
            assert_eq!(bar.to_string().parse::<Bar>().unwrap(), bar);
        }
        assert!("at best 3".parse::<Bar>().is_err() && "".parse::<Bar>().is_err());
        assert_eq!(Figure::none("lost", 2).to_string(), "lost: 2 (must be 0)");
        assert_eq!(serde_json::to_string(&Bar::AtMost(234)).unwrap(), "\"at most 234\"");
    }
}
