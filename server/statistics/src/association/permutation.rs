use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::Contingency;
use crate::{Error, compare::mid_ranks};

/// With the table itself 10,000, so that p values are whole numbers of ten thousandths.
pub const PERMUTATIONS: usize = 9_999;
/// So many as large as what was observed are enough (Besag & Clifford 1991, Biometrika 78, 301-304): more draws would not
/// make a p value above 0.05 any clearer, and up to 0.05 all are drawn.
const ENOUGH: usize = 500;
/// The statistics are sums of fractions: those of equal tables may differ in the last places.
const EQUAL: f64 = 1e-9;

/// How likely chance makes X² at least this large, by dealing the columns out to the respondents anew `times` times:
/// p = (1 + as large ones) / (1 + times) (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9, 39).
///
/// # Errors
/// If `times` is 0.
pub fn permutation(table: &Contingency, times: usize, seed: u64) -> Result<f64, Error> {
    let deal = Deal { times, enough: usize::MAX, seed };
    deal.chance_of(table, squares(table))
}

/// The same, done with once the p value is certainly above 0.05.
///
/// # Errors
/// None.
pub(crate) fn sequential_permutation(table: &Contingency, seed: u64) -> Result<f64, Error> {
    Deal::sequential(seed).chance_of(table, squares(table))
}

/// How likely chance makes the H of Kruskal & Wallis at least this large; columns have an order. Of two groups this is
/// the permutation test of Mann-Whitney's U.
///
/// # Errors
/// None.
pub(crate) fn rank_permutation(table: &Contingency, seed: u64) -> Result<f64, Error> {
    let ranks = mid_ranks(&table.column_sums());
    let (sizes, width) = (table.row_sums(), ranks.len());
    // With fixed margins H grows with Σ (rank sum)² / size alone.
    let statistic = |counts: &[u64]| {
        let sum = |row: &[u64]| row.iter().zip(&ranks).map(|(count, rank)| *count as f64 * rank).sum::<f64>();
        counts.chunks(width).zip(&sizes).map(|(row, size)| sum(row).powi(2) / *size as f64).sum()
    };
    Deal::sequential(seed).chance_of(table, statistic)
}

/// With fixed margins X² grows with Σ count² / (row sum x column sum) alone.
fn squares(table: &Contingency) -> impl Fn(&[u64]) -> f64 + use<> {
    let (across, down) = (table.row_sums(), table.column_sums());
    move |counts| {
        let term = |(at, count): (usize, &u64)| {
            let (count, margins) = (*count as f64, (across[at / down.len()] * down[at % down.len()]) as f64);
            count * count / margins
        };
        counts.iter().enumerate().map(term).sum()
    }
}

struct Deal {
    times: usize,
    enough: usize,
    seed: u64,
}

impl Deal {
    fn sequential(seed: u64) -> Deal {
        Deal { times: PERMUTATIONS, enough: ENOUGH, seed }
    }

    /// `statistic` of the cells, row after row.
    fn chance_of(&self, table: &Contingency, statistic: impl Fn(&[u64]) -> f64) -> Result<f64, Error> {
        if self.times == 0 {
            return Err(Error::TooFewAnswers { found: 0, needed: 1 });
        }
        let (across, width) = (table.row_sums(), table.shape().1);
        let cells = |row: usize| table.rows()[row].iter().enumerate().map(move |(column, count)| (row, column, *count));
        let mut rows = Vec::new();
        let mut columns = Vec::new();
        for (row, column, count) in (0..across.len()).flat_map(cells) {
            (0..count).for_each(|_| {
                rows.push(row);
                columns.push(column);
            });
        }
        let mut counts = vec![0_u64; across.len() * width];
        let mut of = |columns: &[usize]| {
            counts.fill(0);
            rows.iter().zip(columns).for_each(|(row, column)| counts[row * width + column] += 1);
            statistic(&counts)
        };
        let observed = of(&columns) * (1.0 - EQUAL);
        let mut chance = ChaCha8Rng::seed_from_u64(self.seed);
        let mut as_large = 0_usize;
        for drawn in 1..=self.times {
            columns.shuffle(&mut chance);
            as_large += usize::from(of(&columns) >= observed);
            if as_large == self.enough {
                return Ok(as_large as f64 / drawn as f64);
            }
        }
        Ok((1 + as_large) as f64 / (1 + self.times) as f64)
    }
}
