//! The words of the rules, one table per language: a language more is a table more, and none can miss a phrase.

mod arabic;
mod english;
mod german;
mod plain;
mod turkish;
mod ukrainian;

use crate::locale::Locale;

pub struct Words {
    /// Imperatives without the full stop.
    pub choose: &'static str,
    pub choose_several: &'static str,
    pub rate: &'static str,
    pub choose_place: &'static str,
    pub enter_number: &'static str,
    pub enter_text: &'static str,
    pub enter_day: &'static str,
    pub enter_month: &'static str,
    pub give_place: &'static str,
    pub choose_occupation: &'static str,
    pub enter_address: &'static str,
    pub not_an_option: &'static str,
    pub only_one: &'static str,
    pub too_many: fn(u32) -> String,
    pub exclusive: &'static str,
    pub not_a_day: &'static str,
    pub no_such_day: &'static str,
    pub not_a_month: &'static str,
    pub between: fn(&str, &str) -> String,
    pub no_such_place: fn(u32) -> String,
    pub place_taken: fn(u32) -> String,
    pub place_left_out: fn(u32) -> String,
    /// How much, and what the sum has to be.
    pub too_much: fn(&str, &str) -> String,
    pub too_little: fn(&str, &str) -> String,
    pub best_is_worst: &'static str,
    pub not_an_address: &'static str,
    pub consent_missing: &'static str,
    pub address_missing: &'static str,
    pub page_changed: &'static str,
    pub fewer: fn(u32, u32) -> String,
    pub own_words: &'static str,
    /// The part, and the whole that is smaller.
    pub more_than_whole: fn(&str, &str) -> String,
}

pub fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::DeSie => &german::SIE,
        Locale::DeDu => &german::DU,
        Locale::En => &english::WORDS,
        Locale::DeEinfach => &plain::WORDS,
        Locale::Tr => &turkish::WORDS,
        Locale::Uk => &ukrainian::WORDS,
        Locale::Ar => &arabic::WORDS,
    }
}
