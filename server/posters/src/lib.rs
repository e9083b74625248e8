//! What is printed so that people find a survey (ux.md R17): posters in A4 for the wall and A6 for the counter, and
//! sheets of codes to cut apart. A QR code has error level M, four modules of quiet zone and at least 3 cm; beside it
//! stands an address that can be typed.
//!
//! The only crate that knows krilla, which writes tagged PDF and refuses to write what breaks the rules of PDF/UA-1
//! that a program can check: title, language, headings, a text in place of each code, embedded fonts. The fonts are
//! whole files of Source Sans 3 (OFL-1.1); a PDF gets only the letters that stand in it.

mod fonts;
mod paper;
mod poster;
mod qr;
mod sheet;
#[cfg(test)]
mod tests;
mod words;

pub use fonts::{REGULAR, SEMIBOLD, is_unseen};
pub use poster::{Format, Poster};
pub use sheet::Sheet;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the link does not fit into a QR code")]
    Code,
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}
