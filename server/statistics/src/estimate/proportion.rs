use domain::report::Estimate;

use super::{Estimated, mean};
use crate::{
    Design, Error,
    interval::t_quantile,
    weighting::{Kish, kish},
};

/// So many answers nobody has: a variance this small is what rounding left of none.
const ENDLESS: f64 = 1e20;

/// A share with its standard error, the number of answers it is worth, and its score interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    pub estimated: Estimated,
    /// p (1 - p) / V: a simple random sample of so many would be as exact. Infinite if everybody was asked.
    pub n_eff: f64,
    pub interval: Estimate,
}

/// Share of `true` with the score interval of Wilson (1927) on n* = p (1 - p) / V(p) answers and the t quantile of the
/// design (Dean & Pagano 2015, J. Survey Statistics and Methodology 3(4), 484-503; `svyciprop(method = "wilson")`).
///
/// Where all answers are the same, or a margin that the weights meet fixes the share, V is 0 but for rounding and says
/// nothing: n* is then Kish's effective n, divided by 1 - n/N.
///
/// # Errors
/// As [`mean`].
pub fn proportion(design: &Design, answers: &[Option<bool>]) -> Result<Proportion, Error> {
    let values: Vec<Option<f64>> = answers.iter().map(|answer| answer.map(f64::from)).collect();
    let mut estimated = mean(design, &values)?;
    let holds = |wanted: bool| answers.iter().flatten().any(|yes| *yes == wanted);
    if !(holds(true) && holds(false)) {
        // Exactly, whatever the weights were rounded to.
        estimated.value = f64::from(holds(true));
        estimated.se = 0.0;
    }
    let p = estimated.value;
    let from_variance = p * (1.0 - p) / (estimated.se * estimated.se);
    let n_eff = if from_variance < ENDLESS { from_variance } else { effective(design, answers)? };
    Ok(Proportion { estimated, n_eff, interval: score_interval(p, n_eff, estimated.df) })
}

fn score_interval(p: f64, n_eff: f64, df: f64) -> Estimate {
    if n_eff.is_finite() { Estimate::score(p, n_eff, t_quantile(df)) } else { Estimate { value: p, lo: p, hi: p } }
}

/// Kish's n of those who answered, over the part of the population that was not asked.
fn effective(design: &Design, answers: &[Option<bool>]) -> Result<f64, Error> {
    let answered = design.weights().iter().zip(answers).filter(|(_, answer)| answer.is_some());
    let Kish { n_eff, .. } = kish(&answered.map(|(weight, _)| *weight).collect::<Vec<_>>())?;
    let left = 1.0 - design.sampling_fraction().unwrap_or(0.0);
    Ok(if left > 0.0 { n_eff / left } else { f64::INFINITY })
}
