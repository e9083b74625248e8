//! Answers as files with a codebook: CSV, XLSX, SPSS, Parquet, an R script and DDI. One description of the columns
//! ([`DataFile`]) and one stream of typed rows; each format is a module that turns both into bytes. Nothing in these files is
//! protected by being in one: what may be published is decided by whoever hands it over.

pub mod codebook;
mod column;
mod csv;
mod date;
mod ddi;
mod derived;
mod describe;
mod extent;
mod file;
mod format;
mod gap;
mod inert;
mod names;
mod parquet;
mod r;
mod rows;
mod sav;
mod text;
mod xlsx;

pub use self::csv::{Csv, Dialect};
pub use column::{Column, Content, columns};
pub use derived::{Derived, derived};
pub use describe::describe;
pub use extent::Extent;
pub use file::{Cell, DataFile, Fact, Form, Label, Missing, ResponseSet, Variable};
pub use format::{Format, Sink};
pub use gap::Gap;
pub use inert::{inert, original};
pub use rows::{FIRM_COLUMN, Rows, VERSION_COLUMN};

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("Die Datei lässt sich nicht schreiben: {0}")]
    Write(#[from] std::io::Error),
    #[error("Die Tabelle lässt sich nicht schreiben: {0}")]
    Csv(#[from] ::csv::Error),
    #[error("Die Excel-Datei lässt sich nicht schreiben: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error("Die Parquet-Datei lässt sich nicht schreiben: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    #[error("Eine gespeicherte Antwort ist nicht lesbar: {0}")]
    Document(#[from] serde_json::Error),
    /// N.B. Not what was answered: errors are logged.
    #[error("In der Spalte „{0}“ steht etwas, das es dort nicht geben kann.")]
    Unfit(String),
    #[error("Für eine Excel-Datei sind es zu viele: Sie fasst {limit} {what}. Nehmen Sie CSV oder Parquet.")]
    TooMany { what: &'static str, limit: u32 },
}

impl ExportError {
    /// Whether whoever reads has stopped reading (`| head`).
    pub fn is_closed(&self) -> bool {
        let is_closed = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
        match self {
            ExportError::Write(error) => is_closed(error),
            ExportError::Csv(error) => matches!(error.kind(), ::csv::ErrorKind::Io(error) if is_closed(error)),
            _ => false,
        }
    }
}
