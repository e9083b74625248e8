//! A CSV whose columns are asked for by name, and whose complaints name line and column.

use std::io::Read;

use crate::Factor;

/// `Display` is German.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error("Die Datei lässt sich nicht als Text in UTF-8 lesen: {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("Die Datei ist keine lesbare CSV-Tabelle: {0}")]
    Csv(#[from] csv::Error),
    #[error("Die Datei ist leer: Es fehlt die Kopfzeile mit den Spaltennamen.")]
    Empty,
    #[error("Die Tabelle hat eine Kopfzeile, aber keine Zeilen.")]
    NoRows,
    #[error("Die Spalte „{0}“ fehlt. Vorhanden sind: {1}.")]
    NoColumn(String, String),
    #[error("Zeile {line}, Spalte „{column}“: „{value}“ ist keine Zahl.")]
    NotANumber { line: u64, column: String, value: String },
    #[error("Zeile {line}, Spalte „{column}“: „{value}“ ist keine Anzahl.")]
    NotACount { line: u64, column: String, value: String },
    #[error("Zeile {line}, Spalte „{column}“: Hier fehlt ein Wert.")]
    Missing { line: u64, column: String },
}

/// Column names that are listed where one is not found; the rest is left to the reader's eyes.
const NAMES_SHOWN: usize = 20;
/// Enough of a cell to find it.
const CELL_SHOWN: usize = 40;

pub struct Table {
    header: csv::StringRecord,
    records: Vec<csv::StringRecord>,
    /// German spreadsheets separate by semicolon and write decimals with a comma.
    has_decimal_comma: bool,
}

impl Table {
    /// Comma or semicolon, header first.
    ///
    /// # Errors
    /// What is no table of at least one row.
    pub fn read(mut reader: impl Read) -> Result<Table, TableError> {
        let mut text = String::new();
        reader.read_to_string(&mut text)?;
        let text = text.trim_start_matches('\u{feff}');
        let first_line = text.lines().next().unwrap_or_default();
        let count = |separator| first_line.matches(separator).count();
        let has_semicolons = count(';') > count(',');
        let mut csv = csv::ReaderBuilder::new()
            .delimiter(if has_semicolons { b';' } else { b',' })
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = csv.headers()?.clone();
        if header.iter().all(str::is_empty) {
            return Err(TableError::Empty);
        }
        let records = csv.into_records().collect::<Result<Vec<_>, _>>()?;
        if records.is_empty() {
            Err(TableError::NoRows)
        } else {
            Ok(Table { header, records, has_decimal_comma: has_semicolons })
        }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.iter()
    }

    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }

    /// `None` for an empty cell and `NA`.
    ///
    /// # Errors
    /// No such column.
    pub fn texts(&self, column: &str) -> Result<Vec<Option<&str>>, TableError> {
        let place = self.header.iter().position(|name| name == column).ok_or_else(|| {
            let names: Vec<&str> = self.header.iter().take(NAMES_SHOWN).collect();
            TableError::NoColumn(column.to_owned(), names.join(", "))
        })?;
        let cell = |record| Some(csv::StringRecord::get(record, place).unwrap_or_default());
        Ok(self.records.iter().map(|record| cell(record).filter(|text| !text.is_empty() && *text != "NA")).collect())
    }

    /// # Errors
    /// No such column, or text in it.
    pub fn numbers(&self, column: &str) -> Result<Vec<Option<f64>>, TableError> {
        let number = |(row, text): (usize, Option<&str>)| {
            let Some(text) = text else { return Ok(None) };
            let parsed = match self.has_decimal_comma {
                true => text.replace(',', ".").parse::<f64>(),
                false => text.parse::<f64>(),
            };
            match parsed {
                Ok(number) if number.is_finite() => Ok(Some(number)),
                _ => {
                    Err(TableError::NotANumber { line: self.line(row), column: column.to_owned(), value: shown(text) })
                }
            }
        };
        self.texts(column)?.into_iter().enumerate().map(number).collect()
    }

    /// A number in every row.
    ///
    /// # Errors
    /// As [`Table::numbers`]; an empty cell.
    pub fn full(&self, column: &str) -> Result<Vec<f64>, TableError> {
        let full = |(row, number): (usize, Option<f64>)| number.ok_or_else(|| self.missing(row, column));
        self.numbers(column)?.into_iter().enumerate().map(full).collect()
    }

    /// A whole number, at least 0, in every row.
    ///
    /// # Errors
    /// As [`Table::full`]; another number.
    pub fn counts(&self, column: &str) -> Result<Vec<u64>, TableError> {
        let count = |(row, number): (usize, f64)| {
            if number >= 0.0 && number.fract() == 0.0 && number < 9e15 {
                return Ok(number as u64);
            }
            Err(TableError::NotACount { line: self.line(row), column: column.to_owned(), value: number.to_string() })
        };
        self.full(column)?.into_iter().enumerate().map(count).collect()
    }

    /// A text in every row.
    ///
    /// # Errors
    /// No such column; an empty cell.
    pub fn named(&self, column: &str) -> Result<Vec<&str>, TableError> {
        let texts = self.texts(column)?.into_iter().enumerate();
        texts.map(|(row, text)| text.ok_or_else(|| self.missing(row, column))).collect()
    }

    /// A grouping variable that nobody may lack.
    ///
    /// # Errors
    /// As [`Table::named`].
    pub fn factor(&self, column: &str) -> Result<Factor, TableError> {
        let labels: Vec<String> = self.named(column)?.into_iter().map(str::to_owned).collect();
        Ok(Factor::new(&labels))
    }

    /// Categories in the order of the alphabet, and the place of each row in them.
    ///
    /// # Errors
    /// No such column.
    pub fn codes(&self, column: &str) -> Result<(Vec<String>, Vec<Option<usize>>), TableError> {
        let texts = self.texts(column)?;
        let mut levels: Vec<&str> = texts.iter().flatten().copied().collect();
        levels.sort_unstable();
        levels.dedup();
        let codes = texts.iter().map(|text| text.and_then(|text| levels.binary_search(&text).ok())).collect();
        Ok((levels.into_iter().map(str::to_owned).collect(), codes))
    }

    fn missing(&self, row: usize, column: &str) -> TableError {
        TableError::Missing { line: self.line(row), column: column.to_owned() }
    }

    fn line(&self, row: usize) -> u64 {
        self.records.get(row).and_then(csv::StringRecord::position).map_or(0, csv::Position::line)
    }
}

fn shown(text: &str) -> String {
    text.chars().take(CELL_SHOWN).collect()
}
