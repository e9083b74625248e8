//! One figure in several waves of one survey: whether it rises or falls.

use serde::{Deserialize, Serialize};

use super::{Cell, Estimate};
use crate::{answer::Key, guard::LEVEL, id::OptionId};

/// What one wave says of a figure that is followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// When the wave was, in years.
    pub when: f64,
    /// Valid answers.
    pub n: u64,
    /// A share from 0 to 1, a mean in points of its scale, or a score from -100 to 100; with its 95 % interval.
    pub estimate: Estimate,
    pub spread: Spread,
}

/// What, beside `n`, a test needs to know of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// So many of `n` are counted.
    Counted(u64),
    /// Standard deviation of the single answers.
    Deviation(f64),
}

/// The same figure in every wave, oldest first. Nothing of a wave that hides it, did not ask, or asked otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    pub key: Key,
    /// Whose share is followed, where options were chosen.
    pub option: Option<OptionId>,
    pub readings: Vec<Cell<Reading>>,
}

impl Series {
    pub fn told(&self) -> impl DoubleEndedIterator<Item = &Reading> {
        self.readings.iter().filter_map(Cell::shown)
    }
}

/// A series and how it changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    pub series: Series,
    /// None where a wave has too few answers for a test, or nobody differs from anybody.
    pub change: Option<Change>,
}

/// From the first wave that tells the figure to the last, along the line through all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// In the unit of the figure, with its 95 % interval.
    pub whole: Estimate,
    pub p: f64,
    /// Adjusted for everything that is followed in one picture.
    pub p_adjusted: f64,
    /// In standard deviations for means and scores (Cohen's d), of arcs for shares (Cohen's h), along the same line.
    pub effect: f64,
}

/// Smaller effects are called negligible (Cohen 1988; in Cliff's delta that is 0.147, Romano et al. 2006).
const NEGLIGIBLE: f64 = 0.2;

impl Trend {
    /// The change, if it may be told as one: not by chance, which its interval says as well, and not too small to matter.
    pub fn certain(&self) -> Option<&Change> {
        let leaves_out_zero = |change: &Estimate| change.lo > 0.0 || change.hi < 0.0;
        self.change.as_ref().filter(|change| {
            change.p_adjusted < LEVEL && leaves_out_zero(&change.whole) && change.effect.abs() >= NEGLIGIBLE
        })
    }

    /// How far it goes, for an order: certain changes before others, each the wider before the narrower.
    pub fn weight(&self) -> (bool, f64) {
        let width = self.change.as_ref().map_or(0.0, |change| change.whole.value.abs());
        (self.certain().is_some(), width)
    }
}
