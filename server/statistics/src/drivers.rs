//! What drives an overall judgement: derived importance and penalty-reward contrasts.

mod least_squares;
mod penalty_reward;
mod relative;

pub use least_squares::{LeastSquares, least_squares};
pub use penalty_reward::{Contrast, Factor as ContrastFactor, Rating, penalty_reward};
pub use relative::{LMG_MAX, lmg, relative_weights};

use crate::{Error, design::check_length, rank::pearson};

/// Derived importance: the correlation of each driver with the overall judgement. Unlike the coefficients of a
/// regression these keep their sign when drivers go together (case S17).
///
/// # Errors
/// As [`pearson`].
pub fn zero_order(y: &[f64], drivers: &[Vec<f64>]) -> Result<Vec<f64>, Error> {
    drivers.iter().map(|driver| pearson(driver, y)).collect()
}

/// Rows in which everything was answered.
///
/// # Errors
/// Columns of different length.
pub fn complete(y: &[Option<f64>], drivers: &[Vec<Option<f64>>]) -> Result<(Vec<f64>, Vec<Vec<f64>>), Error> {
    for driver in drivers {
        check_length("Merkmal", y.len(), driver.len())?;
    }
    let is_whole = |row: &usize| y[*row].is_some() && drivers.iter().all(|driver| driver[*row].is_some());
    let rows: Vec<usize> = (0..y.len()).filter(is_whole).collect();
    let kept = |column: &[Option<f64>]| rows.iter().filter_map(|row| column[*row]).collect();
    Ok((kept(y), drivers.iter().map(|driver| kept(driver)).collect()))
}
