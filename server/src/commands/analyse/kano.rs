//! `analyse kano`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use statistics::command;

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass analyse kano --data merkmale.csv

Die Tabelle hat eine Zeile je Merkmal mit den Spalten item, A, O, M, I, R und Q: wie viele es als Begeisterungs-,
Leistungs- oder Basismerkmal, als unerheblich, unerwünscht oder widersprüchlich sehen. Anzahlen oder Anteile; nur mit
Anzahlen wird geprüft, ob sich die häufigste Kategorie von der nächsten unterscheidet. Ganze Zahlen gelten als Anzahlen;
sind es Prozente, sagen Sie es mit --shares.")]
pub(super) struct Kano {
    /// CSV-Datei, eine Zeile je Merkmal
    #[arg(long, value_name = "DATEI")]
    data: PathBuf,
    /// Die Zahlen sind Anteile, auch wenn sie ganz sind
    #[arg(long)]
    shares: bool,
}

impl Kano {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        input::named(&self.data, command::kano(&input::table(&self.data)?, self.shares))
    }
}
