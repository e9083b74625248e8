//! A CSV whose columns are asked for by name, and whose complaints name line and column.

use std::io::Read;

use crate::{
    Factor,
    sheet::{LineProblem, Row, Sheet},
};

/// `Display` is German.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error(transparent)]
    Line(#[from] LineProblem),
    #[error("Die Datei ist leer: Es fehlt die Kopfzeile mit den Spaltennamen.")]
    Empty,
    #[error("Die Tabelle hat eine Kopfzeile, aber keine Zeilen.")]
    NoRows,
    #[error("Die Spalte „{0}“ fehlt. Vorhanden sind: {1}.")]
    NoColumn(String, String),
    #[error("{}", repeated(.0))]
    Repeated(Vec<String>),
    #[error("Mehrere Spalten haben keinen Namen. Geben Sie ihnen in der ersten Zeile einen, oder löschen Sie sie.")]
    Nameless,
    #[error("Zeile {line}, Spalte „{column}“: „{value}“ ist keine Zahl.")]
    NotANumber { line: u64, column: String, value: String },
    #[error("Zeile {line}, Spalte „{column}“: „{value}“ ist keine Anzahl.")]
    NotACount { line: u64, column: String, value: String },
    #[error("Zeile {line}, Spalte „{column}“: Hier fehlt ein Wert.")]
    Missing { line: u64, column: String },
}

/// Column names that are listed where one is not found; the rest is left to the reader's eyes.
const NAMES_SHOWN: usize = 20;
const CELL_SHOWN: usize = 40;

pub struct Table {
    header: Vec<String>,
    rows: Vec<Row>,
    /// Names that several columns have: which of them is meant, nobody can know.
    repeated: Vec<String>,
    /// German spreadsheets separate by semicolon and write decimals with a comma.
    has_decimal_comma: bool,
}

impl Table {
    /// Comma or semicolon, header first. Lines without any value are left out.
    ///
    /// # Errors
    /// What is no table of at least one row. A line with fewer cells than the header: in which columns they belong
    /// nobody can know.
    pub fn read(reader: impl Read) -> Result<Table, TableError> {
        let mut sheet = Sheet::open(reader)?;
        if sheet.header().iter().all(String::is_empty) {
            return Err(TableError::Empty);
        }
        let width = sheet.header().len();
        let mut rows = Vec::new();
        while let Some(row) = sheet.next_row() {
            let row = row?;
            if row.width() < width {
                return Err(too_short(&row, width).into());
            }
            rows.push(row);
        }
        if rows.is_empty() {
            return Err(TableError::NoRows);
        }
        let mut repeated: Vec<String> =
            sheet.repeated_columns().into_iter().filter_map(|problem| problem.column).collect();
        repeated.sort_by_key(|name| sheet.column(name));
        repeated.dedup();
        Ok(Table { header: sheet.header().to_vec(), rows, repeated, has_decimal_comma: sheet.has_semicolons() })
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.iter().map(String::as_str)
    }

    /// The names of the columns as a complaint lists them.
    pub fn shown_columns(&self) -> String {
        let names: Vec<&str> = self.columns().take(NAMES_SHOWN).collect();
        let more = if self.header.len() > NAMES_SHOWN { " …" } else { "" };
        names.join(", ") + more
    }

    /// Names that several columns have, in the order of the table.
    pub fn repeated(&self) -> &[String] {
        &self.repeated
    }

    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }

    /// `None` for an empty cell and `NA`.
    ///
    /// # Errors
    /// No such column, or several.
    pub fn texts(&self, column: &str) -> Result<Vec<Option<&str>>, TableError> {
        let place = self.place(column)?;
        let cell = |row| Some(Row::cell(row, place).trim());
        Ok(self.rows.iter().map(|row| cell(row).filter(|text| !text.is_empty() && *text != "NA")).collect())
    }

    fn place(&self, column: &str) -> Result<usize, TableError> {
        let mut places = (0..self.header.len()).filter(|at| self.header[*at] == column);
        match (places.next(), places.next()) {
            (Some(place), None) => Ok(place),
            (None, _) => Err(TableError::NoColumn(column.to_owned(), self.shown_columns())),
            (Some(_), Some(_)) if column.is_empty() => Err(TableError::Nameless),
            (Some(_), Some(_)) => Err(TableError::Repeated(vec![column.to_owned()])),
        }
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

    /// Where a row stands in the file, from 1.
    pub fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |row| row.line)
    }
}

fn too_short(row: &Row, width: usize) -> LineProblem {
    let cells = if row.width() == 1 { "1 Zelle".to_owned() } else { format!("{} Zellen", row.width()) };
    let message =
        format!("Die Zeile hat {cells}, die Datei hat {width} Spalten. Leere Zellen brauchen ein Trennzeichen.");
    LineProblem::new(row.line, None, message)
}

fn repeated(columns: &[String]) -> String {
    let names = columns.join("“, „");
    match columns.len() {
        1 => format!("Die Spalte „{names}“ steht mehrmals in der Datei. Welche gilt, ist nicht zu erkennen."),
        _ => format!("Die Spalten „{names}“ stehen mehrmals in der Datei. Welche gelten, ist nicht zu erkennen."),
    }
}

/// Enough of a cell to find it.
pub fn shown(text: &str) -> String {
    text.chars().take(CELL_SHOWN).collect()
}
