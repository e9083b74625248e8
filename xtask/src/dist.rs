//! `dist`: the deployable binary. It is built twice: the first one counts what runs on a survey's day, and from that the
//! compiler of the second knows what to make quick, what to keep small and what to lay side by side (Pettis and Hansen
//! 1990, Profile guided code positioning). A page runs through a little code of very many functions, so most of its time
//! goes into fetching instructions.

mod training;

use crate::command::{self, say};
use crate::site;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What counts is not optimised across crates: it is thrown away after a day, and the counters stand in each function before
/// that. As flags, because another profile would give every symbol another name, and counts are found again by name.
const UNLINKED: [&str; 2] = ["-Clinker-plugin-lto=no", "-Clto=off"];

/// Builds everything: the path of the finished binary.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    site::build(workspace)?;
    let host = host()?;
    let profile = profile(workspace, &host)?;
    say("building the server");
    let built = compile(workspace, &host, &[format!("-Cprofile-use={}", profile.display())])?;
    deliver(workspace, &built)
}

/// What the instrumented binary counted. The same sources are not tried out twice: a new profile would be a new build.
fn profile(workspace: &Workspace, host: &str) -> Result<PathBuf> {
    let folder = workspace.target.join("profile");
    let counts = folder.join("counts");
    say("building the server that counts what it runs through");
    let mut flags = vec![format!("-Cprofile-generate={}", counts.display())];
    flags.extend(UNLINKED.map(str::to_owned));
    let built = compile(workspace, host, &flags)?;
    let profile = folder.join(fingerprint(&built)?).with_extension("profdata");
    if profile.exists() {
        return Ok(profile);
    }
    if counts.exists() {
        fs::remove_dir_all(&counts)?;
    }
    fs::create_dir_all(&counts)?;
    // The next build leaves its own in this place.
    let counting = folder.join("counting");
    fs::copy(&built, &counting)?;
    say("a survey's day, counted");
    training::a_day(&counting, &folder)?;
    merge(&counts, &profile, host)?;
    Ok(profile)
}

/// Under the name of the target, so that cargo keeps the flags away from what runs while building.
fn compile(workspace: &Workspace, host: &str, flags: &[String]) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "server", "--bin", "bedarfskompass", "--profile", "dist", "--target", host]);
    // Incremental units are small, and nothing is optimised across them.
    cargo.env("RUSTFLAGS", flags.join(" ")).env("CARGO_INCREMENTAL", "0");
    command::run(&mut cargo)?;
    Ok(workspace.target.join(host).join("dist/bedarfskompass"))
}

fn merge(counts: &Path, profile: &Path, host: &str) -> Result<()> {
    let tool = profdata(host)?;
    let mut merge = Command::new(tool);
    merge.args(["merge", "--output"]).arg(profile).arg(counts);
    command::run(&mut merge)
}

/// The tool comes with the compiler, whose format it must know.
fn profdata(host: &str) -> Result<PathBuf> {
    let root = command::text(Command::new("rustc").args(["--print", "sysroot"]))?;
    let tool = Path::new(root.trim()).join("lib/rustlib").join(host).join("bin/llvm-profdata");
    if !tool.exists() {
        say("adding the compiler's tools");
        command::run(Command::new("rustup").args(["component", "add", "llvm-tools"]))?;
    }
    Ok(tool)
}

/// The triple of this machine.
fn host() -> Result<String> {
    let version = command::text(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

fn fingerprint(file: &Path) -> Result<String> {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(fs::read(file)?);
    Ok(digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// The deployable binary in its promised place, also where cargo builds elsewhere.
fn deliver(workspace: &Workspace, built: &Path) -> Result<PathBuf> {
    let dist = workspace.dist();
    fs::create_dir_all(dist.parent().context("a file has a folder")?)?;
    // Put in the place of the old one, which may be running.
    let new = dist.with_extension("new");
    fs::copy(built, &new)?;
    fs::rename(new, &dist)?;
    Ok(dist)
}
