use store::{Error, Id, KeyHash, ReleasedReport, Removal, Session, Step, WaveState, Works};

use crate::databases::databases;

const MORNING: &str = "2026-11-23T08:00:00Z";
const NOON: &str = "2026-11-23T12:00:00Z";

#[tokio::test]
async fn an_address_has_one_account_however_it_is_written() {
    for db in databases().await {
        let store = &db.store;
        let id = store.create_account(" Anna@Example.org", "Anna", "hash").await.unwrap();
        let again = store.create_account("anna@example.org ", "Anna", "hash").await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
        let account = store.account_by_email("ANNA@example.org").await.unwrap().unwrap();
        assert_eq!((account.id, account.email.as_str()), (id, "anna@example.org"));
        assert_eq!(store.account(id).await.unwrap(), Some(account));
        assert_eq!(store.account_by_email("bert@example.org").await.unwrap(), None);

        store.create_account("Bert@example.org", "Bert", "hash").await.unwrap();
        let names: Vec<String> = store.accounts().await.unwrap().into_iter().map(|account| account.name).collect();
        assert_eq!(names, ["Anna", "Bert"]);
    }
}

#[tokio::test]
async fn an_account_may_see_single_answers_from_when_it_is_allowed_to_when_it_is_not() {
    for db in databases().await {
        let store = &db.store;
        let anna = store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
        let bert = store.create_account("bert@example.org", "Bert", "hash").await.unwrap();
        let may = async || {
            let accounts = store.accounts().await.unwrap();
            accounts.into_iter().map(|account| account.reads_answers).collect::<Vec<_>>()
        };
        assert_eq!(may().await, [false, false]);
        store.set_reads_answers(bert, true).await.unwrap();
        assert_eq!(may().await, [false, true]);
        assert!(store.account(bert).await.unwrap().unwrap().reads_answers);
        store.set_reads_answers(bert, false).await.unwrap();
        assert_eq!(may().await, [false, false]);
        store.remove_account(anna).await.unwrap();
        assert!(matches!(store.set_reads_answers(anna, true).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_session_lives_from_sign_in_to_sign_out() {
    for db in databases().await {
        let store = &db.store;
        let account = store.create_account("a@example.org", "A", "hash").await.unwrap();
        let key = KeyHash::of(b"cookie");
        assert_eq!(store.session(key).await.unwrap(), None);
        assert!(matches!(store.touch_session(key, NOON).await, Err(Error::NotFound)));
        store.create_session(key, account, MORNING).await.unwrap();
        store.touch_session(key, NOON).await.unwrap();
        let expected = Session { account, created: MORNING.into(), seen: NOON.into() };
        assert_eq!(store.session(key).await.unwrap(), Some(expected));
        store.end_session(key).await.unwrap();
        assert_eq!(store.session(key).await.unwrap(), None);
    }
}

/// What somebody of the staff may ask about themselves.
#[tokio::test]
async fn sessions_and_works_of_an_account_are_its_own() {
    for db in databases().await {
        let store = &db.store;
        let anna = store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
        let bert = store.create_account("bert@example.org", "Bert", "hash").await.unwrap();
        for (key, account, since) in [("1", anna, NOON), ("2", anna, MORNING), ("3", bert, MORNING)] {
            store.create_session(KeyHash::of(key.as_bytes()), account, since).await.unwrap();
        }
        let since: Vec<String> = store.sessions(anna).await.unwrap().into_iter().map(|one| one.created).collect();
        assert_eq!(since, [MORNING, NOON]);
        let wave = db.wave("w").await;
        store.write_report(wave, 0, "{}", anna, "2026-12-01").await.unwrap();
        assert_eq!(store.works(anna).await.unwrap(), Works { reports: 1, ..Works::default() });
        assert_eq!(store.works(bert).await.unwrap(), Works::default());
    }
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_of_its_account_and_no_other() {
    for db in databases().await {
        let store = &db.store;
        let mut keys = Vec::new();
        for name in ["a", "b", "c"] {
            let account = store.create_account(name, name, "old").await.unwrap();
            keys.push((account, KeyHash::of(name.as_bytes())));
            store.create_session(KeyHash::of(name.as_bytes()), account, MORNING).await.unwrap();
        }
        store.set_password(keys[0].0, "new").await.unwrap();
        store.end_sessions_of(keys[2].0).await.unwrap();
        assert_eq!(store.account(keys[0].0).await.unwrap().unwrap().password_hash, "new");
        assert_eq!(store.account(keys[1].0).await.unwrap().unwrap().password_hash, "old");
        let mut alive = Vec::new();
        for (_, key) in &keys {
            alive.push(store.session(*key).await.unwrap().is_some());
        }
        assert_eq!(alive, [false, true, false]);
        assert!(matches!(store.set_password(store::Id::random(), "new").await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_removed_account_leaves_nothing_but_the_name_under_its_reports() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.wave("w").await);
        let mut ids = Vec::new();
        for name in ["Anna", "Bert", "Carl"] {
            let id = store.create_account(&format!("{name}@example.org"), name, "hash").await.unwrap();
            store.create_session(KeyHash::of(name.as_bytes()), id, MORNING).await.unwrap();
            ids.push(id);
        }
        let [anna, bert, carl] = ids[..] else { panic!("three accounts") };
        let names = async || {
            let accounts = store.accounts().await.unwrap();
            accounts.into_iter().map(|account| account.name).collect::<Vec<_>>()
        };
        assert_eq!(store.remove_account(carl).await.unwrap(), Removal::Nothing);
        assert_eq!((store.account(carl).await.unwrap(), names().await), (None, vec!["Anna".into(), "Bert".into()]));
        assert!(matches!(store.remove_account(carl).await, Err(Error::NotFound)));

        store.write_report(wave, 0, "a", anna, "2026-11-23").await.unwrap();
        let release = ReleasedReport { day: "2026-11-23".into(), releaser: bert };
        store.release_report(wave, 1, release, vec![("de", b"x".to_vec())], false).await.unwrap();
        // The log keeps a name too.
        let emil = store.create_account("emil@example.org", "Emil", "hash").await.unwrap();
        let step = |from, to| Step { id: wave, from, to, day: "2026-11-23".into(), by: Some(emil) };
        store.move_wave(step(WaveState::Open, WaveState::Closed)).await.unwrap();
        store.move_wave(step(WaveState::Closed, WaveState::Released)).await.unwrap();
        let dora = store.create_account("dora@example.org", "Dora", "hash").await.unwrap();
        for (id, name) in [(anna, "Anna"), (bert, "Bert"), (emil, "Emil")] {
            assert_eq!(store.remove_account(id).await.unwrap(), Removal::Name);
            let left = store.account(id).await.unwrap().unwrap();
            assert!(left.is_removed() && left.name == name && !left.email.contains('@'), "{left:?}");
            assert_eq!(store.account_by_email(&format!("{name}@example.org")).await.unwrap(), None);
            assert_eq!(store.account_by_email(&left.email).await.unwrap(), None);
            assert_eq!(store.session(KeyHash::of(name.as_bytes())).await.unwrap(), None);
            assert!(matches!(store.remove_account(id).await, Err(Error::NotFound)), "a second time");
        }
        assert_eq!(names().await, ["Dora"]);
        assert!(matches!(store.remove_account(dora).await, Err(Error::Conflict)), "the last");
        assert!(matches!(store.remove_account(Id::random()).await, Err(Error::NotFound)));
        let again = store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
        assert_ne!(again, anna);
        assert_eq!(store.remove_account(dora).await.unwrap(), Removal::Nothing);
    }
}

#[tokio::test]
async fn old_and_idle_sessions_are_purged() {
    for db in databases().await {
        let store = &db.store;
        let account = store.create_account("a@example.org", "A", "hash").await.unwrap();
        let sessions = [("old", "06:00", "11:59"), ("idle", "11:00", "11:10"), ("good", "11:00", "11:59")];
        for (name, created, seen) in sessions {
            let key = KeyHash::of(name.as_bytes());
            store.create_session(key, account, &format!("2026-11-23T{created}:00Z")).await.unwrap();
            store.touch_session(key, &format!("2026-11-23T{seen}:00Z")).await.unwrap();
        }
        let purged = store.purge_sessions("2026-11-23T11:30:00Z", "2026-11-23T07:00:00Z").await.unwrap();
        assert_eq!(purged, 2);
        assert!(store.session(KeyHash::of(b"good")).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_setting_is_what_it_was_set_to_last() {
    for db in databases().await {
        assert_eq!(db.store.setting("demo").await.unwrap(), None);
        db.store.set_setting("demo", "0").await.unwrap();
        db.store.set_setting("demo", "1").await.unwrap();
        assert_eq!(db.store.setting("demo").await.unwrap().as_deref(), Some("1"));
        db.store.check().await.unwrap();
    }
}
