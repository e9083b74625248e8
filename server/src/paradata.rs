//! How questionnaires are walked through: gathered in memory, written down every half minute.
//!
//! A commit per page would double what answering costs. What was gathered since the last time is lost in a crash: counts
//! may be a few short, and no answer hangs on them.

pub mod since;
mod walk;

use std::{
    collections::BTreeMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::paradata::{Cell, Counts, Device, Dimension};
use store::{Id, Store};

use crate::state::RunningWave;

pub use domain::paradata::SENT;
pub use walk::{Happened, Walk};

/// The page of the answers to check: its name is no survey's to give, and neither is [`SENT`].
pub const CHECK: &str = "pruefen";

/// Cheap to clone.
#[derive(Clone, Default)]
pub struct Paradata {
    gathered: Arc<Mutex<BTreeMap<Id, Counts>>>,
    /// One at a time: who reads wants what was gathered before, not what somebody is just writing.
    writing: Arc<tokio::sync::Mutex<()>>,
    /// One at a time: two that look at once must not see counts that differ by one person.
    showing: Arc<tokio::sync::Mutex<()>>,
}

/// Where and on what it happened.
pub struct Scene<'a> {
    pub wave: Id,
    /// `YYYY-MM-DD`
    pub day: &'a str,
    pub locale: &'a str,
    pub device: Device,
}

impl Paradata {
    pub fn note(&self, scene: &Scene, happened: &[Happened]) {
        if happened.is_empty() {
            return;
        }
        let mut gathered = lock(&self.gathered);
        let counts = gathered.entry(scene.wave).or_default();
        for (page, tally) in happened {
            for dimension in Dimension::ALL {
                let value = match dimension {
                    Dimension::Day => scene.day,
                    Dimension::Locale => scene.locale,
                    Dimension::Device => scene.device.as_str(),
                };
                let cell = Cell { dimension, value: value.to_owned(), page: page.clone() };
                counts.entry(cell).or_default().add(tally);
            }
        }
    }

    /// Writes down what was gathered. If that fails it is kept for the next time.
    pub async fn flush(&self, store: &Store) -> Result<(), store::Error> {
        let _writing = self.writing.lock().await;
        let gathered = mem::take(&mut *lock(&self.gathered));
        if gathered.is_empty() {
            return Ok(());
        }
        let counts: Vec<(Id, Counts)> = gathered.iter().map(|(wave, counts)| (*wave, counts.clone())).collect();
        let written = store.add_paradata(counts).await;
        if written.is_err() {
            let mut since = lock(&self.gathered);
            for (wave, counts) in gathered {
                let kept = since.entry(wave).or_default();
                counts.into_iter().for_each(|(cell, tally)| kept.entry(cell).or_default().add(&tally));
            }
        }
        written
    }

    /// What staff see of a wave: of each page what they saw last until k more have come to it, also after the end and
    /// after a restart. So two views never differ by a few people.
    pub async fn of(&self, store: &Store, running: &RunningWave) -> Result<Arc<Counts>, store::Error> {
        self.flush(store).await?;
        let _showing = self.showing.lock().await;
        Ok(Arc::new(store.show_paradata(running.wave.id, running.k()).await?))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
