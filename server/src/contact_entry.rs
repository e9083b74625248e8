//! A contact out of named texts: the same rules whether a form or a line of a file brings them.

use domain::Locale;
use mail::{address, one_line};
use store::Contact;

use crate::text;

/// The name of a field, and what is wrong with it in German.
pub type Problem = (&'static str, String);

const MOST: usize = 200;

/// The contact as far as the texts give one, and everything that is wrong with them. `text` gives what stands in a
/// field, or `None` to leave what `before` has.
pub fn read(before: &Contact, text: &dyn Fn(&str) -> Option<String>) -> (Contact, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut line = |field: &'static str, before: &str| {
        let Some(typed) = text(field) else { return before.to_owned() };
        if typed.trim().chars().any(address::is_invisible) {
            problems.push((field, "Hier steht ein unsichtbares Zeichen. Tippen Sie den Text neu ein.".to_owned()));
        }
        let length = typed.trim().chars().count();
        if length > MOST {
            problems.push((field, text::too_long(length, MOST)));
        }
        typed.trim().to_owned()
    };
    let mut contact = Contact {
        firm: line("firm", &before.firm),
        person: line("person", &before.person),
        municipality: line("municipality", &before.municipality),
        kreis: line("kreis", &before.kreis),
        branch: line("branch", &before.branch),
        size: line("size", &before.size),
        ..before.clone()
    };
    if one_line(&contact.firm).is_empty() {
        problems.push(("firm", "Der Name des Unternehmens fehlt.".to_owned()));
    }
    if let Some(typed) = text("email") {
        match address::read(&typed) {
            Ok(email) => contact.email = email,
            Err(fault) => problems.push(("email", fault.to_string())),
        }
    }
    match text("locale").as_deref().map(str::trim).map(str::to_lowercase).as_deref() {
        None | Some("") => {}
        Some("de" | "de-sie" | "deutsch" | "german") => contact.locale = Locale::DeSie,
        Some("en" | "englisch" | "english") => contact.locale = Locale::En,
        Some(_) => problems.push(("locale", "Als Sprache geht „Deutsch“ oder „Englisch“.".to_owned())),
    }
    (contact, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> (Contact, Vec<Problem>) {
        let before = Contact { person: "Ada".into(), ..Contact::new("", "") };
        read(&before, &|field| pairs.iter().find(|(name, _)| *name == field).map(|(_, text)| (*text).to_owned()))
    }

    #[test]
    fn every_fault_is_told_and_what_is_not_given_stays() {
        let (contact, problems) = of(&[("firm", " Bau & Co "), ("email", "INFO@bau.de"), ("locale", "Englisch")]);
        assert_eq!(
            (contact.firm.as_str(), contact.email.as_str(), contact.person.as_str()),
            ("Bau & Co", "info@bau.de", "Ada")
        );
        assert_eq!((contact.locale, problems), (Locale::En, vec![]));
        let long = "x".repeat(201);
        let (_, problems) =
            of(&[("firm", ""), ("person", "a\u{202e}b"), ("email", "x"), ("size", &long), ("locale", "fr")]);
        let fields: Vec<&str> = problems.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["person", "size", "firm", "email", "locale"]);
    }
}
