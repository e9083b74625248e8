//! Demand met and unmet per cell, why it is unmet, and how sure that is; by municipality or rolled up to Kreise.

use std::collections::BTreeSet;

use domain::{
    OptionId,
    id::TopicId,
    meaning::TargetGroup,
    place::Municipality,
    report::{Cell, Coverage, CoverageLevels, CoverageResult, CoverageRow},
};
use statistics::catchment::{Balance, Situation};

use super::DemandCell;
use crate::tally::is_dominated;

/// Raw figures of every cell, from which both tables are made.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    pub(super) places: Vec<OptionId>,
    pub(super) rows: Vec<Assessed>,
    pub(super) unused_offers: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Assessed {
    pub(super) topic: TopicId,
    pub(super) group: TargetGroup,
    pub(super) cells: Vec<Facts>,
    pub(super) has_offer: bool,
    pub(super) has_offer_for_group: bool,
    pub(super) unaware: Option<f64>,
    pub(super) dissatisfied: Option<f64>,
}

/// What is known of one cell, or of several put together.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    demand: DemandCell,
    supply: f64,
    unmet: f64,
    is_reached: bool,
    /// Positions of matching offers in reach whose seats are unknown.
    without_seats: BTreeSet<usize>,
}

impl Facts {
    pub(super) fn of(demand: DemandCell, ratio: f64, is_reached: bool, without_seats: BTreeSet<usize>) -> Facts {
        let supply = ratio * demand.persons;
        Facts { demand, supply, unmet: (demand.persons - supply).max(0.0), is_reached, without_seats }
    }

    /// Several places as one. Spare seats of one place do not meet the need of another.
    fn together(parts: &[&Facts]) -> Facts {
        let sum = |figure: fn(&Facts) -> f64| parts.iter().map(|part| figure(part)).sum::<f64>();
        let mut largest: Vec<f64> = parts.iter().flat_map(|part| part.demand.largest).collect();
        largest.sort_by(|a, b| b.total_cmp(a));
        let demand = DemandCell {
            n: parts.iter().map(|part| part.demand.n).sum(),
            persons: sum(|part| part.demand.persons),
            se: sum(|part| part.demand.se * part.demand.se).sqrt(),
            largest: [largest.first().copied().unwrap_or(0.0), largest.get(1).copied().unwrap_or(0.0)],
        };
        Facts {
            demand,
            supply: sum(|part| part.supply),
            unmet: sum(|part| part.unmet),
            is_reached: parts.iter().any(|part| part.is_reached),
            without_seats: parts.iter().flat_map(|part| part.without_seats.iter().copied()).collect(),
        }
    }
}

impl Assessed {
    fn cell(&self, facts: &Facts) -> Cell<Coverage> {
        let DemandCell { n, persons, se, largest } = facts.demand;
        if n == 0 || persons <= 0.0 {
            return Cell::Empty;
        }
        let balance = Balance::of(persons, se, facts.supply, facts.unmet);
        let coverage = (persons - facts.unmet) / persons;
        let situation = Situation {
            has_offer: self.has_offer,
            has_offer_for_group: self.has_offer_for_group,
            is_reached: facts.is_reached,
            coverage,
            unaware: self.unaware,
            dissatisfied: self.dissatisfied,
        };
        Cell::Shown(Coverage {
            n,
            demand: balance.demand,
            access_ratio: facts.supply / persons,
            supply: facts.supply,
            coverage,
            unmet: balance.unmet,
            offers_without_seats: facts.without_seats.len() as u32,
            reason: situation.reason(),
            verdict: balance.verdict(facts.without_seats.is_empty()),
            dominated: is_dominated(persons, largest),
        })
    }
}

impl Assessment {
    /// One column per municipality.
    pub fn municipalities(&self) -> CoverageResult {
        self.table(self.places.iter().map(ToString::to_string).collect(), &|row| row.cells.clone())
    }

    /// One column per Kreis, in the order in which `region` first names them.
    pub fn kreise(&self, region: &[Municipality]) -> CoverageResult {
        let kreise = kreise(region);
        let kreis_of: Vec<Option<usize>> = self.places.iter().map(|place| kreis_of(place, region, &kreise)).collect();
        let rolled_up = |row: &Assessed| -> Vec<Facts> {
            let own = |kreis: usize| {
                let cells = row.cells.iter().zip(&kreis_of);
                cells.filter(|(_, of)| **of == Some(kreis)).map(|(facts, _)| facts).collect::<Vec<_>>()
            };
            (0..kreise.len()).map(|kreis| Facts::together(&own(kreis))).collect()
        };
        self.table(kreise.clone(), &rolled_up)
    }

    /// Both tables, for `domain::disclosure::release_levels`.
    pub fn levels(&self, region: &[Municipality]) -> CoverageLevels {
        let kreise = kreise(region);
        let kreis_of = self.places.iter().map(|place| kreis_of(place, region, &kreise)).collect();
        CoverageLevels { municipalities: self.municipalities(), kreise: self.kreise(region), kreis_of }
    }

    fn table(&self, places: Vec<String>, cells: &dyn Fn(&Assessed) -> Vec<Facts>) -> CoverageResult {
        let row = |row: &Assessed| CoverageRow {
            topic: row.topic.clone(),
            group: row.group,
            cells: cells(row).iter().map(|facts| row.cell(facts)).collect(),
        };
        CoverageResult { places, rows: self.rows.iter().map(row).collect(), unused_offers: self.unused_offers.clone() }
    }
}

/// Names of the Kreise, each once.
fn kreise(region: &[Municipality]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for municipality in region {
        if !names.contains(&municipality.kreis) {
            names.push(municipality.kreis.clone());
        }
    }
    names
}

fn kreis_of(place: &OptionId, region: &[Municipality], kreise: &[String]) -> Option<usize> {
    let municipality = region.iter().find(|municipality| municipality.ags == *place)?;
    kreise.iter().position(|kreis| *kreis == municipality.kreis)
}
