use nalgebra::DMatrix;

use super::Covariance;
use crate::Error;

/// Cronbach's alpha: k / (k - 1) (1 - Σ s²_j / s²_T) (Cronbach 1951, Psychometrika 16, 297-334, equation 2).
///
/// # Errors
/// If the sum of the items does not vary.
pub fn cronbach_alpha(covariance: &Covariance) -> Result<f64, Error> {
    alpha(&covariance.matrix)
}

/// Alpha of standardised items: k r̄ / (1 + (k - 1) r̄). Of two items this is the Spearman-Brown formula.
///
/// # Errors
/// As [`cronbach_alpha`].
pub fn standardised_alpha(covariance: &Covariance) -> Result<f64, Error> {
    alpha(&covariance.correlations())
}

/// What alpha would be without each item; `None` of two items, where only one would be left.
///
/// # Errors
/// As [`cronbach_alpha`].
pub fn alpha_if_dropped(covariance: &Covariance) -> Result<Option<Vec<f64>>, Error> {
    if covariance.items() < 3 {
        return Ok(None);
    }
    let without = |item: usize| alpha(&covariance.matrix.clone().remove_row(item).remove_column(item));
    (0..covariance.items()).map(without).collect::<Result<_, _>>().map(Some)
}

/// An item among the others of its scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item {
    pub alpha_if_dropped: Option<f64>,
    /// Correlation with the sum of the others (corrected item-total correlation, Henrysson 1963).
    pub item_total: f64,
}

/// # Errors
/// As [`cronbach_alpha`]; if the others do not vary.
pub fn items(covariance: &Covariance) -> Result<Vec<Item>, Error> {
    let dropped = alpha_if_dropped(covariance)?;
    let whole = covariance.matrix.sum();
    let item = |at: usize| {
        let (own, with_all) = (covariance.matrix[(at, at)], covariance.matrix.row(at).sum());
        let others = whole - 2.0 * with_all + own;
        let spread = own.sqrt() * others.sqrt();
        if spread.is_nan() || spread <= 0.0 {
            return Err(Error::NoVariation);
        }
        let item_total = ((with_all - own) / spread).clamp(-1.0, 1.0);
        Ok(Item { alpha_if_dropped: dropped.as_ref().map(|dropped| dropped[at]), item_total })
    };
    (0..covariance.items()).map(item).collect()
}

fn alpha(matrix: &DMatrix<f64>) -> Result<f64, Error> {
    let (k, whole) = (matrix.nrows() as f64, matrix.sum());
    if whole > 0.0 { Ok(k / (k - 1.0) * (1.0 - matrix.trace() / whole)) } else { Err(Error::NoVariation) }
}
