//! `test`: everything that must hold, step by step, with a table of what ran, failed and could not run at the end.

mod postgres;
mod prerequisites;
mod steps;
mod summary;

pub use prerequisites::{chromium, readers};

use crate::command::say;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::time::Instant;
use summary::{Outcome, Row, Summary};

pub use postgres::Cluster;
pub use steps::NATIVE;

/// What a step needs, for when it cannot run.
pub struct Missing(pub String);

/// How a step ended, when it did not fail.
pub enum Ran {
    Passed,
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
    let steps: Vec<_> = steps::STEPS.iter().filter(|step| filter.is_none_or(|part| step.name.contains(part))).collect();
    if steps.is_empty() {
        let names: Vec<_> = steps::STEPS.iter().map(|step| step.name).collect();
        bail!("no step is called so; the steps are: {}", names.join(", "));
    }
    prerequisites::prepare(install || strict)?;
    let mut summary = Summary::default();
    for step in steps {
        say(format!("test: {}", step.name));
        let started = Instant::now();
        let outcome = match (step.run)(workspace) {
            Ok(Ran::Passed) => Outcome::Passed,
            Ok(Ran::CouldNot(Missing(what))) => Outcome::CouldNotRun(what),
            Err(error) => {
                say(format!("{} FAILED: {error:#}", step.name));
                Outcome::Failed(format!("{error:#}"))
            }
        };
        summary.add(Row { step: step.name, outcome, time: started.elapsed() });
    }
    println!("{summary}");
    if summary.is_green(strict) { Ok(()) } else { bail!("not everything holds") }
}

/// CI=true: nothing may be left out.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}
