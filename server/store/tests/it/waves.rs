use store::{
    Access, Claim, Error, FirstLook, Id, Imported, KeyHash, NewWave, Submission, Submitted, Switch, Ticket, WaveState,
};

use crate::{
    codes::{with_code, with_codes},
    databases::{Fresh, databases},
    responses::submission,
};

use WaveState::{Closed, Open, Planned, Released};

#[tokio::test]
async fn a_wave_needs_a_published_version_and_a_free_name() {
    for db in databases().await {
        let store = &db.store;
        let survey = store.create_survey("betriebe", "…").await.unwrap();
        let new = NewWave { survey, version: 1, slug: "w1".into(), title: "Herbst 2026".into(), demo: true };
        assert!(matches!(store.create_wave(&new).await, Err(Error::Conflict)));
        store.publish(survey, 1, "{}", "2026-11-23").await.unwrap();
        let id = store.create_wave(&new).await.unwrap();
        assert!(matches!(store.create_wave(&new).await, Err(Error::Conflict)));

        let wave = store.wave("w1").await.unwrap().unwrap();
        assert_eq!((wave.id, wave.survey, wave.version, wave.state), (id, survey, 1, Planned));
        assert_eq!((wave.title.as_str(), wave.demo, &wave.opened), ("Herbst 2026", true, &None));
        assert_eq!(store.wave_by_id(id).await.unwrap().as_ref(), Some(&wave));
        assert_eq!(store.waves().await.unwrap(), [wave]);
        assert_eq!(store.wave("w2").await.unwrap(), None);
        assert_eq!(store.wave_by_id(Id::random()).await.unwrap(), None);
    }
}

/// A new wave, brought to a state.
async fn wave_in(db: &Fresh, slug: &str, state: WaveState) -> Id {
    let id = db.planned_wave(slug).await;
    let way = [Planned, Open, Closed, Released];
    for step in way.windows(2).take_while(|step| step[0] != state) {
        db.store.set_wave_state(id, step[0], step[1], "2026-11-01").await.unwrap();
    }
    id
}

#[tokio::test]
async fn a_wave_takes_the_steps_there_are_and_no_other() {
    let allowed = [(Planned, Open), (Open, Closed), (Closed, Open), (Closed, Released), (Released, Closed)];
    for db in databases().await {
        for is in WaveState::ALL {
            let id = wave_in(&db, is.as_str(), is).await;
            for from in WaveState::ALL {
                for to in WaveState::ALL {
                    if from == is && allowed.contains(&(from, to)) {
                        continue;
                    }
                    let result = db.store.set_wave_state(id, from, to, "2026-11-23").await;
                    assert!(matches!(result, Err(Error::Conflict)), "{is:?}: {from:?} to {to:?}: {result:?}");
                    assert_eq!(db.store.wave_by_id(id).await.unwrap().unwrap().state, is);
                }
            }
        }
        for (i, (from, to)) in allowed.into_iter().enumerate() {
            let id = wave_in(&db, &format!("step-{i}"), from).await;
            db.store.set_wave_state(id, from, to, "2026-11-23").await.unwrap();
            assert_eq!(db.store.wave_by_id(id).await.unwrap().unwrap().state, to);
        }
        let unknown = db.store.set_wave_state(Id::random(), Planned, Open, "2026-11-23").await;
        assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
    }
}

#[tokio::test]
async fn a_wave_knows_the_days_of_its_steps() {
    for db in databases().await {
        let id = db.planned_wave("w").await;
        let days = async |from, to, day: &str| {
            db.store.set_wave_state(id, from, to, day).await.unwrap();
            let wave = db.store.wave_by_id(id).await.unwrap().unwrap();
            [wave.opened, wave.closed, wave.released].map(|day| day.unwrap_or_default())
        };
        assert_eq!(days(Planned, Open, "2026-11-01").await, ["2026-11-01", "", ""]);
        assert_eq!(days(Open, Closed, "2026-11-02").await, ["2026-11-01", "2026-11-02", ""]);
        assert_eq!(days(Closed, Open, "2026-11-03").await, ["2026-11-01", "", ""]);
        assert_eq!(days(Open, Closed, "2026-11-04").await, ["2026-11-01", "2026-11-04", ""]);
        assert_eq!(days(Closed, Released, "2026-11-05").await, ["2026-11-01", "2026-11-04", "2026-11-05"]);
        assert_eq!(days(Released, Closed, "2026-11-06").await, ["2026-11-01", "2026-11-04", ""]);
    }
}

#[tokio::test]
async fn a_release_deletes_receipts_and_drafts_of_its_wave_only() {
    for db in databases().await {
        let (store, other) = (&db.store, db.wave("other").await);
        let wave = db.wave("w").await;
        for (id, draft) in [(wave, "one"), (other, "two")] {
            assert_eq!(store.submit(submission(id, "form", "{}")).await.unwrap(), Submitted::Stored);
            store.create_draft(KeyHash::of(draft.as_bytes()), id, vec![1], "2026-12-01").await.unwrap();
        }
        store.set_wave_state(wave, Open, Closed, "2026-11-23").await.unwrap();
        store.set_wave_state(wave, Closed, Released, "2026-11-23").await.unwrap();
        assert_eq!(db.look::<i64>("SELECT count(*) FROM receipt").await, [1]);
        assert_eq!(store.draft(KeyHash::of(b"one")).await.unwrap(), None);
        assert!(store.draft(KeyHash::of(b"two")).await.unwrap().is_some());
        assert_eq!(store.response_count(wave).await.unwrap(), 1);
    }
}

/// A respondent's page may be older than the end of the wave.
#[tokio::test]
async fn a_wave_takes_answers_only_while_it_is_open() {
    for db in databases().await {
        for state in [Planned, Closed, Released] {
            let id = wave_in(&db, state.as_str(), state).await;
            let refused = db.store.submit(submission(id, "form", "{}")).await;
            assert!(matches!(refused, Err(Error::Closed)), "{state:?}: {refused:?}");
            assert_eq!(db.store.response_count(id).await.unwrap(), 0);
        }
        assert_eq!(db.look::<i64>("SELECT count(*) FROM receipt").await, [0]);
    }
}

#[tokio::test]
async fn groups_are_kept_once_and_only_of_a_wave_that_was_viewed() {
    for db in databases().await {
        let (store, id) = (&db.store, wave_in(&db, "w", Closed).await);
        let early = store.keep_breakdown(id, "2026-11-23", "early").await;
        assert!(matches!(early, Err(Error::NotFound)), "{early:?}");
        store.settle(id, 5).await.unwrap();
        store.mark_viewed(id).await.unwrap();
        assert_eq!(store.keep_breakdown(id, "2026-11-23", "first").await.unwrap(), "first");
        assert_eq!(store.keep_breakdown(id, "2026-11-24", "second").await.unwrap(), "first");
        assert_eq!(store.breakdown(id).await.unwrap().as_deref(), Some("first"));
    }
}

#[tokio::test]
async fn the_first_look_is_kept_once_and_only_of_a_wave_that_was_viewed() {
    for db in databases().await {
        let (store, id) = (&db.store, wave_in(&db, "w", Closed).await);
        let look = |results: &str| FirstLook {
            day: "2026-11-23".to_owned(),
            region: "[]".to_owned(),
            results: results.to_owned(),
            needs: None,
            unreadable: 1,
            misfits: 2,
        };
        assert_eq!(store.keep_first_look(id, &look("early")).await.unwrap(), None);
        let row = || Imported { answers: "{}".to_owned(), kreis: None, day: "2026-11-01".to_owned() };
        assert_eq!(store.import_responses(id, 1, vec![row()]).await.unwrap(), 1);
        store.settle(id, 5).await.unwrap();
        store.mark_viewed(id).await.unwrap();
        let late = store.import_responses(id, 1, vec![row()]).await;
        assert!(matches!(late, Err(Error::Conflict)), "nothing comes into what was seen: {late:?}");
        assert_eq!(store.first_look(id).await.unwrap(), None);
        assert_eq!(store.uncounted_waves().await.unwrap().len(), 1);
        assert_eq!(store.keep_first_look(id, &look("first")).await.unwrap(), Some(look("first")));
        assert_eq!(store.uncounted_waves().await.unwrap(), []);
        assert_eq!(store.keep_first_look(id, &look("second")).await.unwrap(), Some(look("first")));
        assert_eq!(store.first_look(id).await.unwrap(), Some(look("first")));
    }
}

#[tokio::test]
async fn a_wave_that_was_viewed_is_not_opened_again() {
    for db in databases().await {
        for state in [Planned, Open] {
            let id = wave_in(&db, state.as_str(), state).await;
            assert!(matches!(db.store.mark_viewed(id).await, Err(Error::Conflict)), "{state:?}");
        }
        let id = wave_in(&db, "w", Closed).await;
        let early = db.store.mark_viewed(id).await;
        assert!(matches!(early, Err(Error::Conflict)), "what waits to be mixed in would be missing: {early:?}");
        db.store.settle(id, 5).await.unwrap();
        db.store.mark_viewed(id).await.unwrap();
        db.store.mark_viewed(id).await.unwrap();
        let again = db.store.set_wave_state(id, Closed, Open, "2026-11-23").await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
        let withdrawn = wave_in(&db, "r", Released).await;
        db.store.set_wave_state(withdrawn, Released, Closed, "2026-11-23").await.unwrap();
        assert!(db.store.wave_by_id(withdrawn).await.unwrap().unwrap().viewed);
        assert!(db.store.set_wave_state(withdrawn, Closed, Open, "2026-11-23").await.is_err());
    }
}

/// Publishes the next version of a survey, and waves go over to it.
async fn next_version(db: &Fresh, survey: Id, switch: Switch) -> Result<i64, Error> {
    let revision = db.store.versions(survey).await.unwrap().last().unwrap().revision;
    let revision = db.store.save_draft_definition(survey, "next", revision).await.unwrap();
    let published = db.store.publish_for(survey, revision, "{}", "2026-11-24", switch).await;
    if published.is_err() {
        db.store.delete_unpublished(survey, revision).await.unwrap();
    }
    published
}

fn to(waves: &[Id]) -> Switch {
    Switch { waves: waves.to_vec(), answered: None }
}

#[tokio::test]
async fn a_wave_goes_over_to_a_new_version_and_its_answers_keep_theirs() {
    for db in databases().await {
        let store = &db.store;
        let id = wave_in(&db, "w", Open).await;
        let survey = store.wave_by_id(id).await.unwrap().unwrap().survey;
        store.submit(submission(id, "before", "{\"a\":1}")).await.unwrap();
        assert_eq!(next_version(&db, survey, to(&[id])).await.unwrap(), 2);
        let wave = store.wave_by_id(id).await.unwrap().unwrap();
        assert_eq!((wave.version, store.asked_versions(&wave).await.unwrap()), (2, vec![1, 2]));
        // A page that was drawn before: to be read again, and nothing is stored of it.
        let late = store.submit(submission(id, "late", "{\"a\":2}")).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        let after = Submission { version: 2, ..submission(id, "late", "{\"a\":3}") };
        assert_eq!(store.submit(after).await.unwrap(), Submitted::Stored);
        let mut responses = store.numbered_responses(id).await.unwrap();
        let mut found = Vec::new();
        while let Some(batch) = responses.next().await.unwrap() {
            found.extend(
                batch.numbered().map(|line| line.unwrap()).map(|stored| (stored.version, stored.document.to_owned())),
            );
        }
        found.sort();
        assert_eq!(found, [(1, "{\"a\":1}".to_owned()), (2, "{\"a\":3}".to_owned())]);
        // One that stays, and one that has ended.
        assert_eq!(next_version(&db, survey, to(&[])).await.unwrap(), 3);
        assert_eq!(store.wave_by_id(id).await.unwrap().unwrap().version, 2);
        store.set_wave_state(id, Open, Closed, "2026-11-24").await.unwrap();
        let ended = next_version(&db, survey, to(&[id])).await;
        assert!(matches!(ended, Err(Error::Conflict)), "{ended:?}");
        assert_eq!(store.versions(survey).await.unwrap().len(), 3, "nothing of it was done");
    }
}

#[tokio::test]
async fn a_publication_is_refused_if_somebody_has_answered_since_it_was_judged() {
    for db in databases().await {
        let store = &db.store;
        let id = wave_in(&db, "w", Open).await;
        let survey = store.wave_by_id(id).await.unwrap().unwrap().survey;
        let other = wave_in(&db, "other", Open).await;
        store.submit(submission(other, "one", "{}")).await.unwrap();
        let judged = store.answered_versions(survey).await.unwrap();
        assert!(judged.is_empty(), "answers to other surveys do not count: {judged:?}");
        store.submit(submission(id, "one", "{}")).await.unwrap();
        let switch = Switch { waves: vec![id], answered: Some(judged) };
        let late = next_version(&db, survey, switch).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        let judged = store.answered_versions(survey).await.unwrap();
        assert_eq!(judged, [1]);
        let switch = Switch { waves: vec![id], answered: Some(judged) };
        assert_eq!(next_version(&db, survey, switch).await.unwrap(), 2);
        assert_eq!(store.answered_versions(survey).await.unwrap(), [1, 2]);
        // A wave that has not begun has asked nothing before.
        let planned = wave_in(&db, "planned", Planned).await;
        let survey = store.wave_by_id(planned).await.unwrap().unwrap().survey;
        next_version(&db, survey, to(&[planned])).await.unwrap();
        let wave = store.wave_by_id(planned).await.unwrap().unwrap();
        assert_eq!(store.asked_versions(&wave).await.unwrap(), [2]);
        assert!(matches!(next_version(&db, survey, to(&[id])).await, Err(Error::Conflict)), "of another survey");
    }
}

/// With codes too: what is refused spends no code, and each answer keeps its version through the mixing.
#[tokio::test]
async fn a_code_is_not_spent_on_a_version_that_was_replaced() {
    for db in databases().await {
        let store = &db.store;
        for access in [Access::Code, Access::Invited, Access::Named] {
            let (wave, codes) = with_codes(&db, access.as_str(), access, 2).await;
            let survey = store.wave_by_id(wave).await.unwrap().unwrap().survey;
            store.submit(with_code(wave, codes[0], "{\"a\":1}")).await.unwrap();
            next_version(&db, survey, to(&[wave])).await.unwrap();
            let late = store.submit(with_code(wave, codes[1], "{\"a\":2}")).await;
            assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
            assert!(!store.is_spent(wave, Ticket::of(codes[1])).await.unwrap());
            // The reply was lost, and the wave has gone over since: the receipt is still the same.
            let again = store.submit(with_code(wave, codes[0], "{\"a\":1}")).await;
            assert_eq!(again.unwrap(), Submitted::Again);
            let after = Submission { version: 2, ..with_code(wave, codes[1], "{\"a\":3}") };
            assert_eq!(store.submit(after).await.unwrap(), Submitted::Stored);
            store.set_wave_state(wave, Open, Closed, "2026-11-24").await.unwrap();
            store.settle(wave, 5).await.unwrap();
            let mut responses = store.numbered_responses(wave).await.unwrap();
            let mut found = Vec::new();
            while let Some(batch) = responses.next().await.unwrap() {
                found.extend(batch.numbered().map(|line| line.unwrap().version));
            }
            found.sort();
            assert_eq!(found, [1, 2], "{access:?}");
        }
    }
}

/// The quotas of the version before may be others: nobody is turned away by one that is gone.
#[tokio::test]
async fn a_quota_of_a_version_that_was_replaced_turns_nobody_away() {
    for db in databases().await {
        let store = &db.store;
        let id = wave_in(&db, "w", Open).await;
        let survey = store.wave_by_id(id).await.unwrap().unwrap().survey;
        let one =
            |key| Submission { quotas: vec![Claim { quota: "bau".into(), limit: 1 }], ..submission(id, key, "{}") };
        assert_eq!(store.submit(one("a")).await.unwrap(), Submitted::Stored);
        next_version(&db, survey, to(&[id])).await.unwrap();
        let late = store.submit(one("b")).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        assert!(store.turned_away(id).await.unwrap().is_empty());
        let after = Submission { version: 2, ..submission(id, "b", "{}") };
        assert_eq!(store.submit(after).await.unwrap(), Submitted::Stored);
    }
}
