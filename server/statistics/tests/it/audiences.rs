//! Two groups of people set side by side, against base R (`tests/independent/audiences.R`).

use std::path::PathBuf;

use domain::{
    id::ConstructId,
    meaning::Role,
    report::{Pair, Rated},
};
use proptest::prelude::*;
use serde_json::Value as Json;
use statistics::compare::{differences, mann_whitney, mann_whitney_of_counts};

use crate::fixture::{assert_close, number, numbers, read};

fn counts(case: &Json) -> Vec<u64> {
    numbers(case).into_iter().map(|count| count as u64).collect()
}

fn rated(case: &Json, group: &str) -> Rated {
    let [mean, sd] = ["mean", "sd"].map(|figure| number(&case[format!("{figure}_{group}")]));
    Rated { counts: counts(&case[group]), mean, sd }
}

fn pair(construct: &str, role: Role, first: Rated, second: Rated) -> Pair {
    Pair { construct: ConstructId::new(construct).unwrap(), role, first, second }
}

#[test]
fn differences_are_those_of_r() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/independent/audiences.json");
    let cases: Vec<Json> = serde_json::from_str(&read(&path)).unwrap();
    let pairs = cases.iter().map(|case| pair("klima", Role::Importance, rated(case, "first"), rated(case, "second")));
    let found = differences(pairs.collect());
    assert_eq!(found.len(), cases.len());
    for (found, case) in found.iter().zip(&cases) {
        let figures = [
            ("difference", found.difference.value),
            ("lo", found.difference.lo),
            ("hi", found.difference.hi),
            ("delta", found.delta),
            ("p", found.p),
            ("p_adjusted", found.p_adjusted),
        ];
        for (name, figure) in figures {
            assert_close(figure, number(&case[name]), 1e-9, name);
        }
    }
}

/// Twelve firms beside fifteen apprentices, ties everywhere: of all C(27, 12) ways to deal their answers out, so many leave
/// the rank sum as far from its expectation (counted one by one in Python; the normal approximation says 0.02197).
#[test]
fn few_answers_are_tested_exactly() {
    let rated = |counts: [u64; 5]| Rated { counts: counts.to_vec(), mean: 3.0, sd: 1.0 };
    let found = differences(vec![pair("klima", Role::Importance, rated([0, 1, 3, 5, 3]), rated([2, 4, 5, 3, 1]))]);
    assert_close(found[0].p, 412_936.0 / 17_383_860.0, 1e-12, "p");
}

/// What is adjusted together is what stands together: each role is a family of its own.
#[test]
fn roles_are_adjusted_apart() {
    let spread = |counts: [u64; 3]| Rated { counts: counts.to_vec(), mean: 2.0, sd: 0.8 };
    let with = |role| pair("klima", role, spread([20, 20, 10]), spread([10, 20, 20]));
    let alone = differences(vec![with(Role::Importance)]);
    let both = differences(vec![with(Role::Importance), with(Role::Fulfilment)]);
    assert_eq!(both[0].p_adjusted, alone[0].p_adjusted);
    assert_eq!(both[1].p_adjusted, both[1].p);
}

#[test]
fn few_answers_and_answers_all_alike_have_no_difference() {
    let rated = |counts: [u64; 2]| Rated { counts: counts.to_vec(), mean: 1.5, sd: 0.5 };
    let few = pair("klima", Role::Importance, rated([4, 5]), rated([30, 30]));
    let alike = pair("weg", Role::Importance, rated([0, 30]), rated([0, 30]));
    assert_eq!(differences(vec![few, alike]), []);
}

proptest! {
    /// Counting and ranking one by one are two ways to the same test.
    #[test]
    fn counts_give_what_the_answers_give(
        first in prop::collection::vec(0..30u64, 5), second in prop::collection::vec(0..30u64, 5)
    ) {
        let answers = |counts: &[u64]| -> Vec<f64> {
            let each = counts.iter().zip(1..).flat_map(|(count, point)| vec![f64::from(point); *count as usize]);
            each.collect()
        };
        let by_answer = mann_whitney(&answers(&first), &answers(&second));
        match (mann_whitney_of_counts(&first, &second), by_answer) {
            (Ok(found), Ok(expected)) => {
                prop_assert!((found.u - expected.u).abs() < 1e-9);
                prop_assert!((found.p_two - expected.p_two).abs() < 1e-12);
                prop_assert!((found.rank_biserial - expected.rank_biserial).abs() < 1e-12);
            }
            (found, expected) => prop_assert_eq!(found, expected),
        }
    }
}
