//! Answers of an open link that came too fast from one network: stored, and counted nowhere until staff take them in.

use rand::seq::SliceRandom;

use crate::{
    Error, Id, Store, quota,
    shuffled::Table,
    sql::{Connection, statement},
    submission::count_kreis,
    write::Write,
};

/// Rows moved in one commit. Whoever answers waits for that commit and no longer.
const CHUNK: usize = 100;

/// What an answer counts towards, read from it by who knows what was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    pub kreis: Option<String>,
    pub quotas: Vec<String>,
}

impl Store {
    /// How many are held back, or were when the single answers of the wave were deleted.
    pub async fn held_back(&self, wave: Id) -> Result<u64, Error> {
        let query = statement(
            "SELECT CAST(left_out + (SELECT count(*) FROM held_back WHERE held_back.wave = wave.id) AS BIGINT) \
             FROM wave WHERE id = $1",
        );
        let row = self.fetch_optional(query.bind(wave)).await?.ok_or(Error::NotFound)?;
        Ok(row.get::<i64>(0)?.unsigned_abs())
    }

    /// Lets all of them join the other answers, counted on the day the wave ended, and where `counted` says of a version and
    /// its answers; gives how many. A quota that was full is over its limit after. The wave has to be settled after. May be
    /// done again after it broke off. [`Error::Conflict`] unless the wave has ended and nobody has seen its answers.
    pub async fn take_in(&self, wave: Id, counted: impl Fn(i64, &str) -> Option<Counted>) -> Result<u64, Error> {
        let rows = self.fetch(statement("SELECT id FROM held_back WHERE wave = $1").bind(wave)).await?;
        let mut ids = rows.iter().map(|row| row.id(0)).collect::<Result<Vec<_>, _>>()?;
        ids.shuffle(&mut rand::rng());
        let mut taken = 0;
        for ids in ids.chunks(CHUNK) {
            let mut rows = Vec::new();
            for id in ids {
                let query = statement("SELECT version, answers FROM held_back WHERE wave = $1 AND id = $2");
                let Some(row) = self.fetch_optional(query.bind(wave).bind(*id)).await? else { continue };
                let (version, answers) = (row.get(0)?, row.get::<String>(1)?);
                let counted =
                    counted(version, &answers).ok_or_else(|| Error::damaged("answer held back", &id.to_hex()))?;
                rows.push((*id, counted));
            }
            taken += self.write(TakenIn { wave, rows }).await?;
        }
        Ok(taken)
    }
}

/// By way of the inbox: what lies there when a wave has ended is on its way to the others.
struct TakenIn {
    wave: Id,
    rows: Vec<(Id, Counted)>,
}

impl Write for TakenIn {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        const OPEN: &str =
            "UPDATE wave SET settled = 0 WHERE id = $1 AND state = 'closed' AND grace IS NULL AND viewed = 0";
        const MOVE: [&str; 2] = [
            "INSERT INTO inbox (id, wave, version, answers, stratum) \
             SELECT id, wave, version, answers, stratum FROM held_back WHERE wave = $1 AND id = $2",
            "DELETE FROM held_back WHERE wave = $1 AND id = $2",
        ];
        const COUNT: &str = "INSERT INTO returns (wave, day, count) SELECT id, closed, $2 FROM wave \
             WHERE id = $1 AND closed IS NOT NULL \
             ON CONFLICT (wave, day) DO UPDATE SET count = returns.count + excluded.count";
        if db.execute(&statement(OPEN).bind(self.wave)).await? == 0 {
            return Err(Error::Conflict);
        }
        let mut moved = 0_i64;
        for (id, counted) in &self.rows {
            if db.execute(&statement(MOVE[0]).bind(self.wave).bind(*id)).await? == 0 {
                continue;
            }
            moved += 1;
            db.execute(&statement(MOVE[1]).bind(self.wave).bind(*id)).await?;
            if let Some(kreis) = &counted.kreis {
                db.execute(&count_kreis(self.wave, kreis, 1)).await?;
            }
            for quota in &counted.quotas {
                db.execute(&quota::count(self.wave, quota)).await?;
            }
        }
        db.execute(&statement(COUNT).bind(self.wave).bind(moved)).await?;
        Ok(moved.unsigned_abs())
    }
}

/// Those that stay where they are.
pub(crate) const HELD_BACK: Table = Table {
    keys: "SELECT id FROM held_back WHERE wave = $1 ORDER BY id",
    row: "SELECT id, version, answers, stratum FROM held_back WHERE wave = $1 AND id = $2",
    delete: "DELETE FROM held_back WHERE wave = $1 AND id = $2",
    put_back: |wave, row| {
        Ok(statement("INSERT INTO held_back (id, wave, version, answers, stratum) VALUES ($1, $2, $3, $4, $5)")
            .bind(row.id(0)?)
            .bind(wave)
            .bind(row.get::<i64>(1)?)
            .bind(row.get::<String>(2)?.as_str())
            .bind(row.get::<String>(3)?.as_str()))
    },
};
