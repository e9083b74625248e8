//! Property tests: any text comes back as it was.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use exports::{Cell, DataFile, Form, Format, original};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use proptest::prelude::*;

use crate::fixture::{Chance, TEXTS, file, row, written};

/// A file with the one column `wunsch`.
fn of_texts() -> DataFile {
    let mut file = file();
    file.variables.retain(|variable| variable.name == "wunsch");
    file.sets.clear();
    file
}

fn rows<'t>(texts: &'t [String]) -> Vec<Vec<Cell<'t>>> {
    texts.iter().map(|text| vec![Cell::Text(text.as_str().into())]).collect()
}

fn csv_texts(file: &[u8], delimiter: u8) -> Vec<String> {
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file);
    reader.records().map(|record| record.expect("readable")[0].to_owned()).collect()
}

/// The first column of the first sheet, without its head.
fn excel_cells(file: &[u8]) -> Vec<Data> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).expect("a workbook");
    let sheet = book.worksheet_range("Daten").expect("the sheet");
    let (last, _) = sheet.end().expect("a head");
    (1..=last).map(|row| sheet.get_value((row, 0)).cloned().unwrap_or(Data::Empty)).collect()
}

fn parquet_texts(file: Vec<u8>) -> Vec<Field> {
    let reader = SerializedFileReader::new(bytes::Bytes::from(file)).expect("a file");
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|row| row.expect("a row").get_column_iter().next().expect("a column").1.clone()).collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::sample::select(TEXTS.to_vec()).prop_map(str::to_owned),
        "[=+@'; \t\n\ra-c−_x0-9-]{0,12}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn csv_gives_every_text_back(texts in prop::collection::vec(text(), 1..20)) {
        for (format, delimiter) in [(Format::Csv, b','), (Format::GermanCsv, b';')] {
            let read = csv_texts(&written(&of_texts(), &rows(&texts), format), delimiter);
            let read: Vec<String> = read.iter().map(|cell| original(cell)).collect();
            prop_assert_eq!(&read, &texts);
        }
    }

    #[test]
    fn xlsx_gives_every_text_back_and_no_formula(texts in prop::collection::vec(text(), 1..20)) {
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        let read = excel_cells(&written(&of_texts(), &rows(&texts), Format::Xlsx));
        prop_assert_eq!(read.len(), texts.len());
        for (cell, text) in read.iter().zip(&texts) {
            let Data::String(read) = cell else { return Err(TestCaseError::fail(format!("{cell:?} for {text:?}"))) };
            prop_assert_eq!(read, text);
        }
    }

    #[test]
    fn parquet_gives_every_text_back(texts in prop::collection::vec(text(), 1..20)) {
        let read = parquet_texts(written(&of_texts(), &rows(&texts), Format::Parquet));
        for (field, text) in read.iter().zip(&texts) {
            let Field::Str(read) = field else { return Err(TestCaseError::fail(format!("{field:?}"))) };
            // Beside the missing codes a text that reads like one has an apostrophe before it.
            prop_assert_eq!(read.strip_prefix('\'').filter(|read| is_code(read)).unwrap_or(read), text);
        }
        prop_assert_eq!(read.len(), texts.len());
    }
}

/// A file that is larger than what may be held at once is written piece by piece, and reads as one.
#[test]
fn parquet_holds_no_more_than_a_group_of_rows() {
    let texts: Vec<String> = (0..80).map(|row| format!("{row} {}", "x".repeat(1 << 20))).collect();
    let bytes = bytes::Bytes::from(written(&of_texts(), &rows(&texts), Format::Parquet));
    let reader = SerializedFileReader::new(bytes.clone()).expect("a file");
    let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert_eq!((groups.len(), groups.iter().sum::<i64>()), (3, 80), "{groups:?}");
    let read = parquet_texts(bytes.to_vec());
    assert!(read.iter().zip(&texts).all(|(field, text)| matches!(field, Field::Str(read) if read == text)));
}

fn is_code(text: &str) -> bool {
    let digits = text.trim_start_matches('\'').strip_prefix('-').unwrap_or_default();
    digits.starts_with(['6', '7', '8', '9']) && digits[1..].bytes().all(|digit| digit == b'0')
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_told() {
    let texts = ["😀".repeat(20_000), "ä".repeat(32_767)];
    let file_bytes = written(&of_texts(), &rows(&texts), Format::Xlsx);
    let cells = excel_cells(&file_bytes);
    let Data::String(cut) = &cells[0] else { panic!("{:?}", cells[0]) };
    assert_eq!(cut.encode_utf16().count(), 32_766, "whole characters only");
    assert_eq!(cells[1], Data::String(texts[1].clone()));
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file_bytes)).expect("a workbook");
    let method = book.worksheet_range("Methode").expect("the sheet");
    assert!(
        method
            .rows()
            .any(|row| row[0] == Data::String("Gekürzte Texte".to_owned()) && row[1].to_string().starts_with("1, "))
    );
}

#[test]
fn every_format_takes_no_row_one_row_and_rows_without_answers() {
    let file = file();
    let mut chance = Chance::new(7);
    let blank: Vec<Cell> = file
        .variables
        .iter()
        .map(|variable| variable.missing.last().map_or(Cell::Empty, |missing| Cell::Missing(missing.code)))
        .collect();
    for rows in [vec![], vec![row(&file, &mut chance)], vec![blank; 3]] {
        for format in Format::ALL {
            let bytes = written(&file, &rows, format);
            assert!(!bytes.is_empty(), "{}", format.name());
        }
        let read = parquet_texts(written(&file, &rows, Format::Parquet));
        assert_eq!(read.len(), rows.len());
        assert_eq!(csv_texts(&written(&file, &rows, Format::Csv), b',').len(), rows.len());
    }
}

#[test]
fn a_sheet_has_an_end() {
    let mut wide = file();
    let first = wide.variables[0].clone();
    wide.variables = (0..16_385).map(|at| exports::Variable { name: format!("v{at}"), ..first.clone() }).collect();
    let refused = Format::Xlsx.sink(&wide, None, &std::env::temp_dir(), Vec::new());
    assert!(refused.err().is_some_and(|error| error.to_string().contains("16384 Spalten")));
}

#[test]
fn what_cannot_stand_in_a_column_is_refused() {
    let file = file();
    assert_eq!(file.variables[6].form, Form::Number { decimals: 2 });
    for format in [Format::Sav, Format::Parquet] {
        let mut row = row(&file, &mut Chance::new(1));
        row[6] = Cell::Text("viel".into());
        let mut sink = format.sink(&file, None, &std::env::temp_dir(), Vec::new()).expect("a beginning");
        let refused = sink.row(&row).expect_err("no number");
        assert!(refused.to_string().contains("saldo") && !refused.to_string().contains("viel"));
    }
}

#[test]
fn names_of_formats_lead_back_to_them() {
    for format in Format::ALL {
        assert_eq!(Format::parse(format.name()), Some(format));
    }
    let names: std::collections::HashSet<String> = Format::ALL.iter().map(|format| format.file_name(&file())).collect();
    assert_eq!(names.len(), Format::ALL.len());
}
