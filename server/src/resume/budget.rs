//! How often codes may be tried and made. In memory, and without the address of anybody.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Attempts per minute and wave. After a minute in which they were used up there is half as many in the next, down to
/// [`LEAST`]; a minute with some left doubles them again. Nobody is ever shut out altogether: 66 bits need no such
/// help against guessing, what is rationed is the processor.
///
/// An attempt counts when it begins, or many at once would all be the first.
#[derive(Clone, Default)]
pub struct Budget(Arc<Mutex<HashMap<String, Minute>>>);

struct Minute {
    began: Instant,
    allowed: u32,
    used: u32,
}

const MINUTE: Duration = Duration::from_secs(60);
/// A class that comes back from its break, all at once.
const MOST: u32 = 40;
const LEAST: u32 = 5;

impl Budget {
    /// Counts an attempt at codes of `wave`, which must be one that exists, or empty.
    ///
    /// # Errors
    /// How long to wait, if there have been too many.
    pub fn begin(&self, wave: &str) -> Result<(), Duration> {
        self.begin_at(wave, Instant::now())
    }

    fn begin_at(&self, wave: &str, now: Instant) -> Result<(), Duration> {
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = minutes.entry(wave.to_owned()).or_insert_with(|| Minute { began: now, allowed: MOST, used: 0 });
        let elapsed = now.saturating_duration_since(minute.began);
        if elapsed >= MINUTE {
            *minute = minute.next(now, elapsed);
        }
        if minute.used >= minute.allowed {
            return Err(MINUTE.saturating_sub(now.saturating_duration_since(minute.began)));
        }
        minute.used += 1;
        Ok(())
    }

    /// It was right: that is no guessing.
    pub fn succeeded(&self, wave: &str) {
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(minute) = minutes.get_mut(wave) {
            minute.used = minute.used.saturating_sub(1);
        }
    }
}

impl Minute {
    fn next(&self, now: Instant, elapsed: Duration) -> Minute {
        let was_used_up = self.used >= self.allowed && elapsed < 2 * MINUTE;
        let allowed = if was_used_up { (self.allowed / 2).max(LEAST) } else { (self.allowed * 2).min(MOST) };
        Minute { began: now, allowed, used: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn got(budget: &Budget, now: Instant) -> usize {
        (0..100).filter(|_| budget.begin_at("azubis", now).is_ok()).count()
    }

    #[test]
    fn who_uses_them_up_gets_fewer_and_never_none() {
        let (budget, start) = (Budget::default(), Instant::now());
        let minute = |n: u32| start + n * MINUTE;
        assert_eq!([0, 1, 2, 3, 4].map(|n| got(&budget, minute(n))), [40, 20, 10, 5, 5]);
        assert!(budget.begin_at("unternehmen", minute(4)).is_ok(), "another wave has its own");
        assert_eq!(budget.begin_at("azubis", minute(4) + MINUTE / 2), Err(MINUTE / 2));
        // A quiet minute each.
        assert!(budget.begin_at("azubis", minute(6)).is_ok());
        assert!(budget.begin_at("azubis", minute(7)).is_ok());
        assert_eq!(got(&budget, minute(8)), 40);
    }

    #[test]
    fn what_was_right_does_not_count() {
        let (budget, now) = (Budget::default(), Instant::now());
        for _ in 0..200 {
            assert!(budget.begin_at("azubis", now).is_ok());
            budget.succeeded("azubis");
        }
    }
}
