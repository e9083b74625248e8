//! The oracle cases on the native side; `oracle/run.mjs` runs the same files through wasm.

use std::{fs, path::Path};

#[test]
fn every_oracle_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).expect("folder of cases") {
        let path = entry.expect("entry").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let document = fs::read_to_string(&path).expect("readable case");
            for outcome in domain::oracle::check(&document) {
                cases += 1;
                let file = path.file_name().unwrap_or_default().display().to_string();
                wrong.extend(
                    outcome.differences.iter().map(|difference| format!("{file}: {}: {difference}", outcome.name)),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 150, "only {cases} cases found");
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
