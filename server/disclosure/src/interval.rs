use serde::{Deserialize, Serialize};

/// What an attacker knows of a number: it lies between these two, both of which are possible.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    pub lo: f64,
    pub hi: f64,
}

impl Interval {
    pub fn width(self) -> f64 {
        self.hi - self.lo
    }

    pub(crate) fn holds(self, value: f64) -> bool {
        value >= self.lo - crate::system::TOLERANCE && value <= self.hi + crate::system::TOLERANCE
    }
}
