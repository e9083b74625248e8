//! What can go wrong, as far as a caller can do something about it.

use std::{error, sync::Arc};

use sqlx::error::{DatabaseError, ErrorKind};

#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    #[error("there is no such thing")]
    NotFound,
    /// Somebody was faster, the name is taken, or things are not in the state that the step needs.
    #[error("this does not fit the present state")]
    Conflict,
    /// The wave takes no answers.
    #[error("the wave is not open")]
    Closed,
    /// Other answers were stored with this code.
    #[error("the code is spent")]
    Spent,
    /// Nothing was stored as far as the store knows, and trying again later may work: locked, disk full, server
    /// gone. A connection lost during COMMIT also ends here, so what must not come twice carries a key.
    #[error("the database cannot take this now")]
    Busy,
    #[error("{0}")]
    Other(Arc<dyn error::Error + Send + Sync>),
}

impl Error {
    pub(crate) fn other(message: impl Into<String>) -> Error {
        let error: Box<dyn error::Error + Send + Sync> = message.into().into();
        Error::Other(error.into())
    }

    /// A stored row that this program could not have written.
    pub(crate) fn damaged(what: &str, value: &str) -> Error {
        Error::other(format!("the stored {what} “{value}” cannot be read"))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        let busy = match &error {
            sqlx::Error::RowNotFound => return Error::NotFound,
            sqlx::Error::Database(inner) => match inner.kind() {
                ErrorKind::UniqueViolation | ErrorKind::ForeignKeyViolation => return Error::Conflict,
                _ => passes_by_itself(inner.as_ref()),
            },
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
            _ => false,
        };
        if busy {
            tracing::warn!(%error, "the database cannot take this now");
            return Error::Busy;
        }
        Error::Other(Arc::new(error))
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Error {
        match error {
            sqlx::migrate::MigrateError::Execute(error) => error.into(),
            sqlx::migrate::MigrateError::VersionMismatch(number) => Error::other(format!(
                "migration {number} of this database is another one: it was made by another program, or holds what \
                 belongs into another database (answers and roster lie apart)"
            )),
            sqlx::migrate::MigrateError::VersionMissing(number) => Error::other(format!(
                "migration {number} of this database is unknown here: it was made by a newer program, or holds what \
                 belongs into another database (answers and roster lie apart)"
            )),
            other => Error::Other(Arc::new(other)),
        }
    }
}

fn passes_by_itself(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    match code.parse::<u32>() {
        // SQLite: the lower byte of the extended code; BUSY, LOCKED, FULL. SQLSTATEs have five characters.
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 13),
        // PostgreSQL: connection, resources, operator intervention, lock timeout, deadlock, serialization.
        _ => ["08", "53", "57", "55P03", "40"].iter().any(|class| code.starts_with(class)),
    }
}
