//! Languages and forms of address. "Sie", "du" and plain German are locales of their own: a dimension, not string
//! surgery.

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
    /// Plain German ("Einfache Sprache"), with Sie.
    #[serde(rename = "de-einfach")]
    DeEinfach,
    #[serde(rename = "tr")]
    Tr,
    #[serde(rename = "uk")]
    Uk,
    #[serde(rename = "ar")]
    Ar,
}

impl Locale {
    pub const ALL: [Locale; 7] =
        [Locale::DeSie, Locale::DeDu, Locale::En, Locale::DeEinfach, Locale::Tr, Locale::Uk, Locale::Ar];

    pub fn as_str(self) -> &'static str {
        match self {
            Locale::DeSie => "de-sie",
            Locale::DeDu => "de-du",
            Locale::En => "en",
            Locale::DeEinfach => "de-einfach",
            Locale::Tr => "tr",
            Locale::Uk => "uk",
            Locale::Ar => "ar",
        }
    }

    pub fn parse(text: &str) -> Option<Locale> {
        Locale::ALL.into_iter().find(|locale| locale.as_str() == text)
    }

    /// The value of the HTML `lang` attribute: every kind of German is read aloud and hyphenated as German.
    pub fn lang(self) -> &'static str {
        match self {
            Locale::DeSie | Locale::DeDu | Locale::DeEinfach => "de",
            Locale::En | Locale::Tr | Locale::Uk | Locale::Ar => self.as_str(),
        }
    }

    /// The value of the HTML `dir` attribute.
    pub fn dir(self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    pub fn is_rtl(self) -> bool {
        self == Locale::Ar
    }

    /// The language in its own words, for whoever looks for it.
    pub fn endonym(self) -> &'static str {
        match self {
            Locale::DeSie | Locale::DeDu => "Deutsch",
            Locale::En => "English",
            Locale::DeEinfach => "Einfache Sprache",
            Locale::Tr => "Türkçe",
            Locale::Uk => "Українська",
            Locale::Ar => "العربية",
        }
    }

    /// The same where these are offered together: two Germans are told apart by their form of address.
    pub fn endonym_among(self, offered: &[Locale]) -> &'static str {
        let both = [Locale::DeSie, Locale::DeDu];
        let is_double = both.contains(&self) && both.iter().all(|german| offered.contains(german));
        if is_double { self.german_name() } else { self.endonym() }
    }

    /// Its name for staff, with the form of address.
    pub fn german_name(self) -> &'static str {
        match self {
            Locale::DeSie => "Deutsch (Sie)",
            Locale::DeDu => "Deutsch (du)",
            Locale::En => "Englisch",
            Locale::DeEinfach => "Einfache Sprache",
            Locale::Tr => "Türkisch",
            Locale::Uk => "Ukrainisch",
            Locale::Ar => "Arabisch",
        }
    }

    /// The locale of the pages that there are in German and English only: results, offers, legal pages.
    pub fn public(self) -> Locale {
        if self.is_german() { Locale::DeSie } else { Locale::En }
    }

    /// The `lang` attribute that a German text (a title that staff gave) needs on a page in this locale.
    pub fn mark_of_german(self) -> Option<&'static str> {
        (!self.is_german()).then_some("de")
    }

    pub fn is_german(self) -> bool {
        matches!(self, Locale::DeSie | Locale::DeDu | Locale::DeEinfach)
    }

    /// Where a text is looked for, nearest first.
    fn chain(self) -> [Locale; 5] {
        let [first, second, third, fourth] = match self {
            Locale::DeSie | Locale::DeEinfach => [Locale::DeSie, Locale::DeDu, Locale::DeEinfach, Locale::En],
            Locale::DeDu => [Locale::DeDu, Locale::DeSie, Locale::DeEinfach, Locale::En],
            Locale::En | Locale::Tr | Locale::Uk | Locale::Ar => {
                [Locale::En, Locale::DeSie, Locale::DeDu, Locale::DeEinfach]
            }
        };
        [self, first, second, third, fourth]
    }
}

/// One text in the locales a survey offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<Locale, String>);

impl Text {
    /// The text for `locale`, or the nearest one there is; empty if there is none at all.
    pub fn get(&self, locale: Locale) -> &str {
        let near = locale.chain().into_iter().find_map(|near| self.0.get(&near));
        near.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    pub fn has(&self, locale: Locale) -> bool {
        self.0.get(&locale).is_some_and(|text| !text.trim().is_empty())
    }

    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }

    /// For names that are not translated: every locale finds them.
    pub fn same(text: &str) -> Text {
        Text([Locale::DeSie, Locale::DeDu, Locale::En].into_iter().map(|locale| (locale, text.to_owned())).collect())
    }
}
