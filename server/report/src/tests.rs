//! What holds for every report, and reports for looking at.

mod sheet;

use std::collections::BTreeMap;

use domain::{Locale, figure::DataTable};
use lopdf::{Dictionary, Document, Object};
use proptest::prelude::*;

use crate::{Block, Cover, Day, Fault, Figure, Form, Logo, Report, Section, Table};

/// One dot, as PNG.
const DOT: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0x0f, 0, 1, 1,
    1, 0, 0xb1, 0x38, 0xf6, 0x14, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

fn table(rows: usize, columns: usize) -> DataTable {
    let head = (0..columns).map(|column| format!("Spalte {column}")).collect();
    let row = |row: usize| {
        (0..columns).map(move |column| if column == 0 { format!("Zeile {row}") } else { format!("{row},{column}") })
    };
    DataTable { head, rows: (0..rows).map(|at| row(at).collect()).collect() }
}

/// Bars, a hatch, and letters with a rim, as `charts` draws them.
fn svg(label: &str, rows: usize) -> String {
    let height = 30 * rows + 10;
    let bars: String = (0..rows)
        .map(|row| {
            let y = 30 * row + 5;
            format!(
                "<text x=\"0\" y=\"{}\" fill=\"#16232B\">{label}</text><rect x=\"300\" y=\"{y}\" width=\"{}\" height=\"20\" \
                 fill=\"url(#a-h)\"/><text x=\"310\" y=\"{}\" font-weight=\"600\" fill=\"#16232B\" paint-order=\"stroke\" \
                 stroke=\"#FFFFFF\" stroke-width=\"4\">{row}\u{202f}%</text>",
                y + 15,
                20 + 30 * row,
                y + 15
            )
        })
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 {height}\" role=\"img\" \
         font-family=\"'Source Sans 3', sans-serif\" font-size=\"13\"><title>T</title><defs><pattern id=\"a-h\" width=\"5\" \
         height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" \
         fill=\"#B35806\"/><rect width=\"1\" height=\"5\" fill=\"#FFFFFF\"/></pattern></defs>{bars}</svg>"
    )
}

fn figure(number: usize, rows: usize, columns: usize) -> Block {
    Block::Figure(Box::new(Figure {
        title: format!("Befund {number}: Die Übernahme ist wichtiger als die Vergütung."),
        subtitle: "Wie wichtig ist dir das? · Anteil der Auszubildenden in Prozent".to_owned(),
        alt: format!("Am höchsten liegt Zeile {number}."),
        source: "n\u{a0}=\u{a0}412 · 12. September bis 23. Oktober 2026 · regiopolREGION".to_owned(),
        svg: svg("Übernahme nach der Ausbildung", rows),
        table: table(rows, columns),
    }))
}

fn report(sections: Vec<Section>) -> Report {
    Report {
        form: Form::Book,
        locale: Locale::DeSie,
        title: "Was macht einen Ausbildungsbetrieb attraktiv?".to_owned(),
        organisation: "regiopolREGION Paderborn e.\u{a0}V.".to_owned(),
        day: Day { year: 2026, month: 11, day: 23 },
        cover: Cover {
            kind: "Gap-Report".to_owned(),
            finding: Some("Am weitesten auseinander: „Gut erreichbarer Betrieb“.".to_owned()),
            facts: vec!["412\u{a0}Antworten".to_owned(), "12. September bis 23. Oktober 2026".to_owned()],
            colour: "#0b4f5c".to_owned(),
            logo: Some(Logo { bytes: DOT.to_vec() }),
            motif: Some(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 4\"><path fill=\"#fff\" d=\"M0 0h4v4h-4z\"/></svg>"
                    .to_owned(),
            ),
        },
        sections,
        tables: vec![Table { title: "Alle Kennzahlen".to_owned(), table: table(12, 13) }],
        legend: "„•“ heißt: ausgeblendet.".to_owned(),
    }
}

fn full() -> Report {
    let summary = vec![
        Block::Lead("Am weitesten auseinander: „Gut erreichbarer Betrieb“.".to_owned()),
        Block::List(vec!["Erster Befund.".to_owned(), "Zweiter Befund.".to_owned()]),
        Block::Text("Ein Absatz, der erklärt.".to_owned()),
    ];
    let needs = vec![
        figure(1, 5, 4),
        Block::Heading("Bedarf und Angebote".to_owned()),
        Block::Table(Table { title: "Bedarf neben Angeboten".to_owned(), table: table(6, 5) }),
        Block::Note("Lesehilfe: So ist das gemeint.".to_owned()),
        figure(2, 8, 12),
    ];
    report(vec![
        Section { title: "Zusammenfassung".to_owned(), own_page: true, blocks: summary },
        Section { title: "Bedarf".to_owned(), own_page: false, blocks: needs },
    ])
}

/// Nothing that may be missing is there.
fn bare() -> Report {
    let whole = report(Vec::new());
    let cover = Cover { finding: None, facts: Vec::new(), logo: None, motif: None, ..whole.cover };
    Report { locale: Locale::En, cover, tables: Vec::new(), legend: String::new(), ..whole }
}

fn read(pdf: &[u8]) -> Document {
    Document::load_mem(pdf).expect("a PDF")
}

/// The letters of all pages, spaces left out: where a space stands between letters is the layout's affair.
fn letters(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    squeezed(&document.extract_text(&pages).expect("text"))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !['-', '\u{ad}'].contains(letter)).collect()
}

fn catalog(document: &Document) -> &Dictionary {
    document.catalog().expect("a catalog")
}

/// How often each structure element stands in the tree, and the elements of these kinds that have no alternative text.
fn elements(document: &Document) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for object in document.objects.values() {
        let Ok(element) = object.as_dict() else { continue };
        if element.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"StructElem") {
            let name = element.get(b"S").and_then(Object::as_name).expect("a kind");
            let name = String::from_utf8_lossy(name).into_owned();
            assert!(name != "Figure" || element.has(b"Alt"), "a picture without a text in its place");
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
}

#[test]
fn a_full_report_is_accessible_and_the_same_each_time() {
    let file = full().pdf().expect("a report");
    assert_eq!(Ok(&file), full().pdf().as_ref(), "the same bytes");
    let document = read(&file);
    assert_eq!(document.version, "1.7");
    let catalog = catalog(&document);
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).ok(), Some(&b"de"[..]));
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo") && catalog.has(b"Outlines"));
    let holds = |part: &str| file.windows(part.len()).any(|window| window == part.as_bytes());
    assert!(holds("pdfuaid:part") && holds("2026-11-23"), "says that it keeps PDF/UA, and its day");
    let elements = elements(&document);
    let of = |kind: &str| elements.get(kind).copied().unwrap_or_default();
    // Two pictures and the logo; the motif says nothing.
    assert_eq!(of("Figure"), 3, "{elements:?}");
    assert_eq!(of("Table"), 4, "{elements:?}");
    assert_eq!(of("H1"), 4, "contents, two sections, appendix: {elements:?}");
    assert!(of("TH") > 4 + 12 + 13 && of("TD") > 100 && of("LI") >= 2, "{elements:?}");
}

#[test]
fn a_report_of_nothing_but_a_title_is_one_too() {
    let file = bare().pdf().expect("a report");
    let document = read(&file);
    assert_eq!(catalog(&document).get(b"Lang").and_then(Object::as_str).ok(), Some(&b"en"[..]));
    assert!(letters(&document).contains("Contents"));
}

#[test]
fn its_text_can_be_read_out_in_order() {
    let text = letters(&read(&full().pdf().expect("a report")));
    let said = [
        "Gap-Report",
        "Was macht einen Ausbildungsbetrieb attraktiv?",
        "Am weitesten auseinander: „Gut erreichbarer Betrieb“.",
        "412\u{a0}Antworten",
        "Inhalt",
        "Erster Befund.",
        "Ein Absatz, der erklärt.",
        "Befund 1: Die Übernahme",
        "Übernahme nach der Ausbildung",
        "Bedarf neben Angeboten",
        "Lesehilfe",
        "Befund 2",
        "Anhang: Tabellen",
        "Zeile 7",
        "Alle Kennzahlen",
    ];
    let mut at = 0;
    for part in said {
        let found = text[at..].find(&squeezed(part));
        at += found.unwrap_or_else(|| panic!("„{part}“ does not follow in {}", &text[at..]));
    }
}

/// A screen reader would say it in English.
#[test]
fn the_name_of_a_wave_is_marked_as_german_in_an_english_report() {
    let is_german = |object: &Object| {
        let lang = object.as_dict().and_then(|element| element.get(b"Lang")).and_then(Object::as_str);
        lang.is_ok_and(|lang| lang.starts_with(b"de"))
    };
    for form in [Form::Book, Form::Sheet] {
        let english = read(&Report { form, ..bare() }.pdf().expect("a PDF"));
        assert!(english.objects.values().any(is_german), "{form:?}");
    }
    let german = Report { locale: Locale::DeSie, ..bare() };
    assert!(
        catalog(&read(&german.pdf().expect("a PDF")))
            .get(b"Lang")
            .and_then(Object::as_str)
            .expect("a language")
            .starts_with(b"de")
    );
}

#[test]
fn a_word_above_a_column_of_short_numbers_is_not_broken() {
    let head = ["Merkmal", "Nummer", "Wichtigkeit", "Erfüllung", "Abstand", "Feld", "n"].map(str::to_owned).to_vec();
    let row = ["Faire Ausbilderinnen und Ausbilder", "1", "4,20", "2,35", "+1,85", "Mehr als nötig", "359"];
    let table = DataTable { head, rows: vec![row.map(str::to_owned).to_vec()] };
    let blocks = vec![Block::Table(Table { title: "Vorrang".to_owned(), table })];
    let section = Section { title: "Vorrang".to_owned(), own_page: true, blocks };
    let document = read(&Report { tables: Vec::new(), ..report(vec![section]) }.pdf().expect("a report"));
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).expect("text");
    assert!(text.contains("Nummer") && !text.contains("Num\u{ad}") && !text.contains("Num-"), "{text}");
}

#[test]
fn what_looks_like_markup_or_code_is_shown_as_it_is() {
    let hostile = "#set page(fill: red) = Kopf *fett* $x$ @wer <hier> `roh` #read(\"report.typ\") \\ // Ende";
    let blocks = vec![
        Block::Lead(hostile.to_owned()),
        Block::Heading(hostile.to_owned()),
        Block::List(vec![hostile.to_owned()]),
        Block::Table(Table {
            title: hostile.to_owned(),
            table: DataTable { head: vec![hostile.to_owned(); 2], rows: vec![vec![hostile.to_owned(); 2]] },
        }),
    ];
    let text = letters(&read(
        &report(vec![Section { title: hostile.to_owned(), own_page: true, blocks }]).pdf().expect("a report"),
    ));
    assert!(text.matches(&squeezed(hostile)).count() >= 8, "{text}");
}

#[test]
fn a_logo_that_is_no_picture_is_a_fault() {
    let whole = full();
    let cover = Cover { logo: Some(Logo { bytes: b"no picture".to_vec() }), ..whole.cover };
    assert!(matches!(Report { cover, ..whole }.pdf(), Err(Fault::Layout(_))));
}

/// For looking at: `REPORTS=FOLDER cargo test -p report` writes them.
#[test]
fn reports_are_set_for_looking_at() {
    let Some(folder) = std::env::var_os("REPORTS").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, report) in [("full", full()), ("bare", bare()), ("sheet", sheet::sheet(Locale::DeSie, 12))] {
        std::fs::write(folder.join(format!("{name}.pdf")), report.pdf().expect("a report")).expect("written");
    }
}

proptest! {
    // Each case is set and written whole.
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever staff and respondents write: it is set, stays accessible, and nothing of it is obeyed.
    #[test]
    fn no_text_breaks_a_report(form in prop::sample::select(vec![Form::Book, Form::Sheet]), title in any::<String>(), text in any::<String>(), cell in ".{0,60}", code in "[#$*_@<>`\\[\\]{}\"=/\\\\a-z() ]{0,80}") {
        let blocks = vec![
            Block::Lead(text.clone()),
            Block::Text(code.clone()),
            Block::List(vec![cell.clone(), code.clone()]),
            Block::Heading(title.clone()),
            Block::Note(text.clone()),
            Block::Table(Table {
                title: text.clone(),
                table: DataTable { head: vec![cell.clone(), code.clone()], rows: vec![vec![code.clone(), cell.clone()]] },
            }),
            Block::Figure(Box::new(Figure {
                title: code.clone(), subtitle: text.clone(), alt: cell.clone(), source: title.clone(), svg: svg("x", 1),
                table: table(1, 2),
            })),
        ];
        let whole = report(vec![Section { title: title.clone(), own_page: false, blocks }]);
        let cover = Cover { finding: Some(text.clone()), facts: vec![cell.clone()], ..whole.cover.clone() };
        let hostile = Report { form, title, organisation: code.clone(), cover, legend: cell, ..whole };
        let file = hostile.pdf();
        prop_assert!(file.is_ok(), "{:?}", file.err());
        let shown = letters(&read(&file.expect("a report")));
        prop_assert!(shown.contains(&squeezed(&code)), "{code:?} in {shown}");
    }
}
