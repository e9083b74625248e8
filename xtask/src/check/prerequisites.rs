//! What the tests need from outside the repository: found, installed where that was asked for, or named.

use super::{Missing, python};
use crate::command::{self, say};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program of the system, where it may be, and the Debian packages that bring it.
struct Tool {
    what: &'static str,
    packages: &'static [&'static str],
    found: fn() -> Option<PathBuf>,
}

const TOOLS: [Tool; 7] = [
    Tool { what: "Node", packages: &["nodejs", "npm"], found: || command::find(&["npm"]) },
    Tool { what: "Chromium", packages: &["chromium-headless-shell"], found: chromium },
    Tool { what: "PostgreSQL", packages: &["postgresql"], found: || postgres("initdb") },
    // What reads the files for analysts.
    Tool { what: "Python", packages: &["python3", "python3-venv"], found: python::program },
    Tool { what: "PSPP", packages: &["pspp"], found: || command::find(&["pspp-convert"]) },
    // What the statistics are held against.
    Tool {
        what: "R with its packages survey and MASS",
        packages: &["r-base-core", "r-cran-survey", "r-cran-mass"],
        found: || survey_package().ok(),
    },
    Tool {
        what: "wasm-opt (optional: a smaller site)",
        packages: &["binaryen"],
        found: || command::find(&["wasm-opt"]),
    },
];

/// Brings what can be brought. What is still missing afterwards is reported by the steps that need it.
pub fn prepare(install: bool) -> Result<()> {
    let missing: Vec<_> = TOOLS.iter().filter(|tool| (tool.found)().is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = missing.iter().map(|tool| tool.what).collect();
    let packages: Vec<_> = missing.iter().flat_map(|tool| tool.packages).copied().collect();
    say(format!("missing: {}", names.join(", ")));
    if install && is_root()? && Path::new("/etc/debian_version").exists() {
        return install_packages(&packages);
    }
    say(format!("on Debian: sudo apt-get install --no-install-recommends {}", packages.join(" ")));
    Ok(())
}

/// Chromium or whatever CHROMIUM names. The one without windows is asked for first: the same pages, a fifth less to do
/// for each of them, and no desktop libraries to install.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| command::find(&["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]))
}

/// A program of PostgreSQL. Debian keeps them off the PATH, one folder a version; the newest is taken.
pub fn postgres(program: &str) -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest =
        folders.map(|folder| folder.path()).filter(|path| version(path).is_some()).max_by_key(|path| version(path));
    let debian = newest.map(|folder| folder.join("bin").join(program)).filter(|path| path.is_file());
    debian.or_else(|| command::find(&[program]))
}

pub fn node() -> Result<PathBuf, Missing> {
    command::find(&["node"]).ok_or_else(|| Missing("Node is missing".to_owned()))
}

/// An Rscript that finds `survey`, and `MASS`, which one of its tests calls without depending on it.
pub fn survey_package() -> Result<PathBuf, Missing> {
    let rscript = command::find(&["Rscript"]).ok_or_else(|| Missing("R is missing".to_owned()))?;
    let found = Command::new(&rscript).args(["--vanilla", "-e", "find.package(c('survey', 'MASS'))"]).output();
    match found {
        Ok(found) if found.status.success() => Ok(rscript),
        _ => Err(Missing("R's packages survey and MASS are missing".to_owned())),
    }
}

pub fn is_root() -> Result<bool> {
    Ok(command::text(Command::new("id").arg("-u"))?.trim() == "0")
}

fn install_packages(packages: &[&str]) -> Result<()> {
    say(format!("installing {}", packages.join(" ")));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(["--quiet", "--yes"]);
        apt
    };
    command::run(apt().arg("update"))?;
    command::run(apt().args(["install", "--no-install-recommends"]).args(packages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_program_is_found_where_there_is_none() {
        assert_eq!(postgres("no-such-program"), None);
    }
}
