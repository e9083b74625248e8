//! Drafts that were saved a moment ago, so that the next page of the same person need not ask the database: that
//! costs two changes of thread and is most of what a page costs beside drawing it.
//!
//! Only the writer fills it, after each commit and in the order of the commits, so it never holds anything that is not
//! on disk, nor anything older than what is. What it holds is sealed, as in the database. It is right only as long as
//! one process writes drafts, which is why PostgreSQL has none and `serve` takes a lock on its folder.

use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{Draft, KeyHash};

/// Drafts of a generation. Two of them at about 2 KB a draft take 16 MB at most in ordinary use.
const GENERATION: usize = 4_096;

#[derive(Default)]
pub(crate) struct Recent(Mutex<Generations>);

/// Whoever is answering saves every other minute and so stays among the young; the old go all at once.
#[derive(Default)]
struct Generations {
    young: HashMap<KeyHash, Draft>,
    old: HashMap<KeyHash, Draft>,
}

impl Recent {
    pub(crate) fn get(&self, key: KeyHash) -> Option<Draft> {
        let drafts = self.lock();
        drafts.young.get(&key).or_else(|| drafts.old.get(&key)).cloned()
    }

    pub(crate) fn put(&self, key: KeyHash, draft: Draft) {
        let mut drafts = self.lock();
        if drafts.young.len() >= GENERATION {
            drafts.old = mem::take(&mut drafts.young);
        }
        drafts.young.insert(key, draft);
    }

    pub(crate) fn remove(&self, key: KeyHash) {
        let mut drafts = self.lock();
        drafts.young.remove(&key);
        drafts.old.remove(&key);
    }

    /// After anything that may have touched drafts it cannot name.
    pub(crate) fn clear(&self) {
        *self.lock() = Generations::default();
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    fn draft(mark: usize) -> Draft {
        Draft { wave: Id::random(), sealed: mark.to_be_bytes().to_vec(), expires: "2026-12-01".to_owned() }
    }

    fn key(number: usize) -> KeyHash {
        KeyHash::of(&number.to_be_bytes())
    }

    #[test]
    fn the_newest_is_found_and_the_oldest_goes() {
        let recent = Recent::default();
        recent.put(key(0), draft(0));
        for number in 1..GENERATION {
            recent.put(key(number), draft(number));
        }
        // Of the old generation now, and saved once more.
        recent.put(key(0), draft(777));
        assert_eq!(recent.get(key(0)).map(|draft| draft.sealed), Some(777_usize.to_be_bytes().to_vec()));
        assert!(recent.get(key(1)).is_some());
        for number in 0..2 * GENERATION {
            recent.put(key(1_000_000 + number), draft(number));
        }
        assert!(recent.get(key(1)).is_none());
        recent.put(key(5), draft(5));
        recent.remove(key(5));
        assert!(recent.get(key(5)).is_none());
    }
}
