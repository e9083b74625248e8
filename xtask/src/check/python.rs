//! Python with what a test or a measurement needs, in environments of their own under the build folder.

use super::Missing;
use crate::command::{self, say};
use crate::workspace::Workspace;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The system's own.
pub fn program() -> Option<PathBuf> {
    command::find(&["python3"])
}

/// A Python that reads the files for analysts. PSPP reads beside it.
pub fn readers(workspace: &Workspace) -> Result<Result<PathBuf, Missing>> {
    if command::find(&["pspp-convert"]).is_none() {
        return Ok(Err(Missing("PSPP is missing".to_owned())));
    }
    environment(workspace, "readers", "server/exports/tests/readers/requirements.txt")
}

/// A Python with what analysts reckon with.
pub fn analysts(workspace: &Workspace) -> Result<Result<PathBuf, Missing>> {
    environment(workspace, "analysts", "xtask/src/bench/tools/requirements.txt")
}

/// The environment of this name with the packages of a list in the repository: installed when it is first asked for, and
/// again when other versions are wanted.
fn environment(workspace: &Workspace, name: &str, list: &str) -> Result<Result<PathBuf, Missing>> {
    let Some(python) = program() else { return Ok(Err(Missing("Python is missing".to_owned()))) };
    let (wanted, folder) = (workspace.root.join(list), workspace.target.join(name));
    let (own, installed) = (folder.join("bin/python"), folder.join("installed.txt"));
    let versions = fs::read_to_string(&wanted)?;
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == versions) {
        return Ok(Ok(own));
    }
    let packages = versions.lines().collect::<Vec<_>>().join(", ");
    say(format!("installing {packages} for Python"));
    let made = command::run(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder));
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    if let Err(error) = made.and_then(|()| command::run(Command::new(&own).args(pip).arg(&wanted))) {
        return Ok(Err(Missing(format!("{packages} cannot be installed for Python: {error:#}"))));
    }
    fs::write(&installed, versions)?;
    Ok(Ok(own))
}
