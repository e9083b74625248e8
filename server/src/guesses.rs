//! Slows down guessing of codes. In memory, and without the address of anybody.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::client::Client;

/// So many wrong codes a minute of each client. Codes have 128 random bits: this tells machines to stop, and no guess
/// succeeds with it or without. So a right code is never refused, whoever has tried what before.
#[derive(Clone, Default)]
pub struct Guesses(Arc<Mutex<Option<Minute>>>);

struct Minute {
    began: Instant,
    wrong: HashMap<Client, u32>,
}

const MINUTE: Duration = Duration::from_secs(60);
/// A school class behind one address that mistypes, twice over.
const MOST: u32 = 60;

impl Guesses {
    /// Counts a code that was wrong, spent or expired.
    ///
    /// # Errors
    /// How long to wait, if there have been too many.
    pub fn count(&self, client: Client) -> Result<(), Duration> {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = || Minute { began: Instant::now(), wrong: HashMap::new() };
        let minute = minute.get_or_insert_with(begun);
        if minute.began.elapsed() >= MINUTE {
            *minute = begun();
        }
        let wrong = minute.wrong.entry(client).or_default();
        *wrong = wrong.saturating_add(1);
        if *wrong > MOST { Err(MINUTE.saturating_sub(minute.began.elapsed())) } else { Ok(()) }
    }
}
