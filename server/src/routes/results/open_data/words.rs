//! What the columns of the open data are called and mean.

use domain::Locale;

pub struct Words {
    pub survey: &'static str,
    pub cite_as: &'static str,
    pub content: &'static str,
    pub rounded: &'static str,
    pub method: &'static str,
    pub gap_scores: &'static str,
    pub need_scores: &'static str,
    pub offers: &'static str,
    pub figure: &'static str,
    pub question: &'static str,
    pub row: &'static str,
    pub column: &'static str,
    pub shown: &'static str,
    pub reading: &'static str,
    pub value: &'static str,
    pub lower: &'static str,
    pub upper: &'static str,
    pub unit: &'static str,
    /// In the order of [`super::told::Reading::CODES`].
    pub readings: [&'static str; 7],
    /// Of a number, and of per cents.
    pub units: [&'static str; 2],
}

static DE: Words = Words {
    survey: "Umfrage",
    cite_as: "So zitieren Sie",
    content: "Inhalt",
    rounded: "Alle Zahlen der Ergebnisseite, eine je Zeile und gerundet wie dort. Einzelne Antworten sind nicht darin.",
    method: "Methode",
    gap_scores: "Wichtig und erfüllt: alle Kennzahlen",
    need_scores: "Bedarf: Rangfolge",
    offers: "Bedarf und Angebote",
    figure: "Kennung der Abbildung auf der Ergebnisseite",
    question: "Worum es in der Abbildung geht: Frage und Einheit",
    row: "Zeile in der Tabelle zur Abbildung",
    column: "Spalte in der Tabelle zur Abbildung",
    shown: "Was dort steht",
    reading: "Wie es zu lesen ist",
    value: "Die Zahl",
    lower: "Untere Grenze der Unsicherheit (95\u{202f}%)",
    upper: "Obere Grenze der Unsicherheit (95\u{202f}%)",
    unit: "Ob die Zahl in Prozent ist",
    readings: [
        "wie angegeben",
        "höchstens so viel",
        "mindestens so viel",
        "zwischen unterer und oberer Grenze",
        "ausgeblendet: zu wenige Antworten oder fast alle gleich",
        "hier gibt es keine Zahl",
        "ein Text",
    ],
    units: ["Zahl", "Prozent"],
};

static EN: Words = Words {
    survey: "Survey",
    cite_as: "Cite as",
    content: "Content",
    rounded: "All figures of the results page, one in each row and rounded as they are there. Single answers are not in it.",
    method: "Method",
    gap_scores: "Important and fulfilled: all figures",
    need_scores: "Needs: ranking",
    offers: "Needs and offers",
    figure: "Id of the figure on the results page",
    question: "What the figure is about: question and unit",
    row: "Row in the table of the figure",
    column: "Column in the table of the figure",
    shown: "What stands there",
    reading: "How to read it",
    value: "The number",
    lower: "Lower end of the uncertainty (95%)",
    upper: "Upper end of the uncertainty (95%)",
    unit: "Whether the number is in per cent",
    readings: [
        "as it stands",
        "at most",
        "at least",
        "between lower and upper end",
        "hidden: too few answers or nearly all the same",
        "there is no figure",
        "a text",
    ],
    units: ["number", "per cent"],
};

pub fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &DE } else { &EN }
}
