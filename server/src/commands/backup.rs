//! `backup`: a copy of the embedded database that may be kept.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::civil::Date;
use store::{Checksum, UNFINISHED};

use super::{
    Failure,
    folder::{Folder, lock},
    of_file,
};
use crate::config::Config;

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass backup sicherung-2027-03-01.sqlite
  bedarfskompass backup /sicherungen/antworten-$(date +%F).sqlite --keep 30

Der Dienst darf dabei laufen; der Ordner der Daten braucht so lange Platz für zwei Kopien. Neben die Kopie kommt ihre Prüfsumme
(DATEI.sha256), die „restore“ und „sha256sum -c“ lesen.

Nicht in der Kopie: Entwürfe, Antworten eingeladener Personen, die noch nicht gemischt sind, und wie laufende Wellen ausgefüllt
werden. Sonst sähe, wer zwei Kopien vergleicht, wer dazwischen geantwortet hat. Auch nicht: die Datenbank der Kontakte
(roster.sqlite) und der Schlüssel der Einladungen (invitations.key); sichern Sie beide getrennt.

Was gelöscht wurde, steht noch in älteren Kopien: --keep löscht sie. „restore“ macht aus einer Kopie wieder die Datenbank.")]
pub struct Backup {
    /// Neue Datei; eine vorhandene wird nicht überschrieben
    #[arg(value_name = "DATEI")]
    file: PathBuf,
    /// Löscht danach Kopien, die mehr als so viele Tage älter sind: im selben Ordner und bis auf das Datum gleich benannt
    #[arg(long, value_name = "TAGE")]
    keep: Option<u16>,
    #[command(flatten)]
    folder: Folder,
}

pub async fn run(mut config: Config, command: Backup) -> Result<(), Failure> {
    if config.server.database.is_some() {
        return Err("PostgreSQL wird mit eigenen Mitteln gesichert: pg_dump --exclude-table-data=inbox \
                    --exclude-table-data=draft --exclude-table-data=resume --exclude-table-data=paradata \
                    --exclude-table-data=shown"
            .into());
    }
    let older = command.keep.map(|days| older(&command.file, days)).transpose()?.unwrap_or_default();
    command.folder.apply(&mut config);
    let store = command.folder.open_existing(config.clone()).await?;
    let _alone = lock(&config, "backup.lock", "Diese Daten werden gerade schon gesichert.")?;
    for part in unfinished(&command.file)? {
        fs::remove_file(&part).map_err(|error| of_file(&part, &error))?;
    }
    let file = command.file.display();
    match store.back_up(&command.file).await {
        Err(store::Error::Conflict) => return Err(format!("{file}: Diese Datei gibt es schon.").into()),
        other => other?,
    }
    eprintln!("{file}: gesichert.");
    for copy in older {
        fs::remove_file(&copy).map_err(|error| of_file(&copy, &error))?;
        eprintln!("{}: gelöscht.", copy.display());
    }
    Ok(())
}

/// Copies beside this one that are called the same but for the date, and whose date is more than `days` before its own; each
/// with its checksum.
fn older(file: &Path, days: u16) -> Result<Vec<PathBuf>, Failure> {
    let (_, date) = dated(file).ok_or("--keep braucht ein Datum im Namen der Kopie: sicherung-2027-03-01.sqlite")?;
    let copies = series(file, "")?.into_iter().chain(series(file, Checksum::SUFFIX)?);
    let is_older = |(_, other): &(PathBuf, Date)| days_between(*other, date) > i32::from(days);
    let mut older: Vec<PathBuf> = copies.filter(is_older).map(|(path, _)| path).collect();
    older.sort();
    Ok(older)
}

/// What backups that were killed have left under the names of other days.
fn unfinished(file: &Path) -> Result<Vec<PathBuf>, Failure> {
    Ok(series(file, UNFINISHED)?.into_iter().map(|(path, _)| path).collect())
}

/// Files beside this one that are called the same but for the date, with `suffix` behind. None without a date.
fn series(file: &Path, suffix: &str) -> Result<Vec<(PathBuf, Date)>, Failure> {
    let Some((name, _)) = dated(file) else { return Ok(Vec::new()) };
    let name = format!("{name}{suffix}");
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| of_file(folder, &error))? {
        let path = entry.map_err(|error| of_file(folder, &error))?.path();
        if let Some((other, date)) = dated(&path)
            && other == name
        {
            found.push((path, date));
        }
    }
    Ok(found)
}

/// Its name without the date, and the date.
fn dated(file: &Path) -> Option<(String, Date)> {
    around_date(file.file_name()?.to_str()?).map(|(name, date)| (name.join("…"), date))
}

/// What stands before and after the first `YYYY-MM-DD` in a name, and the date.
fn around_date(name: &str) -> Option<([&str; 2], Date)> {
    const LENGTH: usize = "YYYY-MM-DD".len();
    (0..name.len()).find_map(|at| {
        let date = name.get(at..at + LENGTH)?.parse().ok()?;
        Some(([&name[..at], &name[at + LENGTH..]], date))
    })
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_copies_of_the_same_name_and_an_older_date_are_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [
            "antworten-2027-01-29.sqlite",
            "antworten-2027-01-29.sqlite.sha256",
            "antworten-2027-01-30.sqlite",
            "antworten-2027-01-30.sqlite.sha256",
            "antworten-2027-03-02.sqlite",
            "antworten-2026-02-30.sqlite",
            "andere-2026-01-01.sqlite",
            "antworten-2026-01-01.txt",
            "antworten.sqlite",
        ] {
            fs::write(folder.path().join(name), "").expect("written");
        }
        let found = older(&folder.path().join("antworten-2027-03-01.sqlite"), 30).expect("read");
        let both = ["antworten-2027-01-29.sqlite", "antworten-2027-01-29.sqlite.sha256"];
        assert_eq!(found, both.map(|name| folder.path().join(name)), "with its checksum");
        assert!(older(&folder.path().join("antworten.sqlite"), 30).is_err());
    }
}
