//! SQLite, embedded: one connection that writes, a few that read.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use sqlx::{
    ConnectOptions, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{
    Error, disk,
    recent::Recent,
    sql::{Connection, statement},
    write::{Write, Writer},
};

/// Versions before this can corrupt a database in WAL mode (sqlite.org/wal.html#walresetbug).
const OLDEST: [u32; 3] = [3, 51, 3];

/// Connections that read. Each is a thread and up to 2 MB of page cache.
const READERS: usize = 4;

const PATIENCE: Duration = Duration::from_secs(5);

/// How long a patient checkpoint may keep others from writing while it waits, how often it tries, and how long they have in
/// between.
const CHECKPOINT_HOLD: Duration = Duration::from_millis(40);
const CHECKPOINTS: u32 = 200;
const CHECKPOINT_PAUSE: Duration = Duration::from_millis(200);

pub(crate) struct Sqlite {
    options: SqliteConnectOptions,
    writer: Writer,
    recent: Arc<Recent>,
    idle: Mutex<Vec<SqliteConnection>>,
    permits: Semaphore,
    was_left_open: bool,
}

impl Sqlite {
    pub(crate) async fn open(path: &Path) -> Result<Sqlite, Error> {
        disk::check(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        keep_private(path)?;
        let was_left_open = has_log(path);
        let options = options(path);
        // The writer first: it makes the file and its log, which connections that only read cannot.
        let writer = connect(&options).await?;
        let mut idle = Vec::with_capacity(READERS);
        for _ in 0..READERS {
            idle.push(connect(&options.clone().read_only(true)).await?);
        }
        let recent = Arc::new(Recent::default());
        let writer = Writer::new(writer, Arc::clone(&recent));
        let permits = Semaphore::new(READERS);
        Ok(Sqlite { options, writer, recent, idle: Mutex::new(idle), permits, was_left_open })
    }

    pub(crate) fn path(&self) -> &Path {
        self.options.get_filename()
    }

    pub(crate) fn recent(&self) -> &Recent {
        &self.recent
    }

    pub(crate) fn was_left_open(&self) -> bool {
        self.was_left_open
    }

    pub(crate) async fn write<W: Write>(&self, write: W) -> Result<W::Output, Error> {
        self.writer.write(write).await
    }

    /// N.B. sqlx's own pool asks the connection for a sign of life each time it comes back, which costs more than
    /// reading a draft.
    pub(crate) async fn reader(&self) -> Result<Reader<'_>, Error> {
        let permit = match self.permits.try_acquire() {
            Ok(permit) => permit,
            Err(_) => tokio::time::timeout(PATIENCE, self.permits.acquire())
                .await
                .map_err(|_| Error::Busy)?
                .map_err(|_| Error::Busy)?,
        };
        let connection = self.idle().pop().ok_or(Error::Busy)?;
        Ok(Reader { sqlite: self, connection: Some(connection), _permit: permit })
    }

    /// A connection of its own, for what does not fit into the writer's transactions.
    pub(crate) async fn connect(&self) -> Result<SqliteConnection, Error> {
        connect(&self.options).await
    }

    pub(crate) async fn checkpoint(&self) -> Result<(), Error> {
        let mut db = self.connect().await?;
        match empty_log(&mut Connection::Sqlite(&mut db)).await? {
            true => Ok(()),
            false => Err(Error::Busy),
        }
    }

    /// [`Sqlite::checkpoint`], waiting for those who read or write just now. SQLite lets nobody write while the log is
    /// emptied, nor while that waits for somebody who reads. So what is in the log goes into the file first, which holds up
    /// nobody, and the rest is tried for a moment at a time.
    pub(crate) async fn checkpoint_patiently(&self) -> Result<(), Error> {
        let mut db = connect(&self.options.clone().busy_timeout(CHECKPOINT_HOLD)).await?;
        let mut db = Connection::Sqlite(&mut db);
        for _ in 0..CHECKPOINTS {
            db.fetch_optional(&statement("PRAGMA wal_checkpoint(PASSIVE)")).await?;
            if empty_log(&mut db).await? {
                return Ok(());
            }
            tokio::time::sleep(CHECKPOINT_PAUSE).await;
        }
        Err(Error::Busy)
    }

    pub(crate) async fn verify(&self) -> Result<(), Error> {
        let mut reader = self.reader().await?;
        let mut db = reader.connection();
        let first = db.fetch_optional(&statement("PRAGMA integrity_check(1)")).await?.ok_or(Error::NotFound)?;
        match first.get::<String>(0)?.as_str() {
            "ok" => {}
            damage => return Err(Error::other(format!("the database is damaged: {damage}"))),
        }
        match db.fetch_optional(&statement("PRAGMA foreign_key_check")).await? {
            Some(row) => Err(Error::other(format!("a row of {} points to nothing", row.get::<String>(0)?))),
            None => Ok(()),
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<SqliteConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that reads, given back when dropped.
pub(crate) struct Reader<'s> {
    sqlite: &'s Sqlite,
    connection: Option<SqliteConnection>,
    _permit: SemaphorePermit<'s>,
}

impl Reader<'_> {
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        Connection::Sqlite(self.connection.as_mut().expect("taken only by drop"))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        self.sqlite.idle().extend(self.connection.take());
    }
}

/// Whether nothing is left in the log; not while somebody reads what was there before, or writes.
async fn empty_log(db: &mut Connection<'_>) -> Result<bool, Error> {
    let row = db.fetch_optional(&statement("PRAGMA wal_checkpoint(TRUNCATE)")).await?;
    Ok(!row.ok_or(Error::NotFound)?.flag(0)?)
}

pub(crate) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        // A response of 40 items has about 1 KB. Without a rowid a row stays in one piece up to a quarter of the
        // page: 8 KB pages keep it whole, 4 KB pages would give each response an overflow page of its own.
        .page_size(8192)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .pragma("mmap_size", "0")
        // What is sorted must not reach the disk in a file that nobody deletes securely.
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

/// What [`options`] ask for, read back: SQLite ignores what it does not know and what a file system refuses.
async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, Error> {
    let mut db = options.connect().await?;
    let mut connection = Connection::Sqlite(&mut db);
    let version = connection.fetch_optional(&statement("SELECT sqlite_version()")).await?.ok_or(Error::NotFound)?;
    let version = version.get::<String>(0)?;
    if !is_new_enough(&version) {
        return Err(Error::other(format!("SQLite {version} can damage the database; 3.51.3 or later is needed")));
    }
    let mode = connection.fetch_optional(&statement("PRAGMA journal_mode")).await?.ok_or(Error::NotFound)?;
    if mode.get::<String>(0)? != "wal" {
        return Err(Error::other("the database needs a write-ahead log, which this file system does not allow"));
    }
    const EXPECTED: [(&str, i64); 7] = [
        ("PRAGMA synchronous", 2),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA secure_delete", 1),
        ("PRAGMA trusted_schema", 0),
        ("PRAGMA cell_size_check", 1),
        ("PRAGMA mmap_size", 0),
        ("PRAGMA temp_store", 2),
    ];
    for (pragma, expected) in EXPECTED {
        // No row at all is what mmap_size says where memory mapping is compiled out.
        if let Some(row) = connection.fetch_optional(&statement(pragma)).await?
            && row.get::<i64>(0)? != expected
        {
            return Err(Error::other(format!("{pragma} did not take")));
        }
    }
    Ok(db)
}

/// Whether this version keeps what it was given. Versions that cannot be read are refused.
fn is_new_enough(version: &str) -> bool {
    let numbers: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    numbers.is_some_and(|numbers| numbers.len() >= 3 && numbers[..] >= OLDEST[..])
}

/// Whether there is something in the write-ahead log; the last one to close the file leaves none.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// Makes the file so that only its owner can read it; SQLite gives the log the same permissions.
fn keep_private(path: &Path) -> Result<(), Error> {
    let mut file = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    match file.write(true).create(true).truncate(false).open(path) {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::other(format!("{}: {error}", path.display()))),
    }
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn an_sqlite_that_can_damage_the_database_is_refused() {
        for old in ["3.51.2", "3.46.0", "3.7.17", "3.40.1", "2.99.99", "3.51", "", "3.x.9"] {
            assert!(!is_new_enough(old), "{old}");
        }
        for new in ["3.51.3", "3.51.10", "3.52.0", "3.100.0", "4.0.0", "3.51.3.1"] {
            assert!(is_new_enough(new), "{new}");
        }
    }
}
