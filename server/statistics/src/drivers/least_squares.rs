use nalgebra::{DMatrix, DVector};

use crate::{
    Error,
    design::{check_length, is_usable},
};

/// Columns that depend on each other up to this are the same column twice.
const SINGULAR: f64 = 1e-10;

/// A regression of one variable on others.
#[derive(Debug, Clone, PartialEq)]
pub struct LeastSquares {
    pub intercept: f64,
    /// One per driver, in its unit.
    pub coefficients: Vec<f64>,
    /// Standard errors of the coefficients.
    pub errors: Vec<f64>,
    pub r2: f64,
    /// Residual standard deviation.
    pub sigma: f64,
    pub df: f64,
}

/// Ordinary least squares by a QR decomposition (Golub 1965); `drivers` are columns.
///
/// # Errors
/// Columns of different length, no more rows than coefficients, columns that repeat each other, a `y` that does not
/// vary.
pub fn least_squares(y: &[f64], drivers: &[Vec<f64>]) -> Result<LeastSquares, Error> {
    for driver in drivers {
        check_length("Merkmal", y.len(), driver.len())?;
    }
    if y.iter().chain(drivers.iter().flatten()).any(|value| !is_usable(*value)) {
        return Err(Error::NotFinite("Die Spalte"));
    }
    let (n, k) = (y.len(), drivers.len() + 1);
    if n <= k {
        return Err(Error::TooFewAnswers { found: n, needed: k + 1 });
    }
    let x = DMatrix::from_fn(n, k, |row, column| if column == 0 { 1.0 } else { drivers[column - 1][row] });
    let y = DVector::from_column_slice(y);
    let lengths: Vec<f64> = x.column_iter().map(|column| column.norm()).collect();
    let qr = x.clone().qr();
    let r = qr.r();
    if (0..k).any(|at| r[(at, at)].abs() <= SINGULAR * lengths[at]) {
        return Err(Error::Collinear);
    }
    let coefficients = r.solve_upper_triangular(&(qr.q().transpose() * &y)).ok_or(Error::Collinear)?;
    let inverse = r.solve_upper_triangular(&DMatrix::identity(k, k)).ok_or(Error::Collinear)?;
    let residuals = (&y - &x * &coefficients).norm_squared();
    let spread = y.map(|value| value - y.mean()).norm_squared();
    if spread <= 0.0 {
        return Err(Error::NoVariation);
    }
    let df = (n - k) as f64;
    let sigma = (residuals / df).sqrt();
    let errors = inverse.row_iter().skip(1).map(|row| sigma * row.norm()).collect();
    let coefficients: Vec<f64> = coefficients.iter().copied().collect();
    let (intercept, coefficients) = (coefficients[0], coefficients[1..].to_vec());
    Ok(LeastSquares { intercept, coefficients, errors, r2: 1.0 - residuals / spread, sigma, df })
}
