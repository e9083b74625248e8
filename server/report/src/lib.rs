//! Reports as PDF: a plain description of what stands in one, set by typst.
//!
//! The only crate that knows typst. What is said comes to the layout (`report.typ` for a book, `sheet.typ` for a sheet, `parts.typ` for both) as data and is shown as it is: no text
//! is ever read as markup. The PDF is tagged and refused unless it keeps what PDF/UA-1 asks of a program: title,
//! language, headings, a text in place of each picture, header cells, embedded fonts. Equal reports give equal bytes.

mod content;
mod letters;
#[cfg(test)]
mod tests;
mod words;
mod world;

use typst::{comemo, diag::SourceDiagnostic, foundations::Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use content::{Block, Cover, Day, Figure, Form, Logo, Report, Section, Table};

use world::ReportWorld;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the report cannot be described: {0}")]
    Content(String),
    #[error("the report cannot be set: {0}")]
    Layout(String),
    #[error("the report cannot be written as accessible PDF: {0}")]
    Pdf(String),
}

impl Report {
    /// The report as PDF/UA-1. Takes seconds: nothing for a thread that answers requests.
    ///
    /// # Errors
    /// When the logo is no picture, or something breaks the rules of PDF/UA-1.
    pub fn pdf(&self) -> Result<Vec<u8>, Fault> {
        let world = ReportWorld::of(self)?;
        let set = typst::compile::<PagedDocument>(&world).output;
        let written = set.map_err(|faults| Fault::Layout(told(&faults))).and_then(|document| {
            let options = PdfOptions { creator: Smart::Custom(None), standards: standards()?, ..PdfOptions::default() };
            typst_pdf::pdf(&document, &options).map_err(|faults| Fault::Pdf(told(&faults)))
        });
        // typst remembers what it has set, for whoever edits it; here the next report is another one.
        comemo::evict(0);
        written
    }
}

fn standards() -> Result<PdfStandards, Fault> {
    PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|fault| Fault::Pdf(fault.message().to_string()))
}

fn told(faults: &[SourceDiagnostic]) -> String {
    faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ")
}
