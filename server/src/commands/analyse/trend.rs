//! `analyse trend`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use statistics::command;

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass analyse trend --data wellen.csv

Die Tabelle hat eine Zeile je Erhebung mit den Spalten x (wie viele), n (von wie vielen) und, wenn die Abstände ungleich
sind, score (wann). Gerechnet werden Cochran-Armitage und die Verschiedenheit der Anteile überhaupt.")]
pub(super) struct Trend {
    /// CSV-Datei, eine Zeile je Erhebung
    #[arg(long, value_name = "DATEI")]
    data: PathBuf,
}

impl Trend {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        input::named(&self.data, command::trend(&input::table(&self.data)?))
    }
}
