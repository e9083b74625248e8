//! The web font: Source Sans 3, variable weight, as npm has it: one file for the languages of every page, and two that
//! only pages in Turkish and Ukrainian load (`unicode-range` in style/tokens.css). Self-hosted, so no page asks another
//! host.

use super::asset::Asset;
use crate::command::{self, say};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

const PACKAGE: &str = "node_modules/@fontsource-variable/source-sans-3";

/// The files of the font and, because the OFL asks for it, its licence.
pub fn load(workspace: &Workspace) -> Result<[Asset; 4]> {
    let package = workspace.end2end().join(PACKAGE);
    if !package.exists() {
        say("fetching the web font (npm)");
        command::run(Command::new("npm").args(["ci", "--omit=dev"]).current_dir(workspace.end2end()))
            .context("the web font comes from npm, which comes with Node")?;
    }
    let file = |path: &str| fs::read(package.join(path)).with_context(|| format!("{PACKAGE} holds no {path}"));
    Ok([
        Asset::new("source-sans-3.woff2", file("files/source-sans-3-latin-wght-normal.woff2")?),
        Asset::new("source-sans-3-latin-ext.woff2", file("files/source-sans-3-latin-ext-wght-normal.woff2")?),
        Asset::new("source-sans-3-cyrillic.woff2", file("files/source-sans-3-cyrillic-wght-normal.woff2")?),
        Asset::new("source-sans-3.LICENSE.txt", file("LICENSE")?),
    ])
}
