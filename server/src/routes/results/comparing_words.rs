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

/// Over so many waves.
pub fn all_waves(waves: usize, locale: Locale) -> &'static str {
    match waves {
        2 => either("Was sich sonst verändert hat", "What else has changed", locale),
        _ => either("Über alle Wellen", "Over all waves", locale),
    }
}

/// Beside the two waves of the form.
pub fn sides(years: bool, locale: Locale) -> [&'static str; 2] {
    match (years, locale.is_german()) {
        (true, true) => ["Von", "Bis"],
        (true, false) => ["From", "To"],
        (false, true) => ["Betriebe", "Auszubildende"],
        (false, false) => ["Firms", "Apprentices"],
    }
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

pub fn question_asked_otherwise(question: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "„{question}“ wurde nicht in allen Wellen gleich gefragt: Verbunden ist nur, was gleich gefragt wurde."
        ),
        false => {
            format!("“{question}” was not asked in the same way in all waves: only what was asked alike is joined.")
        }
    }
}

/// Who answered on both sides, or in each wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    TwoAudiences,
    PeopleAnew,
    /// The same firms may have answered before, and nothing in their answers tells which.
    FirmsAgain,
}

pub fn method(asked: Asked, k: u64, locale: Locale) -> Vec<String> {
    let who = match asked {
        Asked::TwoAudiences => either(
            "Betriebe schätzen ein, was ihren Auszubildenden wichtig ist und wie gut es ihnen selbst gelingt. Auszubildende sagen, was ihnen wichtig ist und wie sie es erleben. Einzelne Betriebe werden nie mit ihren eigenen Auszubildenden verglichen.",
            "Firms estimate what matters to their apprentices and how well they do themselves. Apprentices say what matters to them and how they experience it. Single firms are never compared with their own apprentices.",
            locale,
        ),
        Asked::PeopleAnew => either(
            "In jeder Welle haben andere Menschen geantwortet.",
            "Different people answered in each wave.",
            locale,
        ),
        Asked::FirmsAgain => either(
            "Ein Betrieb kann in mehreren Wellen geantwortet haben. Weil die Antworten anonym sind, wird gerechnet, als wären es in jeder Welle andere; mit denselben Betrieben wären Veränderungen eher sicherer.",
            "A firm may have answered in several waves. Because answers are anonymous, figures are worked out as if there were different firms in each wave; with the same firms changes would rather be more certain.",
            locale,
        ),
    };
    let alike = either(
        "Verbunden wird nur, was mit denselben Worten, derselben Skala und denselben Antworten an dieselbe Gruppe gefragt wurde.",
        "Only what was asked in the same words, on the same scale, with the same answers and of the same group is joined.",
        locale,
    );
    let hidden = match locale.is_german() {
        true => {
            format!("Gezeigt wird nur, was auf den Seiten der Wellen selbst steht; Gruppen unter {k} Antworten fehlen.")
        }
        false => format!("Only what stands on the waves' own pages is shown; groups below {k} answers are left out."),
    };
    let alike = (asked != Asked::TwoAudiences).then(|| alike.to_owned());
    [who.to_owned()].into_iter().chain(alike).chain([hidden]).collect()
}

pub fn test(locale: Locale) -> &'static str {
    either(
        "„Sicher verschieden“ heißt: Mann-Whitney-Test (bei weniger als 30 Antworten auf einer Seite und bis zu 5 Punkten exakt), p < 0,05 nach Benjamini & Hochberg (1995) über alle Merkmale dieses Bildes, und Cliffs Delta mindestens 0,147 (Romano u. a. 2006). Unsicherheit des Unterschieds nach Welch (1947).",
        "“Certainly different” means: Mann-Whitney test (exact where one side has fewer than 30 answers, on up to 5 points), p < 0.05 after Benjamini & Hochberg (1995) over all items of this picture, and Cliff's delta of at least 0.147 (Romano et al. 2006). Uncertainty of the difference after Welch (1947).",
        locale,
    )
}

pub fn course_test(locale: Locale) -> &'static str {
    either(
        "Die Veränderung reicht von der ersten bis zur letzten Welle, die etwas zeigt, entlang der Geraden durch alle dazwischen. Der Vergleich von nur zwei Wellen kann deshalb anders ausgehen. „Sicher verändert“ heißt: p < 0,05 nach Benjamini & Hochberg (1995) über alle Zeilen dieses Bildes, die Unsicherheit schließt 0 aus, und Cohens d oder h mindestens 0,2 (Cohen 1988); Anteile nach Cochran (1954) und Armitage (1955), zwei Anteile mit der Unsicherheit nach Newcombe (1998), Mittelwerte und Punkte als linearer Kontrast der Wellen nach Satterthwaite (1946). Unter 30 Antworten je Welle wird nicht geprüft. In einem Bild ist derselbe Unterschied überall gleich hoch.",
        "The change reaches from the first wave that tells a row to the last, along the line through all between. So comparing two waves alone may end otherwise. “Certainly changed” means: p < 0.05 after Benjamini & Hochberg (1995) over all rows of this picture, an uncertainty that leaves out 0, and Cohen's d or h of at least 0.2 (Cohen 1988); shares after Cochran (1954) and Armitage (1955), two shares with the uncertainty after Newcombe (1998), means and points as the linear contrast of the waves after Satterthwaite (1946). Below 30 answers in a wave nothing is tested. Within a picture the same difference is the same height everywhere.",
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
