//! What is on offer for a topic.

use domain::{Locale, format, id::TopicId, offer::Offer};

/// Offers on a topic and their places a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Supply {
    pub offers: usize,
    pub seats: u32,
    /// Offers of these whose places are unknown.
    pub unknown: usize,
}

impl Supply {
    pub fn of(topic: &TopicId, offers: &[Offer]) -> Supply {
        let on_topic = |offer: &&Offer| offer.topics.contains(topic) || offer.secondary_topics.contains(topic);
        offers.iter().filter(on_topic).fold(Supply::default(), |sum, offer| Supply {
            offers: sum.offers + 1,
            seats: sum.seats + offer.seats.unwrap_or_default(),
            unknown: sum.unknown + usize::from(offer.seats.is_none()),
        })
    }

    /// "Dafür gibt es 1 Angebot mit 6 Plätzen im Jahr."
    pub fn sentence(&self, locale: Locale) -> String {
        let german = locale.is_german();
        let count = |n: usize, one: &str, more: &str| {
            format!("{}\u{a0}{}", format::count(n as u64, locale), if n == 1 { one } else { more })
        };
        let (offers, seats) = match german {
            true => (count(self.offers, "Angebot", "Angebote"), count(self.seats as usize, "Platz", "Plätzen")),
            false => (count(self.offers, "offer", "offers"), count(self.seats as usize, "place", "places")),
        };
        let is = if self.offers == 1 { "is" } else { "are" };
        match (self.offers, self.unknown, german) {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_one_and_says_what_is_not_known() {
        let told =
            |offers, seats, unknown| Supply { offers, seats, unknown }.sentence(Locale::DeSie).replace('\u{a0}', " ");
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
