//! What is said about groups set side by side.

use analytics::About;
use domain::{Locale, format};
use statistics::association::{Method, PERMUTATIONS};

use crate::breakdown::Test;

fn either(german: &'static str, english: &'static str, locale: Locale) -> &'static str {
    if locale.is_german() { german } else { english }
}

/// Heads the share that groups are compared by.
pub fn share(about: &About, locale: Locale) -> &'static str {
    match about {
        About::Rating { .. } => either("zwei beste Punkte", "two best points", locale),
        About::Option(_) => ticked(locale)[1],
        About::Recommendation => recommending(locale)[2],
    }
}

pub fn ticked(locale: Locale) -> [&'static str; 2] {
    [either("nicht genannt", "not named", locale), either("genannt", "named", locale)]
}

pub fn recommending(locale: Locale) -> [&'static str; 3] {
    match locale.is_german() {
        true => ["raten ab (0 bis 6)", "unentschieden (7, 8)", "empfehlen (9, 10)"],
        false => ["advise against (0 to 6)", "undecided (7, 8)", "recommend (9, 10)"],
    }
}

pub fn recommendation(locale: Locale) -> &'static str {
    either("Weiterempfehlung", "Recommendation", locale)
}

pub fn overview_head(locale: Locale) -> [&'static str; 3] {
    [
        either("Antwort", "Answer", locale),
        either("Stärke (Cramérs V)", "Strength (Cramér’s V)", locale),
        either("sicher verschieden", "certainly different", locale),
    ]
}

pub fn certain(test: Option<&Test>, locale: Locale) -> &'static str {
    match test.map(Test::is_significant) {
        Some(true) => either("ja", "yes", locale),
        Some(false) => either("nein", "no", locale),
        None => "–",
    }
}

pub fn gap_head(locale: Locale) -> [&'static str; 5] {
    match locale.is_german() {
        true => ["Wichtigkeit", "Erfüllung", "Abstand", "n Wichtigkeit", "n Erfüllung"],
        false => ["Importance", "Fulfilment", "Gap", "n importance", "n fulfilment"],
    }
}

pub fn rows(locale: Locale) -> &'static str {
    either("Zeilen", "rows", locale)
}

pub fn comparisons(locale: Locale) -> &'static str {
    either("Vergleiche", "comparisons", locale)
}

/// Of groups of the first variable, in which those of the second differ (`apart`), and how many other ones were tested.
pub fn crossed_finding(
    subject: &str,
    [first, second]: &[String; 2],
    apart: &[String],
    alike: usize,
    locale: Locale,
) -> String {
    const NAMED: usize = 2;
    let german = locale.is_german();
    let quoted = |name: &String| if german { format!("„{name}“") } else { format!("“{name}”") };
    let subject = quoted(&subject.to_owned());
    let (count, all) = (apart.len(), apart.len() + alike);
    let names = apart.iter().map(quoted).collect::<Vec<_>>().join(if german { " und " } else { " and " });
    match (count, alike, german) {
        (0, 0, true) => format!("{subject} nach {first} und {second}: zu wenige Antworten für einen Vergleich"),
        (0, 0, false) => format!("{subject} by {first} and {second}: too few answers for a comparison"),
        (0, _, true) => format!("{subject}: kein sicherer Unterschied nach {second}, geprüft je {first}"),
        (0, _, false) => format!("{subject}: no certain difference by {second}, tested within each {first}"),
        (1..=NAMED, _, true) => format!("{subject}: sicherer Unterschied nach {second} bei {names}"),
        (1..=NAMED, _, false) => format!("{subject}: certain difference by {second} in {names}"),
        (_, _, true) => {
            format!("{subject}: sicherer Unterschied nach {second} in {count} von {all} Gruppen nach {first}")
        }
        (_, _, false) => format!("{subject}: certain difference by {second} in {count} of {all} groups by {first}"),
    }
}

pub fn untested(names: &[String], locale: Locale) -> String {
    let (names, why) = (names.join(" · "), test(None, (0, ""), locale));
    if locale.is_german() { format!("Nicht geprüft: {names}. {why}") } else { format!("Not tested: {names}. {why}") }
}

/// The test in one sentence; so many rows or comparisons are tested together.
pub fn test(test: Option<&Test>, (count, unit): (usize, &str), locale: Locale) -> String {
    let Some(test) = test else {
        return either(
            "Kein Test: Dafür braucht es mindestens zwei Gruppen mit genauen Zahlen und je 10 Antworten, und Antworten, die nicht zu selten sind.",
            "No test: it takes at least two groups with exact figures and 10 answers each, and answers that are not too rare.",
            locale,
        )
        .to_owned();
    };
    let verdict = match test.is_significant() {
        true => either("Die Gruppen antworten sicher verschieden", "The groups certainly answer differently", locale),
        false => either(
            "Der Unterschied zwischen den Gruppen kann Zufall sein",
            "The difference between the groups may be chance",
            locale,
        ),
    };
    let x2 = format!(
        "χ²\u{a0}=\u{a0}{}, df\u{a0}=\u{a0}{}",
        format::number(test.x2, 1, locale),
        format::number(test.df, 0, locale)
    );
    let method = match (test.method, locale.is_german()) {
        (Method::ChiSquare, true) => format!("Chi-Quadrat-Test, {x2}"),
        (Method::ChiSquare, false) => format!("chi-square test, {x2}"),
        (Method::Fisher, true) => "exakter Test nach Fisher".to_owned(),
        (Method::Fisher, false) => "Fisher’s exact test".to_owned(),
        (Method::Permutation, true) => {
            format!("Permutationstest mit {} Ziehungen, {x2}", format::count(PERMUTATIONS as u64, locale))
        }
        (Method::Permutation, false) => {
            format!("permutation test with {} draws, {x2}", format::count(PERMUTATIONS as u64, locale))
        }
    };
    let p = match (count > 1, locale.is_german()) {
        (false, _) => String::new(),
        (true, true) => format!(" nach Benjamini & Hochberg (1995) über {count}\u{a0}{unit}"),
        (true, false) => format!(" after Benjamini & Hochberg (1995) over {count}\u{a0}{unit}"),
    };
    let (v, n) = (format::number(test.cramers_v, 2, locale), format::count(test.n, locale));
    let value = match test.adjusted < 0.001 {
        true => format!("p\u{a0}<\u{a0}{}", format::number(0.001, 3, locale)),
        false => format!("p\u{a0}=\u{a0}{}", format::number(test.adjusted, 3, locale)),
    };
    let (groups, strength) = (test.groups, strength(test.cramers_v, locale));
    match locale.is_german() {
        true => {
            format!(
                "{verdict} ({method}, {value}{p}; {groups}\u{a0}Gruppen, n\u{a0}=\u{a0}{n}). Stärke: {strength} (Cramérs\u{a0}V\u{a0}=\u{a0}{v})."
            )
        }
        false => {
            format!(
                "{verdict} ({method}, {value}{p}; {groups}\u{a0}groups, n\u{a0}=\u{a0}{n}). Strength: {strength} (Cramér’s\u{a0}V\u{a0}=\u{a0}{v})."
            )
        }
    }
}

/// Cohen (1988), Statistical Power Analysis, 7.2, for tables with two rows or columns.
fn strength(v: f64, locale: Locale) -> &'static str {
    match v {
        v if v < 0.1 => either("kaum", "hardly any", locale),
        v if v < 0.3 => either("schwach", "weak", locale),
        v if v < 0.5 => either("mittel", "medium", locale),
        _ => either("stark", "strong", locale),
    }
}
