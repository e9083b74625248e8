//! What is known of a way: the estimate, and the minutes that somebody put right.

use domain::{OptionId, form};
use store::{Travel, TravelMode};

/// Nobody goes to a course for longer than that.
const MOST: f64 = 600.0;

pub const MODES: [TravelMode; 2] = [TravelMode::Car, TravelMode::Transit];

/// The minutes somebody entered for this way.
pub fn corrected(travel: &[Travel], origin: &OptionId, destination: &OptionId, mode: TravelMode) -> Option<f64> {
    let is_it = |way: &&Travel| way.origin == *origin && way.destination == *destination && way.mode == mode;
    travel.iter().find(is_it).map(|way| way.minutes)
}

/// Typed minutes; `None` is back to the estimate.
pub fn minutes(typed: &str) -> Result<Option<f64>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let minutes = form::number(typed, 1).ok().filter(|minutes| (1.0..=MOST).contains(minutes));
    minutes.map(Some).ok_or_else(|| format!("„{typed}“: eine Zahl von 1 bis {MOST}"))
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn minutes_are_typed_the_german_way() {
        assert_eq!(minutes(" "), Ok(None));
        assert_eq!(minutes("42"), Ok(Some(42.0)));
        assert_eq!(minutes("42,5"), Ok(Some(42.5)));
        assert!(["0", "-3", "601", "1.000", "eine Stunde"].iter().all(|typed| minutes(typed).is_err()));
    }
}
