//! What stands in a report, said without a word about how it looks.

use domain::{Locale, figure::DataTable};
use serde::Serialize;

/// A report in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub form: Form,
    pub locale: Locale,
    pub title: String,
    /// Who publishes it.
    pub organisation: String,
    /// Of the report: it stands in the file, which has no other date.
    pub day: Day,
    pub cover: Cover,
    pub sections: Vec<Section>,
    /// Beside the tables of the figures, which are there anyway.
    pub tables: Vec<Table>,
    /// How the tables are to be read.
    pub legend: String,
}

/// How much there is to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Cover, contents, sections, and an appendix with the tables of the figures.
    Book,
    /// A few pages: what stands on the cover is its head, the tables of the figures stand below them.
    Sheet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Day {
    pub year: i16,
    pub month: u8,
    pub day: u8,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// What kind of report it is.
    pub kind: String,
    /// The finding as a sentence.
    pub finding: Option<String>,
    /// Answers, days, day of the report: a line each.
    pub facts: Vec<String>,
    /// `#rrggbb`, dark enough for white letters.
    pub colour: String,
    pub logo: Option<Logo>,
    /// An ornament as SVG, drawn in white.
    pub motif: Option<String>,
}

/// The sign of whoever publishes it, as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// PNG, JPEG, SVG or WebP.
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    pub title: String,
    /// Begins on a page of its own; else it follows what stands before it.
    pub own_page: bool,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "body", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph that is read before all others.
    Lead(String),
    Text(String),
    List(Vec<String>),
    Heading(String),
    Figure(Box<Figure>),
    Table(Table),
    /// Small print: how something was made or is to be read.
    Note(String),
}

/// A picture with everything around it. In a book its table goes to the appendix, and both name each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The finding as a sentence.
    pub title: String,
    /// Question wording and unit.
    pub subtitle: String,
    /// What the picture says, for those who do not see it.
    pub alt: String,
    /// n, field dates, source.
    pub source: String,
    pub svg: String,
    pub table: DataTable,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    pub title: String,
    pub table: DataTable,
}

impl From<domain::figure::Figure> for Figure {
    fn from(figure: domain::figure::Figure) -> Figure {
        let domain::figure::Figure { title, subtitle, desc, source, svg_wide, table, .. } = figure;
        Figure { title, subtitle, alt: desc, source, svg: svg_wide, table }
    }
}
