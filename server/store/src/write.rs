//! Writes, and the one writer of SQLite that puts those which wait into one commit.

use std::{future::Future, pin::Pin};

use sqlx::SqliteConnection;
use tokio::sync::{mpsc, oneshot};

use crate::{
    Error,
    sql::{Connection, Statement},
};

/// One write: all of it happens, or nothing. It may run several times before it is committed once (when another
/// write of the same commit fails), so it must not keep anything from an earlier run.
pub(crate) trait Write: Send + Sync + 'static {
    type Output: Send + 'static;

    /// One statement that is executed (not fetched) is atomic by itself and needs no BEGIN and COMMIT.
    const ONE_STATEMENT: bool = false;

    fn run(&self, db: &mut Connection<'_>) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// Gives the number of rows that changed.
impl Write for Statement {
    type Output = u64;
    const ONE_STATEMENT: bool = true;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        db.execute(self).await
    }
}

/// A write in the queue, its result once it ran, and who waits for it.
trait Job: Send {
    fn is_one_statement(&self) -> bool;
    /// Whether it went well; if not, nothing of this commit may stay.
    fn run<'a>(&'a mut self, db: &'a mut SqliteConnection) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>>;
    /// Tells who waits: `failure`, or the result of the last run.
    fn answer(self: Box<Self>, failure: Option<&Error>);
}

struct Queued<W: Write> {
    write: W,
    result: Option<Result<W::Output, Error>>,
    waiting: oneshot::Sender<Result<W::Output, Error>>,
}

impl<W: Write> Job for Queued<W> {
    fn is_one_statement(&self) -> bool {
        W::ONE_STATEMENT
    }

    fn run<'a>(&'a mut self, db: &'a mut SqliteConnection) -> Pin<Box<dyn Future<Output = bool> + Send + 'a>> {
        Box::pin(async move {
            let result = self.write.run(&mut Connection::Sqlite(db)).await;
            let went_well = result.is_ok();
            self.result = Some(result);
            went_well
        })
    }

    fn answer(self: Box<Self>, failure: Option<&Error>) {
        let result = match (failure, self.result) {
            (None, Some(result)) => result,
            (Some(error), _) => Err(error.clone()),
            (None, None) => Err(Error::Busy),
        };
        // Whoever gave up waiting is not there any more; the write is done all the same.
        let _ = self.waiting.send(result);
    }
}

/// The way to the one task that writes to SQLite.
pub(crate) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
}

/// Writes that share a commit, and how many may wait behind them before callers have to.
const GROUP: usize = 64;
const QUEUE: usize = 256;

impl Writer {
    pub(crate) fn start(mut db: SqliteConnection) -> Writer {
        let (queue, mut waiting) = mpsc::channel(QUEUE);
        tokio::spawn(async move {
            let mut group = Vec::with_capacity(GROUP);
            // Nobody is made to wait for company: a lone write is committed at once, and while its commit is on the
            // way to the disk the next ones gather.
            while waiting.recv_many(&mut group, GROUP).await > 0 {
                commit(&mut db, &mut group).await;
            }
        });
        Writer { queue }
    }

    pub(crate) async fn write<W: Write>(&self, write: W) -> Result<W::Output, Error> {
        let (waiting, answer) = oneshot::channel();
        let job = Queued { write, result: None, waiting };
        self.queue.send(Box::new(job)).await.map_err(|_| Error::other("the writer has stopped"))?;
        answer.await.map_err(|_| Error::other("the writer has stopped"))?
    }
}

/// Commits the group and answers every job in it. A job that fails is answered and left out, and the others run
/// again without it, so that its neighbours do not even notice.
async fn commit(db: &mut SqliteConnection, group: &mut Vec<Box<dyn Job>>) {
    while !group.is_empty() {
        match attempt(db, group).await {
            Ok(None) => group.drain(..).for_each(|job| job.answer(None)),
            Ok(Some(failed)) => group.remove(failed).answer(None),
            Err(error) => group.drain(..).for_each(|job| job.answer(Some(&error))),
        }
    }
}

/// `None` once all are on disk, the position of a job that failed, or why no job could be committed.
async fn attempt(db: &mut SqliteConnection, group: &mut [Box<dyn Job>]) -> Result<Option<usize>, Error> {
    if let [job] = group
        && job.is_one_statement()
    {
        job.run(db).await;
        return Ok(None);
    }
    // N.B. Not sqlx's Transaction: when SQLite ended the transaction by itself, because the disk is full, sqlx counts
    // it as open for ever and refuses the next BEGIN.
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *db).await?;
    for (position, job) in group.iter_mut().enumerate() {
        if !job.run(db).await {
            roll_back(db).await;
            return Ok(Some(position));
        }
    }
    if let Err(error) = sqlx::query("COMMIT").execute(&mut *db).await {
        roll_back(db).await;
        return Err(error.into());
    }
    Ok(None)
}

/// Fails only if there is nothing to roll back any more.
async fn roll_back(db: &mut SqliteConnection) {
    let _ = sqlx::query("ROLLBACK").execute(db).await;
}

#[cfg(test)]
mod tests {
    use sqlx::Connection as _;

    use super::*;
    use crate::sql::statement;

    /// Two statements, so that it needs a transaction.
    struct Pair(i64);

    impl Write for Pair {
        type Output = ();

        async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
            for half in [0, 1] {
                let insert = statement("INSERT INTO pair (number, filling) VALUES ($1, $2)");
                db.execute(&insert.bind(2 * self.0 + half).bind(vec![0; 3_000])).await?;
            }
            Ok(())
        }
    }

    /// SQLite may end the transaction by itself when it runs out of space; the writer must find its feet again.
    #[tokio::test]
    async fn the_writer_survives_a_full_disk() {
        let db = SqliteConnection::connect("sqlite::memory:").await.expect("a database in memory");
        let writer = Writer::start(db);
        writer.write(statement("CREATE TABLE pair (number BIGINT PRIMARY KEY, filling BLOB)")).await.expect("a table");
        writer.write(statement("PRAGMA max_page_count = 40")).await.expect("a limit");
        let mut stored = 0;
        let full = loop {
            match writer.write(Pair(stored)).await {
                Ok(()) => stored += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(full, Error::Busy), "{full:?}");
        assert!(stored > 5);
        writer.write(statement("PRAGMA max_page_count = 4000")).await.expect("more space");
        for number in stored..stored + 20 {
            writer.write(Pair(number)).await.expect("room for all");
        }
        // Nothing of the pair that did not fit.
        let touched = writer.write(statement("UPDATE pair SET filling = NULL")).await.expect("a count");
        assert_eq!(touched, 2 * (stored as u64 + 20));
    }
}
