//! What holds for every paper, and the same drawn for looking at.

use domain::{Code, Locale};
use proptest::prelude::*;

use crate::{Format, Poster, Sheet, poster::Layout, qr::Qr};

const TITLE: &str = "Was macht einen Ausbildungsbetrieb attraktiv?";
const NOVEL: &str = "Donaudampfschifffahrtsgesellschaftskapitänsmütze und mehr: eine lange Umfrage zu allem, was \
                     Unternehmen in der Region brauchen könnten, mit noch einem Nebensatz und noch einem";

fn poster(format: Format, title: &str) -> Poster<'_> {
    Poster {
        format,
        locale: Locale::DeDu,
        organisation: "regiopolREGION Paderborn e.\u{a0}V.",
        title,
        minutes: 5,
        needs_code: false,
        link: "https://umfrage.regiopolregion-paderborn.de/u/azubi?p=messe-hoexter",
        typed: "umfrage.regiopolregion-paderborn.de/u/azubi",
        contact: "buero@example.org",
    }
}

fn codes(count: u8) -> Vec<Code> {
    (0..count).map(|number| Code::new([number.wrapping_mul(37) ^ 0xa5; 16])).collect()
}

fn sheet<'a>(title: &'a str, codes: &'a [Code]) -> Sheet<'a> {
    Sheet {
        locale: Locale::DeDu,
        organisation: "regiopolREGION Paderborn e.\u{a0}V.",
        title,
        batch: "Muster GmbH · Mechatroniker · 2. Jahr",
        link: "https://umfrage.regiopolregion-paderborn.de/c/",
        typed: "umfrage.regiopolregion-paderborn.de/code",
        codes,
    }
}

fn holds(file: &[u8], part: &str) -> bool {
    file.windows(part.len()).any(|window| window == part.as_bytes())
}

#[track_caller]
fn is_accessible(file: &[u8], lang: &str) {
    assert!(file.starts_with(b"%PDF-1.7"), "no PDF");
    let parts = ["/StructTreeRoot", "/Marked true", "/DisplayDocTitle true", "pdfuaid:part", "/FontFile", "dc:title"];
    for part in parts {
        assert!(holds(file, part), "{part} is missing");
    }
    assert!(holds(file, &format!("/Lang({lang})")) || holds(file, &format!("/Lang ({lang})")), "no language");
}

#[test]
fn a_poster_is_an_accessible_pdf_and_the_same_each_time() {
    for format in Format::ALL {
        let file = poster(format, TITLE).pdf().expect("a poster");
        is_accessible(&file, "de");
        assert!(file.len() < 60_000, "{} bytes", file.len());
        assert_eq!(Ok(file), poster(format, TITLE).pdf());
        is_accessible(&Poster { locale: Locale::En, ..poster(format, TITLE) }.pdf().expect("a poster"), "en");
    }
}

#[test]
fn a_sheet_is_an_accessible_pdf_and_the_same_each_time() {
    let codes = codes(30);
    let file = sheet(TITLE, &codes).pdf().expect("a sheet");
    is_accessible(&file, "de");
    assert_eq!(Ok(file), sheet(TITLE, &codes).pdf());
}

#[test]
fn a_slip_holds_the_longest_of_its_texts_and_the_code_in_two_lines() {
    let codes = codes(20);
    assert!(sheet(NOVEL, &codes).fits());
    for code in &codes {
        let lines = sheet(NOVEL, &codes).code_lines(*code);
        assert!(lines.len() <= 2, "{lines:?}");
        assert_eq!(Code::parse(&lines.concat()), Ok(*code));
    }
}

/// What a camera sees: the bars on white, eight dots to a module.
fn scanned(qr: &Qr) -> String {
    const DOTS: usize = 8;
    let side = (qr.size() + 8) * DOTS;
    let bars = qr.bars();
    let is_dark = |x: usize, y: usize| {
        let (column, row) = ((x / DOTS).wrapping_sub(4), (y / DOTS).wrapping_sub(4));
        bars.iter().any(|(left, top, length)| *top == row && (*left..left + length).contains(&column))
    };
    let mut image = rqrr::PreparedImage::prepare_from_bitmap(side, side, is_dark);
    let grid = image.detect_grids().into_iter().next().expect("a code");
    let (meta, text) = grid.decode().expect("readable");
    // Level M is written as 0.
    assert_eq!(meta.ecc_level, 0);
    text
}

#[test]
fn a_code_scans_as_its_link() {
    let code = codes(1)[0];
    for link in [poster(Format::A4, TITLE).link, &format!("http://127.0.0.1:3000/c/{}", code.compact())] {
        assert_eq!(scanned(&Qr::of(link).expect("a code")), link);
    }
}

#[test]
fn a_link_too_long_for_a_code_is_a_fault() {
    let link = "x".repeat(4_000);
    assert_eq!(Poster { link: &link, ..poster(Format::A4, TITLE) }.pdf(), Err(crate::Fault::Code));
}

/// For looking at: `POSTERS=FOLDER cargo test -p posters` writes the files.
#[test]
fn papers_are_drawn_for_looking_at() {
    let Some(folder) = std::env::var_os("POSTERS").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("a folder");
    for (number, title) in [TITLE, "Bedarfe", NOVEL].into_iter().enumerate() {
        for format in Format::ALL {
            let file = poster(format, title).pdf().expect("a poster");
            std::fs::write(folder.join(format!("{number}-{}.pdf", format.as_str())), file).expect("written");
        }
        let codes = codes(15);
        let file = sheet(title, &codes).pdf().expect("a sheet");
        std::fs::write(folder.join(format!("{number}-codes.pdf")), file).expect("written");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever staff call a survey or themselves.
    #[test]
    fn no_text_breaks_a_paper(title in any::<String>(), who in ".{0,200}", slug in "[a-z0-9-]{1,60}", needs_code: bool) {
        let link = format!("https://umfrage.example.org/u/{slug}?p=messe");
        let typed = format!("umfrage.example.org/u/{slug}");
        for format in Format::ALL {
            let texts = Poster { organisation: &who, link: &link, typed: &typed, needs_code, ..poster(format, &title) };
            prop_assert!(texts.pdf().is_ok(), "{:?}", texts.pdf().err());
            prop_assert!(Layout::code_millimetres(&texts).expect("a layout") >= 29.99, "code too small");
            prop_assert!(Layout::is_tidy(&texts).expect("a layout"), "{texts:?}");
        }
        let codes = codes(3);
        let texts = Sheet { organisation: &who, batch: &who, ..sheet(&title, &codes) };
        prop_assert!(texts.pdf().is_ok(), "{:?}", texts.pdf().err());
    }
}
