use std::collections::BTreeMap;

use crate::{Error, Factor};

/// A grouping variable whose totals in the population are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    name: String,
    factor: Factor,
    /// In the order of the factor's levels.
    targets: Vec<f64>,
}

impl Margin {
    /// `targets`: how many of the population are in each category.
    ///
    /// # Errors
    /// A category of the respondents without a target, a target without respondents, a target that is not positive.
    pub fn new(name: impl Into<String>, factor: Factor, targets: &BTreeMap<String, f64>) -> Result<Margin, Error> {
        let name = name.into();
        if let Some(category) = targets.keys().find(|category| !factor.levels().contains(category)) {
            return Err(Error::EmptyCategory { margin: name, category: category.clone() });
        }
        let target = |category: &String| match targets.get(category) {
            Some(target) if target.is_finite() && *target > 0.0 => Ok(*target),
            Some(target) => Err(Error::Target { margin: name.clone(), category: category.clone(), target: *target }),
            None => Err(Error::NoTarget { margin: name.clone(), category: category.clone() }),
        };
        let targets = factor.levels().iter().map(target).collect::<Result<_, _>>()?;
        Ok(Margin { name, factor, targets })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn factor(&self) -> &Factor {
        &self.factor
    }

    pub(crate) fn into_factor(self) -> Factor {
        self.factor
    }

    pub(crate) fn total(&self) -> f64 {
        self.targets.iter().sum()
    }

    /// Weights scaled so that they add up to the targets.
    pub(super) fn fit(&self, weights: &mut [f64]) {
        let sums = self.factor.sums(weights);
        for (weight, code) in weights.iter_mut().zip(self.factor.codes()) {
            *weight *= self.targets[*code] / sums[*code];
        }
    }

    /// How far the weights miss a target at most.
    pub(super) fn largest_error(&self, weights: &[f64]) -> f64 {
        let sums = self.factor.sums(weights);
        sums.iter().zip(&self.targets).map(|(sum, target)| (sum - target).abs()).fold(0.0, f64::max)
    }
}
