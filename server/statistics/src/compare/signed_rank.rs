use super::{EXACT_UP_TO, average_ranks, check_usable, exact};
use crate::{Error, design::check_length, tail};

/// The test of two ratings by the same people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    /// Sum of the ranks of positive differences, first minus second.
    pub v: f64,
    /// Normal approximation, corrected for ties, not for continuity.
    pub z: f64,
    pub p_greater: f64,
    pub p_two: f64,
    pub is_exact: bool,
    /// (W⁺ - W⁻) / (W⁺ + W⁻)
    pub rank_biserial: f64,
    /// Pairs without a difference, which are left out.
    pub zeros: usize,
}

/// Wilcoxon's signed-rank test (Wilcoxon 1945, Biometrics Bulletin 1, 80-83). Zeros are dropped; exact up to 20 pairs
/// without ties. For ratings, of which only counts are kept, see `analytics::gap::signed_rank`.
///
/// # Errors
/// Vectors of different length; no pair with a difference.
pub fn signed_rank(first: &[f64], second: &[f64]) -> Result<SignedRank, Error> {
    check_length("Das zweite Urteil", first.len(), second.len())?;
    let all: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
    check_usable(&all)?;
    let differences: Vec<f64> = all.iter().copied().filter(|difference| *difference != 0.0).collect();
    if differences.is_empty() {
        return Err(if all.is_empty() { Error::NoAnswers } else { Error::NoVariation });
    }
    let ranked = average_ranks(&differences.iter().map(|difference| difference.abs()).collect::<Vec<_>>());
    let ranks = differences.iter().zip(&ranked.ranks);
    let v = ranks.filter(|(difference, _)| **difference > 0.0).map(|(_, rank)| rank).sum::<f64>();
    let n = differences.len() as f64;
    let whole = n * (n + 1.0) / 2.0;
    let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ranked.ties / 48.0;
    let z = (v - whole / 2.0) / variance.sqrt();
    let is_exact = ranked.ties == 0.0 && differences.len() <= EXACT_UP_TO;
    let (p_greater, p_two) = if is_exact {
        exact::tails(&exact::signed_rank(differences.len()), v.round() as usize)
    } else {
        (tail::normal(z), tail::normal_two_sided(z))
    };
    let zeros = all.len() - differences.len();
    Ok(SignedRank { v, z, p_greater, p_two, is_exact, rank_biserial: 2.0 * v / whole - 1.0, zeros })
}

/// Mean difference in standard deviations of the differences, d_z (Cohen 1988, section 2.3.5).
///
/// # Errors
/// Fewer than two pairs; all differences equal.
pub fn dz(first: &[f64], second: &[f64]) -> Result<f64, Error> {
    check_length("Das zweite Urteil", first.len(), second.len())?;
    let differences: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
    check_usable(&differences)?;
    if differences.len() < 2 {
        return Err(Error::TooFewAnswers { found: differences.len(), needed: 2 });
    }
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let variance = differences.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (n - 1.0);
    if variance > 0.0 { Ok(mean / variance.sqrt()) } else { Err(Error::NoVariation) }
}
