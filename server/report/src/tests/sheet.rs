//! A report of a page or two.

use super::*;

/// As for a firm: what to do, two pictures with a table each, how it was made.
pub fn sheet(locale: Locale, rows: usize) -> Report {
    let section = |title: &str, blocks: Vec<Block>| Section { title: title.to_owned(), own_page: false, blocks };
    let advice = vec!["Mehr tun bei „Übernahme“.".to_owned(), "Mehr tun bei „Technik“.".to_owned()];
    let whole = report(vec![
        section("Was Sie tun können", vec![Block::List(advice)]),
        section("Ihre Werte im Vergleich", vec![figure(1, rows, 6), figure(2, rows, 6)]),
        section("So haben wir gerechnet", vec![Block::Note("Quantil Typ 2.".to_owned())]),
    ]);
    let cover = Cover {
        kind: "Ihr Betrieb im Vergleich".to_owned(),
        finding: Some("Verglichen mit allen Betrieben.".to_owned()),
        ..whole.cover
    };
    Report { form: Form::Sheet, locale, cover, tables: Vec::new(), ..whole }
}

#[test]
fn a_sheet_is_accessible_short_and_the_same_each_time() {
    for (locale, language) in [(Locale::DeSie, &b"de"[..]), (Locale::En, b"en")] {
        let file = sheet(locale, 5).pdf().expect("a sheet");
        assert_eq!(Ok(&file), sheet(locale, 5).pdf().as_ref(), "the same bytes");
        let document = read(&file);
        let catalog = catalog(&document);
        assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).ok(), Some(language));
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo"));
        let holds = |part: &str| file.windows(part.len()).any(|window| window == part.as_bytes());
        assert!(holds("pdfuaid:part") && holds("2026-11-23"), "says that it keeps PDF/UA, and its day");
        let elements = elements(&document);
        let of = |kind: &str| elements.get(kind).copied().unwrap_or_default();
        // Two pictures and the logo, each with words in its place; a table for each picture; no contents, no appendix.
        assert_eq!((of("Figure"), of("Table"), of("H1"), of("H2")), (3, 2, 3, 2), "{elements:?}");
        assert_eq!((of("TH"), of("TD"), of("LI")), (2 * (6 + 5), 2 * 5 * 5, 2), "{elements:?}");
        assert_eq!(document.get_pages().len(), 2);
    }
}

#[test]
fn a_sheet_says_first_what_it_is_and_has_each_table_below_its_picture() {
    let text = letters(&read(&sheet(Locale::DeSie, 5).pdf().expect("a sheet")));
    let said = [
        "Was macht einen Ausbildungsbetrieb attraktiv?",
        "Ihr Betrieb im Vergleich",
        "Verglichen mit allen Betrieben.",
        "regiopolREGION",
        "Mehr tun bei „Übernahme“.",
        "Befund 1:",
        "Zeile 4",
        "Befund 2:",
        "Zeile 4",
        "Quantil Typ 2.",
    ];
    let mut at = 0;
    for part in said {
        let part = squeezed(part);
        let found = text[at..].find(&part).unwrap_or_else(|| panic!("„{part}“ does not follow in {}", &text[at..]));
        at += found + part.len();
    }
    for absent in ["Inhalt", "Anhang", "Abbildung", "AlleZahlen"] {
        assert!(!text.contains(absent), "{absent}");
    }
}

/// Nothing that may be missing is there.
#[test]
fn a_sheet_of_nothing_but_a_title_is_one_too() {
    let file = Report { form: Form::Sheet, ..bare() }.pdf().expect("a sheet");
    assert_eq!(read(&file).get_pages().len(), 1);
}
