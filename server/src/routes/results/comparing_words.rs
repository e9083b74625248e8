//! Sentences of the pages that set two waves side by side.

use domain::Locale;
use store::Wave;

use super::period;

fn either(german: &'static str, english: &'static str, locale: Locale) -> &'static str {
    if locale.is_german() { german } else { english }
}

pub fn perspectives(locale: Locale) -> &'static str {
    either("Betriebe und Auszubildende im Vergleich", "Firms and apprentices compared", locale)
}

pub fn trend_of(survey: &str, locale: Locale) -> String {
    format!("{}: {survey}", either("Verlauf", "Over the years", locale))
}

pub fn importance(locale: Locale) -> &'static str {
    either("Was wichtig ist", "What matters", locale)
}

pub fn fulfilment(locale: Locale) -> &'static str {
    either("Was gelingt", "What works", locale)
}

pub fn verdicts(locale: Locale) -> &'static str {
    either("Was daraus folgt", "What follows", locale)
}

pub fn compare(locale: Locale) -> &'static str {
    either("Verglichen wird:", "Compared:", locale)
}

pub fn cite(waves: &[String], source: &str) -> String {
    waves.iter().map(String::as_str).chain([source]).collect::<Vec<_>>().join(" · ")
}

/// The name of a wave where others of its survey stand beside it: its year, or else its days.
pub fn short(wave: &Wave, locale: Locale) -> String {
    let is_in_title = |year: &&str| wave.title.contains(*year);
    let year = wave.opened.as_deref().and_then(|day| day.get(..4)).filter(is_in_title);
    year.map_or_else(|| period(wave, locale), |_| wave.title.clone())
}

pub fn missing_wave(slug: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("„{slug}“ ist nicht (mehr) veröffentlicht."),
        false => format!("“{slug}” is not published (any more)."),
    }
}

pub fn beside_itself(slug: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("„{slug}“ lässt sich nicht mit sich selbst vergleichen."),
        false => format!("“{slug}” cannot be compared with itself."),
    }
}

pub fn shown_instead([first, second]: [&str; 2], locale: Locale) -> String {
    match locale.is_german() {
        true => format!("Gezeigt werden „{first}“ und „{second}“."),
        false => format!("Shown are “{first}” and “{second}”."),
    }
}

pub fn asked_otherwise(label: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("„{label}“ wurde in beiden Wellen nicht gleich gefragt und wird nicht verglichen."),
        false => format!("“{label}” was not asked in the same way in both waves and is not compared."),
    }
}

pub fn method(years: bool, k: u64, locale: Locale) -> Vec<String> {
    let who = match years {
        true => either(
            "In jeder Welle haben andere Menschen geantwortet. Verglichen wird nur, was in beiden Wellen mit denselben Worten und derselben Skala gefragt wurde.",
            "Different people answered in each wave. Only what was asked in the same words and on the same scale in both waves is compared.",
            locale,
        ),
        false => either(
            "Betriebe schätzen ein, was ihren Auszubildenden wichtig ist und wie gut es ihnen selbst gelingt. Auszubildende sagen, was ihnen wichtig ist und wie sie es erleben. Einzelne Betriebe werden nie mit ihren eigenen Auszubildenden verglichen.",
            "Firms estimate what matters to their apprentices and how well they do themselves. Apprentices say what matters to them and how they experience it. Single firms are never compared with their own apprentices.",
            locale,
        ),
    };
    let hidden = match locale.is_german() {
        true => {
            format!("Verglichen wird nur, was auf den Seiten beider Wellen steht; Gruppen unter {k} Antworten fehlen.")
        }
        false => {
            format!("Only what stands on the pages of both waves is compared; groups below {k} answers are left out.")
        }
    };
    vec![who.to_owned(), hidden]
}

pub fn test(locale: Locale) -> &'static str {
    either(
        "„Sicher verschieden“ heißt: Mann-Whitney-Test, p < 0,05 nach Benjamini & Hochberg (1995) über alle Merkmale dieses Bildes, und Cliffs Delta mindestens 0,147 (Romano u. a. 2006). Unsicherheit des Unterschieds nach Welch (1947).",
        "“Certainly different” means: Mann-Whitney test, p < 0.05 after Benjamini & Hochberg (1995) over all items of this picture, and Cliff's delta of at least 0.147 (Romano et al. 2006). Uncertainty of the difference after Welch (1947).",
        locale,
    )
}

pub fn statistics(locale: Locale) -> &'static str {
    either(
        "Mittelwerte in Punkten der Skala, 1 ist der schlechteste. Wer „weiß nicht“ sagt, zählt nicht mit. Ein blinder Fleck ist, was Auszubildende als Handlungsfeld bewerten (wichtig und zu wenig erfüllt), während Betriebe sich sicher besser sehen.",
        "Means in points of the scale, 1 is the worst. Whoever says “don't know” is not counted. A blind spot is what apprentices rate as a field of action (important and too little fulfilled) while firms certainly see themselves better.",
        locale,
    )
}
