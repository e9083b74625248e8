//! `analyse coverage`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use statistics::command;

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass analyse coverage --demand bedarf.csv --offers plaetze.csv --travel fahrzeiten.csv

--demand hat die Spalten need, group, municipality, demand (Personen im Jahr), se (Standardfehler) und n (Antworten), wenn
bekannt auch unaware und dissatisfied (Anteile derer mit Bedarf, die kein Angebot kennen oder unzufrieden sind).
--offers hat die Spalten id, place, seats, topics und groups, auch secondary (zählt halb); mehrere trennt ein |. Als Ort
gehen auch online und region. --travel nennt Minuten: eine Zeile je Ort, eine Spalte je Ort.
Es sind rohe Zahlen: Aus ihnen lassen sich auch die der Zellen errechnen, die kein Urteil haben.")]
pub(super) struct Coverage {
    /// CSV-Datei mit dem Bedarf
    #[arg(long, value_name = "DATEI")]
    demand: PathBuf,
    /// CSV-Datei mit den Angeboten
    #[arg(long, value_name = "DATEI")]
    offers: PathBuf,
    /// CSV-Datei mit den Fahrzeiten
    #[arg(long, value_name = "DATEI")]
    travel: PathBuf,
    /// So viele Minuten weit wird ein Angebot voll erreicht
    #[arg(long, value_name = "MINUTEN", default_value_t = 30.0)]
    full: f64,
    /// Ab so vielen Minuten nicht mehr
    #[arg(long, value_name = "MINUTEN", default_value_t = 60.0)]
    zero: f64,
    /// Reichweite eines Angebots im Netz, von 0 bis 1
    #[arg(long, value_name = "ANTEIL", default_value_t = 0.8)]
    online: f64,
    /// Weniger Antworten tragen kein Urteil
    #[arg(long, value_name = "ZAHL", default_value_t = 5)]
    k: u64,
}

impl Coverage {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        let (demand, offers, travel) =
            (input::table(&self.demand)?, input::table(&self.offers)?, input::table(&self.travel)?);
        let reach = command::Reach { full: self.full, zero: self.zero, online: self.online, k: self.k };
        Ok(command::coverage(&demand, &offers, &travel, &reach)?)
    }
}
