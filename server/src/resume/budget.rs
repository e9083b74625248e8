//! How often codes may be tried and made. In memory, and without the address of anybody.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::client::Client;

/// Attempts per minute, of each client and of all together. After a minute in which a client used them up there is half
/// as many in the next, down to [`LEAST`]; a minute with some left doubles them again. Nobody is ever shut out
/// altogether: 66 bits need no such help against guessing, what is rationed is the processor. So whoever floods us
/// runs out of attempts long before all the others do.
///
/// An attempt counts when it begins, or many at once would all be the first.
#[derive(Clone, Default)]
pub struct Budget(Arc<Mutex<Minutes>>);

#[derive(Default)]
struct Minutes {
    by_client: HashMap<Client, Minute>,
    all: Option<Minute>,
}

struct Minute {
    began: Instant,
    allowed: u32,
    used: u32,
}

const MINUTE: Duration = Duration::from_secs(60);
/// A class that comes back from its break, all at once.
const MOST: u32 = 40;
const LEAST: u32 = 5;
/// Of all clients, right or wrong: a third of one core at some 30 ms of stretching each.
const ALL: u32 = 600;
/// Clients remembered; beyond that those go whose minutes are over.
const CAPACITY: usize = 10_000;

impl Budget {
    /// Counts an attempt of `client`.
    ///
    /// # Errors
    /// How long to wait, if there have been too many.
    pub fn begin(&self, client: Client) -> Result<(), Duration> {
        self.begin_at(client, Instant::now())
    }

    fn begin_at(&self, client: Client, now: Instant) -> Result<(), Duration> {
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if minutes.by_client.len() >= CAPACITY {
            minutes.by_client.retain(|_, minute| minute.elapsed(now) < 2 * MINUTE);
        }
        let own = minutes.by_client.entry(client).or_insert_with(|| Minute::new(now, MOST));
        if own.elapsed(now) >= MINUTE {
            *own = own.next(now);
        }
        own.spend(now)?;
        let all = minutes.all.get_or_insert_with(|| Minute::new(now, ALL));
        if all.elapsed(now) >= MINUTE {
            *all = Minute::new(now, ALL);
        }
        all.spend(now)
    }

    /// It was right: that is no guessing.
    pub fn succeeded(&self, client: Client) {
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(minute) = minutes.by_client.get_mut(&client) {
            minute.used = minute.used.saturating_sub(1);
        }
    }
}

impl Minute {
    fn new(began: Instant, allowed: u32) -> Minute {
        Minute { began, allowed, used: 0 }
    }

    fn elapsed(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.began)
    }

    fn spend(&mut self, now: Instant) -> Result<(), Duration> {
        if self.used >= self.allowed {
            return Err(MINUTE.saturating_sub(self.elapsed(now)));
        }
        self.used += 1;
        Ok(())
    }

    fn next(&self, now: Instant) -> Minute {
        let was_used_up = self.used >= self.allowed && self.elapsed(now) < 2 * MINUTE;
        let allowed = if was_used_up { (self.allowed / 2).max(LEAST) } else { (self.allowed * 2).min(MOST) };
        Minute::new(now, allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class() -> Client {
        Client::numbered(1)
    }

    fn got(budget: &Budget, now: Instant) -> usize {
        (0..100).filter(|_| budget.begin_at(class(), now).is_ok()).count()
    }

    #[test]
    fn who_uses_them_up_gets_fewer_and_never_none() {
        let (budget, start) = (Budget::default(), Instant::now());
        let minute = |n: u32| start + n * MINUTE;
        assert_eq!([0, 1, 2, 3, 4].map(|n| got(&budget, minute(n))), [40, 20, 10, 5, 5]);
        assert!(budget.begin_at(Client::numbered(2), minute(4)).is_ok(), "another client has its own");
        assert_eq!(budget.begin_at(class(), minute(4) + MINUTE / 2), Err(MINUTE / 2));
        // A quiet minute each.
        assert!(budget.begin_at(class(), minute(6)).is_ok());
        assert!(budget.begin_at(class(), minute(7)).is_ok());
        assert_eq!(got(&budget, minute(8)), 40);
    }

    #[test]
    fn what_was_right_does_not_count() {
        let (budget, now) = (Budget::default(), Instant::now());
        for _ in 0..200 {
            assert!(budget.begin_at(class(), now).is_ok());
            budget.succeeded(class());
        }
    }

    #[test]
    fn all_clients_together_cost_a_bounded_part_of_the_processor() {
        let (budget, now) = (Budget::default(), Instant::now());
        let begun = (0..50_000).filter(|n| budget.begin_at(Client::numbered(*n), now).is_ok()).count();
        assert_eq!(begun, 600);
        assert!(budget.begin_at(class(), now + MINUTE).is_ok());
    }
}
