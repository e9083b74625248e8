//! What is kept: settings, accounts, surveys, waves, drafts, responses, quotas, offers, the region; and, in a database of
//! its own, who is written to.
//!
//! The only crate that knows sqlx. SQLite is embedded, PostgreSQL is reached by URL, and every statement is
//! written once for both: `$1`, `RETURNING` and `ON CONFLICT` mean the same to either, and types are BIGINT, TEXT,
//! BLOB/BYTEA and DOUBLE PRECISION only.
//!
//! Every write is on disk when its method returns, and it is whole or not there at all; a caller that stops
//! waiting cannot leave half of it behind.

mod account;
mod backup;
mod breakdown;
mod checksum;
mod code;
mod consent;
mod disk;
mod draft;
mod error;
mod first_look;
mod held_back;
mod id;
mod kiosk;
mod migration;
mod mixing;
mod notice;
mod offer;
mod open_text;
mod paradata;
mod postgres;
mod quota;
mod recent;
mod region;
mod release_log;
mod report;
mod response;
mod resume;
mod retention;
mod returns;
mod roster;
mod setting;
mod shown;
mod shuffled;
mod sql;
mod sqlite;
mod submission;
mod survey;
mod target;
mod text_coding;
mod wave;
mod works;
mod write;

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

pub use account::{Account, Removal, Session};
pub use backup::UNFINISHED;
pub use checksum::Checksum;
pub use code::{Batch, CODES_AT_ONCE, KnownCode, Ticket};
pub use consent::{Consent, is_same_firm};
pub use domain::Code;
pub use draft::Draft;
pub use error::Error;
pub use first_look::FirstLook;
pub use held_back::Counted;
pub use id::{Id, KeyHash};
pub use notice::Notice;
pub use open_text::{OpenText, TextDecision, TextList, TextState};
pub use quota::{Claim, TurnedAway};
pub use region::{Correction, Travel, TravelMode};
pub use release_log::{Act, LoggedRelease};
pub use report::{ReleasedReport, ReportDraft};
pub use response::{Documents, Responses, StoredAnswer};
pub use resume::Resume;
pub use retention::KeptResults;
pub use roster::{
    BarrierReport, Contact, ContactRequest, Due, Invitation, Letter, LetterState, Mailing, Opened, Place, Roster, Sent,
    Stop, Subject,
};
pub use submission::{Imported, SentDraft, Submission, Submitted};
pub use survey::{SurveyRow, Switch, Version, VersionState};
pub use target::Group;
pub use text_coding::{CodedPlace, Coding, TextCoding};
pub use wave::{Access, NewWave, Schedule, Step, Wave, WaveState};
pub use works::Works;

use tokio::sync::OnceCell;

use sql::{Row, Statement};
use write::Write;

/// Where the data is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// The file; it is created if it does not exist, its folder is not.
    Sqlite(PathBuf),
    /// `postgres://user:password@host/database`
    Postgres(String),
}

impl FromStr for Location {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Location, Self::Err> {
        let is_url = text.starts_with("postgres://") || text.starts_with("postgresql://");
        Ok(if is_url { Location::Postgres(text.to_owned()) } else { Location::Sqlite(text.into()) })
    }
}

/// Without user and password.
impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Sqlite(path) => write!(f, "{}", path.display()),
            Location::Postgres(url) => {
                // The part after the question mark may hold a password as well.
                let address = url.rsplit_once('@').map_or(url.as_str(), |(_, address)| address);
                let address = address.trim_start_matches("postgres://").trim_start_matches("postgresql://");
                let address = address.split('?').next().unwrap_or_default();
                write!(f, "postgres://{address}")
            }
        }
    }
}

/// The store; cheap to clone.
#[derive(Clone)]
pub struct Store {
    database: Arc<Database>,
    code_key: Arc<OnceCell<code::CodeKey>>,
}

enum Database {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Store {
    /// Opens the database and refuses one that could lose an acknowledged write: an old SQLite, a network or full
    /// disk under it, a server without fsync, a setting that did not take. Tables are made by [`Store::migrate`].
    pub async fn open(location: &Location) -> Result<Store, Error> {
        Ok(Store { database: Arc::new(Database::open(location).await?), code_key: Arc::default() })
    }

    /// Whether the database answers and takes a write to disk.
    pub async fn check(&self) -> Result<(), Error> {
        self.fetch(sql::statement("SELECT 1")).await?;
        self.set_setting("probe", "").await
    }

    /// Moves everything from the write-ahead log into the SQLite file and empties the log, so that what was deleted
    /// is gone from the disk. Meant for after a purge and before a clean stop. PostgreSQL does its own.
    pub async fn checkpoint(&self) -> Result<(), Error> {
        self.database.checkpoint().await
    }

    /// A copy of the SQLite file for keeping, readable by its owner only. Answers that wait to be mixed are not in it,
    /// nor drafts, nor how questionnaires of running waves were walked through: who keeps copies must not see who came
    /// between two of them. Its [`Checksum`] is written beside it. [`Error::Conflict`] if there is a file of this name. One
    /// at a time; PostgreSQL has tools of its own (`pg_dump`, with `--exclude-table-data` for inbox, draft, resume, paradata
    /// and shown).
    pub async fn back_up(&self, to: &Path) -> Result<(), Error> {
        match &*self.database {
            Database::Sqlite(sqlite) => sqlite.back_up(to).await,
            Database::Postgres(_) => Err(Error::other("PostgreSQL is backed up by its own tools")),
        }
    }

    /// Whether the process that wrote last was stopped before it could merge its log into the SQLite file.
    pub fn was_left_open(&self) -> bool {
        self.database.was_left_open()
    }

    /// Reads the whole SQLite file and reports the first damage found in it; seconds per gigabyte. PostgreSQL has
    /// tools of its own for that.
    pub async fn verify(&self) -> Result<(), Error> {
        self.database.verify().await
    }

    fn recent_drafts(&self) -> Option<&recent::Recent> {
        match &*self.database {
            Database::Sqlite(sqlite) => Some(sqlite.recent()),
            Database::Postgres(_) => None,
        }
    }

    async fn fetch(&self, statement: Statement) -> Result<Vec<Row>, Error> {
        self.database.fetch(statement).await
    }

    async fn fetch_optional(&self, statement: Statement) -> Result<Option<Row>, Error> {
        self.database.fetch_optional(statement).await
    }

    async fn write<W: Write>(&self, write: W) -> Result<W::Output, Error> {
        self.database.write(write).await
    }

    /// [`Store::write`] of a statement that must find its row.
    async fn write_found(&self, statement: Statement) -> Result<(), Error> {
        self.database.write_found(statement).await
    }
}

/// What both the answers' database and the roster's can do.
impl Database {
    async fn open(location: &Location) -> Result<Database, Error> {
        Ok(match location {
            Location::Sqlite(path) => Database::Sqlite(sqlite::Sqlite::open(path).await?),
            Location::Postgres(url) => Database::Postgres(postgres::Postgres::open(url).await?),
        })
    }

    async fn checkpoint(&self) -> Result<(), Error> {
        match self {
            Database::Sqlite(sqlite) => sqlite.checkpoint().await,
            Database::Postgres(_) => Ok(()),
        }
    }

    fn was_left_open(&self) -> bool {
        match self {
            Database::Sqlite(sqlite) => sqlite.was_left_open(),
            Database::Postgres(_) => false,
        }
    }

    async fn verify(&self) -> Result<(), Error> {
        match self {
            Database::Sqlite(sqlite) => sqlite.verify().await,
            Database::Postgres(_) => self.fetch(sql::statement("SELECT 1")).await.map(|_| ()),
        }
    }

    async fn fetch(&self, statement: Statement) -> Result<Vec<Row>, Error> {
        match self {
            Database::Sqlite(sqlite) => sqlite.reader().await?.connection().fetch(&statement).await,
            Database::Postgres(postgres) => postgres.reader().await?.connection().fetch(&statement).await,
        }
    }

    async fn fetch_optional(&self, statement: Statement) -> Result<Option<Row>, Error> {
        match self {
            Database::Sqlite(sqlite) => sqlite.reader().await?.connection().fetch_optional(&statement).await,
            Database::Postgres(postgres) => postgres.reader().await?.connection().fetch_optional(&statement).await,
        }
    }

    async fn write<W: Write>(&self, write: W) -> Result<W::Output, Error> {
        match self {
            Database::Sqlite(sqlite) => sqlite.write(write).await,
            Database::Postgres(postgres) => postgres.write(write).await,
        }
    }

    async fn write_found(&self, statement: Statement) -> Result<(), Error> {
        match self.write(statement).await? {
            0 => Err(Error::NotFound),
            _ => Ok(()),
        }
    }
}
