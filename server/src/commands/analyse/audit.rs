//! `analyse audit`.

use std::path::PathBuf;

use clap::Args;
use disclosure::command;
use serde_json::Value;

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass analyse audit --table verborgen.csv --k 3
  bedarfskompass analyse audit --table anzahlen-1.csv --later anzahlen-2.csv --grown

Eine Tabelle hat in der ersten Spalte die Namen der Zeilen und in der letzten Zeile und Spalte die Summen; verborgene
Zellen sind leer oder ein *. Ohne --later steht bei jeder verborgenen Zelle, zwischen welchen Werten sie liegt; enger als
k ist sie zu errechnen. Mit --later wird die zweite Tabelle abgelehnt (refused), wenn beide zusammen etwas verraten: über
dieselben Personen oder mit --grown über diese und weitere.")]
pub(super) struct Audit {
    /// CSV-Datei mit der Tabelle
    #[arg(long, value_name = "DATEI")]
    table: PathBuf,
    /// CSV-Datei mit der später veröffentlichten
    #[arg(long, value_name = "DATEI")]
    later: Option<PathBuf>,
    /// Die spätere zählt weitere Personen
    #[arg(long, requires = "later")]
    grown: bool,
    /// Kleinste Gruppe, die gezeigt wird
    #[arg(long, value_name = "ZAHL", default_value_t = 5, value_parser = clap::value_parser!(u32).range(2..))]
    k: u32,
}

impl Audit {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        let table = input::table(&self.table)?;
        match &self.later {
            None => input::named(&self.table, command::audit(&table, self.k)),
            Some(path) => {
                let later = input::table(path)?;
                input::named(path, command::audit_releases(&table, &later, self.k, self.grown))
            }
        }
    }
}
