use crate::{Error, design::check_weights};

/// What unequal weights cost, strata and clusters left aside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kish {
    /// n Σw² / (Σw)², 1 for equal weights. Above 1.5 people should be told, above 3 weights do more harm than good.
    pub deff: f64,
    /// (Σw)² / Σw²: so many answers of equal weight would be as good.
    pub n_eff: f64,
}

/// Design effect of weighting (Kish 1965, Survey Sampling, equation 11.7.6; 1992, J. Official Statistics 8(2),
/// 183-200).
///
/// # Errors
/// Without weights, or if one is not positive.
pub fn kish(weights: &[f64]) -> Result<Kish, Error> {
    if weights.is_empty() {
        return Err(Error::NoAnswers);
    }
    check_weights(weights)?;
    let sum = weights.iter().sum::<f64>();
    let n_eff = sum * sum / weights.iter().map(|weight| weight * weight).sum::<f64>();
    Ok(Kish { deff: weights.len() as f64 / n_eff, n_eff })
}
