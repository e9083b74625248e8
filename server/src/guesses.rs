//! Slows down guessing of codes. In memory, and without the address of anybody.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::Code;

/// So many wrong codes a minute, of all visitors together and of those that begin alike. Codes have 128 random bits:
/// this keeps machines from trying, and no guess from succeeding. Right codes never count.
#[derive(Clone, Default)]
pub struct Guesses(Arc<Mutex<Option<Minute>>>);

struct Minute {
    began: Instant,
    wrong: u32,
    by_beginning: HashMap<[u8; 2], u32>,
}

const MINUTE: Duration = Duration::from_secs(60);
/// A school class that mistypes, several times over.
const ALL: u32 = 300;
/// Whoever mistypes the end of one code again and again.
const ALIKE: u32 = 20;

impl Guesses {
    /// Whether a code may be tried now.
    ///
    /// # Errors
    /// How long to wait.
    pub fn allow(&self, code: Code) -> Result<(), Duration> {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(counted) = minute.as_ref() else { return Ok(()) };
        let Some(left) = MINUTE.checked_sub(counted.began.elapsed()).filter(|left| !left.is_zero()) else {
            *minute = None;
            return Ok(());
        };
        let alike = counted.by_beginning.get(&beginning(code)).copied().unwrap_or_default();
        if counted.wrong >= ALL || alike >= ALIKE { Err(left) } else { Ok(()) }
    }

    /// It was wrong, spent or expired.
    pub fn count(&self, code: Code) {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = || Minute { began: Instant::now(), wrong: 0, by_beginning: HashMap::new() };
        let minute = minute.get_or_insert_with(begun);
        minute.wrong = minute.wrong.saturating_add(1);
        *minute.by_beginning.entry(beginning(code)).or_default() += 1;
    }
}

fn beginning(code: Code) -> [u8; 2] {
    let [first, second, ..] = *code.as_bytes();
    [first, second]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(first: u8, last: u8) -> Code {
        let mut bits = [0; 16];
        (bits[0], bits[15]) = (first, last);
        Code::new(bits)
    }

    #[test]
    fn guessing_ends_after_a_while_and_says_how_long() {
        let guesses = Guesses::default();
        for last in 0..20 {
            assert!(guesses.allow(code(1, last)).is_ok());
            guesses.count(code(1, last));
        }
        assert!(guesses.allow(code(1, 99)).is_err_and(|left| left <= MINUTE));
        assert!(guesses.allow(code(2, 0)).is_ok(), "others go on");
        let hits = (0..100_000_u32).filter(|guess| {
            let mut bits = [0; 16];
            bits[..4].copy_from_slice(&guess.to_le_bytes());
            let code = Code::new(bits);
            let allowed = guesses.allow(code).is_ok();
            if allowed {
                guesses.count(code);
            }
            allowed
        });
        assert!(hits.count() <= 300);
    }
}
