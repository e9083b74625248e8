//! Estimates for the population from weighted answers, with errors that know the design.
//!
//! Every function takes one value per respondent of the design; `None` is outside of what is estimated (not asked, not
//! answered, another group) and contributes nothing, while its sampling unit still counts.

mod proportion;
mod quantile;

pub use proportion::{Proportion, proportion};
pub use quantile::{Quantile, median, quantile};

use domain::report::Estimate;

use crate::{
    Design, Error,
    design::{check_length, is_usable},
    interval,
};

/// An estimate with its standard error, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimated {
    pub value: f64,
    pub se: f64,
    /// Sampling units minus strata, counted where there are answers.
    pub df: f64,
    /// Answers it rests on.
    pub n: usize,
}

impl Estimated {
    /// 95 %, from the t distribution.
    pub fn interval(&self) -> Estimate {
        interval::t_interval(self.value, self.se, self.df)
    }
}

/// Mean ȳ = Σwy / Σw, linearised as u = w (y - ȳ) / Σw (Särndal, Swensson & Wretman 1992, section 5.7).
///
/// # Errors
/// Without answers; if they come from too few sampling units for an error.
pub fn mean(design: &Design, values: &[Option<f64>]) -> Result<Estimated, Error> {
    let ones: Vec<Option<f64>> = values.iter().map(|value| value.map(|_| 1.0)).collect();
    ratio(design, values, &ones)
}

/// Total Σwy, with u = wy (Horvitz & Thompson 1952, JASA 47, 663-685).
///
/// # Errors
/// As [`mean`].
pub fn total(design: &Design, values: &[Option<f64>]) -> Result<Estimated, Error> {
    let answers = checked(design, values)?;
    let mut contributions = vec![0.0; design.len()];
    for (row, value) in &answers {
        contributions[*row] = design.weights()[*row] * value;
    }
    estimated(design, values, contributions.iter().sum(), &contributions)
}

/// Ratio R = Σwy / Σwx over those who answered both, with u = w (y - R x) / Σwx (Cochran 1977, section 6.4).
///
/// # Errors
/// As [`mean`]; if the denominator adds up to 0.
pub fn ratio(design: &Design, numerators: &[Option<f64>], denominators: &[Option<f64>]) -> Result<Estimated, Error> {
    let linear = Linearised::ratio(design, numerators, denominators)?;
    estimated(design, &linear.answers, linear.value, &linear.contributions)
}

/// The difference of the means of two groups, first minus second, that may share sampling units: their covariance
/// counts.
///
/// # Errors
/// As [`mean`], of either group.
pub fn difference(design: &Design, first: &[Option<f64>], second: &[Option<f64>]) -> Result<Estimated, Error> {
    let mean = |values: &[Option<f64>]| {
        let ones: Vec<Option<f64>> = values.iter().map(|value| value.map(|_| 1.0)).collect();
        Linearised::ratio(design, values, &ones)
    };
    let (one, other) = (mean(first)?, mean(second)?);
    let contributions: Vec<f64> = one.contributions.iter().zip(&other.contributions).map(|(a, b)| a - b).collect();
    let either: Vec<Option<f64>> = first.iter().zip(second).map(|(a, b)| a.or(*b)).collect();
    estimated(design, &either, one.value - other.value, &contributions)
}

/// How many times larger the variance of the mean is than that of a simple random sample of the same size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DesignEffect {
    /// Against drawing without replacement from a population of Σw; `None` if the weights do not add up to one.
    pub without_replacement: Option<f64>,
    /// Against drawing with replacement.
    pub with_replacement: f64,
}

/// Design effect of a mean (Kish 1965, section 8.2).
///
/// # Errors
/// As [`mean`]; if all values are equal.
pub fn design_effect(design: &Design, values: &[Option<f64>]) -> Result<DesignEffect, Error> {
    let estimate = mean(design, values)?;
    let answers = checked(design, values)?;
    let weight = |row: usize| design.weights()[row];
    let (n, population) = (answers.len() as f64, answers.iter().map(|(row, _)| weight(*row)).sum::<f64>());
    let squares = answers.iter().map(|(row, value)| weight(*row) * (value - estimate.value).powi(2)).sum::<f64>();
    let simple = squares / population / (n - 1.0);
    if simple <= 0.0 {
        return Err(Error::NoVariation);
    }
    let with_replacement = estimate.se * estimate.se / simple;
    let left = 1.0 - n / population;
    Ok(DesignEffect { without_replacement: (left > 0.0).then(|| with_replacement / left), with_replacement })
}

/// A ratio and what each respondent contributes to its error.
pub(crate) struct Linearised {
    pub(crate) value: f64,
    pub(crate) contributions: Vec<f64>,
    /// The numerators that count.
    pub(crate) answers: Vec<Option<f64>>,
}

impl Linearised {
    pub(crate) fn ratio(
        design: &Design,
        numerators: &[Option<f64>],
        denominators: &[Option<f64>],
    ) -> Result<Linearised, Error> {
        check_length("Zähler", design.len(), numerators.len())?;
        check_length("Nenner", design.len(), denominators.len())?;
        let answers: Vec<Option<f64>> = numerators.iter().zip(denominators).map(|(y, x)| y.and(*x).and(*y)).collect();
        let rows = checked(design, &answers)?;
        let terms =
            || rows.iter().map(|(row, y)| (*row, design.weights()[*row], *y, denominators[*row].unwrap_or(0.0)));
        let above: f64 = terms().map(|(_, weight, y, _)| weight * y).sum();
        let below: f64 = terms().map(|(_, weight, _, x)| weight * x).sum();
        if !below.is_finite() {
            return Err(Error::NotFinite("Der Nenner"));
        }
        if below == 0.0 {
            return Err(Error::ZeroDenominator);
        }
        let value = above / below;
        let mut contributions = vec![0.0; design.len()];
        terms().for_each(|(row, weight, y, x)| contributions[row] = weight * (y - value * x) / below);
        Ok(Linearised { value, contributions, answers })
    }
}

/// The answers and the rows they stand in.
pub(crate) fn checked(design: &Design, values: &[Option<f64>]) -> Result<Vec<(usize, f64)>, Error> {
    check_length("Antworten", design.len(), values.len())?;
    let answers: Vec<(usize, f64)> =
        values.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)?))).collect();
    if answers.is_empty() {
        return Err(Error::NoAnswers);
    }
    if answers.iter().any(|(_, value)| !is_usable(*value)) {
        return Err(Error::NotFinite("Die Spalte"));
    }
    Ok(answers)
}

fn estimated(design: &Design, answers: &[Option<f64>], value: f64, contributions: &[f64]) -> Result<Estimated, Error> {
    let df = design.degrees_of_freedom(|row| answers[row].is_some())?;
    let se = design.variance(contributions)?.sqrt();
    if !(value.is_finite() && se.is_finite()) {
        // Every answer was a number; together they are too large for one.
        return Err(Error::NotFinite("Das Ergebnis"));
    }
    Ok(Estimated { value, se, df, n: answers.iter().flatten().count() })
}
