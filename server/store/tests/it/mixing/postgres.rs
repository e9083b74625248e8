//! PostgreSQL notes the transaction beside every row, and its locks are everybody's.

use std::time::Duration;

use sqlx::{Connection as _, Executor as _, PgConnection};
use store::{Access, Location, WaveState};

use super::{K, close, send_all};
use crate::{
    codes::with_codes,
    databases::{Fresh, postgres},
    responses::{documents, submission},
};

/// For what must come to an end, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(60);

/// Another session in the middle of a transaction, as a writer that takes its time or a dump that reads for long.
async fn in_the_middle(db: &Fresh, of: &'static str) -> PgConnection {
    let Location::Postgres(url) = &db.location else { panic!("{:?}", db.location) };
    let mut other = PgConnection::connect(url).await.unwrap();
    other.execute("BEGIN").await.unwrap();
    other.execute(of).await.unwrap();
    other
}

#[tokio::test]
async fn a_nightly_mixing_waits_for_nobody_and_locks_no_table() {
    let Some(db) = postgres().await else { return };
    let (wave, codes) = with_codes(&db, "w", Access::Invited, 250).await;
    send_all(&db, wave, &codes).await;
    let writer = in_the_middle(
        &db,
        "LOCK TABLE response, consent, inbox, held_back, receipt, code, returns, returns_kreis, quota, turned_away, \
         paradata IN ROW EXCLUSIVE MODE",
    )
    .await;
    let mixed = tokio::time::timeout(PATIENCE, db.store.mix(wave, K)).await;
    assert!(mixed.expect("it waits for nobody").unwrap() >= K);
    writer.close().await.unwrap();
}

/// Answers beside whose row the same transaction is noted as beside a code.
const LINKS: &str = "SELECT count(*) FROM code, (SELECT xmin::text AS written FROM inbox \
    UNION ALL SELECT xmin::text FROM response) AS answer WHERE code.xmin::text = answer.written";

#[tokio::test]
async fn after_a_nightly_mixing_no_transaction_leads_from_an_answer_to_its_code() {
    let Some(db) = postgres().await else { return };
    const SMALLEST: &str = "SELECT min(size) FROM (SELECT count(*) AS size FROM (SELECT xmin::text AS written FROM inbox \
        UNION ALL SELECT xmin::text FROM response) AS answer GROUP BY written) AS batch";
    let (wave, codes) = with_codes(&db, "w", Access::Invited, 60).await;
    send_all(&db, wave, &codes).await;
    assert_eq!(db.look::<i64>(LINKS).await, [60], "else this test tests nothing");
    db.store.mix(wave, K).await.unwrap();
    assert_eq!(db.look::<i64>(LINKS).await, [0]);
    assert!(db.look::<i64>(SMALLEST).await[0] >= K as i64);
    assert_eq!(db.store.response_count(wave).await.unwrap(), 60);
}

/// The next time fewer than k are new, and nothing is moved.
#[tokio::test]
async fn a_mixing_that_broke_off_after_the_move_is_ended_the_next_time() {
    let Some(db) = postgres().await else { return };
    let (wave, codes) = with_codes(&db, "w", Access::Invited, 60).await;
    send_all(&db, wave, &codes).await;
    db.run(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$; \
         CREATE TRIGGER refusing BEFORE UPDATE ON inbox FOR EACH ROW EXECUTE FUNCTION refuse()",
    )
    .await;
    db.store.mix(wave, K).await.unwrap_err();
    assert!(!documents(&db.store, wave).await.is_empty(), "it broke off too early");
    assert!(db.look::<i64>(LINKS).await[0] > 0, "else this test tests nothing");
    db.run("DROP TRIGGER refusing ON inbox").await;
    assert_eq!(db.store.mix(wave, K).await.unwrap(), 0);
    assert_eq!(db.look::<i64>(LINKS).await, [0]);
    assert_eq!(db.look::<i64>("SELECT blur_owed FROM wave").await, [0]);
}

/// A lock that is waited for holds up whoever comes later, though nobody has it yet.
#[tokio::test]
async fn a_settling_that_waits_for_a_dump_does_not_hold_up_who_answers() {
    let Some(db) = postgres().await else { return };
    let (wave, codes) = with_codes(&db, "w", Access::Code, 30).await;
    send_all(&db, wave, &codes).await;
    close(&db, wave).await;
    let other = db.wave("other").await;
    let dump = in_the_middle(&db, "LOCK TABLE response, receipt IN ACCESS SHARE MODE").await;
    let settling = {
        let store = db.store.clone();
        tokio::spawn(async move { store.settle(wave, K).await })
    };
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!settling.is_finished(), "nothing was waited for");
    for at in 0..20 {
        db.store.submit(submission(other, &at.to_string(), "{}")).await.unwrap();
    }
    dump.close().await.unwrap();
    // On a busy machine it may have given up by now.
    if settling.await.unwrap().is_err() {
        db.store.settle(wave, K).await.unwrap();
    }
    assert_eq!(documents(&db.store, wave).await.len(), 30);
    db.store.set_wave_state(wave, WaveState::Closed, WaveState::Released, "2026-11-02").await.unwrap();
}
