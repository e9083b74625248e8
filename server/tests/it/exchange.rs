//! Answers out as a table and in again: nothing may change on the way, and nothing may compute.

use std::io::Cursor;

use domain::{Answers, History, Questionnaire, Survey, publish, template};
use exports::{DataFile, Dialect, Format, Rows, codebook, columns, derived, describe};
use server::{
    response_csv::{self, Mapping},
    seed,
};

fn questionnaire(name: &str) -> Questionnaire {
    let survey = Survey::from_toml(template::find(name).expect("a template").source).expect("readable");
    let places = seed::places().expect("part of the program");
    let region: Vec<_> = places.into_iter().map(|place| place.municipality).collect();
    Questionnaire::new(publish::freeze(survey, &region)).expect("sound")
}

/// Answers of the demo: conditions, repeated pages, every kind of gap.
fn answers(name: &str, questionnaire: &Questionnaire) -> Vec<Answers> {
    let places = seed::places().expect("part of the program");
    match name {
        "unternehmen" => seed::firm_answers(questionnaire, &places),
        _ => seed::apprentice_answers(questionnaire, &places, 0, 200),
    }
}

fn history(survey: &Survey) -> History {
    History::new(vec![(1, survey.clone())]).expect("a version")
}

fn described(history: &History) -> DataFile {
    describe(history, false, "antworten", "2026-11-28", Vec::new()).expect("described")
}

fn table(survey: &Survey, dialect: Dialect, answers: &[Answers]) -> Vec<u8> {
    let history = history(survey);
    let (file, rows) = (described(&history), Rows::new(&history, false));
    let format = if dialect == Dialect::German { Format::GermanCsv } else { Format::Csv };
    let mut bytes = Vec::new();
    let mut sink = format.sink(&file, None, &std::env::temp_dir(), &mut bytes).expect("a header");
    for answers in answers {
        sink.row(&rows.cells(1, None, answers).expect("cells")).expect("written");
    }
    sink.finish().expect("finished");
    bytes
}

fn read(file: &[u8], questionnaire: &Questionnaire) -> Vec<Answers> {
    let read = response_csv::read(Cursor::new(file), questionnaire, &Mapping::default());
    assert_eq!(read.problems, [], "our own file is in order");
    read.accepted.into_iter().map(|(_, answers)| answers).collect()
}

#[test]
fn what_is_exported_is_imported_unchanged() {
    for name in ["unternehmen", "auszubildende"] {
        let questionnaire = questionnaire(name);
        let original = answers(name, &questionnaire);
        for dialect in [Dialect::International, Dialect::German] {
            let file = table(questionnaire.survey(), dialect, &original);
            assert!(read(&file, &questionnaire) == original, "{name}, {dialect:?}");
        }
    }
}

/// Every kind of question, with its comments, words of one's own, blocks and gaps.
#[test]
fn all_kinds_are_exported_and_imported_unchanged() {
    let questionnaire = questionnaire("alle-fragearten");
    let answers = |value: serde_json::Value| serde_json::from_value::<Answers>(value).expect("answers");
    let said = answers(serde_json::json!({
        "beruf": "baecker", "rolle": "andere", "rolle.andere:words": { "t": "=Rolle" },
        "quellen": ["schule", "anders"], "quellen.anders:words": { "t": "Plakat" },
        "zufrieden.schule": 4, "zufrieden.bus": "!dk", "zufrieden:comment": { "t": "selten" },
        "kantine:functional": "like", "kantine:dysfunctional": "dislike",
        "rang.weg": 1, "rang.team": 2, "rang:comment": { "t": "weil" },
        "wahl": 3, "geld.wohnen": 60, "geld.bus": 40,
        "felder": ["metall"], "je_feld.metall:angeboten": 4, "je_feld.metall:besetzt": 3,
        "beginn": { "t": "2026-08-01" }, "ende": { "t": "2029-06" },
    }));
    let original: Vec<Answers> =
        [said, Answers::default()].iter().map(|said| domain::check::complete(&questionnaire, said)).collect();
    assert_eq!(original[0].get(&"geld.kurse".parse().expect("key")), Some(&domain::Value::Number(0.0)));
    for dialect in [Dialect::International, Dialect::German] {
        let file = table(questionnaire.survey(), dialect, &original);
        assert_eq!(read(&file, &questionnaire), original, "{dialect:?}");
    }
}

#[test]
fn the_codebook_says_which_rows_stood_in_which_block() {
    let questionnaire = questionnaire("alle-fragearten");
    let mut file = Vec::new();
    codebook::write(&described(&history(questionnaire.survey())), Dialect::International, &mut file).expect("written");
    let lines: Vec<csv::StringRecord> =
        csv::Reader::from_reader(file.as_slice()).records().map(Result::unwrap).collect();
    let label = |column: &str, code: &str| {
        let line = lines.iter().find(|line| &line[0] == column && &line[3] == code);
        line.map(|line| (line[2].to_owned(), line[4].to_owned())).expect("a line")
    };
    let (kind, blocks) = label("wahl", "2");
    assert_eq!(kind, "version");
    assert!(blocks.starts_with("1: ") && blocks.matches("; ").count() == 3 && blocks.matches(", ").count() == 12);
    assert_eq!(label("wahl.1:best", "lohn"), ("best_worst".to_owned(), "Gute Vergütung".to_owned()));
    assert_eq!(label("kantine:dysfunctional", "must-be").0, "kano");
    assert_eq!(label("ende", ""), ("month".to_owned(), "Monat (JJJJ-MM)".to_owned()));
    assert_eq!(label("rang.weg", ""), ("rank".to_owned(), "Platz (1 = erster)".to_owned()));
    assert_eq!(label("zufrieden:comment", "").0, "text");
}

const TEXTS: &str = r#"
slug = "texte"
audience = "other"
k = 5
locales = ["de-sie"]
title.de-sie = "Texte"
intro.de-sie = "Texte"
privacy.de-sie = "Anonym, ab 5 Personen."
[protection]
purpose.de-sie = "Zum Prüfen."
legal_basis = "Erfunden"
retention_months = 1
level = "anonymous"
[[section]]
title.de-sie = "Texte"
[[section.page]]
id = "text"
[[section.page.item]]
id = "text"
kind = "long_text"
text.de-sie = "Text?"
[[section.page]]
id = "zahl"
[[section.page.item]]
id = "zahl"
kind = "number"
text.de-sie = "Zahl?"
min = -100
max = 1000000
decimals = 2
"#;

fn said(text: &str, number: f64) -> Answers {
    serde_json::from_value(serde_json::json!({ "text": { "t": text }, "zahl": number })).expect("answers")
}

#[test]
fn formulas_are_inert_and_come_back_as_they_were() {
    let questionnaire = Questionnaire::new(Survey::from_toml(TEXTS).expect("readable")).expect("sound");
    let texts = ["=1+1", "+49 5251", "-7", "@cmd", "＝1", "gut;=1", "a\n=1", "'=1", "\"=1\"", "-9", "einfach, gut"];
    let original: Vec<Answers> = texts.iter().zip(1..).map(|(text, at)| said(text, f64::from(at) - 7.5)).collect();
    for (dialect, delimiter) in [(Dialect::International, b','), (Dialect::German, b';')] {
        let file = table(questionnaire.survey(), dialect, &original);
        assert!(read(&file, &questionnaire) == original, "{dialect:?}");
        // However a spreadsheet splits it, no text starts a formula; numbers may start with their sign.
        for split in [b',', b';', b'\t'] {
            let mut records = csv::ReaderBuilder::new().delimiter(split).flexible(true).from_reader(file.as_slice());
            for record in records.records() {
                for (at, cell) in record.expect("readable").iter().enumerate() {
                    let starts = cell.trim_start_matches(['"', ' ']).starts_with(['=', '+', '@', '＝', '\t', '\r']);
                    assert!(!starts, "{dialect:?} split at {:?}: {cell:?} in column {at}", char::from(split));
                }
            }
        }
        let mut records = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file.as_slice());
        let numbers: Vec<String> =
            records.records().map(|record| record.expect("readable")[1].replace(',', ".")).collect();
        assert_eq!(numbers[0], "-6.5", "numbers are numbers");
    }
}

#[test]
fn missing_codes_keep_clear_of_real_numbers() {
    let questionnaire = Questionnaire::new(Survey::from_toml(TEXTS).expect("readable")).expect("sound");
    let minus_seven: Answers = serde_json::from_str(r#"{"text":"!no","zahl":-7}"#).expect("answers");
    let no_number: Answers = serde_json::from_str(r#"{"text":"!no","zahl":"!no"}"#).expect("answers");
    let original = vec![minus_seven, no_number];
    let file = table(questionnaire.survey(), Dialect::International, &original);
    assert_eq!(
        String::from_utf8_lossy(&file),
        "text,zahl,data_quality.speeding,data_quality.straightlining\r\n-9,-7,,\r\n-9,-900,,\r\n"
    );
    assert!(read(&file, &questionnaire) == original);
}

#[test]
fn every_column_has_its_place_in_the_codebook() {
    for name in ["unternehmen", "auszubildende"] {
        let questionnaire = questionnaire(name);
        let mut book = Vec::new();
        codebook::write(&described(&history(questionnaire.survey())), Dialect::International, &mut book)
            .expect("written");
        let mut records = csv::Reader::from_reader(book.as_slice());
        let lines: Vec<csv::StringRecord> = records.records().collect::<Result<_, _>>().expect("readable");
        let explained = |column: &str, code: &str| lines.iter().any(|line| &line[0] == column && &line[3] == code);
        let table = table(questionnaire.survey(), Dialect::International, &answers(name, &questionnaire));
        let mut answers = csv::Reader::from_reader(table.as_slice());
        let header = answers.headers().expect("a header").clone();
        let all = columns(questionnaire.survey()).len() + derived(questionnaire.survey()).len();
        assert_eq!(header.len(), all);
        for record in answers.records() {
            let record = record.expect("readable");
            for (column, cell) in header.iter().zip(&record) {
                let is_coded = lines.iter().all(|line| &line[0] != column || !line[3].is_empty());
                let is_gap = cell.starts_with('-');
                assert!((!is_coded && !is_gap) || explained(column, cell), "{name}: {column} = {cell}");
            }
        }
    }
}

#[test]
fn faults_are_told_line_by_line() {
    let questionnaire = questionnaire("auszubildende");
    let file = "alter,merkmale.weg.importance,vorrang,empfehlung,unterstuetzung\n\
                16-17,5,weg|technik,10,keins\n\
                17,5,weg,10,keins\n\
                18-20,9,weg|technik|ausbilder|inhalte,11,keins|bindung\n";
    let read = response_csv::read(file.as_bytes(), &questionnaire, &Mapping::default());
    assert_eq!(read.accepted.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2]);
    let places: Vec<(u64, &str)> =
        read.problems.iter().map(|p| (p.line, p.column.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        places,
        [(3, "alter"), (4, "merkmale.weg.importance"), (4, "vorrang"), (4, "empfehlung"), (4, "unterstuetzung")]
    );
}

#[test]
fn unknown_and_double_columns_are_refused() {
    let questionnaire = questionnaire("auszubildende");
    let file = "alter,name,vorrang,vorrang.weg\n16-17,Ada,weg,1\n";
    let read = response_csv::read(file.as_bytes(), &questionnaire, &Mapping::default());
    let columns: Vec<&str> = read.problems.iter().filter_map(|problem| problem.column.as_deref()).collect();
    assert_eq!(columns, ["name", "vorrang.weg"]);
    assert!(read.accepted.is_empty());
    let mapping = Mapping::parse(&[], &[], &["name".to_owned(), "vorrang.weg".to_owned()]).expect("a mapping");
    assert_eq!(response_csv::read(file.as_bytes(), &questionnaire, &mapping).accepted.len(), 1);
    assert!(Mapping::parse(&["alter".to_owned()], &[], &[]).is_err());
    assert!(Mapping::parse(&[], &["imp_=merkmale".to_owned()], &[]).is_err());
}
