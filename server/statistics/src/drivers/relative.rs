use nalgebra::{DMatrix, DVector, SymmetricEigen};

use super::zero_order;
use crate::{Error, rank::pearson};

/// LMG goes through all subsets of drivers: 4096 of twelve.
pub const LMG_MAX: usize = 12;
const SINGULAR: f64 = 1e-10;

/// Relative weights: R² shared out by way of the closest uncorrelated variables (Johnson 2000, Multivariate Behavioral
/// Research 35, 1-19). They add up to R².
///
/// # Errors
/// Columns that do not vary or repeat each other.
pub fn relative_weights(y: &[f64], drivers: &[Vec<f64>]) -> Result<Vec<f64>, Error> {
    let (among, with_y) = correlations(y, drivers)?;
    let SymmetricEigen { eigenvectors, eigenvalues } = SymmetricEigen::new(among);
    if eigenvalues.min() <= SINGULAR {
        return Err(Error::Collinear);
    }
    let power = |exponent: f64| {
        let diagonal = DMatrix::from_diagonal(&eigenvalues.map(|value| value.powf(exponent)));
        &eigenvectors * diagonal * eigenvectors.transpose()
    };
    let (loadings, betas) = (power(0.5), power(-0.5) * with_y);
    let weight = |driver: usize| loadings.row(driver).iter().zip(&betas).map(|(l, b)| (l * b).powi(2)).sum();
    Ok((0..drivers.len()).map(weight).collect())
}

/// LMG: what each driver adds to R², averaged over all orders in which drivers can come in (Lindeman, Merenda & Gold
/// 1980; Grömping 2006, J. Stat. Software 17(1)). They add up to R².
///
/// # Errors
/// As [`relative_weights`]; more than [`LMG_MAX`] drivers.
pub fn lmg(y: &[f64], drivers: &[Vec<f64>]) -> Result<Vec<f64>, Error> {
    let p = drivers.len();
    if p > LMG_MAX {
        return Err(Error::TooManyDrivers { found: p, most: LMG_MAX });
    }
    let (among, with_y) = correlations(y, drivers)?;
    let r2 = (0..1_usize << p).map(|subset| r2_of(subset, &among, &with_y)).collect::<Result<Vec<f64>, _>>()?;
    // Share of the orders in which exactly the drivers of a subset come before one: s! (p - s - 1)! / p!
    let share = |size: usize| 1.0 / (p as f64 * binomial(p - 1, size));
    let add = |driver: usize| {
        let without = (0..1_usize << p).filter(|subset| subset & (1 << driver) == 0);
        without.map(|subset| share(subset.count_ones() as usize) * (r2[subset | (1 << driver)] - r2[subset])).sum()
    };
    Ok((0..p).map(add).collect())
}

fn binomial(n: usize, k: usize) -> f64 {
    (0..k).map(|step| (n - step) as f64 / (step + 1) as f64).product()
}

/// R² = r'R⁻¹r of the drivers whose bits are set.
fn r2_of(subset: usize, among: &DMatrix<f64>, with_y: &DVector<f64>) -> Result<f64, Error> {
    let members: Vec<usize> = (0..with_y.len()).filter(|driver| subset & (1 << driver) != 0).collect();
    if members.is_empty() {
        return Ok(0.0);
    }
    let r = DVector::from_iterator(members.len(), members.iter().map(|member| with_y[*member]));
    let matrix = DMatrix::from_fn(members.len(), members.len(), |a, b| among[(members[a], members[b])]);
    let solved = matrix.cholesky().ok_or(Error::Collinear)?.solve(&r);
    Ok(r.dot(&solved))
}

fn correlations(y: &[f64], drivers: &[Vec<f64>]) -> Result<(DMatrix<f64>, DVector<f64>), Error> {
    if drivers.is_empty() {
        return Err(Error::TooFewItems { found: 0, needed: 1 });
    }
    let with_y = DVector::from_vec(zero_order(y, drivers)?);
    let mut among = DMatrix::identity(drivers.len(), drivers.len());
    for a in 0..drivers.len() {
        for b in a + 1..drivers.len() {
            let r = pearson(&drivers[a], &drivers[b])?;
            (among[(a, b)], among[(b, a)]) = (r, r);
        }
    }
    Ok((among, with_y))
}
