//! Posters with a QR code as PDF: A4 for the wall, A6 for the counter (ux.md R17). The code has error level M and four
//! modules of quiet zone and is never smaller than 3 cm; below it stands an address that can be typed.
//!
//! The only crate that knows krilla, which writes tagged PDF: headings, paragraphs and the code with a text in place of
//! it. The fonts are embedded whole files of Source Sans 3 (OFL-1.1, npm package `source-sans`); krilla puts only the
//! letters of the poster into it.

mod draw;
mod fonts;
mod qr;
mod words;

use domain::Locale;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    A4,
    A6,
}

impl Format {
    pub const ALL: [Format; 2] = [Format::A4, Format::A6];

    pub fn as_str(self) -> &'static str {
        match self {
            Format::A4 => "a4",
            Format::A6 => "a6",
        }
    }

    pub fn parse(text: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == text)
    }
}

#[derive(Debug, Clone)]
pub struct Poster<'a> {
    pub format: Format,
    pub locale: Locale,
    /// Who asks.
    pub organisation: &'a str,
    /// The survey's title.
    pub title: &'a str,
    pub minutes: u32,
    /// Where the code leads.
    pub link: &'a str,
    /// What can be typed instead, without `https://`.
    pub typed: &'a str,
    /// Below everything: whom to ask.
    pub contact: &'a str,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the link does not fit into a QR code")]
    Code,
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}

/// The same poster gives the same bytes.
pub fn pdf(poster: &Poster<'_>) -> Result<Vec<u8>, Fault> {
    draw::draw(poster)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn poster(format: Format, title: &str) -> Result<Vec<u8>, Fault> {
        pdf(&Poster {
            format,
            locale: Locale::DeDu,
            organisation: "regiopolREGION Paderborn e. V.",
            title,
            minutes: 5,
            link: "https://umfrage.example.org/u/azubi?p=messe-hoexter",
            typed: "umfrage.example.org/u/azubi",
            contact: "Fragen? buero@example.org",
        })
    }

    #[test]
    fn a_poster_is_a_tagged_pdf_and_the_same_each_time() {
        for format in Format::ALL {
            let file = poster(format, "Was macht einen Ausbildungsbetrieb attraktiv?").expect("a poster");
            assert!(file.starts_with(b"%PDF-") && file.len() < 120_000, "{} bytes", file.len());
            assert!(file.windows(15).any(|part| part == b"/StructTreeRoot"), "no structure");
            assert_eq!(Ok(file), poster(format, "Was macht einen Ausbildungsbetrieb attraktiv?"));
        }
    }

    /// For looking at: `POSTERS=/tmp/posters cargo test -p posters` writes the files.
    #[test]
    fn posters_are_drawn_for_looking_at() {
        let Some(folder) = std::env::var_os("POSTERS").map(std::path::PathBuf::from) else { return };
        std::fs::create_dir_all(&folder).expect("a folder");
        let titles = ["Was macht einen Ausbildungsbetrieb attraktiv?", "Bedarfe", "Donaudampfschifffahrtsgesellschaftskapitänsmütze und mehr: eine lange Umfrage zu allem, was Unternehmen in der Region brauchen könnten"];
        for (number, title) in titles.iter().enumerate() {
            for format in Format::ALL {
                let file = poster(format, title).expect("a poster");
                std::fs::write(folder.join(format!("{number}-{}.pdf", format.as_str())), file).expect("written");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn no_title_breaks_a_poster(title in any::<String>()) {
            for format in Format::ALL {
                prop_assert!(poster(format, &title).is_ok(), "{title:?}");
            }
        }
    }
}
