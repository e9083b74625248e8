//! The way of one draft through the pages. It lies in the draft, sealed like the answers, and goes with it; what is counted
//! knows nothing of it. No time stands in it.

use std::collections::BTreeMap;

use domain::{
    Locale,
    paradata::{Device, Tally},
};
use serde::{Deserialize, Serialize};

/// What happened on a page.
pub type Happened = (String, Tally);

/// Longer on one page is a pause: it says nothing of how fast somebody answers.
const PAUSE: u64 = 300;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// The pages it came to, and whether it has left them onwards.
    pages: BTreeMap<String, bool>,
    /// In what and on what it began, as which all of it is counted: whoever changes the language would else come to a page
    /// in one and leave it in another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begun: Option<(Locale, Device)>,
    /// The page that is to be drawn again, because it was refused or its language changed, and the seconds it was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stayed: Option<(String, u64)>,
    /// Seconds on all pages so far, pauses cut short. A time that is not known counts as a pause, so that nobody is taken
    /// for hasty who may not have been.
    spent: u64,
}

impl Walk {
    /// Only the first time counts.
    pub fn begin(&mut self, locale: Locale, device: Device) {
        self.begun = self.begun.or(Some((locale, device)));
    }

    pub fn begun(&self) -> Option<(Locale, Device)> {
        self.begun
    }

    pub fn arrive(&mut self, page: &str) -> Option<Happened> {
        if self.pages.contains_key(page) {
            return None;
        }
        self.pages.insert(page.to_owned(), false);
        Some((page.to_owned(), Tally::reached()))
    }

    /// Is shown the same page again, after so many seconds.
    pub fn stay(&mut self, page: &str, seconds: Option<u64>) {
        self.stayed = seconds.map(|seconds| (page.to_owned(), seconds));
    }

    /// Seconds this page was open before it is drawn again.
    pub fn stayed(&self, page: &str) -> u64 {
        self.stayed.as_ref().filter(|(stayed, _)| stayed == page).map_or(0, |(_, seconds)| *seconds)
    }

    /// Leaves a page after so many seconds, onwards or not.
    pub fn leave(&mut self, page: &str, onwards: bool, seconds: Option<u64>) -> Option<Happened> {
        // Also if it was another one: the way back of the browser leaves a page without a word.
        self.stayed = None;
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
        assert_eq!(walk.arrive("a"), Some(("a".into(), Tally::reached())));
        // Refused, and drawn again: the time goes on.
        walk.stay("a", Some(4));
        assert_eq!((walk.arrive("a"), walk.stayed("a"), walk.stayed("b")), (None, 4, 0));
        assert_eq!(walk.leave("a", true, Some(12)), Some(("a".into(), Tally::done(Some(12)))));
        assert_eq!(walk.arrive("b"), Some(("b".into(), Tally::reached())));
        assert_eq!(walk.leave("b", false, Some(2)), None, "back");
        assert_eq!(walk.arrive("a"), None);
        assert_eq!(walk.leave("a", true, Some(1)), None);
        assert!(walk.is_done("a") && !walk.is_done("b"));
        assert_eq!(walk.spent(), 12 + 2 + 1);
    }

    #[test]
    fn a_pause_is_no_time_spent_and_an_unknown_time_is_none() {
        let mut walk = Walk::default();
        walk.arrive("a");
        assert_eq!(walk.leave("a", false, Some(60)), None, "later");
        assert_eq!(walk.leave("a", true, None), Some(("a".into(), Tally::done(None))));
        walk.arrive("b");
        assert_eq!(walk.leave("b", true, Some(1_800)), Some(("b".into(), Tally::done(Some(1_800)))));
        assert_eq!(walk.spent(), 60 + 2 * PAUSE);
        let met = Tally { reached: 1, ..Tally::done(None) };
        assert_eq!(walk.leave("typed", true, None), Some(("typed".into(), met)));
    }

    #[test]
    fn the_way_back_of_the_browser_carries_no_time_to_another_page() {
        let mut walk = Walk::default();
        walk.arrive("b");
        walk.stay("b", Some(40));
        // Back without a word, and from "a" onwards again.
        walk.leave("a", true, Some(3));
        assert_eq!(walk.stayed("b"), 0);
    }

    #[test]
    fn all_of_a_walk_is_counted_as_it_began() {
        let mut walk = Walk::default();
        walk.begin(Locale::DeDu, Device::Phone);
        walk.begin(Locale::En, Device::Other);
        assert_eq!(walk.begun(), Some((Locale::DeDu, Device::Phone)));
    }

    #[test]
    fn a_draft_from_before_is_read_and_its_time_is_dropped() {
        let before = r#"{"pages":{"a":true,"b":false},"here":["b",1795000000000],"spent":9}"#;
        let walk: Walk = serde_json::from_str(before).expect("readable");
        assert!(walk.is_done("a") && !walk.is_done("b") && walk.begun().is_none());
        assert_eq!(serde_json::to_string(&walk).expect("text"), r#"{"pages":{"a":true,"b":false},"spent":9}"#);
    }
}
