use std::fs;

use store::{Error, Id, KeptResults, WaveState};

use crate::{
    databases::{Fresh, databases, sqlite},
    responses::submission,
};

use WaveState::{Closed, Open, Planned};

const TOLD: &str = "Kaffeemaschine-im-Pausenraum";
const ANSWERS: &str = r#"{"wunsch":"Kaffeemaschine-im-Pausenraum"}"#;

fn kept(day: &str) -> KeptResults {
    KeptResults { day: day.to_owned(), results: "{\"figures\":1}".to_owned(), coverage: None }
}

/// An open wave that so many have answered.
async fn answered(db: &Fresh, slug: &str, count: usize) -> Id {
    let wave = db.planned_wave(slug).await;
    db.store.set_wave_state(wave, Planned, Open, "2026-10-01").await.unwrap();
    for n in 0..count {
        db.store.submit(submission(wave, &format!("{slug}-{n}"), ANSWERS)).await.unwrap();
    }
    wave
}

async fn ended(db: &Fresh, wave: Id) {
    db.store.set_wave_state(wave, Open, Closed, "2026-11-01").await.unwrap();
    db.store.settle(wave, 5).await.unwrap();
}

#[tokio::test]
async fn the_answers_of_one_wave_are_deleted_and_its_results_and_counts_stay() {
    for db in databases().await {
        let store = &db.store;
        let (wave, other) = (answered(&db, "w1", 600).await, answered(&db, "w2", 7).await);
        ended(&db, wave).await;
        ended(&db, other).await;
        assert!(store.has_responses(wave).await.unwrap());
        assert_eq!(store.kept_results(wave).await.unwrap(), None);

        store.clear_responses(wave, &kept("2027-11-02")).await.unwrap();
        assert!(!store.has_responses(wave).await.unwrap());
        assert!(store.has_responses(other).await.unwrap());
        assert_eq!(store.kept_results(wave).await.unwrap(), Some(kept("2027-11-02")));
        assert_eq!(store.response_count(wave).await.unwrap(), 600);
        let cleared = store.wave_by_id(wave).await.unwrap().unwrap();
        assert_eq!(cleared.cleared.as_deref(), Some("2027-11-02"));
        // Whoever came now would be the only one whose answer is stored.
        assert!(matches!(store.set_wave_state(wave, Closed, Open, "2027-11-03").await, Err(Error::Conflict)));

        // What was kept first stays: a second time there is nothing left to work it out from.
        let second = KeptResults { results: "{}".to_owned(), ..kept("2027-12-01") };
        store.clear_responses(wave, &second).await.unwrap();
        assert_eq!(store.kept_results(wave).await.unwrap(), Some(kept("2027-11-02")));
        assert_eq!(store.wave_by_id(other).await.unwrap().unwrap().cleared, None);
    }
}

#[tokio::test]
async fn nothing_is_deleted_while_a_wave_takes_answers() {
    for db in databases().await {
        let wave = answered(&db, "w1", 3).await;
        assert!(matches!(db.store.clear_responses(wave, &kept("2027-11-02")).await, Err(Error::Conflict)));
        db.store.set_wave_state(wave, Open, Closed, "2026-11-01").await.unwrap();
        // Not settled yet.
        assert!(matches!(db.store.clear_responses(wave, &kept("2027-11-02")).await, Err(Error::Conflict)));
        assert!(db.store.has_responses(wave).await.unwrap());
        assert_eq!(db.store.kept_results(wave).await.unwrap(), None);
    }
}

/// On SQLite: not in the file and not in the log beside it.
#[tokio::test]
async fn nothing_of_a_deleted_answer_is_left_in_the_files() {
    let db = sqlite().await;
    let wave = answered(&db, "w1", 40).await;
    ended(&db, wave).await;
    assert!(told_in_a_file(&db), "the test would see it");
    db.store.clear_responses(wave, &kept("2027-11-02")).await.unwrap();
    db.store.checkpoint().await.unwrap();
    assert!(!told_in_a_file(&db));
}

fn told_in_a_file(db: &Fresh) -> bool {
    let files = fs::read_dir(db.folder.as_ref().unwrap()).unwrap();
    let holds = |bytes: Vec<u8>| bytes.windows(TOLD.len()).any(|part| part == TOLD.as_bytes());
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).any(holds)
}
