//! The files as they may lie on a disk after the power failed.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    path::{Path, PathBuf},
};

use rand::{Rng as _, rngs::StdRng, seq::IndexedRandom as _};

use super::recorder::Event;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// What becomes of that which was written and not synced.
enum Fate {
    /// It reached the disk in its order up to this event, of which only some sectors did.
    InOrder { until: usize, sectors: usize },
    /// Each sector by itself, whatever came before it.
    AtRandom { luck: f64 },
}

pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The power fails after these events. Synced is synced, of everything else chance decides.
pub fn after(events: &[Event], chance: &mut StdRng) -> Files {
    let synced = synced(events);
    let is_safe = |number: usize, file: &Path| synced.get(file).is_some_and(|until| number < *until);
    let may_be_lost = |(number, event): (usize, &Event)| event.changes().is_some_and(|file| !is_safe(number, file));
    let first = events.iter().enumerate().position(may_be_lost).unwrap_or(events.len());
    let fate = Fate::draw(first..events.len(), chance);
    let mut files = Files::new();
    for (number, event) in events.iter().enumerate() {
        match event {
            Event::Written { file, at, bytes } => {
                for (sector, (start, end)) in sectors(*at, bytes.len()).enumerate() {
                    if is_safe(number, file) || fate.keeps(number, sector, chance) {
                        put(files.entry(file.clone()).or_default(), at + start, &bytes[start..end]);
                    }
                }
            }
            Event::Cut { file, to } => {
                if is_safe(number, file) || fate.keeps(number, 0, chance) {
                    files.entry(file.clone()).or_default().resize(*to, 0);
                }
            }
            // Only while the database is made, which is long synced.
            Event::Deleted { file } => _ = files.remove(file),
            Event::Synced { .. } | Event::Acknowledged { .. } => {}
        }
    }
    files
}

/// The event before which everything of a file is on the disk.
fn synced(events: &[Event]) -> HashMap<&Path, usize> {
    let mut synced = HashMap::new();
    for event in events {
        if let Event::Synced { file, until } = event {
            let latest = synced.entry(file.as_path()).or_default();
            *latest = (*until).max(*latest);
        }
    }
    synced
}

/// Where in `length` bytes at `at` the sectors of the disk begin and end.
fn sectors(at: usize, length: usize) -> impl Iterator<Item = (usize, usize)> {
    let first_end = SECTOR - at % SECTOR;
    let starts = [0].into_iter().chain((first_end..length).step_by(SECTOR));
    starts.map(move |start| (start, (start + SECTOR - (at + start) % SECTOR).min(length)))
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    file.resize(file.len().max(end), 0);
    file[at..end].copy_from_slice(bytes);
}

impl Fate {
    /// `open` are the numbers of the events that a crash may undo, from the first to behind the last.
    fn draw(open: Range<usize>, chance: &mut StdRng) -> Fate {
        if chance.random() {
            return Fate::AtRandom { luck: *[0.0, 0.1, 0.5, 0.9, 1.0].choose(chance).expect("five of them") };
        }
        // A page of a database has 16 sectors and lies across one more.
        Fate::InOrder { until: chance.random_range(open.start..=open.end), sectors: chance.random_range(0..=17) }
    }

    fn keeps(&self, number: usize, sector: usize, chance: &mut StdRng) -> bool {
        match self {
            Fate::InOrder { until, sectors } => number < *until || (number == *until && sector < *sectors),
            Fate::AtRandom { luck } => chance.random_bool(*luck),
        }
    }
}

#[test]
fn a_write_is_torn_where_the_sectors_of_the_disk_meet() {
    assert_eq!(sectors(0, 1_000).collect::<Vec<_>>(), [(0, 512), (512, 1_000)]);
    assert_eq!(sectors(500, 600).collect::<Vec<_>>(), [(0, 12), (12, 524), (524, 600)]);
    assert_eq!(sectors(32, 24).collect::<Vec<_>>(), [(0, 24)]);
}

#[test]
fn what_was_synced_is_there_and_what_was_not_may_be_missing() {
    use rand::SeedableRng as _;
    let file = PathBuf::from("file");
    let written = |at, byte| Event::Written { file: file.clone(), at, bytes: vec![byte; SECTOR] };
    let events = [written(0, 1), Event::Synced { file: file.clone(), until: 1 }, written(0, 2), written(SECTOR, 3)];
    let mut seen = BTreeMap::new();
    for seed in 0..200 {
        let bytes = after(&events, &mut StdRng::seed_from_u64(seed)).remove(&file).expect("it was synced");
        *seen.entry((bytes[0], bytes.get(SECTOR).copied())).or_insert(0) += 1;
    }
    let all = [(1, None), (1, Some(3)), (2, None), (2, Some(3))];
    assert_eq!(seen.into_keys().collect::<Vec<_>>(), all);
}
