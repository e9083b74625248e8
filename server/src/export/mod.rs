//! Answers as a table: CSV after RFC 4180, or as German spreadsheets like it. One line per response, in the order of
//! the random keys, without dates. Nothing in it is protected: it is for staff, not for publication.

mod cell;
pub mod codebook;
mod column;

use std::{
    collections::{BTreeMap, HashSet},
    io::Write,
};

use domain::{Answers, History, Key, Survey, Value};

pub use cell::{Gap, inert, original};
pub use column::{Column, Content, columns};

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

/// Says which version a line answers, where there are several. No id begins like this.
pub const VERSION_COLUMN: &str = "_version";

/// A table in the making: give it documents batch by batch, then [`Table::finish`] it.
pub struct Table<'s, W: Write> {
    columns: Vec<Column<'s>>,
    /// Of each version whether it asked each of the columns; empty for a table of one version, which asked them all.
    asked: BTreeMap<i64, Vec<bool>>,
    dialect: Dialect,
    writer: csv::Writer<W>,
    line: csv::StringRecord,
}

impl<'s, W: Write> Table<'s, W> {
    /// Of answers to one version. Writes the header.
    pub fn new(survey: &'s Survey, dialect: Dialect, to: W) -> Result<Table<'s, W>, ExportError> {
        Table::with(columns(survey), BTreeMap::new(), dialect, to)
    }

    /// Of answers to all versions that a wave has asked: one column for each thing that was ever asked, whichever
    /// version asked it. Writes the header.
    pub fn of_wave(history: &'s History, dialect: Dialect, to: W) -> Result<Table<'s, W>, ExportError> {
        let columns = columns(history.survey());
        let asked = if history.has_several() { asked(history, &columns) } else { BTreeMap::new() };
        Table::with(columns, asked, dialect, to)
    }

    fn with(
        columns: Vec<Column<'s>>,
        asked: BTreeMap<i64, Vec<bool>>,
        dialect: Dialect,
        to: W,
    ) -> Result<Table<'s, W>, ExportError> {
        let mut writer = dialect.writer(to)?;
        let version = (!asked.is_empty()).then_some(VERSION_COLUMN);
        writer.write_record(version.into_iter().chain(columns.iter().map(|column| column.name.as_str())))?;
        Ok(Table { columns, asked, dialect, writer, line: csv::StringRecord::new() })
    }

    /// A stored response, the JSON of `domain::Answers`, and the version it answers.
    pub fn document(&mut self, version: i64, document: &str) -> Result<(), ExportError> {
        self.answers_to(version, &serde_json::from_str(document)?)
    }

    /// In a table of one version.
    pub fn answers(&mut self, answers: &Answers) -> Result<(), ExportError> {
        self.answers_to(0, answers)
    }

    fn answers_to(&mut self, version: i64, answers: &Answers) -> Result<(), ExportError> {
        self.line.clear();
        if !self.asked.is_empty() {
            self.line.push_field(&version.to_string());
        }
        let asked = self.asked.get(&version);
        // Neighbouring columns of a multiple choice share a key.
        let mut last: Option<(&Key, Option<&Value>)> = None;
        for (at, column) in self.columns.iter().enumerate() {
            let value = match last {
                Some((key, value)) if *key == column.key => value,
                _ => answers.get(&column.key),
            };
            last = Some((&column.key, value));
            // An option that came later was not passed over by those who answered before.
            let was_asked = asked.is_none_or(|asked| asked[at]);
            self.line.push_field(&text(column, value.filter(|_| was_asked), self.dialect));
        }
        Ok(self.writer.write_record(&self.line)?)
    }

    pub fn finish(self) -> Result<W, ExportError> {
        self.writer.into_inner().map_err(|error| ExportError::Write(error.into_error()))
    }
}

fn asked(history: &History, all: &[Column]) -> BTreeMap<i64, Vec<bool>> {
    let of_version = |(number, survey)| {
        let own = columns(survey);
        let names: HashSet<&str> = own.iter().map(|column| column.name.as_str()).collect();
        (number, all.iter().map(|column| names.contains(column.name.as_str())).collect())
    };
    history.versions().map(of_version).collect()
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
