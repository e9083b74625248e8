//! `import offers`.

use std::path::PathBuf;

use clap::Args;
use domain::vocabulary;

use super::{counted, open_file, report};
use crate::{
    commands::{Failure, folder::Folder},
    config::Config,
    offer_csv,
    sheet::LineProblem,
};

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass import offers angebote.csv --dry-run
  bedarfskompass import offers angebote.csv --data data

Spalten (Komma oder Semikolon, UTF-8, englische oder deutsche Namen):
  title, provider, description, topics, secondary_topics, target_groups, place, seats, cost, url,
  valid_from, valid_to, last_verified
Nötig sind title, provider, topics, target_groups, place und last_verified. Mehrere Werte trennt |, ein Tag ist
2026-12-31 oder 31.12.2026. place ist eine Gemeinde (Name oder Schlüssel), „online“ oder „region“.
Ein Angebot mit gleichem Titel und Anbieter wird ersetzt, nicht verdoppelt. Ist eine Zeile falsch, wird nichts
gespeichert.")]
pub struct Offers {
    /// CSV-Datei mit den Angeboten
    #[arg(value_name = "DATEI")]
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
    /// Prüft nur, speichert nichts
    #[arg(long)]
    dry_run: bool,
}

pub async fn run(config: Config, command: Offers) -> Result<(), Failure> {
    let source = open_file(&command.file)?;
    let store = command.folder.open_existing(config).await?;
    let mut offers = match offer_csv::read(source, vocabulary::topics(), &store.municipalities().await?) {
        Ok(offers) => offers,
        Err(mut problems) => {
            problems.iter_mut().for_each(name_twice);
            let lines = report(&command.file, &problems);
            let bad = counted(lines, "Zeile ist falsch", "Zeilen sind falsch");
            return Err(format!("{bad}. Es wurde nichts gespeichert.").into());
        }
    };
    let known = offer_csv::recognise(&mut offers, &store.offers().await?);
    let new = counted(offers.len() - known, "Angebot", "Angebote");
    if command.dry_run {
        eprintln!("In Ordnung: {new} neu, {known} bekannt. Es wurde nichts gespeichert.");
        return Ok(());
    }
    store.import_offers(offers.into_iter().map(|(_, offer)| offer).collect()).await?;
    eprintln!("{new} angelegt, {known} ersetzt.");
    Ok(store.checkpoint().await?)
}

/// A file may use either name of a column.
fn name_twice(problem: &mut LineProblem) {
    if let Some(column) = &mut problem.column {
        let german = offer_csv::german(column);
        if german != column {
            *column = format!("{german} ({column})");
        }
    }
}
