//! Sentences of the page that sets groups of respondents side by side.

use domain::Locale;

fn either(german: &'static str, english: &'static str, locale: Locale) -> &'static str {
    if locale.is_german() { german } else { english }
}

/// "Nach Kreis, Branche oder Größe vergleichen"
pub fn way(labels: &[String], locale: Locale) -> String {
    let (or, german) = (either(" oder ", " or ", locale), locale.is_german());
    let names = match labels {
        [all @ .., last] if !all.is_empty() => format!("{}{or}{last}", all.join(", ")),
        _ => labels.concat(),
    };
    if german { format!("Nach {names} vergleichen") } else { format!("Compare by {names}") }
}

pub fn by(locale: Locale) -> &'static str {
    either("Verglichen nach:", "Compared by:", locale)
}

/// "„Wohnen und Mobilität“ nach Kreis"
pub fn subject_by(subject: &str, grouping: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("„{subject}“ nach {grouping}"),
        false => format!("“{subject}” by {grouping}"),
    }
}

pub fn gone(name: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => {
            format!("„{name}“ aus dieser Adresse gibt es hier nicht (mehr). Gezeigt wird stattdessen, was es gibt.")
        }
        false => format!("“{name}” from this address is not here (any more). What there is is shown instead."),
    }
}

pub fn nothing(locale: Locale) -> &'static str {
    either("Noch keine Gruppen zu vergleichen", "No groups to compare yet", locale)
}

pub fn nothing_because(k: u64, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Es gibt nicht zwei Gruppen mit je {k} Antworten. Damit niemand erkannt werden kann, zeigen wir keine."
        ),
        false => {
            format!("There are not two groups of {k} answers each. So that nobody can be identified, we show none.")
        }
    }
}

pub fn overview(grouping: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("Alle Antworten auf diese Frage nach {grouping}"),
        false => format!("All answers to this question by {grouping}"),
    }
}

pub fn overview_note(k: u64, locale: Locale) -> String {
    match locale.is_german() {
        true => format!(
            "Anteil je Gruppe, der größte Unterschied zuerst. „•“: zu wenige Antworten (unter {k}), oder fast alle in der Gruppe antworteten gleich."
        ),
        false => format!(
            "Share per group, the widest difference first. “•”: too few answers (below {k}), or nearly all in the group answered alike."
        ),
    }
}

pub fn gaps(subject: &str, grouping: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("„{subject}“: Wichtigkeit und Erfüllung nach {grouping}"),
        false => format!("“{subject}”: importance and fulfilment by {grouping}"),
    }
}

pub fn gap_note(locale: Locale) -> &'static str {
    either(
        "Mittelwerte aller gültigen Antworten einer Gruppe; wer nur eines von beiden bewertet hat, zählt dort mit. MWDS = Abstand × mittlere Wichtigkeit (nach Borich 1980).",
        "Means of all valid answers of a group; whoever rated only one of the two counts there. MWDS = gap × mean importance (after Borich 1980).",
        locale,
    )
}

pub fn method(k: u64, locale: Locale) -> Vec<String> {
    let (groups, hidden, test) = match locale.is_german() {
        true => (
            format!(
                "Jede Gruppe hat mindestens {k} Antworten; kleinere sind zusammengelegt. Die Gruppen einer Welle stehen fest: Andere Zuschnitte gibt es nicht, damit sich aus zwei Ansichten keine einzelne Antwort ausrechnen lässt."
            ),
            "Ausgeblendet ist, was weniger Antworten hat, und so viel mehr, wie nötig ist, damit es sich nicht aus Summen ergibt. Antworten in einer Gruppe fast alle gleich, steht dort „≥“ und eine gerundete Zahl. Zahlenangaben und Fragen, die sich je Thema wiederholen, werden nicht aufgegliedert.",
            "Geprüft wird mit genauen Zahlen von Gruppen ab 10 Antworten: Chi-Quadrat-Test (Pearson 1900), bei kleinen Erwartungswerten Fisher oder Permutation, über die Zeilen einer Frage nach Benjamini & Hochberg (1995).",
        ),
        false => (
            format!(
                "Each group has at least {k} answers; smaller ones are put together. The groups of a wave are fixed: there are no others, so that no single answer can be worked out from two views."
            ),
            "Hidden is what has fewer answers, and as much more as it takes for that not to follow from sums. Where nearly all in a group answered alike, it says “≥” and a rounded figure. Numbers, and questions that repeat by topic, are not broken down.",
            "Tests use exact figures of groups of 10 answers or more: chi-square (Pearson 1900), with small expected counts Fisher or permutation, over the rows of a question after Benjamini & Hochberg (1995).",
        ),
    };
    vec![groups, hidden.to_owned(), test.to_owned()]
}
