//! What is stored lies in an order of chance.

mod bounded;
mod postgres;

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use domain::paradata::{Cell, Dimension, SENT, Tally};
use futures_util::{StreamExt as _, stream};
use store::{
    Access, Claim, Code, Error, Id, KeyHash, Location, Store, Submission, Submitted, Ticket, TurnedAway, WaveState,
};

use crate::{
    codes::{with_code, with_codes},
    databases::{Fresh, databases, sqlite},
    linkage,
    responses::{documents, submission},
};

const K: u64 = 5;

async fn waiting(db: &Fresh) -> i64 {
    db.look::<i64>("SELECT count(*) FROM inbox").await[0]
}

async fn send_all(db: &Fresh, wave: Id, codes: &[Code]) {
    for (at, code) in codes.iter().enumerate() {
        let sent = db.store.submit(with_code(wave, *code, &at.to_string())).await.unwrap();
        assert_eq!(sent, Submitted::Stored);
    }
}

async fn close(db: &Fresh, wave: Id) {
    db.store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-11-01").await.unwrap();
}

#[tokio::test]
async fn a_mixing_takes_at_least_k_and_leaves_at_least_k() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Invited, 60).await;
        send_all(&db, wave, &codes[..9]).await;
        assert_eq!(db.store.mix(wave, K).await.unwrap(), 0, "fewer than 2k wait");
        send_all(&db, wave, &codes[9..40]).await;
        let moved = db.store.mix(wave, K).await.unwrap();
        assert!((5..=35).contains(&moved), "{moved}");
        assert_eq!(waiting(&db).await, 40 - moved as i64);
        assert_eq!(documents(&db.store, wave).await.len() as u64, moved);
        // Whoever compares two looks must not see fewer than k newcomers.
        send_all(&db, wave, &codes[40..44]).await;
        assert_eq!(db.store.mix(wave, K).await.unwrap(), 0, "fewer than k are new");
        send_all(&db, wave, &codes[44..60]).await;
        assert!(db.store.mix(wave, K).await.unwrap() >= K);
        assert!(waiting(&db).await >= K as i64);
        assert_eq!(db.store.response_count(wave).await.unwrap(), 60);
    }
}

#[tokio::test]
async fn settling_flushes_the_inbox_and_may_be_done_again() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Invited, 300).await;
        send_all(&db, wave, &codes).await;
        db.store.mix(wave, K).await.unwrap();
        assert!(matches!(db.store.settle(wave, 5).await, Err(Error::Conflict)), "it is open");
        close(&db, wave).await;
        assert!(!db.store.wave("w").await.unwrap().unwrap().settled);
        let early = db.store.set_wave_state(wave, WaveState::Closed, WaveState::Released, "2026-11-02").await;
        assert!(matches!(early, Err(Error::Conflict)), "answers are still in the inbox: {early:?}");
        for _ in 0..2 {
            db.store.settle(wave, 5).await.unwrap();
            assert_eq!(waiting(&db).await, 0);
            let stored: BTreeSet<String> = documents(&db.store, wave).await.into_iter().collect();
            assert_eq!(stored, (0..300).map(|at| at.to_string()).collect());
        }
        assert!(db.store.wave("w").await.unwrap().unwrap().settled);
        // The receipt of a repeated submit is right for ever, with nothing that leads to the answer.
        assert!(db.store.is_spent(wave, Ticket::of(codes[7])).await.unwrap());
    }
}

#[tokio::test]
async fn what_was_begun_may_be_sent_until_the_grace_is_over() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.wave("w").await);
        store.create_draft(KeyHash::of(b"begun"), wave, vec![1], "2026-12-01").await.unwrap();
        assert!(store.close_wave(wave, "2026-11-01", "2026-11-02T12:00").await.unwrap());
        let ended = store.wave("w").await.unwrap().unwrap();
        assert!(ended.takes_answers());
        assert_eq!(ended.grace.as_deref(), Some("2026-11-02T12:00"));
        assert_eq!(store.submit(submission(wave, "late", "{}")).await.unwrap(), Submitted::Stored);
        assert!(matches!(store.settle(wave, 5).await, Err(Error::Conflict)));
        store.end_grace(wave).await.unwrap();
        assert!(matches!(store.submit(submission(wave, "too late", "{}")).await, Err(Error::Closed)));
        store.settle(wave, 5).await.unwrap();
        assert_eq!(store.draft(KeyHash::of(b"begun")).await.unwrap(), None);

        let nobody = db.wave("nobody").await;
        assert!(!store.close_wave(nobody, "2026-11-01", "2026-11-02T12:00").await.unwrap());
        assert!(!store.wave("nobody").await.unwrap().unwrap().takes_answers());
    }
}

/// PostgreSQL notes the transaction beside every row: after the end it must be the same for all.
#[tokio::test]
async fn settled_rows_of_postgres_share_one_transaction() {
    for db in databases().await {
        if db.folder.is_some() {
            continue;
        }
        let (coded, codes) = with_codes(&db, "coded", Access::Code, 30).await;
        send_all(&db, coded, &codes).await;
        let open = db.wave("open").await;
        for at in 0..30 {
            let quotas = vec![Claim { quota: format!("q{}", at % 3), limit: 99 }];
            let submission = Submission { quotas, ..submission(open, &at.to_string(), &at.to_string()) };
            db.store.submit(submission).await.unwrap();
            let exit = format!("x{}", at % 3);
            db.store.turn_away(TurnedAway { wave: open, exit, draft: None }).await.unwrap();
            let page = if at % 2 == 0 { "a" } else { SENT };
            let cell = Cell { dimension: Dimension::Locale, value: "en".into(), page: page.into() };
            let counts = [(cell, Tally::reached())].into_iter().collect();
            db.store.add_paradata(vec![(open, counts)]).await.unwrap();
        }
        for wave in [coded, open] {
            close(&db, wave).await;
            db.store.settle(wave, 5).await.unwrap();
        }
        for sql in [
            "SELECT count(DISTINCT xmin::text) FROM response",
            "SELECT count(DISTINCT xmin::text) FROM receipt",
            "SELECT count(DISTINCT xmin::text) FROM code",
            "SELECT count(DISTINCT xmin::text) FROM quota",
            "SELECT count(DISTINCT xmin::text) FROM turned_away",
            "SELECT count(DISTINCT xmin::text) FROM paradata",
        ] {
            assert_eq!(db.look::<i64>(sql).await, [1], "{sql}");
        }
        assert_eq!(documents(&db.store, open).await.len(), 30);
    }
}

/// A lone submit beside a mixing and a settling waits for one small commit of theirs, or one table, and not for all of it:
/// many of them get through meanwhile. The bar is 100 ms on SQLite, held by the full proof `linkage`, which lets nothing
/// run beside it; here the machine may be busy with others, and what a commit may touch is counted in [`bounded`].
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mixing_never_holds_the_writer_for_long() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Invited, 2_000).await;
        let answers = format!("\"{}\"", "x".repeat(1_500));
        let (store, text) = (&db.store, answers.as_str());
        let send = |code| async move { store.submit(with_code(wave, code, text)).await.unwrap() };
        stream::iter(codes).map(send).buffer_unordered(64).collect::<Vec<_>>().await;
        let other = db.wave("other").await;
        let begun = Instant::now();
        let mixing = {
            let store = db.store.clone();
            tokio::spawn(async move {
                store.mix(wave, K).await.unwrap();
                store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-11-01").await.unwrap();
                store.settle(wave, 5).await.unwrap();
            })
        };
        let mut waits = Vec::new();
        while !mixing.is_finished() {
            let begun = Instant::now();
            db.store.submit(submission(other, &waits.len().to_string(), "{}")).await.unwrap();
            waits.push(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        mixing.await.unwrap();
        let whole = begun.elapsed();
        waits.sort();
        let (count, median, most) = (waits.len(), waits[waits.len() / 2], waits[waits.len() - 1]);
        eprintln!("{:?}: {count} submits in {whole:?}, median {median:?}, most {most:?}", db.location);
        let (database, bar) = match db.location {
            Location::Sqlite(_) if linkage::is_full() => ("SQLite", "at most 100"),
            Location::Sqlite(_) => ("SQLite", ""),
            // Whole tables are written anew there: ARCHITECTURE.md, known limits.
            Location::Postgres(_) => ("PostgreSQL", ""),
        };
        let name = format!("{database}: longest wait of an answer while another wave is mixed and settled, ms");
        linkage::figure(&name, u64::try_from(most.as_millis()).unwrap(), bar);
        assert!(count > 20 && most < whole / 2, "{count} submits in {whole:?}, most {most:?}");
        assert_eq!(documents(&db.store, wave).await.len(), 2_000);
    }
}

/// Opened anew, so that nothing is remembered: the order of reading is that of chance, and the log is empty.
#[tokio::test]
async fn nothing_is_left_in_the_log_of_sqlite() {
    let db = sqlite().await;
    let (wave, codes) = with_codes(&db, "w", Access::Code, 50).await;
    send_all(&db, wave, &codes).await;
    close(&db, wave).await;
    db.store.settle(wave, 5).await.unwrap();
    let Location::Sqlite(path) = &db.location else { panic!("not SQLite") };
    let log = std::fs::metadata(path.with_extension("sqlite-wal")).unwrap();
    // The mark that it is settled, and the count of nothing else.
    assert!(log.len() < 64 * 1024, "{}", log.len());
    let store = Store::open(&db.location).await.unwrap();
    assert_eq!(documents(&store, wave).await.len(), 50);
}

/// A copy that is made while a wave is being settled holds every answer once: whatever lies in the inbox by then.
#[tokio::test]
async fn a_copy_from_the_middle_of_settling_holds_every_answer() {
    let db = sqlite().await;
    let wave = db.wave("w").await;
    for at in 0..250 {
        db.store.submit(submission(wave, &at.to_string(), &at.to_string())).await.unwrap();
    }
    let (invited, codes) = with_codes(&db, "invited", Access::Invited, 20).await;
    send_all(&db, invited, &codes).await;
    close(&db, wave).await;
    // As it lies after the first of two commits on the way out, and after a crash there.
    db.look::<i64>("INSERT INTO inbox SELECT id, wave, version, answers, stratum FROM response WHERE wave = (SELECT id FROM wave WHERE slug = 'w') LIMIT 100").await;
    db.look::<i64>(
        "DELETE FROM response WHERE id IN (SELECT id FROM inbox) AND wave = (SELECT id FROM wave WHERE slug = 'w')",
    )
    .await;
    assert_eq!(db.look::<i64>("SELECT count(*) FROM response").await, [150]);
    assert!(db.store.is_being_settled(wave).await.unwrap());

    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.sqlite");
    db.store.back_up(&copy).await.unwrap();
    let copied = Store::open(&Location::Sqlite(copy)).await.unwrap();
    let ended = copied.wave("w").await.unwrap().unwrap();
    let stored: BTreeSet<String> = documents(&copied, ended.id).await.into_iter().collect();
    assert_eq!(stored, (0..250).map(|at| at.to_string()).collect());
    let waiting = copied.wave("invited").await.unwrap().unwrap();
    assert!(documents(&copied, waiting.id).await.is_empty(), "not mixed yet");
    db.store.settle(wave, 5).await.unwrap();
    assert!(!db.store.is_being_settled(wave).await.unwrap());
    assert_eq!(documents(&db.store, wave).await.len(), 250);
}

/// Between two copies whoever came after a settling would be the only new one.
#[tokio::test]
async fn a_wave_of_invited_people_is_not_opened_again_once_it_is_mixed() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Invited, 12).await;
        send_all(&db, wave, &codes).await;
        let again = || db.store.set_wave_state(wave, WaveState::Closed, WaveState::Open, "2026-11-02");
        close(&db, wave).await;
        again().await.unwrap();
        close(&db, wave).await;
        db.store.settle(wave, 5).await.unwrap();
        assert!(matches!(again().await, Err(Error::Conflict)));
        assert!(!db.store.wave("w").await.unwrap().unwrap().may_open_again());
    }
}
