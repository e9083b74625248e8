//! `test`: everything that must hold, step by step, with a table of what ran, failed and could not run at the end.

pub mod native;
mod postgres;
mod prerequisites;
mod python;
mod steps;
mod summary;

pub use prerequisites::{chromium, survey_package};
pub use python::{analysts, readers};

use crate::command::say;
use crate::workspace::{self, Workspace};
use anyhow::{Result, anyhow, bail};
use std::thread;
use std::time::Instant;
use summary::{Outcome, Row, Summary};

pub use postgres::Cluster;

/// What a step needs, for when it cannot run.
pub struct Missing(pub String);

/// How a step ended, when it did not fail.
pub enum Ran {
    Passed,
    /// Less than the whole of it passed; what did.
    PassedBy(&'static str),
    /// Something outside the repository is missing.
    CouldNot(Missing),
}

/// One step of the test command.
pub struct Step {
    pub name: &'static str,
    run: fn(&Workspace) -> Result<Ran>,
}

/// Sets up, runs the steps whose name contains `filter`, and reports.
///
/// # Errors
/// When a step failed, or could not run and CI=true.
pub fn run(workspace: &Workspace, install: bool, filter: Option<&str>) -> Result<()> {
    let strict = in_ci();
    let all = steps::BROWSER.iter().chain(&steps::MACHINE).chain(&steps::BOTH);
    if !all.clone().any(|step| step.is_called(filter)) {
        let names: Vec<_> = all.map(|step| step.name).collect();
        bail!("no step is called so; the steps are: {}", names.join(", "));
    }
    let target = row("wasm target", || workspace::add_wasm_target().map(|()| Ran::Passed));
    let browser = || {
        let prepared = row("prerequisites", || prerequisites::prepare(install || strict).map(|()| Ran::Passed));
        [prepared].into_iter().chain(rows(workspace, &steps::BROWSER, filter)).collect::<Vec<_>>()
    };
    let machine = || rows(workspace, &steps::MACHINE, filter);
    let (browser, machine) = if is_new(workspace) { beside(browser, machine)? } else { (browser(), machine()) };
    let both = rows(workspace, &steps::BOTH, filter);
    let summary = Summary::from_iter([vec![target], browser, machine, both].into_iter().flatten());
    println!("{summary}");
    if summary.is_green(strict) { Ok(()) } else { bail!("not everything holds") }
}

/// Whether everything has to be compiled first. Then packages are fetched and the browser's side is built meanwhile, whose
/// linking would leave a core idle, and the site is there long before the server that carries it inside. Else the server
/// might be built twice.
fn is_new(workspace: &Workspace) -> bool {
    !workspace.built().exists()
}

/// Both at the same time.
fn beside<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> Result<(A, B)> {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        Ok((one.join().map_err(|_| anyhow!("a step came to a halt"))?, other))
    })
}

fn rows(workspace: &Workspace, steps: &[Step], filter: Option<&str>) -> Vec<Row> {
    steps.iter().filter(|step| step.is_called(filter)).map(|step| row(step.name, || (step.run)(workspace))).collect()
}

/// Whatever happens, the table at the end tells of it.
fn row(step: &'static str, run: impl FnOnce() -> Result<Ran>) -> Row {
    say(format!("test: {step}"));
    let started = Instant::now();
    let outcome = match run() {
        Ok(Ran::Passed) => Outcome::Passed,
        Ok(Ran::PassedBy(what)) => Outcome::PassedBy(what),
        Ok(Ran::CouldNot(Missing(what))) => Outcome::CouldNotRun(what),
        Err(error) => {
            say(format!("{step} FAILED: {error:#}"));
            Outcome::Failed(format!("{error:#}"))
        }
    };
    Row { step, outcome, time: started.elapsed() }
}

impl Step {
    fn is_called(&self, filter: Option<&str>) -> bool {
        filter.is_none_or(|part| self.name.contains(part))
    }
}

/// CI=true: nothing may be left out.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}
