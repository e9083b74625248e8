//! Acknowledged means on disk, and one bad write harms no other.

use std::{fs, time::Duration};

use store::{Error, Id, KeyHash, Location, SentDraft, Store, Submission, Submitted};
use testbed::Held;
use tokio::task::JoinSet;

use crate::{
    databases::{Fresh, databases, postgres, sqlite},
    responses::{documents, submission},
};

/// Holds the lock that writers need, so that what is written meanwhile gathers in the queue.
async fn lock(db: &Fresh) -> Held {
    Held::of(&db.file().unwrap()).await
}

/// Ends of transactions in the log, read from its frames (sqlite.org/fileformat2.html#the_write_ahead_log).
fn commits(db: &Fresh) -> usize {
    const PAGE: usize = 8192;
    let log = fs::read(db.file().unwrap().with_extension("sqlite-wal")).unwrap();
    let frames = log[32..].chunks_exact(24 + PAGE).filter(|frame| frame[8..16] == log[16..24]);
    frames.filter(|frame| frame[4..8] != [0; 4]).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_wait_share_a_commit() {
    let db = sqlite().await;
    let wave = db.wave("w").await;
    let before = commits(&db);
    let other = lock(&db).await;
    let mut saves = JoinSet::new();
    for i in 0..60u8 {
        let store = db.store.clone();
        saves.spawn(async move { store.create_draft(KeyHash::of(&[i]), wave, vec![i; 500], "2026-12-01").await });
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    other.let_go().await;
    saves.join_all().await.into_iter().for_each(|saved| saved.unwrap());
    // The first to come is already waiting alone.
    let commits = commits(&db) - before;
    assert!((1..=3).contains(&commits), "60 writes in {commits} commits");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_fails_does_not_fail_its_neighbours() {
    for db in databases().await {
        let wave = db.wave("w").await;
        db.store.create_account("taken@example.org", "A", "hash").await.unwrap();
        for i in 0..60u8 {
            db.store.create_draft(KeyHash::of(&[i]), wave, vec![i], "2026-12-01").await.unwrap();
        }
        let other = if db.folder.is_some() { Some(lock(&db).await) } else { None };
        let mut writes = JoinSet::new();
        for i in 0..60u8 {
            let store = db.store.clone();
            writes.spawn(async move {
                let wave = if i % 3 == 0 { wave } else { Id::random() };
                let submission = submission(wave, &i.to_string(), &i.to_string());
                match i % 3 {
                    0 => store.submit(submission).await.map(Some),
                    // Fails in the middle of its work, when its draft is already deleted.
                    1 => {
                        let draft = SentDraft { key: KeyHash::of(&[i]), sealed: vec![i] };
                        store.submit(Submission { draft: Some(draft), ..submission }).await.map(Some)
                    }
                    _ => store.create_account("taken@example.org", "B", "hash").await.map(|_| None),
                }
            });
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        drop(other);
        let results = writes.join_all().await;
        assert_eq!(results.iter().filter(|result| matches!(result, Ok(Some(Submitted::Stored)))).count(), 20);
        assert_eq!(results.iter().filter(|result| matches!(result, Err(Error::Conflict))).count(), 40);
        let mut stored = documents(&db.store, wave).await;
        stored.sort();
        let mut expected: Vec<String> = (0..60).filter(|i| i % 3 == 0).map(|i| i.to_string()).collect();
        expected.sort();
        assert_eq!(stored, expected);
        assert_eq!(db.look::<i64>("SELECT count(*) FROM receipt").await, [20]);
        assert_eq!(db.look::<i64>("SELECT count(*) FROM draft").await, [60]);
    }
}

/// The files as they lie there while the program runs are what a crash would leave. PostgreSQL is only connected to anew,
/// because other tests are on the same server; where it is ours alone it falls over (`power/postgres`).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_opened_again_holds_everything_acknowledged() {
    for db in databases().await {
        let wave = db.wave("w").await;
        for i in 0..100u8 {
            db.store.submit(submission(wave, &i.to_string(), "{}")).await.unwrap();
            db.store.create_draft(KeyHash::of(&[i]), wave, vec![i], "2026-12-01").await.unwrap();
        }
        let crashed = tempfile::tempdir().unwrap();
        let location = match &db.location {
            Location::Sqlite(path) => {
                // Without the index of the log, which is shared memory and not part of what is durable.
                for name in ["data.sqlite", "data.sqlite-wal"] {
                    fs::copy(path.with_file_name(name), crashed.path().join(name)).unwrap();
                }
                Location::Sqlite(crashed.path().join("data.sqlite"))
            }
            postgres => postgres.clone(),
        };
        let again = Store::open(&location).await.unwrap();
        assert_eq!(again.was_left_open(), matches!(location, Location::Sqlite(_)));
        assert_eq!(documents(&again, wave).await.len(), 100);
        assert_eq!(again.response_count(wave).await.unwrap(), 100);
        again.verify().await.unwrap();
        for i in 0..100u8 {
            assert_eq!(again.draft(KeyHash::of(&[i])).await.unwrap().unwrap().sealed, [i]);
        }
    }
}

#[tokio::test]
async fn a_locked_database_is_busy_and_recovers() {
    let db = sqlite().await;
    let wave = db.wave("w").await;
    let other = lock(&db).await;
    let result = db.store.submit(submission(wave, "a", "{}")).await;
    assert!(matches!(result, Err(Error::Busy)), "{result:?}");
    // Reading goes on meanwhile.
    assert_eq!(db.store.response_count(wave).await.unwrap(), 0);
    other.let_go().await;
    db.store.submit(submission(wave, "a", "{}")).await.unwrap();
    assert_eq!(db.store.response_count(wave).await.unwrap(), 1);
}

#[tokio::test]
async fn a_postgres_that_may_forget_is_refused() {
    let Some(db) = postgres().await else { return };
    db.for_all_sessions("SET synchronous_commit = off").await;
    let error = Store::open(&db.location).await.err().expect("it must not open");
    assert!(error.to_string().contains("synchronous_commit is off"), "{error}");
}

/// What a broken disk may do: the content of a page is exchanged.
#[tokio::test]
async fn a_damaged_file_is_noticed() {
    let db = sqlite().await;
    let wave = db.wave("w").await;
    for i in 0..200u8 {
        db.store.create_draft(KeyHash::of(&[i]), wave, vec![i; 600], "2026-12-01").await.unwrap();
    }
    db.store.checkpoint().await.unwrap();
    db.store.verify().await.unwrap();
    let mut bytes = fs::read(db.file().unwrap()).unwrap();
    let last = bytes.len() - 8192;
    bytes[last..].fill(0x55);
    let copy = tempfile::tempdir().unwrap();
    let path = copy.path().join("data.sqlite");
    fs::write(&path, bytes).unwrap();
    let damaged = Store::open(&Location::Sqlite(path)).await.unwrap();
    assert!(!damaged.was_left_open(), "a copy of a merged file needs no check");
    assert!(matches!(damaged.verify().await, Err(Error::Other(_))));
}

#[tokio::test]
async fn a_path_without_a_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("missing").join("data.sqlite"));
    assert!(Store::open(&location).await.is_err());
}
