//! Which crate may know what.

use super::tree::Tree;
use crate::command;
use crate::site;
use crate::workspace::Workspace;
use anyhow::{Result, ensure};
use std::fs;
use toml::Table;

/// Nothing of the server is ever compiled for the browser.
const SERVER_ONLY: [&str; 5] = ["polars", "sqlx", "plotters", "tokio", "axum"];

/// Crates that hold a regular expression engine: about half a megabyte in the browser.
const REGEX: [&str; 5] = ["regex", "regex-lite", "regex-automata", "regex-syntax", "fancy-regex"];

pub fn browser_tree(workspace: &Workspace) -> Result<Vec<String>> {
    let arguments = ["tree", "--locked", "--package=hydrate", "--target=wasm32-unknown-unknown"];
    let mut cargo = workspace.cargo();
    cargo.args(arguments).args(["--edges=normal", "--prefix=none", "--format={p}"]);
    Ok(server_crates(&command::text(&mut cargo)?))
}

fn server_crates(tree: &str) -> Vec<String> {
    let first_word = |line: &str| line.split_whitespace().next().unwrap_or_default().to_owned();
    let belongs_to = |name: &str| SERVER_ONLY.iter().any(|root| name == *root || name.starts_with(&format!("{root}-")));
    let mut found: Vec<_> = tree.lines().map(first_word).filter(|name| belongs_to(name)).collect();
    found.sort();
    found.dedup();
    found
}

pub fn own_regex(workspace: &Workspace) -> Result<Vec<String>> {
    Ok(regex_users(&Tree::read(workspace)?))
}

fn regex_users(tree: &Tree) -> Vec<String> {
    let uses = |names: &[super::tree::Dependency]| names.iter().any(|one| REGEX.contains(&one.name.as_str()));
    tree.own().filter(|package| uses(&package.dependencies)).map(|package| package.name.clone()).collect()
}

/// leptos brings regex through its configuration crate, so it is in the tree; what counts is that nothing calls it and
/// the linker drops it. The linked wasm still names its functions, and panics name their files: both are looked for.
pub fn linked_wasm(workspace: &Workspace) -> Result<Vec<String>> {
    regex_in(&site::linked(workspace)?)
}

fn regex_in(wasm: &[u8]) -> Result<Vec<String>> {
    let holds = |name: &str| wasm.windows(name.len()).any(|window| window == name.as_bytes());
    // Without names the search would find nothing and prove nothing.
    ensure!(holds("hydrate_islands") || holds("leptos"), "the wasm names no functions");
    let names =
        REGEX.iter().filter(|name| **name != "regex").flat_map(|name| [(*name).to_owned(), name.replace('-', "_")]);
    Ok(names.filter(|name| holds(name)).collect())
}

/// A page that panics must cost one answer, not the server; `catch-panic` needs unwinding.
pub fn panic_strategy(workspace: &Workspace) -> Result<Vec<String>> {
    Ok(aborting_profiles(&manifest(&workspace.root.join("Cargo.toml"))?))
}

fn aborting_profiles(manifest: &Table) -> Vec<String> {
    let profiles = manifest.get("profile").and_then(toml::Value::as_table).into_iter().flatten();
    let aborts = profiles.filter(|(name, profile)| {
        *name != "wasm" && profile.get("panic").and_then(toml::Value::as_str) == Some("abort")
    });
    aborts.map(|(name, _)| format!("profile.{name}")).collect()
}

/// The two crates that are only a wasm boundary are generated code for the most part, and `unsafe` in it.
const BOUNDARIES: [&str; 2] = ["hydrate", "oracle"];

pub fn lints(workspace: &Workspace) -> Result<Vec<String>> {
    let mut lawless = Vec::new();
    for package in Tree::read(workspace)?.own().filter(|package| !BOUNDARIES.contains(&package.name.as_str())) {
        let manifest = manifest(package.manifest_path.as_ref())?;
        let lints = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        if lints != Some(true) {
            lawless.push(package.name.clone());
        }
    }
    Ok(lawless)
}

pub fn manifest(path: &std::path::Path) -> Result<Table> {
    Ok(fs::read_to_string(path)?.parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_crate_in_the_browser_is_found_under_any_of_its_names() {
        let tree = "hydrate v0.1.0 (/x)\nserde v1.0.0\ntokio v1.2.3\npolars-core v0.55.0 (*)\naxumatic v1.0.0\n";
        assert_eq!(server_crates(tree), ["polars-core", "tokio"]);
    }

    #[test]
    fn only_our_own_use_of_regex_counts() {
        let tree = Tree::of(&[("app", "MIT", &["regex-lite"]), ("leptos_config", "MIT", &["regex"])], &["app"]);
        assert_eq!(regex_users(&tree), ["app"]);
    }

    #[test]
    fn an_engine_in_the_wasm_is_found_by_function_or_file() {
        assert_eq!(regex_in(b"\0asm leptos _ZN14regex_automata4meta").unwrap(), ["regex_automata"]);
        assert_eq!(regex_in(b"\0asm leptos /regex-syntax-0.8/src/ast.rs").unwrap(), ["regex-syntax"]);
        assert!(regex_in(b"\0asm leptos set_regex").unwrap().is_empty());
        assert!(regex_in(b"\0asm stripped").is_err());
    }

    #[test]
    fn only_the_browser_may_abort() {
        let manifest =
            "[profile.wasm]\npanic = 'abort'\n[profile.dist]\npanic = 'abort'\n[profile.dev]\n".parse().unwrap();
        assert_eq!(aborting_profiles(&manifest), ["profile.dist"]);
    }
}
