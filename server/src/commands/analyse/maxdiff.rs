//! `analyse maxdiff`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use statistics::command::{self, LongColumns};

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass analyse maxdiff --data wahlen.csv --item merkmal
  bedarfskompass analyse maxdiff --counts anzahlen.csv

--data liest eine Zeile je Person, Block und gezeigtem Merkmal mit den Spalten id, block, item und value (1 am
wichtigsten, -1 am unwichtigsten, 0 nur gezeigt). --counts liest eine Tabelle mit den Spalten item, shown (oder total),
best und worst. Wie die Spalte mit dem Merkmal heißt, sagt in beiden Fällen --item.")]
pub(super) struct Maxdiff {
    #[command(flatten)]
    source: Source,
    /// Spalte mit der Person
    #[arg(long, value_name = "SPALTE", default_value = "id")]
    id: String,
    /// Spalte mit dem Block
    #[arg(long, value_name = "SPALTE", default_value = "block")]
    block: String,
    /// Spalte mit dem Merkmal
    #[arg(long, value_name = "SPALTE", default_value = "item")]
    item: String,
    /// Spalte mit der Wahl
    #[arg(long, value_name = "SPALTE", default_value = "value")]
    value: String,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// CSV-Datei mit einzelnen Wahlen
    #[arg(long, value_name = "DATEI")]
    data: Option<PathBuf>,
    /// CSV-Datei mit Anzahlen
    #[arg(long, value_name = "DATEI")]
    counts: Option<PathBuf>,
}

impl Maxdiff {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        match (&self.source.data, &self.source.counts) {
            (Some(path), _) => {
                let columns = LongColumns {
                    respondent: self.id.clone(),
                    block: self.block.clone(),
                    item: self.item.clone(),
                    value: self.value.clone(),
                };
                input::named(path, command::maxdiff_rows(&input::table(path)?, &columns))
            }
            (None, Some(path)) => input::named(path, command::maxdiff_table(&input::table(path)?, &self.item)),
            (None, None) => Err("Es fehlt --data oder --counts.".into()),
        }
    }
}
