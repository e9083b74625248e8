//! What a result page says itself.

use domain::Locale;

pub(super) struct Words {
    pub questions: &'static str,
    pub background: &'static str,
    pub background_show: &'static str,
    pub method: &'static str,
    pub statistics: &'static str,
    pub all_figures: &'static str,
    pub download: &'static str,
    pub foreign: &'static str,
    pub changed: &'static str,
    pub coverage: &'static str,
    pub on_this_page: &'static str,
    pub results: &'static str,
    pub question: &'static str,
    pub by: &'static str,
    pub show: &'static str,
}

static DE: Words = Words {
    questions: "Alle Fragen",
    background: "Wer geantwortet hat",
    background_show: "Angaben zeigen",
    method: "So haben wir gerechnet",
    statistics: "Methode",
    all_figures: "Alle Kennzahlen",
    download: "Kennzahlen (CSV)",
    foreign: "Echte Daten aus fremder Quelle",
    changed: "Der Fragebogen hat sich in dieser Zeit geändert",
    coverage: "Bedarf und Angebote nach Kreis",
    on_this_page: "Auf dieser Seite",
    results: "Ergebnisse",
    question: "Frage",
    by: "Verglichen nach",
    show: "Anzeigen",
};

static EN: Words = Words {
    questions: "All questions",
    background: "Who answered",
    background_show: "Show",
    method: "How we calculated",
    statistics: "Method",
    all_figures: "All figures",
    download: "Figures (CSV)",
    foreign: "Real data from another source",
    changed: "The questionnaire changed during this time",
    coverage: "Needs and offers by district",
    on_this_page: "On this page",
    results: "Results",
    question: "Question",
    by: "Compared by",
    show: "Show",
};

pub(super) fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &DE } else { &EN }
}
