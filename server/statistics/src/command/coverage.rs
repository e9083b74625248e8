//! Needs against offers, on three tables.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::{CommandError, Table};
use crate::catchment::{Balance, Catchment, Situation, decay, max_served, two_step};

/// How far an offer reaches, and how few answers carry no verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Full reach up to so many minutes, none from so many on.
    pub full: f64,
    pub zero: f64,
    /// Reach of an offer at the place `online`.
    pub online: f64,
    /// Cells of fewer answers get no verdict.
    pub k: u64,
}

/// Persons of a group at a place who need something.
struct Cell<'a> {
    need: &'a str,
    group: &'a str,
    municipality: &'a str,
    persons: f64,
    se: f64,
    n: u64,
    unaware: Option<f64>,
    dissatisfied: Option<f64>,
}

struct Offer<'a> {
    id: &'a str,
    place: &'a str,
    seats: Option<f64>,
    topics: BTreeSet<&'a str>,
    secondary: BTreeSet<&'a str>,
    groups: BTreeSet<&'a str>,
}

/// Two-step floating catchment areas. `demand`: need, group, municipality, demand, se, n (and unaware, dissatisfied: shares
/// of those in need). `offers`: id, place, seats, topics, groups (and secondary, which count one half), several divided
/// by `|`. `travel`: minutes, a row per place in its first column, a column per place.
///
/// Per cell: access_ratio, supply_alloc, coverage, unmet with its interval, gap_type, verdict.
///
/// # Errors
/// Columns that are not there; a place without travel times; a cell that stands twice.
pub fn coverage(demand: &Table, offers: &Table, travel: &Table, reach: &Reach) -> Result<Value, CommandError> {
    if reach.full >= reach.zero {
        return Err(CommandError::Request("Volle Reichweite muss vor dem Ende der Reichweite liegen.".to_owned()));
    }
    let (cells, offers, minutes) = (cells(demand)?, self::offers(offers)?, minutes(travel)?);
    let weight = |offer: &Offer| cells.iter().map(|cell| weight(offer, cell, &minutes, reach)).collect();
    let weights = offers.iter().map(weight).collect::<Result<Vec<Vec<f64>>, _>>()?;
    let seats: Vec<Option<f64>> = offers.iter().map(|offer| offer.seats).collect();
    let persons: Vec<f64> = cells.iter().map(|cell| cell.persons).collect();
    let areas = two_step(&seats, &persons, &weights);
    let item = |at: usize| item(&cells[at], at, &offers, &weights, &areas, reach.k);
    let items: Vec<Value> = (0..cells.len()).map(item).collect();
    let allotted = persons.iter().zip(&areas.ratios).map(|(persons, ratio)| persons * ratio).sum::<f64>();
    let rates =
        offers.iter().zip(&areas.rates).map(|(offer, rate)| (offer.id.to_owned(), json!(rate.seats_per_person)));
    let unused = offers.iter().zip(&areas.rates).filter(|(_, rate)| rate.demand == 0.0).map(|(offer, _)| offer.id);
    Ok(json!({
        "R_offer": rates.collect::<Map<String, Value>>(),
        "regional": regional(&cells, &areas),
        "unused_offers": unused.collect::<Vec<_>>(),
        "total_alloc_by_matching_offers": allotted,
        "lp_max_served": max_served(&seats, &persons, &weights)?,
        "items": items,
    }))
}

fn item(cell: &Cell, at: usize, offers: &[Offer], weights: &[Vec<f64>], areas: &Catchment, k: u64) -> Value {
    let supply = areas.ratios[at] * cell.persons;
    let unmet = (cell.persons - supply).max(0.0);
    let balance = Balance::of(cell.persons, cell.se, supply, unmet);
    let coverage = (cell.persons > 0.0).then(|| (cell.persons - unmet) / cell.persons);
    let on_need =
        || offers.iter().filter(|offer| offer.topics.contains(cell.need) || offer.secondary.contains(cell.need));
    let reaching = || offers.iter().zip(weights).filter(|(_, weight)| weight[at] > 0.0);
    let situation = Situation {
        has_offer: on_need().next().is_some(),
        has_offer_for_group: on_need().any(|offer| offer.groups.contains(cell.group)),
        is_reached: reaching().next().is_some(),
        coverage: coverage.unwrap_or(1.0),
        unaware: cell.unaware,
        dissatisfied: cell.dissatisfied,
    };
    let knows_seats = reaching().all(|(offer, _)| offer.seats.is_some());
    let (reason, verdict) = match cell.n < k {
        true => (json!("suppressed"), json!("suppressed")),
        false => (json!(situation.reason()), json!(balance.verdict(knows_seats))),
    };
    json!({
        "need": cell.need, "group": cell.group, "municipality": cell.municipality, "n": cell.n,
        "demand": cell.persons, "demand_lo": balance.demand.lo, "demand_hi": balance.demand.hi,
        "access_ratio": areas.ratios[at], "supply_alloc": supply, "coverage": coverage,
        "unmet": unmet, "unmet_lo": balance.unmet.lo, "unmet_hi": balance.unmet.hi,
        "gap_type": reason, "verdict": verdict,
    })
}

/// Per need and group, over all places. Spare seats of one place do not meet the need of another.
fn regional(cells: &[Cell], areas: &Catchment) -> Map<String, Value> {
    let mut sums: Vec<(String, [f64; 3])> = Vec::new();
    for (cell, ratio) in cells.iter().zip(&areas.ratios) {
        let name = format!("{}/{}", cell.need, cell.group);
        let at = sums.iter().position(|(other, _)| *other == name).unwrap_or_else(|| {
            sums.push((name, [0.0; 3]));
            sums.len() - 1
        });
        let supply = ratio * cell.persons;
        let parts = [cell.persons, supply, (cell.persons - supply).max(0.0)];
        sums[at].1.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
    }
    let row =
        |[demand, allocated, unmet]: [f64; 3]| json!({ "demand": demand, "allocated": allocated, "unmet": unmet });
    sums.into_iter().map(|(name, sums)| (name, row(sums))).collect()
}

/// Minutes from place to place.
type Minutes<'a> = HashMap<(&'a str, &'a str), f64>;

fn weight(offer: &Offer, cell: &Cell, minutes: &Minutes, reach: &Reach) -> Result<f64, CommandError> {
    let relevance = match (offer.topics.contains(cell.need), offer.secondary.contains(cell.need)) {
        (true, _) => 1.0,
        (false, true) => 0.5,
        (false, false) => 0.0,
    };
    let access = match offer.place {
        "online" => reach.online,
        "region" => 1.0,
        place => {
            let minutes = minutes.get(&(cell.municipality, place)).ok_or_else(|| {
                let from = cell.municipality;
                CommandError::Request(format!("Die Fahrzeit von „{from}“ nach „{place}“ (Angebot {}) fehlt.", offer.id))
            })?;
            decay(*minutes, reach.full, reach.zero)
        }
    };
    Ok(if offer.groups.contains(cell.group) { relevance * access } else { 0.0 })
}

fn cells(table: &Table) -> Result<Vec<Cell<'_>>, CommandError> {
    let (needs, groups, places) = (table.named("need")?, table.named("group")?, table.named("municipality")?);
    let (persons, se, n) = (table.full("demand")?, table.full("se")?, table.counts("n")?);
    let share = |column: &str| if table.has(column) { table.numbers(column) } else { Ok(vec![None; table.len()]) };
    let (unaware, dissatisfied) = (share("unaware")?, share("dissatisfied")?);
    let mut seen = BTreeSet::new();
    let cell = |at: usize| {
        if !seen.insert((needs[at], groups[at], places[at])) {
            let twice = format!("{} / {} / {} steht zweimal in der Tabelle.", needs[at], groups[at], places[at]);
            return Err(CommandError::Request(twice));
        }
        if persons[at] < 0.0 || se[at] < 0.0 {
            let negative = format!("{} / {} / {}: Weniger als 0 gibt es nicht.", needs[at], groups[at], places[at]);
            return Err(CommandError::Request(negative));
        }
        Ok(Cell {
            need: needs[at],
            group: groups[at],
            municipality: places[at],
            persons: persons[at],
            se: se[at],
            n: n[at],
            unaware: unaware[at],
            dissatisfied: dissatisfied[at],
        })
    };
    (0..table.len()).map(cell).collect()
}

fn offers(table: &Table) -> Result<Vec<Offer<'_>>, CommandError> {
    let (ids, places, seats) = (table.named("id")?, table.named("place")?, table.numbers("seats")?);
    let (topics, groups) = (table.texts("topics")?, table.texts("groups")?);
    let secondary = if table.has("secondary") { table.texts("secondary")? } else { vec![None; table.len()] };
    let offer = |at: usize| match seats[at] {
        Some(seats) if seats < 0.0 => Err(CommandError::Request(format!("Angebot {}: {seats} Plätze.", ids[at]))),
        seats => Ok(Offer {
            id: ids[at],
            place: places[at],
            seats,
            topics: several(topics[at]),
            secondary: several(secondary[at]),
            groups: several(groups[at]),
        }),
    };
    (0..table.len()).map(offer).collect()
}

fn several(text: Option<&str>) -> BTreeSet<&str> {
    text.unwrap_or_default().split('|').map(str::trim).filter(|word| !word.is_empty()).collect()
}

fn minutes(table: &Table) -> Result<Minutes<'_>, CommandError> {
    let mut columns = table.columns();
    let from = table.named(columns.next().unwrap_or_default())?;
    let mut minutes = HashMap::new();
    for to in columns {
        minutes.extend(from.iter().zip(table.full(to)?).map(|(from, minutes)| ((*from, to), minutes)));
    }
    Ok(minutes)
}
