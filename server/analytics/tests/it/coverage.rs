//! C01: two-step floating catchment areas; the demand table of a survey; what is shown of either.

mod trap;

use analytics::coverage::{Access, Public, Travel, cover, demand};
use domain::{
    OptionId,
    disclosure::Rule,
    guard::FEW,
    id::TopicId,
    meaning::{Audience, TargetGroup},
    offer::{Offer, OfferPlace},
    place::Municipality,
    report::{
        Cell, Coverage, CoverageLevels, CoverageResult, Demand, DemandCell, DemandRow, GapReason, Need, NeedRow, Needs,
        Verdict,
    },
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
    public: Public,
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
            kreise: vec!["Region".to_owned()],
            kreis_of: vec![Some(0); 3],
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
        Case { demand, public: Public { offers, travel, access }, json }
    }

    /// As if everything might be told.
    fn open(&self) -> CoverageLevels {
        cover(&everything(&self.demand), &self.public)
    }
}

/// All that is hidden otherwise, to the last digit.
fn everything(demand: &Demand) -> Needs {
    let told = |cell: DemandCell| match cell.n == 0 || cell.persons <= 0.0 {
        true => Cell::Empty,
        false => Cell::Shown(Need { firms: cell.n, persons: cell.persons, spread: cell.se / cell.persons }),
    };
    let kreis = |row: &DemandRow, kreis: usize| {
        let inside = row.cells.iter().zip(&demand.kreis_of).filter(|(_, of)| **of == Some(kreis));
        told(DemandCell::together(inside.map(|(cell, _)| cell)))
    };
    let row = |row: &DemandRow| NeedRow {
        topic: row.topic.clone(),
        group: row.group,
        municipalities: row.cells.iter().copied().map(told).collect(),
        kreise: (0..demand.kreise.len()).map(|at| kreis(row, at)).collect(),
        region: Cell::Shown(DemandCell::together(&row.cells).persons),
        unaware: row.unaware,
        dissatisfied: row.dissatisfied,
    };
    Needs {
        places: demand.places.clone(),
        kreise: demand.kreise.clone(),
        kreis_of: demand.kreis_of.clone(),
        rows: demand.rows.iter().map(row).collect(),
    }
}

fn shown(result: &CoverageResult, row: usize, cell: usize) -> &Coverage {
    result.rows[row].cells[cell].shown().unwrap()
}

#[test]
fn every_cell_of_c01() {
    let case = Case::c01();
    let (result, expected) = (case.open().municipalities, &case.json["expected"]);
    let rows = expected["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 9);
    for (at, row) in rows.iter().enumerate() {
        let cell = shown(&result, at / 3, at % 3);
        assert_eq!(cell.firms, row["n"].as_u64().unwrap());
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
            if cell.firms >= FEW {
                assert_eq!(serde_json::to_value(cell.verdict).unwrap(), row["verdict"], "row {at}");
            } else {
                assert_eq!(cell.verdict, Verdict::TooFewAnswers, "row {at}");
            }
            assert_eq!(serde_json::to_value(cell.reason).unwrap(), row["gap_type"], "row {at}");
        }
    }
    assert_eq!(json!(result.unused_offers), expected["unused_offers"]);
}

#[test]
fn regional_totals_of_c01() {
    let case = Case::c01();
    let regional = case.open().kreise;
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

#[test]
fn reasons_in_their_order() {
    let here = || OfferPlace::Municipality(place("a"));
    let both = [TargetGroup::Apprentices];
    let demand = |unaware, dissatisfied| Demand {
        places: vec![place("a"), place("b")],
        kreise: vec!["Nord".to_owned()],
        kreis_of: vec![Some(0); 2],
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
        let public = Public { offers: offers.to_vec(), travel: travel.clone(), access: Access::default() };
        let result = cover(&everything(&demand(unaware, dissatisfied)), &public).municipalities;
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

    // Delbrück is not in the region any more: its firm stays among those that can hide each other, in no Kreis.
    let left = [region[0].clone(), region[2].clone()];
    let table = demand(&frame_of(&probe(), &documents), &probe(), &left).unwrap().unwrap();
    assert_eq!(table.places, [pb, "05762020", dbr].map(place));
    assert_eq!(table.kreis_of, [Some(0), Some(0), None]);
    assert_eq!(table.rows[0].cells[2], DemandCell { n: 1, persons: 7.0, se: 7.0, largest: [7.0, 0.0] });
}

/// Random tables over four places in two Kreise.
fn any_case() -> impl Strategy<Value = (Demand, Public)> {
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
        let demand = Demand {
            rows: rows.collect(),
            places,
            kreise: vec!["Nord".to_owned(), "Süd".to_owned()],
            kreis_of: [0, 0, 0, 1].map(Some).to_vec(),
        };
        (demand, Public { offers, travel: Travel::same(minutes), access: Access::default() })
    })
}

fn figures(result: &CoverageResult) -> impl Iterator<Item = &Coverage> {
    result.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::shown)
}

proptest! {
    #[test]
    fn supply_adds_up_to_the_seats_of_matching_offers((demand, public) in any_case()) {
        let result = cover(&everything(&demand), &public).municipalities;
        let matching = public.offers.iter().filter(|offer| !result.unused_offers.contains(&offer.id));
        let seats: f64 = matching.map(|offer| f64::from(offer.seats.unwrap())).sum();
        let supply: f64 = figures(&result).map(|cell| cell.supply).sum();
        prop_assert!((seats - supply).abs() < 1e-6, "{seats} seats, {supply} allocated");
        let served: f64 = figures(&result).map(|cell| cell.demand.value - cell.unmet.value).sum();
        prop_assert!(served <= seats + 1e-6, "served {served}, at most {seats}");
    }

    /// Both levels agree with each other, and what is shown has what it needs to be shown.
    #[test]
    fn what_is_told_is_of_k_firms_and_adds_up((demand, public) in any_case(), k in 5..9_u32) {
        let rule = Rule::new(Audience::Firm, k);
        let needs = disclosure::coverage::release(demand.clone(), rule);
        let CoverageLevels { municipalities, kreise, .. } = cover(needs.get(), &public);
        for (at, (row, above)) in municipalities.rows.iter().zip(&kreise.rows).enumerate() {
            for (place, cell) in row.cells.iter().enumerate() {
                let raw = &demand.rows[at].cells[place];
                match cell {
                    Cell::Shown(coverage) => {
                        prop_assert!(raw.n >= rule.k() && coverage.demand.value == raw.persons);
                        prop_assert!(coverage.firms <= raw.n);
                        prop_assert_eq!(coverage.verdict == Verdict::TooFewAnswers, raw.n < FEW);
                        prop_assert!(coverage.demand.hi >= raw.persons + 1.95 * raw.se || raw.n < FEW, "{:?}", coverage);
                    }
                    Cell::Suppressed => {}
                    Cell::Empty => prop_assert!(false, "that nobody needs anything would be known of each firm there"),
                }
            }
            for (kreis, cell) in above.cells.iter().enumerate() {
                let Cell::Shown(coverage) = cell else { continue };
                let inside = row.cells.iter().zip(&demand.kreis_of).filter(|(_, of)| **of == Some(kreis));
                let inside: Vec<&Cell<Coverage>> = inside.map(|(cell, _)| cell).collect();
                let told: f64 = inside.iter().filter_map(|cell| cell.shown()).map(|cell| cell.supply).sum();
                let is_whole = inside.iter().all(|cell| **cell != Cell::Suppressed);
                let missing = coverage.supply - told;
                prop_assert!(missing > -1e-6 && (!is_whole || missing < 1e-6), "{} of {}", told, coverage.supply);
            }
        }
    }
}
