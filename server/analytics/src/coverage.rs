//! Needs against offers by topic, target group and place: two-step floating catchment areas
//! ([`statistics::catchment`]). Pure functions over a demand table, the offers and a matrix of travel times.

mod access;
mod assessment;
mod demand;

use domain::{OptionId, id::TopicId, meaning::TargetGroup, offer::Offer};
use statistics::catchment::two_step;

pub use access::{Access, Travel, goes_by_transit};
pub use assessment::Assessment;
pub use demand::demand;

use assessment::{Assessed, Facts};

/// Persons per year who need a topic, by target group and place.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// AGS of the municipalities, the columns of the table and of the travel matrix.
    pub places: Vec<OptionId>,
    pub rows: Vec<DemandRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DemandRow {
    pub topic: TopicId,
    pub group: TargetGroup,
    /// One per place.
    pub cells: Vec<DemandCell>,
    /// Share of needing firms in the whole region that know no offer; `None` if too few were asked.
    pub unaware: Option<f64>,
    /// Share of needing firms in the whole region on the two lowest points of satisfaction.
    pub dissatisfied: Option<f64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct DemandCell {
    /// Firms that named at least one person.
    pub n: u64,
    /// Persons per year and the standard error of that total.
    pub persons: f64,
    pub se: f64,
    /// The two largest firms' shares of it, in persons.
    pub largest: [f64; 2],
}

/// Weighs the demand against `offers`, which should be the active ones. Seats count in full against the TOTAL yearly
/// need, so the question must ask for that. Sum of supply over all cells = seats of the offers that meet any demand.
pub fn assess(demand: &Demand, offers: &[Offer], travel: &Travel, access: &Access) -> Assessment {
    Catchment { demand, offers, travel, access }.assess()
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

struct Catchment<'a> {
    demand: &'a Demand,
    offers: &'a [Offer],
    travel: &'a Travel,
    access: &'a Access,
}

impl Catchment<'_> {
    /// How well an offer reaches one cell: 0 if topic or group do not match.
    fn weight(&self, offer: &Offer, row: &DemandRow, place: usize) -> f64 {
        if !offer.target_groups.contains(&row.group) {
            return 0.0;
        }
        let reach = self.access.reach(&self.demand.places, self.travel, &offer.place, place, row.group);
        relevance(offer, &row.topic) * reach
    }

    /// Of every cell, row by row.
    fn weights(&self, offer: &Offer) -> Vec<f64> {
        let places = |row: &DemandRow| 0..row.cells.len();
        self.demand.rows.iter().flat_map(|row| places(row).map(|place| self.weight(offer, row, place))).collect()
    }

    fn assess(&self) -> Assessment {
        let seats: Vec<Option<f64>> = self.offers.iter().map(|offer| offer.seats.map(f64::from)).collect();
        let persons: Vec<f64> = self.demand.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.persons).collect();
        let weights: Vec<Vec<f64>> = self.offers.iter().map(|offer| self.weights(offer)).collect();
        let areas = two_step(&seats, &persons, &weights);
        let mut facts = self.demand.rows.iter().flat_map(|row| &row.cells).zip(&areas.ratios).enumerate().map(
            |(cell, (demand, ratio))| {
                let reaching = || (0..weights.len()).filter(|offer| weights[*offer][cell] > 0.0);
                let without_seats = reaching().filter(|offer| seats[*offer].is_none()).collect();
                Facts::of(*demand, *ratio, reaching().next().is_some(), without_seats)
            },
        );
        let rows = self.demand.rows.iter().map(|row| self.row(row, facts.by_ref().take(row.cells.len()).collect()));
        let rows = rows.collect();
        let unused = self.offers.iter().zip(&areas.rates).filter(|(_, rate)| rate.demand == 0.0);
        let unused_offers = unused.map(|(offer, _)| offer.id.clone()).collect();
        Assessment { places: self.demand.places.clone(), rows, unused_offers }
    }

    fn row(&self, row: &DemandRow, cells: Vec<Facts>) -> Assessed {
        let mut on_topic = self.offers.iter().filter(|offer| relevance(offer, &row.topic) > 0.0).peekable();
        Assessed {
            topic: row.topic.clone(),
            group: row.group,
            cells,
            has_offer: on_topic.peek().is_some(),
            has_offer_for_group: on_topic.any(|offer| offer.target_groups.contains(&row.group)),
            unaware: row.unaware,
            dissatisfied: row.dissatisfied,
        }
    }
}
