//! The answers of a wave out of the store, as a file of any format. Nothing in it is protected: it is for staff, not for
//! publication.

mod body;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use domain::{Answers, History};
use exports::{Cell, DataFile, ExportError, Extent, Fact, Format, Rows, describe};
use store::{Access, Store, Wave};
use tokio::runtime::Handle;

pub use body::stream;

use crate::config::Config;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("Eine gespeicherte Antwort ist nicht lesbar: {0}")]
    Document(#[from] serde_json::Error),
}

/// A wave with the versions it has asked.
pub struct Source {
    pub store: Store,
    pub wave: Wave,
    pub history: History,
    /// Today, `YYYY-MM-DD`.
    pub today: String,
}

impl Source {
    /// What the file says of itself, without its rows.
    ///
    /// # Errors
    /// When an annotation of the survey cannot be written.
    pub fn describe(&self) -> Result<DataFile, ExportError> {
        let (stem, facts) = (format!("antworten-{}", self.wave.slug), self.facts());
        describe(&self.history, self.wave.access.asks_for_names(), &stem, &self.today, facts)
    }

    /// Writes the file. The rows stream from the store; formats that must know them beforehand read them twice.
    /// `scratch`: a folder with room for what a format cannot hold in memory. It waits for the store and for `to`, and so
    /// belongs on a thread that may wait; `runtime` is the one of the store.
    ///
    /// # Errors
    /// When the store cannot be read, or `to` cannot be written to.
    pub fn write(&self, runtime: &Handle, format: Format, scratch: &Path, to: impl Write + Send) -> Result<(), Error> {
        let mut file = self.describe()?;
        if format == Format::Ddi {
            file.rows = Some(runtime.block_on(self.store.response_count(self.wave.id))?);
        }
        let mut extent = None;
        if format.needs_extent() {
            let mut found = Extent::of(&file);
            self.each(runtime, |cells| {
                found.row(cells);
                Ok(())
            })?;
            extent = Some(found);
        }
        let mut sink = format.sink(&file, extent.as_ref(), scratch, to)?;
        if format.has_rows() {
            self.each(runtime, |cells| sink.row(cells))?;
        }
        Ok(sink.finish()?)
    }

    fn facts(&self) -> Vec<Fact> {
        let (wave, day) = (&self.wave, |day: &Option<String>| day.clone().unwrap_or_default());
        let facts = [
            ("Welle", wave.title.clone()),
            ("Geöffnet", day(&wave.opened)),
            ("Beendet", day(&wave.closed)),
            ("Zugang", self.access().to_owned()),
            ("Demo", if wave.demo { "Erfundene Antworten".to_owned() } else { String::new() }),
        ];
        facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| Fact { name, value }).collect()
    }

    fn access(&self) -> &'static str {
        if self.history.survey().source.is_some() {
            return "Anderswo erhoben; wer antworten konnte, sagt die Quelle.";
        }
        match self.wave.access {
            Access::Open => "Offener Link: Wer ihn hatte, konnte antworten. Die Antworten sind nicht repräsentativ.",
            Access::Code => {
                "Mit Codes, von denen jeder eine Antwort erlaubt. Wer welchen hatte, ist nicht gespeichert."
            }
            Access::Named => "Nur wer zugestimmt hat, dass die Antworten beim Namen des Betriebs stehen.",
            Access::Invited => "Nur wer eingeladen war. Wer was geantwortet hat, ist nicht gespeichert.",
        }
    }

    /// Every response once, in the order of the random keys.
    fn each(&self, runtime: &Handle, mut row: impl FnMut(&[Cell]) -> Result<(), ExportError>) -> Result<(), Error> {
        let rows = Rows::new(&self.history, self.wave.access.asks_for_names());
        let mut responses = runtime.block_on(self.store.numbered_responses(self.wave.id))?;
        while let Some(batch) = runtime.block_on(responses.next())? {
            for numbered in batch.numbered() {
                let stored = numbered?;
                let answers: Answers = serde_json::from_str(stored.document)?;
                row(&rows.cells(stored.version, stored.firm, &answers)?)?;
            }
        }
        Ok(())
    }
}

/// Where the parts of a file that are not held in memory may lie: beside the data, or where the system keeps such things.
pub fn scratch(config: &Config) -> PathBuf {
    let data = &config.server.data;
    if data.is_dir() { data.clone() } else { std::env::temp_dir() }
}
