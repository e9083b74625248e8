//! The power fails. kill -9 tells nothing of that: what a process has written is there after it, synced or not.
//! (security.md §5 no. 3)
//!
//! While people answer, everything that SQLite asks of the disk is written down ([`recorder`]). Then the power fails at
//! moments of chance, and the disk has what was synced and of the rest whatever it likes, torn in the middle of a page
//! ([`crash`]). From each such disk the store is opened and asked for everything that it had acknowledged.
//!
//! `BEDARFSKOMPASS_POWER_IMAGES` says how many disks, `cargo xtask prove power` sets it.

mod crash;
mod postgres;
mod recorder;

use std::{collections::BTreeMap, env, fs, path::Path};

use futures_util::future::join_all;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use sqlx::{
    ConnectOptions as _,
    sqlite::{SqliteConnectOptions, SqliteSynchronous},
};
use store::{Id, KeyHash, Location, SentDraft, Store, Submission, WaveState};

use crate::{
    databases::{Fresh, empty_sqlite, migrated},
    linkage::figure,
    responses::submission,
};
use recorder::Event;

const IMAGES: &str = "BEDARFSKOMPASS_POWER_IMAGES";
/// Disks of the test command.
const SAMPLE: usize = 40;

const PEOPLE: usize = 200;
/// Who answers at the same moment, so that writes share a commit.
const AT_ONCE: usize = 7;
/// What somebody is told: the first page is kept, the next one is, the answers are sent.
const SENT: usize = 3;

fn images() -> usize {
    env::var(IMAGES).ok().and_then(|images| images.parse().ok()).unwrap_or(SAMPLE)
}

/// What was written, and how much of that when the first person came.
struct Recording {
    events: Vec<Event>,
    begin: usize,
}

/// A store on a disk that is listened to, with a wave that is open.
async fn listened_to() -> (Fresh, Id) {
    let (location, folder) = empty_sqlite();
    recorder::record(folder.path());
    let db = Fresh { store: migrated(&location).await, location, folder: Some(folder) };
    let wave = db.wave("w").await;
    (db, wave)
}

fn folder(db: &Fresh) -> &Path {
    db.folder.as_ref().unwrap().path()
}

fn key(person: usize) -> KeyHash {
    KeyHash::of(&person.to_be_bytes())
}

/// As long as answers are, and still a number.
fn answers(person: usize) -> String {
    format!("{person:0>1500}")
}

/// As long as a draft is; the first byte says of which page.
fn sealed(step: u8) -> Vec<u8> {
    let mut sealed = vec![step; 700];
    sealed.extend([7; 300]);
    sealed
}

async fn answer(db: &Fresh, wave: Id, person: usize) {
    let (store, key, day) = (&db.store, key(person), "2026-12-01");
    store.create_draft(key, wave, sealed(1), day).await.unwrap();
    recorder::acknowledge(folder(db), person, 1);
    store.save_draft(key, wave, sealed(1), sealed(2), day).await.unwrap();
    recorder::acknowledge(folder(db), person, 2);
    let draft = Some(SentDraft { key, sealed: sealed(2) });
    let sent = Submission { draft, ..submission(wave, &person.to_string(), &answers(person)) };
    store.submit(sent).await.unwrap();
    recorder::acknowledge(folder(db), person, SENT);
}

/// Everybody answers, the log is merged now and then as in a night, and in the end the wave is closed and settled.
async fn everybody(db: &Fresh, wave: Id) -> Recording {
    let begin = recorder::length(folder(db));
    for first in (0..PEOPLE).step_by(AT_ONCE) {
        join_all((first..PEOPLE.min(first + AT_ONCE)).map(|person| answer(db, wave, person))).await;
        if first % (AT_ONCE * 6) == 0 {
            db.store.checkpoint().await.unwrap();
        }
    }
    db.store.set_wave_state(wave, WaveState::Open, WaveState::Closed, "2026-11-30").await.unwrap();
    db.store.settle(wave, 5).await.unwrap();
    Recording { events: recorder::take(folder(db)), begin }
}

/// The same file, written by a connection that syncs no commit.
async fn everybody_without_care(db: &Fresh) -> Recording {
    let begin = recorder::length(folder(db));
    let file = SqliteConnectOptions::new().filename(db.file().unwrap()).synchronous(SqliteSynchronous::Normal);
    let mut careless = file.connect().await.unwrap();
    for person in 0..PEOPLE {
        let insert = "INSERT INTO response (id, wave, version, answers, stratum) SELECT $1, id, 1, $2, '' FROM wave";
        let insert = sqlx::query(insert).bind(Id::random().as_bytes().to_vec()).bind(answers(person));
        insert.execute(&mut careless).await.unwrap();
        recorder::acknowledge(folder(db), person, SENT);
    }
    Recording { events: recorder::take(folder(db)), begin }
}

#[derive(Default)]
struct Losses {
    acknowledged: u64,
    lost: u64,
    twice: u64,
    damaged: u64,
}

impl Recording {
    async fn fail(&self, images: usize) -> Losses {
        let mut chance = StdRng::seed_from_u64(0x0070_6f77_6572);
        let mut losses = Losses::default();
        for _ in 0..images {
            let events = &self.events[..chance.random_range(self.begin..=self.events.len())];
            let disk = tempfile::tempdir().unwrap();
            for (file, bytes) in crash::after(events, &mut chance) {
                fs::write(disk.path().join(file.file_name().unwrap()), bytes).unwrap();
            }
            losses.compare(disk, &last_told(events)).await;
        }
        losses
    }
}

/// The last step of each person that was acknowledged.
fn last_told(events: &[Event]) -> BTreeMap<usize, usize> {
    let told = events.iter().filter_map(|event| match event {
        Event::Acknowledged { person, step } => Some((*person, *step)),
        _ => None,
    });
    told.collect()
}

impl Losses {
    async fn compare(&mut self, disk: tempfile::TempDir, told: &BTreeMap<usize, usize>) {
        let location = Location::Sqlite(disk.path().join("data.sqlite"));
        let store = Store::open(&location).await.unwrap();
        self.damaged += u64::from(store.verify().await.is_err());
        let db = Fresh { store, location, folder: Some(disk) };
        // Between two commits of the settling an answer lies in the inbox.
        let sent = db.look::<String>("SELECT answers FROM response UNION ALL SELECT answers FROM inbox").await;
        let mut found = BTreeMap::<usize, usize>::new();
        for answers in sent {
            self.twice += u64::from(found.insert(answers.parse().unwrap(), SENT).is_some());
        }
        for (person, step) in told {
            let kept = match found.get(person) {
                Some(sent) => *sent,
                None => db.store.draft(key(*person)).await.unwrap().map_or(0, |draft| draft.sealed[0].into()),
            };
            self.acknowledged += 1;
            self.lost += u64::from(kept < *step);
        }
    }
}

#[tokio::test]
async fn whatever_was_acknowledged_survives_that_the_power_fails() {
    let (db, wave) = listened_to().await;
    let recording = everybody(&db, wave).await;
    let losses = recording.fail(images()).await;
    figure("power failures", images() as u64, "");
    figure("people who had been told that something is stored", losses.acknowledged, "");
    figure("acknowledged answers and pages missing", losses.lost, "0");
    figure("answers stored twice", losses.twice, "0");
    figure("damaged databases", losses.damaged, "0");
    assert_eq!((losses.lost, losses.twice, losses.damaged), (0, 0, 0));
    assert!(losses.acknowledged > 0, "nobody had been told anything: this test tests nothing");
}

/// What shows that the test above can fail.
#[tokio::test]
async fn a_store_that_syncs_no_commit_loses_answers_when_the_power_fails() {
    let (db, _) = listened_to().await;
    let recording = everybody_without_care(&db).await;
    let losses = recording.fail(images()).await;
    figure("synchronous NORMAL: acknowledged answers missing", losses.lost, "at least 1");
    figure("synchronous NORMAL: damaged databases", losses.damaged, "0");
    assert!(losses.lost > 0, "the test does not see what is not synced");
    assert_eq!(losses.damaged, 0);
}
