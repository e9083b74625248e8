//! Our statistics beside the tools an analyst would use: the same file, the same figures, the same machine, the same run.
//!
//! Ours are measured as whole processes, which is what an analyst waits for. So are theirs, and besides without the start
//! of Python and its imports. What we work out beyond their figures (intervals, tests, ranks) is in our time only.

mod data;
mod same;

use super::{Bench, Figure};
use crate::check;
use crate::command::{self, say};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 5;
const LIBRARIES: [&str; 2] = ["pandas", "polars"];

/// A piece of work, as it is asked of `analyse` and of a script.
struct Work {
    name: &'static str,
    ours: Vec<String>,
    theirs: Vec<&'static str>,
}

/// What came out, and after how many milliseconds.
struct Done {
    figures: Value,
    process: f64,
    /// As the tool itself has measured, where it does.
    inside: Option<f64>,
}

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let folder = bench.data("tools");
    fs::create_dir_all(&folder)?;
    let file = folder.join("ratings.csv");
    data::write(&file, data::ROWS)?;
    let workspace = Workspace::find()?;
    let python = match check::analysts(&workspace)? {
        Ok(python) => Some(python),
        Err(missing) => {
            say(format!("nothing to compare with: {}", missing.0));
            None
        }
    };
    let mut figures = Vec::new();
    for work in works() {
        let ours = repeated(Command::new(&bench.binary).arg("analyse").args(&work.ours).arg("--data").arg(&file))?;
        figures.push(work.figure("ours, whole process", ours.process, "ms"));
        for library in LIBRARIES {
            let Some(python) = &python else { break };
            let script = workspace.root.join(format!("xtask/src/bench/tools/with_{library}.py"));
            let theirs = work.by_script(python, &script, &file)?;
            let same = same::compare(&ours.figures, &theirs.figures)
                .with_context(|| format!("{} by {library} is not ours", work.name))?;
            say(format!("{} by {library}: {same} figures are the same", work.name));
            figures.extend(work.beside(library, &ours, &theirs));
        }
    }
    fs::remove_file(&file)?;
    Ok(figures)
}

/// Each with all its figures as JSON.
fn works() -> [Work; 3] {
    let [rows, columns] = data::CROSSED;
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let steps = data::ratings().flat_map(|column| (1..=5).map(move |step| format!("--share={column}={step}")));
    [
        Work {
            name: "gap analysis",
            ours: words("gap --importance imp_ --fulfilment sat_ --scale 1-5 --json"),
            theirs: vec!["gap"],
        },
        Work {
            name: "cross-tab",
            ours: words(&format!("crosstab --rows {rows} --columns {columns}")),
            theirs: vec!["crosstab", rows, columns],
        },
        Work {
            name: "frequencies",
            ours: words("estimate").into_iter().chain(steps).collect(),
            theirs: vec!["frequencies"],
        },
    ]
}

impl Work {
    fn by_script(&self, python: &Path, script: &Path, file: &Path) -> Result<Done> {
        let (what, of) = self.theirs.split_first().context("a script is told what to do")?;
        repeated(Command::new(python).arg(script).arg(what).arg(file).args(of))
    }

    fn beside(&self, library: &str, ours: &Done, theirs: &Done) -> Vec<Figure> {
        let times = |time: f64| time / ours.process;
        let mut figures = vec![
            self.figure(&format!("{library}, whole process"), theirs.process, "ms"),
            self.figure(&format!("{library} to ours"), times(theirs.process), "times"),
        ];
        if let Some(inside) = theirs.inside {
            figures.push(self.figure(&format!("{library}, without start and imports"), inside, "ms"));
            figures.push(self.figure(&format!("{library} without these to ours"), times(inside), "times"));
        }
        figures
    }

    fn figure(&self, what: &str, value: f64, unit: &'static str) -> Figure {
        Figure::new(format!("{}: {what}", self.name), value, unit)
    }
}

/// The medians of [`RUNS`] runs.
fn repeated(command: &mut Command) -> Result<Done> {
    let mut runs = (0..RUNS).map(|_| once(command)).collect::<Result<Vec<_>>>()?;
    let process = median(runs.iter().map(|run| run.process).collect()).context("no run")?;
    let inside = median(runs.iter().filter_map(|run| run.inside).collect());
    let last = runs.pop().context("no run")?;
    Ok(Done { process, inside, ..last })
}

fn once(command: &mut Command) -> Result<Done> {
    let started = Instant::now();
    let text = command::text(command)?;
    let process = started.elapsed().as_secs_f64() * 1000.0;
    let figures: Value = serde_json::from_str(&text)?;
    let inside = figures["seconds"].as_f64().map(|seconds| seconds * 1000.0);
    Ok(Done { figures, process, inside })
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_and_time_of_a_tool_are_what_it_prints_last() {
        let mut tool = Command::new("sh");
        let done = repeated(tool.args(["-c", r#"sleep 0.02; echo '{"seconds": 0.004, "n": 3}'"#])).unwrap();
        assert_eq!(done.figures["n"], 3);
        assert_eq!(done.inside, Some(4.0));
        assert!(done.process >= 20.0);
        assert!(repeated(Command::new("sh").args(["-c", "echo '{}'; exit 3"])).is_err());
    }

    #[test]
    fn ratios_say_how_many_times_as_long_theirs_takes() {
        let done = |process, inside| Done { figures: Value::Null, process, inside };
        let [work, ..] = works();
        let figures = work.beside("pandas", &done(100.0, None), &done(450.0, Some(50.0)));
        let found: Vec<_> = figures.iter().map(|figure| (figure.value, figure.unit)).collect();
        assert_eq!(found, [(450.0, "ms"), (4.5, "times"), (50.0, "ms"), (0.5, "times")]);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
    }
}
