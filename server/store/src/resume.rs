//! The way back to a draft by a code, which the store knows only hashed.

use crate::{
    Error, Id, KeyHash, Store,
    sql::{Row, statement},
};

/// What a code leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    pub wave: Id,
    /// The key of the draft, encrypted under the code.
    pub wrapped: Vec<u8>,
}

impl Store {
    /// Files `wrapped` under a code, in place of the code that this draft may have had. [`Error::Conflict`] if the draft
    /// is gone.
    pub async fn save_resume(&self, draft: KeyHash, code: KeyHash, wrapped: Vec<u8>) -> Result<(), Error> {
        let upsert = statement(
            "INSERT INTO resume (draft, hash, wrapped) VALUES ($1, $2, $3) \
             ON CONFLICT (draft) DO UPDATE SET hash = excluded.hash, wrapped = excluded.wrapped",
        );
        self.write(upsert.bind(draft).bind(code).bind(wrapped)).await?;
        Ok(())
    }

    /// What this code leads to, as long as its draft is there. One query, whether or not there is such a code.
    pub async fn resume(&self, code: KeyHash) -> Result<Option<Resume>, Error> {
        let query = statement(
            "SELECT draft.wave, resume.wrapped FROM resume JOIN draft ON draft.hash = resume.draft \
             WHERE resume.hash = $1",
        );
        let resume = |row: Row| Ok(Resume { wave: row.id(0)?, wrapped: row.get(1)? });
        self.fetch_optional(query.bind(code)).await?.map(resume).transpose()
    }
}
