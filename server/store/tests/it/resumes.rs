use store::{Error, KeyHash, Resume, SentDraft, Submission, WaveState};

use crate::{
    databases::{Fresh, databases, sqlite},
    responses::submission,
};

const DAY: &str = "2026-12-01";

/// A wave with a draft and a code that leads to it.
async fn coded(db: &Fresh) -> (store::Id, KeyHash, KeyHash) {
    let (wave, draft, code) = (db.wave("w").await, KeyHash::of(b"draft"), KeyHash::of(b"code"));
    db.store.create_draft(draft, wave, vec![1], DAY).await.unwrap();
    db.store.save_resume(draft, code, b"wrapped".to_vec()).await.unwrap();
    (wave, draft, code)
}

#[tokio::test]
async fn a_code_leads_to_its_draft_and_a_second_one_takes_its_place() {
    for db in databases().await {
        let (wave, draft, code) = coded(&db).await;
        let expected = Resume { wave, wrapped: b"wrapped".to_vec() };
        assert_eq!(db.store.resume(code).await.unwrap(), Some(expected));
        assert_eq!(db.store.resume(KeyHash::of(b"another code")).await.unwrap(), None);
        // A page saved in between changes nothing.
        db.store.save_draft(draft, wave, vec![1], vec![2], DAY).await.unwrap();
        assert!(db.store.resume(code).await.unwrap().is_some());
        let second = KeyHash::of(b"second code");
        db.store.save_resume(draft, second, b"again".to_vec()).await.unwrap();
        assert_eq!(db.store.resume(code).await.unwrap(), None);
        assert_eq!(db.store.resume(second).await.unwrap().unwrap().wrapped, b"again");
    }
}

#[tokio::test]
async fn a_code_for_no_draft_is_refused() {
    for db in databases().await {
        let result = db.store.save_resume(KeyHash::of(b"none"), KeyHash::of(b"code"), vec![1]).await;
        assert!(matches!(result, Err(Error::Conflict)), "{result:?}");
    }
}

#[tokio::test]
async fn a_code_goes_with_its_draft_however_that_goes() {
    for how in ["deleted", "sent", "over", "released"] {
        for db in databases().await {
            let (wave, draft, code) = coded(&db).await;
            match how {
                "deleted" => db.store.delete_draft(draft).await.unwrap(),
                "sent" => {
                    let draft = Some(SentDraft { key: draft, sealed: vec![1] });
                    db.store.submit(Submission { draft, ..submission(wave, "form", "{}") }).await.unwrap();
                }
                "over" => _ = db.store.purge_drafts("2026-12-02").await.unwrap(),
                _ => {
                    db.store.set_wave_state(wave, WaveState::Open, WaveState::Closed, DAY).await.unwrap();
                    db.store.set_wave_state(wave, WaveState::Closed, WaveState::Released, DAY).await.unwrap();
                }
            }
            assert_eq!(db.store.resume(code).await.unwrap(), None, "{how}");
            let left = db.look::<i64>("SELECT count(*) FROM resume").await;
            assert_eq!(left, [0], "{how}: the row is gone, not only out of reach");
        }
    }
}

#[tokio::test]
async fn codes_are_not_numbered_in_the_order_of_asking() {
    let db = sqlite().await;
    let unnumbered = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr = 1 AND name = 'resume'";
    assert_eq!(db.look::<String>(unnumbered).await, ["resume"]);
}

#[tokio::test]
async fn the_first_value_of_a_setting_stays() {
    for db in databases().await {
        let both = tokio::join!(db.store.setting_or("salt", "a"), db.store.setting_or("salt", "b"));
        let (one, other) = (both.0.unwrap(), both.1.unwrap());
        assert_eq!(one, other);
        assert_eq!(db.store.setting_or("salt", "c").await.unwrap(), one);
    }
}

#[tokio::test]
async fn the_pin_of_a_wave_is_set_and_changed() {
    for db in databases().await {
        let (wave, other) = (db.wave("w").await, db.wave("other").await);
        assert_eq!(db.store.kiosk_pin(wave).await.unwrap(), None);
        for pin in ["$argon2id$one", "$argon2id$two"] {
            db.store.set_kiosk_pin(wave, pin).await.unwrap();
            assert_eq!(db.store.kiosk_pin(wave).await.unwrap().as_deref(), Some(pin));
        }
        assert_eq!(db.store.kiosk_pin(other).await.unwrap(), None);
    }
}
