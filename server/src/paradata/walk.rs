//! The way of one draft through the pages. It lies in the draft, sealed like the answers, and goes with it; what is counted
//! knows nothing of it.

use std::collections::BTreeMap;

use domain::paradata::Tally;
use serde::{Deserialize, Serialize};

/// What happened on a page.
pub type Happened = (String, Tally);

/// Longer on one page is a pause: it says nothing of how fast somebody answers.
const PAUSE: u64 = 300;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// The pages it came to, and whether it has left them onwards.
    pages: BTreeMap<String, bool>,
    /// The one it is on and since when, in milliseconds; none after a pause that was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    here: Option<(String, i64)>,
    /// Seconds on all pages so far, pauses cut short. A time that is not known counts as a pause, so that nobody is taken
    /// for hasty who may not have been.
    spent: u64,
}

impl Walk {
    /// Comes to a page. Coming back to the one it is on changes nothing: it was refused there, and takes its time.
    pub fn arrive(&mut self, page: &str, now: i64) -> Option<Happened> {
        if self.here.as_ref().is_none_or(|(here, _)| here != page) {
            self.here = Some((page.to_owned(), now));
        }
        if self.pages.contains_key(page) {
            return None;
        }
        self.pages.insert(page.to_owned(), false);
        Some((page.to_owned(), Tally::reached()))
    }

    /// Leaves a page, onwards or not.
    pub fn leave(&mut self, page: &str, onwards: bool, now: i64) -> Option<Happened> {
        let since = self.here.take_if(|(here, _)| here.as_str() == page).map(|(_, since)| since);
        // A clock that was put back has no time to tell.
        let seconds = since.and_then(|since| u64::try_from(now - since).ok()).map(|milliseconds| milliseconds / 1_000);
        self.spent += seconds.map_or(PAUSE, |seconds| seconds.min(PAUSE));
        if !onwards || self.is_done(page) {
            return None;
        }
        // An address that was typed leads to a page too.
        let was_reached = self.pages.insert(page.to_owned(), true).is_some();
        Some((page.to_owned(), Tally { reached: u64::from(!was_reached), ..Tally::done(seconds) }))
    }

    pub fn is_done(&self, page: &str) -> bool {
        self.pages.get(page) == Some(&true)
    }

    /// Seconds.
    pub fn spent(&self) -> u64 {
        self.spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_reached_and_done_once() {
        let mut walk = Walk::default();
        assert_eq!(walk.arrive("a", 0), Some(("a".into(), Tally::reached())));
        // Refused, and drawn again: the time goes on.
        assert_eq!(walk.arrive("a", 4_000), None);
        assert_eq!(walk.leave("a", true, 12_900), Some(("a".into(), Tally::done(Some(12)))));
        assert_eq!(walk.arrive("b", 12_900), Some(("b".into(), Tally::reached())));
        assert_eq!(walk.leave("b", false, 14_900), None, "back");
        assert_eq!(walk.arrive("a", 14_900), None);
        assert_eq!(walk.leave("a", true, 15_900), None);
        assert!(walk.is_done("a") && !walk.is_done("b"));
        assert_eq!(walk.spent(), 12 + 2 + 1);
    }

    #[test]
    fn a_pause_is_no_time_spent_and_an_unknown_time_is_none() {
        let mut walk = Walk::default();
        walk.arrive("a", 0);
        assert_eq!(walk.leave("a", false, 60_000), None, "later");
        assert_eq!(walk.leave("a", true, 90_000_000), Some(("a".into(), Tally::done(None))));
        walk.arrive("b", 90_000_000);
        assert_eq!(walk.leave("b", true, 180_000_000), Some(("b".into(), Tally::done(Some(90_000)))));
        assert_eq!(walk.spent(), 60 + 2 * PAUSE);
        walk.arrive("c", 180_000_000);
        assert_eq!(walk.leave("c", true, 0), Some(("c".into(), Tally::done(None))), "the clock was put back");
        let met = Tally { reached: 1, ..Tally::done(None) };
        assert_eq!(walk.leave("typed", true, 1_000), Some(("typed".into(), met)));
    }
}
