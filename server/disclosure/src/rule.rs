use serde::{Deserialize, Serialize};

/// The rule in force. It goes with every release: what protects must not depend on being secret.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// A group of 1 to k - 1 is hidden, and no hidden number lies in an interval narrower than k.
    pub k: u32,
    /// p%-rule of firm figures: nobody may estimate the largest share of a sum within so many per cent.
    pub p: f64,
}

impl Rule {
    pub fn new(k: u32) -> Rule {
        Rule { k, p: 15.0 }
    }

    pub(crate) fn is_small(self, count: u64) -> bool {
        (1..u64::from(self.k)).contains(&count)
    }

    pub(crate) fn width(self) -> f64 {
        f64::from(self.k)
    }
}

impl From<domain::disclosure::Rule> for Rule {
    fn from(rule: domain::disclosure::Rule) -> Rule {
        Rule::new(u32::try_from(rule.k()).unwrap_or(u32::MAX))
    }
}
