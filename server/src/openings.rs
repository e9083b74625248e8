//! How often the addresses on posters were opened, in memory until they are written down all at once: each hour and when
//! the service stops. One by one, the roster's file would lie in the order in which people came, and whoever has it
//! beside that of the answers could lay the two next to each other; and every scan would cost a commit.
//!
//! After a crash the last hour is missing. What is counted is shown in bands.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use store::{Id, Opened, Place, Roster};

type Tally = HashMap<(Id, String), u64>;

#[derive(Clone, Default)]
pub struct Openings(Arc<Mutex<Tally>>);

impl Openings {
    /// Takes places only, which staff have named: nobody can fill the memory with others.
    pub fn count(&self, place: &Place) {
        *self.tally().entry((place.wave, place.code.clone())).or_default() += 1;
    }

    /// Of all time.
    pub fn of(&self, place: &Place) -> u64 {
        let waiting = self.tally().get(&(place.wave, place.code.clone())).copied().unwrap_or_default();
        place.opened + waiting
    }

    pub async fn write_down(&self, roster: &Roster) -> Result<(), store::Error> {
        let tally = mem::take(&mut *self.tally());
        if tally.is_empty() {
            return Ok(());
        }
        let mut opened: Vec<Opened> = tally
            .iter()
            .map(|((wave, code), times)| Opened { wave: *wave, code: code.clone(), times: *times })
            .collect();
        // In an order that says nothing.
        opened.sort_by(|one, other| (one.wave, &one.code).cmp(&(other.wave, &other.code)));
        let written = roster.count_openings(opened).await;
        if written.is_err() {
            let mut again = self.tally();
            tally.into_iter().for_each(|(place, times)| *again.entry(place).or_default() += times);
        }
        written
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
