//! `bench`: what the deployable binary costs, measured from outside, in one table and as JSON.

mod answering;
mod disk;
mod exports;
mod first_question;
mod large;
mod process;
mod reports;
mod results;
mod tools;

use crate::command::say;
use crate::dist;
use crate::machine::Machine;
use crate::workspace::Workspace;
use anyhow::{Result, ensure};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// One figure. `bar`: the most (or, for rates, nothing) that it may be.
#[derive(Serialize)]
pub struct Figure {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

/// What every part needs.
pub struct Bench {
    binary: PathBuf,
    /// Whether to see only that what takes long works at all.
    small: bool,
    scratch: TempDir,
}

/// A binary that is there already.
pub struct Built {
    pub binary: PathBuf,
    pub small: bool,
}

/// A group of figures that belong together.
struct Part {
    name: &'static str,
    measure: fn(&Bench) -> Result<Vec<Figure>>,
}

const PARTS: [Part; 8] = [
    Part { name: "first question", measure: first_question::measure },
    Part { name: "answering", measure: answering::measure },
    Part { name: "process", measure: process::measure },
    Part { name: "result pages", measure: results::measure },
    Part { name: "reports", measure: reports::measure },
    Part { name: "exports", measure: exports::measure },
    Part { name: "large surveys", measure: large::measure },
    Part { name: "tools", measure: tools::measure },
];

#[derive(Serialize)]
struct Report {
    machine: Machine,
    figures: Vec<Figure>,
}

/// Measures the parts whose name contains `part`, prints the table, and writes the JSON: into the target folder, or where it
/// was asked for.
/// `built`: instead of a fresh binary.
pub fn run(workspace: &Workspace, json: Option<&Path>, part: Option<&str>, built: Option<Built>) -> Result<()> {
    let parts: Vec<_> = PARTS.iter().filter(|known| part.is_none_or(|part| known.name.contains(part))).collect();
    ensure!(!parts.is_empty(), "the parts are: {}", PARTS.map(|part| part.name).join(", "));
    let machine = Machine::this(workspace)?;
    let Built { binary, small } = match built {
        Some(built) => built,
        None => Built { binary: dist::build(workspace)?, small: false },
    };
    // In the target folder and not in /tmp, which may be memory: commits and fsync are measured on a real disk.
    let parent = workspace.target.join("bench");
    fs::create_dir_all(&parent)?;
    let bench = Bench { binary, small, scratch: tempfile::tempdir_in(parent)? };
    let mut report = Report { machine, figures: Vec::new() };
    for part in parts {
        say(format!("measuring: {}", part.name));
        report.figures.extend((part.measure)(&bench)?);
    }
    println!("{}", report.table());
    let json = json.map_or_else(|| workspace.target.join("bench.json"), Path::to_owned);
    fs::write(&json, serde_json::to_string_pretty(&report)? + "\n")?;
    say(format!("written to {}", json.display()));
    Ok(())
}

impl Bench {
    /// A data folder of this name, kept until the end so that parts can share what was seeded.
    fn data(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }
}

impl Figure {
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value, unit, at_most: None }
    }

    pub fn at_most(self, bar: f64) -> Self {
        Self { at_most: Some(bar), ..self }
    }

    fn verdict(&self) -> String {
        match self.at_most {
            Some(bar) if self.value <= bar => format!("at most {bar}"),
            Some(bar) => format!("MISSES {bar}"),
            None => String::new(),
        }
    }
}

impl Report {
    fn table(&self) -> String {
        let rows = self.figures.iter().map(|figure| {
            let line = format!("{:<62}{:>12.2} {:<6}  {}", figure.name, figure.value, figure.unit, figure.verdict());
            line.trim_end().to_owned()
        });
        std::iter::once(self.machine.to_string()).chain(rows).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_bar_is_said_aloud() {
        assert_eq!(Figure::new("a", 3.0, "ms").at_most(4.0).verdict(), "at most 4");
        assert_eq!(Figure::new("a", 4.1, "ms").at_most(4.0).verdict(), "MISSES 4");
        assert_eq!(Figure::new("a", 4.1, "ms").verdict(), "");
    }
}
