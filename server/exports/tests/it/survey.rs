//! Surveys and stored answers as files.

use domain::{Answers, History, Survey};
use exports::{Cell, DataFile, Dialect, Format, Rows, codebook, describe};

use crate::fixture::written;

const FIRST: &str = r#"
slug = "versionen"
audience = "other"
k = 5
locales = ["de-sie"]
title.de-sie = "Versionen"
intro.de-sie = "Zum Prüfen"
privacy.de-sie = "Anonym, ab 5 Personen."
[protection]
purpose.de-sie = "Zum Prüfen."
legal_basis = "Erfunden"
retention_months = 1
level = "anonymous"
[[section]]
title.de-sie = "Alles"
[[section.page]]
id = "eins"
[[section.page.item]]
id = "essen"
kind = "multiple"
text.de-sie = "Was essen Sie?"
option = [{ id = "kantine", label.de-sie = "Kantine" }, { id = "brot", label.de-sie = "Brot" }]
[[section.page.item]]
id = "branche"
kind = "single"
text.de-sie = "Welche Branche?"
option = [{ id = "bau", label.de-sie = "Bau" }, { id = "handel", label.de-sie = "Handel" }]
[[section.page.item]]
id = "saldo"
kind = "number"
text.de-sie = "Wie viel?"
min = -100
max = 1000
decimals = 1
[[section.page.item]]
id = "beginn"
kind = "date"
text.de-sie = "Ab wann?"
min = "2026-01-01"
max = "2027-12-31"
"#;

fn survey(source: &str) -> Survey {
    Survey::from_toml(source).expect("readable")
}

fn answers(value: serde_json::Value) -> Answers {
    serde_json::from_value(value).expect("answers")
}

fn file(history: &History) -> DataFile {
    describe(history, false, "antworten-w", "2026-11-28", Vec::new()).expect("described")
}

#[test]
fn a_stored_answer_becomes_a_row() {
    let history = History::new(vec![(1, survey(FIRST))]).expect("a version");
    let file = file(&history);
    let names: Vec<&str> = file.variables.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(names[..5], ["essen.kantine", "essen.brot", "branche", "saldo", "beginn"]);
    assert_eq!(file.sets.len(), 1);
    assert_eq!((file.sets[0].name.as_str(), &file.sets[0].members[..]), ("essen", &[0, 1][..]));
    let said = answers(
        serde_json::json!({ "essen": ["brot"], "branche": "handel", "saldo": "!dk", "beginn": { "t": "2026-08-01" } }),
    );
    let rows = Rows::new(&history, false);
    let cells = rows.cells(1, None, &said).expect("cells");
    assert_eq!(
        cells[..5],
        [Cell::Number(0.0), Cell::Number(1.0), Cell::Choice(1), Cell::Missing(-800), Cell::Text("2026-08-01".into())]
    );
    assert_eq!(cells.len(), file.variables.len());
    let unasked = rows.cells(1, None, &Answers::default()).map(|cells| cells[0] == Cell::Missing(-7));
    assert!(unasked.is_ok_and(|is_unasked| is_unasked));
}

#[test]
fn what_no_question_allows_is_no_cell() {
    let history = History::new(vec![(1, survey(FIRST))]).expect("a version");
    let rows = Rows::new(&history, false);
    for wrong in [serde_json::json!({ "branche": "see" }), serde_json::json!({ "saldo": { "t": "viel" } })] {
        let said = answers(wrong);
        let refused = rows.cells(1, None, &said).expect_err("refused").to_string();
        assert!(!refused.contains("see") && !refused.contains("viel"), "{refused}");
    }
    assert!(rows.cells(2, None, &Answers::default()).is_err(), "no such version");
}

#[test]
fn a_new_option_was_not_passed_over_by_those_before() {
    let second = FIRST.replace(
        r#"{ id = "brot", label.de-sie = "Brot" }"#,
        r#"{ id = "brot", label.de-sie = "Brote" }, { id = "suppe", label.de-sie = "Suppe" }"#,
    );
    let history = History::new(vec![(1, survey(FIRST)), (2, survey(&second))]).expect("two versions");
    let file = file(&history);
    let names: Vec<&str> = file.variables.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(names[..4], ["_version", "essen.kantine", "essen.brot", "essen.suppe"]);
    assert_eq!(file.sets[0].members, [1, 2, 3]);
    let said = answers(serde_json::json!({ "essen": ["brot"] }));
    let rows = Rows::new(&history, false);
    let (before, after) = (rows.cells(1, None, &said).expect("cells"), rows.cells(2, None, &said).expect("cells"));
    assert_eq!(before[..4], [Cell::Number(1.0), Cell::Number(0.0), Cell::Number(1.0), Cell::Missing(-7)]);
    assert_eq!(after[..4], [Cell::Number(2.0), Cell::Number(0.0), Cell::Number(1.0), Cell::Number(0.0)]);
    let brot = &file.variables[2];
    assert!(brot.versions == "1, 2" && brot.earlier.ends_with("Brot"), "{brot:?}");
    assert_eq!(file.variables[3].versions, "2");
}

#[test]
fn the_codebook_names_every_code() {
    let history = History::new(vec![(1, survey(FIRST))]).expect("a version");
    let mut bytes = Vec::new();
    codebook::write(&file(&history), Dialect::International, &mut bytes).expect("written");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let lines: Vec<csv::StringRecord> = reader.records().map(|line| line.expect("readable")).collect();
    let line =
        |column: &str, code: &str| lines.iter().find(|line| &line[0] == column && &line[3] == code).expect("a line");
    assert_eq!(&line("branche", "handel")[4], "Handel");
    assert_eq!((&line("branche", "handel")[9], &line("branche", "handel")[10]), ("branche", "2"));
    assert_eq!((&line("saldo", "-700")[4], &line("saldo", "-700")[5]), ("nicht gefragt", "1"));
    assert_eq!(&line("beginn", "")[4], "Tag (JJJJ-MM-TT)");
}

#[test]
fn the_method_says_what_the_survey_promises() {
    let history = History::new(vec![(1, survey(FIRST))]).expect("a version");
    let file = file(&history);
    let said = |name: &str| file.method.iter().find(|fact| fact.name == name).map(|fact| fact.value.as_str());
    assert_eq!(said("Zusage an die Befragten"), Some("Anonym, ab 5 Personen."));
    assert!(said("Schutz").is_some_and(|value| value.contains("weniger als 5 ")));
    assert_eq!(Format::Sav.file_name(&file), "antworten-w.sav");
}

#[test]
fn a_firm_stands_in_every_file_with_its_answer_where_it_agreed() {
    let history = History::new(vec![(1, survey(FIRST))]).expect("a version");
    let file = describe(&history, true, "antworten-w", "2026-11-28", Vec::new()).expect("described");
    assert_eq!((file.variables[0].name.as_str(), file.variables[0].kind), ("_firm", "firm"));
    assert_eq!(file.sets[0].members, [1, 2]);
    let (rows, said) = (Rows::new(&history, true), answers(serde_json::json!({ "essen": ["brot"] })));
    let named = rows.cells(1, Some("Kanarienvogel GmbH"), &said).expect("cells");
    let unnamed = rows.cells(1, None, &said).expect("cells");
    assert_eq!((&named[0], &unnamed[0]), (&Cell::Text("Kanarienvogel GmbH".into()), &Cell::Empty));
    assert_eq!(named.len(), file.variables.len());
    let lines = [named, unnamed];
    let csv = String::from_utf8(written(&file, &lines, Format::Csv)).expect("text");
    let firms: Vec<&str> = csv.lines().map(|line| line.split(',').next().expect("a cell")).collect();
    assert_eq!(firms, ["_firm", "Kanarienvogel GmbH", ""]);
    for format in [Format::Sav, Format::Parquet] {
        let bytes = written(&file, &lines, format);
        assert!(bytes.windows(13).any(|window| window == b"Kanarienvogel"), "{format:?}");
    }
    for format in [Format::Codebook, Format::R, Format::Ddi] {
        let text = String::from_utf8(written(&file, &lines, format)).expect("text");
        assert!(text.contains("_firm") && text.contains("Betrieb"), "{format:?}");
    }
}
