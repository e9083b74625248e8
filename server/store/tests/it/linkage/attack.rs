//! Every order that can be read off the files, held against the order of arrival.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use rand::seq::{IndexedRandom, SliceRandom};
use sqlx::{Connection as _, Row as _, SqliteConnection};
use store::Location;

use super::{
    counters::{self, Orders},
    field::Person,
    secrets,
};
use crate::databases::Fresh;

const PAGE: u64 = 8_192;

/// What one order gives of those without a name: people at the right place, so many it places at all, and its rank
/// correlation with the order of arrival.
pub struct Link {
    pub order: &'static str,
    pub correct: u64,
    pub placed: u64,
    /// Among whom.
    pub people: u64,
    pub correlation: f64,
}

pub async fn attack(db: &Fresh, people: &[Person]) -> Vec<Link> {
    let mut orders = match &db.location {
        Location::Sqlite(path) => of_sqlite(db, path).await,
        Location::Postgres(_) => of_postgres(db).await,
    };
    let answers = marks(db.look("SELECT answers FROM response UNION ALL SELECT answers FROM inbox").await);
    orders.extend(counters::orders(db, &answers, people).await);
    orders.extend(secrets::orders(db, people).await);
    let arrivals: Vec<u64> =
        people.iter().filter(|person| person.nameless.is_some()).map(|person| person.mark).collect();
    let mut links: Vec<Link> = orders.into_iter().filter_map(|(order, marks)| link(order, &marks, &arrivals)).collect();
    links.extend(secrets::within_one_firm(db, people).await);
    links
}

async fn of_sqlite(db: &Fresh, path: &Path) -> Orders {
    let mut orders = Orders::new();
    let names = [
        ("place in the file", "page, then place from its end", "overflow page"),
        ("place in the log", "page of the log, from its end", "overflow page in the log"),
        ("place in the index of the log", "page of that index", "overflow page of that index"),
    ];
    for (bytes, (heads, from_end, tails)) in files(path).into_iter().zip(names) {
        let found = places(&bytes, b"MARK");
        orders.push((heads, in_order(&found, |place| place)));
        // Rows fill a page from its end.
        orders.push((from_end, in_order(&found, |place| place / PAGE * PAGE + PAGE - place % PAGE)));
        orders.push((tails, in_order(&places(&bytes, b"TAIL"), |place| place)));
    }
    orders.push(("order of the key", marks(db.look("SELECT answers FROM response ORDER BY id").await)));
    orders.push(("order of a scan", marks(db.look("SELECT answers FROM response").await)));
    orders.push(("what stands beside it", marks(db.look("SELECT answers FROM response ORDER BY stratum").await)));
    orders.push(("inbox", marks(db.look("SELECT answers FROM inbox ORDER BY id").await)));
    orders
}

async fn of_postgres(db: &Fresh) -> Orders {
    vec![
        ("place in the heap", marks(db.look("SELECT answers FROM response ORDER BY ctid").await)),
        ("transaction", marks(db.look("SELECT answers FROM response ORDER BY xmin::text::bigint, ctid").await)),
        (
            "transaction, backwards",
            marks(db.look("SELECT answers FROM response ORDER BY xmin::text::bigint, ctid DESC").await),
        ),
        ("order of the key", marks(db.look("SELECT answers FROM response ORDER BY id").await)),
        ("inbox", marks(db.look("SELECT answers FROM inbox ORDER BY xmin::text::bigint").await)),
    ]
}

pub fn marks(answers: Vec<String>) -> Vec<u64> {
    answers.iter().filter_map(|text| mark(text.trim_start_matches('"').strip_prefix("MARK")?.as_bytes())).collect()
}

fn mark(bytes: &[u8]) -> Option<u64> {
    u64::from_str_radix(std::str::from_utf8(bytes.get(..16)?).ok()?, 16).ok()
}

/// Where each mark stands first after this word.
fn places(bytes: &[u8], word: &[u8; 4]) -> Vec<(u64, u64)> {
    let mut found = HashMap::new();
    for at in (0..bytes.len().saturating_sub(20)).filter(|at| bytes[*at] == word[0]) {
        if &bytes[at..at + 4] == word
            && let Some(mark) = mark(&bytes[at + 4..])
        {
            found.entry(mark).or_insert(at as u64);
        }
    }
    found.into_iter().collect()
}

fn in_order(places: &[(u64, u64)], key: impl Fn(u64) -> u64) -> Vec<u64> {
    let mut places: Vec<(u64, u64)> = places.to_vec();
    // What lies at the same place is told apart by chance, and not by the order in which it was found.
    places.shuffle(&mut rand::rng());
    places.sort_by_key(|(_, place)| key(*place));
    places.into_iter().map(|(mark, _)| mark).collect()
}

/// The attacker leaves out the answers with a name, and puts the others in this order beside those who have given none in
/// the order in which they came (`arrivals`). `None` if so little is in that order that there is nothing to put.
pub fn link(order: &'static str, marks: &[u64], arrivals: &[u64]) -> Option<Link> {
    let at: HashMap<u64, usize> = arrivals.iter().enumerate().map(|(arrival, mark)| (*mark, arrival)).collect();
    let placed: Vec<usize> = marks.iter().filter_map(|mark| at.get(mark).copied()).collect();
    if placed.len() < 2 {
        return None;
    }
    let correct = placed.iter().enumerate().filter(|(place, arrival)| place == *arrival).count() as u64;
    let correlation = correlation(&placed, arrivals.len());
    Some(Link { order, correct, placed: placed.len() as u64, people: arrivals.len() as u64, correlation })
}

/// People whose draft is left in some file, or table, for whoever has its key.
pub async fn drafts(db: &Fresh) -> u64 {
    let left = match &db.location {
        Location::Sqlite(path) => files(path).iter().flat_map(|file| places(file, b"SEAL")).collect(),
        Location::Postgres(_) => {
            let rows = db.look::<Vec<u8>>("SELECT sealed FROM draft").await;
            rows.iter().flat_map(|sealed| places(sealed, b"SEAL")).collect::<Vec<_>>()
        }
    };
    left.into_iter().map(|(mark, _)| mark).collect::<BTreeSet<u64>>().len() as u64
}

/// The file, its log, and the index of the log.
fn files(path: &Path) -> [Vec<u8>; 3] {
    ["", "-wal", "-shm"].map(|ending| fs::read(format!("{}{ending}", path.display())).unwrap_or_default())
}

/// Spearman's, over all people: whom the order does not place shares the place in its middle. Over the placed alone, an
/// order of few would by chance be further from zero than any bar.
fn correlation(placed: &[usize], people: usize) -> f64 {
    let middle = |count: usize| (count as f64 - 1.0) / 2.0;
    let spread = |count: usize| (count as f64).mul_add((count as f64).powi(2), -(count as f64)) / 12.0;
    let (place_middle, arrival_middle) = (middle(placed.len()), middle(people));
    let product =
        |(place, arrival): (usize, &usize)| (place as f64 - place_middle) * (*arrival as f64 - arrival_middle);
    let products: f64 = placed.iter().enumerate().map(product).sum();
    products / (spread(placed.len()) * spread(people)).sqrt()
}

#[test]
fn a_correlation_is_one_in_order_and_minus_one_backwards() {
    let all: Vec<usize> = (0..500).collect();
    let backwards: Vec<usize> = all.iter().rev().copied().collect();
    assert!((correlation(&all, 500) - 1.0).abs() < 1e-9 && (correlation(&backwards, 500) + 1.0).abs() < 1e-9);
    // A hundred of them, evenly spread and in order: known as far as they go.
    let some: Vec<usize> = (0..500).step_by(5).collect();
    let known = correlation(&some, 500);
    assert!(known > 0.4 && known < 0.5, "{known}");
}

/// Answers that were in one copy and not in the one before, and who may have given them.
pub struct Group {
    pub rows: Vec<u64>,
}

/// The groups in which answers appear from copy to copy.
pub async fn groups(copies: &[PathBuf], people: &[Person]) -> Vec<Group> {
    let mut known = BTreeSet::new();
    let mut groups = Vec::new();
    for copy in copies {
        let bytes = fs::read(copy).unwrap();
        let mut here: BTreeSet<u64> = places(&bytes, b"MARK").into_iter().map(|(mark, _)| mark).collect();
        let mut db = SqliteConnection::connect(copy.to_str().unwrap()).await.unwrap();
        let inbox = sqlx::query("SELECT count(*) FROM inbox").fetch_one(&mut db).await.unwrap();
        assert_eq!(inbox.get::<i64, _>(0), 0, "a copy holds what is not mixed yet");
        here.retain(|mark| known.insert(*mark));
        if !here.is_empty() {
            groups.push(Group { rows: here.into_iter().collect() });
        }
    }
    assert_eq!(known.len(), people.len());
    groups
}

/// For everybody the attacker knows the right group, which is more than they can know, and picks one of its rows.
pub fn guess(groups: &[Group], people: &[Person]) -> u64 {
    let of_mark: BTreeMap<u64, &Group> =
        groups.iter().flat_map(|group| group.rows.iter().map(move |mark| (*mark, group))).collect();
    let guessed = |person: &&Person| of_mark[&person.mark].rows.choose(&mut rand::rng()) == Some(&person.mark);
    people.iter().filter(guessed).count() as u64
}
