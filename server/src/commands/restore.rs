//! `restore`: a copy that was kept becomes the database.

use std::{
    fs::{self, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use clap::Args;
use domain::{Answers, format::whole};
use store::{Checksum, Location, Store, Wave};

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

Die Kopie wird ganz gelesen und mit ihrer Prüfsumme (DATEI.sha256) verglichen; eine beschädigte wird abgewiesen. Fehlt die
Prüfsumme, sagt die Meldung es.

Liegt im Ordner schon eine Datenbank, geschieht nichts: Halten Sie den Dienst an und legen Sie den Ordner beiseite. In den neuen
gehören auch roster.sqlite und invitations.key.
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
    let is_free = || match is_taken(&database) {
        true => Err(format!(
            "In {folder} liegt schon eine Datenbank oder ihr Protokoll. Nennen Sie mit --data einen leeren Ordner."
        )),
        false => Ok(()),
    };
    is_free()?;
    let expected = checksum_beside(&command.file)?;
    // Under another name until it is checked: whatever breaks off, no service takes it for its database.
    let unchecked = database.with_extension("part");
    remove_database(&unchecked)?;
    let restored = restored(&command.file, &unchecked, expected.as_ref()).await;
    if restored.is_ok() {
        // A service may have been started meanwhile, and have made one of its own.
        is_free()?;
        fs::rename(&unchecked, &database).map_err(|error| of_file(&database, &error))?;
    }
    remove_database(&unchecked)?;
    let (waves, answers) = restored?;
    let (waves, answers) = (whole(waves), whole(answers));
    let how = if expected.is_some() { "geprüft" } else { "gelesen" };
    eprintln!("{folder}: {how} und wiederhergestellt. Wellen: {waves}, Antworten: {answers}.");
    if expected.is_none() {
        eprintln!("{}", is_unchecked(&command.file));
    }
    Ok(())
}

/// Copies and checks; gives how many waves and answers there are.
async fn restored(from: &Path, to: &Path, expected: Option<&Checksum>) -> Result<(usize, usize), Failure> {
    let found = copy(from, to)?;
    match expected {
        Some(expected) if *expected != found => Err(is_changed(from)),
        _ => checked(to).await,
    }
}

fn is_changed(copy: &Path) -> Failure {
    let copy = copy.display();
    format!("{copy}: Die Prüfsumme stimmt nicht. Die Kopie ist beschädigt oder verändert; nehmen Sie eine andere.")
        .into()
}

fn is_unchecked(copy: &Path) -> String {
    let checksum = Checksum::path(copy);
    format!("{} fehlt: Alles ist lesbar, aber ob sich etwas verändert hat, wurde nicht geprüft.", checksum.display())
}

/// What `backup` has written beside the copy.
fn checksum_beside(copy: &Path) -> Result<Option<Checksum>, Failure> {
    let path = Checksum::path(copy);
    let line = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|error| of_file(&path, &error))?,
    };
    match Checksum::read(&line) {
        None => Err(format!("{}: Das ist keine Prüfsumme. Die Kopie wird so nicht geprüft.", path.display()).into()),
        checksum => Ok(checksum),
    }
}

/// On the disk when it returns, and readable by its owner only.
fn copy(from: &Path, to: &Path) -> Result<Checksum, Failure> {
    let mut copy = open_file(from)?;
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| of_file(folder, &error))?;
    }
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut database = options.write(true).create_new(true).open(to).map_err(|error| of_file(to, &error))?;
    let copied = Checksum::copy(&mut copy, &mut database);
    let synced = copied.and_then(|checksum| database.sync_all().map(|()| checksum));
    synced.map_err(|error| of_file(to, &error).into())
}

/// Reads all of it, brings it to the newest schema, and gives how many waves and answers it holds.
async fn checked(database: &Path) -> Result<(usize, usize), Failure> {
    let store = Store::open(&Location::Sqlite(database.to_owned())).await?;
    store.verify().await?;
    if store.is_blank().await? {
        return Err("Diese Datei ist leer oder von einem anderen Programm; „backup“ hat sie nicht geschrieben.".into());
    }
    store.migrate().await?;
    let waves = store.waves().await?;
    let mut answers = 0;
    for wave in &waves {
        answers += readable_answers(&store, wave).await?;
    }
    store.checkpoint().await?;
    Ok((waves.len(), answers))
}

/// How many there are. N.B. Not a word of one that cannot be read.
async fn readable_answers(store: &Store, wave: &Wave) -> Result<usize, Failure> {
    let mut responses = store.numbered_responses(wave.id).await?;
    let mut count = 0;
    while let Some(batch) = responses.next().await? {
        for stored in batch.numbered() {
            if !stored.is_ok_and(|stored| serde_json::from_str::<Answers>(stored.document).is_ok()) {
                return Err(format!(
                    "Welle „{}“: Eine Antwort ist beschädigt. Nehmen Sie eine andere Kopie.",
                    wave.slug
                )
                .into());
            }
            count += 1;
        }
    }
    Ok(count)
}
