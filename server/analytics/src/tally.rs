//! Counting, done by polars: grouped counts of one question, of a pair, and summaries of numbers.

use domain::report::MissingCounts;
use polars::prelude::{
    BooleanChunked, ChunkAgg, ChunkCast, ChunkCompareEq, ChunkCompareIneq, ChunkFilter, ChunkFull, ChunkQuantile,
    ChunkSort, ChunkVar, Column, DataFrame, DataType, IntoColumn, UInt8Chunked, UInt64Chunked,
};

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
        for (code, rows) in groups(self.data.column(column)?)? {
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
            for (mask, rows) in groups(self.data.column(&word_name(key, word))?)? {
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
        let turned = |position: usize, point: u8| match self.questions[position].kind {
            Kind::Rating { falling: true, .. } => points as i32 + 1 - i32::from(point),
            _ => i32::from(point),
        };
        let mut joint = Joint::new(1, points as i32);
        for ([i, p], rows) in self.combinations([importance, fulfilment], &[])? {
            joint.add(turned(importance, i), turned(fulfilment, p), rows);
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
        let valid = self.answered(&[&positions, others].concat())?;
        let mut code = UInt64Chunked::full("code".into(), 0, self.data.height());
        for position in positions {
            code = &(code * 256) + self.narrow(position)?.cast(&DataType::UInt64)?.u64()?;
        }
        let taken_apart = |code: u64| std::array::from_fn(|at| (code >> (8 * (N - 1 - at))) as u8);
        let groups = groups(&code.filter(&valid)?.into_column())?;
        Ok(groups.into_iter().map(|(code, rows)| (taken_apart(code), rows)).collect())
    }

    /// How many gave valid answers to all of these questions.
    pub(crate) fn complete(&self, positions: &[usize]) -> Result<u64, Error> {
        Ok(self.answered(positions)?.sum().unwrap_or(0).into())
    }

    fn answered(&self, positions: &[usize]) -> Result<BooleanChunked, Error> {
        let all = BooleanChunked::full("all".into(), true, self.data.height());
        positions.iter().try_fold(all, |valid, position| Ok(valid & self.narrow(*position)?.lt(NARROW_END)))
    }

    /// The codes of a question with fewer options than a byte holds.
    fn narrow(&self, position: usize) -> Result<&UInt8Chunked, Error> {
        Ok(self.data.column(&self.questions[position].key.to_string())?.u8()?)
    }

    pub(crate) fn numbers(&self, position: usize) -> Result<Option<Numbers>, Error> {
        let key = self.questions[position].key.to_string();
        let is_valid = self.data.column(&reason_name(&key))?.u8()?.equal(ANSWERED);
        let values = self.data.column(&key)?.f64()?.filter(&is_valid)?.sort(false);
        let (Some(mean), Some(median)) = (values.mean(), values.median()) else { return Ok(None) };
        let from_top = |rank: usize| values.len().checked_sub(rank).and_then(|at| values.get(at)).unwrap_or(0.0);
        Ok(Some(Numbers {
            n: values.len() as u64,
            mean,
            sd: values.std(1).unwrap_or(f64::NAN),
            median,
            total: values.sum().unwrap_or(0.0),
            largest: [from_top(1), from_top(2)],
        }))
    }
}

fn narrow_reason(code: u64) -> Option<Reason> {
    u8::try_from(code).ok().and_then(Reason::of_narrow)
}

/// Distinct values and how many rows have each, lowest first.
fn groups(codes: &Column) -> Result<Vec<(u64, u64)>, Error> {
    let data = DataFrame::new(codes.len(), vec![codes.clone().with_name("code".into())])?;
    let grouped = data.group_by(["code"])?;
    let (codes, rows) = (grouped.keys(), grouped.get_groups().group_count());
    let codes = codes[0].cast(&DataType::UInt64)?;
    let mut groups: Vec<(u64, u64)> = codes.u64()?.iter().flatten().zip(rows.iter().flatten().map(u64::from)).collect();
    groups.sort_unstable();
    Ok(groups)
}

/// p%-rule (EU SDC Handbook 2026), p = 15: whoever gave the second largest answer could estimate the largest within
/// 15 %. Figures may be sums of non-negative answers only.
pub(crate) fn is_dominated(total: f64, [first, second]: [f64; 2]) -> bool {
    total - first - second < 0.15 * first
}
