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

impl Offer {
    /// Active: valid on `today` and verified within the last twelve months (dates as `YYYY-MM-DD`, which sort as text).
    pub fn is_active(&self, today: &str, a_year_ago: &str) -> bool {
        self.valid_from.as_deref().is_none_or(|from| from <= today)
            && self.valid_to.as_deref().is_none_or(|to| to >= today)
            && self.last_verified.as_str() >= a_year_ago
    }
}
