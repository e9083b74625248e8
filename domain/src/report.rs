//! What the analysis computes and pages draw: plain figures, keyed by ids; labels come from the survey.
//!
//! N.B. These are the raw shapes as well as the released ones. What tells them apart is the wrapper:
//! only `disclosure` turns them into a `Released<_>`, and nothing but a `Released<_>` may be shown.

mod comparison;
mod coverage;
mod estimate;
mod gap;
mod trend;

use serde::{Deserialize, Serialize};

use crate::{
    answer::Key,
    id::{ConstructId, OptionId, TopicId},
    meaning::{Meaning, TargetGroup},
};

pub use comparison::{Difference, Pair, Rated};
pub use coverage::{
    Coverage, CoverageLevels, CoverageResult, CoverageRow, Demand, DemandCell, DemandRow, GapReason, Need, NeedRow,
    Needs, Verdict, firms,
};
pub use estimate::{Bound, Estimate, Z};
pub use gap::CrossHair;
pub use trend::{Change, Reading, Series, Spread, Trend};

/// One place in a table. Suppressed, empty and zero are three different things and look different.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell<T> {
    Shown(T),
    /// Too few respondents.
    Suppressed,
    /// Nobody was asked, or there is nothing to compute.
    Empty,
}

impl<T> Cell<T> {
    pub fn shown(&self) -> Option<&T> {
        match self {
            Cell::Shown(value) => Some(value),
            Cell::Suppressed | Cell::Empty => None,
        }
    }
}

/// A figure and the number of respondents behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Based<T> {
    pub n: u64,
    pub value: T,
}

/// Why respondents are not part of the valid base.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingCounts {
    pub not_asked: u64,
    pub not_applicable: u64,
    pub dont_know: u64,
    pub no_answer: u64,
}

/// The results of one survey, or of one wave of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Submitted responses (audience firm: distinct firms).
    pub respondents: Cell<u64>,
    /// In the order of the questionnaire; batteries have one entry per row and pass.
    pub questions: Vec<QuestionResult>,
    /// Where a paired battery is annotated with constructs.
    pub gap: Cell<GapResult>,
    /// Where topics are annotated with need, urgency, satisfaction.
    pub needs: Cell<NeedsResult>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionResult {
    pub key: Key,
    /// As annotated; on a repeated page with the topic of the instance, on a battery with the construct of the row.
    #[serde(default)]
    pub meaning: Meaning,
    pub distribution: Cell<Distribution>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Valid answers.
    pub n: u64,
    pub missing: MissingCounts,
    pub shape: Shape,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One option per respondent: the shares of `n` add up to 1.
    Choice(Vec<OptionShare>),
    /// Any number of options per respondent: each share of `n` is a question of its own.
    Choices(Vec<OptionShare>),
    Rating(Rating),
    /// Counts of 0 to 10, and the net promoter score in points (-100 to 100).
    Recommendation {
        counts: Vec<u64>,
        score: Estimate,
    },
    Number {
        mean: Estimate,
        /// Only from [`MEDIAN_FROM`] answers on.
        median: Cell<f64>,
        total: f64,
        /// One respondent makes up so much of the total that another could work it out (p%-rule, p = 15).
        #[serde(default)]
        dominated: bool,
    },
    /// What was chosen from blocks, row by row; `n` counts those who answered a whole block.
    BestWorst(Vec<BestWorstCount>),
    /// Everybody gave the same answer. The exact figure would tell what each of them said, so only this bound is
    /// shown, without mean and spread. Made by `disclosure`, never raw.
    Uniform {
        answer: UniformAnswer,
        at_least: f64,
    },
    /// Free text is counted, not shown.
    Text,
}

impl Shape {
    /// The options and how often each was chosen, whether one or several could be.
    pub fn options(&self) -> Option<&[OptionShare]> {
        match self {
            Shape::Choice(options) | Shape::Choices(options) => Some(options),
            _ => None,
        }
    }
}

/// One row of a best-worst item, over all blocks that were answered whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BestWorstCount {
    pub row: OptionId,
    /// Times it stood in such a block. The shares are of these.
    pub shown: u64,
    pub best: OptionShare,
    pub worst: OptionShare,
}

/// A median of fewer answers comes too close to a single one.
pub const MEDIAN_FROM: u64 = 10;

/// What (nearly) all respondents answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UniformAnswer {
    Option(OptionId),
    /// Scale points from the first to the second, both included.
    Points(u32, u32),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionShare {
    /// One option; several where small ones were put together so that none is identifiable.
    pub options: Vec<OptionId>,
    /// Suppressed where `share` is a bound.
    pub count: Cell<u64>,
    pub share: Estimate,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// Answers per scale point, in the order of the scale.
    pub counts: Vec<u64>,
    /// This and the shares below with the points counted from the worst: on a scale where high is bad, and in a
    /// reversed row, they are turned.
    pub mean: Estimate,
    pub sd: f64,
    /// A high point of the scale is a bad one; `counts` are not turned.
    #[serde(default)]
    pub falling: bool,
    /// Share of the two best and of the two worst points.
    pub top2: Estimate,
    pub bottom2: Estimate,
}

/// Importance against fulfilment of the same rows (methods.md §1, §6.3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapResult {
    pub scale_min: f64,
    pub scale_max: f64,
    pub grand_mean_importance: f64,
    pub grand_mean_fulfilment: f64,
    /// In the order of the questionnaire.
    pub items: Vec<GapItem>,
    /// Rows left out of the analysis, grand means included: too few pairs of ratings, or all the same.
    #[serde(default)]
    pub hidden: Vec<String>,
}

/// One row of the gap engine on respondents with both ratings valid. Names follow reference case G03.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapItem {
    /// In a survey the key without the pass (`merkmale.klima`), in a CSV the column suffix.
    pub item: String,
    pub construct: Option<ConstructId>,
    pub n: u64,
    pub importance: Estimate,
    pub fulfilment: Estimate,
    pub gap: Estimate,
    pub gap_sd: f64,
    pub gap_se: f64,
    pub dz: f64,
    /// Borich (1980): mean weighted discrepancy score.
    pub mwds: f64,
    /// Narine & Harder (2021): shares in per cent, and their difference.
    pub nr_pct: f64,
    pub tr_pct: f64,
    pub pr_pct: f64,
    pub rds: f64,
    /// Released at the ends of their range as the next step of 10 % that covers at least two respondents.
    pub top2_importance: f64,
    pub top2_fulfilment: f64,
    pub opportunity: f64,
    /// How much larger the first of the two shares is; suppressed where one of them is at the end of its range.
    pub top2_gap: Cell<Estimate>,
    pub wilcoxon_z: f64,
    pub wilcoxon_p: f64,
    pub wilcoxon_p_bh: f64,
    pub rank_biserial: f64,
    pub quadrant: Quadrant,
    pub quadrant_scale_mid: Quadrant,
    pub priority: Priority,
    pub rank_mwds: u32,
    /// Of that rank; none where too few answered.
    #[serde(default)]
    pub rank_interval: Option<RankInterval>,
    pub rank_rds: u32,
    pub rank_gap: u32,
    pub rank_opportunity: u32,
}

/// Ranks between which an item lies in 95 of 100 samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankInterval {
    pub lo: u32,
    pub hi: u32,
}

/// Martilla & James (1977).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    Concentrate,
    KeepUp,
    LowPriority,
    Overkill,
}

/// methods.md §6.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// A "handeln"
    Act,
    /// B "beobachten"
    Watch,
    /// C "halten"
    Keep,
    /// D "nachrangig"
    Minor,
    /// The confidence box crosses a deciding line.
    Uncertain,
}

/// Needs of firms, most pressing first (methods.md §6.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedsResult {
    /// Firms (or apprentices) that answered the question about topics.
    pub n: u64,
    pub topics: Vec<TopicNeed>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicNeed {
    pub topic: TopicId,
    /// Competition rank by MWDS, then RDS, then share; by share alone where urgency was not asked.
    pub rank: u32,
    /// Of the rank by MWDS; none where it does not rank, or where too few answered.
    #[serde(default)]
    pub rank_interval: Option<RankInterval>,
    /// Respondents with the need (suppressed where `share` is a bound), and their share of `n`.
    pub count: Cell<u64>,
    pub share: Estimate,
    pub detail: Cell<NeedDetail>,
}

/// Asked only of those who have the need; each figure with the number who answered it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedDetail {
    /// Persons per year in the responding firms, by target group.
    pub persons: Vec<(TargetGroup, Cell<Based<f64>>)>,
    pub urgency: Cell<Based<Estimate>>,
    pub urgency_top2: Cell<Based<Estimate>>,
    pub satisfaction: Cell<Based<Estimate>>,
    pub satisfaction_bottom2: Cell<Based<Estimate>>,
    pub mwds: Cell<Based<f64>>,
    /// From -100 (all need) to 100.
    pub rds: Cell<Based<f64>>,
    /// Share that knows no offer.
    pub unaware: Cell<Based<Estimate>>,
    /// Most frequent barriers first: option id, share of those asked.
    pub barriers: Cell<Based<Vec<(OptionId, Estimate)>>>,
}
