//! The Kano model: two questions about one feature, and what the two answers together make of it.
//!
//! Answers, table and categories after Kano, N., Seraku, N., Takahashi, F. & Tsuji, S. (1984), Attractive Quality and
//! Must-Be Quality, Hinshitsu 14(2), 39–48; coefficients after Berger et al. (1993).

use std::sync::LazyLock;

use crate::{
    id::OptionId,
    locale::{Locale, Text},
    survey::Choice,
};

/// The five answers, the same for both questions, best first: id, Sie, du, English.
const ANSWERS: [(&str, &str, &str, &str); 5] = [
    ("like", "Das würde mich sehr freuen", "Das würde mich sehr freuen", "I would like that"),
    ("must-be", "Das setze ich voraus", "Das setze ich voraus", "I expect that"),
    ("neutral", "Das ist mir egal", "Das ist mir egal", "I am neutral"),
    ("live-with", "Das nehme ich in Kauf", "Das nehme ich in Kauf", "I can live with that"),
    ("dislike", "Das würde mich sehr stören", "Das würde mich sehr stören", "I would dislike that"),
];

static CHOICES: LazyLock<Vec<Choice>> = LazyLock::new(|| {
    let label = |sie: &str, du: &str, en: &str| {
        Text([(Locale::DeSie, sie), (Locale::DeDu, du), (Locale::En, en)].map(|(l, text)| (l, text.to_owned())).into())
    };
    let choice = |(id, sie, du, en): (&str, &str, &str, &str)| {
        OptionId::new(id).ok().map(|id| Choice::plain(id, label(sie, du, en)))
    };
    ANSWERS.into_iter().filter_map(choice).collect()
});

/// What both questions of a pair offer.
pub fn answers() -> &'static [Choice] {
    &CHOICES
}

/// What a feature is to one respondent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    MustBe,
    OneDimensional,
    Attractive,
    Indifferent,
    Reverse,
    Questionable,
}

use Category::{Attractive as A, Indifferent as I, MustBe as M, OneDimensional as O, Questionable as Q, Reverse as R};

/// Rows: the answer to the functional question; columns: to the dysfunctional one.
const TABLE: [[Category; 5]; 5] = [[Q, A, A, A, O], [R, I, I, I, M], [R, I, I, I, M], [R, I, I, I, M], [R, R, R, R, Q]];

impl Category {
    /// In the order in which a tie is decided: what hurts most when it is missing goes first.
    pub const ALL: [Category; 6] = [M, O, A, I, R, Q];

    /// `None` for something that is no answer.
    pub fn of(functional: &OptionId, dysfunctional: &OptionId) -> Option<Category> {
        let place = |id: &OptionId| ANSWERS.iter().position(|(known, ..)| *known == id.as_str());
        Some(TABLE[place(functional)?][place(dysfunctional)?])
    }

    /// The letter of the literature, small, as an id.
    pub fn as_str(self) -> &'static str {
        match self {
            M => "m",
            O => "o",
            A => "a",
            I => "i",
            R => "r",
            Q => "q",
        }
    }

    pub fn parse(letter: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|category| category.as_str() == letter)
    }

    pub fn label(self, locale: Locale) -> &'static str {
        let (german, english) = match self {
            M => ("Basismerkmal (wird vorausgesetzt)", "Must-be"),
            O => ("Leistungsmerkmal (je mehr, desto besser)", "One-dimensional"),
            A => ("Begeisterungsmerkmal", "Attractive"),
            I => ("unerheblich", "Indifferent"),
            R => ("unerwünscht", "Reverse"),
            Q => ("widersprüchlich", "Questionable"),
        };
        if locale.is_german() { german } else { english }
    }
}

/// How many respondents see the feature as what; in the order of [`Category::ALL`]. Counts, or shares of them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Counts(pub [f64; 6]);

impl Counts {
    fn get(&self, category: Category) -> f64 {
        Category::ALL.iter().zip(self.0).find(|(known, _)| **known == category).map_or(0.0, |(_, count)| count)
    }

    /// The most frequent one; a tie goes to the earlier (Sauerwein et al. 1996: M > O > A > I).
    pub fn category(&self) -> Option<Category> {
        let most = self.0.iter().copied().fold(0.0, f64::max);
        (most > 0.0).then(|| Category::ALL.iter().zip(self.0).find(|(_, count)| *count == most).map(|(c, _)| *c))?
    }

    /// How much satisfaction rises if the feature is there: (A + O) / (A + O + M + I).
    pub fn better(&self) -> Option<f64> {
        self.coefficient(self.get(A) + self.get(O))
    }

    /// How much it falls if it is missing: −(O + M) / (A + O + M + I).
    pub fn worse(&self) -> Option<f64> {
        self.coefficient(-(self.get(O) + self.get(M)))
    }

    fn coefficient(&self, part: f64) -> Option<f64> {
        let whole = [A, O, M, I].map(|category| self.get(category)).iter().sum::<f64>();
        (whole > 0.0).then(|| part / whole)
    }
}
