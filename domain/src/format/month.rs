//! The names of the months.

use crate::locale::Locale;

type Names = [&'static str; 12];

const GERMAN: Names = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const ENGLISH: Names = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const TURKISH: Names =
    ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"];
const UKRAINIAN: Names = [
    "січень",
    "лютий",
    "березень",
    "квітень",
    "травень",
    "червень",
    "липень",
    "серпень",
    "вересень",
    "жовтень",
    "листопад",
    "грудень",
];
const UKRAINIAN_OF_A_DAY: Names = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];
const ARABIC: Names =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

/// As it stands by itself, in a list or before a year. From 1; empty for what is no month.
pub(super) fn alone(month: usize, locale: Locale) -> &'static str {
    let names = match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach => GERMAN,
        Locale::En => ENGLISH,
        Locale::Tr => TURKISH,
        Locale::Uk => UKRAINIAN,
        Locale::Ar => ARABIC,
    };
    named(month, names)
}

/// As it stands behind a day, which asks for another case in Ukrainian.
pub(super) fn of_a_day(month: usize, locale: Locale) -> &'static str {
    if locale == Locale::Uk { named(month, UKRAINIAN_OF_A_DAY) } else { alone(month, locale) }
}

fn named(month: usize, names: Names) -> &'static str {
    month.checked_sub(1).and_then(|at| names.get(at)).copied().unwrap_or_default()
}
