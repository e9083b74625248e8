//! C01: two-step floating catchment areas; the demand table of a survey; what is shown of either.

use std::collections::BTreeMap;

use analytics::coverage::{Access, Assessment, Demand, DemandCell, DemandRow, Travel, assess, demand};
use domain::{
    OptionId,
    disclosure::{Rule, release_levels},
    id::TopicId,
    meaning::{Audience, TargetGroup},
    offer::{Offer, OfferPlace},
    place::Municipality,
    report::{Cell, Coverage, CoverageLevels, CoverageResult, GapReason, Verdict},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{answers, assert_close, case, frame_of, number, probe};

fn group(name: &str) -> TargetGroup {
    match name {
        "azubi" => TargetGroup::Apprentices,
        "ausbilder" => TargetGroup::Trainers,
        other => panic!("unknown group {other}"),
    }
}

fn topic(name: &str) -> TopicId {
    TopicId::new(name).unwrap()
}

fn place(name: &str) -> OptionId {
    OptionId::new(&name.to_lowercase()).unwrap()
}

fn offer(id: &str, at: OfferPlace, seats: Option<u32>, topics: &[&str], groups: &[TargetGroup]) -> Offer {
    Offer {
        id: id.to_owned(),
        title: id.to_owned(),
        provider: String::new(),
        description: String::new(),
        topics: topics.iter().map(|name| topic(name)).collect(),
        secondary_topics: Vec::new(),
        target_groups: groups.to_vec(),
        place: at,
        seats,
        cost: String::new(),
        url: String::new(),
        valid_from: None,
        valid_to: None,
        last_verified: "2026-11-01".to_owned(),
        demo: true,
    }
}

struct Case {
    json: Value,
    demand: Demand,
    offers: Vec<Offer>,
    travel: Travel,
    access: Access,
}

impl Case {
    fn c01() -> Case {
        let json = case("C01");
        let input = &json["inputs"];
        let numbers = |json: &Value| -> Vec<f64> { json.as_array().unwrap().iter().map(number).collect() };
        let texts = |json: &Value| -> Vec<String> {
            json.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        let rows = input["cells"].as_array().unwrap().iter().map(|cell| {
            let cell = texts(cell);
            let key = cell.join("/");
            let figures = |name: &str| numbers(&input[name][&key]);
            let (persons, se, n) = (figures("demand_persons"), figures("demand_se"), figures("n_respondents"));
            let cells =
                (0..3).map(|at| DemandCell { n: n[at] as u64, persons: persons[at], se: se[at], largest: [0.0; 2] });
            DemandRow {
                topic: topic(&cell[0]),
                group: group(&cell[1]),
                cells: cells.collect(),
                unaware: None,
                dissatisfied: None,
            }
        });
        let demand = Demand {
            places: texts(&input["municipalities"]).iter().map(|name| place(name)).collect(),
            rows: rows.collect(),
        };
        let offers = input["offers"].as_array().unwrap().iter().map(|json| {
            let at = match json["place"].as_str().unwrap() {
                "online" => OfferPlace::Online,
                ags => OfferPlace::Municipality(place(ags)),
            };
            let topics = texts(&json["topics"]);
            let groups: Vec<TargetGroup> = texts(&json["groups"]).iter().map(|name| group(name)).collect();
            let seats = json["seats"].as_u64().map(|seats| seats as u32);
            offer(
                json["id"].as_str().unwrap(),
                at,
                seats,
                &topics.iter().map(String::as_str).collect::<Vec<_>>(),
                &groups,
            )
        });
        let offers = offers.collect();
        let travel = Travel::same(input["travel_minutes"].as_array().unwrap().iter().map(numbers).collect());
        let access = Access {
            full_minutes: number(&input["access"]["full_min"]),
            zero_minutes: number(&input["access"]["zero_min"]),
            online: number(&input["access"]["online"]),
        };
        Case { demand, offers, travel, access, json }
    }

    fn assessment(&self) -> Assessment {
        assess(&self.demand, &self.offers, &self.travel, &self.access)
    }

    fn one_kreis(&self) -> Vec<Municipality> {
        let municipality = |ags: &OptionId| Municipality {
            ags: ags.clone(),
            name: ags.to_string(),
            kreis: "Region".to_owned(),
            lat: 51.7,
            lon: 8.7,
        };
        self.demand.places.iter().map(municipality).collect()
    }
}

fn shown(result: &CoverageResult, row: usize, cell: usize) -> &Coverage {
    result.rows[row].cells[cell].shown().unwrap()
}

#[test]
fn every_cell_of_c01() {
    let case = Case::c01();
    let (assessment, expected) = (case.assessment(), &case.json["expected"]);
    let result = assessment.municipalities();
    let rows = expected["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 9);
    for (at, row) in rows.iter().enumerate() {
        let cell = shown(&result, at / 3, at % 3);
        assert_eq!(cell.n, row["n"].as_u64().unwrap());
        let tolerance = number(&case.json["tolerance"]["abs"]);
        for (name, figure) in [
            ("demand", cell.demand.value),
            ("access_ratio", cell.access_ratio),
            ("supply_alloc", cell.supply),
            ("coverage", cell.coverage),
            ("unmet", cell.unmet.value),
        ] {
            assert_close(figure, number(&row[name]), tolerance, &format!("row {at} {name}"));
        }
        // Given with four decimals: half a unit in the last place.
        for (name, figure) in [
            ("demand_lo", cell.demand.lo),
            ("demand_hi", cell.demand.hi),
            ("unmet_lo", cell.unmet.lo),
            ("unmet_hi", cell.unmet.hi),
        ] {
            assert_close(figure, number(&row[name]), 5e-5, &format!("row {at} {name}"));
        }
        if row["verdict"] != "suppressed" {
            assert_eq!(serde_json::to_value(cell.verdict).unwrap(), row["verdict"], "row {at}");
            assert_eq!(serde_json::to_value(cell.reason).unwrap(), row["gap_type"], "row {at}");
        }
    }
    assert_eq!(json!(result.unused_offers), expected["unused_offers"]);
}

#[test]
fn regional_totals_of_c01() {
    let case = Case::c01();
    let regional = case.assessment().kreise(&case.one_kreis());
    let expected = &case.json["expected"];
    let (mut allocated, mut served) = (0.0, 0.0);
    for (at, row) in case.demand.rows.iter().enumerate() {
        let name = case.json["inputs"]["cells"][at].as_array().unwrap();
        let expected = &expected["regional"][format!("{}/{}", name[0].as_str().unwrap(), name[1].as_str().unwrap())];
        let cell = shown(&regional, at, 0);
        assert_close(cell.demand.value, number(&expected["demand"]), 1e-5, row.topic.as_str());
        assert_close(cell.supply, number(&expected["allocated"]), 1e-5, row.topic.as_str());
        assert_close(cell.unmet.value, number(&expected["unmet"]), 1e-5, row.topic.as_str());
        allocated += cell.supply;
        served += cell.demand.value - cell.unmet.value;
    }
    assert_close(allocated, number(&expected["total_alloc_by_matching_offers"]), 1e-9, "no seat counts twice");
    assert!(served <= number(&expected["lp_max_served"]), "more than a central agency could serve: {served}");
}

/// The trap of C01: the cell with n = 4 is region minus others, so a second one goes with it.
#[test]
fn c01_as_it_is_shown() {
    let case = Case::c01();
    let released = release_levels(case.assessment().levels(&case.one_kreis()), &Rule::new(Audience::Firm, 5));
    let released = &released.get().municipalities;
    let row = &case.json["expected"]["rows"][5];
    assert_eq!((&row["verdict"], &row["gap_type"]), (&json!("suppressed"), &json!("suppressed")));
    assert_eq!(released.rows[1].cells[1..], [Cell::Suppressed, Cell::Suppressed]);
    assert!(released.rows[1].cells[0].shown().is_some());
    for row in [0, 2] {
        assert_eq!(shown(released, row, 0).verdict, Verdict::UnmetCertain);
        assert_eq!(shown(released, row, 1).verdict, Verdict::TooFewAnswers, "nine answers carry no verdict");
    }
    let cell = shown(released, 0, 0);
    assert_eq!((cell.supply, cell.access_ratio, cell.unmet.value), (21.0, 0.52, 19.0), "whole persons, whole per cent");
}

#[test]
fn reasons_in_their_order() {
    let here = || OfferPlace::Municipality(place("a"));
    let both = [TargetGroup::Apprentices];
    let demand = |unaware, dissatisfied| Demand {
        places: vec![place("a"), place("b")],
        rows: vec![DemandRow {
            topic: topic("ki"),
            group: TargetGroup::Apprentices,
            cells: vec![DemandCell { n: 12, persons: 10.0, se: 1.0, largest: [2.0, 2.0] }, DemandCell::default()],
            unaware,
            dissatisfied,
        }],
    };
    let travel = Travel::same(vec![vec![0.0, 90.0], vec![90.0, 0.0]]);
    let first = |offers: &[Offer], unaware, dissatisfied| {
        let result = assess(&demand(unaware, dissatisfied), offers, &travel, &Access::default()).municipalities();
        assert_eq!(result.rows[0].cells[1], Cell::Empty, "nobody needs it there");
        shown(&result, 0, 0).clone()
    };
    assert_eq!(first(&[], None, None).reason, GapReason::NoOffer);
    let trainers = offer("t", here(), Some(50), &["ki"], &[TargetGroup::Trainers]);
    assert_eq!(first(&[trainers], None, None).reason, GapReason::WrongTargetGroup);
    let away = offer("w", OfferPlace::Municipality(place("b")), Some(50), &["ki"], &both);
    assert_eq!(first(std::slice::from_ref(&away), None, None).reason, GapReason::OutOfReach);
    let small = offer("k", here(), Some(7), &["ki"], &both);
    assert_eq!(first(std::slice::from_ref(&small), Some(0.9), None).reason, GapReason::Capacity);
    let large = offer("g", OfferPlace::RegionWide, Some(50), &["ki"], &both);
    assert_eq!(first(std::slice::from_ref(&large), Some(0.3), Some(0.9)).reason, GapReason::Unknown);
    assert_eq!(first(std::slice::from_ref(&large), Some(0.29), Some(0.3)).reason, GapReason::Unsuitable);
    let covered = first(std::slice::from_ref(&large), Some(0.1), Some(0.1));
    assert_eq!((covered.reason, covered.verdict), (GapReason::Covered, Verdict::CoveredCertain));
    assert_close(covered.access_ratio, 5.0, 1e-12, "spare seats are reported");

    let unknown = offer("u", here(), None, &["ki"], &both);
    let cell = first(&[unknown, away], None, None);
    assert_eq!((cell.supply, cell.offers_without_seats), (0.0, 1), "unknown seats are neither counted nor forgotten");
    assert_eq!(cell.verdict, Verdict::Uncertain, "nobody knows whether they suffice");
}

#[test]
fn demand_of_a_survey_by_hand() {
    let persons = |home: &str, count: Option<u32>| {
        let mut pairs = vec![("ort", json!(home)), ("themen", json!([if count.is_some() { "ki" } else { "keins" }]))];
        pairs.extend(count.map(|count| ("azubis@ki", json!(count))));
        answers(&pairs)
    };
    let (pb, dbr) = ("05774032", "05774020");
    let documents = [
        persons(pb, Some(4)),
        persons(pb, Some(2)),
        persons(pb, None),
        persons(pb, Some(0)),
        persons(dbr, Some(7)),
        answers(&[("themen", json!(["ki"])), ("azubis@ki", json!(30))]),
    ];
    let region: Vec<Municipality> = [pb, dbr, "05762020"]
        .iter()
        .map(|ags| Municipality {
            ags: OptionId::new(ags).unwrap(),
            name: String::new(),
            kreis: "K".to_owned(),
            lat: 51.0,
            lon: 8.0,
        })
        .collect();
    let table = demand(&frame_of(&probe(), &documents), &probe(), &region).unwrap().unwrap();
    assert_eq!(table.rows.len(), 1, "nothing but apprentices for ki is needed");
    let cells = &table.rows[0].cells;
    // Four firms 4, 2, 0, 0: total 6, mean 1.5, s² = (6.25 + 0.25 + 2.25 + 2.25) / 3 = 11 / 3; se = √(4 · 11 / 3).
    let expected = DemandCell { n: 2, persons: 6.0, se: (44.0_f64 / 3.0).sqrt(), largest: [4.0, 2.0] };
    assert_close(cells[0].se, expected.se, 1e-12, "standard error");
    assert_eq!(DemandCell { se: expected.se, ..cells[0] }, expected);
    assert_eq!(cells[1], DemandCell { n: 1, persons: 7.0, se: 7.0, largest: [7.0, 0.0] });
    assert_eq!(cells[2], DemandCell::default());
}

/// Random tables over four places in two Kreise.
fn any_case() -> impl Strategy<Value = (Demand, Vec<Offer>, Travel)> {
    let cell = (0..15_u64, 0..60_u32).prop_map(|(n, persons)| {
        let persons = if n == 0 { 0.0 } else { f64::from(persons) + n as f64 };
        DemandCell { n, persons, se: persons / 4.0, largest: [persons / 3.0, persons / 4.0] }
    });
    let rows = prop::collection::vec(prop::collection::vec(cell, 4), 4);
    let offers = prop::collection::vec((0..6_usize, 0..40_u32, 0..3_usize, 0..2_usize), 0..6);
    let minutes = prop::collection::vec(prop::collection::vec(0..90_u32, 4), 4);
    (rows, offers, minutes).prop_map(|(rows, offers, minutes)| {
        let places: Vec<OptionId> = ["a", "b", "c", "d"].map(place).to_vec();
        let groups = [TargetGroup::Apprentices, TargetGroup::Trainers];
        let topics = ["ki", "deutsch", "excel"];
        let rows = rows.into_iter().enumerate().map(|(at, cells)| DemandRow {
            topic: topic(topics[at / 2]),
            group: groups[at % 2],
            cells,
            unaware: None,
            dissatisfied: None,
        });
        let offers = offers.into_iter().enumerate().map(|(at, (where_, seats, on, for_))| {
            let at_place = match where_ {
                4 => OfferPlace::Online,
                5 => OfferPlace::RegionWide,
                at => OfferPlace::Municipality(places[at].clone()),
            };
            let mut offer = offer(&format!("o{at}"), at_place, Some(seats), &[topics[on]], &groups[..=for_]);
            offer.secondary_topics = vec![topic(topics[(on + 1) % 3])];
            offer
        });
        let offers = offers.collect();
        let minutes = minutes.into_iter().map(|row| row.into_iter().map(f64::from).collect()).collect();
        (Demand { rows: rows.collect(), places }, offers, Travel::same(minutes))
    })
}

fn two_kreise() -> Vec<Municipality> {
    let municipality = |(name, kreis): (&str, &str)| Municipality {
        ags: place(name),
        name: name.to_owned(),
        kreis: kreis.to_owned(),
        lat: 51.7,
        lon: 8.7,
    };
    [("a", "Nord"), ("b", "Nord"), ("c", "Nord"), ("d", "Süd")].map(municipality).to_vec()
}

proptest! {
    #[test]
    fn supply_adds_up_to_the_seats_of_matching_offers((demand, offers, travel) in any_case()) {
        let assessment = assess(&demand, &offers, &travel, &Access::default());
        let result = assessment.municipalities();
        let seats: f64 = offers
            .iter()
            .filter(|offer| !result.unused_offers.contains(&offer.id))
            .map(|offer| f64::from(offer.seats.unwrap()))
            .sum();
        let supply: f64 = result.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::shown).map(|cell| cell.supply).sum();
        prop_assert!((seats - supply).abs() < 1e-6, "{seats} seats, {supply} allocated");
        let served: f64 = result.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::shown)
            .map(|cell| cell.demand.value - cell.unmet.value).sum();
        prop_assert!(served <= seats + 1e-6, "served {served}, at most {seats}");
    }

    #[test]
    fn no_total_stands_beside_a_single_hidden_cell((demand, offers, travel) in any_case(), k in 5..9_u32) {
        let rule = Rule::new(Audience::Firm, k);
        let raw = assess(&demand, &offers, &travel, &Access::default()).levels(&two_kreise());
        let released = release_levels(raw.clone(), &rule);
        let CoverageLevels { municipalities, kreise, kreis_of } = released.get();
        for (at, (row, above)) in municipalities.rows.iter().zip(&kreise.rows).enumerate() {
            let n = |place: usize| demand.rows[at].cells[place].n;
            let mut hidden: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
            for (place, cell) in row.cells.iter().enumerate() {
                match cell {
                    Cell::Shown(coverage) => prop_assert!(coverage.n >= rule.k()),
                    Cell::Suppressed => hidden.entry(kreis_of[place].unwrap()).or_default().push(n(place)),
                    Cell::Empty => {}
                }
            }
            for (kreis, cell) in above.cells.iter().enumerate() {
                let parts = hidden.get(&kreis).cloned().unwrap_or_default();
                match cell {
                    Cell::Shown(coverage) => {
                        prop_assert!(coverage.n >= rule.k());
                        prop_assert!(parts.is_empty() || (parts.len() > 1 && parts.iter().sum::<u64>() >= rule.k()));
                    }
                    Cell::Suppressed => prop_assert!(!parts.is_empty(), "its municipalities would add up to it"),
                    Cell::Empty => prop_assert!(parts.is_empty()),
                }
            }
            // Alone, each row is safe as well, or hidden altogether.
            for row in [row, above] {
                let hidden = row.cells.iter().filter(|cell| **cell == Cell::Suppressed).count();
                let shown = row.cells.iter().filter_map(Cell::shown).count();
                prop_assert!(hidden != 1 || shown == 0);
            }
        }
    }
}
