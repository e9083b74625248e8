use nalgebra::{DMatrix, DVector};

use super::chi_square::cramers_v;
use crate::{Design, Error, design::check_length, estimate::Linearised, tail};

/// The test of a weighted table.
#[derive(Debug, Clone, PartialEq)]
pub struct RaoScott {
    /// Estimated shares of the cells, of 1 altogether; row after row.
    pub shares: Vec<Vec<f64>>,
    /// Pearson's X² on these shares of n answers.
    pub x2: f64,
    /// X² / tr(Δ).
    pub f: f64,
    pub ndf: f64,
    pub ddf: f64,
    pub p: f64,
    pub cramers_v: f64,
    pub cramers_v_corrected: f64,
    pub n: usize,
}

/// Chi-square test of independence with the second-order correction of Rao & Scott (1984, Annals of Statistics 12,
/// 46-60) in its F form (Thomas & Rao 1987): F = X² / tr(Δ) with tr(Δ)² / tr(Δ²) and that times the design's degrees of
/// freedom; Δ = (Q'D⁻¹Q / n)⁻¹ (Q'D⁻¹VD⁻¹Q), where V is the covariance of the cell shares, D their diagonal and Q spans
/// what is orthogonal to the margins. As R's `svychisq(statistic = "F")`.
///
/// One code per respondent and variable; whoever lacks one does not count. Categories without answers are left out.
///
/// # Errors
/// Without answers, or with only one category; too few sampling units; with empty cells in a ring.
pub fn rao_scott(design: &Design, rows: &[Option<usize>], columns: &[Option<usize>]) -> Result<RaoScott, Error> {
    check_length("Zeilen", design.len(), rows.len())?;
    check_length("Spalten", design.len(), columns.len())?;
    let cells = Cells::new(rows, columns)?;
    if cells.have_ring_of_empty() {
        return Err(Error::TableTooEmpty);
    }
    let linear = cells.linearised(design)?;
    let shares = DVector::from_iterator(linear.len(), linear.iter().map(|cell| cell.value));
    let contributions: Vec<Vec<f64>> = linear.into_iter().map(|cell| cell.contributions).collect();
    let covariance = design.covariance(&contributions)?;
    let df = design.degrees_of_freedom(|row| cells.codes[row].is_some())?;
    let n = cells.codes.iter().flatten().count();
    let delta = cells.delta(&shares, &covariance, n as f64).ok_or(Error::TableTooEmpty)?;
    let (trace, trace2) = (delta.trace(), (&delta * &delta).trace());
    if !(trace > 0.0 && trace2 > 0.0) {
        return Err(Error::NoVariation);
    }
    let x2 = cells.x2(&shares, n as f64);
    let (f, ndf) = (x2 / trace, trace * trace / trace2);
    if !(f.is_finite() && ndf.is_finite()) {
        return Err(Error::NoVariation);
    }
    let (cramers_v, cramers_v_corrected) = cramers_v(x2, n as f64, (cells.rows as f64, cells.columns as f64))?;
    let shares = shares.as_slice().chunks(cells.columns).map(<[f64]>::to_vec).collect();
    let ddf = ndf * df;
    Ok(RaoScott { shares, x2, f, ndf, ddf, p: tail::f(f, ndf, ddf), cramers_v, cramers_v_corrected, n })
}

/// The cell of each respondent, counted row after row.
struct Cells {
    rows: usize,
    columns: usize,
    codes: Vec<Option<usize>>,
}

impl Cells {
    fn new(rows: &[Option<usize>], columns: &[Option<usize>]) -> Result<Cells, Error> {
        let both: Vec<Option<(usize, usize)>> = rows.iter().zip(columns).map(|(a, b)| a.zip(*b)).collect();
        let used = |code: fn(&(usize, usize)) -> usize| {
            let mut used: Vec<usize> = both.iter().flatten().map(code).collect();
            used.sort_unstable();
            used.dedup();
            used
        };
        let (rows, columns) = (used(|pair| pair.0), used(|pair| pair.1));
        match (rows.len(), columns.len()) {
            (0, _) => return Err(Error::NoAnswers),
            (1, _) | (_, 1) => return Err(Error::NoVariation),
            _ => {}
        }
        let place = |(row, column): (usize, usize)| {
            Some(rows.binary_search(&row).ok()? * columns.len() + columns.binary_search(&column).ok()?)
        };
        let codes = both.iter().map(|pair| pair.and_then(place)).collect();
        Ok(Cells { rows: rows.len(), columns: columns.len(), codes })
    }

    /// Whether an interaction has only empty cells, as of two rows that are empty in the same two columns: nothing can be
    /// said of it, the matrix to be inverted is singular, and rounding may hide that.
    fn have_ring_of_empty(&self) -> bool {
        let mut is_empty = vec![true; self.rows * self.columns];
        self.codes.iter().flatten().for_each(|cell| is_empty[*cell] = false);
        // Empty cells join their row and their column; one that joins what is joined already closes a ring.
        let mut part: Vec<usize> = (0..self.rows + self.columns).collect();
        for (cell, _) in is_empty.iter().enumerate().filter(|(_, empty)| **empty) {
            let (row, column) = (part[cell / self.columns], part[self.rows + cell % self.columns]);
            if row == column {
                return true;
            }
            part.iter_mut().filter(|one| **one == column).for_each(|one| *one = row);
        }
        false
    }

    fn linearised(&self, design: &Design) -> Result<Vec<Linearised>, Error> {
        let ones: Vec<Option<f64>> = self.codes.iter().map(|code| code.map(|_| 1.0)).collect();
        let share = |cell: usize| {
            let here: Vec<Option<f64>> =
                self.codes.iter().map(|code| code.map(|code| f64::from(code == cell))).collect();
            Linearised::ratio(design, &here, &ones)
        };
        (0..self.rows * self.columns).map(share).collect()
    }

    fn margins(&self, shares: &DVector<f64>) -> (Vec<f64>, Vec<f64>) {
        let at = |row: usize, column: usize| shares[row * self.columns + column];
        let across = (0..self.rows).map(|row| (0..self.columns).map(|column| at(row, column)).sum()).collect();
        let down = (0..self.columns).map(|column| (0..self.rows).map(|row| at(row, column)).sum()).collect();
        (across, down)
    }

    fn x2(&self, shares: &DVector<f64>, n: f64) -> f64 {
        let (across, down) = self.margins(shares);
        let term = |(cell, share): (usize, &f64)| {
            let expected = across[cell / self.columns] * down[cell % self.columns];
            (share - expected).powi(2) / expected
        };
        n * shares.iter().enumerate().map(term).sum::<f64>()
    }

    /// `None` where the table is too empty for the matrix to be inverted.
    fn delta(&self, shares: &DVector<f64>, covariance: &DMatrix<f64>, n: f64) -> Option<DMatrix<f64>> {
        let q = self.interactions();
        let inverse = shares.map(|share| if share > 0.0 { 1.0 / share } else { 0.0 });
        let scaled = DMatrix::from_fn(q.nrows(), q.ncols(), |row, column| inverse[row] * q[(row, column)]);
        let below = q.transpose() * &scaled / n;
        let above = scaled.transpose() * covariance * &scaled;
        below.lu().solve(&above)
    }

    /// Products of contrasts of rows and of columns: orthogonal to both margins and to the constant.
    fn interactions(&self) -> DMatrix<f64> {
        let width = (self.rows - 1) * (self.columns - 1);
        DMatrix::from_fn(self.rows * self.columns, width, |cell, at| {
            let (row, column) = (cell / self.columns, cell % self.columns);
            let (first, second) = (at / (self.columns - 1), at % (self.columns - 1));
            contrast(row, first, self.rows) * contrast(column, second, self.columns)
        })
    }
}

/// 1 for one category and -1 for the last.
fn contrast(category: usize, at: usize, categories: usize) -> f64 {
    if category == at {
        1.0
    } else if category + 1 == categories {
        -1.0
    } else {
        0.0
    }
}
