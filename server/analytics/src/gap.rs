//! The gap engine: importance against fulfilment, from counts of pairs. Pure functions; methods in the names they
//! carry in the literature.

mod class;
mod rank;
mod signed_rank;

use domain::{
    id::ConstructId,
    report::{Cell, Estimate, GapItem, GapResult, Priority, Quadrant},
};

pub use class::{Cross, Point, quadrants};
pub use rank::{competition, pearson, spearman};
pub use signed_rank::{SignedRank, signed_rank};
pub use statistics::multiplicity::benjamini_hochberg;

use crate::interval;

/// How often each pair of ratings was given, on one scale from `min` to `max` in whole points.
#[derive(Debug, Clone, PartialEq)]
pub struct Joint {
    min: i32,
    points: usize,
    counts: Vec<u64>,
}

impl Joint {
    pub fn new(min: i32, max: i32) -> Joint {
        let points = (max - min + 1).max(1) as usize;
        Joint { min, points, counts: vec![0; points * points] }
    }

    /// Adds `times` respondents; `false` if a rating is off the scale.
    pub fn add(&mut self, importance: i32, fulfilment: i32, times: u64) -> bool {
        let place = |value: i32| usize::try_from(value - self.min).ok().filter(|place| *place < self.points);
        match (place(importance), place(fulfilment)) {
            (Some(i), Some(p)) => {
                self.counts[i * self.points + p] += times;
                true
            }
            _ => false,
        }
    }

    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Everybody gave the same pair difference, or one of the two ratings is the same for all: nothing is left to
    /// tell apart, and the figures would tell what each respondent said.
    pub fn is_uniform(&self) -> bool {
        let one = |counts: &[u64]| counts.iter().filter(|count| **count > 0).count() <= 1;
        one(&self.importance()) || one(&self.fulfilment()) || one(&self.differences())
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize, u64)> {
        self.counts.iter().enumerate().map(|(at, count)| (at / self.points, at % self.points, *count))
    }

    fn importance(&self) -> Vec<u64> {
        self.counts.chunks(self.points).map(|row| row.iter().sum()).collect()
    }

    fn fulfilment(&self) -> Vec<u64> {
        (0..self.points).map(|p| self.counts.iter().skip(p).step_by(self.points).sum()).collect()
    }

    /// Counts of I - P, from -(points - 1) to points - 1.
    fn differences(&self) -> Vec<u64> {
        let mut counts = vec![0; 2 * self.points - 1];
        for (i, p, count) in self.pairs() {
            counts[i + self.points - 1 - p] += count;
        }
        counts
    }

    /// How much larger the share of the two highest points is for importance than for fulfilment.
    fn top2_gap(&self) -> Estimate {
        let is_high = |place: usize| place + 2 >= self.points;
        let count = |i_high: bool, p_high: bool| -> u64 {
            self.pairs().filter(|(i, p, _)| (is_high(*i), is_high(*p)) == (i_high, p_high)).map(|(_, _, n)| n).sum()
        };
        let table = [count(true, true), count(true, false), count(false, true), count(false, false)];
        let [both, first, second, _] = table;
        let n = self.n();
        interval::newcombe((both + first, n), (both + second, n), interval::paired_correlation(table))
    }

    fn scale(&self) -> (f64, f64) {
        (f64::from(self.min), f64::from(self.min) + (self.points - 1) as f64)
    }
}

/// Mean and sample standard deviation (n - 1) of `start`, `start + 1`, ... with these counts. The deviation of a
/// single answer is NaN.
pub fn moments(counts: &[u64], start: f64) -> (f64, f64) {
    let n = counts.iter().sum::<u64>() as f64;
    let values = || counts.iter().enumerate().map(|(step, count)| (start + step as f64, *count as f64));
    let mean = values().map(|(value, count)| value * count).sum::<f64>() / n;
    let squares = values().map(|(value, count)| count * (value - mean) * (value - mean)).sum::<f64>();
    (mean, if n > 1.0 { (squares / (n - 1.0)).sqrt() } else { f64::NAN })
}

/// One row of paired ratings.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub item: String,
    pub construct: Option<ConstructId>,
    pub joint: Joint,
}

/// The whole analysis of rows rated on one scale; ranks, grand means and corrected p values are those of this family.
/// Rows without a single pair are left out and named in `hidden`.
pub fn items(pairs: &[Pair]) -> GapResult {
    let (rated, empty): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(|pair| pair.joint.n() > 0);
    let (scale_min, scale_max) = pairs.first().map_or((0.0, 0.0), |pair| pair.joint.scale());
    let mut items: Vec<GapItem> = rated.into_iter().map(single).collect();
    let points: Vec<Point> = items.iter().map(Point::of).collect();
    let grand = class::Cross::data_mean(&points);
    class::classify(&mut items, &points, grand, (scale_min + scale_max) / 2.0);
    rank_all(&mut items);
    GapResult {
        scale_min,
        scale_max,
        grand_mean_importance: grand.importance,
        grand_mean_fulfilment: grand.fulfilment,
        items,
        hidden: empty.into_iter().map(|pair| pair.item.clone()).collect(),
    }
}

/// Everything about a row that does not depend on the others.
fn single(pair: &Pair) -> GapItem {
    let joint = &pair.joint;
    let (n, scale) = (joint.n(), joint.scale());
    let (importance, fulfilment, differences) = (joint.importance(), joint.fulfilment(), joint.differences());
    let width = joint.points - 1;
    let (importance_mean, importance_sd) = moments(&importance, scale.0);
    let (fulfilment_mean, fulfilment_sd) = moments(&fulfilment, scale.0);
    let (gap, gap_sd) = moments(&differences, -(width as f64));
    let share = |counts: &[u64]| counts.iter().sum::<u64>() as f64 / n as f64;
    let discrepancy = Discrepancy::of(&differences);
    let (top2_importance, top2_fulfilment) = (share(top2(&importance)), share(top2(&fulfilment)));
    let test = signed_rank(&differences);
    GapItem {
        item: pair.item.clone(),
        construct: pair.construct.clone(),
        n,
        importance: interval::mean_on_scale(importance_mean, importance_sd, n, scale),
        fulfilment: interval::mean_on_scale(fulfilment_mean, fulfilment_sd, n, scale),
        gap: interval::mean(gap, gap_sd, n),
        gap_sd,
        gap_se: gap_sd / (n as f64).sqrt(),
        dz: gap / gap_sd,
        mwds: mwds(importance_mean, fulfilment_mean),
        nr_pct: discrepancy.nr,
        tr_pct: discrepancy.tr,
        pr_pct: discrepancy.pr,
        rds: discrepancy.rds(),
        top2_importance,
        top2_fulfilment,
        opportunity: opportunity(top2_importance, top2_fulfilment),
        top2_gap: Cell::Shown(joint.top2_gap()),
        wilcoxon_z: test.z,
        wilcoxon_p: test.p,
        wilcoxon_p_bh: test.p,
        rank_biserial: test.rank_biserial,
        quadrant: Quadrant::LowPriority,
        quadrant_scale_mid: Quadrant::LowPriority,
        priority: Priority::Minor,
        rank_mwds: 0,
        rank_interval: None,
        rank_rds: 0,
        rank_gap: 0,
        rank_opportunity: 0,
    }
}

/// Mean weighted discrepancy score (Borich 1980). The weight is the GROUP mean of importance, so the mean of the
/// weighted discrepancies is the product of the means.
pub fn mwds(importance: f64, fulfilment: f64) -> f64 {
    importance * (importance - fulfilment)
}

/// Opportunity score from the two top-2 shares, 0 to 20 (Ulwick 2005).
pub fn opportunity(top2_importance: f64, top2_fulfilment: f64) -> f64 {
    10.0 * (top2_importance + (top2_importance - top2_fulfilment).max(0.0))
}

fn top2(counts: &[u64]) -> &[u64] {
    &counts[counts.len().saturating_sub(2)..]
}

/// Ranked discrepancy model (Narine & Harder 2021): per cent of negative, tied and positive ranks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discrepancy {
    /// Fulfilment below importance: need.
    pub nr: f64,
    pub tr: f64,
    /// Fulfilment above importance.
    pub pr: f64,
}

impl Discrepancy {
    /// From counts of I - P, lowest first, zero in the middle.
    fn of(differences: &[u64]) -> Discrepancy {
        let n = differences.iter().sum::<u64>() as f64;
        let middle = differences.len() / 2;
        let per_cent = |counts: &[u64]| 100.0 * counts.iter().sum::<u64>() as f64 / n;
        Discrepancy {
            nr: per_cent(&differences[middle + 1..]),
            tr: per_cent(&differences[middle..=middle]),
            pr: per_cent(&differences[..middle]),
        }
    }

    /// -100 (all need) to 100.
    pub fn rds(&self) -> f64 {
        self.pr - self.nr
    }
}

fn rank_all(items: &mut [GapItem]) {
    let adjusted = benjamini_hochberg(&items.iter().map(|item| item.wilcoxon_p).collect::<Vec<_>>());
    // Rank 1 is the greatest need; a need shows in a high MWDS and in a low RDS.
    let ranks = |figure: fn(&GapItem) -> f64| competition(&items.iter().map(figure).collect::<Vec<_>>());
    let (by_mwds, by_rds) = (ranks(|item| item.mwds), ranks(|item| -item.rds));
    let (by_gap, by_opportunity) = (ranks(|item| item.gap.value), ranks(|item| item.opportunity));
    for (at, item) in items.iter_mut().enumerate() {
        item.wilcoxon_p_bh = adjusted[at];
        item.rank_mwds = by_mwds[at];
        item.rank_rds = by_rds[at];
        item.rank_gap = by_gap[at];
        item.rank_opportunity = by_opportunity[at];
    }
}

/// A row of a published table, of which only the two means are known.
#[derive(Debug, Clone, PartialEq)]
pub struct MeansItem {
    pub item: String,
    pub importance: f64,
    pub fulfilment: f64,
    pub gap: f64,
    pub mwds: f64,
    pub quadrant: Quadrant,
    pub quadrant_median: Quadrant,
    pub quadrant_scale_mid: Quadrant,
    pub rank_mwds: u32,
    pub rank_gap: u32,
}

/// What can be said from means alone, in the order given. `scale_mid` is the middle of the scale they are on.
pub fn from_means(rows: &[(String, Point)], scale_mid: f64) -> Vec<MeansItem> {
    let points: Vec<Point> = rows.iter().map(|(_, point)| *point).collect();
    let by_mean = quadrants(&points, Cross::data_mean(&points));
    let by_median = quadrants(&points, Cross::data_median(&points));
    let by_middle = quadrants(&points, Cross::at(scale_mid));
    let gaps: Vec<f64> = points.iter().map(|point| point.importance - point.fulfilment).collect();
    let scores: Vec<f64> = points.iter().map(|point| mwds(point.importance, point.fulfilment)).collect();
    let (rank_mwds, rank_gap) = (competition(&scores), competition(&gaps));
    rows.iter()
        .enumerate()
        .map(|(at, (item, point))| MeansItem {
            item: item.clone(),
            importance: point.importance,
            fulfilment: point.fulfilment,
            gap: gaps[at],
            mwds: scores[at],
            quadrant: by_mean[at],
            quadrant_median: by_median[at],
            quadrant_scale_mid: by_middle[at],
            rank_mwds: rank_mwds[at],
            rank_gap: rank_gap[at],
        })
        .collect()
}
