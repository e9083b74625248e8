//! Ranks and correlations over the rows of one family, as `statistics` has them.

pub use statistics::rank::competition;
pub(crate) use statistics::rank::rounded;

/// Pearson's r; NaN where one side does not vary.
pub fn pearson(x: &[f64], y: &[f64]) -> f64 {
    statistics::rank::pearson(x, y).unwrap_or(f64::NAN)
}

/// Spearman's rho; NaN where one side does not vary.
pub fn spearman(x: &[f64], y: &[f64]) -> f64 {
    statistics::rank::spearman(x, y).unwrap_or(f64::NAN)
}
