//! Storing responses: one that is sent, or many that are imported. Both write the same rows.

use std::collections::BTreeMap;

use crate::{
    Error, Id, KeyHash, Store,
    recent::Recent,
    sql::{Connection, Statement, statement},
    write::Write,
};

/// A finished questionnaire on its way into the store.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Of the key in the form: the same key again stores nothing.
    pub key: KeyHash,
    /// The draft it was made from, which goes when the response comes.
    pub draft: Option<SentDraft>,
    pub wave: Id,
    pub version: i64,
    /// The JSON of `domain::Answers`.
    pub answers: String,
    /// Counted, and not stored with the answers.
    pub kreis: Option<String>,
    /// Counted, and not stored with the answers; `YYYY-MM-DD`.
    pub day: String,
}

/// A draft as it was read: a page saved since then must not be missing from what is sent.
#[derive(Debug, Clone)]
pub struct SentDraft {
    pub key: KeyHash,
    pub sealed: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    Stored,
    /// It had been stored before under the same key.
    Again,
}

/// A response from elsewhere.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The JSON of `domain::Answers`.
    pub answers: String,
    pub kreis: Option<String>,
    /// `YYYY-MM-DD`
    pub day: String,
}

impl Store {
    /// Stores the response, takes note of its key, deletes its draft and counts it, all in one commit.
    /// [`Error::Conflict`] if its draft is not the one it was made from any more, or its version not the one that the
    /// wave asks.
    pub async fn submit(&self, submission: Submission) -> Result<Submitted, Error> {
        self.write(submission).await?.ok_or(Error::Conflict)
    }

    /// Whether a response has come under this key, so that sending again after a lost reply gets its receipt.
    pub async fn is_submitted(&self, wave: Id, key: KeyHash) -> Result<bool, Error> {
        let query = statement("SELECT 1 FROM receipt WHERE wave = $1 AND hash = $2").bind(wave).bind(key);
        Ok(self.fetch_optional(query).await?.is_some())
    }

    /// Stores many responses in commits of 1,000; gives how many. If it fails, the commits before stay.
    pub async fn import_responses(
        &self,
        wave: Id,
        version: i64,
        responses: impl IntoIterator<Item = Imported>,
    ) -> Result<u64, Error> {
        // Each response draws its key, and then they go in by key: neighbours in the import are none in the table,
        // and SQLite meets each of its pages once and not a thousand times. 100,000 take about 100 MB meanwhile.
        const SORTED: usize = 100_000;
        const COMMIT: usize = 1_000;
        let mut keyed = responses.into_iter().map(|response| (Id::random(), response));
        let mut stored = 0;
        loop {
            let mut batch: Vec<(Id, Imported)> = keyed.by_ref().take(SORTED).collect();
            if batch.is_empty() {
                return Ok(stored);
            }
            batch.sort_by_key(|(id, _)| *id);
            let mut batch = batch.into_iter().peekable();
            while batch.peek().is_some() {
                let responses = batch.by_ref().take(COMMIT).collect();
                stored += self.write(Import { wave, version, responses }).await?;
            }
        }
    }
}

impl Write for Submission {
    /// `None`: its draft has changed, and nothing was done.
    type Output = Option<Submitted>;

    async fn run(&self, db: &mut Connection<'_>) -> Result<Option<Submitted>, Error> {
        if let Some(draft) = &self.draft
            && !draft.take(db).await?
        {
            let receipt = statement("SELECT 1 FROM receipt WHERE wave = $1 AND hash = $2");
            let receipt = db.fetch_optional(&receipt.bind(self.wave).bind(self.key)).await?;
            return Ok(receipt.map(|_| Submitted::Again));
        }
        let receipt = statement("INSERT INTO receipt (wave, hash) VALUES ($1, $2) ON CONFLICT (wave, hash) DO NOTHING");
        if db.execute(&receipt.bind(self.wave).bind(self.key)).await? == 0 {
            return Ok(Some(Submitted::Again));
        }
        if db.execute(&response_to_open_wave(self)).await? == 0 {
            return Err(self.refusal(db).await?);
        }
        if let Some(kreis) = &self.kreis {
            db.execute(&count_kreis(self.wave, kreis, 1)).await?;
        }
        db.execute(&count_day(self.wave, &self.day, 1)).await?;
        Ok(Some(Submitted::Stored))
    }

    fn committed(&self, _: &Option<Submitted>, recent: &Recent) {
        if let Some(draft) = &self.draft {
            recent.remove(draft.key);
        }
    }
}

impl Submission {
    /// Why the wave does not take it.
    async fn refusal(&self, db: &mut Connection<'_>) -> Result<Error, Error> {
        let replaced = statement("SELECT 1 FROM wave WHERE id = $1 AND state = 'open' AND version <> $2");
        let replaced = db.fetch_optional(&replaced.bind(self.wave).bind(self.version)).await?;
        Ok(if replaced.is_some() { Error::Conflict } else { Error::Closed })
    }
}

impl SentDraft {
    /// Deletes it; whether it was still there as it was read.
    async fn take(&self, db: &mut Connection<'_>) -> Result<bool, Error> {
        let delete = statement("DELETE FROM draft WHERE hash = $1 AND sealed = $2");
        Ok(db.execute(&delete.bind(self.key).bind(self.sealed.clone())).await? > 0)
    }
}

struct Import {
    wave: Id,
    version: i64,
    responses: Vec<(Id, Imported)>,
}

impl Write for Import {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        let (mut days, mut kreise) = (BTreeMap::new(), BTreeMap::new());
        for (id, row) in &self.responses {
            db.execute(&response(*id, self.wave, self.version, &row.answers)).await?;
            *days.entry(&row.day).or_insert(0) += 1;
            if let Some(kreis) = &row.kreis {
                *kreise.entry(kreis).or_insert(0) += 1;
            }
        }
        for (kreis, count) in kreise {
            db.execute(&count_kreis(self.wave, kreis, count)).await?;
        }
        for (day, count) in days {
            db.execute(&count_day(self.wave, day, count)).await?;
        }
        Ok(self.responses.len() as u64)
    }
}

fn response(id: Id, wave: Id, version: i64, answers: &str) -> Statement {
    statement("INSERT INTO response (id, wave, version, answers) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(wave)
        .bind(version)
        .bind(in_one_line(answers).as_str())
}

/// The state is looked at as it is now, not as the page was when it was drawn: an answer after the end is never counted.
fn response_to_open_wave(submission: &Submission) -> Statement {
    statement(
        "INSERT INTO response (id, wave, version, answers) \
         SELECT $1, id, version, $4 FROM wave WHERE id = $2 AND version = $3 AND state = 'open'",
    )
    .bind(Id::random())
    .bind(submission.wave)
    .bind(submission.version)
    .bind(in_one_line(&submission.answers).as_str())
}

/// Documents are read back joined by line feeds. Inside a JSON string a line feed is written `\n`, so one that stands in
/// the text separates tokens and may as well be a blank.
fn in_one_line(answers: &str) -> String {
    answers.replace('\n', " ")
}

fn count_day(wave: Id, day: &str, count: i64) -> Statement {
    statement(
        "INSERT INTO returns (wave, day, count) VALUES ($1, $2, $3) \
         ON CONFLICT (wave, day) DO UPDATE SET count = returns.count + excluded.count",
    )
    .bind(wave)
    .bind(day)
    .bind(count)
}

fn count_kreis(wave: Id, kreis: &str, count: i64) -> Statement {
    statement(
        "INSERT INTO returns_kreis (wave, kreis, count) VALUES ($1, $2, $3) \
         ON CONFLICT (wave, kreis) DO UPDATE SET count = returns_kreis.count + excluded.count",
    )
    .bind(wave)
    .bind(kreis)
    .bind(count)
}
