//! `demo`: the server's binary with the site inside, on the seeded region.

use crate::command::{self, say};
use crate::site;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// Builds everything and runs the demo until it is stopped. Only its links reach standard output.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    let binary = build(workspace)?;
    say("starting the demo");
    let status = Command::new(&binary).arg("demo").args(args).current_dir(&workspace.root).status()?;
    if !status.success() {
        bail!("the demo ended with {status}");
    }
    Ok(())
}

/// The site first, then the server that embeds it: the path of the finished binary.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    site::build(workspace)?;
    say("building the server");
    command::run(workspace.cargo().args(["build", "--package", "server", "--bin", "bedarfskompass"]))?;
    Ok(workspace.built())
}
