//! `analyse drivers`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use statistics::command;

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass analyse drivers --data antworten.csv --overall empfehlung --items klima,lohn,anleitung

Gezeigt wird als abgeleitete Wichtigkeit die einfache Korrelation (r), daneben die Anteile an der erklärten Varianz
(relative_weight, lmg). Die Koeffizienten der Regression (coef) wechseln das Vorzeichen, wenn Merkmale zusammenhängen:
Sie sind keine Wichtigkeit. Es zählen Zeilen, in denen alles beantwortet ist.")]
pub(super) struct Drivers {
    /// CSV-Datei, eine Zeile je Person
    #[arg(long, value_name = "DATEI")]
    data: PathBuf,
    /// Spalte mit dem Gesamturteil
    #[arg(long, value_name = "SPALTE")]
    overall: String,
    /// Spalten mit den Merkmalen, durch Komma getrennt
    #[arg(long, value_name = "SPALTEN", value_delimiter = ',', required = true)]
    items: Vec<String>,
}

impl Drivers {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        input::named(&self.data, command::drivers(&input::table(&self.data)?, &self.overall, &self.items))
    }
}
