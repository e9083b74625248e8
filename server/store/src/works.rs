//! What was done under the name of an account, and with which sessions it is signed in: what somebody of the staff may ask
//! about themselves.

use crate::{
    Error, Id, Session, Store,
    sql::{Row, statement},
};

/// Where the name of an account stands, each with how often.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Works {
    /// Reports whose last change it made.
    pub reports: u64,
    /// Files of reports that it released.
    pub report_files: u64,
    /// Lines in the book of releases.
    pub releases: u64,
    /// Open answers that it decided on, and waves whose open answers it began to read.
    pub open_texts: u64,
    /// Open answers that it gave a topic.
    pub codings: u64,
}

impl Store {
    pub async fn works(&self, account: Id) -> Result<Works, Error> {
        let query = statement(
            "SELECT (SELECT count(*) FROM report WHERE editor = $1), \
             (SELECT count(*) FROM report_file WHERE releaser = $1), \
             (SELECT count(*) FROM release_log WHERE account = $1), \
             (SELECT count(*) FROM open_text WHERE reviewer = $1) + (SELECT count(*) FROM text_review WHERE beginner = $1), \
             (SELECT count(*) FROM text_coding WHERE coder = $1)",
        );
        let row = self.fetch_optional(query.bind(account)).await?.ok_or(Error::NotFound)?;
        let count = |column| Ok::<u64, Error>(row.get::<i64>(column)?.unsigned_abs());
        Ok(Works {
            reports: count(0)?,
            report_files: count(1)?,
            releases: count(2)?,
            open_texts: count(3)?,
            codings: count(4)?,
        })
    }

    /// The oldest first.
    pub async fn sessions(&self, account: Id) -> Result<Vec<Session>, Error> {
        let query = statement("SELECT account, created, seen FROM session WHERE account = $1").bind(account);
        let session = |row: &Row| Ok(Session { account: row.id(0)?, created: row.get(1)?, seen: row.get(2)? });
        let mut sessions = self.fetch(query).await?.iter().map(session).collect::<Result<Vec<_>, Error>>()?;
        sessions.sort_by(|a, b| (&a.created, &a.seen).cmp(&(&b.created, &b.seen)));
        Ok(sessions)
    }
}
