//! Columns that grow row by row: small codes, every missing answer with its reason.

use domain::{Missing, report::MissingCounts};
use polars::prelude::{ChunkedArray, Column, Float64Type, IntoColumn, PlSmallStr, UInt8Type, UInt32Type, UInt64Type};

use crate::question::{Kind, Question};

/// Why a row has no valid value. The numbers are counted down from the top of each code type, so that valid codes
/// grow from 0 and the two never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    NoAnswer = 0,
    DontKnow = 1,
    NotApplicable = 2,
    NotAsked = 3,
}

impl Reason {
    const ALL: [Reason; 4] = [Reason::NoAnswer, Reason::DontKnow, Reason::NotApplicable, Reason::NotAsked];

    pub(crate) const fn narrow(self) -> u8 {
        u8::MAX - self as u8
    }

    pub(crate) const fn wide(self) -> u32 {
        u32::MAX - self as u32
    }

    pub(crate) const fn bit(self) -> u64 {
        1 << (63 - self as u64)
    }

    pub(crate) fn count(self, missing: &mut MissingCounts, rows: u64) {
        match self {
            Reason::NoAnswer => missing.no_answer += rows,
            Reason::DontKnow => missing.dont_know += rows,
            Reason::NotApplicable => missing.not_applicable += rows,
            Reason::NotAsked => missing.not_asked += rows,
        }
    }

    pub(crate) fn of_narrow(code: u8) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.narrow() == code)
    }

    pub(crate) fn of_wide(code: u32) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.wide() == code)
    }

    pub(crate) fn of_mask(mask: u64) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| mask & reason.bit() != 0)
    }
}

impl From<Missing> for Reason {
    fn from(missing: Missing) -> Reason {
        match missing {
            Missing::NotApplicable => Reason::NotApplicable,
            Missing::DontKnow => Reason::DontKnow,
            Missing::NoAnswer => Reason::NoAnswer,
        }
    }
}

/// Valid codes of a `u8` column lie below this.
pub(crate) const NARROW_END: u8 = Reason::NotAsked.narrow();
/// Options per word of a multiple choice; the four highest bits are reasons.
pub(crate) const WORD_BITS: usize = 60;
/// In the reason column beside numbers: the number is valid.
pub(crate) const ANSWERED: u8 = 0;

/// One question's answers so far. Rows that were not mentioned are filled up as "not asked".
#[derive(Debug)]
pub(crate) enum Cells {
    Narrow(Vec<u8>),
    /// For the rare choice with more options than a byte holds.
    Wide(Vec<u32>),
    /// Bit per option; the reasons stand in the first word.
    Words(Vec<Vec<u64>>),
    Numbers {
        values: Vec<f64>,
        reasons: Vec<u8>,
    },
}

impl Cells {
    pub(crate) fn new(question: &Question) -> Cells {
        match question.kind {
            kind if kind.is_choice() && question.options.len() > NARROW_END as usize => Cells::Wide(Vec::new()),
            Kind::Choices => Cells::Words(vec![Vec::new(); question.options.len().div_ceil(WORD_BITS).max(1)]),
            Kind::Number => Cells::Numbers { values: Vec::new(), reasons: Vec::new() },
            _ => Cells::Narrow(Vec::new()),
        }
    }

    /// Cuts or fills to `rows`: what is filled in was not asked.
    pub(crate) fn resize(&mut self, rows: usize) {
        match self {
            Cells::Narrow(codes) => codes.resize(rows, Reason::NotAsked.narrow()),
            Cells::Wide(codes) => codes.resize(rows, Reason::NotAsked.wide()),
            Cells::Words(words) => {
                for (position, word) in words.iter_mut().enumerate() {
                    word.resize(rows, if position == 0 { Reason::NotAsked.bit() } else { 0 });
                }
            }
            Cells::Numbers { values, reasons } => {
                values.resize(rows, 0.0);
                reasons.resize(rows, Reason::NotAsked.narrow());
            }
        }
    }

    pub(crate) fn set_code(&mut self, row: usize, code: u32) {
        self.resize(row + 1);
        match self {
            Cells::Narrow(codes) => codes[row] = code as u8,
            Cells::Wide(codes) => codes[row] = code,
            Cells::Words(_) | Cells::Numbers { .. } => {}
        }
    }

    pub(crate) fn set_number(&mut self, row: usize, value: f64) {
        self.resize(row + 1);
        if let Cells::Numbers { values, reasons } = self {
            values[row] = value;
            reasons[row] = ANSWERED;
        }
    }

    pub(crate) fn set_missing(&mut self, row: usize, reason: Reason) {
        self.resize(row + 1);
        match self {
            Cells::Narrow(codes) => codes[row] = reason.narrow(),
            Cells::Wide(codes) => codes[row] = reason.wide(),
            Cells::Words(words) => {
                words.iter_mut().for_each(|word| word[row] = 0);
                words[0][row] = reason.bit();
            }
            Cells::Numbers { reasons, .. } => reasons[row] = reason.narrow(),
        }
    }

    /// Ticks one option; the first one takes the place of the reason.
    pub(crate) fn tick(&mut self, row: usize, option: usize) {
        if let Cells::Words(words) = self {
            words[0][row] &= (1 << WORD_BITS) - 1;
            words[option / WORD_BITS][row] |= 1 << (option % WORD_BITS);
        }
    }

    pub(crate) fn into_columns(self, key: &str) -> Vec<Column> {
        match self {
            Cells::Narrow(codes) => vec![ChunkedArray::<UInt8Type>::from_vec(key.into(), codes).into_column()],
            Cells::Wide(codes) => vec![ChunkedArray::<UInt32Type>::from_vec(key.into(), codes).into_column()],
            Cells::Words(words) => words
                .into_iter()
                .enumerate()
                .map(|(at, word)| ChunkedArray::<UInt64Type>::from_vec(word_name(key, at), word).into_column())
                .collect(),
            Cells::Numbers { values, reasons } => vec![
                ChunkedArray::<Float64Type>::from_vec(key.into(), values).into_column(),
                ChunkedArray::<UInt8Type>::from_vec(reason_name(key), reasons).into_column(),
            ],
        }
    }
}

/// The column of a multiple choice with the options from `60 * position` on.
pub(crate) fn word_name(key: &str, position: usize) -> PlSmallStr {
    if position == 0 { key.into() } else { format!("{key}+{position}").into() }
}

/// The column that says why a number is missing.
pub(crate) fn reason_name(key: &str) -> PlSmallStr {
    format!("{key}!").into()
}
