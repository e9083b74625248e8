use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::Contingency;
use crate::Error;

/// With the table itself 10,000, so that p values are whole numbers of ten thousandths.
pub const PERMUTATIONS: usize = 9_999;
/// X² is a sum of fractions: equal tables may differ in the last places.
const EQUAL: f64 = 1e-9;

/// How likely chance makes X² at least this large, by dealing the columns out to the respondents anew `times` times:
/// p = (1 + as large ones) / (1 + times) (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9, 39).
///
/// # Errors
/// If `times` is 0.
pub fn permutation(table: &Contingency, times: usize, seed: u64) -> Result<f64, Error> {
    if times == 0 {
        return Err(Error::TooFewAnswers { found: 0, needed: 1 });
    }
    let (_, width) = table.shape();
    let (across, down) = (table.row_sums(), table.column_sums());
    let cells = |row: usize| table.rows()[row].iter().enumerate().map(move |(column, count)| (row, column, *count));
    let mut rows = Vec::new();
    let mut columns = Vec::new();
    for (row, column, count) in (0..across.len()).flat_map(cells) {
        (0..count).for_each(|_| {
            rows.push(row);
            columns.push(column);
        });
    }
    // With fixed margins X² grows with Σ count² / (row sum x column sum) alone.
    let statistic = |columns: &[usize]| {
        let mut counts = vec![0_u64; across.len() * width];
        rows.iter().zip(columns).for_each(|(row, column)| counts[row * width + column] += 1);
        let term = |(at, count): (usize, &u64)| {
            let (count, margins) = (*count as f64, (across[at / width] * down[at % width]) as f64);
            count * count / margins
        };
        counts.iter().enumerate().map(term).sum::<f64>()
    };
    let observed = statistic(&columns) - EQUAL;
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut as_large = 0_usize;
    for _ in 0..times {
        columns.shuffle(&mut chance);
        as_large += usize::from(statistic(&columns) >= observed);
    }
    Ok((1 + as_large) as f64 / (1 + times) as f64)
}
