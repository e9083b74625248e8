//! Counters of pages, which know of no response.

use domain::paradata::{Cell, Counts, Dimension, Tally, pages, people, values};
use store::{Id, WaveState};

use crate::databases::{Fresh, databases, sqlite};

const K: u64 = 5;

fn cell(dimension: Dimension, value: &str, page: &str) -> Cell {
    Cell { dimension, value: value.to_owned(), page: page.to_owned() }
}

/// So many who came to a page on a day.
fn came(day: &str, page: &str, count: u64) -> (Cell, Tally) {
    (cell(Dimension::Day, day, page), Tally { reached: count, ..Tally::default() })
}

async fn add(db: &Fresh, wave: Id, counts: impl IntoIterator<Item = (Cell, Tally)>) {
    db.store.add_paradata(vec![(wave, counts.into_iter().collect())]).await.unwrap();
}

fn days(counts: &Counts) -> Vec<(&str, u64)> {
    let days = values(counts, Dimension::Day);
    days.into_iter().map(|day| (day, people(&pages(counts, Dimension::Day, Some(day))))).collect()
}

#[tokio::test]
async fn what_happened_is_added_up_and_read_back() {
    for db in databases().await {
        let (wave, other) = (db.wave("w").await, db.wave("other").await);
        let done = Tally { reached: 3, done: 2, edits: 1, dwell: [1, 2, 3, 4, 5, 6, 7, 8] };
        for _ in 0..2 {
            add(&db, wave, [(cell(Dimension::Device, "phone", "a"), done)]).await;
        }
        add(&db, wave, [came("2026-10-01", "a", 7)]).await;
        add(&db, other, [came("2026-10-01", "a", 1)]).await;
        let twice = Tally { reached: 6, done: 4, edits: 2, dwell: [2, 4, 6, 8, 10, 12, 14, 16] };
        let expected: Counts =
            [(cell(Dimension::Device, "phone", "a"), twice), came("2026-10-01", "a", 7)].into_iter().collect();
        assert_eq!(db.store.paradata(wave).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn days_with_few_people_are_told_apart_no_longer_once_they_are_over() {
    for db in databases().await {
        let wave = db.wave("w").await;
        add(&db, wave, [came("2026-10-01", "a", 2), came("2026-10-01", "b", 1), came("2026-10-02", "a", 3)]).await;
        add(&db, wave, [came("2026-10-03", "a", 9), came("2026-10-04", "b", 2), came("2026-10-05", "a", 1)]).await;
        add(&db, wave, [(cell(Dimension::Locale, "en", "a"), Tally::reached())]).await;
        let whole = pages(&db.store.paradata(wave).await.unwrap(), Dimension::Day, None);
        for _ in 0..2 {
            db.store.merge_days(wave, K, "2026-10-05").await.unwrap();
            let counts = db.store.paradata(wave).await.unwrap();
            let left = [("2026-10-02", 5), ("2026-10-03", 9), ("2026-10-04", 2), ("2026-10-05", 1)];
            assert_eq!(days(&counts), left, "today is not over, and the last days wait for more");
            assert_eq!(pages(&counts, Dimension::Day, None), whole);
            assert_eq!(values(&counts, Dimension::Locale), ["en"]);
        }
        db.store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-10-06").await.unwrap();
        db.store.settle(wave, K).await.unwrap();
        let counts = db.store.paradata(wave).await.unwrap();
        assert_eq!(days(&counts), [("2026-10-02", 5), ("2026-10-05", 10)]);
        assert_eq!(pages(&counts, Dimension::Day, None), whole);
    }
}

#[tokio::test]
async fn the_counters_have_no_column_for_a_person_or_a_time() {
    for db in databases().await {
        let found: Vec<String> = match db.folder.is_some() {
            true => db.look("SELECT name FROM pragma_table_info('paradata') ORDER BY cid").await,
            false => {
                db.look(
                    "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'paradata' \
                     ORDER BY ordinal_position",
                )
                .await
            }
        };
        assert_eq!(found[..4], ["wave", "dimension", "value", "page"]);
        let counts = ["reached", "done", "edits", "under_2", "under_5", "under_10", "under_20", "under_40"];
        assert_eq!(found[4..12], counts);
        assert_eq!(found[12..], ["under_90", "under_300", "longer"]);
    }
}

/// Two copies would show what those did who came between them.
#[tokio::test]
async fn a_copy_leaves_out_how_a_running_wave_is_walked_through() {
    let db = sqlite().await;
    let (runs, ended) = (db.wave("runs").await, db.wave("ended").await);
    for wave in [runs, ended] {
        add(&db, wave, [came("2026-10-01", "a", 7)]).await;
    }
    db.store.set_wave_state(ended, WaveState::Open, WaveState::Closed, "2026-10-06").await.unwrap();
    db.store.settle(ended, K).await.unwrap();
    let to = db.folder.as_ref().unwrap().path().join("copy.sqlite");
    db.store.back_up(&to).await.unwrap();
    let copy = store::Store::open(&store::Location::Sqlite(to)).await.unwrap();
    assert!(copy.paradata(runs).await.unwrap().is_empty());
    assert_eq!(copy.paradata(ended).await.unwrap().len(), 1);
}
