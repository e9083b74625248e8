//! A table out of somebody's spreadsheet: comma or semicolon, with or without byte order mark.
//! Every fault is told with its line, so that it can be found and put right.

use std::{
    fmt,
    io::{Cursor, Read},
};

use csv::ByteRecord;

use crate::text::{self, NotText};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What is wrong in a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// As an editor counts, from 1.
    pub line: u64,
    /// The head of the column, if it is about one cell.
    pub column: Option<String>,
    /// German, says what to do.
    pub message: String,
}

impl LineProblem {
    pub fn new(line: u64, column: Option<&str>, message: impl Into<String>) -> LineProblem {
        LineProblem { line, column: column.map(str::to_owned), message: message.into() }
    }
}

impl std::error::Error for LineProblem {}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zeile {}", self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", Spalte „{column}“")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The table, its header read.
pub struct Sheet {
    header: Vec<String>,
    has_semicolons: bool,
    records: csv::Reader<Cursor<Vec<u8>>>,
    /// So many bytes and line ends have been passed.
    passed: (usize, u64),
}

/// A line with at least one cell that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub line: u64,
    cells: Vec<String>,
}

impl Row {
    /// How many cells the line has.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// The cell as it stands; empty beyond the end of a short line.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Sheet {
    /// Reads the whole file and its header.
    pub fn open(mut source: impl Read) -> Result<Sheet, LineProblem> {
        let mut bytes = Vec::new();
        let unreadable =
            |error: std::io::Error| LineProblem::new(1, None, format!("Die Datei ist nicht lesbar: {error}."));
        source.read_to_end(&mut bytes).map_err(unreadable)?;
        // One cell in another encoding is told with its line and column; this is about the file as a whole.
        if let Err(other @ (NotText::Utf16 | NotText::Workbook)) = text::read(&bytes) {
            return Err(LineProblem::new(1, None, other.to_string()));
        }
        if bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        if bytes.trim_ascii().is_empty() {
            return Err(LineProblem::new(
                1,
                None,
                "Die Datei ist leer. In die erste Zeile gehören die Namen der Spalten.",
            ));
        }
        let delimiter = delimiter(&bytes);
        if let Some(line) = open_quote(&bytes, delimiter) {
            return Err(LineProblem::new(
                line,
                None,
                "Hier beginnt ein Anführungszeichen, das nirgends endet. Schließen Sie es, oder schreiben Sie es doppelt, wenn es zum Text gehört.",
            ));
        }
        let records = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(Cursor::new(bytes));
        let mut sheet = Sheet { header: Vec::new(), has_semicolons: delimiter == b';', records, passed: (0, 0) };
        let mut record = ByteRecord::new();
        sheet.records.read_byte_record(&mut record).map_err(|error| failure(&error, 1))?;
        let line = sheet.line_of(&record);
        sheet.header = texts(&record, line, &[])?.iter().map(|name| name.trim().to_owned()).collect();
        Ok(sheet)
    }

    /// The names of the columns, trimmed.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// As German spreadsheets separate, which also write decimals with a comma.
    pub fn has_semicolons(&self) -> bool {
        self.has_semicolons
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|head| head == name)
    }

    /// Names that stand more than once in the header.
    pub fn repeated_columns(&self) -> Vec<LineProblem> {
        let repeated =
            self.header.iter().enumerate().filter(|(at, name)| !name.is_empty() && self.header[..*at].contains(name));
        repeated.map(|(_, name)| LineProblem::new(1, Some(name), "Diese Spalte steht mehrmals in der Datei.")).collect()
    }

    /// The next line that is not empty.
    pub fn next_row(&mut self) -> Option<Result<Row, LineProblem>> {
        let mut record = ByteRecord::new();
        loop {
            match self.records.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(failure(&error, self.passed.1 + 1))),
            }
            let line = self.line_of(&record);
            if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            return Some(self.row(&record, line));
        }
    }

    /// N.B. csv counts a line end when it reads the line behind it, and so does not know on which line a record starts.
    fn line_of(&mut self, record: &ByteRecord) -> u64 {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let bytes = self.records.get_ref().get_ref();
        let ends = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        let empty = bytes[start..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let (to, lines) = self.passed;
        self.passed = (start + empty, lines + ends(&bytes[to..start + empty]));
        self.passed.1 + 1
    }

    fn row(&self, record: &ByteRecord, line: u64) -> Result<Row, LineProblem> {
        let cells = texts(record, line, &self.header)?;
        let heads = self.header.len();
        // Spreadsheets leave out empty cells at the end of a line; anything beyond the header is a stray separator.
        if cells.iter().skip(heads).any(|cell| !cell.trim().is_empty()) {
            let message = format!(
                "Die Zeile hat {} Zellen, die Datei hat {heads} Spalten. Steht in einem Text ein Trennzeichen? Dann \
                 gehört er in \"Anführungszeichen\".",
                cells.len()
            );
            return Err(LineProblem::new(line, None, message));
        }
        Ok(Row { line, cells })
    }
}

/// Whichever there is more of in the header.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.trim_ascii_start().split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| header.iter().filter(|byte| **byte == wanted).count();
    if count(b';') > count(b',') { b';' } else { b',' }
}

/// The line on which a quoted cell begins that never ends: it would swallow every row below it.
fn open_quote(bytes: &[u8], delimiter: u8) -> Option<u64> {
    /// Where in a cell.
    #[derive(Clone, Copy)]
    enum At {
        Start,
        Plain,
        Quoted(u64),
        /// After a quotation mark, which ends the cell or is one half of a doubled one.
        Closing(u64),
    }
    let (mut line, mut at) = (1, At::Start);
    for &byte in bytes {
        at = match (at, byte) {
            (At::Start, b'"') => At::Quoted(line),
            (At::Closing(opened), b'"') => At::Quoted(opened),
            (At::Quoted(opened), b'"') => At::Closing(opened),
            (At::Quoted(opened), _) => At::Quoted(opened),
            (_, b'\n' | b'\r') => At::Start,
            (_, byte) if byte == delimiter => At::Start,
            _ => At::Plain,
        };
        line += u64::from(byte == b'\n');
    }
    if let At::Quoted(opened) = at { Some(opened) } else { None }
}

fn texts(record: &ByteRecord, line: u64, header: &[String]) -> Result<Vec<String>, LineProblem> {
    record
        .iter()
        .enumerate()
        .map(|(at, cell)| {
            let column = header.get(at).map(String::as_str);
            text::read(cell).map(str::to_owned).map_err(|fault| LineProblem::new(line, column, fault.to_string()))
        })
        .collect()
}

fn failure(error: &csv::Error, line: u64) -> LineProblem {
    LineProblem::new(line, None, format!("Die Zeile ist nicht lesbar: {error}."))
}
