//! Answers as a table: CSV after RFC 4180, or as German spreadsheets like it. One line per response, in the order of
//! the random keys, without dates. Nothing in it is protected: it is for staff, not for publication.

mod cell;
pub mod codebook;
mod column;
mod derived;

use std::{
    collections::{BTreeMap, HashSet},
    io::Write,
};

use domain::{Answers, History, Key, Survey, Value};
use store::{Access, StoredAnswer};

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
    /// An empty table in this dialect.
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

/// Says which version a line answers, where there are several. No id begins like this.
pub const VERSION_COLUMN: &str = "_version";

/// The firm an answer is from, where firms could answer with their name and this one chose to; else empty.
pub const FIRM_COLUMN: &str = "_firm";

/// A table in the making: give it documents batch by batch, then [`Table::finish`] it.
pub struct Table<'s, W: Write> {
    columns: Vec<Column<'s>>,
    derived: Vec<Derived<'s>>,
    survey: &'s Survey,
    /// Empty for a table of one version, which asked for all columns.
    versions: BTreeMap<i64, Version<'s>>,
    has_firms: bool,
    dialect: Dialect,
    writer: csv::Writer<W>,
    line: csv::StringRecord,
}

/// What one of several versions asked.
struct Version<'s> {
    survey: &'s Survey,
    /// Of each column whether it asked for it.
    asked: Vec<bool>,
}

impl<'s, W: Write> Table<'s, W> {
    /// Of answers to one version. Writes the header.
    pub fn new(survey: &'s Survey, dialect: Dialect, to: W) -> Result<Table<'s, W>, ExportError> {
        Table::with(survey, derived(survey), BTreeMap::new(), false, dialect, to)
    }

    /// Of answers to all versions that a wave has asked: one column for each thing that was ever asked, whichever
    /// version asked it. Writes the header.
    pub fn of_wave(history: &'s History, access: Access, dialect: Dialect, to: W) -> Result<Table<'s, W>, ExportError> {
        let survey = history.survey();
        let versions = if history.has_several() { versions(history) } else { BTreeMap::new() };
        Table::with(survey, derived::of_wave(history), versions, access.asks_for_names(), dialect, to)
    }

    fn with(
        survey: &'s Survey,
        derived: Vec<Derived<'s>>,
        versions: BTreeMap<i64, Version<'s>>,
        has_firms: bool,
        dialect: Dialect,
        to: W,
    ) -> Result<Table<'s, W>, ExportError> {
        let columns = columns(survey);
        let mut writer = dialect.writer(to)?;
        let version = (!versions.is_empty()).then_some(VERSION_COLUMN);
        let names = columns.iter().map(|column| column.name.as_str());
        let firm = has_firms.then_some(FIRM_COLUMN);
        let names =
            version.into_iter().chain(firm).chain(names).chain(derived.iter().map(|column| column.name.as_str()));
        writer.write_record(names)?;
        Ok(Table { columns, derived, survey, versions, has_firms, dialect, writer, line: csv::StringRecord::new() })
    }

    /// A stored response, with what stands beside it.
    pub fn stored(&mut self, answer: &StoredAnswer) -> Result<(), ExportError> {
        self.answers_to(answer.version, answer.firm, &serde_json::from_str(answer.document)?)
    }

    /// In a table of one version.
    pub fn answers(&mut self, answers: &Answers) -> Result<(), ExportError> {
        self.answers_to(0, None, answers)
    }

    fn answers_to(&mut self, version: i64, firm: Option<&str>, answers: &Answers) -> Result<(), ExportError> {
        self.line.clear();
        if !self.versions.is_empty() {
            self.line.push_field(&version.to_string());
        }
        if self.has_firms {
            self.line.push_field(&inert(firm.unwrap_or_default()));
        }
        let version = self.versions.get(&version);
        // Neighbouring columns of a multiple choice share a key.
        let mut last: Option<(&Key, Option<&Value>)> = None;
        for (at, column) in self.columns.iter().enumerate() {
            let value = match last {
                Some((key, value)) if *key == column.key => value,
                _ => answers.get(&column.key),
            };
            last = Some((&column.key, value));
            // An option that came later was not passed over by those who answered before.
            let was_asked = version.is_none_or(|version| version.asked[at]);
            self.line.push_field(&text(column, value.filter(|_| was_asked), self.dialect));
        }
        // In which order things were shown follows from what there was to show.
        let survey = version.map_or(self.survey, |version| version.survey);
        for cell in derived::cells(survey, &self.derived, answers, self.dialect) {
            self.line.push_field(&cell);
        }
        Ok(self.writer.write_record(&self.line)?)
    }

    pub fn finish(self) -> Result<W, ExportError> {
        self.writer.into_inner().map_err(|error| ExportError::Write(error.into_error()))
    }
}

fn versions(history: &History) -> BTreeMap<i64, Version<'_>> {
    let all = columns(history.survey());
    let of_version = |(number, survey)| {
        let own = columns(survey);
        let names: HashSet<&str> = own.iter().map(|column| column.name.as_str()).collect();
        let asked = all.iter().map(|column| names.contains(column.name.as_str())).collect();
        (number, Version { survey, asked })
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
