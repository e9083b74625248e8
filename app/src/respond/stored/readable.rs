//! Whether a person of fifteen can read the page: the rules that surveys are held to (ux.md R13), and a formula.

use domain::{Locale, publish::plain::hard_sentences};

use super::{Entrance, Extra, StoredPage, tests::page};

/// Every sentence there is, section by section, whatever is in force.
fn sections(locale: Locale) -> Vec<(&'static str, String)> {
    let entrances = [Entrance::Link, Entrance::Code, Entrance::Invitation, Entrance::Named];
    let pages = entrances.into_iter().flat_map(|entrance| {
        [(true, None, Some(60)), (false, None, None), (false, Some(30), Some(60))].map(|(firms, addresses, months)| {
            StoredPage {
                firms,
                address_days: addresses,
                retention_months: months,
                grace_hours: 24,
                asks_for_text: true,
                asks_for_place: true,
                extras: Extra::ALL.to_vec(),
                kiosk_hours: Some(12),
                privacy_contact: "Verein".to_owned(),
                ..page(locale, entrance)
            }
        })
    });
    let mut told: Vec<(&'static str, Vec<String>)> = Vec::new();
    for (heading, lines) in pages.flat_map(|page| page.sections()) {
        match told.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, known)) => known.extend(lines),
            None => told.push((heading, lines)),
        }
    }
    told.into_iter()
        .map(|(heading, mut lines)| {
            lines.sort();
            lines.dedup();
            (heading, lines.join("\n"))
        })
        .collect()
}

#[test]
fn every_sentence_with_du_and_in_plain_german_keeps_to_the_rules_that_surveys_are_held_to() {
    for locale in [Locale::DeDu, Locale::DeEinfach] {
        for (heading, text) in sections(locale) {
            let hard: Vec<_> = hard_sentences(&text).chain(hard_sentences(heading)).collect();
            assert!(hard.is_empty(), "{locale:?}, {heading}: {hard:#?}");
        }
    }
}

#[test]
fn no_word_is_one_of_those_who_write_programs() {
    let technical = ["Arbeitsspeicher", "Prüfsumme", "Prüfwert", "Hash", "Token", "Session", "pseudonym", "Paradaten"];
    for (heading, text) in sections(Locale::DeDu) {
        assert_eq!(technical.iter().find(|word| text.contains(**word)), None, "{heading}: {text}");
    }
}

/// First new Wiener Sachtextformel (Bamberger and Vanecek, "Lesen - Verstehen - Lernen - Schreiben", 1984): after how many
/// years of school a text in German is understood. At fifteen there are nine.
fn years_of_school(text: &str) -> f64 {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let sentences = text.matches(['.', '?', ':']).count();
    let share = |is: fn(&str) -> bool| 100.0 * words.iter().filter(|word| is(word)).count() as f64 / words.len() as f64;
    let length = words.len() as f64 / sentences as f64;
    0.1935 * share(|word| syllables(word) >= 3) + 0.1672 * length + 0.1297 * share(|word| word.chars().count() > 6)
        - 0.0327 * share(|word| syllables(word) == 1)
        - 0.875
}

/// Rows of vowels, as far as that tells.
fn syllables(word: &str) -> usize {
    let is_vowel = |c: char| "aeiouyäöü".contains(c);
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    letters
        .chunk_by(|a, b| is_vowel(*a) == is_vowel(*b))
        .filter(|row| row.first().is_some_and(|c| is_vowel(*c)))
        .count()
}

#[test]
fn nine_years_of_school_are_enough_for_every_section() {
    // By hand: 8 words in 2 sentences; 1 has three syllables, 2 have more than six letters, 4 have one syllable.
    let known = years_of_school("Die Antworten sind da. Niemand kennt deinen Namen.");
    assert!((known - (0.1935 * 12.5 + 0.1672 * 4.0 + 0.1297 * 25.0 - 0.0327 * 50.0 - 0.875)).abs() < 1e-9, "{known}");
    for (heading, text) in sections(Locale::DeDu) {
        let years = years_of_school(&text);
        assert!(years <= 9.0, "{heading}: {years:.1}");
    }
}
