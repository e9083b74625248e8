//! The inventory of training offers.

use serde::{Deserialize, Serialize};

use crate::{
    id::{OptionId, TopicId},
    meaning::TargetGroup,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// 32 hexadecimal digits; empty until it is stored.
    pub id: String,
    pub title: String,
    pub provider: String,
    pub description: String,
    /// Full relevance.
    pub topics: Vec<TopicId>,
    /// Relevance one half.
    pub secondary_topics: Vec<TopicId>,
    pub target_groups: Vec<TargetGroup>,
    pub place: OfferPlace,
    /// Places per year; unknown stays unknown and never counts as zero.
    pub seats: Option<u32>,
    pub cost: String,
    pub url: String,
    /// Dates as `YYYY-MM-DD`; `None` is open-ended.
    pub valid_from: Option<String>,
    pub valid_to: Option<String>,
    pub last_verified: String,
    /// Invented for the demo region.
    pub demo: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferPlace {
    /// AGS of the municipality where it takes place.
    Municipality(OptionId),
    Online,
    /// Comes to the firm or the school anywhere in the region.
    RegionWide,
}

/// Where an offer stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfferState {
    Active,
    /// Begins later.
    Upcoming,
    /// Not verified within the last twelve months: listed for staff, counted as no supply.
    Outdated,
    /// Its time is over.
    Expired,
}

impl Offer {
    /// The state on `today` (dates as `YYYY-MM-DD`, which sort as text). What is over stays over, verified or not.
    pub fn state(&self, today: &str, a_year_ago: &str) -> OfferState {
        if self.valid_to.as_deref().is_some_and(|to| to < today) {
            OfferState::Expired
        } else if self.valid_from.as_deref().is_some_and(|from| from > today) {
            OfferState::Upcoming
        } else if self.last_verified.as_str() < a_year_ago {
            OfferState::Outdated
        } else {
            OfferState::Active
        }
    }

    /// Valid on `today` and verified within the last twelve months.
    pub fn is_active(&self, today: &str, a_year_ago: &str) -> bool {
        self.state(today, a_year_ago) == OfferState::Active
    }
}

/// What offers there are on a topic, and their places a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Supply {
    pub offers: usize,
    pub seats: u32,
    /// Offers of these whose places are unknown.
    pub unknown: usize,
}

impl Supply {
    /// Of these offers, those on the topic, be it one of their secondary ones.
    pub fn of<'a>(topic: &TopicId, offers: impl IntoIterator<Item = &'a Offer>) -> Supply {
        let on_topic = |offer: &&Offer| offer.topics.contains(topic) || offer.secondary_topics.contains(topic);
        offers.into_iter().filter(on_topic).fold(Supply::default(), |sum, offer| Supply {
            offers: sum.offers + 1,
            seats: sum.seats.saturating_add(offer.seats.unwrap_or_default()),
            unknown: sum.unknown + usize::from(offer.seats.is_none()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(valid_from: Option<&str>, valid_to: Option<&str>, last_verified: &str) -> Offer {
        Offer {
            id: String::new(),
            title: String::new(),
            provider: String::new(),
            description: String::new(),
            topics: Vec::new(),
            secondary_topics: Vec::new(),
            target_groups: Vec::new(),
            place: OfferPlace::Online,
            seats: None,
            cost: String::new(),
            url: String::new(),
            valid_from: valid_from.map(str::to_owned),
            valid_to: valid_to.map(str::to_owned),
            last_verified: last_verified.to_owned(),
            demo: false,
        }
    }

    #[test]
    fn the_first_and_the_last_day_count() {
        let state = |from, to, verified| offer(from, to, verified).state("2026-11-23", "2025-11-23");
        assert_eq!(state(None, None, "2025-11-23"), OfferState::Active);
        assert_eq!(state(None, None, "2025-11-22"), OfferState::Outdated);
        assert_eq!(state(Some("2026-11-23"), Some("2026-11-23"), "2026-11-01"), OfferState::Active);
        assert_eq!(state(Some("2026-11-24"), None, "2026-11-01"), OfferState::Upcoming);
        assert_eq!(state(None, Some("2026-11-22"), "2020-01-01"), OfferState::Expired);
        assert!(!offer(None, None, "2020-01-01").is_active("2026-11-23", "2025-11-23"));
    }
}
