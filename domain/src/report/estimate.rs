//! A figure with its uncertainty: shares by their score intervals, and how to read what is left of one at the end of its
//! range.

use serde::{Deserialize, Serialize};

/// A point estimate with its 95 % interval, both in the unit of the figure (shares from 0 to 1).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub value: f64,
    pub lo: f64,
    pub hi: f64,
}

/// The 97.5 % quantile of the standard normal distribution.
pub const Z: f64 = 1.959_963_984_540_054;

impl Estimate {
    /// A share of `count` in `n` with its score interval (Wilson 1927). Without a base: 0, from 0 to 1.
    pub fn share(count: u64, n: u64) -> Estimate {
        if n == 0 {
            return Estimate { value: 0.0, lo: 0.0, hi: 1.0 };
        }
        Estimate::score(count as f64 / n as f64, n as f64, Z)
    }

    /// The score interval of a share in `n` answers, which need not be whole: an effective number where the answers are
    /// weighted, with a quantile of t then (Dean & Pagano 2015).
    pub fn score(share: f64, n: f64, quantile: f64) -> Estimate {
        let z2 = quantile * quantile;
        let centre = share + z2 / (2.0 * n);
        let half = quantile * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z2 / n;
        // At the ends the interval closes exactly; rounding would leave 1e-17.
        let lo = if share == 0.0 { 0.0 } else { ((centre - half) / scale).max(0.0) };
        let hi = if share == 1.0 { 1.0 } else { ((centre + half) / scale).min(1.0) };
        Estimate { value: share, lo, hi }
    }

    /// The difference of two shares, first minus second, from their score intervals: independent ones with `correlation`
    /// 0 (Newcombe 1998, Stat. Med. 17, 873-890, method 10), paired ones with theirs (Newcombe 1998, Stat. Med. 17,
    /// 2635-2650, method 10).
    pub fn newcombe(first: Estimate, second: Estimate, correlation: f64) -> Estimate {
        let value = first.value - second.value;
        let half = |x: f64, y: f64| (x * x - 2.0 * correlation * x * y + y * y).max(0.0).sqrt();
        let down = half(first.value - first.lo, second.hi - second.value);
        let up = half(first.hi - first.value, second.value - second.lo);
        Estimate { value, lo: value - down, hi: value + up }
    }

    /// "At most `value`": all that is said of a share of 0.
    pub fn at_most(value: f64) -> Estimate {
        Estimate { value, lo: 0.0, hi: value }
    }

    /// "At least `value`": all that is said of a share of 1.
    pub fn at_least(value: f64) -> Estimate {
        Estimate { value, lo: value, hi: 1.0 }
    }

    /// Whether a released estimate is a figure or a bound: a bound stands at one end of its own interval.
    pub fn bound(&self) -> Bound {
        // A share of exactly 0 or 1 stands at an end of its interval too, but the interval does not reach the other side.
        if self.lo == self.hi {
            Bound::None
        } else if self.value == self.hi && self.lo == 0.0 {
            Bound::AtMost
        } else if self.value == self.lo && self.hi == 1.0 {
            Bound::AtLeast
        } else {
            Bound::None
        }
    }
}

/// How to read a released estimate: as it stands, "≤ value" or "≥ value".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    None,
    AtMost,
    AtLeast,
}
