//! What the layout says itself.

use domain::Locale;
use serde::Serialize;

#[derive(Serialize)]
pub struct Words {
    pub contents: &'static str,
    pub figure: &'static str,
    pub table: &'static str,
    pub tables: &'static str,
    pub page: &'static str,
    /// Where a figure's numbers are.
    pub see: &'static str,
}

static DE: Words = Words {
    contents: "Inhalt",
    figure: "Abbildung",
    table: "Tabelle",
    tables: "Anhang: Tabellen",
    page: "Seite",
    see: "Alle Zahlen:",
};

static EN: Words = Words {
    contents: "Contents",
    figure: "Figure",
    table: "Table",
    tables: "Appendix: tables",
    page: "Page",
    see: "All figures:",
};

pub fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &DE } else { &EN }
}
