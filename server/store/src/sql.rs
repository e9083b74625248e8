//! The thin layer that lets every statement stand once: a statement with its arguments, a connection and a row of
//! either database.

use sqlx::{
    Decode, Executor, PgConnection, Postgres, Row as _, Sqlite, SqliteConnection, Type, postgres::PgRow,
    sqlite::SqliteRow,
};

use crate::{Error, Id, KeyHash};

#[derive(Debug, Clone)]
pub(crate) enum Arg {
    Int(Option<i64>),
    Real(f64),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Int(Some(number))
    }
}
impl From<Option<i64>> for Arg {
    fn from(number: Option<i64>) -> Arg {
        Arg::Int(number)
    }
}
impl From<bool> for Arg {
    fn from(truth: bool) -> Arg {
        Arg::Int(Some(truth.into()))
    }
}
impl From<f64> for Arg {
    fn from(number: f64) -> Arg {
        Arg::Real(number)
    }
}
impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(Some(text.to_owned()))
    }
}
impl From<Option<&str>> for Arg {
    fn from(text: Option<&str>) -> Arg {
        Arg::Text(text.map(str::to_owned))
    }
}
impl From<Vec<u8>> for Arg {
    fn from(bytes: Vec<u8>) -> Arg {
        Arg::Bytes(Some(bytes))
    }
}
impl From<Id> for Arg {
    fn from(id: Id) -> Arg {
        Arg::Bytes(Some(id.as_bytes().to_vec()))
    }
}
impl From<Option<Id>> for Arg {
    fn from(id: Option<Id>) -> Arg {
        Arg::Bytes(id.map(|id| id.as_bytes().to_vec()))
    }
}
impl From<KeyHash> for Arg {
    fn from(hash: KeyHash) -> Arg {
        Arg::Bytes(Some(hash.as_bytes().to_vec()))
    }
}

/// SQL that both databases understand, and the values for `$1`, `$2`, …
pub(crate) struct Statement {
    sql: &'static str,
    args: Vec<Arg>,
}

pub(crate) fn statement(sql: &'static str) -> Statement {
    Statement { sql, args: Vec::new() }
}

impl Statement {
    pub(crate) fn bind(mut self, value: impl Into<Arg>) -> Statement {
        self.args.push(value.into());
        self
    }
}

/// The same text for either database; which one, the connection decides.
macro_rules! query {
    ($statement:expr) => {
        $statement.args.iter().fold(sqlx::query($statement.sql), |query, arg| match arg {
            Arg::Int(number) => query.bind(*number),
            Arg::Real(number) => query.bind(*number),
            Arg::Text(text) => query.bind(text.as_deref()),
            Arg::Bytes(bytes) => query.bind(bytes.as_deref()),
        })
    };
}

/// One connection for as long as it is lent.
pub(crate) enum Connection<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Connection<'_> {
    /// The number of rows that changed.
    pub(crate) async fn execute(&mut self, statement: &Statement) -> Result<u64, Error> {
        Ok(match self {
            Connection::Sqlite(db) => db.execute(query!(statement)).await?.rows_affected(),
            Connection::Postgres(db) => db.execute(query!(statement)).await?.rows_affected(),
        })
    }

    pub(crate) async fn fetch(&mut self, statement: &Statement) -> Result<Vec<Row>, Error> {
        Ok(match self {
            Connection::Sqlite(db) => db.fetch_all(query!(statement)).await?.into_iter().map(Row::Sqlite).collect(),
            Connection::Postgres(db) => db.fetch_all(query!(statement)).await?.into_iter().map(Row::Postgres).collect(),
        })
    }

    /// N.B. SQLite stops after the first row, so a write with `RETURNING` belongs into a transaction, where it is
    /// the COMMIT that reports whether it is on disk.
    pub(crate) async fn fetch_optional(&mut self, statement: &Statement) -> Result<Option<Row>, Error> {
        Ok(match self {
            Connection::Sqlite(db) => db.fetch_optional(query!(statement)).await?.map(Row::Sqlite),
            Connection::Postgres(db) => db.fetch_optional(query!(statement)).await?.map(Row::Postgres),
        })
    }
}

pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value in a column, counted from 0: `i64`, `f64`, `String`, `Vec<u8>`, or an `Option` of these.
    pub(crate) fn get<'r, T>(&'r self, column: usize) -> Result<T, Error>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
    {
        Ok(match self {
            Row::Sqlite(row) => row.try_get(column)?,
            Row::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn id(&self, column: usize) -> Result<Id, Error> {
        Id::from_bytes(&self.get::<Vec<u8>>(column)?)
    }

    pub(crate) fn optional_id(&self, column: usize) -> Result<Option<Id>, Error> {
        self.get::<Option<Vec<u8>>>(column)?.map(|bytes| Id::from_bytes(&bytes)).transpose()
    }

    pub(crate) fn flag(&self, column: usize) -> Result<bool, Error> {
        Ok(self.get::<i64>(column)? != 0)
    }
}
