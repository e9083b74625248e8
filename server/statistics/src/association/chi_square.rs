use super::Contingency;
use crate::{Error, tail};

/// Pearson's test and how strong the association is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquare {
    pub x2: f64,
    pub df: f64,
    pub p: f64,
    /// √(X² / (n (min(r, c) - 1))), 0 to 1 (Cramér 1946).
    pub cramers_v: f64,
    /// The same without what chance alone brings about (Bergsma 2013, J. Korean Statistical Society 42, 323-328).
    pub cramers_v_corrected: f64,
    pub smallest_expected: f64,
}

/// Chi-square test of independence on counts, without continuity correction (Pearson 1900).
///
/// # Errors
/// None for a [`Contingency`] of more than one answer.
pub fn chi_square(table: &Contingency) -> Result<ChiSquare, Error> {
    let n = table.n() as f64;
    let (rows, columns) = table.shape();
    let (across, down) = (table.row_sums(), table.column_sums());
    let (mut x2, mut smallest_expected) = (0.0, f64::INFINITY);
    for (row, across) in table.rows().iter().zip(&across) {
        for (count, down) in row.iter().zip(&down) {
            let expected = *across as f64 * *down as f64 / n;
            x2 += (*count as f64 - expected).powi(2) / expected;
            smallest_expected = f64::min(smallest_expected, expected);
        }
    }
    let df = ((rows - 1) * (columns - 1)) as f64;
    let (cramers_v, cramers_v_corrected) = cramers_v(x2, n, (rows as f64, columns as f64))?;
    Ok(ChiSquare { x2, df, p: tail::chi_square(x2, df), cramers_v, cramers_v_corrected, smallest_expected })
}

/// Plain and corrected.
pub(super) fn cramers_v(x2: f64, n: f64, (rows, columns): (f64, f64)) -> Result<(f64, f64), Error> {
    if n <= 1.0 {
        return Err(Error::TooFewAnswers { found: 1, needed: 2 });
    }
    let phi2 = x2 / n;
    let plain = (phi2 / (rows.min(columns) - 1.0)).sqrt().min(1.0);
    let shrunk = |size: f64| size - (size - 1.0).powi(2) / (n - 1.0);
    let room = shrunk(rows).min(shrunk(columns)) - 1.0;
    let beyond_chance = (phi2 - (rows - 1.0) * (columns - 1.0) / (n - 1.0)).max(0.0);
    // With about as many categories as answers nothing beyond chance can be told.
    Ok((plain, if room > 0.0 { (beyond_chance / room).sqrt().min(1.0) } else { 0.0 }))
}
