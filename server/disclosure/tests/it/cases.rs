//! The reference cases D01, D02, D05, D06 and the display trap of C01.

use std::path::Path;

use disclosure::{
    Axis, Cube, Dimension, Rule, Shown,
    command::{audit, audit_releases, suppress},
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
