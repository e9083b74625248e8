//! Upper tails of the usual distributions. Asked for directly: 1 - cdf would lose everything below 1e-16.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

pub(crate) fn normal(z: f64) -> f64 {
    Normal::standard().sf(z)
}

/// Both tails.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    (2.0 * normal(z.abs())).min(1.0)
}

/// Both tails of t.
pub(crate) fn t_two_sided(t: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df).map_or_else(|_| normal_two_sided(t), |curve| (2.0 * curve.sf(t.abs())).min(1.0))
}

/// 1 where nothing speaks against independence, or no degree of freedom is left.
pub(crate) fn chi_square(x2: f64, df: f64) -> f64 {
    ChiSquared::new(df).map_or(1.0, |curve| if x2 > 0.0 { curve.sf(x2) } else { 1.0 })
}

pub(crate) fn f(f: f64, numerator: f64, denominator: f64) -> f64 {
    FisherSnedecor::new(numerator, denominator).map_or(1.0, |curve| if f > 0.0 { curve.sf(f) } else { 1.0 })
}
