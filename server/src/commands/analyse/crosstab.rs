//! `analyse crosstab`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use statistics::{association::SEED, command};

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass analyse crosstab --data antworten.csv --rows branche --columns bedarf --design stichprobe.toml
  bedarfskompass analyse crosstab --data tabelle.csv --rows branche --columns bedarf --count anzahl

Ohne --design wird der Chi-Quadrat-Test gerechnet, bei kleinen erwarteten Anzahlen Fishers exakter Test oder ein
Permutationstest; mit --design der Test von Rao und Scott. Die Datei der Stichprobe beschreibt „analyse estimate“.")]
pub(super) struct Crosstab {
    /// CSV-Datei, eine Zeile je Antwort; mit --count eine je Zelle
    #[arg(long, value_name = "DATEI")]
    data: PathBuf,
    /// Spalte, deren Werte die Zeilen der Kreuztabelle sind
    #[arg(long, value_name = "SPALTE")]
    rows: String,
    /// Spalte, deren Werte ihre Spalten sind
    #[arg(long, value_name = "SPALTE")]
    columns: String,
    /// Spalte, die sagt, für wie viele Antworten eine Zeile steht
    #[arg(long, value_name = "SPALTE", conflicts_with = "design")]
    count: Option<String>,
    /// TOML-Datei mit der Stichprobe
    #[arg(long, value_name = "DATEI")]
    design: Option<PathBuf>,
    /// Startwert des Permutationstests
    #[arg(long, value_name = "ZAHL", default_value_t = SEED)]
    seed: u64,
}

impl Crosstab {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        let (table, design) = (input::table(&self.data)?, input::optional_design(&self.design)?);
        let columns = (self.rows.as_str(), self.columns.as_str());
        let result = command::crosstab(&table, columns, self.count.as_deref(), design.as_ref(), self.seed);
        input::named(&self.data, result)
    }
}
