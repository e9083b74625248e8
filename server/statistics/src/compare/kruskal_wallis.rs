use super::{average_ranks, check_usable, mid_ranks};
use crate::{Error, association::Contingency, tail};

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
    let sizes: Vec<f64> = groups.iter().map(|group| group.len() as f64).collect();
    Ok(test(&Pooled::new(groups)?, &sizes))
}

/// The same of answers on one scale: a row of the table per group, columns from the lowest point to the highest.
///
/// # Errors
/// No more answers than groups.
pub fn kruskal_wallis_of_counts(table: &Contingency) -> Result<KruskalWallis, Error> {
    let sizes: Vec<f64> = table.row_sums().into_iter().map(|size| size as f64).collect();
    Ok(test(&Pooled::of_counts(table)?, &sizes))
}

fn test(pooled: &Pooled, sizes: &[f64]) -> KruskalWallis {
    let (n, k) = (pooled.n, sizes.len() as f64);
    let between: f64 = pooled.sums.iter().zip(sizes).map(|(sum, size)| sum * sum / size).sum();
    let h = (12.0 / (n * (n + 1.0)) * between - 3.0 * (n + 1.0)) / pooled.correction;
    let h = h.max(0.0);
    let df = k - 1.0;
    let (epsilon2, eta2_h) = (h / (n - 1.0), (h - k + 1.0) / (n - k));
    KruskalWallis { h, df, p: tail::chi_square(h, df), epsilon2, eta2_h }
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
        let ranked = average_ranks(&all);
        let mut ranks = ranked.ranks.iter();
        let sums = groups.iter().map(|group| ranks.by_ref().take(group.len()).sum()).collect();
        Pooled::corrected(all.len() as f64, sums, ranked.ties)
    }

    fn of_counts(table: &Contingency) -> Result<Pooled, Error> {
        let (groups, n) = (table.shape().0, table.n());
        if n <= groups as u64 {
            return Err(Error::TooFewAnswers { found: n as usize, needed: groups + 1 });
        }
        let tied = table.column_sums();
        let ranks = mid_ranks(&tied);
        let sum = |row: &Vec<u64>| row.iter().zip(&ranks).map(|(count, rank)| *count as f64 * rank).sum();
        let ties = tied.into_iter().map(|tied| tied as f64).map(|tied| tied * tied * tied - tied).sum();
        Pooled::corrected(n as f64, table.rows().iter().map(sum).collect(), ties)
    }

    fn corrected(n: f64, sums: Vec<f64>, ties: f64) -> Result<Pooled, Error> {
        let correction = 1.0 - ties / (n * n * n - n);
        if correction > 0.0 { Ok(Pooled { n, sums, ties, correction }) } else { Err(Error::NoVariation) }
    }
}
