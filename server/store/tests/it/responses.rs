use std::{collections::BTreeSet, time::Duration};

use domain::{
    Answers, Key, OptionId,
    answer::{Missing, Value},
    id::ItemId,
};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, TestRunner},
};
use store::{Counted, Error, Id, Imported, KeyHash, SentDraft, Store, Submission, Submitted, WaveState};
use tokio::task::JoinSet;

use crate::databases::{Fresh, databases};

pub fn submission(wave: Id, key: &str, answers: &str) -> Submission {
    Submission {
        key: KeyHash::of(key.as_bytes()),
        ticket: None,
        consent: None,
        k: 5,
        draft: None,
        wave,
        version: 1,
        answers: answers.to_owned(),
        kreis: Some("Rostock".into()),
        day: "2026-11-23".into(),
        held_back: false,
        quotas: Vec::new(),
    }
}

pub async fn documents(store: &Store, wave: Id) -> Vec<String> {
    let mut responses = store.responses(wave).await.unwrap();
    let mut documents = Vec::new();
    while let Some(batch) = responses.next().await.unwrap() {
        documents.extend(batch.iter().map(str::to_owned));
    }
    documents
}

/// Responses, receipts and what the counters say.
async fn counts(db: &Fresh) -> (i64, i64, i64) {
    let one = |counts: Vec<i64>| counts[0];
    (
        one(db.look("SELECT count(*) FROM response").await),
        one(db.look("SELECT count(*) FROM receipt").await),
        one(db.look("SELECT CAST(coalesce(sum(count), 0) AS BIGINT) FROM returns").await),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_key_fifty_times_at_once_is_one_response() {
    for db in databases().await {
        let wave = db.wave("w").await;
        let mut tries = JoinSet::new();
        for _ in 0..50 {
            let (store, submission) = (db.store.clone(), submission(wave, "form", r#"{"plaetze":3}"#));
            tries.spawn(async move { store.submit(submission).await.unwrap() });
        }
        let results = tries.join_all().await;
        assert_eq!(results.iter().filter(|result| **result == Submitted::Stored).count(), 1);
        assert_eq!(documents(&db.store, wave).await, [r#"{"plaetze":3}"#]);
        assert_eq!(counts(&db).await, (1, 1, 1));
    }
}

#[tokio::test]
async fn a_submit_takes_its_draft_along_and_is_counted() {
    for db in databases().await {
        let (store, wave, draft) = (&db.store, db.wave("w").await, KeyHash::of(b"cookie"));
        store.create_draft(draft, wave, vec![1], "2026-12-01").await.unwrap();
        let sent = SentDraft { key: draft, sealed: vec![1] };
        let first = Submission { draft: Some(sent), ..submission(wave, "a", "{}") };
        assert_eq!(store.submit(first.clone()).await.unwrap(), Submitted::Stored);
        assert_eq!(store.draft(draft).await.unwrap(), None);

        // Sent again: a receipt and nothing new. What the same browser has begun since then is left alone.
        store.create_draft(draft, wave, vec![2], "2026-12-01").await.unwrap();
        assert_eq!(store.submit(first).await.unwrap(), Submitted::Again);
        assert_eq!(store.draft(draft).await.unwrap().unwrap().sealed, [2]);

        for (key, kreis, day) in [("b", Some("Rostock"), "24"), ("c", None, "24"), ("d", Some("Güstrow"), "23")] {
            let kreis = kreis.map(str::to_owned);
            let next = Submission { kreis, day: format!("2026-11-{day}"), ..submission(wave, key, "{}") };
            assert_eq!(store.submit(next).await.unwrap(), Submitted::Stored);
        }
        assert_eq!(store.response_count(wave).await.unwrap(), 4);
        let days = store.returns_per_day(wave).await.unwrap();
        assert_eq!(days, [("2026-11-23".into(), 2), ("2026-11-24".into(), 2)]);
        let kreise = store.returns_per_kreis(wave).await.unwrap();
        assert_eq!(kreise, [("Güstrow".into(), 1), ("Rostock".into(), 2)]);
    }
}

#[tokio::test]
async fn a_submit_of_a_draft_that_has_changed_stores_nothing() {
    for db in databases().await {
        let (store, wave, draft) = (&db.store, db.wave("w").await, KeyHash::of(b"cookie"));
        store.create_draft(draft, wave, vec![2], "2026-12-01").await.unwrap();
        let stale = SentDraft { key: draft, sealed: vec![1] };
        let result = store.submit(Submission { draft: Some(stale), ..submission(wave, "a", "{}") }).await;
        assert!(matches!(result, Err(Error::Conflict)), "{result:?}");
        assert_eq!(store.draft(draft).await.unwrap().unwrap().sealed, [2]);
        assert_eq!(counts(&db).await, (0, 0, 0));
    }
}

#[tokio::test]
async fn the_same_key_in_another_wave_is_another_response() {
    for db in databases().await {
        for wave in [db.wave("one").await, db.wave("other").await] {
            assert_eq!(db.store.submit(submission(wave, "a", "{}")).await.unwrap(), Submitted::Stored);
            assert_eq!(db.store.response_count(wave).await.unwrap(), 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_goes_away_leaves_all_of_a_response_or_nothing() {
    for db in databases().await {
        let wave = db.wave("w").await;
        let mut given_up = 0;
        for i in 0..150 {
            let submit = db.store.submit(submission(wave, &format!("form {i}"), "{}"));
            given_up += u32::from(tokio::time::timeout(Duration::from_micros(i * 10), submit).await.is_err());
        }
        assert!(given_up > 0, "nobody gave up: this test tests nothing");
        // What is still under way comes before this in the queue of SQLite; PostgreSQL gets a moment.
        db.store.check().await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
        let (responses, receipts, returns) = counts(&db).await;
        assert_eq!((responses, responses), (receipts, returns));
    }
}

#[tokio::test]
async fn an_import_is_read_back_batch_by_batch_each_response_once() {
    for db in databases().await {
        let (wave, other) = (db.wave("w").await, db.wave("other").await);
        let response = |i: u32| Imported {
            answers: format!(r#"{{"plaetze":{i}}}"#),
            kreis: i.is_multiple_of(2).then(|| "Rostock".to_owned()),
            day: format!("2026-11-{:02}", i % 3 + 1),
        };
        assert_eq!(db.store.import_responses(wave, 1, (0..20_000).map(response)).await.unwrap(), 20_000);
        assert_eq!(db.store.import_responses(other, 1, (0..10).map(response)).await.unwrap(), 10);
        assert_eq!(db.store.import_responses(other, 1, []).await.unwrap(), 0);

        let found = documents(&db.store, wave).await;
        assert_eq!(found.len(), 20_000);
        let expected: BTreeSet<String> = (0..20_000).map(|i| response(i).answers).collect();
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);

        assert_eq!(db.store.response_count(wave).await.unwrap(), 20_000);
        let days: Vec<u64> = db.store.returns_per_day(wave).await.unwrap().into_iter().map(|(_, n)| n).collect();
        assert_eq!(days, [6_667, 6_667, 6_666]);
        assert_eq!(db.store.returns_per_kreis(wave).await.unwrap(), [("Rostock".into(), 10_000)]);
        assert_eq!(documents(&db.store, other).await.len(), 10);
    }
}

#[tokio::test]
async fn an_import_writes_the_rows_of_a_submit() {
    for db in databases().await {
        let (sent, imported) = (db.wave("sent").await, db.wave("imported").await);
        let answers = "{\"frei\":{\"t\":\"Grüße\"},\n\"plaetze\":3}";
        db.store.submit(submission(sent, "a", answers)).await.unwrap();
        let row = Imported { answers: answers.into(), kreis: Some("Rostock".into()), day: "2026-11-23".into() };
        db.store.import_responses(imported, 1, [row]).await.unwrap();
        // One line each, whatever it was when it came.
        assert_eq!(documents(&db.store, sent).await, [answers.replace('\n', " ")]);
        let rows = db.look::<String>("SELECT CAST(version AS TEXT) || answers FROM response").await;
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0], rows[1]);
        assert_eq!(db.store.returns_per_day(sent).await.unwrap(), db.store.returns_per_day(imported).await.unwrap());
        assert_eq!(
            db.store.returns_per_kreis(sent).await.unwrap(),
            db.store.returns_per_kreis(imported).await.unwrap()
        );
    }
}

#[tokio::test]
async fn an_unknown_wave_has_no_responses_and_takes_none() {
    for db in databases().await {
        let nowhere = Id::random();
        assert!(documents(&db.store, nowhere).await.is_empty());
        assert!(db.store.submit(submission(nowhere, "a", "{}")).await.is_err());
        assert_eq!(counts(&db).await, (0, 0, 0));
    }
}

fn answers() -> impl Strategy<Value = Answers> {
    let text = prop_oneof![any::<String>(), "[\\x01-\\x1f\"\\\\ \u{2028}äß😀]{0,20}"]
        .prop_map(|text| text.replace('\0', "")) // PostgreSQL has no NUL in text
        .prop_map(Value::Text);
    let value = prop_oneof![
        text,
        (0u32..100_000).prop_map(|n| Value::Number(f64::from(n) / 4.0)),
        Just(Value::Choice(OptionId::new("ja").unwrap())),
        Just(Value::Missing(Missing::DontKnow)),
    ];
    let key = "[a-z][a-z0-9_-]{0,8}".prop_map(|id| Key::item(&ItemId::new(&id).unwrap()));
    prop::collection::btree_map(key, value, 0..8).prop_map(Answers)
}

#[tokio::test]
async fn whatever_is_answered_comes_back_unchanged() {
    for db in databases().await {
        let mut runner = TestRunner::new(Config::default());
        for case in 0..40 {
            let wave = db.wave(&format!("wave-{case}")).await;
            let sent = prop::collection::vec(answers(), 0..12).new_tree(&mut runner).unwrap().current();
            let json = |answers: &Answers| serde_json::to_string(answers).unwrap();
            for (i, answers) in sent.iter().enumerate() {
                db.store.submit(submission(wave, &i.to_string(), &json(answers))).await.unwrap();
            }
            let found = documents(&db.store, wave).await;
            let mut found: Vec<String> =
                found.iter().map(|text| json(&serde_json::from_str::<Answers>(text).unwrap())).collect();
            let mut sent: Vec<String> = sent.iter().map(json).collect();
            found.sort();
            sent.sort();
            assert_eq!(found, sent);
        }
    }
}

/// Kept, acknowledged once, counted nowhere; all of them may join the others as long as nobody has seen those.
#[tokio::test]
async fn what_is_held_back_is_stored_and_counted_nowhere_until_it_is_taken_in() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.wave("w").await);
        for at in 0..7 {
            let kreis = Some("Kreis Höxter".to_owned());
            let one = Submission {
                held_back: at > 2,
                kreis,
                ..submission(wave, &at.to_string(), &format!("{{\"a\":{at}}}"))
            };
            let first = if at > 2 { Submitted::HeldBack } else { Submitted::Stored };
            assert_eq!(store.submit(one.clone()).await.unwrap(), first);
            assert_eq!(store.submit(one).await.unwrap(), Submitted::Again);
        }
        let counts = async || (store.response_count(wave).await.unwrap(), store.held_back(wave).await.unwrap());
        let counted = |_: i64, answers: &str| {
            let is_last = answers.contains('6');
            Some(Counted { kreis: is_last.then(|| "Kreis Lippe".to_owned()), quotas: vec!["alle".to_owned()] })
        };
        assert_eq!((counts().await, documents(store, wave).await.len()), ((3, 4), 3));
        assert_eq!(store.returns_per_kreis(wave).await.unwrap(), [("Kreis Höxter".to_owned(), 3)]);
        assert!(matches!(store.take_in(wave, counted).await, Err(Error::Conflict)), "not while the wave runs");
        store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-12-01").await.unwrap();
        store.settle(wave, 5).await.unwrap();
        assert_eq!((counts().await, documents(store, wave).await.len()), ((3, 4), 3), "left out if nobody decides");
        assert_eq!(store.take_in(wave, counted).await.unwrap(), 4);
        assert!(!store.wave("w").await.unwrap().unwrap().settled);
        store.settle(wave, 5).await.unwrap();
        let mut all = documents(store, wave).await;
        all.sort();
        assert_eq!((counts().await, all), ((7, 0), (0..7).map(|at| format!("{{\"a\":{at}}}")).collect()));
        assert!(store.returns_per_day(wave).await.unwrap().contains(&("2026-12-01".to_owned(), 4)));
        let kreise = [("Kreis Höxter".to_owned(), 3), ("Kreis Lippe".to_owned(), 1)];
        assert_eq!(store.returns_per_kreis(wave).await.unwrap(), kreise, "each where its answer says");
        assert_eq!(store.quota_counts(wave).await.unwrap(), [("alle".to_owned(), 4)]);
    }
}
