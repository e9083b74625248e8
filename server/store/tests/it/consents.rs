//! Answers beside a name, and those without one beside them.

use store::{Access, Code, Consent, Id, Location, Store, Submission, Submitted, WaveState};

use crate::{
    codes::{with_code, with_codes},
    databases::{Fresh, databases, sqlite},
};

fn agreed(firm: &str) -> Option<Consent> {
    Some(Consent { firm: firm.to_owned(), edition: "0a1b2c3d".to_owned() })
}

/// The first of them with a name.
async fn send(db: &Fresh, wave: Id, codes: &[Code], with_name: usize) {
    for (at, code) in codes.iter().enumerate() {
        let consent = if at < with_name { agreed(&format!("Firma {at}")) } else { None };
        let sent = Submission { consent, ..with_code(wave, *code, &at.to_string()) };
        assert_eq!(db.store.submit(sent).await.unwrap(), Submitted::Stored);
    }
}

async fn close(db: &Fresh, wave: Id) {
    db.store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-11-01").await.unwrap();
}

/// Every answer with the name beside it, by answer.
async fn told(store: &Store, wave: Id) -> Vec<(usize, Option<String>)> {
    let mut responses = store.numbered_responses(wave).await.unwrap();
    let mut all = Vec::new();
    while let Some(batch) = responses.next().await.unwrap() {
        let lines = batch.numbered().map(Result::unwrap);
        all.extend(lines.map(|stored| (stored.document.parse().unwrap(), stored.firm.map(str::to_owned))));
    }
    all.sort();
    all
}

#[tokio::test]
async fn only_answers_without_a_name_wait_to_be_mixed_and_the_names_stay_with_theirs() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Named, 40).await;
        send(&db, wave, &codes[..30], 24).await;
        assert_eq!(db.look::<i64>("SELECT count(*) FROM inbox").await, [6]);
        assert_eq!(db.store.mix(wave, 5).await.unwrap(), 0, "six wait, not thirty");
        send_more(&db, wave, &codes[30..]).await;
        assert!(db.store.mix(wave, 5).await.unwrap() >= 5);
        assert!(db.look::<i64>("SELECT count(*) FROM inbox").await[0] >= 5);
        close(&db, wave).await;
        db.store.settle(wave, 5).await.unwrap();
        let told = told(&db.store, wave).await;
        assert_eq!(told.len(), 40);
        for (answer, firm) in told {
            let expected = (answer < 24).then(|| format!("Firma {answer}"));
            assert_eq!(firm, expected, "answer {answer}");
        }
    }
}

async fn send_more(db: &Fresh, wave: Id, codes: &[Code]) {
    for (at, code) in codes.iter().enumerate() {
        db.store.submit(with_code(wave, *code, &(30 + at).to_string())).await.unwrap();
    }
}

#[tokio::test]
async fn a_name_beside_an_answer_of_another_wave_is_not_stored() {
    for db in databases().await {
        for access in [Access::Code, Access::Invited] {
            let (wave, codes) = with_codes(&db, access.as_str(), access, 1).await;
            send(&db, wave, &codes, 1).await;
            assert_eq!(db.look::<i64>("SELECT count(*) FROM consent").await, [0], "{access:?}");
        }
    }
}

#[tokio::test]
async fn no_sealed_name_stays_beside_a_spent_code() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Named, 2).await;
        let sealed = codes.iter().map(|code| (*code, vec![7; 40])).collect();
        db.store.seal_firms(wave, sealed).await.unwrap();
        assert_eq!(db.store.sealed_firm(wave, codes[0]).await.unwrap(), Some(vec![7; 40]));
        assert_eq!(db.store.sealed_firm(wave, Code::new([1; 16])).await.unwrap(), None);
        send(&db, wave, &codes[..1], 0).await;
        assert_eq!(db.store.sealed_firm(wave, codes[0]).await.unwrap(), None);
        assert_eq!(db.store.sealed_firm(wave, codes[1]).await.unwrap(), Some(vec![7; 40]));
    }
}

#[tokio::test]
async fn who_withdraws_while_the_wave_runs_is_mixed_with_the_others() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Named, 20).await;
        send(&db, wave, &codes, 12).await;
        assert_eq!(db.store.withdraw_consent(wave, " firma\u{a0} 3", 5).await.unwrap(), 1);
        assert_eq!(db.store.withdraw_consent(wave, "Firma 33", 5).await.unwrap(), 0);
        assert_eq!(db.look::<i64>("SELECT count(*) FROM inbox").await, [9]);
        assert_eq!(db.look::<i64>("SELECT count(*) FROM response").await, [11]);
        close(&db, wave).await;
        db.store.settle(wave, 5).await.unwrap();
        assert_eq!(db.store.withdraw_consent(wave, "Firma 4", 5).await.unwrap(), 1);
        let named: Vec<usize> =
            told(&db.store, wave).await.into_iter().filter(|(_, firm)| firm.is_some()).map(|(at, _)| at).collect();
        assert_eq!(named, [0, 1, 2, 5, 6, 7, 8, 9, 10, 11]);
    }
}

/// The only one without a name would be known to whoever counts.
#[tokio::test]
async fn the_first_who_withdraws_is_not_alone() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Named, 20).await;
        send(&db, wave, &codes, 20).await;
        close(&db, wave).await;
        db.store.settle(wave, 5).await.unwrap();
        assert_eq!(db.store.consents(wave).await.unwrap().len(), 20);
        db.store.withdraw_consent(wave, "Firma 0", 5).await.unwrap();
        let left = db.store.consents(wave).await.unwrap();
        assert_eq!(left.len(), 15);
        assert!(left.iter().all(|(consent, answers)| consent.firm != "Firma 0" && *answers == 1));
    }
}

#[tokio::test]
async fn a_copy_holds_named_answers_and_not_those_that_wait() {
    let db = sqlite().await;
    let (wave, codes) = with_codes(&db, "w", Access::Named, 12).await;
    send(&db, wave, &codes, 4).await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.sqlite");
    db.store.back_up(&copy).await.unwrap();
    let copied = Store::open(&Location::Sqlite(copy)).await.unwrap();
    let found = told(&copied, wave).await;
    assert_eq!((found.len(), found.iter().all(|(_, firm)| firm.is_some())), (4, true));
}
