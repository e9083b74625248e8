//! Proofs in a real browser: a script in end2end/proofs does the work and writes down what it has counted.

use super::Run;
use crate::check::chromium;
use crate::command;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

/// What a script counted, by name.
pub type Counts = BTreeMap<String, u64>;

/// Runs end2end/proofs/`script`.proof.ts.
pub fn run(script: &str, run: &Run<'_>) -> Result<Counts> {
    let chromium = chromium().context("Chromium is missing")?;
    let written = run.folder.join("figures.json");
    let mut npx = Command::new("npx");
    npx.args(["playwright", "test", "--config", "proof.config.ts", script]);
    npx.current_dir(Workspace::find()?.end2end());
    npx.env("BEDARFSKOMPASS_BIN", fs::canonicalize(run.binary)?).env("CHROMIUM", chromium);
    npx.env("BEDARFSKOMPASS_TRIALS", run.trials.to_string()).env("BEDARFSKOMPASS_FIGURES", &written);
    if run.is_full {
        npx.env("BEDARFSKOMPASS_FULL", "1");
    }
    command::run(&mut npx)?;
    serde_json::from_slice(&fs::read(&written)?).context("the script writes its figures otherwise")
}

/// The count of this name.
pub fn count(counts: &Counts, name: &str) -> Result<u64> {
    counts.get(name).copied().with_context(|| format!("the script counts no \"{name}\""))
}
