//! `analyse reliability`.

use std::path::PathBuf;

use analytics::tabular::Scale;
use clap::Args;
use serde_json::Value;
use statistics::command;

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass analyse reliability --data antworten.csv --items=-A1,A2,A3,A4,A5 --scale 1-6
  bedarfskompass analyse reliability --matrix korrelationen.csv

Ein Minus vor dem Namen dreht ein umgekehrt gefragtes Item um. Alpha steht dreimal da: nur mit vollständigen Antworten
(alpha_listwise, unser Maß), paarweise und mit eingesetzten Medianen; die drei sind verschieden und alle richtig.
--matrix liest eine Tabelle von Korrelationen mit den Items in der Kopfzeile.")]
pub(super) struct Reliability {
    #[command(flatten)]
    source: Source,
    /// Spalten der Skala, durch Komma getrennt
    #[arg(
        long,
        value_name = "SPALTEN",
        value_delimiter = ',',
        allow_hyphen_values = true,
        required_unless_present = "matrix"
    )]
    items: Vec<String>,
    /// Niedrigste und höchste Stufe
    #[arg(long, value_name = "VON-BIS", default_value = "1-5")]
    scale: Scale,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// CSV-Datei, eine Zeile je Person
    #[arg(long, value_name = "DATEI")]
    data: Option<PathBuf>,
    /// CSV-Datei mit einer Korrelationsmatrix
    #[arg(long, value_name = "DATEI")]
    matrix: Option<PathBuf>,
}

impl Reliability {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        let ends = (f64::from(self.scale.min), f64::from(self.scale.max));
        match (&self.source.data, &self.source.matrix) {
            (Some(path), _) => input::named(path, command::reliability_rows(&input::table(path)?, &self.items, ends)),
            (None, Some(path)) => input::named(path, command::reliability_matrix(&input::table(path)?)),
            (None, None) => Err("Es fehlt --data oder --matrix.".into()),
        }
    }
}
