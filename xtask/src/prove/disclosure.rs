//! The attack on what is released: a test of the crate does the work, as often as it is told, and writes down its figures.

use super::Run;
use super::figure::Figure;
use super::store::counted;
use crate::check::native;
use crate::workspace::Workspace;
use anyhow::Result;

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    let workspace = Workspace::find()?;
    let figures = run.folder.join("figures");
    let mut cargo = match run.is_full {
        // Apart and optimised, or it would take ten times as long.
        true => {
            let mut cargo = workspace.cargo();
            cargo.args(["test", "--release", "--package=disclosure"]);
            cargo
        }
        false => native::cargo(&workspace, "test")?,
    };
    cargo.arg("--test=it");
    cargo.args(["--no-fail-fast", "--", "nothing_hidden_can_be_worked_out", "few_more_cells_are_hidden"]);
    cargo.env("BEDARFSKOMPASS_DATASETS", run.trials.to_string()).env("BEDARFSKOMPASS_FIGURES", &figures);
    counted(&mut cargo, &figures)
}
