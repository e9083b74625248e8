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

/// What is being done for a preview, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Waiting,
    Counting,
    /// The report in this one of [`super::LANGUAGES`].
    Setting(usize),
}

impl Step {
    pub const COUNT: usize = 2 + super::LANGUAGES.len();

    /// How many were done before it.
    pub fn place(self) -> usize {
        match self {
            Step::Waiting => 0,
            Step::Counting => 1,
            Step::Setting(at) => 2 + at,
        }
    }
}

/// How it stands with a preview.
#[derive(Clone)]
pub enum Outcome {
    Making(Step),
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
        let mut kept = self.kept();
        let is_new = !matches!(kept.get(&wave), Some(Outcome::Making(_)));
        if is_new {
            kept.insert(wave, Outcome::Making(Step::Waiting));
        }
        is_new
    }

    /// Goes on with this, unless nobody wants it any more.
    pub fn step(&self, wave: Id, step: Step) {
        if let Some(Outcome::Making(at)) = self.kept().get_mut(&wave) {
            *at = step;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn place(previews: &Previews, wave: Id) -> Option<usize> {
        match previews.of(wave) {
            Some(Outcome::Making(step)) => Some(step.place()),
            _ => None,
        }
    }

    #[test]
    fn a_preview_is_begun_once_and_goes_on_step_by_step() {
        let (previews, wave) = (Previews::default(), Id::random());
        previews.step(wave, Step::Counting);
        assert_eq!(place(&previews, wave), None, "nobody wants it");
        assert!(previews.begin(wave));
        let steps = [Step::Counting, Step::Setting(0), Step::Setting(Step::COUNT - 3)];
        for (done, step) in steps.into_iter().enumerate() {
            previews.step(wave, step);
            assert!(!previews.begin(wave), "who asks again waits for the same");
            assert_eq!(place(&previews, wave), Some(done + 1), "asking again does not begin anew");
        }
        previews.finish(wave, Err("Kein Papier".to_owned()));
        previews.step(wave, Step::Counting);
        assert_eq!(place(&previews, wave), None, "it is over");
        assert!(previews.begin(wave), "and can be begun again");
    }
}
