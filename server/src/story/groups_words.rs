//! What is said about groups set side by side.

use analytics::About;
use domain::{Locale, format};
use statistics::{
    association::PERMUTATIONS,
    compare::{Effect, Magnitude, Method},
};

use crate::breakdown::Test;

fn either(german: &'static str, english: &'static str, locale: Locale) -> &'static str {
    if locale.is_german() { german } else { english }
}

/// Heads the share that groups are compared by. `None` of a choice: none of its options is the one that counts.
pub fn share(about: &About, locale: Locale) -> Option<&'static str> {
    match about {
        About::Rating { .. } => Some(either("zwei beste Punkte", "two best points", locale)),
        About::Option(_) => Some(ticked(locale)[1]),
        About::Recommendation => Some(recommending(locale)[2]),
        About::Choice(_) => None,
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
        either("Stärke", "Strength", locale),
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
    let found = &test.found;
    let method = method(found.method, locale);
    let p = match (count > 1, locale.is_german()) {
        (false, _) => String::new(),
        (true, true) => format!(" nach Benjamini & Hochberg (1995) über {count}\u{a0}{unit}"),
        (true, false) => format!(" after Benjamini & Hochberg (1995) over {count}\u{a0}{unit}"),
    };
    let value = match test.adjusted < 0.001 {
        true => format!("p\u{a0}<\u{a0}{}", format::number(0.001, 3, locale)),
        false => format!("p\u{a0}=\u{a0}{}", format::number(test.adjusted, 3, locale)),
    };
    let (groups, n) = (found.groups, format::count(found.n, locale));
    let (strength, effect) = (strength(found.effect, locale), effect(found.effect, locale));
    match locale.is_german() {
        true => format!(
            "{verdict} ({method}, {value}{p}; {groups}\u{a0}Gruppen, n\u{a0}=\u{a0}{n}). Stärke: {strength} ({effect})."
        ),
        false => format!(
            "{verdict} ({method}, {value}{p}; {groups}\u{a0}groups, n\u{a0}=\u{a0}{n}). Strength: {strength} ({effect})."
        ),
    }
}

/// The name of the test with its figure.
fn method(method: Method, locale: Locale) -> String {
    let is = |name: &str, value: f64, decimals: usize| {
        format!("{name}\u{a0}=\u{a0}{}", format::number(value, decimals, locale))
    };
    let drawn = |figure: String| {
        let draws = format::count(PERMUTATIONS as u64, locale);
        match locale.is_german() {
            true => format!("mit bis zu {draws} Ziehungen, {figure}"),
            false => format!("with up to {draws} draws, {figure}"),
        }
    };
    match method {
        Method::ChiSquare { x2, df } => {
            format!(
                "{}, {}, {}",
                either("Chi-Quadrat-Test", "chi-square test", locale),
                is("χ²", x2, 1),
                is("df", df, 0)
            )
        }
        Method::Fisher => either("exakter Test nach Fisher", "Fisher’s exact test", locale).to_owned(),
        Method::MannWhitney { z } => {
            format!("{}, {}", either("Mann-Whitney-Test", "Mann-Whitney test", locale), is("z", z.abs(), 2))
        }
        Method::KruskalWallis { h, df } => {
            let name = either("Kruskal-Wallis-Test", "Kruskal-Wallis test", locale);
            format!("{name}, {}, {}", is("H", h, 1), is("df", df, 0))
        }
        Method::Permutation { x2 } => {
            format!("{} {}", either("Permutationstest", "permutation test", locale), drawn(is("χ²", x2, 1)))
        }
        Method::RankPermutation { h } => {
            format!(
                "{} {}",
                either("Permutationstest der Ränge", "permutation test of ranks", locale),
                drawn(is("H", h, 1))
            )
        }
    }
}

/// "Cramérs V = 0,21". Which group is ahead shows the picture.
pub fn effect(effect: Effect, locale: Locale) -> String {
    let (name, value) = match effect {
        Effect::CramersV(v) => (either("Cramérs\u{a0}V", "Cramér’s\u{a0}V", locale), v),
        Effect::Delta(delta) => (either("Cliffs\u{a0}Delta", "Cliff’s\u{a0}delta", locale), delta.abs()),
        Effect::Epsilon2(epsilon2) => ("ε²", epsilon2),
    };
    format!("{name}\u{a0}=\u{a0}{}", format::number(value, 2, locale))
}

fn strength(effect: Effect, locale: Locale) -> &'static str {
    match effect.magnitude() {
        Magnitude::Negligible => either("kaum", "hardly any", locale),
        Magnitude::Small => either("schwach", "weak", locale),
        Magnitude::Medium => either("mittel", "medium", locale),
        Magnitude::Large => either("stark", "strong", locale),
    }
}
