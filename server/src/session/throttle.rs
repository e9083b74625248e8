//! Slows down guessing of passwords. In memory, and without the address of anybody.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Three attempts at an account are free, then it waits 1, 2, 4 … seconds, at most five minutes; and all strangers
/// together have so many attempts a minute. An attempt counts when it begins, or many at once would all be the first.
///
/// A browser that has signed in to the account before is no stranger: it has a count of its own, so that nobody else
/// can lock it out.
#[derive(Clone, Default)]
pub struct Throttle(Arc<Mutex<Attempts>>);

#[derive(Default)]
struct Attempts {
    by_account: HashMap<Account, (u32, Instant)>,
    strangers: Option<Minute>,
}

struct Minute {
    began: Instant,
    attempts: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Account {
    name: String,
    is_known: bool,
}

const FREE: u32 = 3;
const LONGEST: Duration = Duration::from_secs(300);
const MINUTE: Duration = Duration::from_secs(60);
/// Of all strangers together in a minute: more than an office needs, less than a list of passwords.
const STRANGERS: u32 = 100;
/// Accounts kept at most; beyond that the oldest go first.
const CAPACITY: usize = 10_000;

impl Throttle {
    /// Counts an attempt.
    ///
    /// # Errors
    /// How long to wait, if it is too early; then it does not count, so that waiting ends however often one asks.
    pub fn begin(&self, name: &str, is_known: bool) -> Result<(), Duration> {
        let mut attempts = self.lock();
        let account = Account { name: name.to_owned(), is_known };
        if let Some((count, last)) = attempts.by_account.get(&account)
            && let Some(left) = delay(*count).and_then(|delay| delay.checked_sub(last.elapsed()))
            && !left.is_zero()
        {
            return Err(left);
        }
        if !is_known {
            attempts.count_stranger()?;
        }
        attempts.count(account);
        Ok(())
    }

    /// The password was right: what went before is forgiven.
    pub fn succeeded(&self, name: &str, is_known: bool) {
        let account = Account { name: name.to_owned(), is_known };
        self.lock().by_account.remove(&account);
    }

    fn lock(&self) -> MutexGuard<'_, Attempts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn delay(count: u32) -> Option<Duration> {
    let doublings = count.checked_sub(FREE)?;
    Some(Duration::from_secs(1u64 << doublings.min(10)).min(LONGEST))
}

impl Attempts {
    fn count(&mut self, account: Account) {
        if self.by_account.len() >= CAPACITY {
            let oldest = self.by_account.iter().min_by_key(|(_, (_, last))| *last).map(|(account, _)| account.clone());
            oldest.and_then(|account| self.by_account.remove(&account));
        }
        let (count, last) = self.by_account.entry(account).or_insert((0, Instant::now()));
        (*count, *last) = (count.saturating_add(1), Instant::now());
    }

    fn count_stranger(&mut self) -> Result<(), Duration> {
        let began = || Minute { began: Instant::now(), attempts: 0 };
        let minute = self.strangers.get_or_insert_with(began);
        if minute.began.elapsed() >= MINUTE {
            *minute = began();
        }
        if minute.attempts >= STRANGERS {
            return Err(MINUTE.saturating_sub(minute.began.elapsed()));
        }
        minute.attempts += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_gets_slower_and_success_forgives() {
        let throttle = Throttle::default();
        for _ in 0..3 {
            assert!(throttle.begin("a", false).is_ok());
        }
        assert!(throttle.begin("a", false).is_err_and(|left| left <= Duration::from_secs(1)));
        assert!(throttle.begin("b", false).is_ok());
        throttle.succeeded("a", false);
        assert!(throttle.begin("a", false).is_ok());
        assert_eq!([3, 5, 30].map(delay), [1, 4, 300].map(|seconds| Some(Duration::from_secs(seconds))));
    }

    #[test]
    fn attempts_at_once_are_counted_when_they_begin() {
        let throttle = Throttle::default();
        let begun = std::thread::scope(|scope| {
            let attempts: Vec<_> = (0..80).map(|_| scope.spawn(|| throttle.begin("a", false).is_ok())).collect();
            attempts.into_iter().filter_map(|attempt| attempt.join().ok()).filter(|begun| *begun).count()
        });
        assert_eq!(begun, 3);
    }

    #[test]
    fn strangers_cannot_lock_out_a_known_browser() {
        let throttle = Throttle::default();
        for account in 0..2 * STRANGERS {
            _ = throttle.begin(&account.to_string(), false);
            _ = throttle.begin("a", false);
        }
        assert!(throttle.begin("a", false).is_err());
        assert!(throttle.begin("somebody else", false).is_err(), "all strangers together");
        assert!(throttle.begin("a", true).is_ok());
    }
}
