//! Questions for data that tell who somebody is (security.md, section 3).

use super::{Finding, item_place, sentence::sentences};
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
/// English, in which every survey is written first. Words with `/` between them stand for each other. One with a capital is
/// meant with its capital only: "Wie heißen sie?" asks for others.
const WHO: [&str; 35] = [
    "wie heißen/heissen Sie",
    "wie heißt/heisst du",
    "Ihr/dein/euer name",
    "Ihren/deinen/euren namen",
    "vollständiger/voller/ganzer name",
    "vollständigen/vollen/ganzen namen",
    "vorname/vornamen/nachname/nachnamen/familienname/familiennamen/zuname/zunamen/rufname/rufnamen",
    "firmenname/firmennamen/betriebsname/betriebsnamen",
    "wie heißt/heisst ihr/dein/euer/der betrieb/ausbildungsbetrieb/lehrbetrieb/unternehmen",
    "wie heißt/heisst ihre/deine/eure/die firma",
    "wie heißt/heisst das unternehmen",
    "name/namen ihres/deines/eures/des betriebs/betriebes/ausbildungsbetriebs/ausbildungsbetriebes/lehrbetriebs/unternehmens",
    "name/namen ihrer/deiner/eurer/der firma",
    "in/bei welchem betrieb/ausbildungsbetrieb/lehrbetrieb/unternehmen",
    "in/bei welcher firma",
    "Ihre/deine/eure mail/email/adresse/anschrift",
    "Ihre/deine/eure e mail",
    "mailadresse/emailadresse/mailanschrift/anschrift/hausnummer",
    "e mail adresse",
    "telefonnummer/handynummer/mobilnummer/rufnummer/personalnummer/sozialversicherungsnummer/steuernummer",
    "geburtsdatum/geburtstag",
    "wann sind Sie geboren",
    "wann bist du geboren",
    "your/first/last/full name",
    "surname",
    "your company/employer s name",
    "name of your company/employer",
    "your email/address",
    "your e mail",
    "email/mail address",
    "phone/mobile/telephone number",
    "date of birth",
    "birth date",
    "birthday/birthdate",
    "when were you born",
];

/// What asks for it standing alone, as beside the line of a form.
const LABELS: [&str; 5] =
    ["name", "telefon/handy/mobil/tel/phone/mobile/telephone", "mail/email/adresse/address", "e mail", "firma"];

/// What follows one of these in a sentence is not asked for: "Schreiben Sie bitte keine Namen."
const DENIED: [&str; 18] = [
    "nicht", "nichts", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie", "niemals", "ohne", "weder",
    "no", "not", "never", "without", "don", "nothing",
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
    is_written && [&item.text, &item.hint].into_iter().flat_map(|text| text.0.values()).any(|text| asks_who(text))
}

/// What stands in parentheses is read by itself: "Telefon (freiwillig)".
fn asks_who(text: &str) -> bool {
    text.split(['(', ')']).flat_map(sentences).any(|sentence| sentence_asks_who(sentence.text))
}

/// A denial is about its clause and what follows: "keine Namen, Adressen", but "Ihr Name, falls Sie nicht anonym bleiben".
fn sentence_asks_who(sentence: &str) -> bool {
    sentence
        .split([',', ';', '–', '—'])
        .map(words)
        .take_while(|words| !is_denied(words))
        .any(|words| clause_asks_who(&words))
}

fn words(clause: &str) -> Vec<&str> {
    clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn is_denied(words: &[&str]) -> bool {
    words.iter().any(|word| DENIED.contains(&word.to_lowercase().as_str()))
}

fn clause_asks_who(words: &[&str]) -> bool {
    let asks = |phrase: &&str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|some| reads(some, &phrase))
    };
    let is_label = |label: &&str| reads(words, &label.split(' ').collect::<Vec<_>>());
    WHO.iter().any(asks) || LABELS.iter().any(is_label)
}

fn reads(words: &[&str], phrase: &[&str]) -> bool {
    words.len() == phrase.len()
        && words.iter().zip(phrase).all(|(word, listed)| listed.split('/').any(|one| is(word, one)))
}

fn is(word: &str, listed: &str) -> bool {
    let needs_capital = listed.starts_with(char::is_uppercase);
    word.to_lowercase() == listed.to_lowercase() && (!needs_capital || word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{locale::Text, template};

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
            "WIE HEISSEN SIE? Vorname:",
            "Wie heißt dein Ausbildungsbetrieb?",
            "Wie heißt Ihre Firma?",
            "Wie heißt der Betrieb, in dem du lernst?",
            "Name des Betriebs",
            "Wie ist Ihr vollständiger Name?",
            "Vor- und Zuname",
            "Telefon:",
            "Telefon (nicht Pflicht)",
            "Ihr Name, falls Sie nicht anonym bleiben möchten",
            "Ihre E-Mail-Adresse, wird nicht weitergegeben",
            "Your first name, no last name",
            "Wie können wir Sie erreichen? E-Mail:",
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
            "Wie oft brauchst du das Telefon im Betrieb?",
            "Wie wichtig ist der Name einer Schule?",
            "Schreib bitte keine Namen, auch nicht deinen Vornamen.",
            "Please do not write your name.",
        ] {
            assert!(!asks_who(text), "{text}");
        }
    }

    #[test]
    fn what_asks_for_the_names_of_others_is_harmless() {
        for text in [
            "Welche Beratungsstellen kennst du? Wie heißen sie?",
            "Welche Schulen haben Sie besucht, und was ist ihre Adresse?",
            "Welche Berater haben geholfen? Bitte nennen Sie ihren Namen.",
        ] {
            assert!(!asks_who(text), "{text}");
        }
        assert!(asks_who("Wie heißen Sie?") && asks_who("Bitte nennen Sie Ihren Namen."));
    }

    #[test]
    fn a_hint_that_asks_who_somebody_is_is_found_too() {
        let hinted = |hint: &'static str| {
            let change = move |survey: &mut Survey| {
                survey.protection.as_mut().expect("settled").level = Level::Anonymous;
                let items = survey.sections.iter_mut().flat_map(|section| &mut section.pages);
                let word = items.flat_map(|page| &mut page.items).find(|item| item.id.as_str() == "wort");
                word.expect("the question").hint = Text::same(hint);
            };
            found(change, "Mit welchem Wort beschreiben Sie die Region?").len()
        };
        assert_eq!(hinted("Darunter bitte Ihr Name und Ihre Telefonnummer."), 1);
        assert_eq!(hinted("Bitte schreiben Sie nicht Ihren Namen."), 0);
    }

    #[test]
    fn no_template_asks_who_somebody_is() {
        for template in template::all() {
            let survey = Survey::from_toml(template.source).expect("readable");
            assert!(findings(&survey).is_empty(), "{}", template.id);
        }
    }
}
