use statrs::function::factorial::ln_factorial;

use super::Contingency;
use crate::Error;

/// More tables than this are not gone through; permutation says as much then.
const TABLES_MAX: u64 = 1_000_000;
/// Probabilities that differ by less are equal, as in R's `fisher.test`.
const EQUAL: f64 = 1e-7;

/// Fisher's exact test, two-sided: the probability, with the margins given, of all tables no more likely than this one
/// (Fisher 1935; Freeman & Halton 1951, Biometrika 38, 141-149, for more than two rows or columns).
///
/// # Errors
/// If there are more than a million tables with these margins.
pub fn fisher_exact(table: &Contingency) -> Result<f64, Error> {
    let ln_sum = |sums: &[u64]| sums.iter().map(|sum| ln_factorial(*sum)).sum::<f64>();
    let (rows, columns) = (table.row_sums(), table.column_sums());
    let constant = ln_sum(&rows) + ln_sum(&columns) - ln_factorial(table.n());
    let observed = constant - table.rows().iter().map(|row| ln_sum(row)).sum::<f64>();
    let mut walk = Walk { columns: &columns, limit: observed + EQUAL, visited: 0, sum: 0.0 };
    let mut left = rows;
    walk.column(0, &mut left, constant)?;
    Ok(walk.sum.min(1.0))
}

/// Goes through all tables with the given margins, column after column.
struct Walk<'a> {
    columns: &'a [u64],
    /// Logarithm of the largest probability that counts.
    limit: f64,
    visited: u64,
    sum: f64,
}

impl Walk<'_> {
    /// `left`: what the rows still have to hold. `ln_p`: the logarithm of the probability of what stands already.
    fn column(&mut self, column: usize, left: &mut Vec<u64>, ln_p: f64) -> Result<(), Error> {
        if column + 1 == self.columns.len() {
            self.visited += 1;
            if self.visited > TABLES_MAX {
                return Err(Error::TooManyTables);
            }
            let ln_p = ln_p - left.iter().map(|rest| ln_factorial(*rest)).sum::<f64>();
            if ln_p <= self.limit {
                self.sum += ln_p.exp();
            }
            return Ok(());
        }
        self.cell(column, 0, self.columns[column], left, ln_p)
    }

    /// `rest`: what the column still has to hold from this row on.
    fn cell(&mut self, column: usize, row: usize, rest: u64, left: &mut Vec<u64>, ln_p: f64) -> Result<(), Error> {
        if row + 1 == left.len() {
            if rest > left[row] {
                return Ok(());
            }
            left[row] -= rest;
            self.column(column + 1, left, ln_p - ln_factorial(rest))?;
            left[row] += rest;
            return Ok(());
        }
        for count in 0..=rest.min(left[row]) {
            left[row] -= count;
            self.cell(column, row + 1, rest - count, left, ln_p - ln_factorial(count))?;
            left[row] += count;
        }
        Ok(())
    }
}
