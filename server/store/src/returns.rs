//! How many responses came in: counters that stand apart from the answers.

use crate::{Error, Id, Store, sql::statement};

impl Store {
    pub async fn response_count(&self, wave: Id) -> Result<u64, Error> {
        let query = statement("SELECT CAST(coalesce(sum(count), 0) AS BIGINT) FROM returns WHERE wave = $1").bind(wave);
        let row = self.fetch_optional(query).await?.ok_or(Error::NotFound)?;
        Ok(row.get::<i64>(0)?.unsigned_abs())
    }

    /// Days with at least one response, oldest first.
    pub async fn returns_per_day(&self, wave: Id) -> Result<Vec<(String, u64)>, Error> {
        self.counts(statement("SELECT day, count FROM returns WHERE wave = $1").bind(wave)).await
    }

    /// Kreise with at least one response, by name.
    pub async fn returns_per_kreis(&self, wave: Id) -> Result<Vec<(String, u64)>, Error> {
        self.counts(statement("SELECT kreis, count FROM returns_kreis WHERE wave = $1").bind(wave)).await
    }

    pub(crate) async fn counts(&self, query: crate::sql::Statement) -> Result<Vec<(String, u64)>, Error> {
        let rows = self.fetch(query).await?;
        let mut counts = rows
            .iter()
            .map(|row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?.unsigned_abs())))
            .collect::<Result<Vec<_>, Error>>()?;
        counts.sort();
        Ok(counts)
    }
}
