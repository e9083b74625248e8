//! 95 % intervals. Shares never get a Wald interval.

pub use domain::report::Z;

use domain::report::Estimate;
use statistics::interval::t_interval;

/// A share of `count` in `n` with its score interval (Wilson 1927).
pub fn wilson(count: u64, n: u64) -> Estimate {
    Estimate::share(count, n)
}

/// [`Estimate::newcombe`] of counts; of paired shares with [`paired_correlation`].
pub fn newcombe(first: (u64, u64), second: (u64, u64), correlation: f64) -> Estimate {
    Estimate::newcombe(wilson(first.0, first.1), wilson(second.0, second.1), correlation)
}

/// The correlation of two answers of the same respondents, corrected for continuity as method 10 wants it. `table`:
/// both, only the first, only the second, neither.
pub fn paired_correlation([both, first, second, neither]: [u64; 4]) -> f64 {
    let [a, b, c, d] = [both, first, second, neither].map(|count| count as f64);
    let margins = (a + b) * (c + d) * (a + c) * (b + d);
    let product = a * d - b * c;
    let corrected = if product > 0.0 { (product - (a + b + c + d) / 2.0).max(0.0) } else { product };
    if margins > 0.0 { corrected / margins.sqrt() } else { 0.0 }
}

/// A mean with its t interval; `sd` is the sample standard deviation (n - 1). With one answer there is no interval.
pub fn mean(value: f64, sd: f64, n: u64) -> Estimate {
    if n < 2 {
        return Estimate { value, lo: value, hi: value };
    }
    t_interval(value, sd / (n as f64).sqrt(), (n - 1) as f64)
}

/// The same, cut off at the ends of the scale.
pub fn mean_on_scale(value: f64, sd: f64, n: u64, (min, max): (f64, f64)) -> Estimate {
    let Estimate { lo, hi, .. } = mean(value, sd, n);
    Estimate { value, lo: lo.max(min), hi: hi.min(max) }
}

/// Net promoter score in points from counts of 0 to 10: 100 (share of 9 and 10 minus share of 0 to 6), with
/// variance (p + q - (p - q)²) / n (Rocks 2016, Wald form on the trinomial).
pub fn net_promoter(counts: &[u64]) -> Estimate {
    let n: u64 = counts.iter().sum();
    if n == 0 {
        return Estimate { value: 0.0, lo: -100.0, hi: 100.0 };
    }
    let share = |points: &[u64]| points.iter().sum::<u64>() as f64 / n as f64;
    let (promoters, detractors) = (share(&counts[9..]), share(&counts[..7]));
    let score = promoters - detractors;
    let half = Z * ((promoters + detractors - score * score).max(0.0) / n as f64).sqrt();
    Estimate { value: 100.0 * score, lo: (100.0 * (score - half)).max(-100.0), hi: (100.0 * (score + half)).min(100.0) }
}
