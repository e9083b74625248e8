//! Copies of the SQLite file for keeping.
//!
//! A copy is made and cleared beside the database, and is handed over when nothing is in it any more that may not be kept: on
//! the disk of the copies the inbox and the drafts lie at no time, however a backup breaks off.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, sqlite::SqliteJournalMode};

use crate::{
    Error,
    checksum::{Checksum, with_suffix},
    disk,
    sql::{Connection, statement},
    sqlite::{self, Sqlite},
};

/// Behind the name of a copy that is not whole yet.
pub const UNFINISHED: &str = ".part";

const CLEARING: [&str; 5] = [
    // Answers of a wave that is being settled just now lie in both tables. Only what waits for a mixing stays out.
    "INSERT INTO response (id, wave, version, answers, stratum) \
     SELECT id, wave, version, answers, stratum FROM inbox WHERE wave IN (SELECT id FROM wave \
     WHERE access NOT IN ('invited', 'named') OR (state IN ('closed', 'released') AND grace IS NULL))",
    "DELETE FROM inbox",
    "DELETE FROM draft",
    // Two copies of a wave that runs would show what those did who came between them.
    "DELETE FROM paradata WHERE wave IN (SELECT id FROM wave WHERE settled = 0)",
    "DELETE FROM shown WHERE wave IN (SELECT id FROM wave WHERE settled = 0)",
];

impl Sqlite {
    pub(crate) async fn back_up(&self, to: &Path) -> Result<(), Error> {
        if to.exists() {
            return Err(Error::Conflict);
        }
        let workshop = Workshop::beside(self.path())?;
        let [copy, cleared] = ["copy.sqlite", "cleared.sqlite"].map(|name| workshop.0.join(name));
        let mut own = self.connect().await?;
        vacuum_into(&mut own, &copy).await?;
        clear(&copy, &cleared).await?;
        let to = to.to_owned();
        let handed_over = tokio::task::spawn_blocking(move || hand_over(&cleared, &to)).await;
        handed_over.map_err(|_| Error::other("the backup broke off"))?
    }
}

/// A plain VACUUM would build its file in memory, where temporary tables are.
async fn vacuum_into(db: &mut SqliteConnection, file: &Path) -> Result<(), Error> {
    let name = file.to_str().ok_or_else(|| Error::other("the name of the database is not text"))?;
    Connection::Sqlite(db).execute(&statement("VACUUM INTO $1").bind(name)).await?;
    Ok(())
}

/// `cleared`: where it is written anew, without the pages of what was deleted.
async fn clear(copy: &Path, cleared: &Path) -> Result<(), Error> {
    let mut db = sqlite::options(copy).journal_mode(SqliteJournalMode::Delete).connect().await?;
    for step in CLEARING {
        Connection::Sqlite(&mut db).execute(&statement(step)).await?;
    }
    vacuum_into(&mut db, cleared).await?;
    Ok(db.close().await?)
}

/// A folder that only the owner of the database can look into, gone with all that is in it when this is dropped.
struct Workshop(PathBuf);

impl Workshop {
    fn beside(database: &Path) -> Result<Workshop, Error> {
        let folder = with_suffix(database, "-copy");
        // The last backup was killed.
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| of_file(&folder, &error))?;
        }
        // The copy, and what is left of it when it is cleared.
        let size = fs::metadata(database).map_err(|error| of_file(database, &error))?.len();
        disk::check_room(database, size.saturating_mul(2))?;
        let mut private = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut private, 0o700);
        private.create(&folder).map_err(|error| of_file(&folder, &error))?;
        Ok(Workshop(folder))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the working copy of a backup is still there");
        }
    }
}

/// It gets its name when all of it is on the disk, and its checksum beside it.
fn hand_over(copy: &Path, to: &Path) -> Result<(), Error> {
    let (part, checksum) = (with_suffix(to, UNFINISHED), Checksum::path(to));
    // The last backup under this name was killed.
    remove_if_there(&part)?;
    let written = write_part(copy, &part)
        .and_then(|sum| write_synced(&checksum, &sum.line(to)))
        .and_then(|()| fs::rename(&part, to))
        .map_err(|error| of_file(to, &error));
    if written.is_err() {
        remove_if_there(&part).and(remove_if_there(&checksum))?;
    }
    sync_folder_of(to);
    written
}

fn write_part(copy: &Path, part: &Path) -> io::Result<Checksum> {
    let mut private = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut private, 0o600);
    let mut to = private.write(true).create_new(true).open(part)?;
    let checksum = Checksum::copy(&mut File::open(copy)?, &mut to)?;
    to.sync_all()?;
    Ok(checksum)
}

fn write_synced(file: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn remove_if_there(file: &Path) -> Result<(), Error> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(of_file(file, &error)),
        _ => Ok(()),
    }
}

/// So that the name is on the disk too. Not every file system can; there it is a little later.
fn sync_folder_of(file: &Path) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

fn of_file(file: &Path, error: &io::Error) -> Error {
    Error::other(format!("{}: {error}", file.display()))
}
