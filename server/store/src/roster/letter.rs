//! The outbox. A row stands here before its mail is sent and is ticked off after, so that a crash between the two
//! repeats at most the one mail that was under way, under the same Message-ID.
//!
//! N.B. At most once was the other choice: mark first, send then. A crash would then lose an invitation, and nobody
//! would know. A mail twice is a nuisance, a firm that was never asked is a hole in the data. A mail is claimed before
//! each try, in a commit of its own: what the disk does not take is not sent, so a full disk cannot send for ever.

use super::Roster;
use crate::{
    Error, Id,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LetterState {
    Waiting,
    /// Sent, or not needed any more; which, is not kept.
    Done,
    /// Refused for good.
    Failed,
}

impl LetterState {
    pub fn as_str(self) -> &'static str {
        match self {
            LetterState::Waiting => "waiting",
            LetterState::Done => "done",
            LetterState::Failed => "failed",
        }
    }

    fn parse(text: &str) -> Option<LetterState> {
        [LetterState::Waiting, LetterState::Done, LetterState::Failed].into_iter().find(|state| state.as_str() == text)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub id: Id,
    pub wave: Id,
    pub contact: Id,
    /// A word of the caller's: invitation, reminder.
    pub kind: String,
    /// Since when it is due; once it is done, the day of that; `YYYY-MM-DD`.
    pub day: String,
    pub state: LetterState,
    /// Tries so far, as long as it is not done.
    pub attempts: i64,
    /// An instant as text that sorts; empty: at once.
    pub not_before: String,
    /// Why the last try failed.
    pub reason: String,
}

/// A mail that is to be put into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub wave: Id,
    pub contact: Id,
    pub kind: String,
}

/// How many mails of a kind went out on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub kind: String,
    pub day: String,
    pub mails: u64,
}

macro_rules! select {
    ($($rest:literal)?) => {
        statement(concat!(
            "SELECT id, wave, contact, kind, day, state, attempts, not_before, reason FROM letter " $(, $rest)?
        ))
    };
}

impl Roster {
    /// In no order.
    pub async fn letters(&self, wave: Id) -> Result<Vec<Letter>, Error> {
        self.fetch(select!("WHERE wave = $1").bind(wave)).await?.iter().map(letter).collect()
    }

    /// Puts mails into the outbox, all or none. One of the same kind to the same person for the same wave is there
    /// once, whoever asks how often. Gives how many are new.
    pub async fn queue(&self, due: Vec<Due>, day: &str) -> Result<u64, Error> {
        self.write(Queued { due, day: day.to_owned() }).await
    }

    /// Mails that may go at `now`, in the order of their ids, which is no order.
    pub async fn waiting_letters(&self, now: &str, most: i64) -> Result<Vec<Letter>, Error> {
        let query = select!(
            "WHERE state = 'waiting' AND not_before <= $1 \
             AND wave IN (SELECT wave FROM mailing WHERE stopped = 0) ORDER BY id LIMIT $2"
        );
        self.fetch(query.bind(now).bind(most)).await?.iter().map(letter).collect()
    }

    /// Counts a try before it is made; it may not be repeated before `not_before`. [`Error::NotFound`] if the mail
    /// does not wait any more.
    pub async fn claim_letter(&self, id: Id, not_before: &str) -> Result<(), Error> {
        let claim =
            statement("UPDATE letter SET attempts = attempts + 1, not_before = $2 WHERE id = $1 AND state = 'waiting'");
        self.write_found(claim.bind(id).bind(not_before)).await
    }

    /// Ticks a mail off on this day: sent, or not needed.
    pub async fn finish_letter(&self, id: Id, day: &str, sent: bool) -> Result<(), Error> {
        self.write(Finished { id, day: day.to_owned(), sent }).await
    }

    /// Takes a mail that still waits out of the outbox: overtaken by the next one, or its time is over.
    pub async fn drop_letter(&self, id: Id) -> Result<(), Error> {
        self.write(statement("DELETE FROM letter WHERE id = $1 AND state = 'waiting'").bind(id)).await?;
        Ok(())
    }

    /// Lets the mails of a wave that were refused wait again. Gives how many.
    pub async fn retry_letters(&self, wave: Id) -> Result<u64, Error> {
        let update = statement(
            "UPDATE letter SET state = 'waiting', attempts = 0, not_before = '', reason = '' \
             WHERE wave = $1 AND state = 'failed'",
        );
        self.write(update.bind(wave)).await
    }

    /// To be tried again; with `uncounted` the try was not the mail's fault and is taken back.
    pub async fn postpone_letter(&self, id: Id, not_before: &str, reason: &str, uncounted: bool) -> Result<(), Error> {
        let update = statement(
            "UPDATE letter SET not_before = $2, reason = $3, attempts = attempts - $4 \
             WHERE id = $1 AND state = 'waiting'",
        );
        self.write(update.bind(id).bind(not_before).bind(reason).bind(uncounted)).await?;
        Ok(())
    }

    pub async fn fail_letter(&self, id: Id, reason: &str) -> Result<(), Error> {
        let update = statement("UPDATE letter SET state = 'failed', reason = $2 WHERE id = $1 AND state = 'waiting'");
        self.write(update.bind(id).bind(reason)).await?;
        Ok(())
    }

    /// By day.
    pub async fn sent(&self, wave: Id) -> Result<Vec<Sent>, Error> {
        let query = statement("SELECT kind, day, mails FROM sent WHERE wave = $1").bind(wave);
        let mut sent = self.fetch(query).await?.iter().map(sent).collect::<Result<Vec<_>, _>>()?;
        sent.sort_by(|a, b| (&a.day, &a.kind).cmp(&(&b.day, &b.kind)));
        Ok(sent)
    }
}

struct Queued {
    due: Vec<Due>,
    day: String,
}

impl Write for Queued {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        let mut new = 0;
        for due in &self.due {
            let insert = statement(
                "INSERT INTO letter (id, wave, contact, kind, day, state, attempts, not_before, reason) \
                 VALUES ($1, $2, $3, $4, $5, 'waiting', 0, '', '') ON CONFLICT (wave, contact, kind) DO NOTHING",
            );
            let insert = insert.bind(Id::random()).bind(due.wave).bind(due.contact);
            new += db.execute(&insert.bind(due.kind.as_str()).bind(self.day.as_str())).await?;
        }
        Ok(new)
    }
}

struct Finished {
    id: Id,
    day: String,
    sent: bool,
}

impl Write for Finished {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let done = statement(
            "UPDATE letter SET state = 'done', day = $2, attempts = 0, not_before = '', reason = '' \
             WHERE id = $1 AND state = 'waiting'",
        );
        if db.execute(&done.bind(self.id).bind(self.day.as_str())).await? == 0 {
            return Ok(());
        }
        if self.sent {
            let count = statement(
                "INSERT INTO sent (wave, kind, day, mails) SELECT wave, kind, $2, 1 FROM letter WHERE id = $1 \
                 ON CONFLICT (wave, kind, day) DO UPDATE SET mails = sent.mails + 1",
            );
            db.execute(&count.bind(self.id).bind(self.day.as_str())).await?;
        }
        Ok(())
    }
}

pub(super) fn of_contact(contact: Id) -> Statement {
    select!("WHERE contact = $1").bind(contact)
}

pub(super) fn letter(row: &Row) -> Result<Letter, Error> {
    let state = row.get::<String>(5)?;
    Ok(Letter {
        id: row.id(0)?,
        wave: row.id(1)?,
        contact: row.id(2)?,
        kind: row.get(3)?,
        day: row.get(4)?,
        state: LetterState::parse(&state).ok_or_else(|| Error::damaged("state", &state))?,
        attempts: row.get(6)?,
        not_before: row.get(7)?,
        reason: row.get(8)?,
    })
}

fn sent(row: &Row) -> Result<Sent, Error> {
    Ok(Sent { kind: row.get(0)?, day: row.get(1)?, mails: u64::try_from(row.get::<i64>(2)?).unwrap_or(0) })
}
