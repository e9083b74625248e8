//! Storing responses: one that is sent, or many that are imported. Both write the same rows.

use std::collections::BTreeMap;

use crate::{
    Claim, Consent, Error, Id, KeyHash, Store, Ticket, code, consent,
    quota::{self, Claimed},
    recent::Recent,
    sql::{Connection, Statement, statement},
    write::Write,
};

/// A finished questionnaire on its way into the store.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Of the key in the form: the same key again stores nothing.
    pub key: KeyHash,
    /// Where a code is needed: beside the key, so that it stands for one answer, whoever else has begun with it.
    pub ticket: Option<Ticket>,
    /// The draft it was made from, which goes when the response comes.
    pub draft: Option<SentDraft>,
    pub wave: Id,
    pub version: i64,
    /// The JSON of `domain::Answers`.
    pub answers: String,
    /// The firm that stands beside it, where the wave asks for that and it was agreed to.
    pub consent: Option<Consent>,
    /// The smallest group that may be told apart by where its codes were given out.
    pub k: u64,
    /// Counted, and not stored with the answers.
    pub kreis: Option<String>,
    /// Counted, and not stored with the answers; `YYYY-MM-DD`.
    pub day: String,
    /// It came too fast: stored apart, and counted nowhere, so it takes no place in a quota either.
    pub held_back: bool,
    /// The quotas it counts towards. If one of them is full, nothing is stored.
    pub quotas: Vec<Claim>,
}

/// A draft as it was read: a page saved since then must not be missing from what is sent.
#[derive(Debug, Clone)]
pub struct SentDraft {
    pub key: KeyHash,
    pub sealed: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    Stored,
    /// Stored, and counted nowhere.
    HeldBack,
    /// It had been stored before under the same key.
    Again,
    /// This quota is full: the draft is gone, one more was turned away, and nothing is stored.
    Full(String),
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
    /// Stores the response, takes note of its key or spends its code, deletes its draft and counts it, all in one
    /// commit; or, if a quota is full, turns it away in one. [`Error::Conflict`] if its draft is not the one it was made
    /// from any more, or its version not the one that the wave asks; [`Error::Spent`] if other answers came with its
    /// code, and then its draft stays.
    pub async fn submit(&self, submission: Submission) -> Result<Submitted, Error> {
        let code = match submission.ticket {
            Some(ticket) => Some(self.code_key().await?.hash(ticket)),
            None => None,
        };
        self.write(Sent { submission, code }).await?
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

/// A submission, and the hash of its code.
struct Sent {
    submission: Submission,
    code: Option<Vec<u8>>,
}

impl Write for Sent {
    /// An error in it: nothing was done, and those written together with it need not be written again.
    type Output = Result<Submitted, Error>;

    async fn run(&self, db: &mut Connection<'_>) -> Result<Result<Submitted, Error>, Error> {
        let Submission { draft, wave, kreis, day, quotas, .. } = &self.submission;
        if let Some(code) = &self.code
            && self.is_spent(db, code).await?
        {
            return Ok(if self.has_arrived(db).await? { Ok(Submitted::Again) } else { Err(Error::Spent) });
        }
        if let Some(draft) = draft
            && !draft.take(db).await?
        {
            return Ok(if self.has_arrived(db).await? { Ok(Submitted::Again) } else { Err(Error::Conflict) });
        }
        if !self.leave_key(db).await? {
            return Ok(Ok(Submitted::Again));
        }
        let stratum = match &self.code {
            None => String::new(),
            Some(code) => self.spend(db, code).await?,
        };
        if self.submission.held_back {
            self.hold_back(db).await?;
            return Ok(Ok(Submitted::HeldBack));
        }
        if let Claimed::Full(full) = quota::claim(db, *wave, quotas).await? {
            // The quotas of another version may be others.
            if self.is_replaced(db).await? {
                return Err(Error::Conflict);
            }
            self.take_back(db).await?;
            db.execute(&quota::count_turned_away(*wave, &full)).await?;
            return Ok(Ok(Submitted::Full(full)));
        }
        self.store(db, &stratum).await?;
        self.forget_firm(db).await?;
        if let Some(kreis) = kreis {
            db.execute(&count_kreis(*wave, kreis, 1)).await?;
        }
        db.execute(&count_day(*wave, day, 1)).await?;
        Ok(Ok(Submitted::Stored))
    }

    fn committed(&self, _: &Result<Submitted, Error>, recent: &Recent) {
        if let Some(draft) = &self.submission.draft {
            recent.remove(draft.key);
        }
    }
}

impl Sent {
    async fn has_arrived(&self, db: &mut Connection<'_>) -> Result<bool, Error> {
        let Submission { wave, key, .. } = &self.submission;
        let query = statement("SELECT 1 FROM receipt WHERE wave = $1 AND hash = $2").bind(*wave).bind(*key);
        Ok(db.fetch_optional(&query).await?.is_some())
    }

    /// Whether it was not there yet.
    async fn leave_key(&self, db: &mut Connection<'_>) -> Result<bool, Error> {
        let receipt = statement("INSERT INTO receipt (wave, hash) VALUES ($1, $2) ON CONFLICT (wave, hash) DO NOTHING");
        Ok(db.execute(&receipt.bind(self.submission.wave).bind(self.submission.key)).await? > 0)
    }

    /// Nothing is stored after all: the key was not sent, the code not used.
    async fn take_back(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let Submission { wave, key, .. } = &self.submission;
        db.execute(&statement("DELETE FROM receipt WHERE wave = $1 AND hash = $2").bind(*wave).bind(*key)).await?;
        if let Some(code) = &self.code {
            let undo = statement("UPDATE code SET spent = 0 WHERE wave = $1 AND hash = $2");
            db.execute(&undo.bind(*wave).bind(code.clone())).await?;
        }
        Ok(())
    }

    /// What may stand beside the answer.
    async fn spend(&self, db: &mut Connection<'_>, code: &[u8]) -> Result<String, Error> {
        let Submission { wave, k, .. } = &self.submission;
        let spend = statement("UPDATE code SET spent = 1 WHERE hash = $1 AND wave = $2 AND spent = 0 RETURNING batch");
        if let Some(row) = db.fetch_optional(&spend.bind(code.to_vec()).bind(*wave)).await? {
            return Ok(code::stratum(db, *wave, row.id(0)?, *k).await?.to_string());
        }
        // By another in this very moment, or there is no such code, or none any more.
        Err(if self.is_spent(db, code).await? { Error::Spent } else { Error::Closed })
    }

    async fn is_spent(&self, db: &mut Connection<'_>, code: &[u8]) -> Result<bool, Error> {
        let spent = statement("SELECT 1 FROM code WHERE wave = $1 AND hash = $2 AND spent = 1");
        Ok(db.fetch_optional(&spent.bind(self.submission.wave).bind(code.to_vec())).await?.is_some())
    }

    /// The state is looked at as it is now, not as the page was when it was drawn: an answer after the end is never
    /// counted, and none without a code where one is needed.
    async fn store(&self, db: &mut Connection<'_>, stratum: &str) -> Result<(), Error> {
        const WITHOUT_CODE: &str = "INSERT INTO response (id, wave, version, answers, stratum) \
             SELECT $1, id, $3, $4, $5 FROM wave WHERE id = $2 AND version = $3 AND access = 'open' \
             AND (state = 'open' OR (state = 'closed' AND grace IS NOT NULL))";
        const WITH_CODE: &str = "INSERT INTO response (id, wave, version, answers, stratum) \
             SELECT $1, id, $3, $4, $5 FROM wave WHERE id = $2 AND version = $3 AND access = 'code' \
             AND (state = 'open' OR (state = 'closed' AND grace IS NOT NULL))";
        const INVITED: &str = "INSERT INTO inbox (id, wave, version, answers, stratum) \
             SELECT $1, id, $3, $4, $5 FROM wave WHERE id = $2 AND version = $3 AND access IN ('invited', 'named') \
             AND (state = 'open' OR (state = 'closed' AND grace IS NOT NULL))";
        if self.store_named(db).await? {
            return Ok(());
        }
        let places: &[&'static str] = if self.code.is_some() { &[WITH_CODE, INVITED] } else { &[WITHOUT_CODE] };
        for insert in places {
            let insert = statement(insert)
                .bind(Id::random())
                .bind(self.submission.wave)
                .bind(self.submission.version)
                .bind(in_one_line(&self.submission.answers).as_str())
                .bind(stratum);
            if db.execute(&insert).await? > 0 {
                return Ok(());
            }
        }
        Err(if self.is_replaced(db).await? { Error::Conflict } else { Error::Closed })
    }

    /// Of an open link only: a code is good for one answer.
    async fn hold_back(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        const HELD_BACK: &str = "INSERT INTO held_back (id, wave, version, answers, stratum) \
             SELECT $1, id, $3, $4, '' FROM wave WHERE id = $2 AND version = $3 AND access = 'open' \
             AND (state = 'open' OR (state = 'closed' AND grace IS NOT NULL))";
        let Submission { wave, version, answers, .. } = &self.submission;
        let insert = statement(HELD_BACK).bind(Id::random()).bind(*wave).bind(*version);
        if db.execute(&insert.bind(in_one_line(answers).as_str())).await? > 0 {
            return Ok(());
        }
        Err(if self.is_replaced(db).await? { Error::Conflict } else { Error::Closed })
    }

    /// With the name of its firm, if that was agreed to and the wave asks for it; whether it was. It is not mixed: nothing
    /// about it is hidden.
    async fn store_named(&self, db: &mut Connection<'_>) -> Result<bool, Error> {
        const NAMED: &str = "INSERT INTO response (id, wave, version, answers, stratum) \
             SELECT $1, id, $3, $4, '' FROM wave WHERE id = $2 AND version = $3 AND access = 'named' \
             AND (state = 'open' OR (state = 'closed' AND grace IS NOT NULL))";
        let Submission { wave, version, answers, consent, .. } = &self.submission;
        let (Some(agreed), Some(_)) = (consent, &self.code) else { return Ok(false) };
        let id = Id::random();
        let insert = statement(NAMED).bind(id).bind(*wave).bind(*version).bind(in_one_line(answers).as_str());
        if db.execute(&insert).await? == 0 {
            return Ok(false);
        }
        db.execute(&consent::beside(*wave, id, agreed)).await?;
        Ok(true)
    }

    /// Nothing beside a spent code says whose it was.
    async fn forget_firm(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let Some(code) = &self.code else { return Ok(()) };
        let forget = statement("UPDATE code SET firm = NULL WHERE hash = $1 AND firm IS NOT NULL");
        db.execute(&forget.bind(code.clone())).await?;
        Ok(())
    }

    /// Whether the wave takes answers, but asks another version by now.
    async fn is_replaced(&self, db: &mut Connection<'_>) -> Result<bool, Error> {
        let query = statement(
            "SELECT 1 FROM wave WHERE id = $1 AND version <> $2 \
             AND (state = 'open' OR (state = 'closed' AND grace IS NOT NULL))",
        );
        let query = query.bind(self.submission.wave).bind(self.submission.version);
        Ok(db.fetch_optional(&query).await?.is_some())
    }
}

impl SentDraft {
    /// Deletes it; whether it was still there as it was read.
    pub(crate) async fn take(&self, db: &mut Connection<'_>) -> Result<bool, Error> {
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
        // What was seen stays as it is.
        let unseen = statement("UPDATE wave SET viewed = viewed WHERE id = $1 AND viewed = 0").bind(self.wave);
        if db.execute(&unseen).await? == 0 {
            return Err(Error::Conflict);
        }
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

pub(crate) fn count_kreis(wave: Id, kreis: &str, count: i64) -> Statement {
    statement(
        "INSERT INTO returns_kreis (wave, kreis, count) VALUES ($1, $2, $3) \
         ON CONFLICT (wave, kreis) DO UPDATE SET count = returns_kreis.count + excluded.count",
    )
    .bind(wave)
    .bind(kreis)
    .bind(count)
}
