//! Needs against offers by topic, target group and place: two-step floating catchment areas (Luo & Wang 2003, with
//! distance decay after Luo & Qi 2009). Pure functions over a demand table, the offers and a matrix of travel times.

mod access;
mod assessment;
mod demand;

use domain::{OptionId, id::TopicId, meaning::TargetGroup, offer::Offer};

pub use access::{Access, Travel};
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
    let catchment = Catchment { demand, offers, travel, access };
    let rates: Vec<Rate> = offers.iter().map(|offer| catchment.rate(offer)).collect();
    let rows = demand.rows.iter().map(|row| catchment.row(row, &rates)).collect();
    let unused = offers.iter().zip(&rates).filter(|(_, rate)| rate.demand == 0.0);
    let unused_offers = unused.map(|(offer, _)| offer.id.clone()).collect();
    Assessment { places: demand.places.clone(), rows, unused_offers }
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

/// First step for one offer.
struct Rate {
    /// Persons in reach, weighted by accessibility and relevance.
    demand: f64,
    /// `None` where the seats are unknown or nobody is in reach.
    seats_per_person: Option<f64>,
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

    fn rate(&self, offer: &Offer) -> Rate {
        let cells = self.demand.rows.iter().flat_map(|row| row.cells.iter().enumerate().map(move |cell| (row, cell)));
        let demand = cells.map(|(row, (place, cell))| self.weight(offer, row, place) * cell.persons).sum::<f64>();
        let seats_per_person = offer.seats.filter(|_| demand > 0.0).map(|seats| f64::from(seats) / demand);
        Rate { demand, seats_per_person }
    }

    /// Second step for one row of the table.
    fn row(&self, row: &DemandRow, rates: &[Rate]) -> Assessed {
        let on_topic: Vec<&Offer> = self.offers.iter().filter(|offer| relevance(offer, &row.topic) > 0.0).collect();
        let cell = |(place, demand): (usize, &DemandCell)| {
            let reached: Vec<(usize, f64)> = self
                .offers
                .iter()
                .enumerate()
                .map(|(at, offer)| (at, self.weight(offer, row, place)))
                .filter(|(_, weight)| *weight > 0.0)
                .collect();
            let ratio =
                reached.iter().filter_map(|(at, weight)| Some(weight * rates[*at].seats_per_person?)).sum::<f64>();
            let without_seats =
                reached.iter().map(|(at, _)| *at).filter(|at| self.offers[*at].seats.is_none()).collect();
            Facts::of(*demand, ratio, !reached.is_empty(), without_seats)
        };
        Assessed {
            topic: row.topic.clone(),
            group: row.group,
            cells: row.cells.iter().enumerate().map(cell).collect(),
            has_offer: !on_topic.is_empty(),
            has_offer_for_group: on_topic.iter().any(|offer| offer.target_groups.contains(&row.group)),
            unaware: row.unaware,
            dissatisfied: row.dissatisfied,
        }
    }
}
