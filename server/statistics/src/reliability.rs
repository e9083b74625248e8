//! Whether items measure one thing together.
//!
//! Items come as columns, one vector per item with a value per respondent, all pointing the same way: see [`reversed`].

mod alpha;
mod covariance;
mod omega;

pub use alpha::{Item, alpha_if_dropped, cronbach_alpha, items, standardised_alpha};
pub use covariance::{Covariance, Missing};
pub use omega::{Omega, omega};

/// An item that asks the other way round, turned: max + min - x.
pub fn reversed(values: &[Option<f64>], min: f64, max: f64) -> Vec<Option<f64>> {
    values.iter().map(|value| value.map(|value| max + min - value)).collect()
}

/// One person's score on a scale: the mean of the items they answered, if these are at least half.
pub fn scale_score(answers: &[Option<f64>]) -> Option<f64> {
    let valid: Vec<f64> = answers.iter().flatten().copied().collect();
    let needed = answers.len().div_ceil(2);
    (!valid.is_empty() && valid.len() >= needed).then(|| valid.iter().sum::<f64>() / valid.len() as f64)
}
