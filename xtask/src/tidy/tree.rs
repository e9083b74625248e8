//! The crates of the build and who uses whom, as cargo resolves it.

use crate::command;
use crate::workspace::Workspace;
use anyhow::Result;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub struct Tree {
    pub packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
pub struct Package {
    pub id: String,
    pub name: String,
    pub version: String,
    pub license: Option<String>,
    /// None: a crate of this repository.
    pub source: Option<String>,
    pub manifest_path: String,
    pub dependencies: Vec<Dependency>,
}

/// A line of a Cargo.toml, whether or not a feature switches it on.
#[derive(Deserialize)]
pub struct Dependency {
    pub name: String,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

impl Tree {
    pub fn read(workspace: &Workspace) -> Result<Self> {
        let text = command::text(workspace.cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// The crates of this repository.
    pub fn own(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.source.is_none())
    }

    /// The names of the crates that use `name`, switched-off features left out.
    pub fn users(&self, name: &str) -> Vec<&str> {
        let by_id: BTreeMap<_, _> = self.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
        let is_used = |node: &&Node| node.dependencies.iter().any(|id| by_id.get(id) == Some(&name));
        self.resolve.nodes.iter().filter(is_used).filter_map(|node| by_id.get(&node.id).copied()).collect()
    }
}

#[cfg(test)]
impl Tree {
    /// A tree of these `(name, licence, used crates)`; names in `own` are crates of the repository.
    pub fn of(crates: &[(&str, &str, &[&str])], own: &[&str]) -> Self {
        let package = |name: &str, licence: &str| Package {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: Some(licence.to_owned()),
            source: (!own.contains(&name)).then(|| "registry+https://github.com/rust-lang/crates.io-index".to_owned()),
            manifest_path: String::new(),
            dependencies: Vec::new(),
        };
        let packages = crates.iter().map(|(name, licence, uses)| {
            let dependencies = uses.iter().map(|name| Dependency { name: (*name).to_owned() }).collect();
            Package { dependencies, ..package(name, licence) }
        });
        let node = |(name, _, uses): &(&str, &str, &[&str])| Node {
            id: (*name).to_owned(),
            dependencies: uses.iter().map(|name| (*name).to_owned()).collect(),
        };
        Self { packages: packages.collect(), resolve: Resolve { nodes: crates.iter().map(node).collect() } }
    }
}
