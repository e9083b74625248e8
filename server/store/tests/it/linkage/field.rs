//! A wave in which 500 people answer, one after the other.

use std::path::PathBuf;

use sqlx::{Connection as _, SqliteConnection};
use store::{Access, Code, Id, Location, Store, WaveState};
use tempfile::TempDir;

use crate::{
    codes::{with_code, with_codes},
    databases::Fresh,
    responses::submission,
};

pub const PEOPLE: usize = 500;
pub const K: u64 = 10;
/// So many answer between two mixings, more or less.
const NIGHT: usize = 45;

/// Somebody who answers: at which place in the order, and what can be recognised.
pub struct Person {
    pub arrival: usize,
    /// Stands at the beginning of the answer and, after its `TAIL`, at the end.
    pub mark: u64,
}

pub struct Field {
    store: Store,
    wave: Id,
    codes: Vec<Code>,
    pub people: Vec<Person>,
    /// People whose answers share a commit. PostgreSQL would commit them side by side, in an order of its own.
    at_once: usize,
    copies: TempDir,
}

impl Field {
    pub async fn new(db: &Fresh, access: Access) -> Field {
        let (wave, codes) = if access == Access::Open {
            (db.wave("w").await, Vec::new())
        } else {
            with_codes(db, "w", access, PEOPLE).await
        };
        let people = (0..PEOPLE).map(|arrival| Person { arrival, mark: rand::random() }).collect();
        let at_once = if db.folder.is_some() { 15 } else { 1 };
        Field { store: db.store.clone(), wave, codes, people, at_once, copies: tempfile::tempdir().unwrap() }
    }

    /// Some answers fill pages of their own.
    fn text(person: &Person) -> String {
        let length = if person.mark.is_multiple_of(5) { 9_000 } else { 200 + person.mark % 1_800 };
        let filling = "x".repeat(usize::try_from(length).unwrap());
        format!("\"MARK{:016x}{filling}TAIL{:016x}\"", person.mark, person.mark)
    }

    async fn send(&self, person: &Person) {
        let text = Field::text(person);
        let sent = match self.codes.get(person.arrival) {
            Some(code) => with_code(self.wave, *code, &text),
            None => submission(self.wave, &person.mark.to_string(), &text),
        };
        self.store.submit(sent).await.unwrap();
    }

    /// All, in their order; now and then a night.
    pub async fn answer(&mut self) {
        for some in self.people.chunks(NIGHT) {
            for at_once in some.chunks(self.at_once) {
                // Put into the queue in this order and committed together.
                futures_util::future::join_all(at_once.iter().map(|person| self.send(person))).await;
            }
            self.store.mix(self.wave, K).await.unwrap();
        }
    }

    /// The same, with a copy of the database after each night and after the end.
    pub async fn answer_with_backups(&mut self) -> Vec<PathBuf> {
        let mut copies = Vec::new();
        let mut come = 0;
        while come < PEOPLE {
            // Some nights one came, some nights many.
            let some = rand::random_range(1..2 * NIGHT).min(PEOPLE - come);
            for person in &self.people[come..come + some] {
                self.send(person).await;
            }
            come += some;
            self.store.mix(self.wave, K).await.unwrap();
            copies.push(self.back_up(copies.len()).await);
        }
        self.close().await;
        copies.push(self.back_up(copies.len()).await);
        copies
    }

    async fn back_up(&self, number: usize) -> PathBuf {
        let path = self.copies.path().join(format!("{number}.sqlite"));
        self.store.back_up(&path).await.unwrap();
        path
    }

    pub async fn close(&mut self) {
        self.store.set_wave_state(self.wave, WaveState::Open, WaveState::Closed, "2026-11-01").await.unwrap();
        self.store.settle(self.wave, K).await.unwrap();
    }

    /// As a careless program would: the key counts up, and the minute stands beside it.
    pub async fn answer_numbered(&self, db: &Fresh) {
        let Location::Sqlite(path) = &db.location else { panic!("{:?}", db.location) };
        let mut direct = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
        for person in &self.people {
            let mut id = [0; 16];
            id[8..].copy_from_slice(&(person.arrival as u64).to_be_bytes());
            let minute = format!("2026-10-01T{:02}:{:02}", person.arrival / 60, person.arrival % 60);
            let insert = "INSERT INTO response (id, wave, version, answers, stratum) VALUES ($1, $2, 1, $3, $4)";
            let insert = sqlx::query(insert).bind(id.to_vec()).bind(self.wave.as_bytes().to_vec());
            insert.bind(Field::text(person)).bind(minute).execute(&mut direct).await.unwrap();
        }
    }
}
