//! A small CSV table whose cells know where they stand, so that every complaint can name line and column.

use std::io::Read;

use super::{Scale, TableError};

pub(super) struct Table {
    header: csv::StringRecord,
    records: Vec<csv::StringRecord>,
    /// German spreadsheets separate by semicolon and write decimals with a comma.
    has_decimal_comma: bool,
}

pub(super) struct Row<'a> {
    table: &'a Table,
    record: &'a csv::StringRecord,
}

impl Table {
    pub(super) fn read(mut reader: impl Read) -> Result<Table, TableError> {
        let mut text = String::new();
        reader.read_to_string(&mut text).map_err(TableError::Unreadable)?;
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
            return Err(TableError::NoRows);
        }
        Ok(Table { header, records, has_decimal_comma: has_semicolons })
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// Columns whose name starts with `prefix`: what follows it, and where they stand.
    pub(super) fn columns_after(&self, prefix: &str) -> impl Iterator<Item = (String, usize)> {
        self.header.iter().enumerate().filter_map(move |(at, name)| Some((name.strip_prefix(prefix)?.to_owned(), at)))
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row { table: self, record })
    }
}

impl Row<'_> {
    pub(super) fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default()
    }

    /// `None` for an empty cell and `NA`.
    pub(super) fn number(&self, column: usize) -> Result<Option<f64>, TableError> {
        let text = self.text(column);
        if text.is_empty() || text == "NA" {
            return Ok(None);
        }
        let parsed = match self.table.has_decimal_comma {
            true => text.replace(',', ".").parse::<f64>(),
            false => text.parse::<f64>(),
        };
        match parsed {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(self.not_a_number(column)),
        }
    }

    pub(super) fn on_scale(&self, column: usize, number: f64, scale: Scale) -> Result<f64, TableError> {
        let is_inside = (f64::from(scale.min)..=f64::from(scale.max)).contains(&number);
        if is_inside { Ok(number) } else { Err(self.off_scale(column, scale)) }
    }

    /// A whole point of the scale.
    pub(super) fn rating(&self, column: usize, scale: Scale) -> Result<Option<i32>, TableError> {
        let Some(number) = self.number(column)? else { return Ok(None) };
        if number.fract() != 0.0 {
            return Err(self.off_scale(column, scale));
        }
        Ok(Some(self.on_scale(column, number, scale)? as i32))
    }

    pub(super) fn not_a_number(&self, column: usize) -> TableError {
        TableError::NotANumber { line: self.line(), column: self.name(column), value: self.shown(column) }
    }

    fn off_scale(&self, column: usize, scale: Scale) -> TableError {
        TableError::OffScale { line: self.line(), column: self.name(column), value: self.shown(column), scale }
    }

    fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    fn name(&self, column: usize) -> String {
        self.table.header.get(column).unwrap_or_default().to_owned()
    }

    /// Enough of the cell to find it.
    fn shown(&self, column: usize) -> String {
        self.text(column).chars().take(40).collect()
    }
}
