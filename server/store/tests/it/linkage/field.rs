//! A wave in which 500 people answer, one after the other.

use std::path::PathBuf;

use domain::{
    paradata::{Cell, Counts, Device, Dimension, SENT, Tally},
    stratum::Stratum,
};
use rand::seq::SliceRandom as _;
use sqlx::{Connection as _, SqliteConnection};
use store::{Access, Code, Consent, Id, KeyHash, Location, SentDraft, Store, WaveState};
use tempfile::TempDir;

use crate::{codes::with_code, databases::Fresh, responses::submission};

/// Those whom the attacker looks for.
pub const PEOPLE: usize = 500;
/// Firms that answer with their name among them, where a wave asks for it: nobody looks for those, they are there to read.
const NAMED: usize = 125;
pub const K: u64 = 10;
/// Codes on the sheets of firms, two of them with too few to be told apart. What is invited gets its codes mail by mail, as
/// many at a time, and no firm stands beside them.
const SHEETS: [usize; 9] = [6, 9, 20, 30, 45, 60, 80, 100, 150];

/// So many answer between two mixings, more or less.
const NIGHT: usize = 45;

/// So many answers between two writings of the counters.
const FLUSH: usize = 15;
/// So many pages are not asked of all; which, can be told from the answer.
pub const ASKED: u64 = 24;
/// The language of one in 170.
pub const RARE: &str = "uk";
/// Every so many answers, one comes alone on its day, while nine others begin and stop.
const LONELY: usize = 50;

/// Whether somebody whose answer has this mark came to that page.
pub fn is_asked(mark: u64, page: u64) -> bool {
    (mark >> (page + 8)) & 1 == 1
}

/// Somebody who answers, and what can be recognised.
pub struct Person {
    /// Place in the order of all.
    pub arrival: usize,
    /// Place in the order of those without a name, which the attacker knows too. `None` if they answer with it.
    pub nameless: Option<usize>,
    /// Stands at the beginning of the answer and, after its `TAIL`, at the end; in the draft after `SEAL`, for whoever can
    /// open that.
    pub mark: u64,
    pub dealt: Option<Dealt>,
}

/// The code somebody got.
#[derive(Clone)]
pub struct Dealt {
    pub code: Code,
    /// Place in the order in which codes were given out: on sheets, or as the roster has it.
    pub place: usize,
    /// Of the sheet.
    pub firm: String,
}

impl Person {
    pub fn is_rare(&self) -> bool {
        self.arrival % 170 == 60
    }

    fn locale(&self) -> &'static str {
        if self.is_rare() { RARE } else { "de-sie" }
    }

    fn is_lonely(&self) -> bool {
        self.arrival.is_multiple_of(LONELY)
    }

    /// A draft as it is to whoever has its key; no two are of one length.
    fn sealed(&self) -> Vec<u8> {
        let filling = usize::try_from(self.mark % 900).unwrap();
        format!("SEAL{:016x}{}", self.mark, "y".repeat(filling)).into_bytes()
    }

    fn day(&self) -> String {
        format!("2026-10-{:02}", 1 + 2 * (self.arrival / LONELY) + usize::from(!self.is_lonely()))
    }
}

pub struct Field {
    store: Store,
    wave: Id,
    pub people: Vec<Person>,
    /// People whose answers share a commit. PostgreSQL would commit them side by side, in an order of its own.
    at_once: usize,
    copies: TempDir,
}

impl Field {
    pub async fn new(db: &Fresh, access: Access) -> Field {
        let named = if access == Access::Named { NAMED } else { 0 };
        let (wave, mut codes) = match access {
            Access::Open => (db.wave("w").await, Vec::new()),
            _ => with_sheets(db, access, PEOPLE + named).await,
        };
        // Nobody comes in the order of the sheets, nor in that of the mails.
        codes.shuffle(&mut rand::rng());
        let mut without: Vec<bool> = (0..PEOPLE + named).map(|number| number < PEOPLE).collect();
        without.shuffle(&mut rand::rng());
        let mut places = 0..;
        let person = |(arrival, without): (usize, bool)| Person {
            arrival,
            nameless: if without { places.next() } else { None },
            mark: rand::random(),
            dealt: codes.get(arrival).cloned(),
        };
        let people = without.into_iter().enumerate().map(person).collect();
        let at_once = if db.folder.is_some() { 15 } else { 1 };
        Field { store: db.store.clone(), wave, people, at_once, copies: tempfile::tempdir().unwrap() }
    }

    /// Some answers fill pages of their own.
    fn text(person: &Person) -> String {
        let length = if person.mark.is_multiple_of(5) { 9_000 } else { 200 + person.mark % 1_800 };
        let filling = "x".repeat(usize::try_from(length).unwrap());
        format!("\"MARK{:016x}{filling}TAIL{:016x}\"", person.mark, person.mark)
    }

    /// Begins, saves a page, and sends.
    async fn send(&self, person: &Person) {
        let text = Field::text(person);
        let mut sent = match &person.dealt {
            Some(dealt) => with_code(self.wave, dealt.code, &text),
            None => submission(self.wave, &person.mark.to_string(), &text),
        };
        let draft = SentDraft { key: KeyHash::of(&person.mark.to_le_bytes()), sealed: person.sealed() };
        self.store.create_draft(draft.key, self.wave, draft.sealed.clone(), "2026-12-01").await.unwrap();
        (sent.draft, sent.k) = (Some(draft), K);
        let firm = format!("Firma {}", person.arrival);
        sent.consent = person.nameless.is_none().then(|| Consent { firm, edition: "1".to_owned() });
        self.store.submit(sent).await.unwrap();
    }

    /// Their ways through the pages, as the server counts them.
    async fn count(&self, people: &[Person]) {
        let mut counts = Counts::new();
        for person in people {
            let asked = (0..ASKED).filter(|page| is_asked(person.mark, *page)).map(|page| page.to_string());
            let way = [String::from("start")].into_iter().chain(asked).chain([SENT.to_owned()]);
            let way = way.map(|page| (page, 1)).chain(person.is_lonely().then(|| ("start".to_owned(), 9)));
            for (page, reached) in way {
                for (dimension, value) in [
                    (Dimension::Day, person.day()),
                    (Dimension::Locale, person.locale().to_owned()),
                    (Dimension::Device, Device::Phone.as_str().to_owned()),
                ] {
                    let cell = Cell { dimension, value, page: page.clone() };
                    counts.entry(cell).or_default().add(&Tally { reached, ..Tally::default() });
                }
            }
        }
        self.store.add_paradata(vec![(self.wave, counts)]).await.unwrap();
    }

    /// All, in their order; now and then a night.
    pub async fn answer(&mut self) {
        for some in self.people.chunks(NIGHT) {
            for at_once in some.chunks(self.at_once) {
                // Put into the queue in this order and committed together.
                futures_util::future::join_all(at_once.iter().map(|person| self.send(person))).await;
            }
            for some in some.chunks(FLUSH) {
                self.count(some).await;
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
            self.count(&self.people[come..come + some]).await;
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

    /// As a careless program would: the key is a number that says something, and so does what stands beside it.
    pub async fn answer_carelessly(
        &self,
        db: &Fresh,
        number: impl Fn(&Person) -> u128,
        beside: impl Fn(&Person) -> String,
    ) {
        let Location::Sqlite(path) = &db.location else { panic!("{:?}", db.location) };
        let mut direct = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
        for person in &self.people {
            let insert = "INSERT INTO response (id, wave, version, answers, stratum) VALUES ($1, $2, 1, $3, $4)";
            let insert = sqlx::query(insert).bind(number(person).to_be_bytes().to_vec());
            let insert = insert.bind(self.wave.as_bytes().to_vec()).bind(Field::text(person)).bind(beside(person));
            insert.execute(&mut direct).await.unwrap();
        }
    }
}

/// An open wave, and so many codes in the order in which they were given out.
async fn with_sheets(db: &Fresh, access: Access, count: usize) -> (Id, Vec<Dealt>) {
    let wave = db.planned_wave("w").await;
    db.store.set_access(wave, access).await.unwrap();
    db.store.set_wave_state(wave, WaveState::Planned, WaveState::Open, "2026-09-01").await.unwrap();
    let mut dealt = Vec::new();
    for (number, size) in SHEETS.into_iter().cycle().enumerate() {
        let size = size.min(count - dealt.len());
        if size == 0 {
            break;
        }
        let firm = if access == Access::Code { format!("Betrieb {number}") } else { String::new() };
        let batch = db.store.create_batch(wave, &Stratum::firm(&firm)).await.unwrap();
        for code in db.store.issue_codes(wave, batch, size).await.unwrap() {
            dealt.push(Dealt { code, place: dealt.len(), firm: firm.clone() });
        }
    }
    (wave, dealt)
}
