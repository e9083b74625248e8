//! The end of single answers: when their time is over they are deleted, and what they said together is kept.

use crate::{
    Error, Id, Store, open_text,
    response::slices,
    sql::{Connection, statement},
    write::Write,
};

/// Rows deleted in one commit, on average. Whoever answers another wave waits for that commit and no longer.
const EACH: u64 = 256;

/// Released figures as documents; what is in them is not this crate's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptResults {
    /// The day on which the answers were deleted, `YYYY-MM-DD`.
    pub day: String,
    pub results: String,
    /// Needs against the offers of that day, where persons were asked for.
    pub coverage: Option<String>,
}

impl Store {
    pub async fn kept_results(&self, wave: Id) -> Result<Option<KeptResults>, Error> {
        let query = statement("SELECT day, results, coverage FROM kept_results WHERE wave = $1").bind(wave);
        let row = self.fetch_optional(query).await?;
        row.map(|row| Ok(KeptResults { day: row.get(0)?, results: row.get(1)?, coverage: row.get(2)? })).transpose()
    }

    /// Keeps the figures of a wave that has ended and deletes all its single answers; may be done again after it broke
    /// off, and then the figures of the first time stay. [`Error::Conflict`] if the wave takes answers or has some
    /// that are not settled.
    pub async fn clear_responses(&self, wave: Id, kept: &KeptResults) -> Result<(), Error> {
        self.write(Keep { wave, kept: kept.clone() }).await?;
        for (first, last) in slices(self.response_count(wave).await?, EACH) {
            let delete = statement("DELETE FROM response WHERE wave = $1 AND id BETWEEN $2 AND $3");
            self.write(delete.bind(wave).bind(first).bind(last)).await?;
        }
        Ok(())
    }

    /// Whether single answers of the wave are stored.
    pub async fn has_responses(&self, wave: Id) -> Result<bool, Error> {
        let query = statement("SELECT 1 FROM response WHERE wave = $1 LIMIT 1").bind(wave);
        Ok(self.fetch_optional(query).await?.is_some())
    }
}

/// In one commit with all that still says who has answered: from then on the figures are read from here.
struct Keep {
    wave: Id,
    kept: KeptResults,
}

impl Write for Keep {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        // Whoever sees the results later sees these, so no answer may come any more.
        let ended = statement(
            "UPDATE wave SET viewed = 1 WHERE id = $1 AND settled = 1 AND state IN ('closed', 'released') \
             AND grace IS NULL AND NOT EXISTS (SELECT 1 FROM inbox WHERE wave = $1)",
        );
        if db.execute(&ended.bind(self.wave)).await? == 0 {
            return Err(Error::Conflict);
        }
        let kept = &self.kept;
        let keep = statement(
            "INSERT INTO kept_results (wave, day, results, coverage) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        );
        let keep = keep.bind(self.wave).bind(kept.day.as_str()).bind(kept.results.as_str());
        db.execute(&keep.bind(kept.coverage.as_deref())).await?;
        const REST: [&str; 5] = [
            "UPDATE wave SET left_out = left_out + (SELECT count(*) FROM held_back WHERE wave = $1) WHERE id = $1",
            "DELETE FROM held_back WHERE wave = $1",
            "DELETE FROM receipt WHERE wave = $1",
            "DELETE FROM code WHERE wave = $1",
            "DELETE FROM consent WHERE wave = $1",
        ];
        for rest in REST.into_iter().chain(open_text::CLEAR) {
            db.execute(&statement(rest).bind(self.wave)).await?;
        }
        Ok(())
    }
}
