//! Killed tabs, cut networks and killed servers, in a real browser: the script in end2end/proofs goes through them, here
//! its figures are held against the bars.

use super::Figure;
use crate::check::chromium;
use crate::command;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// As the script calls them; those with a bar must keep it.
const FIGURES: [(&str, Option<u64>); 12] = [
    ("moments", None),
    ("tabs killed", None),
    ("networks cut", None),
    ("servers killed", None),
    ("second devices", None),
    ("acknowledged pages compared", None),
    ("acknowledged pages that lost something", Some(0)),
    ("pages being filled in that were to come back", None),
    ("pages being filled in that did not come back", Some(0)),
    ("submits acknowledged", None),
    ("acknowledged submits missing", Some(0)),
    ("submits stored twice", Some(0)),
];

pub fn prove(binary: &Path, folder: &Path, moments: u32) -> Result<Vec<Figure>> {
    let chromium = chromium().context("Chromium is missing")?;
    let written = folder.join("figures.json");
    let mut npx = Command::new("npx");
    npx.args(["playwright", "test", "--config", "proof.config.ts", "resume"]);
    npx.current_dir(Workspace::find()?.end2end());
    npx.env("BEDARFSKOMPASS_BIN", fs::canonicalize(binary)?).env("CHROMIUM", chromium);
    npx.env("BEDARFSKOMPASS_MOMENTS", moments.to_string()).env("BEDARFSKOMPASS_FIGURES", &written);
    command::run(&mut npx)?;
    let found: BTreeMap<String, u64> = serde_json::from_slice(&fs::read(&written)?)?;
    ensure!(found.get("submits acknowledged").is_some_and(|count| *count > 0), "nobody reached the receipt");
    let figure = |(name, must_be): (&'static str, Option<u64>)| {
        let value = *found.get(name).with_context(|| format!("the script counts no {name}"))?;
        Ok(Figure { name, value, must_be })
    };
    FIGURES.into_iter().map(figure).collect()
}
