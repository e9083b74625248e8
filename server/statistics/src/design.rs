//! How the respondents came into the sample: weights, strata, clusters, population sizes, known margins.

mod calibration;
mod variance;

use std::collections::BTreeMap;

use calibration::Calibration;
use variance::Units;

use crate::{
    Error, Factor,
    weighting::{Margin, Raking, RakingOptions, rake},
};

/// How many sampling units there are outside: firms if firms were drawn, apprentices if they were.
#[derive(Debug, Clone, PartialEq)]
pub enum Population {
    /// Without strata.
    Whole(f64),
    /// By the name of the stratum.
    Strata(BTreeMap<String, f64>),
}

/// What a single sampling unit in its stratum, whose spread nobody can see, adds to the variance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LonelyUnit {
    /// Its distance from the mean of all units (`survey.lonely.psu = "adjust"`). Rather too much than too little.
    #[default]
    Centre,
    Refuse,
}

/// What is known of a sample of `n` respondents. Everything left out has its simplest value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// One per respondent. Left out: population / sample of the stratum, or 1 where no population is known.
    pub weights: Option<Vec<f64>>,
    pub strata: Option<Factor>,
    /// Sampling units of several respondents, the employer for instance. The same name in two strata is two clusters.
    pub clusters: Option<Factor>,
    /// For the finite population correction.
    pub population: Option<Population>,
    pub lonely: LonelyUnit,
}

/// A plan that was checked: what every estimate needs to know its error.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// As drawn, before margins were adjusted.
    base: Vec<f64>,
    weights: Vec<f64>,
    units: Units,
    calibration: Option<Calibration>,
}

impl Design {
    /// `n` respondents drawn at random from very many.
    ///
    /// # Errors
    /// Without respondents.
    pub fn simple(n: usize) -> Result<Design, Error> {
        Design::new(n, Plan::default())
    }

    /// # Errors
    /// Where the plan contradicts itself: vectors of another length than `n`, weights that are not positive, a
    /// population smaller than its sample.
    pub fn new(n: usize, plan: Plan) -> Result<Design, Error> {
        if n == 0 {
            return Err(Error::NoAnswers);
        }
        let strata = plan.strata.unwrap_or_else(|| Factor::single(n));
        let clusters = plan.clusters.unwrap_or_else(|| Factor::each(n));
        check_length("Schichten", n, strata.len())?;
        check_length("Erhebungseinheiten", n, clusters.len())?;
        let units = Units::new(&strata, &clusters, plan.population.as_ref(), plan.lonely)?;
        let base = match plan.weights {
            Some(weights) => weights,
            None => units.expansion(),
        };
        check_length("Gewichte", n, base.len())?;
        check_weights(&base)?;
        Ok(Design { weights: base.clone(), base, units, calibration: None })
    }

    /// Post-stratification: weights of each category of the margin scaled to its known size, w' = w N_g / Σ w (Holt &
    /// Smith 1979, JRSS A 142(1), 33-46). Estimates get errors from residuals within the categories.
    ///
    /// # Errors
    /// As [`Margin::new`].
    pub fn post_stratified(self, margin: Margin) -> Result<Design, Error> {
        let (design, _) = self.raked(vec![margin], &RakingOptions { trimming: None, ..RakingOptions::default() })?;
        Ok(design)
    }

    /// Raking to several margins, see [`rake`]. Estimates get errors from the residuals of a regression on the margins
    /// (Deville & Särndal 1992, JASA 87, 376-382, section 3).
    ///
    /// # Errors
    /// As [`rake`]; and if it does not converge.
    pub fn raked(self, margins: Vec<Margin>, options: &RakingOptions) -> Result<(Design, Raking), Error> {
        let raking = rake(&self.weights, &margins, options)?;
        if !raking.has_converged {
            return Err(Error::NotConverged { sweeps: raking.sweeps, largest_error: raking.largest_error });
        }
        let factors = margins.into_iter().map(Margin::into_factor).collect();
        let calibration = Some(Calibration::new(factors, &self.base));
        Ok((Design { weights: raking.weights.clone(), calibration, ..self }, raking))
    }

    /// How many respondents.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Sampling units minus strata, among the respondents where `is_inside` (all units and strata for the whole
    /// sample).
    ///
    /// # Errors
    /// If nothing is left.
    pub fn degrees_of_freedom(&self, is_inside: impl Fn(usize) -> bool) -> Result<f64, Error> {
        let (units, strata) = self.units.count(is_inside);
        if units > strata { Ok((units - strata) as f64) } else { Err(Error::TooFewUnits { units, strata }) }
    }

    /// Which part of the population was interviewed, if that is known.
    pub fn sampling_fraction(&self) -> Option<f64> {
        self.units.sampling_fraction()
    }

    /// The sampling units of each stratum, as rows of respondents: what a bootstrap draws from.
    pub fn units(&self) -> Vec<Vec<Vec<usize>>> {
        self.units.rows()
    }

    /// Variance of an estimate from what each respondent contributes to it, weights included.
    ///
    /// Taylor linearisation (Woodruff 1971, JASA 66, 411-414): V = Σ_h (1 - n_h/N_h) n_h/(n_h - 1) Σ_c (u_hc - ū_h)²,
    /// over the clusters c of the strata h.
    ///
    /// # Errors
    /// A stratum with one sampling unit, where the plan refuses it.
    pub(crate) fn variance(&self, contributions: &[f64]) -> Result<f64, Error> {
        Ok(self.covariance(&[contributions.to_vec()])?[(0, 0)].max(0.0))
    }

    /// The same for several estimates at once: one row and column per estimate.
    pub(crate) fn covariance(&self, contributions: &[Vec<f64>]) -> Result<nalgebra::DMatrix<f64>, Error> {
        match &self.calibration {
            None => self.units.covariance(contributions),
            Some(calibration) => {
                let residuals = |one: &Vec<f64>| calibration.residuals(one, &self.weights);
                self.units.covariance(&contributions.iter().map(residuals).collect::<Vec<_>>())
            }
        }
    }
}

pub(crate) fn check_length(what: &'static str, expected: usize, found: usize) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(Error::Length { what, expected, found }) }
}

/// Squares of larger numbers, summed, would leave the range of numbers. No answer is that large.
const LARGEST: f64 = 1e100;

/// A number that can be reckoned with.
pub(crate) fn is_usable(value: f64) -> bool {
    value.abs() <= LARGEST
}

/// Products of shares of smaller ones would vanish, those of larger ones leave the range of numbers.
const WEIGHTS: std::ops::RangeInclusive<f64> = 1e-50..=1e50;

pub(crate) fn check_weights(weights: &[f64]) -> Result<(), Error> {
    match weights.iter().position(|weight| !WEIGHTS.contains(weight)) {
        Some(at) => Err(Error::Weight { row: at + 1, weight: weights[at] }),
        None => Ok(()),
    }
}
