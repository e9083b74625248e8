//! Whether what respondents are promised is what is kept: from how many answers on results are shown.

use super::Finding;
use crate::{
    locale::{Locale, Text},
    survey::Survey,
};

/// Who answers, as texts call them: beginnings of words, in every language of a survey.
const WHO: [&str; 36] = [
    "person",
    "mensch",
    "leute",
    "betrieb",
    "unternehm",
    "firm",
    "antwort",
    "befragt",
    "auszubild",
    "azubi",
    "teilnehm",
    "rückmeld",
    "people",
    "compan",
    "answer",
    "response",
    "respond",
    "apprentice",
    "participant",
    "kişi",
    "yanıt",
    "işletme",
    "şirket",
    "firma",
    "katılım",
    "осіб",
    "особ",
    "люд",
    "відповід",
    "підприєм",
    "компан",
    "учасник",
    "شخص",
    "أشخاص",
    "إجاب",
    "شرك",
];
/// What is counted besides: how long something takes or lasts, or how many work somewhere.
const OTHER: [&str; 16] = [
    "jahr",
    "monat",
    "woche",
    "tag",
    "stunde",
    "minute",
    "uhr",
    "prozent",
    "beschäftigt",
    "mitarbeit",
    "year",
    "month",
    "week",
    "day",
    "hour",
    "employee",
];
/// Between a group and the number of those in it: "Gruppen ab 10", "groups of 10".
const FROM: [&str; 9] = ["ab", "mindestens", "von", "unter", "als", "of", "from", "least", "than"];
/// How many words may stand between the number and those who are counted: "10 oder mehr Betriebe".
const BETWEEN: usize = 3;

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let of_locale = |locale: &Locale| {
        let told = promised(&survey.privacy, *locale).into_iter().filter(|number| *number != u64::from(survey.k));
        told.map(|number| contradiction(number, survey, *locale)).collect::<Vec<_>>()
    };
    survey.locales.iter().flat_map(of_locale).collect()
}

fn contradiction(number: u64, survey: &Survey, locale: Locale) -> Finding {
    let (k, locale) = (survey.k, locale.as_str());
    let shown = if number < u64::from(k) { "erst" } else { "schon" };
    let message = format!(
        "Der Text „privacy“ ({locale}) spricht von {number}, Ergebnisse gibt es aber {shown} ab k = {k}. Nennen Sie dort \
         dieselbe Zahl."
    );
    Finding::warning("Umfrage, privacy", message)
}

/// The numbers of people or answers in a text, as the smallest group it promises; each once.
fn promised(text: &Text, locale: Locale) -> Vec<u64> {
    let text = if text.has(locale) { text.get(locale).to_lowercase() } else { String::new() };
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut numbers: Vec<u64> = (0..words.len()).filter_map(|at| smallest_group(&words, at)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn smallest_group(words: &[&str], at: usize) -> Option<u64> {
    let number = number(words[at])?;
    let (before, after) = (&words[..at], &words[at + 1..]);
    let begins = |word: &&str, all: &[&str]| all.iter().any(|beginning| word.starts_with(beginning));
    if after.first().is_some_and(|word| begins(word, &OTHER)) {
        return None;
    }
    let counts_them = after.iter().take(BETWEEN).any(|word| begins(word, &WHO));
    let last = before.last().copied().unwrap_or_default();
    let is_of_group = || before.iter().rev().take(BETWEEN).any(|word| word.starts_with("grupp") || *word == "groups");
    let is_promised = counts_them || FROM.contains(&last) && is_of_group();
    if !is_promised {
        return None;
    }
    // "mehr als 9" is "ab 10".
    let is_beyond = matches!(before, [.., "mehr", "als"] | [.., "more", "than"]);
    Some(number + u64::from(is_beyond))
}

/// In digits, or in the words that German and English texts use for small numbers.
fn number(word: &str) -> Option<u64> {
    Some(match word {
        "drei" | "three" => 3,
        "vier" | "four" => 4,
        "fünf" | "five" => 5,
        "sechs" | "six" => 6,
        "sieben" | "seven" => 7,
        "acht" | "eight" => 8,
        "neun" | "nine" => 9,
        "zehn" | "ten" => 10,
        "elf" | "eleven" => 11,
        "zwölf" | "twelve" => 12,
        "fünfzehn" | "fifteen" => 15,
        "zwanzig" | "twenty" => 20,
        digits => return digits.parse().ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template;

    fn of(k: u32, locale: Locale, privacy: &str) -> Vec<String> {
        let source = template::find("was-hilft").expect("template").source;
        let mut survey = Survey::from_toml(source).expect("readable");
        (survey.k, survey.locales, survey.privacy) = (k, vec![locale], Text::same(privacy));
        findings(&survey).into_iter().map(|finding| finding.message).collect()
    }

    /// k was raised to 12 and the text still promised 10; with the two the other way round it promised what was not kept.
    #[test]
    fn a_number_in_the_privacy_text_that_is_not_k_is_found() {
        let text = "Die Umfrage ist anonym, und Ergebnisse zeigen wir erst ab 10 Personen.";
        let more = of(12, Locale::DeSie, text);
        assert!(more[0].contains("spricht von 10") && more[0].contains("erst ab k = 12"), "{more:?}");
        let less = of(5, Locale::DeSie, text);
        assert!(less[0].contains("schon ab k = 5"), "{less:?}");
        assert_eq!(of(10, Locale::DeSie, text), [""; 0]);
    }

    #[test]
    fn it_is_found_in_every_language_of_a_template() {
        let source = template::find("was-hilft").expect("template").source;
        let mut survey = Survey::from_toml(source).expect("readable");
        assert_eq!(findings(&survey), []);
        survey.k = 12;
        let found = findings(&survey);
        assert_eq!(found.len(), survey.locales.len(), "{found:?}");
    }

    #[test]
    fn numbers_are_read_as_people_write_them_and_other_numbers_are_left_alone() {
        let is_found = |text: &str| !of(10, Locale::En, text).is_empty();
        for text in [
            "Ergebnisse gibt es für fünf oder mehr Betriebe.",
            "Wir zeigen nur Gruppen ab 5.",
            "Only groups of 5 are shown.",
            "Fewer than 12 answers are never shown.",
            "Erst wenn mehr als 10 Menschen geantwortet haben.",
        ] {
            assert!(is_found(text), "{text}");
        }
        for text in [
            "Erst wenn mehr als 9 Menschen geantwortet haben.",
            "Nach 24 Monaten löschen wir alles. Menschen unter 16 Jahren dürfen mitmachen.",
            "Artikel 6 der Datenschutz-Grundverordnung. Das dauert 4 Minuten.",
            "Gefragt werden Betriebe ab 20 Beschäftigten.",
        ] {
            assert!(!is_found(text), "{text}");
        }
    }
}
