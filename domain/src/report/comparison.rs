//! Two groups of people who rated the same: firms and apprentices, or one year and another.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Based, Estimate};
use crate::{guard::LEVEL, id::ConstructId, meaning::Role};

/// What both groups were asked about one construct.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub construct: ConstructId,
    /// Importance or fulfilment.
    pub role: Role,
    pub first: Rated,
    pub second: Rated,
}

/// One rating by one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// Answers per point of the scale, the worst point first.
    pub counts: Vec<u64>,
    /// In points, 1 the worst.
    pub mean: f64,
    pub sd: f64,
}

impl Rated {
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// How far the second group is ahead of the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub construct: ConstructId,
    pub role: Role,
    /// Means in points of the scale.
    pub first: Based<f64>,
    pub second: Based<f64>,
    /// Second minus first, with its 95 % interval.
    pub difference: Estimate,
    /// Cliff's delta, from -1 to 1: positive where the second group rates higher.
    pub delta: f64,
    pub p: f64,
    /// Adjusted for all constructs of the same role.
    pub p_adjusted: f64,
}

/// Smaller effects are called negligible (Romano et al. 2006).
const NEGLIGIBLE: f64 = 0.147;

impl Difference {
    /// Whether it may be told as one: not by chance, and not too small to matter.
    pub fn is_certain(&self) -> bool {
        self.p_adjusted < LEVEL && self.delta.abs() >= NEGLIGIBLE
    }

    /// Which of two to speak of rather: a certain one, and the wider of two such.
    pub fn by_weight(&self, other: &Difference) -> Ordering {
        let width = |difference: &Difference| difference.difference.value.abs();
        self.is_certain().cmp(&other.is_certain()).then(width(self).total_cmp(&width(other)))
    }
}
