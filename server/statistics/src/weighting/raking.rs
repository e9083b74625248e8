use super::Margin;
use crate::{
    Error,
    design::{check_length, check_weights},
};

/// Sums of two margins that differ by less, as a part of the population, are the same number written twice.
const SAME_TOTAL: f64 = 1e-9;
/// Trimming and raking undo each other a little; after so many rounds what is left is left.
const TRIMMING_ROUNDS: usize = 50;

/// Weights may lie between these multiples of the mean weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trimming {
    pub low: f64,
    pub high: f64,
}

impl Trimming {
    /// The mean itself must be allowed.
    fn is_possible(&self) -> bool {
        (0.0..1.0).contains(&self.low) && self.high > 1.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RakingOptions {
    /// Largest miss of a target, as a part of the population.
    pub tolerance: f64,
    /// Passes over all margins after which it gives up.
    pub sweeps: usize,
    pub trimming: Option<Trimming>,
}

impl Default for RakingOptions {
    fn default() -> RakingOptions {
        RakingOptions { tolerance: 1e-10, sweeps: 100, trimming: Some(Trimming { low: 1.0 / 3.0, high: 3.0 }) }
    }
}

/// Raked weights, and how that went.
#[derive(Debug, Clone, PartialEq)]
pub struct Raking {
    pub weights: Vec<f64>,
    /// Passes over all margins, of all rounds together.
    pub sweeps: usize,
    /// Largest miss of a target, as a part of the population.
    pub largest_error: f64,
    pub has_converged: bool,
    /// The share of respondents whose weight was cut at least once.
    pub trimmed: f64,
    /// The share whose weight lies outside the limits all the same, because the margins want it so.
    pub beyond_limits: f64,
}

/// Raking, iterative proportional fitting (Deming & Stephan 1940, Ann. Math. Stat. 11(4), 427-444): weights scaled to
/// one margin after the other until all hold. Then weights outside the limits are cut and it is raked again (Potter
/// 1990), until they keep to both.
///
/// # Errors
/// Weights that are not positive, limits that exclude the mean, margins of another length or with different sums. What does not converge is no error
/// here: the report says so.
pub fn rake(weights: &[f64], margins: &[Margin], options: &RakingOptions) -> Result<Raking, Error> {
    check_weights(weights)?;
    if let Some(Trimming { low, high }) = options.trimming.filter(|limits| !limits.is_possible()) {
        return Err(Error::Trimming { low, high });
    }
    let Some(first) = margins.first().filter(|_| !weights.is_empty()) else { return Err(Error::NoAnswers) };
    for margin in margins {
        check_length("Rand", weights.len(), margin.factor().len())?;
        if (margin.total() - first.total()).abs() > SAME_TOTAL * first.total() {
            return Err(Error::UnequalMargins {
                first: first.name().to_owned(),
                first_sum: first.total(),
                second: margin.name().to_owned(),
                second_sum: margin.total(),
            });
        }
    }
    let mut raking = Raking {
        weights: weights.to_vec(),
        sweeps: 0,
        largest_error: f64::INFINITY,
        has_converged: false,
        trimmed: 0.0,
        beyond_limits: 0.0,
    };
    fit(&mut raking, margins, options);
    if let Some(trimming) = options.trimming {
        trim(&mut raking, margins, options, trimming);
    }
    Ok(raking)
}

fn fit(raking: &mut Raking, margins: &[Margin], options: &RakingOptions) {
    let population = margins.first().map_or(1.0, Margin::total);
    for _ in 0..options.sweeps {
        margins.iter().for_each(|margin| margin.fit(&mut raking.weights));
        raking.sweeps += 1;
        let miss = |margin: &Margin| margin.largest_error(&raking.weights) / population;
        raking.largest_error = margins.iter().map(miss).fold(0.0, f64::max);
        raking.has_converged = raking.largest_error < options.tolerance;
        if raking.has_converged {
            break;
        }
    }
}

fn trim(raking: &mut Raking, margins: &[Margin], options: &RakingOptions, Trimming { low, high }: Trimming) {
    let n = raking.weights.len() as f64;
    let mean = raking.weights.iter().sum::<f64>() / n;
    // A hair wider, or rounding alone would keep cutting.
    let is_beyond = |weight: &f64| *weight < mean * low * (1.0 - 1e-9) || *weight > mean * high * (1.0 + 1e-9);
    let mut was_cut = vec![false; raking.weights.len()];
    for _ in 0..TRIMMING_ROUNDS {
        if !raking.has_converged || !raking.weights.iter().any(is_beyond) {
            break;
        }
        for (weight, cut) in raking.weights.iter_mut().zip(&mut was_cut) {
            *cut |= is_beyond(weight);
            *weight = weight.clamp(mean * low, mean * high);
        }
        fit(raking, margins, options);
    }
    let share = |count: usize| count as f64 / n;
    raking.trimmed = share(was_cut.iter().filter(|cut| **cut).count());
    raking.beyond_limits = share(raking.weights.iter().filter(|weight| is_beyond(weight)).count());
}
