use super::{EXACT_UP_TO, average_ranks, check_usable, exact};
use crate::{Error, design::check_length, tail};

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
    let n1 = first.len() as f64;
    let u = ranked.ranks.iter().take(first.len()).sum::<f64>() - n1 * (n1 + 1.0) / 2.0;
    test(u, (first.len() as u64, second.len() as u64), ranked.ties)
}

/// The same of answers on one scale, from how many gave each of its points, lowest first.
///
/// # Errors
/// An empty group; all answers equal; scales of different lengths.
pub fn mann_whitney_of_counts(first: &[u64], second: &[u64]) -> Result<MannWhitney, Error> {
    check_length("Skalenpunkte", first.len(), second.len())?;
    let groups: (u64, u64) = (first.iter().sum(), second.iter().sum());
    if groups.0 == 0 || groups.1 == 0 {
        return Err(Error::NoAnswers);
    }
    let (mut u, mut ties, mut below) = (0.0, 0.0, 0.0);
    for (first, second) in first.iter().zip(second).map(|(first, second)| (*first as f64, *second as f64)) {
        let tied = first + second;
        u += first * (below + second / 2.0);
        ties += tied * tied * tied - tied;
        below += second;
    }
    test(u, groups, ties)
}

fn test(u: f64, (first, second): (u64, u64), ties: f64) -> Result<MannWhitney, Error> {
    let (n1, n2) = (first as f64, second as f64);
    let n = n1 + n2;
    let variance = n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
    if variance <= 0.0 {
        return Err(Error::NoVariation);
    }
    let z = (u - n1 * n2 / 2.0) / variance.sqrt();
    let is_exact = ties == 0.0 && first.max(second) <= EXACT_UP_TO as u64;
    let (p_greater, p_two) = if is_exact {
        exact::tails(&exact::mann_whitney(first as usize, second as usize), u.round() as usize)
    } else {
        (tail::normal(z), tail::normal_two_sided(z))
    };
    let superiority = u / (n1 * n2);
    Ok(MannWhitney { u, z, p_greater, p_two, is_exact, rank_biserial: 2.0 * superiority - 1.0, superiority })
}
