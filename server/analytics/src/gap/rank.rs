//! Ranks and correlations over the rows of one family.

use std::cmp::Ordering;

/// Values that differ by less than rounding error count as equal.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// Competition ranks 1, 2, 2, 4, highest value first, on values rounded to 1e-9.
pub fn competition(values: &[f64]) -> Vec<u32> {
    let values: Vec<f64> = values.iter().copied().map(rounded).collect();
    values.iter().map(|value| 1 + values.iter().filter(|other| *other > value).count() as u32).collect()
}

/// Pearson's r; NaN where one side does not vary.
pub fn pearson(x: &[f64], y: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_x, mean_y) = (mean(x), mean(y));
    let moment = |a: &[f64], mean_a: f64, b: &[f64], mean_b: f64| {
        a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum::<f64>()
    };
    moment(x, mean_x, y, mean_y) / (moment(x, mean_x, x, mean_x) * moment(y, mean_y, y, mean_y)).sqrt()
}

/// Spearman's rho: Pearson's r of average ranks.
pub fn spearman(x: &[f64], y: &[f64]) -> f64 {
    pearson(&average_ranks(x), &average_ranks(y))
}

fn average_ranks(values: &[f64]) -> Vec<f64> {
    let values: Vec<f64> = values.iter().copied().map(rounded).collect();
    let count = |value: &f64, order: Ordering| {
        values.iter().filter(|other| other.partial_cmp(&value) == Some(order)).count() as f64
    };
    values.iter().map(|value| count(value, Ordering::Less) + (count(value, Ordering::Equal) + 1.0) / 2.0).collect()
}
