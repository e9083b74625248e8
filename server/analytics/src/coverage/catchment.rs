//! Demand met and unmet per cell, why it is unmet, and how sure that is; by municipality, and by Kreis as their sum.

use std::collections::BTreeSet;

use domain::{
    guard::FEW,
    offer::Offer,
    report::{Cell, Coverage, CoverageLevels, CoverageResult, CoverageRow, Need, NeedRow, Needs, Verdict},
};
use statistics::catchment::{Balance, Situation, two_step};

use super::{Public, relevance};

pub(super) struct Catchment<'a> {
    pub needs: &'a Needs,
    /// One per row and place.
    pub persons: Vec<Vec<f64>>,
    pub public: &'a Public,
}

/// What reaches the people of one place, or of several put together.
#[derive(Debug, Clone, Default)]
struct Reached {
    supply: f64,
    unmet: f64,
    is_reached: bool,
    /// Positions of matching offers in reach whose seats are unknown.
    without_seats: BTreeSet<usize>,
}

impl Reached {
    /// Spare seats of one place do not meet the need of another.
    fn together<'a>(parts: impl Iterator<Item = &'a Reached>) -> Reached {
        parts.fold(Reached::default(), |sum, part| Reached {
            supply: sum.supply + part.supply,
            unmet: sum.unmet + part.unmet,
            is_reached: sum.is_reached || part.is_reached,
            without_seats: sum.without_seats.union(&part.without_seats).copied().collect(),
        })
    }
}

impl Catchment<'_> {
    pub fn levels(&self) -> CoverageLevels {
        let offers = &self.public.offers;
        let seats: Vec<Option<f64>> = offers.iter().map(|offer| offer.seats.map(f64::from)).collect();
        let weights: Vec<Vec<f64>> = offers.iter().map(|offer| self.weights(offer)).collect();
        let areas = two_step(&seats, &self.persons.concat(), &weights);
        let reached = |(at, persons): (usize, &f64)| {
            let reaching: BTreeSet<usize> = (0..weights.len()).filter(|offer| weights[*offer][at] > 0.0).collect();
            let supply = areas.ratios[at] * persons;
            Reached {
                supply,
                unmet: (persons - supply).max(0.0),
                is_reached: !reaching.is_empty(),
                without_seats: reaching.into_iter().filter(|offer| seats[*offer].is_none()).collect(),
            }
        };
        let reached: Vec<Reached> = self.persons.iter().flatten().enumerate().map(reached).collect();
        let unused = offers.iter().zip(&areas.rates).filter(|(_, rate)| rate.demand == 0.0);
        self.tables(&reached, unused.map(|(offer, _)| offer.id.clone()).collect())
    }

    /// `reached`: of every cell, row by row.
    fn tables(&self, reached: &[Reached], unused_offers: Vec<String>) -> CoverageLevels {
        let Needs { places, kreise, kreis_of, rows } = self.needs;
        let both = rows.iter().zip(reached.chunks(places.len().max(1))).map(|(row, reached)| self.row(row, reached));
        let (municipalities, of_kreise) = both.unzip();
        let places = places.iter().map(ToString::to_string).collect();
        CoverageLevels {
            municipalities: CoverageResult { places, rows: municipalities, unused_offers: unused_offers.clone() },
            kreise: CoverageResult { places: kreise.clone(), rows: of_kreise, unused_offers },
            kreis_of: kreis_of.clone(),
        }
    }

    /// How well an offer reaches every cell, row by row: 0 if topic or group do not match.
    fn weights(&self, offer: &Offer) -> Vec<f64> {
        let Public { travel, access, .. } = self.public;
        let weight = |row: &NeedRow, place: usize| match offer.target_groups.contains(&row.group) {
            true => {
                let reach = access.reach(&self.needs.places, travel, &offer.place, place, row.group);
                relevance(offer, &row.topic) * reach
            }
            false => 0.0,
        };
        let places = 0..self.needs.places.len();
        self.needs.rows.iter().flat_map(|row| places.clone().map(move |place| weight(row, place))).collect()
    }

    /// At both levels.
    fn row(&self, row: &NeedRow, reached: &[Reached]) -> (CoverageRow, CoverageRow) {
        let offers = self.on_topic(row);
        let told = |cells: Vec<Cell<Coverage>>| CoverageRow { topic: row.topic.clone(), group: row.group, cells };
        let municipality = |(need, reached): (&Cell<Need>, &Reached)| cell(row, offers, need, reached);
        let kreis = |(at, need): (usize, &Cell<Need>)| {
            let inside = reached.iter().zip(&self.needs.kreis_of).filter(|(_, kreis)| **kreis == Some(at));
            cell(row, offers, need, &Reached::together(inside.map(|(reached, _)| reached)))
        };
        (
            told(row.municipalities.iter().zip(reached).map(municipality).collect()),
            told(row.kreise.iter().enumerate().map(kreis).collect()),
        )
    }

    fn on_topic(&self, row: &NeedRow) -> OnTopic {
        let mut on_topic = self.public.offers.iter().filter(|offer| relevance(offer, &row.topic) > 0.0).peekable();
        OnTopic {
            exists: on_topic.peek().is_some(),
            is_for_group: on_topic.any(|offer| offer.target_groups.contains(&row.group)),
        }
    }
}

/// Offers on a topic, wherever they are.
#[derive(Clone, Copy)]
struct OnTopic {
    exists: bool,
    is_for_group: bool,
}

fn cell(row: &NeedRow, offers: OnTopic, need: &Cell<Need>, reached: &Reached) -> Cell<Coverage> {
    let need = match need {
        Cell::Shown(need) => need,
        Cell::Suppressed => return Cell::Suppressed,
        Cell::Empty => return Cell::Empty,
    };
    let persons = need.persons;
    let balance = Balance::of(persons, need.spread * persons, reached.supply, reached.unmet);
    let coverage = (persons - reached.unmet) / persons;
    let situation = Situation {
        has_offer: offers.exists,
        has_offer_for_group: offers.is_for_group,
        is_reached: reached.is_reached,
        coverage,
        unaware: row.unaware,
        dissatisfied: row.dissatisfied,
    };
    Cell::Shown(Coverage {
        firms: need.firms,
        demand: balance.demand,
        access_ratio: reached.supply / persons,
        supply: reached.supply,
        coverage,
        unmet: balance.unmet,
        offers_without_seats: reached.without_seats.len() as u32,
        reason: situation.reason(),
        verdict: match need.firms {
            ..FEW => Verdict::TooFewAnswers,
            _ => balance.verdict(reached.without_seats.is_empty()),
        },
    })
}
