//! The reference cases D01, D02, D05, D06 and the display trap of C01.

use std::path::Path;

use disclosure::{
    Axis, Cube, Dimension, Rule, Shown,
    command::{audit, audit_releases, suppress},
    coverage::{CoverageTable, DemandCell, release_coverage},
    primary, release_cube,
    rounding::{means_attack, to_base},
};
use serde_json::{Value, json};
use statistics::command::Table;

fn case(id: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/reference/{id}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn number(json: &Value) -> f64 {
    json.as_f64().unwrap_or_else(|| panic!("{json} is no number"))
}

fn numbers(json: &Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(number).collect()
}

fn counts(json: &Value) -> Vec<u64> {
    json.as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect()
}

#[track_caller]
fn assert_close(found: f64, expected: &Value, tolerance: f64) {
    assert!((found - number(expected)).abs() <= tolerance, "{found} is not {expected}");
}

#[test]
fn d01_which_sums_are_sensitive() {
    let case = case("D01");
    let (given, expected) = (&case["inputs"], &case["expected"]);
    let pair = |json: &Value| [number(&json["x"][0]), number(&json["x"][1])];
    let ex1 = &given["ex1"];
    let (total, [first, second]) = (number(&ex1["X"]), pair(ex1));
    assert_eq!(json!(primary::is_dominated(total, &[first, second], 1, 90.0)), expected["ex1"]["unsafe_1_90"]);
    let estimate = primary::estimate_of_largest(total, second);
    assert_close(estimate, &expected["ex1"]["est_x1"], 0.01);
    assert_close(100.0 * (estimate / first - 1.0), &expected["ex1"]["overestimate_pct"], 0.01);
    assert_eq!(json!(primary::is_within_p(total, [first, second], 10.0)), expected["ex1"]["unsafe_p10"]);
    let ex2 = &given["ex2"];
    let (total, [first, second]) = (number(&ex2["X"]), pair(ex2));
    let is_within = primary::is_within_p(total, [first, second], number(&ex2["p"]));
    assert_eq!(json!(is_within), expected["ex2"]["unsafe_p10"]);
    let over = 100.0 * (primary::estimate_of_largest(total, second) / first - 1.0);
    assert_close(over, &expected["ex2"]["overestimate_pct"], 0.05);
    assert_eq!(json!(primary::is_dominated(total, &[first, second], 2, 90.9)), expected["ex2"]["unsafe_2_90_9"]);
    let ex4 = &given["ex4"];
    let k = number(&ex4["k"]);
    let is_unsafe = primary::is_dominated(number(&ex4["X"]), &numbers(&ex4["x"]), 1, k);
    assert_eq!(json!(is_unsafe), expected["ex4"]["unsafe_1_85"]);
    assert_close(primary::upper_bound_required(300.0, k), &expected["ex4"]["upper_bound_required"], 0.01);
    let weighted: Vec<(f64, f64)> =
        numbers(&given["weights"]["x"]).into_iter().zip(numbers(&given["weights"]["w"])).collect();
    let total: f64 = weighted.iter().map(|(x, w)| x * w).sum();
    assert_close(total, &expected["weights"]["total"], 0.01);
    assert_eq!(primary::largest_two(&weighted).to_vec(), numbers(&expected["weights"]["largest_two_expanded"]));
    for (k, p) in expected["k_to_p"].as_object().unwrap() {
        assert_close(primary::p_of_dominance(k.parse().unwrap()), p, 0.01);
    }
}

fn csv(rows: &[Vec<Option<u64>>]) -> Table {
    let names: Vec<String> = (1..=rows[0].len()).map(|at| format!("c{at}")).collect();
    let mut text = format!("zeile,{}\n", names.join(","));
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| cell.map_or(String::new(), |count| count.to_string())).collect();
        text.push_str(&format!("r{},{}\n", at + 1, cells.join(",")));
    }
    Table::read(text.as_bytes()).unwrap()
}

#[test]
fn d02_intervals_of_hidden_cells() {
    let case = case("D02");
    let rows: Vec<Vec<Option<u64>>> = case["inputs"]["table"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_array().unwrap().iter().map(Value::as_u64).collect())
        .collect();
    let found = audit(&csv(&rows), 3).unwrap();
    let expected = case["expected"]["intervals"].as_object().unwrap();
    for (cell, ends) in expected {
        let found = numbers(&found["intervals"][cell]);
        for (found, expected) in found.iter().zip(ends.as_array().unwrap()) {
            assert_close(*found, expected, number(&case["tolerance"]["abs"]));
        }
    }
    assert_eq!(found["intervals"].as_object().unwrap().len(), expected.len());
    assert_eq!(found["published"], case["expected"]["published"]);
    assert_eq!(found["derivable"], json!([]), "none is narrower than 3");
    assert_eq!(audit(&csv(&rows), 5).unwrap()["derivable"].as_array().unwrap().len(), 4, "all are narrower than 5");
}

#[test]
fn d05_children_of_a_shown_parent() {
    let case = case("D05");
    let k = case["inputs"]["k"].as_u64().unwrap() as u32;
    for example in ["ex1", "ex2"] {
        let children = case["inputs"][example]["children"].as_object().unwrap();
        let names: Vec<&str> = children.keys().map(String::as_str).collect();
        let codes = children.values().enumerate();
        let codes = codes.flat_map(|(at, n)| std::iter::repeat_n(at as u16, n.as_u64().unwrap() as usize)).collect();
        let cube = Cube::new(vec![Dimension::new("child", &names)], Vec::new(), vec![codes]).unwrap();
        let release = release_cube(&cube, Rule::new(k)).unwrap();
        let expected = &case["expected"][example];
        assert_eq!(json!(release.respondents.value().is_some()), expected["parent_visible"]);
        let view = release.view(&[Axis { dimension: 0, level: 0 }]).unwrap();
        let visible = view.cells.iter().zip(&names).filter(|(cell, _)| **cell != Shown::Hidden).map(|(_, name)| *name);
        assert_eq!(json!(visible.collect::<Vec<_>>()), expected["visible_children"]);
    }
}

#[test]
fn d06_exact_means_give_rounded_counts_away() {
    let case = case("D06");
    let (given, expected) = (&case["inputs"], &case["expected"]);
    let (means, told) = (numbers(&given["means"]), counts(&given["perturbed"]));
    let most = given["max_dev"].as_u64().unwrap();
    let attack = means_attack([means[0], means[1], means[2]], [told[0], told[1], told[2]], most);
    assert_eq!(json!(attack.candidates.len()), expected["n_candidates"]);
    assert_eq!(json!(attack.solutions), json!([expected["unique_solution"]]));
    for (row, rounded) in
        given["round_in"].as_array().unwrap().iter().zip(expected["conventional_round5_correct"].as_array().unwrap())
    {
        let found: Vec<u64> = counts(row).into_iter().map(|count| to_base(count, 5)).collect();
        assert_eq!(json!(found), *rounded);
    }
}

/// Places, needs and offers of C01, cells row by row.
struct Coverage {
    table: CoverageTable,
    seats: Vec<f64>,
}

fn c01() -> Coverage {
    let case = case("C01");
    let given = &case["inputs"];
    let places: Vec<&str> =
        given["municipalities"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let access = &given["access"];
    let decay = |minutes: f64| {
        let (full, zero) = (number(&access["full_min"]), number(&access["zero_min"]));
        ((zero - minutes) / (zero - full)).clamp(0.0, 1.0)
    };
    let needs: Vec<(&str, &str)> = given["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| (cell[0].as_str().unwrap(), cell[1].as_str().unwrap()))
        .collect();
    let mut cells = Vec::new();
    for (topic, group) in &needs {
        let key = format!("{topic}/{group}");
        let persons = numbers(&given["demand_persons"][&key]);
        for (n, persons) in counts(&given["n_respondents"][&key]).into_iter().zip(persons) {
            cells.push(DemandCell { n, persons, largest: [0.0; 2] });
        }
    }
    let (mut reach, mut seats) = (Vec::new(), Vec::new());
    for offer in given["offers"].as_array().unwrap() {
        let has = |list: &str, name: &str| offer[list].as_array().unwrap().iter().any(|one| one == name);
        let mut weights = Vec::new();
        for (topic, group) in &needs {
            for from in 0..places.len() {
                let by_place = match places.iter().position(|place| offer["place"] == *place) {
                    Some(to) => decay(number(&given["travel_minutes"][from][to])),
                    None => number(&access["online"]),
                };
                weights.push(if has("topics", topic) && has("groups", group) { by_place } else { 0.0 });
            }
        }
        reach.push(weights);
        seats.push(number(&offer["seats"]));
    }
    let persons: Vec<f64> = cells.iter().map(|cell| cell.persons).collect();
    let rates = rates(&reach, &seats, &persons);
    for (rate, offer) in rates.iter().zip(["O1", "O2", "O3", "O4", "O5"]) {
        assert_eq!(rate.is_none(), case["expected"]["R_offer"][offer].is_null());
        rate.iter().for_each(|rate| assert_close(*rate, &case["expected"]["R_offer"][offer], 1e-5));
    }
    let lines = (0..needs.len()).map(|need| (0..places.len()).map(|place| need * places.len() + place).collect());
    Coverage { table: CoverageTable { cells, lines: lines.collect(), reach, rates }, seats }
}

fn rates(reach: &[Vec<f64>], seats: &[f64], persons: &[f64]) -> Vec<Option<f64>> {
    let rate = |(weights, seats): (&Vec<f64>, &f64)| {
        let demand: f64 = weights.iter().zip(persons).map(|(weight, persons)| weight * persons).sum();
        (demand > 0.0).then(|| seats / demand)
    };
    reach.iter().zip(seats).map(rate).collect()
}

/// Everything that is told, of any demand: demand, access ratios, and their regional sums.
fn told(coverage: &Coverage, persons: &[f64], release: &disclosure::coverage::CoverageRelease) -> Vec<f64> {
    let CoverageTable { reach, lines, .. } = &coverage.table;
    let rates = rates(reach, &coverage.seats, persons);
    let ratio = |cell: usize| -> f64 {
        reach.iter().zip(&rates).map(|(weights, rate)| rate.map_or(0.0, |rate| rate * weights[cell])).sum()
    };
    let mut told = Vec::new();
    for (cell, demand) in persons.iter().enumerate() {
        if !release.demand[cell] {
            told.push(*demand);
        }
        if !release.derived[cell] {
            told.push(ratio(cell));
        }
    }
    for (at, line) in lines.iter().enumerate() {
        if !release.totals[at] {
            told.push(line.iter().map(|cell| persons[*cell]).sum());
        }
        if !release.derived_totals[at] {
            told.push(line.iter().map(|cell| persons[*cell] * ratio(*cell)).sum());
        }
    }
    told
}

/// The hidden cell of the trap, by trying all whole numbers in the hidden cells of its row and recomputing every figure.
#[test]
fn c01_the_display_trap_does_not_close() {
    let coverage = c01();
    let release = release_coverage(&coverage.table, Rule::new(5)).unwrap();
    let persons: Vec<f64> = coverage.table.cells.iter().map(|cell| cell.persons).collect();
    let trap = 5;
    assert!(release.demand[trap] && release.derived[trap], "4 firms");
    let (lo, hi) = possible(&coverage, &persons, &release, trap);
    assert!(hi - lo >= 5.0, "the trap closes: {lo} to {hi}");
    assert!(release.demand.iter().filter(|hidden| !**hidden).count() >= 5, "{release:?}");
    // The trap itself: that cell alone hidden, then with one neighbour, all else told.
    let mut open = disclosure::coverage::CoverageRelease {
        demand: vec![false; 9],
        derived: vec![false; 9],
        totals: vec![false; 3],
        derived_totals: vec![false; 3],
    };
    (open.demand[5], open.derived[5]) = (true, true);
    assert_eq!(possible(&coverage, &persons, &open, trap), (4.0, 4.0));
    (open.demand[4], open.derived[4]) = (true, true);
    let (lo, hi) = possible(&coverage, &persons, &open, trap);
    assert!(hi - lo < 5.0, "{lo} to {hi}");
}

fn possible(
    coverage: &Coverage,
    persons: &[f64],
    release: &disclosure::coverage::CoverageRelease,
    cell: usize,
) -> (f64, f64) {
    let hidden: Vec<usize> = (0..persons.len()).filter(|at| release.demand[*at]).collect();
    assert!(hidden.len() <= 4, "too many to try: {hidden:?}");
    let truth = told(coverage, persons, release);
    let (mut lo, mut hi) = (f64::INFINITY, f64::NEG_INFINITY);
    let most = 40_usize;
    for mut number in 0..most.pow(hidden.len() as u32) {
        let mut other = persons.to_vec();
        for at in &hidden {
            other[*at] = (number % most) as f64;
            number /= most;
        }
        let is_same = told(coverage, &other, release).iter().zip(&truth).all(|(a, b)| (a - b).abs() < 1e-9);
        if is_same {
            (lo, hi) = (lo.min(other[cell]), hi.max(other[cell]));
        }
    }
    (lo, hi)
}

#[test]
fn suppress_then_audit_says_the_same() {
    let rows = [[20, 3, 14], [9, 11, 6], [2, 8, 17]].map(|row| row.map(Some).to_vec());
    let found = suppress(&csv(&rows), 5).unwrap();
    assert_eq!((&found["total"], &found["primary_cells"], &found["derivable"]), (&json!(90), &json!(2), &json!(0)));
    let hidden: Vec<&Value> =
        found["items"].as_array().unwrap().iter().filter(|item| item["status"] == "hidden").collect();
    assert!(hidden.len() >= 4 && hidden.len() <= 5, "{hidden:?}");
    for item in hidden {
        let ends = numbers(&item["interval"]);
        assert!(ends[1] - ends[0] >= 5.0, "{item}");
    }
}

#[test]
fn a_later_release_is_refused_for_one_person_more() {
    let before = [[20, 10, 30], [9, 11, 20], [29, 21, 50]].map(|row| row.map(Some).to_vec());
    let after = [[21, 10, 31], [9, 11, 20], [30, 21, 51]].map(|row| row.map(Some).to_vec());
    let much = [[26, 10, 36], [9, 11, 20], [35, 21, 56]].map(|row| row.map(Some).to_vec());
    let refused = audit_releases(&csv(&before), &csv(&after), 5, true).unwrap();
    assert_eq!((&refused["refused"], &refused["items"][0]["interval"]), (&json!(true), &json!([1.0, 1.0])));
    assert_eq!(audit_releases(&csv(&before), &csv(&much), 5, true).unwrap()["refused"], json!(false));
    assert_eq!(audit_releases(&csv(&before), &csv(&before), 5, false).unwrap()["refused"], json!(false));
    assert!(audit_releases(&csv(&before), &csv(&after), 5, false).is_err(), "the same people cannot be one more");
}

#[test]
fn a_hidden_cell_is_not_told_by_another_pattern() {
    let hidden = |cells: [[Option<u64>; 3]; 3]| csv(&cells.map(|row| row.to_vec()));
    let first = hidden([[None, None, Some(30)], [None, None, Some(20)], [Some(29), Some(21), Some(50)]]);
    let second = hidden([[Some(26), Some(4), Some(30)], [Some(3), Some(17), Some(20)], [Some(29), Some(21), Some(50)]]);
    let found = audit_releases(&first, &second, 5, false).unwrap();
    let earlier = found["items"].as_array().unwrap().iter().filter(|item| item["reason"] == "earlier").count();
    assert_eq!((&found["refused"], earlier), (&json!(true), 4));
}

fn example(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples").join(name);
    Table::read(std::fs::File::open(path).unwrap()).unwrap()
}

/// The docs are compared with the program in the tests of the server; here is what they must say.
#[test]
fn the_examples_of_the_docs() {
    let found = audit(&example("verborgen.csv"), 3).unwrap();
    assert_eq!(found["intervals"]["X11"], json!([3.0, 6.0]));
    let found = suppress(&example("anzahlen.csv"), 5).unwrap();
    assert_eq!(found["derivable"], json!(0));
    assert_eq!((&found["k"], &found["primary_cells"], &found["total"]), (&json!(5), &json!(2), &json!(90)));
    let found = audit_releases(&example("anzahlen-1.csv"), &example("anzahlen-2.csv"), 5, true).unwrap();
    assert_eq!(found["refused"], json!(true));
}
