//! `demo` and `dist`: the server's binary with the site inside.

use crate::command::{self, say};
use crate::site;
use crate::workspace::{Profile, Workspace};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Builds everything and runs the demo until it is stopped. Only its links reach standard output.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    let binary = build(workspace, Profile::Dev)?;
    say("starting the demo");
    let status = Command::new(&binary).arg("demo").args(args).current_dir(&workspace.root).status()?;
    if !status.success() {
        bail!("the demo ended with {status}");
    }
    Ok(())
}

/// The site first, then the server that embeds it: the path of the finished binary.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    site::build(workspace)?;
    say("building the server");
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "server", "--bin", "bedarfskompass"]);
    if profile == Profile::Dist {
        cargo.args(["--profile", "dist"]);
    }
    command::run(&mut cargo)?;
    let built = workspace.built(profile);
    match profile {
        Profile::Dev => Ok(built),
        Profile::Dist => deliver(workspace, built),
    }
}

/// The deployable binary in its promised place, also where cargo builds elsewhere.
fn deliver(workspace: &Workspace, built: PathBuf) -> Result<PathBuf> {
    let dist = workspace.dist();
    if built != dist {
        fs::create_dir_all(dist.parent().context("a file has a folder")?)?;
        fs::copy(&built, &dist)?;
    }
    Ok(dist)
}
