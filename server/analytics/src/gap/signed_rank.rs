//! Wilcoxon's signed-rank test on counts of differences.

use statrs::distribution::{ContinuousCDF, Normal};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    pub z: f64,
    /// Two-sided, normal approximation.
    pub p: f64,
    /// (W⁺ - W⁻) / (W⁺ + W⁻)
    pub rank_biserial: f64,
}

/// From counts of I - P, lowest first, zero in the middle. Zeros are dropped, ties get average ranks and correct the
/// variance, there is no continuity correction.
pub fn signed_rank(differences: &[u64]) -> SignedRank {
    let middle = differences.len() / 2;
    let (mut below, mut plus, mut minus, mut ties) = (0.0, 0.0, 0.0, 0.0);
    for step in 1..=middle {
        let (up, down) = (differences[middle + step] as f64, differences[middle - step] as f64);
        let tied = up + down;
        let rank = below + (tied + 1.0) / 2.0;
        plus += up * rank;
        minus += down * rank;
        ties += tied * tied * tied - tied;
        below += tied;
    }
    let n = below;
    if n == 0.0 {
        return SignedRank { z: 0.0, p: 1.0, rank_biserial: 0.0 };
    }
    let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties / 48.0;
    let z = (plus - n * (n + 1.0) / 4.0) / variance.sqrt();
    // The upper tail directly: 1 - cdf would lose everything below 1e-16.
    let p = (2.0 * Normal::standard().sf(z.abs())).min(1.0);
    SignedRank { z, p, rank_biserial: (plus - minus) / (plus + minus) }
}
