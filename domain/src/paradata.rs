//! How a questionnaire was walked through, counted per page and never per person (ux.md R20): how many came to a page
//! and left it onwards, how long they were there, how often they changed it.
//!
//! Everything is a count, and what is counted together is never crossed: a page by day, by language or by device, so
//! that no count is about the one person who answered in English, on a phone, on a Tuesday.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod release;

pub use release::{Merging, periods, rare, released};

/// The page behind all others: whoever came to it has sent an answer.
pub const SENT: &str = "danke";

/// The value of languages and devices that too few have used to be told apart.
pub const REST: &str = "rest";

/// What a page was drawn on, as far as it says so itself. Tablets call themselves one or the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Device {
    Phone,
    /// A desktop or a tablet.
    Other,
    #[default]
    Unknown,
}

impl Device {
    pub const ALL: [Device; 3] = [Device::Phone, Device::Other, Device::Unknown];

    pub fn as_str(self) -> &'static str {
        match self {
            Device::Phone => "phone",
            Device::Other => "other",
            Device::Unknown => "unknown",
        }
    }

    pub fn parse(text: &str) -> Option<Device> {
        Device::ALL.into_iter().find(|device| device.as_str() == text)
    }
}

/// By what the counts of a page are kept apart. Everything that happens is counted once in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dimension {
    Day,
    Locale,
    Device,
}

impl Dimension {
    pub const ALL: [Dimension; 3] = [Dimension::Day, Dimension::Locale, Dimension::Device];

    pub fn as_str(self) -> &'static str {
        match self {
            Dimension::Day => "day",
            Dimension::Locale => "locale",
            Dimension::Device => "device",
        }
    }

    pub fn parse(text: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.as_str() == text)
    }
}

/// What a count is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    pub dimension: Dimension,
    /// A day (`YYYY-MM-DD`), a locale, a device; or [`REST`].
    pub value: String,
    /// The step as in its address, or one of the fixed pages behind them.
    pub page: String,
}

pub type Counts = BTreeMap<Cell, Tally>;

/// Seconds at which one class of dwell times ends and the next begins; what lasts longer than the last is a pause.
pub const BOUNDS: [u64; 7] = [2, 5, 10, 20, 40, 90, 300];
pub const CLASSES: usize = BOUNDS.len() + 1;

/// The class of a dwell time, by its place.
pub fn class(seconds: u64) -> usize {
    BOUNDS.partition_point(|bound| *bound <= seconds)
}

/// What happened on a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Came to it for the first time.
    pub reached: u64,
    /// Left it onwards for the first time.
    pub done: u64,
    /// Changed what had been answered there.
    pub edits: u64,
    /// How long it took to get done for the first time, in the classes of [`BOUNDS`].
    pub dwell: [u64; CLASSES],
}

impl Tally {
    pub fn reached() -> Tally {
        Tally { reached: 1, ..Tally::default() }
    }

    /// Without a time, where it is not known when the page was drawn.
    pub fn done(seconds: Option<u64>) -> Tally {
        let mut tally = Tally { done: 1, ..Tally::default() };
        if let Some(seconds) = seconds {
            tally.dwell[class(seconds)] = 1;
        }
        tally
    }

    pub fn edited() -> Tally {
        Tally { edits: 1, ..Tally::default() }
    }

    pub fn add(&mut self, other: &Tally) {
        self.reached += other.reached;
        self.done += other.done;
        self.edits += other.edits;
        for (sum, more) in self.dwell.iter_mut().zip(other.dwell) {
            *sum += more;
        }
    }

    /// As much of it as `most` has.
    fn at_most(&self, most: &Tally) -> Tally {
        let mut dwell = self.dwell;
        for (count, most) in dwell.iter_mut().zip(most.dwell) {
            *count = (*count).min(most);
        }
        let (reached, done) = (self.reached.min(most.reached), self.done.min(most.done));
        Tally { reached, done, edits: self.edits.min(most.edits), dwell }
    }

    /// Came and did not leave onwards: they have stopped here, or are still here.
    pub fn stopped(&self) -> u64 {
        self.reached.saturating_sub(self.done)
    }

    /// Of those who came.
    pub fn stop_share(&self) -> f64 {
        if self.reached == 0 { 0.0 } else { self.stopped() as f64 / self.reached as f64 }
    }
}

/// The middle one of the dwell times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Median {
    Seconds(f64),
    /// In the last class, which has no end.
    Longer(u64),
}

/// The median of grouped data, L + (n/2 − F)/f · w: L and w are the lower bound and the width of the class that holds the
/// middle, f is its count and F that of the classes below (G. U. Yule and M. G. Kendall, An Introduction to the Theory of
/// Statistics). Within a class times are taken as evenly spread, so it is never further off than the class is wide.
pub fn median(dwell: &[u64; CLASSES]) -> Option<Median> {
    let half = dwell.iter().sum::<u64>() as f64 / 2.0;
    if half == 0.0 {
        return None;
    }
    let (mut below, mut lower) = (0, 0);
    for (count, upper) in dwell.iter().zip(BOUNDS) {
        if (below + count) as f64 >= half {
            let share = (half - below as f64) / *count as f64;
            return Some(Median::Seconds(lower as f64 + share * (upper - lower) as f64));
        }
        below += count;
        lower = upper;
    }
    Some(Median::Longer(lower))
}

/// The pages of one value, or of all values of a dimension together.
pub fn pages(counts: &Counts, dimension: Dimension, value: Option<&str>) -> BTreeMap<String, Tally> {
    let mut pages: BTreeMap<String, Tally> = BTreeMap::new();
    let wanted = |cell: &&Cell| cell.dimension == dimension && value.is_none_or(|value| cell.value == value);
    for cell in counts.keys().filter(wanted) {
        pages.entry(cell.page.clone()).or_default().add(&counts[cell]);
    }
    pages
}

/// The values of a dimension that were counted, in their order.
pub fn values(counts: &Counts, dimension: Dimension) -> Vec<&str> {
    let mut values: Vec<&str> =
        counts.keys().filter(|cell| cell.dimension == dimension).map(|cell| cell.value.as_str()).collect();
    values.dedup();
    values
}

/// How many there are at least: as many as came to the page that most came to.
pub fn people(pages: &BTreeMap<String, Tally>) -> u64 {
    pages.values().map(|tally| tally.reached).max().unwrap_or_default()
}

/// How many sent an answer. What an answer could be told by is shared with these, and not with those who only began.
pub fn sent(pages: &BTreeMap<String, Tally>) -> u64 {
    pages.get(SENT).map_or(0, |tally| tally.reached)
}

/// One in ten who come to a page and stop there is worth a look.
const STOP_SHARE: f64 = 0.1;

/// The page where most have stopped, if they are at least k and a tenth of those who came to it.
pub fn stopping_page(pages: &BTreeMap<String, Tally>, k: u64) -> Option<&str> {
    // Nobody goes on from the receipt.
    let asking = pages.iter().filter(|(page, _)| *page != SENT);
    let many = asking.filter(|(_, tally)| tally.stopped() >= k && tally.stop_share() >= STOP_SHARE);
    many.max_by_key(|(_, tally)| tally.stopped()).map(|(page, _)| page.as_str())
}

#[cfg(test)]
mod tests;
