//! Counters of pages, which know of no response.

use domain::paradata::{Cell, Counts, Dimension, REST, SENT, Tally, pages, sent, values};
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

/// The values of a dimension, and how many have sent in each.
fn senders(counts: &Counts, dimension: Dimension) -> Vec<(&str, u64)> {
    let values = values(counts, dimension).into_iter();
    values.map(|value| (value, sent(&pages(counts, dimension, Some(value))))).collect()
}

async fn end(db: &Fresh, wave: Id) {
    db.store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-10-06").await.unwrap();
    db.store.settle(wave, K).await.unwrap();
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
async fn days_on_which_few_have_sent_are_told_apart_no_longer_once_they_are_over() {
    for db in databases().await {
        let wave = db.wave("w").await;
        // On the second day ten begin and nine of them stop.
        add(&db, wave, [came("2026-10-01", "a", 2), came("2026-10-01", SENT, 2), came("2026-10-02", "a", 10)]).await;
        add(&db, wave, [came("2026-10-02", "b", 1), came("2026-10-02", SENT, 1), came("2026-10-03", "a", 9)]).await;
        add(&db, wave, [came("2026-10-03", SENT, 9), came("2026-10-04", SENT, 2), came("2026-10-05", SENT, 1)]).await;
        let whole = pages(&db.store.paradata(wave).await.unwrap(), Dimension::Day, None);
        for _ in 0..2 {
            db.store.merge_days(wave, K, "2026-10-05").await.unwrap();
            let counts = db.store.paradata(wave).await.unwrap();
            let left = [("2026-10-03", 12), ("2026-10-04", 2), ("2026-10-05", 1)];
            assert_eq!(senders(&counts, Dimension::Day), left, "today is not over, and the last days wait for more");
            assert_eq!(pages(&counts, Dimension::Day, None), whole);
        }
        end(&db, wave).await;
        let counts = db.store.paradata(wave).await.unwrap();
        assert_eq!(counts, [came("2026-10-05", "a", 21), came("2026-10-05", SENT, 15)].into_iter().collect());
    }
}

#[tokio::test]
async fn a_language_or_device_of_few_is_told_apart_no_longer_after_the_end() {
    for db in databases().await {
        let wave = db.wave("w").await;
        for (dimension, value, count) in [
            (Dimension::Locale, "de-sie", 9),
            (Dimension::Locale, "en", 3),
            (Dimension::Locale, "tr", 2),
            (Dimension::Device, "phone", 13),
            (Dimension::Device, "unknown", 1),
        ] {
            let came = Tally { reached: count, ..Tally::default() };
            add(&db, wave, ["a", SENT].map(|page| (cell(dimension, value, page), came))).await;
        }
        db.store.merge_days(wave, K, "2026-10-06").await.unwrap();
        let running = db.store.paradata(wave).await.unwrap();
        assert_eq!(senders(&running, Dimension::Locale).len(), 3, "more may come");
        for _ in 0..2 {
            match db.store.wave("w").await.unwrap().unwrap().settled {
                false => end(&db, wave).await,
                true => db.store.settle(wave, K).await.unwrap(),
            }
            let counts = db.store.paradata(wave).await.unwrap();
            assert_eq!(senders(&counts, Dimension::Locale), [("de-sie", 9), (REST, 5)]);
            assert_eq!(senders(&counts, Dimension::Device), [("phone", 14)]);
        }
        // What was still on its way would be the way of one.
        add(&db, wave, [(cell(Dimension::Locale, "uk", "a"), Tally::reached())]).await;
        assert!(!values(&db.store.paradata(wave).await.unwrap(), Dimension::Locale).contains(&"uk"));
    }
}

/// What was seen is in the database, so that neither a restart nor the end shows the few who came since.
#[tokio::test]
async fn what_staff_have_seen_stands_until_k_more_have_come() {
    for db in databases().await {
        let wave = db.wave("w").await;
        let of = |count| (cell(Dimension::Locale, "en", "a"), Tally { reached: count, ..Tally::default() });
        let shown = |counts: Counts| counts.values().map(|tally| tally.reached).max().unwrap_or_default();
        add(&db, wave, [of(4)]).await;
        assert_eq!(shown(db.store.show_paradata(wave, K).await.unwrap()), 0);
        add(&db, wave, [of(3), came("2026-10-01", "b", 6)]).await;
        assert_eq!(shown(db.store.show_paradata(wave, K).await.unwrap()), 7);
        add(&db, wave, [of(4)]).await;
        assert_eq!(shown(db.store.show_paradata(wave, K).await.unwrap()), 7);
        add(&db, wave, [(cell(Dimension::Locale, "en", SENT), Tally { reached: 8, ..Tally::default() })]).await;
        end(&db, wave).await;
        let last = db.store.show_paradata(wave, K).await.unwrap();
        assert_eq!(last[&cell(Dimension::Locale, "en", "a")].reached, 7, "four more by the end");
        let kept: Vec<String> = db.look("SELECT document FROM shown WHERE what = 'pages'").await;
        assert!(kept.len() == 1 && kept[0].contains("\"en\""), "{kept:?}");
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
    end(&db, ended).await;
    for wave in [runs, ended] {
        db.store.show_paradata(wave, K).await.unwrap();
        db.store.show_returns(wave, "{}").await.unwrap();
    }
    let to = db.folder.as_ref().unwrap().path().join("copy.sqlite");
    db.store.back_up(&to).await.unwrap();
    let copy = store::Store::open(&store::Location::Sqlite(to)).await.unwrap();
    assert!(copy.paradata(runs).await.unwrap().is_empty());
    assert_eq!(copy.paradata(ended).await.unwrap().len(), 1);
    assert_eq!(copy.show_paradata(runs, K).await.unwrap().len(), 0);
    for (wave, is_kept) in [(runs, false), (ended, true)] {
        assert_eq!(copy.shown_returns(wave).await.unwrap().is_some(), is_kept);
    }
}
