//! `analyse estimate`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use statistics::command::{self, Wanted};

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass analyse estimate --data betriebe.csv --design stichprobe.toml --mean plaetze --by kreis

Die Stichprobe steht in einer TOML-Datei; jede Angabe darf fehlen:
  weight = \"gewicht\"                    Spalte mit den Gewichten
  strata = \"groesse\"                    Spalte mit den Schichten
  clusters = \"betrieb\"                  Spalte mit den Erhebungseinheiten
  population = { klein = 900, gross = 80 } Einheiten je Schicht; ohne Schichten eine Zahl
  [poststrata.kreis]                     ein bekannter Rand
  PB = 400
  HX = 160
  [margins.kreis]                        oder mehrere (Raking)
  [trimming]                             Grenzen als Vielfache des mittleren Gewichts [Vorgabe: 1/3 und 3];
  low = 0.33                             ganz ohne Grenzen: trimming = false, über dem ersten Abschnitt
  high = 3.0
Leere Zellen und NA sind fehlende Antworten. Ausgegeben wird JSON.")]
pub(super) struct Estimate {
    /// CSV-Datei, eine Zeile je Antwort
    #[arg(long, value_name = "DATEI")]
    data: PathBuf,
    /// TOML-Datei mit der Stichprobe
    #[arg(long, value_name = "DATEI")]
    design: Option<PathBuf>,
    /// Mittelwert einer Spalte
    #[arg(long, value_name = "SPALTE")]
    mean: Vec<String>,
    /// Summe einer Spalte in der Grundgesamtheit
    #[arg(long, value_name = "SPALTE")]
    total: Vec<String>,
    /// Median einer Spalte
    #[arg(long, value_name = "SPALTE")]
    median: Vec<String>,
    /// Anteil eines Werts
    #[arg(long, value_name = "SPALTE=WERT")]
    share: Vec<String>,
    /// Verhältnis zweier Summen
    #[arg(long, value_name = "SPALTE/SPALTE")]
    ratio: Vec<String>,
    /// Spalte, deren Kategorien auch einzeln geschätzt werden
    #[arg(long, value_name = "SPALTE")]
    by: Option<String>,
}

impl Estimate {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        let design = input::optional_design(&self.design)?.unwrap_or_default();
        let wanted = Wanted {
            means: self.mean.clone(),
            totals: self.total.clone(),
            medians: self.median.clone(),
            shares: self.share.clone(),
            ratios: self.ratio.clone(),
            by: self.by.clone(),
        };
        input::named(&self.data, command::estimate(&input::table(&self.data)?, &design, &wanted))
    }
}
