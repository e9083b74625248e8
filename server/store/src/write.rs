//! Writes, and the one writer of SQLite that puts those which wait into one commit.

use std::{
    collections::VecDeque,
    future::Future,
    mem,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sqlx::SqliteConnection;
use tokio::sync::oneshot;

use crate::{
    Error,
    recent::Recent,
    sql::{Connection, Statement},
};

/// One write: all of it happens, or nothing. It may run several times before it is committed once (when another
/// write of the same commit fails), so it must not keep anything from an earlier run.
pub(crate) trait Write: Send + Sync + 'static {
    type Output: Send + 'static;

    /// One statement that is executed (not fetched) is atomic by itself and needs no BEGIN and COMMIT.
    const ONE_STATEMENT: bool = false;

    fn run(&self, db: &mut Connection<'_>) -> impl Future<Output = Result<Self::Output, Error>> + Send;

    /// Told once it is on disk, in the order of the commits.
    fn committed(&self, _output: &Self::Output, _recent: &Recent) {}
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
    fn answer(self: Box<Self>, failure: Option<&Error>, recent: &Recent);
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

    fn answer(self: Box<Self>, failure: Option<&Error>, recent: &Recent) {
        if let (None, Some(Ok(output))) = (failure, &self.result) {
            self.write.committed(output, recent);
        }
        let result = match (failure, self.result) {
            (None, Some(result)) => result,
            (Some(error), _) => Err(error.clone()),
            (None, None) => Err(Error::Busy),
        };
        // Whoever gave up waiting is not there any more; the write is done all the same.
        let _ = self.waiting.send(result);
    }
}

/// The way to the one connection that writes to SQLite.
///
/// Whoever finds nobody writing starts to lead: takes the connection, commits what waits, and goes on as long as
/// something does. So a lone write is committed at once and without a change of thread, and while a commit is on its
/// way to the disk the next writes gather.
#[derive(Clone)]
pub(crate) struct Writer {
    waiting: Arc<Mutex<Waiting>>,
    recent: Arc<Recent>,
}

struct Waiting {
    jobs: VecDeque<Box<dyn Job>>,
    db: Lead,
}

enum Lead {
    Free(SqliteConnection),
    /// Somebody leads and will see what is put into the queue.
    Taken,
    /// Who led did not come back: its runtime was stopped, or it panicked.
    Lost,
}

/// Writes that share a commit.
const GROUP: usize = 64;

impl Writer {
    pub(crate) fn new(db: SqliteConnection, recent: Arc<Recent>) -> Writer {
        let waiting = Waiting { jobs: VecDeque::new(), db: Lead::Free(db) };
        Writer { waiting: Arc::new(Mutex::new(waiting)), recent }
    }

    pub(crate) async fn write<W: Write>(&self, write: W) -> Result<W::Output, Error> {
        let (waiting, answer) = oneshot::channel();
        if let Some(leader) = self.queue(Box::new(Queued { write, result: None, waiting })) {
            // A task of its own: whoever stops waiting does not stop the write, nor those of others.
            tokio::spawn(leader.lead());
        }
        answer.await.map_err(|_| Error::other("the writer has stopped"))?
    }

    /// Puts the job into the queue; gives the connection to who has to see to it.
    fn queue(&self, job: Box<dyn Job>) -> Option<Leader> {
        let mut waiting = self.lock();
        match mem::replace(&mut waiting.db, Lead::Taken) {
            Lead::Lost => {
                // The job is dropped, and who waits for it is told.
                waiting.db = Lead::Lost;
                None
            }
            Lead::Taken => {
                waiting.jobs.push_back(job);
                None
            }
            Lead::Free(db) => {
                waiting.jobs.push_back(job);
                Some(Leader { writer: self.clone(), db: Some(db) })
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Leader {
    writer: Writer,
    db: Option<SqliteConnection>,
}

impl Leader {
    async fn lead(mut self) {
        let recent = Arc::clone(&self.writer.recent);
        let mut group = Vec::new();
        while let Some(db) = self.next(&mut group) {
            commit(db, &mut group, &recent).await;
        }
    }

    /// Fills the group, or gives the connection back if nothing waits.
    fn next(&mut self, group: &mut Vec<Box<dyn Job>>) -> Option<&mut SqliteConnection> {
        let mut waiting = self.writer.lock();
        let count = waiting.jobs.len().min(GROUP);
        group.extend(waiting.jobs.drain(..count));
        if group.is_empty() {
            waiting.db = self.db.take().map_or(Lead::Lost, Lead::Free);
        }
        drop(waiting);
        self.db.as_mut()
    }
}

impl Drop for Leader {
    fn drop(&mut self) {
        if self.db.is_some() {
            let mut waiting = self.writer.lock();
            waiting.db = Lead::Lost;
            waiting.jobs.clear();
        }
    }
}

/// Commits the group and answers every job in it. A job that fails is left out, and the others run again without it, so
/// that its neighbours do not even notice. It is answered after them: what it ran into may be one of them, and whoever
/// is told so looks for it at once.
async fn commit(db: &mut SqliteConnection, group: &mut Vec<Box<dyn Job>>, recent: &Recent) {
    let mut failed = Vec::new();
    while !group.is_empty() {
        let attempted = attempt(db, group).await;
        if !matches!(attempted, Ok(None)) {
            // Whatever is on disk now, the next who asks shall ask the disk.
            recent.clear();
        }
        match attempted {
            Ok(None) => group.drain(..).for_each(|job| job.answer(None, recent)),
            Ok(Some(position)) => failed.push(group.remove(position)),
            // Whether those before would have failed without the others is not known.
            Err(error) => group.drain(..).chain(failed.drain(..)).for_each(|job| job.answer(Some(&error), recent)),
        }
    }
    failed.into_iter().for_each(|job| job.answer(None, recent));
}

/// `None` once all are on disk, the position of a job that failed, or why no job could be committed.
async fn attempt(db: &mut SqliteConnection, group: &mut [Box<dyn Job>]) -> Result<Option<usize>, Error> {
    if let [job] = group
        && job.is_one_statement()
    {
        return Ok(if job.run(db).await { None } else { Some(0) });
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
    use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};

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

    /// Waits for ever, so that who leads can be stopped in the middle.
    struct Endless;

    impl Write for Endless {
        type Output = ();

        async fn run(&self, _: &mut Connection<'_>) -> Result<(), Error> {
            std::future::pending().await
        }
    }

    /// Nobody may wait for a leader that is gone.
    #[test]
    fn a_stopped_leader_is_told_to_those_who_wait_and_those_who_come() {
        let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (here, lane) = (runtime(), runtime());
        let db = here.block_on(SqliteConnection::connect("sqlite::memory:")).expect("a database in memory");
        let writer = Writer::new(db, Arc::default());
        let leading = writer.clone();
        lane.block_on(async {
            let led = tokio::spawn(async move { leading.write(Endless).await });
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
            assert!(!led.is_finished());
        });
        let waiting = writer.clone();
        let waits = here.spawn(async move { waiting.write(statement("SELECT 1")).await });
        here.block_on(tokio::task::yield_now());
        drop(lane);
        assert!(here.block_on(waits).expect("no panic").is_err());
        assert!(here.block_on(writer.write(statement("SELECT 1"))).is_err());
    }

    /// Gives the leader back the thread once, so that others can queue up behind.
    struct Slow;

    impl Write for Slow {
        type Output = ();

        async fn run(&self, _: &mut Connection<'_>) -> Result<(), Error> {
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
            Ok(())
        }
    }

    /// Who is told that another was faster must find what the other has stored.
    #[tokio::test]
    async fn a_conflict_is_told_once_what_it_ran_into_is_on_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = SqliteConnectOptions::new().filename(folder.path().join("pairs")).create_if_missing(true);
        let writer = Writer::new(file.clone().connect().await.expect("a database"), Arc::default());
        writer.write(statement("CREATE TABLE pair (number BIGINT PRIMARY KEY, filling BLOB)")).await.expect("a table");
        let mut reader = file.connect().await.expect("a second connection");
        let first = tokio::spawn({
            let writer = writer.clone();
            async move { writer.write(Slow).await }
        });
        tokio::task::yield_now().await;
        let (faster, slower) = tokio::join!(writer.write(Pair(1)), async {
            let result = writer.write(Pair(1)).await;
            let count: i64 =
                sqlx::query_scalar("SELECT COUNT(*) FROM pair").fetch_one(&mut reader).await.expect("a count");
            (result, count)
        });
        first.await.expect("no panic").expect("written");
        faster.expect("written");
        assert!(matches!(slower, (Err(Error::Conflict), 2)), "{slower:?}");
    }

    /// SQLite may end the transaction by itself when it runs out of space; the writer must find its feet again.
    #[tokio::test]
    async fn the_writer_survives_a_full_disk() {
        let db = SqliteConnection::connect("sqlite::memory:").await.expect("a database in memory");
        let writer = Writer::new(db, Arc::default());
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
