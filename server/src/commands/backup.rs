//! `backup`: a copy of the embedded database that may be kept.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, folder::Folder};
use crate::config::Config;

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass backup sicherung-2027-03-01.sqlite

Der Dienst darf dabei laufen. Nicht in der Kopie: Entwürfe, Antworten eingeladener Personen, die noch nicht gemischt sind,
und wie laufende Wellen ausgefüllt werden. Sonst sähe, wer zwei Kopien vergleicht, wer dazwischen geantwortet hat. Auch nicht: die Datenbank der Kontakte
(roster.sqlite) und der Schlüssel der Einladungen (invitations.key); sichern Sie beide getrennt.")]
pub struct Backup {
    /// Neue Datei; eine vorhandene wird nicht überschrieben
    #[arg(value_name = "DATEI")]
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
}

pub async fn run(config: Config, command: Backup) -> Result<(), Failure> {
    if config.server.database.is_some() {
        return Err("PostgreSQL wird mit eigenen Mitteln gesichert: pg_dump --exclude-table-data=inbox \
                    --exclude-table-data=draft --exclude-table-data=resume --exclude-table-data=paradata \
                    --exclude-table-data=shown"
            .into());
    }
    let store = command.folder.open_existing(config).await?;
    let file = command.file.display();
    match store.back_up(&command.file).await {
        Err(store::Error::Conflict) => Err(format!("{file}: Diese Datei gibt es schon.").into()),
        other => {
            other?;
            eprintln!("{file}: gesichert.");
            Ok(())
        }
    }
}
