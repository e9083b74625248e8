use super::{average_ranks, check_usable};
use crate::{Error, tail};

/// The test of three groups or more (two will do).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KruskalWallis {
    pub h: f64,
    pub df: f64,
    pub p: f64,
    /// H / (n - 1) (Kelley 1935)
    pub epsilon2: f64,
    /// (H - k + 1) / (n - k) (Tomczak & Tomczak 2014); below 0 where groups differ less than chance makes them
    pub eta2_h: f64,
}

/// Kruskal-Wallis test, corrected for ties (Kruskal & Wallis 1952, JASA 47, 583-621).
///
/// # Errors
/// Fewer than two groups, an empty one, or no more answers than groups; all values equal.
pub fn kruskal_wallis(groups: &[Vec<f64>]) -> Result<KruskalWallis, Error> {
    let pooled = Pooled::new(groups)?;
    let (n, k) = (pooled.n, groups.len() as f64);
    let between: f64 = pooled.sums.iter().zip(groups).map(|(sum, group)| sum * sum / group.len() as f64).sum();
    let h = (12.0 / (n * (n + 1.0)) * between - 3.0 * (n + 1.0)) / pooled.correction;
    let h = h.max(0.0);
    let df = k - 1.0;
    let (epsilon2, eta2_h) = (h / (n - 1.0), (h - k + 1.0) / (n - k));
    Ok(KruskalWallis { h, df, p: tail::chi_square(h, df), epsilon2, eta2_h })
}

/// All groups ranked together.
pub(super) struct Pooled {
    pub(super) n: f64,
    /// Rank sums of the groups.
    pub(super) sums: Vec<f64>,
    pub(super) ties: f64,
    /// 1 - Σ(t³ - t) / (n³ - n)
    correction: f64,
}

impl Pooled {
    pub(super) fn new(groups: &[Vec<f64>]) -> Result<Pooled, Error> {
        if groups.len() < 2 || groups.iter().any(Vec::is_empty) {
            return Err(Error::NoAnswers);
        }
        let all = groups.concat();
        check_usable(&all)?;
        if all.len() <= groups.len() {
            return Err(Error::TooFewAnswers { found: all.len(), needed: groups.len() + 1 });
        }
        let n = all.len() as f64;
        let ranked = average_ranks(&all);
        let correction = 1.0 - ranked.ties / (n * n * n - n);
        if correction <= 0.0 {
            return Err(Error::NoVariation);
        }
        let mut ranks = ranked.ranks.iter();
        let sums = groups.iter().map(|group| ranks.by_ref().take(group.len()).sum()).collect();
        Ok(Pooled { n, sums, ties: ranked.ties, correction })
    }
}
