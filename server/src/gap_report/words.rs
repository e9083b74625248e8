//! What a report says itself.

use domain::Locale;

pub struct Words {
    pub kind: &'static str,
    pub foreword: &'static str,
    pub summary: &'static str,
    pub also: &'static str,
    pub method: &'static str,
    pub coverage: &'static str,
    pub questions: &'static str,
    pub background: &'static str,
    pub conclusions: &'static str,
    pub data: &'static str,
    pub cite: &'static str,
    pub legend: &'static str,
    pub changed: &'static str,
    pub all_figures: &'static str,
}

static DE: Words = Words {
    kind: "Gap-Report",
    foreword: "Vorwort",
    summary: "Das Wichtigste",
    also: "Die Ergebnisse in Sätzen",
    method: "So haben wir gefragt und gerechnet",
    coverage: "Bedarf und Angebote nach Kreis",
    questions: "Alle Fragen",
    background: "Wer geantwortet hat",
    conclusions: "Schlussfolgerungen",
    data: "Daten und Zitierweise",
    cite: "So zitieren Sie",
    legend: "„•“ heißt: ausgeblendet, zu wenige Antworten oder fast alle gleich. „–“ heißt: Hier gibt es keine Zahl. „≤“ und „≥“ stehen, wo alle dasselbe geantwortet haben.",
    changed: "Der Fragebogen hat sich in dieser Zeit geändert",
    all_figures: "alle Kennzahlen",
};

static EN: Words = Words {
    kind: "Gap report",
    foreword: "Foreword",
    summary: "Main results",
    also: "The results in sentences",
    method: "How we asked and calculated",
    coverage: "Needs and offers by district",
    questions: "All questions",
    background: "Who answered",
    conclusions: "Conclusions",
    data: "Data and citation",
    cite: "Cite as",
    legend: "“•” means: hidden, too few answers or nearly all the same. “–” means: there is no figure. “≤” and “≥” stand where all gave the same answer.",
    changed: "The questionnaire changed during this time",
    all_figures: "all figures",
};

pub fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &DE } else { &EN }
}

pub fn as_of(day: &str, locale: Locale) -> String {
    if locale.is_german() { format!("Stand: {day}") } else { format!("As of {day}") }
}

/// Where the figures can be had, and that they are those of the page.
pub fn where_data_are(address: &str, locale: Locale) -> String {
    if locale.is_german() {
        format!(
            "Alle Zahlen dieses Berichts stehen auch unter {address}, dort auch zum Herunterladen als Tabelle. Angebote zählen mit dem Stand dieses Berichts."
        )
    } else {
        format!(
            "All figures of this report are also at {address}, where they can be downloaded as a table. Offers are counted as of the day of this report."
        )
    }
}
