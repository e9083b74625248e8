//! `site`: what the browser loads, under content-hashed names in target/site, for the server to embed.
//! Steps whose inputs did not change are skipped: cargo knows this for the wasm, [`wasm`] for what follows it, and a
//! file whose name holds its content needs no second look.

mod asset;
mod font;
mod manifest;
mod style;
mod wasm;

use crate::command::say;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use asset::Asset;
use std::fs;

pub use manifest::{Entry, Manifest};
pub use wasm::linked;

/// Builds the browser side and returns the list of its files.
pub fn build(workspace: &Workspace) -> Result<Manifest> {
    say("building the site");
    let mut assets = wasm::build(workspace)?;
    assets.extend(font::load(workspace)?);
    assets.push(icon(workspace)?);
    let style = style::build(&workspace.root.join("style/main.css"), &assets)?;
    assets.push(style);
    Manifest::write(&workspace.site(), &assets)
}

fn icon(workspace: &Workspace) -> Result<Asset> {
    let path = workspace.root.join("style/favicon.svg");
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Asset::new("favicon.svg", bytes))
}
