//! What a file of data is, whatever its format: columns that say what they mean, and rows of cells.

use std::borrow::Cow;

/// Everything about a file but its rows. All labels are in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct DataFile {
    /// What its name begins with: `antworten-azubis-2026`.
    pub stem: String,
    pub title: String,
    /// Language tag of all labels.
    pub language: &'static str,
    /// What the file says itself is in German, else in English.
    pub is_german: bool,
    /// The day on which it is made, `YYYY-MM-DD`.
    pub made: String,
    /// How many rows there will be, where that is known.
    pub rows: Option<u64>,
    /// How the data came about, in the order in which it is to be read.
    pub method: Vec<Fact>,
    pub variables: Vec<Variable>,
    pub sets: Vec<ResponseSet>,
}

/// "Zeitraum": "2026-05-01 bis 2026-06-30".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub name: &'static str,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// As the CSV has it. Other formats may have to change it (`names`).
    pub name: String,
    /// "Wie wichtig ist dir das? – Gutes Betriebsklima".
    pub question: String,
    /// The kind of question, for the codebook: `single`, `multiple`, `rating` …
    pub kind: &'static str,
    pub form: Form,
    /// Valid codes with their labels; in a column of [`Form::Choice`] a cell names one by its place here.
    pub labels: Vec<Label>,
    /// What stands in cells without codes: "Zahl (Euro)".
    pub uncoded: Option<Label>,
    pub missing: Vec<Missing>,
    /// The annotation of the question: `role=importance construct=betriebsklima`.
    pub meaning: String,
    /// The versions of the survey that asked for it, "1, 2".
    pub versions: String,
    /// How earlier versions put it, where they did otherwise.
    pub earlier: String,
}

/// What cells hold beside missing codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One of the labels.
    Choice,
    /// A whole number with a label: scale points, 0 and 1.
    Points,
    Number {
        /// Decimals that may be answered.
        decimals: u32,
    },
    /// `YYYY-MM-DD`.
    Day,
    /// `YYYY-MM`.
    Month,
    Text,
    /// Numbers or texts, which shows only when it is computed.
    Computed,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// An id, or a number.
    pub code: String,
    /// May be empty: the inner points of a scale of recommendation have none.
    pub text: String,
    pub versions: String,
    pub earlier: String,
}

/// A code that stands for a missing answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    pub code: i64,
    pub text: &'static str,
}

/// The columns of one question with several answers, each 1 where its answer was ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseSet {
    pub name: String,
    pub label: String,
    /// Places in [`DataFile::variables`].
    pub members: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nobody was to answer: a value that could not be computed.
    Empty,
    Missing(i64),
    /// Place in [`Variable::labels`].
    Choice(usize),
    Number(f64),
    /// A text, a day or a month.
    Text(Cow<'a, str>),
}

impl Variable {
    /// The number a code becomes where codes must be numbers: the point itself, or the place of the answer, from 1.
    pub fn number(&self, place: usize) -> f64 {
        match self.form {
            Form::Points => self.labels.get(place).and_then(|label| label.code.parse().ok()).unwrap_or_default(),
            _ => place as f64 + 1.0,
        }
    }

    /// The code of a cell of [`Form::Choice`].
    pub(crate) fn code(&self, place: usize) -> &str {
        self.labels.get(place).map_or("", |label| &label.code)
    }

    /// Lowest and highest missing code, if there are any. Between them lies no answer.
    pub(crate) fn missing_range(&self) -> Option<(i64, i64)> {
        let codes = || self.missing.iter().map(|missing| missing.code);
        Some((codes().min()?, codes().max()?))
    }
}
