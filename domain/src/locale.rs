//! Languages and forms of address. "Sie" and "du" are locales of their own: a dimension, not string surgery.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Locale {
    #[serde(rename = "de-sie")]
    DeSie,
    #[serde(rename = "de-du")]
    DeDu,
    #[serde(rename = "en")]
    En,
}

impl Locale {
    pub const ALL: [Locale; 3] = [Locale::DeSie, Locale::DeDu, Locale::En];

    pub fn as_str(self) -> &'static str {
        match self {
            Locale::DeSie => "de-sie",
            Locale::DeDu => "de-du",
            Locale::En => "en",
        }
    }

    pub fn parse(text: &str) -> Option<Locale> {
        Locale::ALL.into_iter().find(|locale| locale.as_str() == text)
    }

    /// The value of the HTML `lang` attribute.
    pub fn lang(self) -> &'static str {
        if self.is_german() { "de" } else { "en" }
    }

    /// The `lang` attribute that a German text (a title that staff gave) needs on a page in this locale.
    pub fn mark_of_german(self) -> Option<&'static str> {
        (!self.is_german()).then_some("de")
    }

    pub fn is_german(self) -> bool {
        !matches!(self, Locale::En)
    }

    /// What a missing text falls back to, nearest first.
    fn fallbacks(self) -> [Locale; 3] {
        match self {
            Locale::DeSie => [Locale::DeSie, Locale::DeDu, Locale::En],
            Locale::DeDu => [Locale::DeDu, Locale::DeSie, Locale::En],
            Locale::En => [Locale::En, Locale::DeSie, Locale::DeDu],
        }
    }
}

/// One text in the locales a survey offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<Locale, String>);

impl Text {
    /// The text for `locale`, or the nearest one there is; empty if there is none at all.
    pub fn get(&self, locale: Locale) -> &str {
        locale.fallbacks().iter().find_map(|l| self.0.get(l)).map_or("", String::as_str)
    }

    pub fn has(&self, locale: Locale) -> bool {
        self.0.get(&locale).is_some_and(|text| !text.trim().is_empty())
    }

    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }

    /// The same words in every locale, for names that are not translated.
    pub fn same(text: &str) -> Text {
        Text(Locale::ALL.into_iter().map(|locale| (locale, text.to_owned())).collect())
    }
}
