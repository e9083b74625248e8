//! Proofs that go past HTTP: a test of the store does the work, as often as it is told, and writes down its figures.

use super::Figure;
use crate::command;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Whose answer is whose, after the end?
pub fn linkage(_: &Path, folder: &Path, runs: u32) -> Result<Vec<Figure>> {
    run("linkage::", "BEDARFSKOMPASS_LINKAGE_RUNS", folder, runs)
}

/// One code, many devices: through every layer of the server on SQLite, and in the store on both databases.
pub fn codes(_: &Path, folder: &Path, rounds: u32) -> Result<Vec<Figure>> {
    run("one_code_sent", "BEDARFSKOMPASS_CODE_ROUNDS", folder, rounds)
}

/// Runs the tests whose name contains `filter`.
fn run(filter: &str, variable: &str, folder: &Path, times: u32) -> Result<Vec<Figure>> {
    let workspace = Workspace::find()?;
    let figures = folder.join("figures");
    let cluster = crate::check::Cluster::start()?.ok();
    let mut cargo = workspace.cargo();
    // The packages together, as the test command builds them: nothing is compiled a second time.
    cargo.args(["test", "--test=it"]).args(crate::check::NATIVE.map(|name| format!("--package={name}")));
    cargo.args(["--", filter, "--test-threads=2"]);
    cargo.env(variable, times.to_string()).env("BEDARFSKOMPASS_FIGURES", &figures);
    if let Some(cluster) = &cluster {
        cargo.env("BEDARFSKOMPASS_TEST_POSTGRES", cluster.url());
    }
    command::run(&mut cargo)?;
    let lines = fs::read_to_string(&figures).context("the tests wrote no figures")?;
    let figures = lines.lines().map(read).collect::<Result<Vec<_>>>()?;
    ensure!(!figures.is_empty(), "the tests wrote no figures");
    Ok(figures)
}

/// Name, value, and what it must be, with tabs between.
fn read(line: &str) -> Result<Figure> {
    let mut parts = line.split('\t');
    let name = parts.next().context("no name")?.to_owned();
    let value = parts.next().context("no value")?.parse()?;
    let bar = parts.next().filter(|bar| !bar.is_empty());
    // The few figures of a proof live as long as the program.
    Ok(Figure { name: name.leak(), value, must_be: bar.map(str::parse).transpose()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_figure() {
        let figure = read("links beyond the bound\t3\t0").unwrap();
        assert_eq!((figure.name, figure.value, figure.must_be), ("links beyond the bound", 3, Some(0)));
        assert_eq!(read("links\t3\t").unwrap().must_be, None);
        assert!(read("links").is_err());
    }
}
