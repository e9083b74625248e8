use nalgebra::DMatrix;

use crate::{
    Error,
    design::{check_length, is_usable},
};

/// What becomes of respondents who left items out. Three right answers, three different alphas (case S13): the figure
/// is to be shown with the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Only who answered all items counts.
    #[default]
    Listwise,
    /// Each covariance from those who answered these two, as `psych::alpha` does.
    Pairwise,
    /// The item's median stands in, as in `psych::scoreItems`.
    MedianImputed,
}

/// Covariances of the items of a scale, and how many respondents they rest on (at most, for pairs).
#[derive(Debug, Clone, PartialEq)]
pub struct Covariance {
    pub(super) matrix: DMatrix<f64>,
    pub n: usize,
}

impl Covariance {
    /// # Errors
    /// Fewer than two items, columns of different length, too few answers, an item without variation.
    pub fn new(items: &[Vec<Option<f64>>], missing: Missing) -> Result<Covariance, Error> {
        let respondents = items.first().map_or(0, Vec::len);
        for item in items {
            check_length("Item", respondents, item.len())?;
        }
        if items.iter().flatten().flatten().any(|value| !is_usable(*value)) {
            return Err(Error::NotFinite("Die Spalte"));
        }
        let whole = |row: &usize| items.iter().all(|item| item[*row].is_some());
        let complete: Vec<usize> = (0..respondents).filter(whole).collect();
        let at = |rows: &[usize]| -> Vec<Vec<Option<f64>>> {
            items.iter().map(|item| rows.iter().map(|row| item[*row]).collect()).collect()
        };
        let (columns, n) = match missing {
            Missing::Listwise => (at(&complete), complete.len()),
            Missing::Pairwise => (items.to_vec(), respondents),
            Missing::MedianImputed => (items.iter().map(|item| imputed(item)).collect(), respondents),
        };
        let k = columns.len();
        let mut matrix = DMatrix::zeros(k, k);
        for a in 0..k {
            for b in a..k {
                let covariance = covariance(&columns[a], &columns[b])?;
                (matrix[(a, b)], matrix[(b, a)]) = (covariance, covariance);
            }
        }
        checked(matrix, n)
    }

    /// From a printed matrix of correlations or covariances, row after row.
    ///
    /// # Errors
    /// A matrix that is not square, not symmetric, or without variation.
    pub fn from_matrix(rows: &[Vec<f64>], n: usize) -> Result<Covariance, Error> {
        for row in rows {
            check_length("Zeile der Matrix", rows.len(), row.len())?;
        }
        let matrix = DMatrix::from_fn(rows.len(), rows.len(), |a, b| rows[a][b]);
        if matrix.iter().any(|value| !is_usable(*value)) {
            return Err(Error::NotFinite("Die Matrix"));
        }
        if (&matrix - matrix.transpose()).amax() > 1e-6 * matrix.amax() {
            return Err(Error::NotSymmetric);
        }
        checked(matrix, n)
    }

    pub fn items(&self) -> usize {
        self.matrix.nrows()
    }

    /// Divided by the standard deviations.
    pub(super) fn correlations(&self) -> DMatrix<f64> {
        let sd = self.matrix.diagonal().map(f64::sqrt);
        DMatrix::from_fn(self.items(), self.items(), |a, b| self.matrix[(a, b)] / (sd[a] * sd[b]))
    }
}

fn checked(matrix: DMatrix<f64>, n: usize) -> Result<Covariance, Error> {
    if matrix.nrows() < 2 {
        return Err(Error::TooFewItems { found: matrix.nrows(), needed: 2 });
    }
    if matrix.diagonal().iter().any(|variance| *variance <= 0.0) {
        return Err(Error::NoVariation);
    }
    Ok(Covariance { matrix, n })
}

/// Of those who have both (n - 1).
fn covariance(first: &[Option<f64>], second: &[Option<f64>]) -> Result<f64, Error> {
    let pairs: Vec<(f64, f64)> = first.iter().zip(second).filter_map(|(a, b)| a.zip(*b)).collect();
    if pairs.len() < 2 {
        return Err(Error::TooFewAnswers { found: pairs.len(), needed: 2 });
    }
    let n = pairs.len() as f64;
    let (sum_a, sum_b) = pairs.iter().fold((0.0, 0.0), |(a, b), pair| (a + pair.0, b + pair.1));
    Ok(pairs.iter().map(|(a, b)| (a - sum_a / n) * (b - sum_b / n)).sum::<f64>() / (n - 1.0))
}

fn imputed(item: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut valid: Vec<f64> = item.iter().flatten().copied().collect();
    valid.sort_by(f64::total_cmp);
    let middle = |at: usize| valid.get(at).copied();
    let median = middle(valid.len() / 2).zip(middle(valid.len().saturating_sub(1) / 2)).map(|(a, b)| (a + b) / 2.0);
    item.iter().map(|value| value.or(median)).collect()
}
