//! How sure a rank is.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{Design, Error, rank::competition};

/// Samples drawn where nobody names a number.
pub const REPLICATES: usize = 1_000;

/// A rank and where it lies in 95 of 100 samples: "Rang 3 (2-6)".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankInterval {
    pub rank: u32,
    pub lo: u32,
    pub hi: u32,
}

/// Percentile intervals of ranks (Efron 1979; Goldstein & Spiegelhalter 1996, JRSS A 159, 385-443): in each replicate
/// as many sampling units as there are, drawn with replacement within every stratum, and everything computed anew.
///
/// `scores` gets a weight per respondent, the weight of the design times how often they were drawn (0: not at all), and
/// answers with a score per item, the highest first in rank. It is asked first for the sample itself. A replicate for
/// which it has no answer is left out.
///
/// # Errors
/// Those of `scores` for the sample itself; if fewer than half of the replicates have an answer.
pub fn rank_intervals(
    design: &Design,
    replicates: usize,
    seed: u64,
    scores: impl Fn(&[f64]) -> Result<Vec<f64>, Error>,
) -> Result<Vec<RankInterval>, Error> {
    let ranks = competition(&scores(design.weights())?);
    let strata = design.units();
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn: Vec<Vec<u32>> = vec![Vec::with_capacity(replicates); ranks.len()];
    for _ in 0..replicates {
        let weights = resampled(design.weights(), &strata, &mut chance);
        let Ok(again) = scores(&weights) else { continue };
        if again.len() == ranks.len() {
            drawn.iter_mut().zip(competition(&again)).for_each(|(ranks, rank)| ranks.push(rank));
        }
    }
    let usable = drawn.first().map_or(0, Vec::len);
    if usable < replicates.div_ceil(2) || usable == 0 {
        return Err(Error::TooFewReplicates { found: usable, of: replicates });
    }
    Ok(ranks.into_iter().zip(drawn).map(|(rank, drawn)| interval(rank, drawn)).collect())
}

fn resampled(weights: &[f64], strata: &[Vec<Vec<usize>>], chance: &mut ChaCha8Rng) -> Vec<f64> {
    let mut resampled = vec![0.0; weights.len()];
    for units in strata {
        for _ in 0..units.len() {
            let drawn = &units[chance.random_range(0..units.len())];
            drawn.iter().for_each(|row| resampled[*row] += weights[*row]);
        }
    }
    resampled
}

fn interval(rank: u32, mut drawn: Vec<u32>) -> RankInterval {
    drawn.sort_unstable();
    let last = drawn.len() - 1;
    let at = |share: f64| drawn[((share * last as f64).round() as usize).min(last)];
    RankInterval { rank, lo: at(0.025).min(rank), hi: at(0.975).max(rank) }
}
