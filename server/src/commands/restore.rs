//! `restore`: a copy that was kept becomes the database.

use std::{
    fs::{self, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use clap::Args;
use domain::format::whole;
use store::{Location, Store};

use super::{
    Failure,
    folder::{Folder, is_taken, remove_database},
    location, of_file, open_file,
};
use crate::config::Config;

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass restore sicherung-2027-03-01.sqlite --data /var/lib/bedarfskompass

Die Kopie wird ganz gelesen und geprüft; eine beschädigte wird abgewiesen. Liegt im Ordner schon eine Datenbank, geschieht
nichts: Halten Sie den Dienst an und legen Sie den Ordner beiseite. In den neuen gehören auch roster.sqlite und invitations.key.
Zur Probe genügt ein leerer Ordner, den Sie danach löschen.")]
pub struct Restore {
    /// Kopie, die „backup“ geschrieben hat
    #[arg(value_name = "DATEI")]
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
}

pub async fn run(mut config: Config, command: Restore) -> Result<(), Failure> {
    command.folder.apply(&mut config);
    let Location::Sqlite(database) = location(&config) else {
        return Err("PostgreSQL wird mit eigenen Mitteln wiederhergestellt: pg_restore oder psql.".into());
    };
    let folder = config.server.data.display();
    if is_taken(&database) {
        return Err(format!(
            "In {folder} liegt schon eine Datenbank oder ihr Protokoll. Nennen Sie mit --data einen leeren Ordner."
        )
        .into());
    }
    copy(&command.file, &database)?;
    match checked(&database).await {
        Ok((waves, answers)) => {
            let (waves, answers) = (whole(waves), whole(answers));
            eprintln!("{folder}: geprüft und wiederhergestellt. Wellen: {waves}, Antworten: {answers}.");
            Ok(())
        }
        Err(failure) => {
            remove_database(&database)?;
            Err(failure)
        }
    }
}

/// On the disk when it returns, and readable by its owner only.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let mut copy = open_file(from)?;
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| of_file(folder, &error))?;
    }
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut database = options.write(true).create_new(true).open(to).map_err(|error| of_file(to, &error))?;
    if let Err(error) = io::copy(&mut copy, &mut database).and_then(|_| database.sync_all()) {
        // Half a database would stand in the way of the next try.
        fs::remove_file(to).map_err(|error| of_file(to, &error))?;
        return Err(of_file(to, &error).into());
    }
    Ok(())
}

/// Reads all of it, brings it to the newest schema, and gives how many waves and answers it holds.
async fn checked(database: &Path) -> Result<(usize, usize), Failure> {
    let store = Store::open(&Location::Sqlite(database.to_owned())).await?;
    store.verify().await?;
    store.migrate().await?;
    let waves = store.waves().await?;
    let mut answers = 0;
    for wave in &waves {
        answers += usize::try_from(store.response_count(wave.id).await?)?;
    }
    store.checkpoint().await?;
    Ok((waves.len(), answers))
}
