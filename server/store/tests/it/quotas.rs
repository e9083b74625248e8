use std::time::Duration;

use store::{Claim, Error, KeyHash, SentDraft, Submission, Submitted, TurnedAway};
use tokio::{task::JoinSet, time::timeout};

use crate::{
    databases::databases,
    responses::{documents, submission},
};

fn claim(quota: &str, limit: u32) -> Claim {
    Claim { quota: quota.to_owned(), limit }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_submits_at_once_never_exceed_a_quota() {
    for db in databases().await {
        let wave = db.wave("w").await;
        let mut tries = JoinSet::new();
        for number in 0..200 {
            // Each in two quotas, named in the order that would deadlock if the store kept it.
            let both = [claim("klein", 40), claim("bau", 25)];
            let quotas = if number % 2 == 0 { both.to_vec() } else { both.into_iter().rev().collect() };
            let submission = Submission { quotas, ..submission(wave, &number.to_string(), "{}") };
            let store = db.store.clone();
            tries.spawn(async move { store.submit(submission).await.unwrap() });
        }
        let results = timeout(Duration::from_secs(60), tries.join_all()).await.unwrap();
        let full = Submitted::Full("bau".to_owned());
        assert_eq!(results.iter().filter(|result| **result == Submitted::Stored).count(), 25);
        assert_eq!(results.iter().filter(|result| **result == full).count(), 175);
        assert_eq!(documents(&db.store, wave).await.len(), 25);
        assert_eq!(db.store.response_count(wave).await.unwrap(), 25);
        // No place is taken by somebody who was turned away for another quota.
        assert_eq!(db.store.quota_counts(wave).await.unwrap(), [("bau".into(), 25), ("klein".into(), 25)]);
        assert_eq!(db.store.turned_away(wave).await.unwrap(), [("bau".into(), 175)]);
        let receipts: Vec<i64> = db.look("SELECT count(*) FROM receipt").await;
        assert_eq!(receipts, [25]);
    }
}

#[tokio::test]
async fn a_full_quota_takes_the_draft_and_leaves_nothing_else() {
    for db in databases().await {
        let (store, wave, draft) = (&db.store, db.wave("w").await, KeyHash::of(b"cookie"));
        let one = |key| Submission { quotas: vec![claim("bau", 1)], ..submission(wave, key, "{}") };
        assert!(!store.is_full(wave, &claim("bau", 1)).await.unwrap());
        assert_eq!(store.submit(one("a")).await.unwrap(), Submitted::Stored);
        assert!(store.is_full(wave, &claim("bau", 1)).await.unwrap());
        assert!(!store.is_full(wave, &claim("bau", 2)).await.unwrap());
        assert!(!store.is_full(wave, &claim("handel", 1)).await.unwrap());
        // The same key again is the same response, full or not.
        assert_eq!(store.submit(one("a")).await.unwrap(), Submitted::Again);

        store.create_draft(draft, wave, vec![1], "2026-12-01").await.unwrap();
        let sent = SentDraft { key: draft, sealed: vec![1] };
        let late = Submission { draft: Some(sent), ..one("b") };
        assert_eq!(store.submit(late).await.unwrap(), Submitted::Full("bau".into()));
        assert_eq!(store.draft(draft).await.unwrap(), None);
        assert_eq!(store.response_count(wave).await.unwrap(), 1);
        assert_eq!(documents(store, wave).await.len(), 1);
        assert!(!store.is_submitted(wave, KeyHash::of(b"b")).await.unwrap());
        // In another wave there is room.
        let other = db.wave("other").await;
        let there = Submission { quotas: vec![claim("bau", 1)], ..submission(other, "c", "{}") };
        assert_eq!(store.submit(there).await.unwrap(), Submitted::Stored);
    }
}

#[tokio::test]
async fn whoever_is_turned_away_is_counted_once_and_leaves_no_draft() {
    for db in databases().await {
        let (store, wave, draft) = (&db.store, db.wave("w").await, KeyHash::of(b"cookie"));
        store.create_draft(draft, wave, vec![1], "2026-12-01").await.unwrap();
        let away = |sealed| TurnedAway {
            wave,
            exit: "zu-jung".into(),
            draft: Some(SentDraft { key: draft, sealed: vec![sealed] }),
        };
        // Saved by another tab since then: that page is read again first.
        assert!(matches!(store.turn_away(away(2)).await, Err(Error::Conflict)));
        assert!(store.turned_away(wave).await.unwrap().is_empty());
        store.turn_away(away(1)).await.unwrap();
        assert_eq!(store.draft(draft).await.unwrap(), None);
        assert!(matches!(store.turn_away(away(1)).await, Err(Error::Conflict)));
        assert_eq!(store.turned_away(wave).await.unwrap(), [("zu-jung".into(), 1)]);
        assert_eq!(store.response_count(wave).await.unwrap(), 0);
    }
}
