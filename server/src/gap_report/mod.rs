//! The report on a wave: what its public result page says, with what staff write around it.

pub mod compose;
mod coverage;
mod previews;
mod words;

use domain::Locale;
use serde::{Deserialize, Serialize};

pub use compose::{Setting, compose};
pub use coverage::Places;
pub use previews::{Outcome, Preview, Previews, Step};

/// A report comes in these.
pub const LANGUAGES: [(&str, Locale); 2] = [("de", Locale::DeSie), ("en", Locale::En)];

/// What staff write, in each language of its own. As stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    pub de: Around,
    pub en: Around,
}

/// Paragraphs stand apart by an empty line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Around {
    pub foreword: String,
    pub conclusions: String,
}

impl Texts {
    pub fn of(&self, locale: Locale) -> &Around {
        if locale.is_german() { &self.de } else { &self.en }
    }
}
