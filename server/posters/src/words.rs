//! What stands on paper, in three ways of speaking. Surveys in other languages get German or English paper.

use domain::{Locale, format};

/// A number and its noun.
pub fn minutes(locale: Locale, minutes: u32) -> String {
    let noun = match (locale.is_german(), minutes) {
        (true, 1) => "Minute",
        (true, _) => "Minuten",
        (false, 1) => "minute",
        (false, _) => "minutes",
    };
    format!("{minutes} {noun}")
}

/// Below the title of a poster.
pub fn lead(locale: Locale, duration: u32, needs_code: bool) -> String {
    let duration = minutes(locale, duration);
    match (locale, needs_code) {
        (Locale::DeDu, true) => format!("Dauert etwa {duration}. Du brauchst deinen Zettel mit dem Code."),
        (Locale::DeSie | Locale::DeEinfach, true) => {
            format!("Dauert etwa {duration}. Sie brauchen Ihren Zettel mit dem Code.")
        }
        (Locale::En | Locale::Tr | Locale::Uk | Locale::Ar, true) => {
            format!("Takes about {duration}. You need your slip with the code.")
        }
        (Locale::DeDu | Locale::DeSie | Locale::DeEinfach, false) => format!("Dauert etwa {duration}. Ohne Anmeldung."),
        (Locale::En | Locale::Tr | Locale::Uk | Locale::Ar, false) => format!("Takes about {duration}. No sign-up."),
    }
}

pub fn scan(locale: Locale) -> &'static str {
    match locale {
        Locale::DeDu => "Scanne den Code oder tippe ein:",
        Locale::DeSie | Locale::DeEinfach => "Scannen Sie den Code, oder tippen Sie ein:",
        Locale::En | Locale::Tr | Locale::Uk | Locale::Ar => "Scan the code or type:",
    }
}

/// Whom to ask; nothing if nobody is named.
pub fn questions(locale: Locale, contact: &str) -> String {
    match (contact.trim(), locale.is_german()) {
        ("", _) => String::new(),
        (contact, true) => format!("Fragen? {contact}"),
        (contact, false) => format!("Questions? {contact}"),
    }
}

/// Read out in place of a poster's code.
pub fn code(locale: Locale) -> &'static str {
    if locale.is_german() { "QR-Code mit dem Link zur Umfrage" } else { "QR code with the link to the survey" }
}

/// On a slip, before the address.
pub fn slip(locale: Locale) -> &'static str {
    match locale {
        Locale::DeDu => "Scanne das Muster, oder tippe den Code ein unter",
        Locale::DeSie | Locale::DeEinfach => "Scannen Sie das Muster, oder tippen Sie den Code ein unter",
        Locale::En | Locale::Tr | Locale::Uk | Locale::Ar => "Scan the pattern, or type the code at",
    }
}

pub fn anonymous(locale: Locale) -> &'static str {
    if locale.is_german() {
        "Anonym: Niemand weiß, wer welchen Code hat."
    } else {
        "Anonymous: nobody knows who has which code."
    }
}

/// Read out in place of a slip's code; `group` is how it begins.
pub fn slip_code(locale: Locale, group: &str) -> String {
    if locale.is_german() {
        format!("QR-Code mit dem Link für den Code, der mit {group} beginnt")
    } else {
        format!("QR code with the link for the code that begins with {group}")
    }
}

/// At the head of a sheet.
pub fn codes(locale: Locale, count: usize) -> String {
    let number = format::count(count as u64, locale);
    match (locale.is_german(), count) {
        (true, 1) => "1 Code".to_owned(),
        (true, _) => format!("{number} Codes"),
        (false, 1) => "1 code".to_owned(),
        (false, _) => format!("{number} codes"),
    }
}

pub fn leaf(locale: Locale, number: usize, of: usize) -> String {
    if locale.is_german() { format!("Blatt {number} von {of}") } else { format!("Sheet {number} of {of}") }
}

/// In place of a title that has no letter our font knows.
pub fn survey(locale: Locale) -> &'static str {
    if locale.is_german() { "Umfrage" } else { "Survey" }
}
