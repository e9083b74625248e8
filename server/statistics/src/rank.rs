//! Ranks of items, and correlations.

use crate::{
    Error,
    compare::average_ranks,
    design::{check_length, is_usable},
};

/// Values that differ by less than rounding error count as equal.
pub fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// Competition ranks 1, 2, 2, 4, highest value first, on values rounded to 1e-9.
pub fn competition(values: &[f64]) -> Vec<u32> {
    let values: Vec<f64> = values.iter().copied().map(rounded).collect();
    values.iter().map(|value| 1 + values.iter().filter(|other| *other > value).count() as u32).collect()
}

/// Pearson's r.
///
/// # Errors
/// Vectors of different length or without values; one side that does not vary.
pub fn pearson(x: &[f64], y: &[f64]) -> Result<f64, Error> {
    check_length("Das zweite Merkmal", x.len(), y.len())?;
    if x.is_empty() {
        return Err(Error::NoAnswers);
    }
    if !x.iter().chain(y).copied().all(is_usable) {
        return Err(Error::NotFinite("Die Spalte"));
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_x, mean_y) = (mean(x), mean(y));
    let moment = |a: &[f64], mean_a: f64, b: &[f64], mean_b: f64| {
        a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum::<f64>()
    };
    // Two roots: the product of both moments may be too large or too small for a number.
    let spread = moment(x, mean_x, x, mean_x).sqrt() * moment(y, mean_y, y, mean_y).sqrt();
    if spread > 0.0 { Ok((moment(x, mean_x, y, mean_y) / spread).clamp(-1.0, 1.0)) } else { Err(Error::NoVariation) }
}

/// Spearman's rho: Pearson's r of average ranks, on values rounded to 1e-9.
///
/// # Errors
/// As [`pearson`].
pub fn spearman(x: &[f64], y: &[f64]) -> Result<f64, Error> {
    let ranks = |values: &[f64]| average_ranks(&values.iter().copied().map(rounded).collect::<Vec<_>>()).ranks;
    pearson(&ranks(x), &ranks(y))
}
