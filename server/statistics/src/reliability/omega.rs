use nalgebra::{DMatrix, DVector, SymmetricEigen};

use super::Covariance;
use crate::Error;

/// No item is explained to the last bit, or the likelihood runs away (a Heywood case); R's `factanal` has the same
/// bound.
const UNIQUENESS_MIN: f64 = 0.005;
const STEPS_MAX: usize = 2_000;
const STILL: f64 = 1e-9;

/// One factor, and what of the scale's variance it accounts for.
#[derive(Debug, Clone, PartialEq)]
pub struct Omega {
    pub omega: f64,
    /// Standardised, one per item.
    pub loadings: Vec<f64>,
}

/// McDonald's omega of one factor by maximum likelihood on the correlations: (Σλ)² / ((Σλ)² + Σ(1 - λ²)) (McDonald
/// 1999, Test Theory, equation 6.20b).
///
/// The loadings solve the likelihood equations (Lawley & Maxwell 1971, section 4.2): λ = √(θ - 1) Ψ^½ v with the
/// largest eigenvalue θ of Ψ^-½ R Ψ^-½ and its vector v, and ψ = 1 - λ²; one after the other until nothing moves.
///
/// # Errors
/// Fewer than three items, for which a factor is not determined; items that share nothing; no convergence.
pub fn omega(covariance: &Covariance) -> Result<Omega, Error> {
    if covariance.items() < 3 {
        return Err(Error::TooFewItems { found: covariance.items(), needed: 3 });
    }
    let loadings = one_factor(&covariance.correlations())?;
    let (sum, unique) = (loadings.sum(), loadings.map(|loading| 1.0 - loading * loading).sum());
    if sum == 0.0 {
        return Err(Error::NoVariation);
    }
    let omega = sum * sum / (sum * sum + unique);
    // Which way the factor points is chance: up.
    Ok(Omega { omega, loadings: loadings.iter().map(|loading| loading * sum.signum()).collect() })
}

fn one_factor(correlations: &DMatrix<f64>) -> Result<DVector<f64>, Error> {
    let mut unique = DVector::from_element(correlations.nrows(), 0.5);
    for _ in 0..STEPS_MAX {
        let scale = unique.map(|psi: f64| 1.0 / psi.sqrt());
        let scaled = DMatrix::from_fn(unique.len(), unique.len(), |a, b| scale[a] * correlations[(a, b)] * scale[b]);
        let SymmetricEigen { eigenvectors, eigenvalues } = SymmetricEigen::new(scaled);
        let (top, theta) = eigenvalues.argmax();
        let loadings = eigenvectors.column(top).component_mul(&unique.map(f64::sqrt)) * (theta - 1.0).max(0.0).sqrt();
        let next = loadings.map(|loading| (1.0 - loading * loading).clamp(UNIQUENESS_MIN, 1.0));
        let moved = (&next - &unique).amax();
        unique = next;
        if moved < STILL {
            return Ok(loadings);
        }
    }
    Err(Error::NoFactor)
}
