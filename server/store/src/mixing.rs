//! Mixing: what is stored must not lie in the order in which it came.
//!
//! Answers of invited people wait in the inbox. From time to time a random part of them joins the responses, and
//! always at least k stay behind, so that of two looks at the responses nobody learns whose answer is among the new
//! ones. When a wave has ended, all its responses are taken out and put back in an order of chance, whatever the
//! access: pages of SQLite keep the order in which their rows came, PostgreSQL notes it beside every row.

use std::collections::BTreeMap;

use rand::seq::SliceRandom;

use crate::{
    Database, Error, Id, Store,
    held_back::HELD_BACK,
    paradata::Merged,
    sql::{Connection, Statement, statement},
    write::Write,
};

/// Rows that one commit moves, changes or deletes; fewer than twice as many in the last one ([`chunks`]), and as many as k
/// where k is more. Whoever answers waits for that commit and no longer.
pub(crate) const CHUNK: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    ToResponses,
    ToInbox,
}

impl Store {
    /// Lets a random part of the inbox join the responses; gives how many. Nothing is moved before 2k wait, k of them
    /// new since the last time.
    pub async fn mix(&self, wave: Id, k: u64) -> Result<u64, Error> {
        let k = usize::try_from(k.max(1)).map_err(|_| Error::Conflict)?;
        if self.is_blur_owed(wave).await? {
            self.blur(wave, k).await?;
        }
        let mut waiting = self.ids(statement("SELECT id FROM inbox WHERE wave = $1").bind(wave)).await?;
        let pool = statement("SELECT pool FROM wave WHERE id = $1 AND access IN ('invited', 'named')").bind(wave);
        let Some(pool) = self.fetch_optional(pool).await? else { return Ok(0) };
        let left = usize::try_from(pool.get::<i64>(0)?).unwrap_or_default();
        if waiting.len() < 2 * k || waiting.len().saturating_sub(left) < k {
            return Ok(0);
        }
        waiting.shuffle(&mut rand::rng());
        let part = rand::random_range(k..=waiting.len() - k);
        waiting.truncate(part);
        self.move_all(wave, waiting, Way::ToResponses, k).await?;
        let note = statement("UPDATE wave SET pool = (SELECT count(*) FROM inbox WHERE wave = $1) WHERE id = $1");
        self.write(note.bind(wave)).await?;
        self.blur(wave, k).await?;
        Ok(part as u64)
    }

    /// Whether a mixing moved answers and broke off before [`Store::blur`] was done.
    async fn is_blur_owed(&self, wave: Id) -> Result<bool, Error> {
        let query = statement("SELECT 1 FROM wave WHERE id = $1 AND blur_owed = 1").bind(wave);
        Ok(self.fetch_optional(query).await?.is_some())
    }

    /// While the wave runs: what tells in which order its answers came is taken off the disk.
    async fn blur(&self, wave: Id, k: usize) -> Result<(), Error> {
        match &*self.database {
            Database::Sqlite(sqlite) => sqlite.checkpoint_patiently().await?,
            Database::Postgres(postgres) => postgres.blur(wave, k).await?,
        }
        self.write(statement("UPDATE wave SET blur_owed = 0 WHERE id = $1").bind(wave)).await?;
        Ok(())
    }

    /// After the end of a wave: everything it got joins its responses, and no order of arrival is left. May be done
    /// again after it broke off; every response is there once at any moment, in one of the two tables.
    /// [`Error::Conflict`] while the wave still takes answers, and if one came in between.
    pub async fn settle(&self, wave: Id, k: u64) -> Result<(), Error> {
        if self.came_one_by_one(wave).await? {
            if let Database::Sqlite(_) = &*self.database {
                // Through another table and back: what goes straight back would fill the gaps that it has left.
                let inside = self.ids(statement("SELECT id FROM response WHERE wave = $1").bind(wave)).await?;
                self.move_all(wave, inside, Way::ToInbox, CHUNK).await?;
            }
            let waiting = self.ids(statement("SELECT id FROM inbox WHERE wave = $1").bind(wave)).await?;
            self.move_all(wave, waiting, Way::ToResponses, CHUNK).await?;
            self.recoarsen(wave, k).await?;
        }
        self.put_down_anew(&HELD_BACK, wave).await?;
        self.settle_names(wave, k).await?;
        self.forget_drafts(wave).await?;
        self.write(Merged { wave, k, today: None }).await?;
        self.leave_no_order().await?;
        let asked = statement(
            // Of codes that were taken back nobody is told how many were used. A wave that is settled once more long after
            // its end has no codes any more, and keeps what was counted.
            "UPDATE wave SET asked = coalesce( \
             (SELECT CAST(sum(issued) AS BIGINT) FROM batch WHERE wave = $1 AND voided = 0), asked) \
             WHERE id = $1 AND access <> 'open'",
        );
        self.write(asked.bind(wave)).await?;
        let settled = statement(
            // An answer that was on its way when the inbox was read is taken along the next time.
            "UPDATE wave SET settled = 1, pool = 0, blur_owed = 0 WHERE id = $1 AND state IN ('closed', 'released') AND grace IS NULL \
             AND NOT EXISTS (SELECT 1 FROM inbox WHERE wave = $1)",
        );
        match self.write(settled.bind(wave)).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }

    /// Whether the wave has ended and some of its answers lie in the inbox on their way to the others.
    pub async fn is_being_settled(&self, wave: Id) -> Result<bool, Error> {
        let query = statement(
            "SELECT 1 FROM wave WHERE id = $1 AND state IN ('closed', 'released') AND grace IS NULL \
             AND EXISTS (SELECT 1 FROM inbox WHERE inbox.wave = wave.id)",
        );
        Ok(self.fetch_optional(query.bind(wave)).await?.is_some())
    }

    /// Whether responses were sent, rather than imported in an order of chance. [`Error::Conflict`] while the wave
    /// still takes answers.
    async fn came_one_by_one(&self, wave: Id) -> Result<bool, Error> {
        let query = statement(
            "SELECT CAST(EXISTS (SELECT 1 FROM receipt WHERE receipt.wave = wave.id) \
             OR EXISTS (SELECT 1 FROM inbox WHERE inbox.wave = wave.id) \
             OR EXISTS (SELECT 1 FROM code WHERE code.wave = wave.id AND code.spent = 1) AS INTEGER) FROM wave \
             WHERE id = $1 AND state IN ('closed', 'released') AND grace IS NULL",
        );
        let row = self.fetch_optional(query.bind(wave)).await?.ok_or(Error::Conflict)?;
        Ok(row.get::<i32>(0)? != 0)
    }

    pub(crate) async fn ids(&self, query: Statement) -> Result<Vec<Id>, Error> {
        self.fetch(query).await?.iter().map(|row| row.id(0)).collect()
    }

    /// In an order of chance, in commits of [`CHUNK`] rows or `least`, whichever is more; none moves fewer than that
    /// unless there are fewer in all.
    async fn move_all(&self, wave: Id, mut ids: Vec<Id>, way: Way, least: usize) -> Result<(), Error> {
        ids.shuffle(&mut rand::rng());
        for chunk in chunks(&ids, CHUNK.max(least)) {
            self.write(Move { wave, way, ids: chunk.to_vec() }).await?;
        }
        Ok(())
    }

    /// Codes may have been given out after the first answers, and not all of them were used: what may be told is told by
    /// all that were given out and by how many have answered. What is decided is noted before the first commit, because
    /// after some of them it would be decided otherwise. One that broke off is ended by its note, and then it is seen what
    /// has come since.
    async fn recoarsen(&self, wave: Id, k: u64) -> Result<(), Error> {
        let note = format!("strata of {wave}");
        if let Some(text) = self.setting(&note).await? {
            let decided = serde_json::from_str(&text).map_err(|_| Error::damaged("strata of a wave", &note))?;
            self.cut_strata(wave, &decided).await?;
        }
        let mut stored: BTreeMap<String, u64> = BTreeMap::new();
        for (_, stratum) in self.strata(wave).await? {
            *stored.entry(stratum).or_default() += 1;
        }
        if stored.keys().any(|stratum| !stratum.is_empty()) {
            let decided = self.settled_strata(wave, &stored, k).await?;
            self.set_setting(&note, &serde_json::to_string(&decided).map_err(|error| Error::other(error.to_string()))?)
                .await?;
            self.cut_strata(wave, &decided).await?;
        }
        self.write(statement("DELETE FROM setting WHERE name = $1").bind(note.as_str())).await?;
        Ok(())
    }

    /// Lets another stratum stand beside each response, as `decided` for the one that stands there.
    async fn cut_strata(&self, wave: Id, decided: &BTreeMap<String, String>) -> Result<(), Error> {
        let cut =
            |(id, before): (Id, String)| Some((id, decided.get(&before).filter(|after| **after != before)?.clone()));
        let mut cut: Vec<(Id, String)> = self.strata(wave).await?.into_iter().filter_map(cut).collect();
        cut.shuffle(&mut rand::rng());
        for strata in chunks(&cut, CHUNK) {
            self.write(Recoarsened { wave, strata: strata.to_vec() }).await?;
        }
        Ok(())
    }

    async fn strata(&self, wave: Id) -> Result<Vec<(Id, String)>, Error> {
        let rows = self.fetch(statement("SELECT id, stratum FROM response WHERE wave = $1").bind(wave)).await?;
        rows.iter().map(|row| Ok((row.id(0)?, row.get(1)?))).collect()
    }

    /// Drafts that were never sent have had their time.
    async fn forget_drafts(&self, wave: Id) -> Result<(), Error> {
        let rows = self.fetch(statement("SELECT hash FROM draft WHERE wave = $1").bind(wave)).await?;
        let hashes = rows.iter().map(|row| row.get(0)).collect::<Result<Vec<Vec<u8>>, _>>()?;
        for hashes in chunks(&hashes, CHUNK) {
            self.write(Forgotten { wave, hashes: hashes.to_vec() }).await?;
        }
        Ok(())
    }

    /// SQLite: nothing of what was moved stays in the log. PostgreSQL: the tables are written anew in an order of
    /// chance, each in one transaction, which is all that stands beside its rows afterwards; its own log keeps what it
    /// keeps, and that is for whoever runs it to say.
    async fn leave_no_order(&self) -> Result<(), Error> {
        match &*self.database {
            Database::Sqlite(sqlite) => sqlite.checkpoint_patiently().await,
            Database::Postgres(postgres) => postgres.shuffle().await,
        }
    }
}

/// Pieces of `size`, the last one up to twice as long, so that none is smaller unless there is but one.
pub(crate) fn chunks<T>(all: &[T], size: usize) -> impl Iterator<Item = &[T]> {
    let count = (all.len() / size).max(1);
    (0..count).map(move |at| {
        let end = if at + 1 == count { all.len() } else { (at + 1) * size };
        &all[at * size..end]
    })
}

struct Move {
    wave: Id,
    way: Way,
    ids: Vec<Id>,
}

impl Write for Move {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        const FROM_INBOX: &str = "INSERT INTO response (id, wave, version, answers, stratum) \
             SELECT id, wave, version, answers, stratum FROM inbox WHERE wave = $1 AND id = $2";
        const FROM_RESPONSES: &str = "INSERT INTO inbox (id, wave, version, answers, stratum) \
             SELECT id, wave, version, answers, stratum FROM response WHERE wave = $1 AND id = $2";
        let (insert, delete) = match self.way {
            Way::ToResponses => (FROM_INBOX, "DELETE FROM inbox WHERE wave = $1 AND id = $2"),
            Way::ToInbox => (FROM_RESPONSES, "DELETE FROM response WHERE wave = $1 AND id = $2"),
        };
        for id in &self.ids {
            for sql in [insert, delete] {
                db.execute(&statement(sql).bind(self.wave).bind(*id)).await?;
            }
        }
        // In this commit, so that nothing is moved without it. Last, so that the wave's row is held for a moment only.
        db.execute(&statement("UPDATE wave SET blur_owed = 1 WHERE id = $1").bind(self.wave)).await?;
        Ok(())
    }
}

struct Recoarsened {
    wave: Id,
    /// What stands beside these responses from now on.
    strata: Vec<(Id, String)>,
}

impl Write for Recoarsened {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for (id, stratum) in &self.strata {
            let cut = statement("UPDATE response SET stratum = $3 WHERE wave = $1 AND id = $2");
            db.execute(&cut.bind(self.wave).bind(*id).bind(stratum.as_str())).await?;
        }
        Ok(())
    }
}

struct Forgotten {
    wave: Id,
    /// Of drafts.
    hashes: Vec<Vec<u8>>,
}

impl Write for Forgotten {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for hash in &self.hashes {
            let delete = statement(
                "DELETE FROM draft WHERE hash = $1 AND wave = $2 \
                 AND wave IN (SELECT id FROM wave WHERE state <> 'open' AND grace IS NULL)",
            );
            db.execute(&delete.bind(hash.clone()).bind(self.wave)).await?;
        }
        Ok(())
    }

    fn committed(&self, (): &(), recent: &crate::recent::Recent) {
        recent.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::chunks;

    proptest! {
        #[test]
        fn no_piece_is_smaller_than_asked_for(length in 0..2_000_usize, size in 1..300_usize) {
            let all: Vec<usize> = (0..length).collect();
            let pieces: Vec<&[usize]> = chunks(&all, size).collect();
            prop_assert_eq!(pieces.concat(), all.clone());
            prop_assert!(pieces.len() == 1 || pieces.iter().all(|piece| (size..2 * size).contains(&piece.len())));
        }
    }
}
