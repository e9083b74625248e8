//! Reference cases and how figures are compared.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use statistics::{Design, Factor, Plan, Population};

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn reference(name: &str) -> String {
    read(&here().join("tests/reference").join(name))
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn case(id: &str) -> Json {
    serde_json::from_str(&reference(&format!("{id}.json"))).unwrap()
}

/// A case that the tests of `analytics` keep.
pub fn case_of_analytics(id: &str) -> Json {
    let path = here().join("../analytics/tests/reference").join(format!("{id}.json"));
    serde_json::from_str(&read(&path)).unwrap()
}

/// A CSV whose columns are asked for by name.
pub struct Table {
    header: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    pub fn read(text: &str) -> Table {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
        Table { header, rows: reader.records().map(Result::unwrap).collect() }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn texts(&self, column: &str) -> Vec<String> {
        let at = self.header.iter().position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
        self.rows.iter().map(|row| row[at].to_owned()).collect()
    }

    pub fn numbers(&self, column: &str) -> Vec<f64> {
        self.texts(column).iter().map(|text| text.parse().unwrap()).collect()
    }

    /// Empty and `NA` are missing.
    pub fn answers(&self, column: &str) -> Vec<Option<f64>> {
        self.texts(column).iter().map(|text| text.parse().ok()).collect()
    }

    pub fn factor(&self, column: &str) -> Factor {
        Factor::new(&self.texts(column))
    }
}

pub fn all(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

pub fn number(json: &Json) -> f64 {
    json.as_f64().unwrap_or_else(|| panic!("not a number: {json}"))
}

pub fn numbers(json: &Json) -> Vec<f64> {
    json.as_array().unwrap_or_else(|| panic!("not a list: {json}")).iter().map(number).collect()
}

pub fn targets(json: &Json) -> std::collections::BTreeMap<String, f64> {
    json.as_object().unwrap().iter().map(|(name, target)| (name.clone(), number(target))).collect()
}

pub fn strata(json: &Json) -> Option<Population> {
    Some(Population::Strata(targets(json)))
}

pub fn weighted(weights: &[f64]) -> Design {
    Design::new(weights.len(), Plan { weights: Some(weights.to_vec()), ..Plan::default() }).unwrap()
}

#[track_caller]
pub fn assert_close(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual} instead of {expected} ± {tolerance}");
}
