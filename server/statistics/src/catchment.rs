//! Two-step floating catchment areas: what of the seats of offers falls to whom (Luo & Wang 2003, Environ. Plann. B 30(6)
//! 865-884), with reach that falls with travel time (Luo & Qi 2009, Health & Place 15, 1100-1107).
//!
//! A cell is a group of people at one place with one need. `weight[offer][cell]` says how well an offer reaches a cell,
//! from 0 (not at all) to 1.

use domain::report::{Estimate, GapReason, Verdict, Z};
use microlp::{ComparisonOp, OptimizationDirection, Problem};

use crate::Error;

/// Reach in a straight line from 1 at `full` minutes to 0 at `zero` minutes.
pub fn decay(minutes: f64, full: f64, zero: f64) -> f64 {
    ((zero - minutes) / (zero - full)).clamp(0.0, 1.0)
}

/// First step, one offer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Persons in reach, weighted.
    pub demand: f64,
    /// R_j; `None` where the seats are unknown or nobody is in reach.
    pub seats_per_person: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Catchment {
    /// One per offer.
    pub rates: Vec<Rate>,
    /// Second step: seats per person of every cell, A_i. Sum of ratio times persons = seats of the offers that reach anybody.
    pub ratios: Vec<f64>,
}

/// `seats`: one per offer, `None` where unknown. `persons`: one per cell.
pub fn two_step(seats: &[Option<f64>], persons: &[f64], weight: &[Vec<f64>]) -> Catchment {
    let rate = |(seats, weight): (&Option<f64>, &Vec<f64>)| {
        let demand = weight.iter().zip(persons).map(|(weight, persons)| weight * persons).sum::<f64>();
        Rate { demand, seats_per_person: seats.filter(|_| demand > 0.0).map(|seats| seats / demand) }
    };
    let rates: Vec<Rate> = seats.iter().zip(weight).map(rate).collect();
    let ratio = |cell: usize| {
        let offers = rates.iter().zip(weight);
        offers.filter_map(|(rate, weight)| Some(weight.get(cell)? * rate.seats_per_person?)).sum()
    };
    let ratios = (0..persons.len()).map(ratio).collect();
    Catchment { rates, ratios }
}

/// The most persons that anybody could serve who deals out every seat: the bound of a transport problem, in persons.
///
/// # Errors
/// The solver found no optimum.
pub fn max_served(seats: &[Option<f64>], persons: &[f64], weight: &[Vec<f64>]) -> Result<f64, Error> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut of_cell = vec![Vec::new(); persons.len()];
    for (seats, weight) in seats.iter().zip(weight) {
        let Some(seats) = seats else { continue };
        let mut of_offer = Vec::new();
        for (cell, _) in weight.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            let dealt = problem.add_var(1.0, (0.0, f64::INFINITY));
            of_offer.push((dealt, 1.0));
            of_cell[cell].push((dealt, 1.0));
        }
        problem.add_constraint(of_offer, ComparisonOp::Le, *seats);
    }
    for (of_cell, persons) in of_cell.into_iter().zip(persons) {
        problem.add_constraint(of_cell, ComparisonOp::Le, *persons);
    }
    let outcome = problem.solve().map_err(|_| Error::NoOptimum)?;
    outcome.into_solution().map(|solution| solution.objective()).map_err(|_| Error::NoOptimum)
}

/// What is left of a demand, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Balance {
    pub demand: Estimate,
    pub unmet: Estimate,
}

impl Balance {
    /// `persons` with the standard error `se`; `supply`: seats that fall to them; `unmet`: persons without one, which is
    /// more than demand less supply where spare seats of one place cannot serve another. Then the interval is that of the
    /// unmet need.
    pub fn of(persons: f64, se: f64, supply: f64, unmet: f64) -> Balance {
        let demand = Estimate { value: persons, lo: (persons - Z * se).max(0.0), hi: persons + Z * se };
        let met = persons - unmet;
        let (lo, hi) = match unmet > 0.0 {
            true => ((demand.lo - met).max(0.0), demand.hi - met),
            false => ((demand.lo - supply).max(0.0), (demand.hi - supply).max(0.0)),
        };
        Balance { demand, unmet: Estimate { value: unmet, lo, hi } }
    }

    /// `knows_seats`: of every offer in reach.
    pub fn verdict(&self, knows_seats: bool) -> Verdict {
        if self.unmet.hi <= 0.0 {
            Verdict::CoveredCertain
        } else if self.unmet.lo > 0.0 && knows_seats {
            Verdict::UnmetCertain
        } else {
            Verdict::Uncertain
        }
    }
}

/// Below this share of the demand the supply is too small.
const CAPACITY: f64 = 0.8;
/// From this share of those in need on, ignorance or dissatisfaction is the reason.
const NOTICEABLE: f64 = 0.3;

/// What is known of a cell beside its figures.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Situation {
    /// Somewhere there is an offer on this need.
    pub has_offer: bool,
    /// And for this group.
    pub has_offer_for_group: bool,
    /// And in reach.
    pub is_reached: bool,
    /// Share of the demand that is met.
    pub coverage: f64,
    /// Shares of those in need that know no offer, and that are dissatisfied; `None` if nobody or too few were asked.
    pub unaware: Option<f64>,
    pub dissatisfied: Option<f64>,
}

impl Situation {
    /// The first reason that applies (Penchansky & Thomas 1981, with awareness after Saurman 2016).
    pub fn reason(&self) -> GapReason {
        let is_noticeable = |share: Option<f64>| share.is_some_and(|share| share >= NOTICEABLE);
        if !self.has_offer {
            GapReason::NoOffer
        } else if !self.has_offer_for_group {
            GapReason::WrongTargetGroup
        } else if !self.is_reached {
            GapReason::OutOfReach
        } else if self.coverage < CAPACITY {
            GapReason::Capacity
        } else if is_noticeable(self.unaware) {
            GapReason::Unknown
        } else if is_noticeable(self.dissatisfied) {
            GapReason::Unsuitable
        } else {
            GapReason::Covered
        }
    }
}
