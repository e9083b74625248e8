use super::{EXACT_UP_TO, average_ranks, check_usable, exact};
use crate::{Error, tail};

/// The test of two independent groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannWhitney {
    /// Pairs in which the first group is ahead, ties counting half.
    pub u: f64,
    /// Normal approximation, corrected for ties, not for continuity.
    pub z: f64,
    /// That the first group tends to larger values.
    pub p_greater: f64,
    pub p_two: f64,
    pub is_exact: bool,
    /// 2U / (n₁n₂) - 1, the same as Cliff's δ: from -1 to 1.
    pub rank_biserial: f64,
    /// U / (n₁n₂): how often one of the first group is ahead of one of the second (Vargha & Delaney 2000).
    pub superiority: f64,
}

/// Mann-Whitney test (Mann & Whitney 1947, Ann. Math. Stat. 18, 50-60). Exact up to 20 answers a group without ties.
///
/// # Errors
/// An empty group; all values equal.
pub fn mann_whitney(first: &[f64], second: &[f64]) -> Result<MannWhitney, Error> {
    if first.is_empty() || second.is_empty() {
        return Err(Error::NoAnswers);
    }
    let both = [first, second].concat();
    check_usable(&both)?;
    let ranked = average_ranks(&both);
    let (n1, n2, n) = (first.len() as f64, second.len() as f64, both.len() as f64);
    let u = ranked.ranks.iter().take(first.len()).sum::<f64>() - n1 * (n1 + 1.0) / 2.0;
    let variance = n1 * n2 / 12.0 * (n + 1.0 - ranked.ties / (n * (n - 1.0)));
    if variance <= 0.0 {
        return Err(Error::NoVariation);
    }
    let z = (u - n1 * n2 / 2.0) / variance.sqrt();
    let is_exact = ranked.ties == 0.0 && first.len().max(second.len()) <= EXACT_UP_TO;
    let (p_greater, p_two) = if is_exact {
        exact::tails(&exact::mann_whitney(first.len(), second.len()), u.round() as usize)
    } else {
        (tail::normal(z), tail::normal_two_sided(z))
    };
    let superiority = u / (n1 * n2);
    Ok(MannWhitney { u, z, p_greater, p_two, is_exact, rank_biserial: 2.0 * superiority - 1.0, superiority })
}
