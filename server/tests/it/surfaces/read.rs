//! What stands on a surface, read back by somebody who has nothing but that surface.

use std::io::Read;

use scraper::{ElementRef, Html, Selector};

/// A table as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Of its figure, else of its section.
    pub id: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    pub fn row(&self, label: &str) -> Option<&[String]> {
        self.rows.iter().find(|row| row[0] == label).map(Vec::as_slice)
    }

    pub fn column(&self, head: &str) -> Option<usize> {
        self.head.iter().position(|name| name == head)
    }

    /// What a row says under a head.
    pub fn cell<'s>(&self, row: &'s [String], head: &str) -> Option<&'s str> {
        self.column(head).and_then(|column| row.get(column)).map(String::as_str)
    }
}

pub fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("selector")
}

fn text(element: ElementRef) -> String {
    crate::results::plain(element.text().collect::<String>().trim())
}

/// Every table of a page.
pub fn sheets(page: &str) -> Vec<Sheet> {
    let html = Html::parse_document(page);
    let of_table = |table: ElementRef| Sheet {
        id: table
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find_map(|above| above.value().attr("id"))
            .unwrap_or_default()
            .to_owned(),
        head: table.select(&select("thead th")).map(text).collect(),
        rows: table.select(&select("tbody tr")).map(|row| row.select(&select("th, td")).map(text).collect()).collect(),
    };
    html.select(&select("main table")).map(of_table).collect()
}

/// A file of a table, below `about` lines on what it is.
pub fn csv_sheet(id: &str, file: &str, about: usize) -> Sheet {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file.as_bytes());
    let cell = |cell: &str| crate::results::plain(&exports::original(cell));
    let lines = reader.records().map(|line| line.expect("a line").iter().map(cell).collect::<Vec<_>>());
    let mut lines = lines.skip(about);
    Sheet { id: id.to_owned(), head: lines.next().unwrap_or_default(), rows: lines.collect() }
}

/// The cells of an open data file in CSV: figure, row, column, what is shown.
pub fn open_data(file: &str) -> Vec<[String; 4]> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let cell = |record: &csv::StringRecord, at: usize| crate::results::plain(&exports::original(&record[at]));
    let records = reader.records().map(|record| record.expect("a line"));
    let mut cells: Vec<_> = records.map(|record| [0, 2, 3, 4].map(|at| cell(&record, at))).collect();
    cells.sort();
    cells
}

/// Every cell of a workbook's first sheet, row by row.
pub fn workbook(file: &[u8]) -> Vec<Vec<String>> {
    let sheet = part(file, "xl/worksheets/sheet1.xml").expect("a sheet");
    let shared = part(file, "xl/sharedStrings.xml").unwrap_or_default();
    let shared: Vec<String> = shared.split("<si>").skip(1).map(|string| inner(string, "t")).collect();
    let cell = |cell: &str| {
        let is_shared = cell.split('>').next().is_some_and(|tag| tag.contains("t=\"s\""));
        match is_shared {
            true => shared[inner(cell, "v").parse::<usize>().expect("a place")].clone(),
            false if cell.contains("<is>") => inner(cell, "t"),
            false => inner(cell, "v"),
        }
    };
    sheet.split("<row ").skip(1).map(|row| row.split("<c ").skip(1).map(cell).collect()).collect()
}

/// Text of the first element of this name.
fn inner(xml: &str, name: &str) -> String {
    let Some((_, rest)) = xml.split_once(&format!("<{name}")) else { return String::new() };
    let Some((_, rest)) = rest.split_once('>') else { return String::new() };
    let text = rest.split_once(&format!("</{name}>")).map_or("", |(text, _)| text);
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// A part of a ZIP archive, by way of its list at the end (APPNOTE.TXT 4.3.12).
fn part(file: &[u8], name: &str) -> Option<String> {
    let short = |at: usize| Some(usize::from(u16::from_le_bytes(file.get(at..at + 2)?.try_into().ok()?)));
    let long = |at: usize| Some(u32::from_le_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
    let mut entries = (0..file.len().saturating_sub(46)).filter(|at| file[*at..].starts_with(b"PK\x01\x02"));
    let entry = entries.find(|at| {
        let length = short(at + 28).unwrap_or_default();
        file.get(at + 46..at + 46 + length) == Some(name.as_bytes())
    })?;
    let local = long(entry + 42)?;
    let start = local + 30 + short(local + 26)? + short(local + 28)?;
    let mut text = String::new();
    match short(entry + 10)? {
        0 => file.get(start..start + long(entry + 24)?)?.read_to_string(&mut text).ok()?,
        _ => flate2::read::DeflateDecoder::new(file.get(start..)?).read_to_string(&mut text).ok()?,
    };
    Some(text)
}

/// What a picture says and draws.
pub struct Picture {
    pub title: String,
    pub desc: String,
    /// Everything written but the ends of axes.
    pub texts: Vec<String>,
    /// In each series the bars.
    pub bars: Vec<usize>,
}

/// Every chart in a page, or the one in a file.
pub fn pictures(svg: &str) -> Vec<Picture> {
    let html = Html::parse_document(svg);
    let is_axis = |element: &ElementRef| {
        let mut above = element.ancestors().filter_map(ElementRef::wrap);
        above.any(|above| matches!(above.value().attr("class"), Some("axis" | "key")))
    };
    let first = |svg: &ElementRef, name: &str| svg.select(&select(name)).next().map(text).unwrap_or_default();
    html.select(&select("svg.chart"))
        .map(|svg| Picture {
            title: first(&svg, "title"),
            desc: first(&svg, "desc"),
            texts: svg.select(&select("text")).filter(|element| !is_axis(element)).map(text).collect(),
            bars: svg.select(&select("g.series")).map(|series| series.select(&select("rect")).count()).collect(),
        })
        .collect()
}

/// Every number in a text, with its decimals: German, so that "1.234,5" is one.
pub fn numbers(text: &str) -> Vec<(f64, usize)> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let tokens = text.split(|c| !is_part(c)).map(|token| token.trim_matches(['.', ',']));
    let number = |token: &str| {
        let plain = token.replace('.', "").replace(',', ".");
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Some((plain.parse().ok()?, decimals))
    };
    tokens.filter(|token| !token.is_empty()).filter_map(number).collect()
}

/// Whether `number` is one of these, or one of them rounded.
pub fn is_among((number, decimals): (f64, usize), known: &[(f64, usize)]) -> bool {
    let half = 0.5 * 10_f64.powi(-(decimals as i32)) + 1e-9;
    known.iter().any(|(other, _)| (number - other).abs() <= half)
}

#[test]
fn numbers_are_read_with_their_decimals() {
    assert_eq!(numbers("n = 12 bis 1.234,50 (−0,4), 7."), [(12.0, 0), (1234.5, 2), (0.4, 1), (7.0, 0)]);
    assert!(is_among((3.9, 1), &[(3.94, 2)]) && !is_among((3.9, 1), &[(3.84, 2)]));
    assert!(!is_among((4.0, 0), &[]));
}
