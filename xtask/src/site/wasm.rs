//! Script and wasm: cargo links, wasm-bindgen writes the glue (in this process, at the version of Cargo.lock),
//! wasm-opt makes it a little smaller where a new one is installed.

use super::asset::{Asset, digest};
use crate::command::{self, say};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// `hydrate.js`, `hydrate.wasm` and the small scripts that crates bring along.
pub fn build(workspace: &Workspace) -> Result<Vec<Asset>> {
    command::run(&mut workspace.cargo_for_browser("build", "hydrate")?)?;
    let wasm = fs::read(workspace.wasm("hydrate"))?;
    let optimiser = optimiser()?;
    let key = digest(&[wasm.as_slice(), optimiser.version.as_bytes()].concat());
    let bound = workspace.root.join("target/bound");
    let folder = bound.join(key);
    if !folder.exists() {
        bind(&wasm, &optimiser, &bound, &folder)?;
    }
    collect(&folder)
}

/// What the served wasm was made from: as linked, with the names of its functions.
///
/// # Errors
/// When the site was not built yet.
pub fn linked(workspace: &Workspace) -> Result<Vec<u8>> {
    let made = fs::read_dir(workspace.root.join("target/bound")).into_iter().flatten().flatten().next();
    let folder = made.context("run `cargo xtask site` first")?;
    Ok(fs::read(folder.path().join(LINKED))?)
}

const LINKED: &str = "linked.wasm";

/// wasm-opt, where there is a new one. Without it the site works the same and is a little larger.
struct Optimiser {
    program: Option<PathBuf>,
    version: String,
}

/// Older ones mix up the table of functions and that of JavaScript values: they make a wasm that does not start.
const OLDEST_OPTIMISER: u32 = 116;

fn optimiser() -> Result<Optimiser> {
    if let Some(program) = command::find(&["wasm-opt"]) {
        let version = command::text(Command::new(&program).arg("--version"))?;
        if number(&version) >= Some(OLDEST_OPTIMISER) {
            return Ok(Optimiser { program: Some(program), version });
        }
    }
    Ok(Optimiser { program: None, version: "none".to_owned() })
}

/// 132 of "wasm-opt version 132 (version_132)"; `None` if it says something else.
fn number(version: &str) -> Option<u32> {
    version.split_whitespace().find_map(|word| word.parse().ok())
}

/// Fills `folder`. Work that was broken off leaves only a folder of another name, swept by the next run.
fn bind(wasm: &[u8], optimiser: &Optimiser, bound: &Path, folder: &Path) -> Result<()> {
    say("binding and optimising the wasm");
    if bound.exists() {
        fs::remove_dir_all(bound)?;
    }
    let part = bound.join("part");
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("hydrate", wasm.to_vec()).web(true)?;
    bindgen.typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(&part).context("wasm-bindgen")?;
    if let Some(program) = &optimiser.program {
        shrink(program, &part.join("hydrate_bg.wasm"))?;
    }
    fs::write(part.join(LINKED), wasm)?;
    Ok(fs::rename(part, folder)?)
}

/// The features are those that rustc switches on for wasm32-unknown-unknown and every targeted browser knows.
fn shrink(program: &Path, wasm: &Path) -> Result<()> {
    let features =
        ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];
    let features = features.map(|feature| format!("--enable-{feature}"));
    command::run(Command::new(program).arg("-Oz").args(features).arg(wasm).arg("-o").arg(wasm))
}

/// The snippets stand beside the script instead of in folders, under hashed names that the script is told.
fn collect(folder: &Path) -> Result<Vec<Asset>> {
    let mut script = fs::read_to_string(folder.join("hydrate.js"))?;
    let mut assets = vec![Asset::new("hydrate.wasm", fs::read(folder.join("hydrate_bg.wasm"))?)];
    for path in snippets(&folder.join("snippets"))? {
        let within = path.strip_prefix(folder)?.to_string_lossy().into_owned();
        let asset = Asset::new(within.replace('/', "-"), fs::read(&path)?);
        script = script.replace(&format!("./{within}"), &format!("./{}", asset.file()));
        assets.push(asset);
    }
    assets.push(Asset::new("hydrate.js", script));
    Ok(assets)
}

/// All files below `folder`, which need not exist, in a fixed order.
fn snippets(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.exists() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { files.extend(snippets(&path)?) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_or_unknown_optimiser_is_left_alone() {
        let is_used = |version| number(version) >= Some(OLDEST_OPTIMISER);
        assert!(is_used("wasm-opt version 132 (version_132)"));
        assert!(is_used("wasm-opt version 116"));
        assert!(!is_used("wasm-opt version 108"));
        assert!(!is_used("wasm-opt unknown"));
    }

    #[test]
    fn the_script_finds_its_snippets_under_their_hashed_names() {
        let folder = tempfile::tempdir().unwrap();
        let snippet = folder.path().join("snippets/crate-1a/inline0.js");
        fs::create_dir_all(snippet.parent().unwrap()).unwrap();
        fs::write(&snippet, "export const x = 1").unwrap();
        fs::write(folder.path().join("hydrate.js"), "import { x } from './snippets/crate-1a/inline0.js';").unwrap();
        fs::write(folder.path().join("hydrate_bg.wasm"), "wasm").unwrap();
        let assets = collect(folder.path()).unwrap();
        let by_name = |name: &str| assets.iter().find(|asset| asset.name == name).unwrap();
        let served = by_name("snippets-crate-1a-inline0.js").file();
        assert_eq!(by_name("hydrate.js").bytes, format!("import {{ x }} from './{served}';").into_bytes());
        assert_eq!(assets.len(), 3);
    }
}
