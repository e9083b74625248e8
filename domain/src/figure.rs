//! A finished chart: what `charts` makes, pages show and downloads send. Text only, nothing left to compute.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Prefix of every id inside, unique on the page.
    pub id: String,
    /// The finding as a sentence.
    pub title: String,
    /// Question wording and unit.
    pub subtitle: String,
    /// Two sentences for those who do not see the picture; same numbers as the table.
    pub desc: String,
    /// n, field dates, source.
    pub source: String,
    /// Two widths, switched by container query so that labels stay 13 px on a phone. Trusted SVG, escaped by `charts`.
    pub svg_narrow: String,
    pub svg_wide: String,
    pub table: DataTable,
}

/// The same data as the picture.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DataTable {
    pub head: Vec<String>,
    /// First cell heads the row.
    pub rows: Vec<Vec<String>>,
}
