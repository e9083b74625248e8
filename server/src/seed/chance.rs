//! Chance with a fixed seed: the same invented people every time.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub struct Chance(ChaCha8Rng);

impl Chance {
    /// `stream` keeps the surveys apart, so that a change to one leaves the others as they are.
    pub fn new(seed: u64, stream: u64) -> Chance {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Chance(rng)
    }

    /// True with probability `share`.
    pub fn yes(&mut self, share: f64) -> bool {
        self.0.random::<f64>() < share
    }

    /// Standard normal (Box & Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let (a, b): (f64, f64) = (self.0.random(), self.0.random());
        // 1 - a lies in (0, 1], so that the logarithm exists.
        (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }

    /// A whole number in `range`, all alike.
    pub fn whole(&mut self, range: std::ops::RangeInclusive<u32>) -> u32 {
        self.0.random_range(range)
    }

    /// How many, on average `mean`: a rounded log-normal, which has the long tail of firm sizes.
    pub fn count(&mut self, mean: f64, spread: f64) -> f64 {
        (mean * (spread * self.normal() - spread * spread / 2.0).exp()).round()
    }

    /// One of the weighted things; the last if all weights are 0.
    pub fn one_of<'a, T>(&mut self, weighted: &'a [(T, f64)]) -> Option<&'a T> {
        let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
        let mut left = self.0.random::<f64>() * total;
        for (thing, weight) in weighted {
            left -= weight;
            if left < 0.0 {
                return Some(thing);
            }
        }
        weighted.last().map(|(thing, _)| thing)
    }

    /// A point of a scale from 1 to 5: a normal latent opinion, cut at equal thresholds.
    pub fn rating(&mut self, mean: f64, spread: f64) -> f64 {
        (mean + spread * self.normal()).round().clamp(1.0, 5.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_people_and_another_stream_gives_others() {
        let draw = |stream| {
            let mut chance = Chance::new(1, stream);
            (0..20).map(|_| chance.normal()).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn draws_have_the_moments_they_promise() {
        let mut chance = Chance::new(7, 0);
        let normals: Vec<f64> = (0..20_000).map(|_| chance.normal()).collect();
        let mean = normals.iter().sum::<f64>() / 20_000.0;
        let variance = normals.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
        let counts = (0..20_000).map(|_| chance.count(8.0, 0.6)).sum::<f64>() / 20_000.0;
        assert!((counts - 8.0).abs() < 0.2, "{counts}");
        let heads = (0..20_000).filter(|_| chance.one_of(&[(true, 3.0), (false, 1.0)]) == Some(&true)).count();
        assert!((14_700..15_300).contains(&heads), "{heads}");
    }
}
