//! What a result page says itself.

use domain::Locale;

pub(super) struct Words {
    pub questions: &'static str,
    pub questions_show: &'static str,
    pub background: &'static str,
    pub open: &'static str,
    pub open_rule: &'static str,
    pub open_words: &'static str,
    pub open_themes: &'static str,
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
    pub and_by: &'static str,
    pub show: &'static str,
    pub data: &'static str,
    pub data_what: &'static str,
    pub cite_as: &'static str,
    pub report_what: &'static str,
    /// Name and language, that of the page first.
    pub reports: [(&'static str, &'static str); 2],
    /// Name, end of the address, what it is good for.
    pub data_files: [(&'static str, &'static str, &'static str); 5],
}

static DE: Words = Words {
    questions: "Alle Fragen",
    questions_show: "Jede Frage mit Bild und Tabelle zeigen",
    background: "Wer geantwortet hat",
    open: "In eigenen Worten",
    open_rule: "Jemand hat jeden Text gelesen, bevor er hier erschien, und durch […] ersetzt, woran jemand zu erkennen wäre. \
                Die Reihenfolge ist zufällig, und nichts verbindet einen Text mit anderen Antworten.",
    open_words: "Wörter, die in mehreren Texten stehen",
    open_themes: "Jedem Text hat eine Person Themen zugeordnet; eine zweite hat das nicht geprüft. Ein Text kann mehrere haben, \
                  deshalb ergeben die Anteile zusammen nicht 100\u{202f}%. Zurückgehaltene Texte zählen nicht mit.",
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
    and_by: "und nach",
    show: "Anzeigen",
    data: "Daten zum Herunterladen",
    data_what: "Alle Zahlen dieser Seite in einer Tabelle, gerundet wie hier. Einzelne Antworten sind nicht darin.",
    cite_as: "So zitieren Sie:",
    report_what: "Alles auf dieser Seite, mit Vorwort und Schlussfolgerungen. Barrierefrei.",
    reports: [("Bericht (PDF)", "de"), ("Bericht auf Englisch (PDF)", "en")],
    data_files: [
        (
            "Excel-Datei",
            "xlsx",
            "Öffnet sich in Excel und LibreOffice und erklärt auf eigenen Blättern, was die Spalten heißen.",
        ),
        (
            "CSV für deutsches Excel",
            "csv-excel",
            "Für deutsche Tabellenprogramme: mit Semikolon getrennt, Zahlen mit Komma.",
        ),
        ("CSV", "csv", "Für alle anderen Programme: mit Komma getrennt, Zahlen mit Punkt."),
        ("Parquet", "parquet", "Für Auswertungen in Python, R oder DuckDB."),
        ("Codebuch", "codebook", "Was die Spalten und Kennungen der Tabelle bedeuten, als CSV."),
    ],
};

static EN: Words = Words {
    questions: "All questions",
    questions_show: "Show each question with picture and table",
    background: "Who answered",
    open: "In their own words",
    open_rule: "Somebody has read every text before it appeared here, and put […] in place of what would tell who somebody is. \
                The order is random, and nothing connects a text with other answers.",
    open_words: "Words that stand in several texts",
    open_themes: "One person assigned topics to each text; nobody checked it a second time. A text may have several, so the \
                  shares do not add up to 100%. Texts that were kept back do not count.",
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
    and_by: "and by",
    show: "Show",
    data: "Data to download",
    data_what: "All figures of this page in one table, rounded as they are here. Single answers are not in it.",
    cite_as: "Cite as:",
    report_what: "Everything on this page, with foreword and conclusions. Accessible.",
    reports: [("Report (PDF)", "en"), ("Report in German (PDF)", "de")],
    data_files: [
        (
            "Excel file",
            "xlsx",
            "Opens in Excel and LibreOffice and explains on sheets of its own what the columns mean.",
        ),
        ("CSV for German Excel", "csv-excel", "For spreadsheets that use semicolons and decimal commas."),
        ("CSV", "csv", "For all other programs: separated by commas, numbers with a point."),
        ("Parquet", "parquet", "For work in Python, R or DuckDB."),
        ("Codebook", "codebook", "What the columns and codes of the table mean, as CSV."),
    ],
};

pub(super) fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &DE } else { &EN }
}
