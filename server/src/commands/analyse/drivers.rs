//! `analyse drivers`.

use std::path::PathBuf;

use analytics::tabular::Scale;
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
Sie sind keine Wichtigkeit. Es zählen Zeilen, in denen alles beantwortet ist.

Mit --scale dazu je Merkmal: wie viel eine niedrige Bewertung (die zwei untersten Punkte) das Gesamturteil kostet (penalty),
wie viel eine hohe (die zwei obersten) bringt (reward), und was das Merkmal danach ist (factor: basic, performance,
excitement; ia von -1 bis 1). Dafür braucht es zehn Antworten je Koeffizient.")]
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
    /// Skala der Merkmale, zum Beispiel 1-5: dazu, was sie kosten, wenn sie fehlen, und bringen, wenn sie da sind
    #[arg(long, value_name = "SKALA")]
    scale: Option<Scale>,
}

impl Drivers {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        let ends = self.scale.as_ref().map(|scale| (f64::from(scale.min), f64::from(scale.max)));
        input::named(&self.data, command::drivers(&input::table(&self.data)?, &self.overall, &self.items, ends))
    }
}
