use store::{Act, Error, LoggedRelease, ReleasedReport, ReportDraft, WaveState};

use crate::databases::databases;

const DAY: &str = "2026-11-23";

#[tokio::test]
async fn whoever_writes_second_over_the_same_revision_is_refused() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.wave("w").await);
        let anna = store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
        let bert = store.create_account("bert@example.org", "Bert", "hash").await.unwrap();
        assert_eq!(store.report(wave).await.unwrap(), None);
        assert_eq!(store.write_report(wave, 0, "a", anna, DAY).await.unwrap(), 1);
        assert!(matches!(store.write_report(wave, 0, "b", bert, DAY).await, Err(Error::Conflict)));
        assert_eq!(store.write_report(wave, 1, "b", bert, "2026-11-24").await.unwrap(), 2);
        assert!(matches!(store.write_report(wave, 1, "c", anna, DAY).await, Err(Error::Conflict)));
        let stands = ReportDraft { texts: "b".into(), revision: 2, editor: bert, edited: "2026-11-24".into() };
        assert_eq!(store.report(wave).await.unwrap(), Some(stands));
    }
}

#[tokio::test]
async fn only_somebody_else_releases_what_stands_and_the_files_take_the_place_of_those_before() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.wave("w").await);
        let anna = store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
        let bert = store.create_account("bert@example.org", "Bert", "hash").await.unwrap();
        let by = |releaser, day: &str| ReleasedReport { day: day.into(), releaser };
        let release = |revision, release, file: &[u8]| {
            store.release_report(
                wave,
                revision,
                release,
                vec![("de", file.to_vec()), ("en", b"report".to_vec())],
                false,
            )
        };
        assert!(matches!(release(1, by(bert, DAY), b"x").await, Err(Error::Conflict)), "nothing was written");
        store.write_report(wave, 0, "a", anna, DAY).await.unwrap();
        assert!(matches!(release(1, by(anna, DAY), b"x").await, Err(Error::Conflict)), "she wrote it");
        assert!(matches!(release(2, by(bert, DAY), b"x").await, Err(Error::Conflict)), "another revision");
        assert_eq!(store.released_report(wave).await.unwrap(), None);
        release(1, by(bert, DAY), b"bericht").await.unwrap();
        assert_eq!(store.report_file(wave, "de").await.unwrap(), Some(b"bericht".to_vec()));
        assert_eq!(store.report_file(wave, "en").await.unwrap(), Some(b"report".to_vec()));
        assert_eq!(store.report_file(wave, "tr").await.unwrap(), None);
        // A change does not touch what was released.
        store.write_report(wave, 1, "b", bert, DAY).await.unwrap();
        assert!(matches!(release(1, by(bert, DAY), b"y").await, Err(Error::Conflict)));
        assert_eq!(store.released_report(wave).await.unwrap(), Some(by(bert, DAY)));
        release(2, by(anna, "2026-11-25"), b"neuer bericht").await.unwrap();
        assert_eq!(store.report_file(wave, "de").await.unwrap(), Some(b"neuer bericht".to_vec()));
        assert_eq!(store.released_report(wave).await.unwrap(), Some(by(anna, "2026-11-25")));
        store.withdraw_report(wave, "2026-11-26", bert).await.unwrap();
        store.withdraw_report(wave, "2026-11-27", bert).await.unwrap();
        assert_eq!(store.report_file(wave, "de").await.unwrap(), None);
        assert_eq!(store.released_report(wave).await.unwrap(), None);
        let log: Vec<_> = store.release_log().await.unwrap().into_iter().map(|line| (line.act, line.day)).collect();
        let expected = [(Act::ReportBack, "2026-11-26"), (Act::Report, "2026-11-25"), (Act::Report, DAY)];
        assert_eq!(log, expected.map(|(act, day)| (act, day.to_owned())), "refused ones are in no line");
    }
}

#[tokio::test]
async fn a_report_and_the_results_of_its_wave_become_public_together_or_not_at_all() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.wave("w").await);
        let anna = store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
        let bert = store.create_account("bert@example.org", "Bert", "hash").await.unwrap();
        store.write_report(wave, 0, "a", anna, DAY).await.unwrap();
        let release = || {
            let by = ReleasedReport { day: DAY.into(), releaser: bert };
            store.release_report(wave, 1, by, vec![("de", b"x".to_vec())], true)
        };
        assert!(matches!(release().await, Err(Error::Conflict)), "the wave still runs");
        assert_eq!((store.released_report(wave).await.unwrap(), store.release_log().await.unwrap()), (None, vec![]));
        store.set_wave_state(wave, WaveState::Open, WaveState::Closed, DAY).await.unwrap();
        release().await.unwrap();
        assert_eq!(store.wave("w").await.unwrap().unwrap().state, WaveState::Released);
        let line = |act| LoggedRelease { wave, act, day: DAY.into(), account: Some(bert) };
        assert_eq!(store.release_log().await.unwrap(), [line(Act::Report), line(Act::Results)]);
    }
}
