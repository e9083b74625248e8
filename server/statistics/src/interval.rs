//! 95 % intervals with any number of degrees of freedom. Shares never get a Wald interval.

use domain::report::{Estimate, Z};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// The 97.5 % quantile of Student's t with `df` degrees of freedom; of the normal distribution for infinitely many.
pub fn t_quantile(df: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, df) {
        Ok(t) if df.is_finite() => t.inverse_cdf(0.975),
        _ => Z,
    }
}

/// An estimate and its standard error with the t interval.
pub fn t_interval(value: f64, se: f64, df: f64) -> Estimate {
    let half = t_quantile(df) * se;
    Estimate { value, lo: value - half, hi: value + half }
}

/// How far a share can be off if those who did not answer were all alike: from r p to r p + (1 - r), with the response
/// rate r (Manski 1989, J. Human Resources 24(3), 343-360). Both between 0 and 1.
pub fn worst_case_bounds(share: f64, response_rate: f64) -> Estimate {
    let lo = response_rate * share;
    Estimate { value: share, lo, hi: lo + (1.0 - response_rate) }
}
