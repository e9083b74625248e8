//! Answers as a table: CSV after RFC 4180, or as German spreadsheets like it. One line per response, in the order of
//! the random keys, without dates. Nothing in it is protected: it is for staff, not for publication.

mod cell;
pub mod codebook;
mod column;
mod derived;

use std::io::Write;

use domain::{Answers, Key, Survey, Value};

pub use cell::{Gap, inert, original};
pub use column::{Column, Content, columns};
pub use derived::{Derived, derived};

/// How the file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Comma, decimal point.
    #[default]
    International,
    /// Semicolon, decimal comma, byte order mark.
    German,
}

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("Die Tabelle lässt sich nicht schreiben: {0}")]
    Write(#[from] std::io::Error),
    #[error("Die Tabelle lässt sich nicht schreiben: {0}")]
    Csv(#[from] csv::Error),
    #[error("Eine gespeicherte Antwort ist nicht lesbar: {0}")]
    Document(#[from] serde_json::Error),
}

impl Dialect {
    fn writer<W: Write>(self, mut to: W) -> Result<csv::Writer<W>, ExportError> {
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

/// A table in the making: give it documents batch by batch, then [`Table::finish`] it.
pub struct Table<'s, W: Write> {
    columns: Vec<Column<'s>>,
    derived: Vec<Derived<'s>>,
    survey: &'s Survey,
    dialect: Dialect,
    writer: csv::Writer<W>,
    line: csv::StringRecord,
}

impl<'s, W: Write> Table<'s, W> {
    /// Writes the header.
    pub fn new(survey: &'s Survey, dialect: Dialect, to: W) -> Result<Table<'s, W>, ExportError> {
        let columns = columns(survey);
        let mut writer = dialect.writer(to)?;
        let derived = derived(survey);
        let names = columns.iter().map(|column| &column.name);
        writer.write_record(names.chain(derived.iter().map(|column| &column.name)))?;
        Ok(Table { columns, derived, survey, dialect, writer, line: csv::StringRecord::new() })
    }

    /// A stored response, the JSON of `domain::Answers`.
    pub fn document(&mut self, document: &str) -> Result<(), ExportError> {
        self.answers(&serde_json::from_str(document)?)
    }

    pub fn answers(&mut self, answers: &Answers) -> Result<(), ExportError> {
        self.line.clear();
        // Neighbouring columns of a multiple choice share a key.
        let mut last: Option<(&Key, Option<&Value>)> = None;
        for column in &self.columns {
            let value = match last {
                Some((key, value)) if *key == column.key => value,
                _ => answers.get(&column.key),
            };
            last = Some((&column.key, value));
            self.line.push_field(&text(column, value, self.dialect));
        }
        for cell in derived::cells(self.survey, &self.derived, answers, self.dialect) {
            self.line.push_field(&cell);
        }
        Ok(self.writer.write_record(&self.line)?)
    }

    pub fn finish(self) -> Result<W, ExportError> {
        self.writer.into_inner().map_err(|error| ExportError::Write(error.into_error()))
    }
}

fn text(column: &Column, value: Option<&Value>, dialect: Dialect) -> String {
    let code = |gap: Gap| gap.code(&column.content).to_string();
    match (value, &column.content) {
        (None, _) => code(Gap::NotAsked),
        (Some(Value::Missing(missing)), _) => code(Gap::Missing(*missing)),
        (Some(Value::Choices(ids)), Content::Ticked { option, .. }) => u8::from(ids.contains(&option.id)).to_string(),
        (Some(Value::Choices(ids)), _) => ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join("|"),
        (Some(Value::Choice(id)), _) => id.to_string(),
        (Some(Value::Number(number)), _) => dialect.number(*number),
        (Some(Value::Text(text)), _) => inert(text),
    }
}
