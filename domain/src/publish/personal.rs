//! Questions for data that tell who somebody is (security.md, section 3).

use super::{Finding, item_place};
use crate::{
    meaning::Audience,
    survey::{Item, ItemKind, Level, Survey},
};

const OF_APPRENTICES: &str = "Auszubildende antworten anonym: Nach einer E-Mail-Adresse wird hier nicht gefragt.";
const TELLS_WHO: &str = "Diese Umfrage ist anonym (level = \"anonymous\"), und die Antwort würde sagen, von wem sie kommt. \
                         Streichen Sie die Frage, oder fragen Sie nach etwas, das auf viele zutrifft.";
const TELLS_WHO_BUT: &str = "Diese Umfrage ist anonym (level = \"anonymous\"), und die Antwort würde sagen, von wem sie \
                             kommt. Streichen Sie die Frage. Eine E-Mail-Adresse erfragen Sie mit kind = \"contact\": Sie \
                             liegt getrennt von den Antworten.";

/// What asks for a name, an address, a number to call or a birthday, as words with blanks between them; German and
/// English, in which every survey is written first.
const WHO: [&str; 60] = [
    "wie heißen sie",
    "wie heißt du",
    "ihr name",
    "ihren namen",
    "dein name",
    "deinen namen",
    "vorname",
    "vornamen",
    "nachname",
    "nachnamen",
    "familienname",
    "familiennamen",
    "wie heißt ihr betrieb",
    "wie heißt dein betrieb",
    "wie heißt ihr unternehmen",
    "name ihres betriebs",
    "name deines betriebs",
    "name ihres unternehmens",
    "in welchem betrieb",
    "firmenname",
    "ihre e mail",
    "deine e mail",
    "e mail adresse",
    "e mailadresse",
    "mailadresse",
    "emailadresse",
    "ihre adresse",
    "deine adresse",
    "anschrift",
    "hausnummer",
    "telefonnummer",
    "handynummer",
    "mobilnummer",
    "personalnummer",
    "sozialversicherungsnummer",
    "geburtsdatum",
    "geburtstag",
    "wann sind sie geboren",
    "wann bist du geboren",
    "your name",
    "first name",
    "last name",
    "full name",
    "surname",
    "your company s name",
    "name of your company",
    "your employer s name",
    "name of your employer",
    "your email",
    "your e mail",
    "email address",
    "e mail address",
    "your address",
    "phone number",
    "mobile number",
    "telephone number",
    "date of birth",
    "birthday",
    "birth date",
    "when were you born",
];

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let pages = survey.pages();
    let items = pages.flat_map(|page| page.items.iter().map(move |item| (page, item)));
    items.filter_map(|(page, item)| Some(Finding::error(item_place(page, item), fault(survey, item)?))).collect()
}

fn fault(survey: &Survey, item: &Item) -> Option<&'static str> {
    // Apprentices may be minors: nothing personal is asked of them, wherever it would lie.
    let of_apprentices = survey.audience == Audience::Apprentice;
    match item.kind {
        // It is never among the answers and leads to none (ux.md R15), so that these stay anonymous.
        ItemKind::Contact { .. } => of_apprentices.then_some(OF_APPRENTICES),
        _ if !is_anonymous(survey) || !tells_who(item) => None,
        _ if of_apprentices => Some(TELLS_WHO),
        _ => Some(TELLS_WHO_BUT),
    }
}

/// As far as is settled: what has not said its level is held to the strictest.
fn is_anonymous(survey: &Survey) -> bool {
    survey.protection.as_ref().is_none_or(|protection| protection.level == Level::Anonymous)
}

/// Whether something is written or dated here that belongs to one person or firm. Who only chooses is one of many.
fn tells_who(item: &Item) -> bool {
    let is_written = matches!(
        item.kind,
        ItemKind::ShortText { .. }
            | ItemKind::LongText { .. }
            | ItemKind::Number { .. }
            | ItemKind::Date { .. }
            | ItemKind::Month { .. }
    );
    is_written && item.text.0.values().any(|text| asks_who(text))
}

fn asks_who(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let line = format!(" {} ", words.join(" "));
    WHO.iter().any(|phrase| line.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template;

    /// The template of all kinds, with its question for a word asked otherwise.
    fn found(change: impl FnOnce(&mut Survey), text: &str) -> Vec<String> {
        let source = template::find("alle-fragearten").expect("template").source;
        let source = source.replace("Mit welchem Wort beschreiben Sie die Region?", text);
        let mut survey = Survey::from_toml(&source).expect("readable");
        change(&mut survey);
        findings(&survey).into_iter().map(|finding| format!("{}: {}", finding.place, finding.message)).collect()
    }

    fn level(level: Level) -> impl FnOnce(&mut Survey) {
        move |survey| survey.protection.as_mut().expect("settled").level = level
    }

    #[test]
    fn an_address_kept_apart_is_no_fault_of_an_anonymous_survey_and_one_among_the_answers_is() {
        let harmless = "Mit welchem Wort beschreiben Sie die Region?";
        assert_eq!(found(level(Level::Anonymous), harmless), [""; 0]);
        let found = found(level(Level::Anonymous), "Wie lautet Ihre E-Mail-Adresse?");
        let [fault] = found.as_slice() else { panic!("{found:?}") };
        assert!(fault.contains("Frage „wort“") && fault.contains("kind = \"contact\""), "{fault}");
    }

    #[test]
    fn what_has_not_settled_its_level_is_anonymous_and_what_is_not_may_ask() {
        let text = "Wie heißen Sie?";
        assert_eq!(found(|survey| survey.protection = None, text).len(), 1);
        for other in [Level::Uncoupled, Level::Named] {
            assert_eq!(found(level(other), text), [""; 0], "{other:?}");
        }
    }

    #[test]
    fn apprentices_are_asked_for_no_address_and_told_of_none() {
        let found = found(|survey| survey.audience = Audience::Apprentice, "Wie heißt du?");
        let [name, address] = found.as_slice() else { panic!("{found:?}") };
        assert!(name.contains("Frage „wort“") && !name.contains("contact"), "{name}");
        assert!(address.contains("Frage „kontakt“") && address.contains("wird hier nicht gefragt"), "{address}");
    }

    #[test]
    fn names_are_found_in_both_languages_and_other_words_are_left_alone() {
        for text in [
            "Bitte nennen Sie Ihren Vornamen.",
            "In welchem Betrieb lernst du?",
            "Wie ist deine Handynummer?",
            "Ihr Geburtsdatum:",
            "What is your e-mail address?",
            "Please enter your company’s name.",
            "When were you born?",
        ] {
            assert!(asks_who(text), "{text}");
        }
        for text in [
            "Wie heißt der Beruf, den du lernst?",
            "Wie viele E-Mails bekommen Sie am Tag?",
            "Wie ist das Klima in Ihrem Betrieb?",
            "In welchem Betriebsteil arbeiten Sie?",
            "Which name suits the region?",
            "Wann beginnt bei Ihnen die Ausbildung?",
        ] {
            assert!(!asks_who(text), "{text}");
        }
    }
}
