use super::kruskal_wallis::Pooled;
use crate::{Error, multiplicity::benjamini_hochberg, tail};

/// Two of the groups, by their places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pairwise {
    pub first: usize,
    pub second: usize,
    /// Above 0: the first group has the higher ranks.
    pub z: f64,
    /// Two-sided.
    pub p: f64,
    /// Benjamini & Hochberg over all pairs.
    pub p_adjusted: f64,
}

/// Dunn's test of every pair of groups after Kruskal-Wallis, on the ranks of all groups together and corrected for ties
/// (Dunn 1964, Technometrics 6, 241-252).
///
/// # Errors
/// As [`super::kruskal_wallis`].
pub fn dunn(groups: &[Vec<f64>]) -> Result<Vec<Pairwise>, Error> {
    let pooled = Pooled::new(groups)?;
    let n = pooled.n;
    let spread = n * (n + 1.0) / 12.0 - pooled.ties / (12.0 * (n - 1.0));
    let size = |group: usize| groups[group].len() as f64;
    let mean_rank = |group: usize| pooled.sums[group] / size(group);
    let mut pairs = Vec::new();
    for first in 0..groups.len() {
        for second in first + 1..groups.len() {
            let se = (spread * (1.0 / size(first) + 1.0 / size(second))).sqrt();
            let z = (mean_rank(first) - mean_rank(second)) / se;
            pairs.push(Pairwise { first, second, z, p: tail::normal_two_sided(z), p_adjusted: 1.0 });
        }
    }
    let adjusted = benjamini_hochberg(&pairs.iter().map(|pair| pair.p).collect::<Vec<_>>());
    pairs.iter_mut().zip(adjusted).for_each(|(pair, p)| pair.p_adjusted = p);
    Ok(pairs)
}
