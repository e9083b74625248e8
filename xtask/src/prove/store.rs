//! Proofs that go past HTTP: a test does the work, as often as it is told, and writes down its figures.

use super::Run;
use super::figure::Figure;
use crate::check::{Cluster, native};
use crate::command;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Whose answer is whose, after the end?
pub fn linkage(run: &Run<'_>) -> Result<Vec<Figure>> {
    on_both("linkage::", "BEDARFSKOMPASS_LINKAGE_RUNS", run)?;
    // How long an answer waits for the mixing, with nothing beside it. Its figures stand behind those before, in one file.
    on_both("mixing_never_holds_the_writer", "BEDARFSKOMPASS_LINKAGE_RUNS", run)
}

/// What is left when the power fails, and when a PostgreSQL that is ours alone falls over?
pub fn power(run: &Run<'_>) -> Result<Vec<Figure>> {
    on_both("power::", "BEDARFSKOMPASS_POWER_IMAGES", run)
}

/// One code, many devices: through every layer of the server and in the store, on both databases. And whoever guesses.
pub fn codes(run: &Run<'_>) -> Result<Vec<Figure>> {
    on_both("one_code", "BEDARFSKOMPASS_CODE_ROUNDS", run)
}

/// Runs the tests whose name contains `filter` on both databases, as often as `variable` tells them.
fn on_both(filter: &str, variable: &str, run: &Run<'_>) -> Result<Vec<Figure>> {
    let cluster = match Cluster::start()? {
        Ok(cluster) => Some(cluster),
        // The claim is about both databases.
        Err(missing) if run.is_full => bail!("{}", missing.0),
        Err(_) => None,
    };
    let url = cluster.as_ref().map(|cluster| ("BEDARFSKOMPASS_TEST_POSTGRES", cluster.url().into()));
    let rounds = (variable, run.trials.to_string().into());
    test(filter, [rounds].into_iter().chain(url), run)
}

/// Runs the tests whose name contains `filter` and reads the figures that they write down.
pub(super) fn test<'a>(
    filter: &str,
    environment: impl IntoIterator<Item = (&'a str, OsString)>,
    run: &Run<'_>,
) -> Result<Vec<Figure>> {
    let figures = run.folder.join("figures");
    // The packages together, as the test command builds them: nothing is compiled a second time.
    let mut cargo = native::cargo(&Workspace::find()?, "test")?;
    cargo.args(["--test=it", "--no-fail-fast", "--", filter, "--test-threads=2"]);
    cargo.envs(environment).env("BEDARFSKOMPASS_FIGURES", &figures);
    counted(&mut cargo, &figures)
}

/// Runs tests that write their figures to a file.
pub(super) fn counted(cargo: &mut Command, figures: &Path) -> Result<Vec<Figure>> {
    let passed = command::run(cargo);
    let lines = fs::read_to_string(figures).unwrap_or_default();
    let figures = lines.lines().map(read).collect::<Result<Vec<_>>>()?;
    if figures.iter().all(Figure::holds) {
        // Else the figures say what was wrong, and are put on record.
        passed?;
    }
    ensure!(!figures.is_empty(), "the tests wrote no figures");
    Ok(figures)
}

/// Name, value, and what it must be, with tabs between.
fn read(line: &str) -> Result<Figure> {
    let mut parts = line.split('\t');
    let name = parts.next().context("no name")?;
    let figure = Figure::new(name, parts.next().context("no value")?.parse()?);
    match parts.next() {
        None | Some("") => Ok(figure),
        Some(bar) => Ok(figure.must_be(bar.parse()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::figure::Bar;
    use super::*;

    #[test]
    fn a_line_is_a_figure() {
        assert_eq!(read("links\t3\tat most 234").unwrap(), Figure::new("links", 3).must_be(Bar::AtMost(234)));
        assert_eq!(read("links\t3\t0").unwrap(), Figure::none("links", 3));
        assert_eq!(read("links\t3\t").unwrap(), Figure::new("links", 3));
        assert!(read("links").is_err() && read("links\t3\tfew").is_err());
    }
}
