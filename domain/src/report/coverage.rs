//! Needs by place, and needs against offers (methods.md §6.5).

use serde::{Deserialize, Serialize};

use super::{Cell, Estimate};
use crate::{
    Locale,
    id::{OptionId, TopicId},
    meaning::TargetGroup,
};

/// From so many firms on a figure has an interval and a verdict (methods.md §6.6).
pub const FEW: u64 = 10;
/// From so many on it bears everything.
pub const SOME: u64 = 30;

/// Persons per year who need a topic, by target group and place. Raw: it stays on the server.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// AGS of the municipalities, the columns of the table and of the travel matrix.
    pub places: Vec<OptionId>,
    pub kreise: Vec<String>,
    /// For each municipality the position of its Kreis.
    pub kreis_of: Vec<Option<usize>>,
    pub rows: Vec<DemandRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DemandRow {
    pub topic: TopicId,
    pub group: TargetGroup,
    /// One per place.
    pub cells: Vec<DemandCell>,
    /// Share of needing firms in the whole region that know no offer; `None` if too few were asked.
    pub unaware: Option<f64>,
    /// Share of needing firms in the whole region on the two lowest points of satisfaction.
    pub dissatisfied: Option<f64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct DemandCell {
    /// Firms that named at least one person.
    pub n: u64,
    /// Persons per year and the standard error of that total.
    pub persons: f64,
    pub se: f64,
    /// The two largest firms' shares of it, in persons.
    pub largest: [f64; 2],
}

impl DemandCell {
    /// Several places as one.
    pub fn together<'a>(parts: impl IntoIterator<Item = &'a DemandCell>) -> DemandCell {
        parts.into_iter().fold(DemandCell::default(), |sum, part| {
            let mut largest = [sum.largest, part.largest].concat();
            largest.sort_by(|a, b| b.total_cmp(a));
            DemandCell {
                n: sum.n + part.n,
                persons: sum.persons + part.persons,
                se: sum.se.hypot(part.se),
                largest: [largest[0], largest[1]],
            }
        })
    }
}

/// What may be told of a [`Demand`]. All that is derived of it is derived of this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Needs {
    pub places: Vec<OptionId>,
    pub kreise: Vec<String>,
    pub kreis_of: Vec<Option<usize>>,
    pub rows: Vec<NeedRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedRow {
    pub topic: TopicId,
    pub group: TargetGroup,
    pub municipalities: Vec<Cell<Need>>,
    pub kreise: Vec<Cell<Need>>,
    /// Persons in the whole region.
    pub region: Cell<f64>,
    pub unaware: Option<f64>,
    pub dissatisfied: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// Firms behind it, at least so many: told by class alone (k, 10 or 30).
    pub firms: u64,
    /// Persons per year.
    pub persons: f64,
    /// The standard error is at most this share of them: told in steps; 1 is true of every sum and tells nothing.
    pub spread: f64,
}

/// Needs against offers per topic, target group and place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverageResult {
    /// Column heads: AGS of the municipalities, or names of the Kreise.
    pub places: Vec<String>,
    pub rows: Vec<CoverageRow>,
    /// Ids of active offers that meet no demand.
    pub unused_offers: Vec<String>,
}

/// The same analysis at both levels of the region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverageLevels {
    pub municipalities: CoverageResult,
    /// Same rows in the same order.
    pub kreise: CoverageResult,
    /// For each municipality the position of its Kreis.
    pub kreis_of: Vec<Option<usize>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverageRow {
    pub topic: TopicId,
    pub group: TargetGroup,
    /// One cell per place, in the order of `places`.
    pub cells: Vec<Cell<Coverage>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Firms behind the figure, at least so many. N.B. What the first program kept holds the number itself, as `n`.
    #[serde(alias = "n")]
    pub firms: u64,
    /// Persons per year.
    pub demand: Estimate,
    pub access_ratio: f64,
    pub supply: f64,
    /// Share of the demand that is met; in one place min(1, access ratio).
    pub coverage: f64,
    pub unmet: Estimate,
    /// Matching offers whose places are unknown; they are not in `supply`.
    pub offers_without_seats: u32,
    pub reason: GapReason,
    pub verdict: Verdict,
}

impl Coverage {
    /// Places per year that nobody here needs: only where that is certain.
    pub fn spare(&self) -> Option<f64> {
        let spare = (self.supply - self.demand.value).round();
        (self.verdict == Verdict::CoveredCertain && spare >= 1.0).then_some(spare)
    }
}

/// Penchansky & Thomas (1981), Saurman (2016); the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    NoOffer,
    WrongTargetGroup,
    OutOfReach,
    Capacity,
    Unknown,
    Unsuitable,
    Covered,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    UnmetCertain,
    CoveredCertain,
    Uncertain,
    /// Fewer than 10 answers: "zu wenige Antworten".
    TooFewAnswers,
}

/// How many firms stand behind a figure, in words for its class: "10 bis 29".
pub fn firms(at_least: u64, locale: Locale) -> &'static str {
    match (at_least, locale.is_german()) {
        (..FEW, true) => "unter 10",
        (..FEW, false) => "fewer than 10",
        (FEW..SOME, true) => "10 bis 29",
        (FEW..SOME, false) => "10 to 29",
        (_, true) => "30 und mehr",
        (_, false) => "30 or more",
    }
}
