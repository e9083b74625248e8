use proptest::prelude::*;
use store::{Draft, Error, KeyHash, SentDraft, Store, Submission, WaveState};

use crate::{
    databases::{Fresh, databases},
    responses::submission,
};

#[tokio::test]
async fn a_draft_is_saved_replaced_and_deleted() {
    for db in databases().await {
        let (store, wave, key) = (&db.store, db.wave("w").await, KeyHash::of(b"cookie"));
        assert_eq!(store.draft(key).await.unwrap(), None);

        store.create_draft(key, wave, b"page 1".to_vec(), "2026-12-01").await.unwrap();
        let more = b"pages 1 and 2".to_vec();
        store.save_draft(key, wave, b"page 1".to_vec(), more, "2026-12-02").await.unwrap();
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
            db.store.create_draft(key, wave, sealed.clone(), "2026-12-01").await.unwrap();
            assert_eq!(db.store.draft(key).await.unwrap().unwrap().sealed, sealed);
        }
    }
}

#[tokio::test]
async fn a_draft_belongs_to_one_wave() {
    for db in databases().await {
        let (one, other, key) = (db.wave("one").await, db.wave("other").await, KeyHash::of(b"cookie"));
        db.store.create_draft(key, one, b"one".to_vec(), "2026-12-01").await.unwrap();
        let created = db.store.create_draft(key, other, b"other".to_vec(), "2026-12-01").await;
        let saved = db.store.save_draft(key, other, b"one".to_vec(), b"other".to_vec(), "2026-12-01").await;
        assert!(matches!((&created, &saved), (Err(Error::Conflict), Err(Error::Conflict))), "{created:?} {saved:?}");
        assert_eq!(db.store.draft(key).await.unwrap().unwrap().sealed, b"one");
    }
}

#[tokio::test]
async fn of_two_saves_of_what_was_read_once_the_second_is_refused() {
    for db in databases().await {
        let (store, wave, key) = (&db.store, db.wave("w").await, KeyHash::of(b"cookie"));
        store.create_draft(key, wave, b"read".to_vec(), "2026-12-01").await.unwrap();
        let save = |sealed: &[u8]| store.save_draft(key, wave, b"read".to_vec(), sealed.to_vec(), "2026-12-01");
        save(b"one page").await.unwrap();
        let second = save(b"another page").await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        assert_eq!(store.draft(key).await.unwrap().unwrap().sealed, b"one page");
    }
}

/// A page that arrives while the answers are being sent must not bring the draft back.
#[tokio::test]
async fn a_save_after_the_submit_is_refused() {
    for db in databases().await {
        let (store, wave, key) = (&db.store, db.wave("w").await, KeyHash::of(b"cookie"));
        store.create_draft(key, wave, vec![1], "2026-12-01").await.unwrap();
        let draft = Some(SentDraft { key, sealed: vec![1] });
        store.submit(Submission { draft, ..submission(wave, "form", "{}") }).await.unwrap();
        let late = store.save_draft(key, wave, vec![1], vec![2], "2026-12-01").await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        assert_eq!(store.draft(key).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_draft_of_no_wave_is_refused() {
    for db in databases().await {
        let result = db.store.create_draft(KeyHash::of(b"k"), store::Id::random(), vec![1], "2026-12-01").await;
        assert!(matches!(result, Err(Error::Conflict)), "{result:?}");
    }
}

#[tokio::test]
async fn the_purge_takes_what_is_over_and_leaves_the_last_day() {
    for db in databases().await {
        let wave = db.wave("w").await;
        let days = ["2026-11-30", "2026-12-01", "2026-12-02", "2027-01-01"];
        for day in days {
            db.store.create_draft(KeyHash::of(day.as_bytes()), wave, vec![1], day).await.unwrap();
        }
        assert_eq!(db.store.purge_drafts("2026-12-02").await.unwrap(), 2);
        assert_eq!(db.store.purge_drafts("2026-12-02").await.unwrap(), 0);
        for (day, stays) in days.into_iter().zip([false, false, true, true]) {
            assert_eq!(db.store.draft(KeyHash::of(day.as_bytes())).await.unwrap().is_some(), stays, "{day}");
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Create { key: u8, page: u8 },
    Save { key: u8, page: u8, stale: bool },
    Elsewhere { key: u8 },
    Delete { key: u8 },
    Submit { key: u8, stale: bool },
    Purge,
    Release,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let key = 0..4_u8;
    let step = prop_oneof![
        4 => (key.clone(), any::<u8>()).prop_map(|(key, page)| Step::Create { key, page }),
        4 => (key.clone(), any::<u8>(), any::<bool>()).prop_map(|(key, page, stale)| Step::Save { key, page, stale }),
        1 => key.clone().prop_map(|key| Step::Elsewhere { key }),
        1 => key.clone().prop_map(|key| Step::Delete { key }),
        2 => (key, any::<bool>()).prop_map(|(key, stale)| Step::Submit { key, stale }),
        1 => Just(Step::Purge),
        1 => Just(Step::Release),
    ];
    prop::collection::vec(step, 1..30)
}

async fn take(db: &Fresh, step: Step, (wave, other): (store::Id, store::Id)) {
    let (hash, day) = (|key: u8| KeyHash::of(&[key]), "2026-12-01");
    let read = |key: u8, stale: bool| async move {
        let stored = db.store.draft(hash(key)).await.unwrap().map(|draft| draft.sealed);
        stored.filter(|_| !stale).unwrap_or_else(|| vec![0, 0])
    };
    // Steps that do not fit are refused; what counts is what is read afterwards.
    match step {
        Step::Create { key, page } => _ = db.store.create_draft(hash(key), wave, vec![page], day).await,
        Step::Save { key, page, stale } => {
            let before = read(key, stale).await;
            _ = db.store.save_draft(hash(key), wave, before, vec![page], day).await;
        }
        Step::Elsewhere { key } => _ = db.store.create_draft(hash(key), other, vec![0], day).await,
        Step::Delete { key } => db.store.delete_draft(hash(key)).await.unwrap(),
        Step::Submit { key, stale } => {
            let draft = Some(SentDraft { key: hash(key), sealed: read(key, stale).await });
            _ = db.store.submit(Submission { draft, ..submission(wave, &key.to_string(), "{}") }).await;
        }
        Step::Purge => _ = db.store.purge_drafts("2026-12-02").await.unwrap(),
        Step::Release => {
            for (from, to) in [(WaveState::Open, WaveState::Closed), (WaveState::Closed, WaveState::Released)] {
                _ = db.store.set_wave_state(other, from, to, day).await;
            }
        }
    }
}

/// A draft that was saved a moment ago is not read from the disk, and must not differ from it.
#[test]
fn what_is_remembered_is_what_is_on_disk() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    proptest!(ProptestConfig::with_cases(24), |(steps in steps())| {
        runtime.block_on(async {
            for db in databases().await {
                let waves = (db.wave("one").await, db.wave("other").await);
                for step in &steps {
                    take(&db, *step, waves).await;
                    let disk = Store::open(&db.location).await.unwrap();
                    for key in 0..4_u8 {
                        let key = KeyHash::of(&[key]);
                        assert_eq!(db.store.draft(key).await.unwrap(), disk.draft(key).await.unwrap(), "after {step:?}");
                    }
                }
            }
        });
    });
}
