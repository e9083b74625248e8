//! Answers on the way to being sent: sealed bytes that the store cannot read.

use crate::{
    Error, Id, KeyHash, Store,
    sql::{Row, statement},
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
        let query = statement("SELECT wave, sealed, expires FROM draft WHERE hash = $1").bind(key);
        let draft = |row: Row| Ok(Draft { wave: row.id(0)?, sealed: row.get(1)?, expires: row.get(2)? });
        self.fetch_optional(query).await?.map(draft).transpose()
    }

    /// Stores the draft or replaces it. A draft never changes its wave: under another one it is [`Error::Conflict`].
    pub async fn save_draft(&self, key: KeyHash, wave: Id, sealed: Vec<u8>, expires: &str) -> Result<(), Error> {
        let upsert = statement(
            "INSERT INTO draft (hash, wave, sealed, expires) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (hash) DO UPDATE SET sealed = excluded.sealed, expires = excluded.expires \
             WHERE draft.wave = excluded.wave",
        );
        match self.write(upsert.bind(key).bind(wave).bind(sealed).bind(expires)).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }

    /// Also if there is no such draft.
    pub async fn delete_draft(&self, key: KeyHash) -> Result<(), Error> {
        self.write(statement("DELETE FROM draft WHERE hash = $1").bind(key)).await?;
        Ok(())
    }

    /// Deletes drafts whose last day is before `today`; gives how many.
    pub async fn purge_drafts(&self, today: &str) -> Result<u64, Error> {
        self.write(statement("DELETE FROM draft WHERE expires < $1").bind(today)).await
    }
}
