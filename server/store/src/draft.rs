//! Answers on the way to being sent: sealed bytes that the store cannot read.

use crate::{
    Error, Id, KeyHash, Store,
    recent::Recent,
    sql::{Connection, Row, statement},
    write::Write,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub wave: Id,
    /// Encrypted under the key of which the store has the hash.
    pub sealed: Vec<u8>,
    /// The last day it is kept, `YYYY-MM-DD`.
    pub expires: String,
}

impl Store {
    /// Also one that is over and was not purged yet.
    pub async fn draft(&self, key: KeyHash) -> Result<Option<Draft>, Error> {
        if let Some(draft) = self.recent_drafts().and_then(|recent| recent.get(key)) {
            return Ok(Some(draft));
        }
        let query = statement("SELECT wave, sealed, expires FROM draft WHERE hash = $1").bind(key);
        let draft = |row: Row| Ok(Draft { wave: row.id(0)?, sealed: row.get(1)?, expires: row.get(2)? });
        self.fetch_optional(query).await?.map(draft).transpose()
    }

    /// Stores the first page of a draft; [`Error::Conflict`] if there is one under this key already.
    pub async fn create_draft(&self, key: KeyHash, wave: Id, sealed: Vec<u8>, expires: &str) -> Result<(), Error> {
        let draft = Draft { wave, sealed, expires: expires.to_owned() };
        changed(self.write(Created { key, draft }).await?)
    }

    /// Replaces the draft that was read as `before`. [`Error::Conflict`] if it is another one by now, or gone because
    /// it was sent: whoever saves has to read again, so that of two pages saved at once none is lost, and what was
    /// sent does not come back. (Every sealing draws a nonce, so the bytes tell one save from the next.)
    pub async fn save_draft(
        &self,
        key: KeyHash,
        wave: Id,
        before: Vec<u8>,
        sealed: Vec<u8>,
        expires: &str,
    ) -> Result<(), Error> {
        let draft = Draft { wave, sealed, expires: expires.to_owned() };
        changed(self.write(Saved { key, before, draft }).await?)
    }

    /// Also if there is no such draft.
    pub async fn delete_draft(&self, key: KeyHash) -> Result<(), Error> {
        self.write(Deleted { key }).await
    }

    /// Deletes drafts whose last day is before `today`; gives how many.
    pub async fn purge_drafts(&self, today: &str) -> Result<u64, Error> {
        self.write(Purge { today: today.to_owned() }).await
    }
}

fn changed(rows: u64) -> Result<(), Error> {
    if rows == 0 { Err(Error::Conflict) } else { Ok(()) }
}

struct Created {
    key: KeyHash,
    draft: Draft,
}

impl Write for Created {
    type Output = u64;
    const ONE_STATEMENT: bool = true;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        let insert = statement(
            "INSERT INTO draft (hash, wave, sealed, expires) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING",
        );
        let Draft { wave, sealed, expires } = &self.draft;
        db.execute(&insert.bind(self.key).bind(*wave).bind(sealed.clone()).bind(expires.as_str())).await
    }

    fn committed(&self, changed: &u64, recent: &Recent) {
        if *changed > 0 {
            recent.put(self.key, self.draft.clone());
        }
    }
}

struct Saved {
    key: KeyHash,
    before: Vec<u8>,
    draft: Draft,
}

impl Write for Saved {
    type Output = u64;
    const ONE_STATEMENT: bool = true;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        let update =
            statement("UPDATE draft SET sealed = $1, expires = $2 WHERE hash = $3 AND wave = $4 AND sealed = $5");
        let Draft { wave, sealed, expires } = &self.draft;
        let update = update.bind(sealed.clone()).bind(expires.as_str()).bind(self.key).bind(*wave);
        db.execute(&update.bind(self.before.clone())).await
    }

    fn committed(&self, changed: &u64, recent: &Recent) {
        if *changed > 0 {
            recent.put(self.key, self.draft.clone());
        }
    }
}

struct Deleted {
    key: KeyHash,
}

impl Write for Deleted {
    type Output = ();
    const ONE_STATEMENT: bool = true;

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        db.execute(&statement("DELETE FROM draft WHERE hash = $1").bind(self.key)).await?;
        Ok(())
    }

    fn committed(&self, (): &(), recent: &Recent) {
        recent.remove(self.key);
    }
}

struct Purge {
    today: String,
}

impl Write for Purge {
    type Output = u64;
    const ONE_STATEMENT: bool = true;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        db.execute(&statement("DELETE FROM draft WHERE expires < $1").bind(self.today.as_str())).await
    }

    fn committed(&self, _: &u64, recent: &Recent) {
        recent.clear();
    }
}
