//! What a wave that has ended tells: counted once, and the same ever after.

use crate::{Error, Id, Store, sql::statement};

/// Documents; what is in them is not this crate's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstLook {
    /// The day on which it was counted, `YYYY-MM-DD`.
    pub day: String,
    /// The municipalities of that day.
    pub region: String,
    /// Released figures.
    pub results: String,
    /// Released needs by place, where persons were asked for.
    pub needs: Option<String>,
    /// Stored answers, and single values in others, that could not be read.
    pub unreadable: u64,
    pub misfits: u64,
}

impl Store {
    pub async fn first_look(&self, wave: Id) -> Result<Option<FirstLook>, Error> {
        let query =
            statement("SELECT day, region, results, needs, unreadable, misfits FROM first_look WHERE wave = $1");
        let Some(row) = self.fetch_optional(query.bind(wave)).await? else { return Ok(None) };
        Ok(Some(FirstLook {
            day: row.get(0)?,
            region: row.get(1)?,
            results: row.get(2)?,
            needs: row.get(3)?,
            unreadable: row.get::<i64>(4)?.unsigned_abs(),
            misfits: row.get::<i64>(5)?.unsigned_abs(),
        }))
    }

    /// Keeps it, unless there is one; returns the one that is there. `None` before somebody has seen the results, and
    /// while answers are being mixed: until then some may still come, and this would stay without them.
    pub async fn keep_first_look(&self, wave: Id, look: &FirstLook) -> Result<Option<FirstLook>, Error> {
        let keep = statement(
            "INSERT INTO first_look (wave, day, region, results, needs, unreadable, misfits) \
             SELECT id, $2, $3, $4, $5, $6, $7 FROM wave WHERE id = $1 AND viewed = 1 \
             AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.wave = wave.id) ON CONFLICT DO NOTHING",
        );
        let keep = keep.bind(wave).bind(look.day.as_str()).bind(look.region.as_str()).bind(look.results.as_str());
        let keep = keep.bind(look.needs.as_deref());
        self.write(keep.bind(look.unreadable.cast_signed()).bind(look.misfits.cast_signed())).await?;
        self.first_look(wave).await
    }
}
