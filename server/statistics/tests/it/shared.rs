//! Reference cases whose data come with GPL packages. They stay outside the repository, in the folder that
//! BEDARFSKOMPASS_SHARED names (`../shared` beside the repository if it names none).

use std::path::PathBuf;

use serde_json::Value as Json;

use crate::fixture::Table;

/// `None`, with a line that says so, where the folder is not there; under CI=true it has to be.
pub fn reference(file: &str) -> Option<String> {
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

/// A case and the table that belongs to it.
pub fn case(id: &str, csv: &str) -> Option<(Json, Table)> {
    let case = reference(&format!("{id}.json"))?;
    Some((serde_json::from_str(&case).unwrap(), Table::read(&reference(csv)?)))
}
