//! Sampling units within strata, and the variance of sums over them.

use std::collections::{BTreeMap, BTreeSet};

use nalgebra::{DMatrix, DVector};

use super::{LonelyUnit, Population};
use crate::{Error, Factor};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Units {
    /// The unit of each respondent.
    unit: Vec<usize>,
    /// The stratum of each unit.
    stratum: Vec<usize>,
    /// How many units each stratum has in the sample.
    sizes: Vec<usize>,
    /// How many it has outside.
    population: Option<Vec<f64>>,
    lonely: LonelyUnit,
}

impl Units {
    pub(super) fn new(
        strata: &Factor,
        clusters: &Factor,
        population: Option<&Population>,
        lonely: LonelyUnit,
    ) -> Result<Units, Error> {
        let pairs = || strata.codes().iter().copied().zip(clusters.codes().iter().copied());
        let places: BTreeMap<(usize, usize), usize> =
            pairs().collect::<BTreeSet<_>>().into_iter().enumerate().map(|(at, pair)| (pair, at)).collect();
        let unit = pairs().filter_map(|pair| places.get(&pair).copied()).collect();
        let stratum: Vec<usize> = places.keys().map(|(stratum, _)| *stratum).collect();
        let mut sizes = vec![0; strata.levels().len()];
        stratum.iter().for_each(|stratum| sizes[*stratum] += 1);
        let lonely_stratum = sizes.iter().position(|size| *size == 1);
        if let (LonelyUnit::Refuse, Some(at)) = (lonely, lonely_stratum) {
            return Err(Error::LonelyUnit(strata.levels()[at].clone()));
        }
        let population = population.map(|population| sizes_outside(population, strata, &sizes)).transpose()?;
        Ok(Units { unit, stratum, sizes, population, lonely })
    }

    /// Population / sample of each respondent's stratum.
    pub(super) fn expansion(&self) -> Vec<f64> {
        let weight = |unit: &usize| {
            let stratum = self.stratum[*unit];
            self.population.as_ref().map_or(1.0, |population| population[stratum] / self.sizes[stratum] as f64)
        };
        self.unit.iter().map(weight).collect()
    }

    pub(super) fn sampling_fraction(&self) -> Option<f64> {
        let population = self.population.as_ref()?.iter().sum::<f64>();
        Some(self.stratum.len() as f64 / population)
    }

    pub(super) fn count(&self, is_inside: impl Fn(usize) -> bool) -> (usize, usize) {
        let (mut units, mut strata) = (vec![false; self.stratum.len()], vec![false; self.sizes.len()]);
        for (_, unit) in self.unit.iter().enumerate().filter(|(row, _)| is_inside(*row)) {
            units[*unit] = true;
            strata[self.stratum[*unit]] = true;
        }
        let inside = |marks: Vec<bool>| marks.into_iter().filter(|mark| *mark).count();
        (inside(units), inside(strata))
    }

    pub(super) fn rows(&self) -> Vec<Vec<Vec<usize>>> {
        let mut of_unit = vec![Vec::new(); self.stratum.len()];
        self.unit.iter().enumerate().for_each(|(row, unit)| of_unit[*unit].push(row));
        let mut of_stratum = vec![Vec::new(); self.sizes.len()];
        of_unit.into_iter().zip(&self.stratum).for_each(|(rows, stratum)| of_stratum[*stratum].push(rows));
        of_stratum
    }

    pub(super) fn covariance(&self, contributions: &[Vec<f64>]) -> Result<DMatrix<f64>, Error> {
        let (units, strata) = (self.stratum.len(), self.sizes.len());
        if units <= 1 {
            return Err(Error::TooFewUnits { units, strata });
        }
        let width = contributions.len();
        let mut totals = DMatrix::zeros(width, units);
        for (estimate, values) in contributions.iter().enumerate() {
            self.unit.iter().zip(values).for_each(|(unit, value)| totals[(estimate, *unit)] += value);
        }
        let mut centres = DMatrix::zeros(width, strata);
        for (unit, stratum) in self.stratum.iter().enumerate() {
            centres.column_mut(*stratum).axpy(1.0 / self.sizes[*stratum] as f64, &totals.column(unit), 1.0);
        }
        let overall: DVector<f64> = totals.column_mean();
        let mut covariance = DMatrix::zeros(width, width);
        // In place: where everybody is a unit of their own, these few lines run once a respondent and estimate.
        let mut distance = DVector::zeros(width);
        for (unit, stratum) in self.stratum.iter().enumerate() {
            distance.copy_from(&totals.column(unit));
            match self.sizes[*stratum] {
                1 => distance -= &overall,
                _ => distance -= centres.column(*stratum),
            }
            covariance.ger(self.factor(*stratum), &distance, &distance, 1.0);
        }
        Ok(covariance)
    }

    /// (1 - n_h/N_h) n_h/(n_h - 1)
    fn factor(&self, stratum: usize) -> f64 {
        let n = self.sizes[stratum] as f64;
        let left = self.population.as_ref().map_or(1.0, |population| 1.0 - n / population[stratum]);
        if n > 1.0 { left * n / (n - 1.0) } else { left }
    }
}

fn sizes_outside(population: &Population, strata: &Factor, sizes: &[usize]) -> Result<Vec<f64>, Error> {
    let one = |(stratum, sample): (&String, &usize)| {
        let population = match population {
            Population::Whole(whole) if sizes.len() == 1 => Some(whole),
            Population::Whole(_) => None,
            Population::Strata(strata) => strata.get(stratum),
        };
        match population {
            Some(population) if population.is_finite() && *population >= *sample as f64 => Ok(*population),
            Some(population) => {
                Err(Error::PopulationTooSmall { stratum: stratum.clone(), population: *population, sample: *sample })
            }
            None => Err(Error::NoPopulation(stratum.clone())),
        }
    };
    strata.levels().iter().zip(sizes).map(one).collect()
}
