//! Whether two grouping variables have to do with each other.

mod chi_square;
mod contingency;
mod fisher;
mod permutation;
mod rao_scott;

pub use chi_square::{ChiSquare, chi_square};
pub use contingency::Contingency;
pub use fisher::fisher_exact;
pub use permutation::{PERMUTATIONS, permutation};
pub(crate) use permutation::{rank_permutation, sequential_permutation};
pub use rao_scott::{RaoScott, rao_scott};

use crate::Error;

/// The seed of permutations and bootstraps where nobody names one, so that a report comes out the same twice.
pub const SEED: u64 = 1997;
/// Below this expected count the chi-square distribution is no good approximation (Cochran 1954).
pub(crate) const EXPECTED_ENOUGH: f64 = 5.0;

/// How the p value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    ChiSquare,
    Fisher,
    Permutation,
}

/// A table's chi-square figures and the p value by the method that the counts can bear.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Independence {
    pub chi_square: ChiSquare,
    pub method: Method,
    pub p: f64,
}

/// The test of unweighted counts: chi-square; with an expected count below 5 Fisher's exact test of a 2 x 2 table, and
/// permutation of a larger one.
///
/// # Errors
/// As [`chi_square`].
pub fn independence(table: &Contingency, seed: u64) -> Result<Independence, Error> {
    let chi_square = chi_square(table)?;
    let is_small = chi_square.smallest_expected < EXPECTED_ENOUGH;
    let (method, p) = match (is_small, table.shape()) {
        (false, _) => (Method::ChiSquare, chi_square.p),
        (true, (2, 2)) => (Method::Fisher, fisher_exact(table)?),
        (true, _) => (Method::Permutation, permutation(table, PERMUTATIONS, seed)?),
    };
    Ok(Independence { chi_square, method, p })
}
