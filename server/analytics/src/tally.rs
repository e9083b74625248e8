//! Counting, done by polars: grouped counts of one question, of a pair, and summaries of numbers.

use domain::report::MissingCounts;
use polars::prelude::{DataType, Expr, IntoLazy, LazyFrame, col, len, lit};

use crate::{
    Error, Frame,
    column::{ANSWERED, NARROW_END, Reason, WORD_BITS, reason_name, word_name},
    gap::Joint,
    question::Kind,
};

/// Valid answers per code (option position, scale point from 1, figure from 0) and the others by reason.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) n: u64,
    pub(crate) counts: Vec<u64>,
    pub(crate) missing: MissingCounts,
}

/// The valid answers to a question for a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numbers {
    pub(crate) n: u64,
    pub(crate) mean: f64,
    /// Sample standard deviation (n - 1); NaN for a single answer.
    pub(crate) sd: f64,
    pub(crate) median: f64,
    pub(crate) total: f64,
    /// The two largest answers.
    pub(crate) largest: [f64; 2],
}

impl Tally {
    /// Answers per scale point, worst first if `falling` says that the highest is the worst.
    pub(crate) fn points(&self, falling: bool) -> Vec<u64> {
        // Code 0 is no scale point.
        let points = self.counts.iter().skip(1).copied();
        if falling { points.rev().collect() } else { points.collect() }
    }
}

impl Frame {
    /// Counts of a question that is not a number (for a number: all valid answers under code 0).
    pub(crate) fn tally(&self, position: usize) -> Result<Tally, Error> {
        let question = &self.questions[position];
        let key = question.key.to_string();
        match question.kind {
            Kind::Choices => self.tally_words(&key, question.options.len()),
            kind if kind.is_choice() && question.options.len() > NARROW_END as usize => {
                let reason = |code: u64| u32::try_from(code).ok().and_then(Reason::of_wide);
                self.tally_codes(&key, question.options.len(), reason)
            }
            Kind::Choice | Kind::Date => self.tally_codes(&key, question.options.len(), narrow_reason),
            Kind::Dealt { versions } => self.tally_codes(&key, versions as usize + 1, narrow_reason),
            Kind::Rating { points, .. } => self.tally_codes(&key, points as usize + 1, narrow_reason),
            Kind::Recommendation => self.tally_codes(&key, 11, narrow_reason),
            Kind::Text => self.tally_codes(&key, 1, narrow_reason),
            Kind::Number => self.tally_codes(&reason_name(&key), 1, narrow_reason),
        }
    }

    fn tally_codes(&self, column: &str, codes: usize, reason: fn(u64) -> Option<Reason>) -> Result<Tally, Error> {
        let mut tally = Tally { counts: vec![0; codes], ..Tally::default() };
        for (code, rows) in groups(self.data.clone().lazy(), col(column))? {
            match reason(code) {
                Some(reason) => reason.count(&mut tally.missing, rows),
                None => {
                    tally.n += rows;
                    tally.counts[code as usize] += rows;
                }
            }
        }
        Ok(tally)
    }

    /// Groups by the pattern of ticks and takes the patterns apart: there are far fewer of them than rows.
    fn tally_words(&self, key: &str, options: usize) -> Result<Tally, Error> {
        let mut tally = Tally { counts: vec![0; options], ..Tally::default() };
        for word in 0..options.div_ceil(WORD_BITS).max(1) {
            for (mask, rows) in groups(self.data.clone().lazy(), col(word_name(key, word)))? {
                match Reason::of_mask(mask) {
                    Some(reason) => reason.count(&mut tally.missing, rows),
                    None if word == 0 => tally.n += rows,
                    None => {}
                }
                let first = word * WORD_BITS;
                (first..options.min(first + WORD_BITS))
                    .filter(|option| mask & (1 << (option - first)) != 0)
                    .for_each(|option| tally.counts[option] += rows);
            }
        }
        Ok(tally)
    }

    /// Joint counts of two ratings with `points` points each, both turned so that high is good.
    pub(crate) fn joint(&self, importance: usize, fulfilment: usize, points: u32) -> Result<Joint, Error> {
        let side = |position: usize| (self.questions[position].key.to_string(), self.questions[position].kind);
        let ((i, i_kind), (p, p_kind)) = (side(importance), side(fulfilment));
        // Both points in one number below 2^16; u8 would overflow from 16 points on.
        let pair = col(&i).cast(DataType::UInt32) * lit(256_u32) + col(&p).cast(DataType::UInt32);
        let both = col(&i).lt(lit(NARROW_END)).and(col(&p).lt(lit(NARROW_END)));
        let rows = self.data.clone().lazy().filter(both).select([pair.alias("pair")]);
        let mut joint = Joint::new(1, points as i32);
        for (pair, count) in groups(rows, col("pair"))? {
            let turned = |point: u64, kind: Kind| match kind {
                Kind::Rating { falling: true, .. } => points as i32 + 1 - point as i32,
                _ => point as i32,
            };
            joint.add(turned(pair / 256, i_kind), turned(pair % 256, p_kind), count);
        }
        Ok(joint)
    }

    /// How many gave each combination of valid codes to these questions, of those who answered all `others` too; none
    /// of the questions with more options than a byte holds.
    pub(crate) fn combinations<const N: usize>(
        &self,
        positions: [usize; N],
        others: &[usize],
    ) -> Result<Vec<([u8; N], u64)>, Error> {
        let columns = positions.map(|position| self.questions[position].key.to_string());
        let mut valid = self.answered(others);
        let mut code = lit(0_u64);
        for column in &columns {
            valid = valid.and(col(column).lt(lit(NARROW_END)));
            code = code * lit(256_u64) + col(column).cast(DataType::UInt64);
        }
        let rows = self.data.clone().lazy().filter(valid).select([code.alias("code")]);
        let taken_apart = |code: u64| std::array::from_fn(|at| (code >> (8 * (N - 1 - at))) as u8);
        Ok(groups(rows, col("code"))?.into_iter().map(|(code, rows)| (taken_apart(code), rows)).collect())
    }

    /// How many gave valid answers to all of these questions.
    pub(crate) fn complete(&self, positions: &[usize]) -> Result<u64, Error> {
        let complete = self.data.clone().lazy().filter(self.answered(positions));
        let counted = complete.select([len().cast(DataType::Float64).alias("n")]).collect()?;
        Ok(counted.column("n")?.f64()?.get(0).unwrap_or(0.0) as u64)
    }

    fn answered(&self, positions: &[usize]) -> Expr {
        let is_valid = |position: &usize| col(self.questions[*position].key.to_string()).lt(lit(NARROW_END));
        positions.iter().map(is_valid).fold(lit(true), Expr::and)
    }

    pub(crate) fn numbers(&self, position: usize) -> Result<Option<Numbers>, Error> {
        let key = self.questions[position].key.to_string();
        let valid = self.data.clone().lazy().filter(col(reason_name(&key)).eq(lit(ANSWERED))).select([col(&key)]);
        let summary = [
            len().cast(DataType::Float64).alias("n"),
            col(&key).mean().alias("mean"),
            col(&key).std(1).alias("sd"),
            col(&key).median().alias("median"),
            col(&key).sum().alias("total"),
            col(&key).max().alias("first"),
            // The second largest: the largest of all but one of the rows with the largest value.
            col(&key).sort(Default::default()).slice(lit(-2), lit(1)).max().alias("second"),
        ];
        let row = valid.select(summary).collect()?;
        let figure = |name: &str| -> Result<Option<f64>, Error> { Ok(row.column(name)?.f64()?.get(0)) };
        let n = figure("n")?.unwrap_or(0.0) as u64;
        let (Some(mean), Some(median), Some(first)) = (figure("mean")?, figure("median")?, figure("first")?) else {
            return Ok(None);
        };
        let sd = figure("sd")?.unwrap_or(f64::NAN);
        let second = if n > 1 { figure("second")?.unwrap_or(0.0) } else { 0.0 };
        Ok(Some(Numbers { n, mean, sd, median, total: figure("total")?.unwrap_or(0.0), largest: [first, second] }))
    }
}

fn narrow_reason(code: u64) -> Option<Reason> {
    u8::try_from(code).ok().and_then(Reason::of_narrow)
}

/// Distinct values and how many rows have each, lowest first.
fn groups(rows: LazyFrame, key: Expr) -> Result<Vec<(u64, u64)>, Error> {
    let counted = rows.group_by([key.alias("key")]).agg([len().alias("rows")]).collect()?;
    let whole = |name: &str| -> Result<Vec<u64>, Error> {
        Ok(counted.column(name)?.cast(&DataType::UInt64)?.u64()?.iter().flatten().collect())
    };
    let mut groups: Vec<(u64, u64)> = whole("key")?.into_iter().zip(whole("rows")?).collect();
    groups.sort_unstable();
    Ok(groups)
}

/// p%-rule (EU SDC Handbook 2026), p = 15: whoever gave the second largest answer could estimate the largest within
/// 15 %. Figures may be sums of non-negative answers only.
pub(crate) fn is_dominated(total: f64, [first, second]: [f64; 2]) -> bool {
    total - first - second < 0.15 * first
}
