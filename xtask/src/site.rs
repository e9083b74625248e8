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
    for name in ["keep.js", "kiosk.js"] {
        assets.push(script(workspace, name)?);
    }
    let style = style::build(&workspace.root.join("style/main.css"), &assets)?;
    assets.push(style);
    Manifest::write(&workspace.site(), &assets)
}

/// A script that stands by itself, without its comments and the blanks before its lines.
fn script(workspace: &Workspace, name: &str) -> Result<Asset> {
    let path = workspace.root.join("app/src/document").join(name);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Asset::new(name, bare(&text)))
}

fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn icon(workspace: &Workspace) -> Result<Asset> {
    let path = workspace.root.join("style/favicon.svg");
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Asset::new("favicon.svg", bytes))
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_script_keeps_its_lines_and_loses_what_is_said_about_them() {
        assert_eq!(bare("// says\nif (a) {\n  // so\n  b(\"//\");\n\n}\n"), "if (a) {\nb(\"//\");\n}");
    }
}
