//! The steps of the test command.

use super::postgres::Cluster;
use super::prerequisites::{chromium, node, survey_package};
use super::python::readers;
use super::{Missing, Ran, Step, in_ci, native};
use crate::command;
use crate::workspace::Workspace;
use crate::{prove, site, tidy};
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::process::Command;

/// What is built for the browser.
pub const BROWSER: [Step; 4] = [
    Step { name: "packages", run: packages },
    Step { name: "site", run: |workspace| site::build(workspace).map(|_| Ran::Passed) },
    Step { name: "oracle in wasm", run: oracle },
    Step { name: "clippy in wasm", run: clippy_in_wasm },
];

/// What is built for this machine.
pub const MACHINE: [Step; 3] =
    [Step { name: "format", run: format }, Step { name: "build", run: build }, Step { name: "clippy", run: clippy }];

/// What is done with both, cheapest first.
pub const BOTH: [Step; 5] = [
    Step { name: "tidy", run: |workspace| tidy::run(workspace).map(|()| Ran::Passed) },
    Step { name: "licences and bans", run: deny },
    Step { name: "tests", run: tests },
    Step { name: "end to end", run: end_to_end },
    Step { name: "proofs (samples)", run: proofs },
];

fn format(workspace: &Workspace) -> Result<Ran> {
    passed(workspace.cargo().args(["fmt", "--all", "--check"]))
}

fn packages(workspace: &Workspace) -> Result<Ran> {
    // Fetched meanwhile; the step that needs them says what is missing.
    readers(workspace)?.ok();
    if command::find(&["npm"]).is_none() {
        return could_not("npm is missing");
    }
    let mut npm = Command::new("npm");
    // The browser is the system's; nothing is downloaded behind npm's back.
    npm.arg("ci").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").current_dir(workspace.end2end());
    passed(&mut npm)
}

fn tests(workspace: &Workspace) -> Result<Ran> {
    let cluster = match Cluster::start()? {
        Ok(cluster) => Some(cluster),
        Err(missing) if in_ci() => return Ok(Ran::CouldNot(missing)),
        Err(_) => None,
    };
    // The server's tests fetch every asset from the binary.
    site::build(workspace)?;
    let mut cargo = native::cargo(workspace, "test")?;
    cargo.arg("--no-fail-fast");
    cargo.env("BEDARFSKOMPASS_SHARED", shared(workspace)?);
    // Some tests wait, like those of six weeks of mails: one more than there are cores keeps all of them busy.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cargo.env("RUST_TEST_THREADS", (cores + 1).to_string());
    if let Some(cluster) = &cluster {
        cargo.env("BEDARFSKOMPASS_TEST_POSTGRES", cluster.url());
    }
    command::run(&mut cargo)?;
    command::run(&mut native::cargo_of_xtask(workspace, "test")?)?;
    match cluster {
        Some(_) => Ok(Ran::Passed),
        None => could_not("passed on SQLite, but PostgreSQL is missing"),
    }
}

/// The families of reference cases that may not be carried here lie beside the repository.
fn shared(workspace: &Workspace) -> Result<PathBuf> {
    match std::env::var_os("BEDARFSKOMPASS_SHARED") {
        Some(folder) => Ok(folder.into()),
        None => Ok(workspace.root.parent().context("the repository lies in a folder")?.join("shared")),
    }
}

fn oracle(workspace: &Workspace) -> Result<Ran> {
    let node = match node() {
        Ok(node) => node,
        Err(missing) => return Ok(Ran::CouldNot(missing)),
    };
    command::run(&mut native::linting(workspace.cargo_for_browser("build", "oracle")?)?)?;
    passed(
        Command::new(node)
            .arg("domain/oracle/run.mjs")
            .arg(workspace.wasm("oracle"))
            .arg("domain/tests/cases")
            .current_dir(&workspace.root),
    )
}

fn end_to_end(workspace: &Workspace) -> Result<Ran> {
    let Some(chromium) = chromium() else { return could_not("Chromium is missing") };
    if !workspace.end2end().join("node_modules/@playwright/test").exists() {
        return could_not("the npm packages are missing");
    }
    let mut npm = Command::new("npm");
    npm.arg("test").current_dir(workspace.end2end());
    npm.env("BEDARFSKOMPASS_BIN", binary(workspace)?).env("CHROMIUM", chromium);
    passed(&mut npm)
}

fn proofs(workspace: &Workspace) -> Result<Ran> {
    if chromium().is_none() {
        return could_not("Chromium is missing");
    }
    let binary = binary(workspace)?;
    prove::PROOFS.iter().try_for_each(|proof| proof.sample(workspace, &binary))?;
    Ok(match readers(workspace)?.and(survey_package()) {
        Ok(_) => Ran::Passed,
        Err(Missing(what)) => Ran::CouldNot(Missing(format!("all but what asks other programs passed: {what}"))),
    })
}

/// The binary as the tests have built it, and already there when they ran: a plain build would switch off what the
/// tests' own dependencies switch on, and compile polars and all else a second time.
fn binary(workspace: &Workspace) -> Result<PathBuf> {
    site::build(workspace)?;
    command::run(native::cargo(workspace, "build")?.args(["--bin=bedarfskompass", "--test=it"]))?;
    Ok(workspace.built())
}

/// Everything that the tests run, and what they leave out of the commands: the program itself.
fn compiled(workspace: &Workspace) -> Result<[Command; 3]> {
    let mut all = [
        native::cargo(workspace, "test")?,
        native::cargo_of_xtask(workspace, "test")?,
        native::cargo_of_xtask(workspace, "build")?,
    ];
    let [tests, tests_of_xtask, _] = &mut all;
    tests.arg("--no-run");
    tests_of_xtask.arg("--no-run");
    Ok(all)
}

fn build(workspace: &Workspace) -> Result<Ran> {
    compiled(workspace)?.iter_mut().try_for_each(command::run)?;
    Ok(Ran::Passed)
}

fn clippy(workspace: &Workspace) -> Result<Ran> {
    compiled(workspace)?.iter_mut().try_for_each(native::without_warnings)?;
    Ok(Ran::Passed)
}

/// The browser's side is another world: other features, other target. On top of what the site was made of, as a plain
/// library that is not optimised, because only its lints are of interest.
fn clippy_in_wasm(workspace: &Workspace) -> Result<Ran> {
    native::without_warnings(&mut native::linting(workspace.cargo_for_browser("build", "oracle")?)?)?;
    let mut hydrate = native::linting(workspace.cargo_for_browser("rustc", "hydrate")?)?;
    hydrate.arg("--crate-type=rlib");
    for name in ["domain", "app", "hydrate"] {
        hydrate.arg("--config").arg(format!("profile.wasm.package.{name}.opt-level=0"));
    }
    native::without_warnings(&mut hydrate)?;
    Ok(Ran::Passed)
}

/// deny.toml by its own tool where that is installed; `tidy` has read the essential rules of the same file by then.
fn deny(workspace: &Workspace) -> Result<Ran> {
    if command::find(&["cargo-deny"]).is_some() {
        return passed(workspace.cargo().args(["deny", "check", "bans", "licenses", "sources"]));
    }
    let found = tidy::licences(workspace)?;
    ensure!(found.is_empty(), "{}", found.join("; "));
    Ok(Ran::PassedBy("the lists of deny.toml by our own check; cargo-deny is not installed"))
}

fn passed(command: &mut Command) -> Result<Ran> {
    command::run(command).map(|()| Ran::Passed)
}

fn could_not(why: &str) -> Result<Ran> {
    Ok(Ran::CouldNot(Missing(why.to_owned())))
}
