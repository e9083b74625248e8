//! Reports that were made to be looked at, kept in memory until they are released or the texts change.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use report::Report;
use sha2::{Digest, Sha256};
use store::Id;

use crate::draft::to_hex;

/// The files of a report in each language, and what they were made of.
pub struct Preview {
    /// Of the texts.
    pub revision: i64,
    pub reports: Vec<Report>,
    /// In the order of [`super::LANGUAGES`].
    pub files: Vec<Vec<u8>>,
}

impl Preview {
    /// Tells one preview from another.
    pub fn mark(&self) -> String {
        let digest = self.files.iter().fold(Sha256::new(), |digest, file| digest.chain_update(file));
        to_hex(&digest.finalize())
    }
}

/// How it stands with a preview.
#[derive(Clone)]
pub enum Outcome {
    Making,
    Ready(Arc<Preview>),
    /// Why not, for staff.
    Failed(String),
}

/// One per wave.
#[derive(Clone, Default)]
pub struct Previews {
    kept: Arc<Mutex<HashMap<Id, Outcome>>>,
    /// Setting a report takes a core for itself: one after the other.
    pub turn: Arc<tokio::sync::Mutex<()>>,
}

impl Previews {
    pub fn of(&self, wave: Id) -> Option<Outcome> {
        self.kept().get(&wave).cloned()
    }

    /// Whether it is to be made now; not if somebody else is waiting for it already.
    pub fn begin(&self, wave: Id) -> bool {
        !matches!(self.kept().insert(wave, Outcome::Making), Some(Outcome::Making))
    }

    pub fn finish(&self, wave: Id, made: Result<Preview, String>) {
        let outcome = made.map_or_else(Outcome::Failed, |preview| Outcome::Ready(Arc::new(preview)));
        self.kept().insert(wave, outcome);
    }

    pub fn forget(&self, wave: Id) {
        self.kept().remove(&wave);
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<Id, Outcome>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
