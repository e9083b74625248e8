//! Where things are in this repository.

use crate::check;
use crate::command::{self, say};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository and its build folder.
pub struct Workspace {
    pub root: PathBuf,
    /// Cargo's target folder, wherever CARGO_TARGET_DIR or a configuration puts it.
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo, so that it is right from every folder of the repository.
    pub fn find() -> Result<Self> {
        let text = command::text(cargo().args(["metadata", "--no-deps", "--format-version", "1", "--offline"]))?;
        let metadata: Value = serde_json::from_str(&text)?;
        let folder = |name: &str| metadata[name].as_str().map(PathBuf::from).with_context(|| format!("no {name}"));
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    /// What the server embeds. Always inside the repository, because the server's build looks for it there.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// The folder of the web font and the end-to-end tests.
    pub fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// Where cargo leaves the server's binary of demo and test.
    pub fn built(&self) -> PathBuf {
        self.target.join("debug/bedarfskompass")
    }

    /// The binary that is deployed and measured.
    pub fn dist(&self) -> PathBuf {
        self.root.join("target/dist/bedarfskompass")
    }

    /// A cargo command that runs at the root of the repository.
    pub fn cargo(&self) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root);
        command
    }

    /// A cargo command on a crate for the browser, whose wasm has the names of its functions and of no folder of this
    /// machine.
    pub fn cargo_for_browser(&self, verb: &str, package: &str) -> Result<Command> {
        add_wasm_target()?;
        let mut cargo = self.cargo();
        cargo.args([verb, "--package", package, "--target", "wasm32-unknown-unknown", "--profile", "wasm"]);
        cargo.arg("--config").arg(nameless_sources()?);
        // The tidy checks read the names; wasm-bindgen takes them out of what is served.
        cargo.env("CARGO_PROFILE_WASM_STRIP", "none");
        Ok(cargo)
    }

    /// Where cargo leaves the wasm of this crate.
    pub fn wasm(&self, package: &str) -> PathBuf {
        self.target.join("wasm32-unknown-unknown/wasm").join(package).with_extension("wasm")
    }
}

/// rust-toolchain.toml names the target, but rustup brings it along only where it installs the toolchain itself.
pub fn add_wasm_target() -> Result<()> {
    let target = ["--target", "wasm32-unknown-unknown"];
    let libraries = command::text(Command::new("rustc").args(["--print", "target-libdir"]).args(target))?;
    if !Path::new(libraries.trim()).exists() {
        say("adding the wasm target");
        command::run(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]))?;
    }
    Ok(())
}

/// Messages of panics name the source file. Where cargo keeps it is nobody's affair, and the same sources should
/// become the same wasm everywhere.
fn nameless_sources() -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).context("no folder of cargo")?;
    let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let flags = registries.map(|registry| format!("--remap-path-prefix={}=.", registry.path().display()));
    Ok(format!("target.wasm32-unknown-unknown.rustflags={}", Value::from_iter(flags)))
}

/// The cargo that runs this program.
fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    if check::in_ci() {
        // What is built once and thrown away keeps no notes for the next time: less to write, fewer and larger units. A
        // panic names its line without debug information.
        command.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "none");
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_the_wasm_target_after_asking_for_it() {
        add_wasm_target().unwrap();
    }
}
