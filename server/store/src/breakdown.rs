//! What is told of a wave by groups of respondents: made once, and the same ever after.

use crate::{Error, Id, Store, sql::statement};

impl Store {
    /// A document; what is in it is not this crate's business.
    pub async fn breakdown(&self, wave: Id) -> Result<Option<String>, Error> {
        let query = statement("SELECT document FROM breakdown WHERE wave = $1").bind(wave);
        self.fetch_optional(query).await?.map(|row| row.get(0)).transpose()
    }

    /// Keeps it, unless there is one; returns the one that is there. `day`: `YYYY-MM-DD`. [`Error::NotFound`] before somebody
    /// has seen the results: until then answers may still come, and this would stay without them.
    pub async fn keep_breakdown(&self, wave: Id, day: &str, document: &str) -> Result<String, Error> {
        let keep = statement(
            "INSERT INTO breakdown (wave, day, document) SELECT id, $2, $3 FROM wave WHERE id = $1 AND viewed = 1 \
             ON CONFLICT DO NOTHING",
        );
        self.write(keep.bind(wave).bind(day).bind(document)).await?;
        self.breakdown(wave).await?.ok_or(Error::NotFound)
    }
}
