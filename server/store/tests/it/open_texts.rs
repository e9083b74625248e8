use std::fs;

use store::{
    Act, CodedPlace, Coding, Error, Id, KeptResults, OpenText, Store, TextCoding, TextDecision, TextList, TextState,
    WaveState,
};

use crate::{
    databases::{Fresh, databases, sqlite},
    responses::submission,
};

use TextState::{KeptBack, Released, Waiting};

const TOLD: &str = "Kaffeemaschine-im-Pausenraum";
const DAY: &str = "2026-11-20";

/// An ended wave that may be reviewed, and who reviews it.
async fn ended(db: &Fresh) -> (Id, Id) {
    let (store, wave) = (&db.store, db.wave("w").await);
    let anna = store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
    store.submit(submission(wave, "one", &format!("{{\"wunsch\":{{\"t\":\"{TOLD}\"}}}}"))).await.unwrap();
    store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-11-01").await.unwrap();
    store.settle(wave, 5).await.unwrap();
    store.mark_viewed(wave).await.unwrap();
    (wave, anna)
}

fn texts(item: &str, count: usize) -> Vec<(String, String)> {
    (0..count).map(|n| (item.to_owned(), format!("{TOLD} {n}"))).collect()
}

fn decide(text: &OpenText, to: TextState, redacted: &str, reviewer: Id) -> TextDecision {
    TextDecision {
        id: text.id,
        from: text.state,
        before: text.redacted.clone(),
        to,
        redacted: redacted.to_owned(),
        reviewer,
    }
}

async fn of(store: &Store, wave: Id, item: &str) -> Vec<OpenText> {
    let all = store.open_texts(wave).await.unwrap();
    all.into_iter().filter(|text| text.item == item).collect()
}

#[tokio::test]
async fn the_queue_is_made_once_and_every_text_waits_in_it_as_it_was_given() {
    for db in databases().await {
        let (wave, anna) = ended(&db).await;
        let store = &db.store;
        assert_eq!(store.text_review(wave).await.unwrap(), None);
        let all = [texts("wunsch", 600), texts("grund:comment", 12)].concat();
        store.begin_text_review(wave, all, anna).await.unwrap();
        // Whoever comes second changes nothing, whatever they bring.
        store.begin_text_review(wave, texts("anderes", 3), anna).await.unwrap();
        let queue = store.open_texts(wave).await.unwrap();
        assert_eq!(queue.len(), 612);
        assert!(
            queue.iter().all(|text| text.state == Waiting && text.given == text.redacted && text.reviewer.is_none())
        );
        let mut given: Vec<&str> = queue.iter().filter(|t| t.item == "wunsch").map(|t| t.given.as_str()).collect();
        given.sort_unstable();
        given.dedup();
        assert_eq!(given.len(), 600);
        let mut counts = store.open_text_counts(wave).await.unwrap();
        counts.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(counts, [("grund:comment".to_owned(), Waiting, 12), ("wunsch".to_owned(), Waiting, 600)]);
        let columns = match db.folder.is_some() {
            true => "SELECT name FROM pragma_table_info('open_text') ORDER BY cid",
            false => {
                "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'open_text' \
                 ORDER BY ordinal_position"
            }
        };
        let columns: Vec<String> = db.look(columns).await;
        assert_eq!(columns, ["wave", "item", "id", "given", "redacted", "state", "reviewer"], "nothing leads back");
    }
}

#[tokio::test]
async fn only_a_wave_that_has_ended_was_mixed_and_seen_is_reviewed() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.wave("w").await);
        let anna = store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
        let refused = async || {
            let begun = store.begin_text_review(wave, texts("wunsch", 12), anna).await;
            assert!(matches!(begun, Err(Error::Conflict)), "{begun:?}");
            let left: Vec<i64> = db.look("SELECT count(*) FROM open_text").await;
            assert_eq!(left, [0], "what was refused leaves nothing behind");
        };
        refused().await;
        store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-11-01").await.unwrap();
        refused().await;
        store.settle(wave, 5).await.unwrap();
        refused().await;
        store.mark_viewed(wave).await.unwrap();
        store.begin_text_review(wave, texts("wunsch", 12), anna).await.unwrap();
    }
}

#[tokio::test]
async fn a_queue_that_broke_off_is_not_seen_and_is_made_anew() {
    for db in databases().await {
        let (wave, anna) = ended(&db).await;
        let store = &db.store;
        store.begin_text_review(wave, texts("wunsch", 12), anna).await.unwrap();
        db.run("DELETE FROM text_review").await;
        assert!(store.open_texts(wave).await.unwrap().is_empty());
        assert!(store.open_text_counts(wave).await.unwrap().is_empty());
        store.begin_text_review(wave, texts("wunsch", 11), anna).await.unwrap();
        assert_eq!(store.open_texts(wave).await.unwrap().len(), 11);
    }
}

#[tokio::test]
async fn of_two_who_decide_the_second_is_told_and_nothing_of_theirs_stays() {
    for db in databases().await {
        let (wave, anna) = ended(&db).await;
        let store = &db.store;
        let bert = store.create_account("bert@example.org", "Bert", "hash").await.unwrap();
        store.begin_text_review(wave, texts("wunsch", 3), anna).await.unwrap();
        let before = store.text_review(wave).await.unwrap().unwrap();
        let queue = store.open_texts(wave).await.unwrap();
        store.decide_texts(wave, vec![decide(&queue[0], Released, "[…]", anna)], DAY).await.unwrap();
        assert_eq!(store.text_review(wave).await.unwrap(), Some(before + 1));
        let late = vec![decide(&queue[1], Released, "x", bert), decide(&queue[0], KeptBack, "y", bert)];
        assert!(matches!(store.decide_texts(wave, late, DAY).await, Err(Error::Conflict)));
        let first = store.open_text(wave, queue[0].id).await.unwrap().unwrap();
        let stands =
            OpenText { redacted: "[…]".to_owned(), state: Released, reviewer: Some(anna), ..queue[0].clone() };
        assert_eq!(first, stands);
        assert_eq!(store.open_text(wave, queue[1].id).await.unwrap().unwrap(), queue[1]);
        // Page by page, in the order of the ids.
        let page = store.open_texts_of(wave, "wunsch", TextList::Waiting, None, 1).await.unwrap();
        let next = store.open_texts_of(wave, "wunsch", TextList::Waiting, Some(page[0].id), 5).await.unwrap();
        assert_eq!([page, next].concat(), queue[1..]);
        assert_eq!(store.open_texts_of(wave, "wunsch", TextList::Decided, None, 5).await.unwrap(), [stands]);
        store.end_text_review(wave, anna, DAY).await.unwrap();
        let gone = store.decide_texts(wave, vec![decide(&queue[2], Released, "z", bert)], DAY).await;
        assert!(matches!(gone, Err(Error::Conflict)));
        let left: Vec<i64> = db.look("SELECT count(*) FROM open_text").await;
        assert_eq!((left[0], store.text_review(wave).await.unwrap()), (0, None));
    }
}

/// With single answers what was typed goes, what was released stays as it was redacted, and how many were kept back.
#[tokio::test]
async fn with_the_answers_goes_all_that_was_not_released() {
    for db in databases().await {
        let (wave, anna) = ended(&db).await;
        let store = &db.store;
        store.begin_text_review(wave, texts("wunsch", 3), anna).await.unwrap();
        let queue = store.open_texts(wave).await.unwrap();
        let decisions = vec![decide(&queue[0], Released, "geschwärzt", anna), decide(&queue[1], KeptBack, TOLD, anna)];
        store.decide_texts(wave, decisions, DAY).await.unwrap();
        let kept = KeptResults { day: "2027-11-02".to_owned(), results: "{}".to_owned(), coverage: None };
        store.clear_responses(wave, &kept).await.unwrap();
        let left = of(store, wave, "wunsch").await;
        let left: Vec<_> = left.iter().map(|t| (t.given.as_str(), t.redacted.as_str(), t.state)).collect();
        assert_eq!(left, [("", "geschwärzt", Released), ("", "", KeptBack), ("", "", KeptBack)]);
        store.end_text_review(wave, anna, DAY).await.unwrap();
        let begun = store.begin_text_review(wave, texts("wunsch", 12), anna).await;
        assert!(matches!(begun, Err(Error::Conflict)), "there is nothing to review any more");
    }
}

/// On SQLite: not in the file and not in the log beside it; and a copy that may be kept holds the queue as it stands.
#[tokio::test]
async fn nothing_of_a_text_is_left_in_the_files_when_its_time_is_over() {
    let db = sqlite().await;
    let (wave, anna) = ended(&db).await;
    db.store.begin_text_review(wave, texts("wunsch", 300), anna).await.unwrap();
    let copies = tempfile::tempdir().unwrap();
    db.store.back_up(&copies.path().join("copy.sqlite")).await.unwrap();
    assert!(is_told_in(copies.path()) && is_told_in(db.folder.as_ref().unwrap().path()));
    let kept = KeptResults { day: "2027-11-02".to_owned(), results: "{}".to_owned(), coverage: None };
    db.store.clear_responses(wave, &kept).await.unwrap();
    db.store.checkpoint().await.unwrap();
    assert!(!is_told_in(db.folder.as_ref().unwrap().path()));
}

fn is_told_in(folder: &std::path::Path) -> bool {
    let holds = |bytes: Vec<u8>| bytes.windows(TOLD.len()).any(|part| part == TOLD.as_bytes());
    fs::read_dir(folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).any(holds)
}

#[tokio::test]
async fn a_wave_that_is_deleted_takes_its_queue_along() {
    for db in databases().await {
        let (wave, anna) = ended(&db).await;
        db.store.begin_text_review(wave, texts("wunsch", 12), anna).await.unwrap();
        for table in ["response", "receipt", "returns", "returns_kreis"] {
            db.run(&format!("DELETE FROM {table}")).await;
        }
        db.run("DELETE FROM wave").await;
        let left: Vec<i64> =
            db.look("SELECT (SELECT count(*) FROM open_text) + (SELECT count(*) FROM text_review)").await;
        assert_eq!(left, [0]);
    }
}

/// Spearman's rank correlation of where two texts of one person lie is that of chance: five standard errors. On PostgreSQL
/// as the rows lie in the heap.
#[tokio::test]
async fn where_the_texts_of_one_person_lie_says_nothing_about_each_other() {
    const N: usize = 400;
    for db in databases().await {
        let (wave, anna) = ended(&db).await;
        let person = |n: usize| [("a".to_owned(), n.to_string()), ("b".to_owned(), n.to_string())];
        db.store.begin_text_review(wave, (0..N).flat_map(person).collect(), anna).await.unwrap();
        if db.folder.is_none() {
            for plan in ["SET enable_indexscan = off", "SET enable_bitmapscan = off", "SET enable_indexonlyscan = off"]
            {
                db.for_all_sessions(plan).await;
            }
        }
        let places = |order: Vec<String>| {
            let mut places = vec![0.0; N];
            order.iter().enumerate().for_each(|(at, n)| places[n.parse::<usize>().unwrap()] = at as f64);
            places
        };
        let a = places(db.look("SELECT given FROM open_text WHERE item = 'a'").await);
        let b = places(db.look("SELECT given FROM open_text WHERE item = 'b'").await);
        let arrival: Vec<f64> = (0..N).map(|n| n as f64).collect();
        for (one, other) in [(&a, &b), (&a, &arrival), (&b, &arrival)] {
            let squares: f64 = one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum();
            let n = N as f64;
            let rho = 1.0 - 6.0 * squares / (n * (n * n - 1.0));
            assert!(rho.abs() < 5.0 / (n - 1.0).sqrt(), "{:?}: {rho}", db.location);
        }
    }
}

fn code(text: &OpenText, themes: &[&str], coder: Id) -> TextCoding {
    TextCoding {
        id: text.id,
        redacted: text.redacted.clone(),
        before: text.coding.as_ref().map(|coding| coding.themes.clone()),
        themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
        coder,
    }
}

async fn coded(store: &Store, wave: Id) -> Vec<(Id, Vec<String>)> {
    let all = store.open_texts(wave).await.unwrap();
    all.into_iter().filter_map(|text| Some((text.id, text.coding?.themes))).collect()
}

#[tokio::test]
async fn a_released_text_is_coded_as_it_is_shown_and_only_until_it_is_another() {
    for db in databases().await {
        let (wave, anna) = ended(&db).await;
        let store = &db.store;
        let bert = store.create_account("bert@example.org", "Bert", "hash").await.unwrap();
        store.begin_text_review(wave, texts("wunsch", 4), anna).await.unwrap();
        let queue = store.open_texts(wave).await.unwrap();
        let waiting = store.code_texts(wave, vec![code(&queue[0], &["geld"], anna)], DAY).await;
        assert!(matches!(waiting, Err(Error::Conflict)), "nobody has released it");
        let release = |text: &OpenText| decide(text, Released, &text.redacted, anna);
        store.decide_texts(wave, queue[..3].iter().map(release).collect(), DAY).await.unwrap();
        let queue = store.open_texts(wave).await.unwrap();
        let before = store.text_review(wave).await.unwrap().unwrap();
        let both = vec![code(&queue[0], &["geld", "weg"], anna), code(&queue[1], &[], anna)];
        store.code_texts(wave, both, DAY).await.unwrap();
        assert_eq!(store.text_review(wave).await.unwrap(), Some(before + 1), "what is kept of it is made anew");
        let places = store.coded_places(wave).await.unwrap();
        assert_eq!(places, [CodedPlace { item: "wunsch".to_owned(), released: 3, coded: 2 }]);
        let first = store.open_text(wave, queue[0].id).await.unwrap().unwrap();
        let themes = ["geld", "weg"].map(str::to_owned).to_vec();
        assert_eq!(first.coding, Some(Coding { themes: themes.clone(), coder: anna }));
        let list = async |list| {
            let found = store.open_texts_of(wave, "wunsch", list, None, 9).await.unwrap();
            found.into_iter().map(|text| text.id).collect::<Vec<_>>()
        };
        assert_eq!(list(TextList::Uncoded).await, [queue[2].id]);
        assert_eq!(list(TextList::Coded).await, [queue[0].id, queue[1].id]);
        // Of two who code the second is told, and nothing of theirs stays.
        let late = vec![code(&queue[2], &["weg"], bert), code(&queue[0], &["weg"], bert)];
        assert!(matches!(store.code_texts(wave, late, DAY).await, Err(Error::Conflict)));
        let stands = vec![(queue[0].id, themes.clone()), (queue[1].id, Vec::new())];
        assert_eq!(coded(store, wave).await, stands);
        store.code_texts(wave, vec![code(&first, &["weg"], bert)], DAY).await.unwrap();
        // Released once more as it was, it keeps its themes; redacted otherwise or kept back it has none.
        let again = store.open_text(wave, queue[0].id).await.unwrap().unwrap();
        store.decide_texts(wave, vec![release(&again)], DAY).await.unwrap();
        assert_eq!(coded(store, wave).await.len(), 2);
        store.decide_texts(wave, vec![decide(&again, Released, "[…]", anna)], DAY).await.unwrap();
        assert_eq!(coded(store, wave).await, [(queue[1].id, Vec::new())]);
        store.decide_texts(wave, vec![decide(&queue[1], KeptBack, TOLD, anna)], DAY).await.unwrap();
        assert!(coded(store, wave).await.is_empty());
        // Whoever coded stays by name, and with the queue everything goes.
        let last = store.open_text(wave, queue[2].id).await.unwrap().unwrap();
        store.code_texts(wave, vec![code(&last, &["weg"], bert)], DAY).await.unwrap();
        assert_eq!(store.remove_account(bert).await.unwrap(), store::Removal::Name);
        store.end_text_review(wave, anna, DAY).await.unwrap();
        let left: Vec<i64> = db.look("SELECT count(*) FROM text_coding").await;
        assert_eq!(left, [0]);
    }
}

#[tokio::test]
async fn what_becomes_public_by_coding_stands_in_the_log() {
    for db in databases().await {
        let (wave, anna) = ended(&db).await;
        let store = &db.store;
        let log = async || {
            let mut log: Vec<Act> = store.release_log().await.unwrap().into_iter().map(|line| line.act).collect();
            log.retain(|act| matches!(act, Act::Themes | Act::ThemesBack));
            log.reverse();
            log
        };
        store.begin_text_review(wave, texts("wunsch", 2), anna).await.unwrap();
        let code_all = async || {
            let all = store.open_texts(wave).await.unwrap();
            let released: Vec<_> = all.iter().filter(|text| text.state == Released).collect();
            let codings = released.iter().map(|text| code(text, &["geld"], anna)).collect();
            store.code_texts(wave, codings, DAY).await.unwrap();
        };
        let first = store.open_texts(wave).await.unwrap();
        store.decide_texts(wave, vec![decide(&first[0], Released, "a", anna)], DAY).await.unwrap();
        code_all().await;
        store.set_wave_state(wave, WaveState::Closed, WaveState::Released, DAY).await.unwrap();
        assert!(log().await.is_empty(), "nobody saw it, and one text waits");
        // The last text that waits is kept back: now the others are counted.
        store.decide_texts(wave, vec![decide(&first[1], KeptBack, "b", anna)], DAY).await.unwrap();
        assert_eq!(log().await, [Act::Themes]);
        let second = store.open_text(wave, first[1].id).await.unwrap().unwrap();
        store.decide_texts(wave, vec![decide(&second, Released, "b", anna)], DAY).await.unwrap();
        assert_eq!(log().await, [Act::Themes, Act::ThemesBack]);
        code_all().await;
        assert_eq!(log().await, [Act::Themes, Act::ThemesBack, Act::Themes]);
        let line = store.release_log().await.unwrap().remove(0);
        assert_eq!((line.wave, line.day.as_str(), line.account), (wave, DAY, Some(anna)));
        store.end_text_review(wave, anna, DAY).await.unwrap();
        assert_eq!(log().await, [Act::Themes, Act::ThemesBack, Act::Themes, Act::ThemesBack]);
    }
}
