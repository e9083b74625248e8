//! PostgreSQL notes beside every row which transaction wrote it, and an answer and its code are written by one. Here they
//! are written anew: while a wave runs row by row, after its end table by table.

use std::time::{Duration, Instant};

use rand::seq::SliceRandom as _;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};

use super::Postgres;
use crate::{
    Error, Id,
    mixing::{CHUNK, chunks},
    sql::{Connection, statement},
    write::Write,
};

/// How long a rewriting waits for its table. Whoever comes after it waits behind it, and that must be over long before
/// their patience is.
const PATIENCE: &str = "100ms";
/// How often a table is asked for, and how long all others have it in between.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(200);

/// Rows that one transaction wrote for one person, and how one of them is written again as it is.
const TRACES: [(&str, &str); 4] = [
    ("SELECT id FROM inbox WHERE wave = $1", "UPDATE inbox SET wave = wave WHERE wave = $1 AND id = $2"),
    (
        "SELECT hash FROM code WHERE wave = $1 AND spent = 1",
        "UPDATE code SET wave = wave WHERE wave = $1 AND hash = $2",
    ),
    ("SELECT hash FROM receipt WHERE wave = $1", "UPDATE receipt SET wave = wave WHERE wave = $1 AND hash = $2"),
    (
        "SELECT response FROM consent WHERE wave = $1",
        "UPDATE consent SET wave = wave WHERE wave = $1 AND response = $2",
    ),
];

/// What stands in the old rows' place until somebody else needs it is taken off the pages. This locks no table, and so
/// none becomes shorter.
const SWEEP: &str = "VACUUM (TRUNCATE false) inbox, code, receipt, consent";

/// Each table by its name, and the transaction that writes it in an order of chance. The old file is gone with the commit,
/// and with it the rows that were deleted.
macro_rules! rewriting {
    ($($table:literal),+) => {
        [$(($table, [
            concat!("LOCK TABLE ", $table, " IN ACCESS EXCLUSIVE MODE"),
            concat!("CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM ", $table, " ORDER BY random()"),
            concat!("TRUNCATE ", $table),
            concat!("INSERT INTO ", $table, " SELECT * FROM kept"),
        ])),+]
    };
}

const REWRITING: [(&str, [&str; 4]); 11] = rewriting![
    "response",
    "consent",
    "inbox",
    "held_back",
    "receipt",
    "code",
    "returns",
    "returns_kreis",
    "quota",
    "turned_away",
    "paradata"
];

impl Postgres {
    /// While the wave runs: no transaction is noted beside an answer that waits and beside its code as well. In batches of
    /// chance, so that no table is locked, and whoever answers waits for one of them at most.
    pub(crate) async fn blur(&self, wave: Id, least: usize) -> Result<(), Error> {
        for (keys, rewrite) in TRACES {
            let rows = self.reader().await?.connection().fetch(&statement(keys).bind(wave)).await?;
            let mut keys = rows.iter().map(|row| row.get::<Vec<u8>>(0)).collect::<Result<Vec<_>, _>>()?;
            keys.shuffle(&mut rand::rng());
            for batch in chunks(&keys, CHUNK.max(least)) {
                self.write(Blurred { wave, rewrite, keys: batch.to_vec() }).await?;
            }
        }
        let mut db = self.connect().await?;
        Connection::Postgres(&mut db).execute(&statement(SWEEP)).await?;
        Ok(())
    }

    /// After the end of a wave: the tables in which an order of arrival could be read, one after the other and each in a
    /// transaction of its own. It holds a table for as long as that one takes, and never waits long for it:
    /// [`Error::Busy`] if somebody else does not let it go.
    pub(crate) async fn shuffle(&self) -> Result<(), Error> {
        // Without the other limits: a large table may take its time.
        let mut db = self.options.clone().options([("lock_timeout", PATIENCE)]).connect().await?;
        for (table, steps) in REWRITING {
            let held = rewrite_patiently(&mut db, steps).await?;
            tracing::info!("{table}: in an order of chance, held for {} ms", held.as_millis());
        }
        Ok(())
    }
}

async fn rewrite_patiently(db: &mut PgConnection, steps: [&'static str; 4]) -> Result<Duration, Error> {
    for _ in 1..TRIES {
        match rewrite(db, steps).await {
            Err(Error::Busy) => tokio::time::sleep(PAUSE).await,
            done => return done,
        }
    }
    rewrite(db, steps).await
}

/// Gives how long nobody else could use the table.
async fn rewrite(db: &mut PgConnection, [lock, steps @ ..]: [&'static str; 4]) -> Result<Duration, Error> {
    let mut transaction = db.begin().await?;
    Connection::Postgres(&mut transaction).execute(&statement(lock)).await?;
    let begun = Instant::now();
    for step in steps {
        Connection::Postgres(&mut transaction).execute(&statement(step)).await?;
    }
    transaction.commit().await?;
    Ok(begun.elapsed())
}

struct Blurred {
    wave: Id,
    rewrite: &'static str,
    keys: Vec<Vec<u8>>,
}

impl Write for Blurred {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for key in &self.keys {
            db.execute(&statement(self.rewrite).bind(self.wave).bind(key.clone())).await?;
        }
        Ok(())
    }
}
