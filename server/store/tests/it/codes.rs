//! One code, one response.

use std::{env, fs};

use domain::stratum::Stratum;
use store::{Access, CODES_AT_ONCE, Code, Error, Id, KeyHash, SentDraft, Submission, Submitted, Ticket, WaveState};
use tokio::task::JoinSet;

use crate::{
    databases::{Fresh, databases},
    linkage::figure,
    responses::{documents, submission},
};

/// An open wave that is answered with codes, and so many of them.
pub async fn with_codes(db: &Fresh, slug: &str, access: Access, count: usize) -> (Id, Vec<Code>) {
    let wave = db.planned_wave(slug).await;
    db.store.set_access(wave, access).await.unwrap();
    db.store.set_wave_state(wave, WaveState::Planned, WaveState::Open, "2026-09-01").await.unwrap();
    let batch = db.store.create_batch(wave, &Stratum::firm("Muster GmbH")).await.unwrap();
    (wave, db.store.issue_codes(wave, batch, count).await.unwrap())
}

pub fn with_code(wave: Id, code: Code, answers: &str) -> Submission {
    Submission { ticket: Some(Ticket::of(code)), ..submission(wave, &format!("{code} {answers}"), answers) }
}

/// `BEDARFSKOMPASS_CODE_ROUNDS` says how often, else a few times; `cargo xtask prove codes` sets it.
fn rounds() -> usize {
    env::var("BEDARFSKOMPASS_CODE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3)
}

/// A code, and what came out of sending it from 200 devices at once.
async fn send_two_hundred_times(db: &Fresh, wave: Id, code: Code, round: usize) -> usize {
    let mut tries = JoinSet::new();
    for device in 0..200 {
        let (store, sent) = (db.store.clone(), with_code(wave, code, &format!("[{round},{device}]")));
        tries.spawn(async move {
            loop {
                match store.submit(sent.clone()).await {
                    // Too many at once for eight connections: as the page says, send it again.
                    Err(Error::Busy) => {}
                    done => return done,
                }
            }
        });
    }
    let done = tries.join_all().await;
    assert!(done.iter().all(|done| matches!(done, Ok(Submitted::Stored) | Err(Error::Spent))), "{done:?}");
    done.iter().filter(|done| matches!(done, Ok(Submitted::Stored))).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_code_sent_two_hundred_times_at_once_is_one_response() {
    for db in databases().await {
        let database = if db.folder.is_some() { "SQLite" } else { "PostgreSQL" };
        for access in [Access::Code, Access::Invited] {
            let (wave, codes) = with_codes(&db, access.as_str(), access, rounds()).await;
            let mut wrong = 0;
            for (round, code) in codes.into_iter().enumerate() {
                wrong += u64::from(send_two_hundred_times(&db, wave, code, round).await != 1);
                assert!(db.store.is_spent(wave, Ticket::of(code)).await.unwrap());
            }
            let stored = db.store.response_count(wave).await.unwrap();
            figure(&format!("{database}, store, {}: codes sent by 200 at once", access.as_str()), rounds() as u64, "");
            figure(&format!("{database}, store, {}: not exactly one acknowledged as new", access.as_str()), wrong, "0");
            let beyond = stored.abs_diff(rounds() as u64);
            figure(&format!("{database}, store, {}: responses too many or too few", access.as_str()), beyond, "0");
            assert_eq!((wrong, beyond), (0, 0));
        }
        let rounds = rounds() as i64;
        assert_eq!(db.look::<i64>("SELECT count(*) FROM response").await, [rounds]);
        assert_eq!(db.look::<i64>("SELECT count(*) FROM inbox").await, [rounds]);
        // Of those that were turned away there is no key.
        assert_eq!(db.look::<i64>("SELECT count(*) FROM receipt").await, [2 * rounds]);
    }
}

#[tokio::test]
async fn nothing_is_stored_without_a_code_where_one_is_needed() {
    for db in databases().await {
        let store = &db.store;
        for access in [Access::Code, Access::Invited, Access::Named] {
            let (wave, _) = with_codes(&db, access.as_str(), access, 1).await;
            let without = store.submit(submission(wave, "key", "{}")).await;
            assert!(matches!(without, Err(Error::Closed)), "{access:?}: {without:?}");
            let unknown = store.submit(with_code(wave, Code::new([7; 16]), "{}")).await;
            assert!(matches!(unknown, Err(Error::Closed)), "{access:?}: {unknown:?}");
            let (other, codes) = with_codes(&db, &format!("{}-other", access.as_str()), access, 1).await;
            let elsewhere = store.submit(with_code(wave, codes[0], "{}")).await;
            assert!(matches!(elsewhere, Err(Error::Closed)), "{access:?}: {elsewhere:?}");
            assert!(!store.is_spent(other, Ticket::of(codes[0])).await.unwrap());
            assert_eq!(store.response_count(wave).await.unwrap(), 0);
        }
        let open = db.wave("open").await;
        let (_, codes) = with_codes(&db, "another", Access::Code, 1).await;
        assert!(matches!(store.submit(with_code(open, codes[0], "{}")).await, Err(Error::Closed)));
    }
}

/// Who sends other answers with the same code is told so and keeps them; the same once more are the same once more.
#[tokio::test]
async fn other_answers_with_a_spent_code_are_no_receipt_and_keep_their_draft() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Code, 1).await;
        let send = async |device: &str| {
            let key = KeyHash::of(device.as_bytes());
            let _already_there = db.store.create_draft(key, wave, vec![1], "2026-12-01").await;
            let draft = Some(SentDraft { key, sealed: vec![1] });
            let sent = Submission { draft, ..with_code(wave, codes[0], &format!("\"{device}\"")) };
            let done = db.store.submit(sent).await;
            (done, db.store.draft(key).await.unwrap().is_some())
        };
        assert!(matches!(send("one").await, (Ok(Submitted::Stored), false)));
        for _ in 0..2 {
            assert!(matches!(send("two").await, (Err(Error::Spent), true)));
            assert!(matches!(send("one").await, (Ok(Submitted::Again), _)));
        }
        assert_eq!(documents(&db.store, wave).await, ["\"one\""]);
        let (one, two) = (with_code(wave, codes[0], "\"one\"").key, with_code(wave, codes[0], "\"two\"").key);
        assert!(db.store.is_submitted(wave, one).await.unwrap() && !db.store.is_submitted(wave, two).await.unwrap());
    }
}

#[tokio::test]
async fn codes_are_known_by_hash_only_and_the_database_does_not_hold_them() {
    for db in databases().await {
        let (wave, codes) = with_codes(&db, "w", Access::Code, 50).await;
        let known = db.store.code(codes[0]).await.unwrap().unwrap();
        assert_eq!((known.wave.as_str(), known.spent, known.state), ("w", false, WaveState::Open));
        assert_eq!(db.store.code(Code::new([0; 16])).await.unwrap(), None);
        db.store.submit(with_code(wave, codes[0], "{}")).await.unwrap();
        assert!(db.store.code(codes[0]).await.unwrap().unwrap().spent);
        let Some(folder) = &db.folder else { continue };
        for entry in fs::read_dir(folder.path()).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            for code in &codes {
                let compact = code.compact();
                for needle in [code.as_bytes().as_slice(), compact.as_bytes()] {
                    assert!(!bytes.windows(needle.len()).any(|window| window == needle));
                }
            }
        }
    }
}

#[tokio::test]
async fn batches_are_counted_and_their_strata_coarsened_when_the_answer_is_stored() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.planned_wave("w").await);
        store.set_access(wave, Access::Code).await.unwrap();
        store.set_wave_state(wave, WaveState::Planned, WaveState::Open, "2026-09-01").await.unwrap();
        let class = |firm: &str, year: &str| Stratum { year: year.into(), ..Stratum::firm(firm) };
        for (firm, year, count, used) in [("A", "1", 6, 5), ("A", "2", 7, 5), ("B", "1", 5, 4), ("B", "2", 1, 1)] {
            let batch = store.create_batch(wave, &class(firm, year)).await.unwrap();
            let codes = store.issue_codes(wave, batch, count).await.unwrap();
            for code in &codes[..used] {
                store.submit(with_code(wave, *code, "{}")).await.unwrap();
            }
        }
        assert_eq!(strata(&db).await, ["A · 1=5", "A · 2=5", "B=1", "B · 1=4"]);
        // "B, year not told" would be the one in the second year, who must not stand alone in the end.
        store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-10-01").await.unwrap();
        store.settle(wave, 5).await.unwrap();
        assert_eq!(strata(&db).await, ["A · 1=5", "A · 2=5", "B=5"]);
        let batches = store.batches(wave).await.unwrap();
        let counted: Vec<_> =
            batches.iter().map(|batch| (batch.stratum.to_string(), batch.issued, batch.spent)).collect();
        let expected = [("A · 1", 6, 5), ("A · 2", 7, 5), ("B · 1", 5, 4), ("B · 2", 1, 1)];
        assert_eq!(counted, expected.map(|(name, issued, spent)| (name.to_owned(), issued, spent)));
        assert!(matches!(store.issue_codes(wave, batches[0].id, CODES_AT_ONCE + 1).await, Err(Error::Conflict)));
        assert!(matches!(store.issue_codes(Id::random(), batches[0].id, 1).await, Err(Error::NotFound)));
        assert!(matches!(store.create_batch(Id::random(), &class("A", "1")).await, Err(Error::NotFound)));
    }
}

/// What stands beside the answers, each with how many.
async fn strata(db: &crate::databases::Fresh) -> Vec<String> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for stratum in db.look::<String>("SELECT stratum FROM response").await {
        *counts.entry(stratum).or_default() += 1;
    }
    counts.into_iter().map(|(stratum, count)| format!("{stratum}={count}")).collect()
}

/// Two sheets of six for a firm of three, because the first was lost: twelve codes protect nobody.
#[tokio::test]
async fn a_stratum_stands_from_k_answers_on_and_not_from_k_codes() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.planned_wave("w").await);
        store.set_access(wave, Access::Code).await.unwrap();
        store.set_wave_state(wave, WaveState::Planned, WaveState::Open, "2026-09-01").await.unwrap();
        for (firm, count, used) in [("Mini AG", 6, 0), ("Mini AG", 6, 1), ("Nord", 20, 12), ("Süd", 20, 11)] {
            let batch = store.create_batch(wave, &Stratum::firm(firm)).await.unwrap();
            for code in &store.issue_codes(wave, batch, count).await.unwrap()[..used] {
                store.submit(with_code(wave, *code, "{}")).await.unwrap();
            }
        }
        store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-10-01").await.unwrap();
        store.settle(wave, 10).await.unwrap();
        // The one of Mini AG stands among at least ten without a firm.
        assert_eq!(strata(&db).await, ["=12", "Nord=12"]);
    }
}

#[tokio::test]
async fn codes_of_a_voided_batch_start_nothing_and_are_not_counted() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.planned_wave("w").await);
        store.set_access(wave, Access::Code).await.unwrap();
        store.set_wave_state(wave, WaveState::Planned, WaveState::Open, "2026-09-01").await.unwrap();
        let batch = store.create_batch(wave, &Stratum::firm("Mini AG")).await.unwrap();
        let lost = store.issue_codes(wave, batch, 4).await.unwrap();
        store.submit(with_code(wave, lost[0], "{}")).await.unwrap();
        store.void_codes(wave, batch).await.unwrap();
        assert_eq!(store.code(lost[1]).await.unwrap(), None);
        assert!(store.is_spent(wave, Ticket::of(lost[0])).await.unwrap(), "the receipt stands");
        // Three new ones and the one that was used before.
        let codes = store.reissue_codes(wave, batch, 3).await.unwrap();
        let [line] = store.batches(wave).await.unwrap().try_into().unwrap();
        assert_eq!((line.issued, line.spent, line.voided), (4, 1, false));
        for code in codes {
            store.submit(with_code(wave, code, "{}")).await.unwrap();
        }
        assert_eq!(strata(&db).await, ["=4"], "fewer than five codes in all");
        assert!(matches!(store.void_codes(Id::random(), batch).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn codes_that_reached_nobody_are_taken_back_and_not_counted() {
    for db in databases().await {
        let (store, (wave, codes)) = (&db.store, with_codes(&db, "w", Access::Invited, 5).await);
        store.submit(with_code(wave, codes[0], "{}")).await.unwrap();
        let (other, _) = with_codes(&db, "other", Access::Invited, 1).await;
        assert_eq!(store.take_back_codes(other, &codes).await.unwrap(), 0, "of another wave");
        // What was answered with has reached somebody.
        assert_eq!(store.take_back_codes(wave, &codes[..3]).await.unwrap(), 2);
        assert_eq!(store.take_back_codes(wave, &codes[..3]).await.unwrap(), 0);
        let [batch] = store.batches(wave).await.unwrap().try_into().unwrap();
        assert_eq!((batch.issued, batch.spent), (3, 1));
        assert_eq!(store.code(codes[1]).await.unwrap(), None);
        assert!(!store.code(codes[3]).await.unwrap().unwrap().spent);
    }
}

#[tokio::test]
async fn the_access_of_a_wave_is_settled_before_it_opens() {
    for db in databases().await {
        let (store, wave) = (&db.store, db.planned_wave("w").await);
        assert_eq!(store.wave("w").await.unwrap().unwrap().access, Access::Open);
        store.set_access(wave, Access::Invited).await.unwrap();
        store.set_wave_state(wave, WaveState::Planned, WaveState::Open, "2026-09-01").await.unwrap();
        assert!(matches!(store.set_access(wave, Access::Open).await, Err(Error::Conflict)));
        assert_eq!(store.wave("w").await.unwrap().unwrap().access, Access::Invited);
    }
}

#[tokio::test]
async fn codes_go_a_while_after_the_end_of_their_wave() {
    for db in databases().await {
        let store = &db.store;
        let (wave, codes) = with_codes(&db, "w", Access::Code, 4).await;
        let (running, _) = with_codes(&db, "running", Access::Code, 2).await;
        store.submit(with_code(wave, codes[0], "{}")).await.unwrap();
        store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-10-01").await.unwrap();
        // Not before the wave is settled.
        assert_eq!(store.purge_codes("2026-11-01").await.unwrap(), 0);
        store.settle(wave, 5).await.unwrap();
        assert_eq!(store.purge_codes("2026-10-01").await.unwrap(), 0);
        assert_eq!(store.purge_codes("2026-10-02").await.unwrap(), 4);
        assert_eq!(store.code(codes[1]).await.unwrap(), None);
        assert!(store.batches(wave).await.unwrap().is_empty());
        assert_eq!(store.batches(running).await.unwrap()[0].issued, 2);
    }
}
