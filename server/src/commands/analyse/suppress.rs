//! `analyse suppress`.

use std::path::PathBuf;

use clap::Args;
use disclosure::command;
use serde_json::Value;

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass analyse suppress --table anzahlen.csv --k 5

Die Tabelle hat in der ersten Spalte die Namen der Zeilen, dann eine Spalte je Kategorie; Summen stehen nicht darin, sie
werden mit veröffentlicht. Verborgen wird, was 1 bis k - 1 Personen zählt, und so wenig anderes wie möglich, bis niemand
eine verborgene Zahl enger als k Personen eingrenzen kann. Bei jeder steht das Intervall, in dem sie liegen kann.")]
pub(super) struct Suppress {
    /// CSV-Datei mit Anzahlen
    #[arg(long, value_name = "DATEI")]
    table: PathBuf,
    /// Kleinste Gruppe, die gezeigt wird
    #[arg(long, value_name = "ZAHL", default_value_t = 5, value_parser = clap::value_parser!(u32).range(2..))]
    k: u32,
}

impl Suppress {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        input::named(&self.table, command::suppress(&input::table(&self.table)?, self.k))
    }
}
