//! Needs against offers by topic, target group and place: two-step floating catchment areas
//! ([`statistics::catchment`]). Pure functions over a demand table, the offers and a matrix of travel times.

mod access;
mod assumed;
mod catchment;
mod demand;

use domain::{
    id::TopicId,
    offer::Offer,
    report::{CoverageLevels, Needs},
};

pub use access::{Access, Travel, goes_by_transit};
pub use demand::demand;

use assumed::assumed;
use catchment::Catchment;

/// Needs as they are told against `offers`, which should be the active ones. Seats count in full against the TOTAL yearly
/// need, so the question must ask for that. Sum of supply over all cells = seats of the offers that meet any demand.
///
/// It sees nothing but what is told: a hidden need counts as what is left of its Kreis, or of the region, in equal parts.
pub fn cover(needs: &Needs, public: &Public) -> CoverageLevels {
    Catchment { needs, persons: assumed(needs), public }.levels()
}

/// What everybody may know.
#[derive(Debug, Clone, PartialEq)]
pub struct Public {
    pub offers: Vec<Offer>,
    pub travel: Travel,
    pub access: Access,
}

/// How relevant an offer is for a topic: 1, one half or 0.
fn relevance(offer: &Offer, topic: &TopicId) -> f64 {
    if offer.topics.contains(topic) {
        1.0
    } else if offer.secondary_topics.contains(topic) {
        0.5
    } else {
        0.0
    }
}
