//! The oracle cases on the native side; `oracle/run.mjs` runs the same files through wasm.

use std::{fs, path::Path};

use domain::oracle::{FEWEST_FAULTS, FEWEST_VALUES};

/// Counted are expressions, not cases: most of the cases are about something else, and one of an expression holds several.
#[test]
fn every_oracle_case_holds_and_enough_are_of_expressions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let (mut values, mut faults) = (0, 0);
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).expect("folder of cases") {
        let path = entry.expect("entry").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let document = fs::read_to_string(&path).expect("readable case");
            for outcome in domain::oracle::check(&document) {
                values += outcome.values;
                faults += outcome.faults;
                let file = path.file_name().unwrap_or_default().display().to_string();
                wrong.extend(
                    outcome.differences.iter().map(|difference| format!("{file}: {}: {difference}", outcome.name)),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(values >= FEWEST_VALUES, "only {values} values of expressions are compared");
    assert!(faults >= FEWEST_FAULTS, "only {faults} faults of expressions are compared");
}

#[test]
fn only_expressions_count_as_such() {
    let document = r#"{"cases": [
        {"name": "two values and a fault", "answers": {"a": 1}, "expressions": [
            {"source": "a == 1", "value": true},
            {"source": "a + 1", "gives": 2},
            {"source": "a =", "error": [2, 1, 3, "=="]}
        ]},
        {"name": "a number", "numbers": [{"typed": "12", "decimals": 0, "value": 12}]}
    ]}"#;
    let outcomes = domain::oracle::check(document);
    assert!(outcomes.iter().all(|outcome| outcome.differences.is_empty()), "{outcomes:?}");
    let counts: Vec<(usize, usize)> = outcomes.iter().map(|outcome| (outcome.values, outcome.faults)).collect();
    assert_eq!(counts, [(2, 1), (0, 0)]);
}

#[test]
fn a_case_that_is_wrong_is_noticed() {
    let document = r#"{"cases": [
        {"name": "wrong", "expressions": [{"source": "1 < 2", "value": false}]},
        {"name": "empty"},
        {"name": "right", "expressions": [{"source": "1 < 2", "value": true}]}
    ]}"#;
    let wrong: Vec<bool> = domain::oracle::check(document).iter().map(|case| !case.differences.is_empty()).collect();
    assert_eq!(wrong, [true, true, false]);
    assert_eq!(domain::oracle::check("{\"cases\": [{\"nmae\": 1}]}").len(), 1);
}
