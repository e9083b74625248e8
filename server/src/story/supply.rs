//! What is on offer for a topic, in words.

use domain::{Locale, format, offer::Supply};

/// "Dafür gibt es 1 Angebot mit 6 Plätzen im Jahr."
pub fn sentence(supply: &Supply, locale: Locale) -> String {
    let german = locale.is_german();
    let count = |n: usize, one: &str, more: &str| {
        format!("{}\u{a0}{}", format::count(n as u64, locale), if n == 1 { one } else { more })
    };
    let (offers, seats) = match german {
        true => (count(supply.offers, "Angebot", "Angebote"), count(supply.seats as usize, "Platz", "Plätzen")),
        false => (count(supply.offers, "offer", "offers"), count(supply.seats as usize, "place", "places")),
    };
    let is = if supply.offers == 1 { "is" } else { "are" };
    match (supply.offers, supply.unknown, german) {
        (0, _, true) => "Dafür gibt es kein Angebot.".to_owned(),
        (0, _, false) => "There is no offer for it.".to_owned(),
        (_, 0, true) => format!("Dafür gibt es {offers} mit {seats} im Jahr."),
        (_, 0, false) => format!("There {is} {offers} with {seats} a year."),
        (all, unknown, true) if all == unknown => {
            format!("Dafür gibt es {offers}, die Platzzahl ist nicht bekannt.")
        }
        (all, unknown, false) if all == unknown => {
            format!("There {is} {offers}, the number of places is not known.")
        }
        (_, unknown, true) => {
            format!("Dafür gibt es {offers} mit {seats} im Jahr, bei {unknown} ist die Platzzahl nicht bekannt.")
        }
        (_, unknown, false) => {
            format!("There {is} {offers} with {seats} a year, for {unknown} the number is not known.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_one_and_says_what_is_not_known() {
        let told =
            |offers, seats, unknown| sentence(&Supply { offers, seats, unknown }, Locale::DeSie).replace('\u{a0}', " ");
        assert_eq!(told(0, 0, 0), "Dafür gibt es kein Angebot.");
        assert_eq!(told(1, 1, 0), "Dafür gibt es 1 Angebot mit 1 Platz im Jahr.");
        assert_eq!(told(1, 6, 0), "Dafür gibt es 1 Angebot mit 6 Plätzen im Jahr.");
        assert_eq!(told(2, 0, 2), "Dafür gibt es 2 Angebote, die Platzzahl ist nicht bekannt.");
        assert_eq!(
            told(3, 40, 1),
            "Dafür gibt es 3 Angebote mit 40 Plätzen im Jahr, bei 1 ist die Platzzahl nicht bekannt."
        );
    }
}
