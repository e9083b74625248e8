//! CSV after RFC 4180, or as German spreadsheets like it.

use std::io::Write;

use super::{Cell, DataFile, ExportError, Sink, inert};

/// How the file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Comma, decimal point.
    #[default]
    International,
    /// Semicolon, decimal comma, byte order mark.
    German,
}

impl Dialect {
    /// An empty table in this dialect.
    ///
    /// # Errors
    /// When `to` does not take the byte order mark.
    pub fn writer<W: Write>(self, mut to: W) -> Result<csv::Writer<W>, ExportError> {
        if self == Dialect::German {
            to.write_all("\u{feff}".as_bytes())?;
        }
        let delimiter = if self == Dialect::German { b';' } else { b',' };
        Ok(csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(to))
    }

    fn number(self, number: f64) -> String {
        let text = number.to_string();
        if self == Dialect::German { text.replace('.', ",") } else { text }
    }
}

pub struct Csv<'f, W: Write> {
    file: &'f DataFile,
    dialect: Dialect,
    writer: csv::Writer<W>,
    line: csv::StringRecord,
}

impl<'f, W: Write> Csv<'f, W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When `to` does not take it.
    pub fn new(file: &'f DataFile, dialect: Dialect, to: W) -> Result<Self, ExportError> {
        let mut writer = dialect.writer(to)?;
        writer.write_record(file.variables.iter().map(|variable| variable.name.as_str()))?;
        Ok(Csv { file, dialect, writer, line: csv::StringRecord::new() })
    }

    fn field(&mut self, at: usize, cell: &Cell) {
        match cell {
            Cell::Empty => self.line.push_field(""),
            Cell::Missing(code) => self.line.push_field(&code.to_string()),
            Cell::Choice(place) => self.line.push_field(self.file.variables[at].code(*place)),
            Cell::Number(number) => self.line.push_field(&self.dialect.number(*number)),
            Cell::Text(text) => self.line.push_field(&inert(text)),
        }
    }
}

impl<W: Write> Sink for Csv<'_, W> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        self.line.clear();
        cells.iter().enumerate().for_each(|(at, cell)| self.field(at, cell));
        Ok(self.writer.write_record(&self.line)?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.writer.flush()?)
    }
}
