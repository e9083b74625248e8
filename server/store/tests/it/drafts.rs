use store::{Draft, Error, KeyHash};

use crate::databases::databases;

#[tokio::test]
async fn a_draft_is_saved_replaced_and_deleted() {
    for db in databases().await {
        let (store, wave, key) = (&db.store, db.wave("w").await, KeyHash::of(b"cookie"));
        assert_eq!(store.draft(key).await.unwrap(), None);

        store.save_draft(key, wave, b"page 1".to_vec(), "2026-12-01").await.unwrap();
        store.save_draft(key, wave, b"pages 1 and 2".to_vec(), "2026-12-02").await.unwrap();
        let expected = Draft { wave, sealed: b"pages 1 and 2".to_vec(), expires: "2026-12-02".into() };
        assert_eq!(store.draft(key).await.unwrap(), Some(expected));
        assert_eq!(store.draft(KeyHash::of(b"another cookie")).await.unwrap(), None);

        store.delete_draft(key).await.unwrap();
        store.delete_draft(key).await.unwrap();
        assert_eq!(store.draft(key).await.unwrap(), None);
    }
}

#[tokio::test]
async fn sealed_bytes_come_back_as_they_went() {
    for db in databases().await {
        let wave = db.wave("w").await;
        for sealed in [vec![], vec![0], (0..=255).collect(), vec![0xff; 100_000]] {
            let key = KeyHash::of(&sealed);
            db.store.save_draft(key, wave, sealed.clone(), "2026-12-01").await.unwrap();
            assert_eq!(db.store.draft(key).await.unwrap().unwrap().sealed, sealed);
        }
    }
}

#[tokio::test]
async fn a_draft_belongs_to_one_wave() {
    for db in databases().await {
        let (one, other, key) = (db.wave("one").await, db.wave("other").await, KeyHash::of(b"cookie"));
        db.store.save_draft(key, one, b"one".to_vec(), "2026-12-01").await.unwrap();
        let result = db.store.save_draft(key, other, b"other".to_vec(), "2026-12-01").await;
        assert!(matches!(result, Err(Error::Conflict)), "{result:?}");
        assert_eq!(db.store.draft(key).await.unwrap().unwrap().sealed, b"one");
    }
}

#[tokio::test]
async fn a_draft_of_no_wave_is_refused() {
    for db in databases().await {
        let result = db.store.save_draft(KeyHash::of(b"k"), store::Id::random(), vec![1], "2026-12-01").await;
        assert!(matches!(result, Err(Error::Conflict)), "{result:?}");
    }
}

#[tokio::test]
async fn the_purge_takes_what_is_over_and_leaves_the_last_day() {
    for db in databases().await {
        let wave = db.wave("w").await;
        let days = ["2026-11-30", "2026-12-01", "2026-12-02", "2027-01-01"];
        for day in days {
            db.store.save_draft(KeyHash::of(day.as_bytes()), wave, vec![1], day).await.unwrap();
        }
        assert_eq!(db.store.purge_drafts("2026-12-02").await.unwrap(), 2);
        assert_eq!(db.store.purge_drafts("2026-12-02").await.unwrap(), 0);
        for (day, stays) in days.into_iter().zip([false, false, true, true]) {
            assert_eq!(db.store.draft(KeyHash::of(day.as_bytes())).await.unwrap().is_some(), stays, "{day}");
        }
    }
}
