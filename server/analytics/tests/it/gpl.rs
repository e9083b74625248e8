//! Reference cases whose data come with GPL packages. They stay outside the repository, in the folder that
//! BEDARFSKOMPASS_SHARED names (`../shared` beside the repository if it names none).

use std::path::PathBuf;

use analytics::interval;
use serde_json::Value;

use crate::fixture::assert_close;

/// `None`, with a line that says so, where the folder is not there; under CI=true it has to be.
fn reference(file: &str) -> Option<String> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("BEDARFSKOMPASS_SHARED").map_or_else(beside, PathBuf::from);
    let path = folder.join("reference").join(file);
    let found = std::fs::read_to_string(&path).ok();
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{} is missing", path.display());
        eprintln!("SKIPPED: {} is not there", path.display());
    }
    found
}

/// S02: mean and standard error of a simple random sample of 200 schools without finite population correction (R
/// package survey, `apisrs`).
#[test]
fn s02_mean_of_a_simple_random_sample() {
    let (Some(case), Some(data)) = (reference("S02.json"), reference("api_apisrs.csv")) else { return };
    let case: Value = serde_json::from_str(&case).unwrap();
    let expected = |name: &str| case["expected"][name].as_f64().unwrap();
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let column = reader.headers().unwrap().iter().position(|name| name == "api00").unwrap();
    let scores: Vec<f64> = reader.records().map(|row| row.unwrap()[column].parse().unwrap()).collect();
    let n = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / n;
    let sd = (scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let estimate = interval::mean(mean, sd, scores.len() as u64);
    assert_close(estimate.value, expected("mean"), 1e-6, "mean");
    // qt(0.975, 199) of R.
    let se = (estimate.hi - estimate.value) / 1.971_956_544_251_753;
    assert_close(se, expected("se_no_fpc"), 1e-6, "standard error");
    assert_close(estimate.value - estimate.lo, estimate.hi - estimate.value, 1e-9, "both sides");
}
