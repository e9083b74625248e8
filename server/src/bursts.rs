//! How many answers come from one network in a short time. In memory, and without the address of anybody.
//!
//! An open link can be answered by a machine a thousand times. What is over the limit is not refused, because a school
//! may be behind it, but held back: stored, receipted, and left out of all counts until staff take it in.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use store::Id;

use crate::client::Client;

#[derive(Clone, Default)]
pub struct Bursts(Arc<Mutex<HashMap<(Id, Client), Window>>>);

struct Window {
    began: Instant,
    sent: u32,
}

/// For which the limit holds.
const WINDOW: Duration = Duration::from_secs(600);
/// Clients remembered; beyond that those go whose time is over.
const CAPACITY: usize = 10_000;

impl Bursts {
    /// Counts an answer to `wave`; whether it is one of the first `most` of this client (0: there is no limit).
    pub fn allow(&self, wave: Id, client: Client, most: u32) -> bool {
        self.allow_at(wave, client, most, Instant::now())
    }

    fn allow_at(&self, wave: Id, client: Client, most: u32, now: Instant) -> bool {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = |window: &Window| now.saturating_duration_since(window.began) >= WINDOW;
        if windows.len() >= CAPACITY {
            windows.retain(|_, window| !is_over(window));
        }
        let begun = || Window { began: now, sent: 0 };
        let window = windows.entry((wave, client)).or_insert_with(begun);
        if is_over(window) {
            *window = begun();
        }
        window.sent = window.sent.saturating_add(1);
        most == 0 || window.sent <= most
    }

    /// It was not stored after all, or had been before.
    pub fn take_back(&self, wave: Id, client: Client) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = windows.get_mut(&(wave, client)) {
            window.sent = window.sent.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_has_so_many_answers_per_wave_and_ten_minutes() {
        let (bursts, now, client) = (Bursts::default(), Instant::now(), Client::numbered(1));
        let [wave, other] = [Id::random(), Id::random()];
        let allowed = |at| (0..100).filter(|_| bursts.allow_at(wave, client, 60, at)).count();
        assert_eq!([allowed(now), allowed(now + WINDOW / 2), allowed(now + WINDOW)], [60, 0, 60]);
        assert!(bursts.allow_at(other, client, 60, now) && bursts.allow_at(wave, Client::numbered(2), 60, now));
        assert!((0..1_000).all(|_| bursts.allow_at(other, client, 0, now)), "no limit");
    }

    #[test]
    fn what_was_sent_again_does_not_count() {
        let (bursts, wave, client) = (Bursts::default(), Id::random(), Client::numbered(1));
        for _ in 0..1_000 {
            assert!(bursts.allow(wave, client, 60));
            bursts.take_back(wave, client);
        }
    }
}
