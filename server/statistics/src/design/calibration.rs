//! What known margins take out of the variance.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use crate::Factor;

/// Directions of the regression that are as good as empty: margins may say the same thing twice.
const SINGULAR: f64 = 1e-11;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Calibration {
    margins: Vec<Factor>,
    base: Vec<f64>,
    /// Pseudo-inverse of X'WX; X has a column for each category of each margin.
    inverse: DMatrix<f64>,
}

impl Calibration {
    pub(super) fn new(margins: Vec<Factor>, base: &[f64]) -> Calibration {
        let columns = margins.iter().map(|margin| margin.levels().len()).sum();
        let mut calibration = Calibration { margins, base: base.to_vec(), inverse: DMatrix::zeros(columns, columns) };
        let mut gram = DMatrix::zeros(columns, columns);
        for (row, weight) in base.iter().enumerate() {
            let places: Vec<usize> = calibration.places(row).collect();
            for a in &places {
                places.iter().for_each(|b| gram[(*a, *b)] += weight);
            }
        }
        calibration.inverse = pseudo_inverse(gram);
        calibration
    }

    /// The columns in which a respondent has a 1.
    fn places(&self, row: usize) -> impl Iterator<Item = usize> {
        let mut before = 0;
        self.margins.iter().map(move |margin| {
            let place = before + margin.codes()[row];
            before += margin.levels().len();
            place
        })
    }

    /// Contributions with the part that the margins explain taken out: z_i = w'_i e_i, where e are the residuals of
    /// contribution / w'_i on the margins.
    ///
    /// N.B. The regression is weighted with the weights BEFORE calibration, as R's survey does; with those after it
    /// case S03 comes out at 23.74 instead of 23.70.
    pub(super) fn residuals(&self, contributions: &[f64], weights: &[f64]) -> Vec<f64> {
        let values: Vec<f64> = contributions.iter().zip(weights).map(|(value, weight)| value / weight).collect();
        let mut moments = DVector::zeros(self.inverse.nrows());
        for (row, (value, weight)) in values.iter().zip(&self.base).enumerate() {
            self.places(row).for_each(|place| moments[place] += weight * value);
        }
        let coefficients = &self.inverse * moments;
        let residual = |(row, value): (usize, f64)| {
            weights[row] * (value - self.places(row).map(|place| coefficients[place]).sum::<f64>())
        };
        values.into_iter().enumerate().map(residual).collect()
    }
}

fn pseudo_inverse(gram: DMatrix<f64>) -> DMatrix<f64> {
    let SymmetricEigen { eigenvectors, eigenvalues } = SymmetricEigen::new(gram);
    let largest = eigenvalues.amax();
    let inverted = eigenvalues.map(|value| if value > SINGULAR * largest { 1.0 / value } else { 0.0 });
    &eigenvectors * DMatrix::from_diagonal(&inverted) * eigenvectors.transpose()
}
