//! The long proofs. The test command runs a sample of each; `cargo xtask prove NAME` runs it in full and writes the
//! figure with commit and machine class to docs/results/.

mod kill;
mod resume;
mod store;

use crate::command::say;
use crate::demo;
use crate::machine::Machine;
use crate::workspace::{Profile, Workspace};
use anyhow::{Context, Result, bail};
use serde::Serialize;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A claim that takes long to show.
pub struct Proof {
    pub name: &'static str,
    pub claim: &'static str,
    /// How many trials the test command runs, and how many the full proof.
    pub sample: u32,
    pub full: u32,
    prove: fn(&Path, &Path, u32) -> Result<Vec<Figure>>,
}

pub const PROOFS: [Proof; 4] = [
    Proof {
        name: "kill",
        claim: "An acknowledged answer or saved page survives kill -9, exactly once",
        sample: 50,
        full: 300,
        prove: kill::prove,
    },
    Proof {
        name: "codes",
        claim: "One code sent by 200 at once is one response, on both databases",
        sample: 5,
        full: 100,
        prove: store::codes,
    },
    Proof {
        name: "linkage",
        claim: "After the end of a wave no order in its files tells whose answer is whose",
        sample: 4,
        full: 200,
        prove: store::linkage,
    },
    Proof {
        name: "resume",
        claim: "What was acknowledged comes back after a killed tab, a cut network, a killed server, and on a second device",
        sample: 12,
        full: 200,
        prove: resume::prove,
    },
];

/// One number of a proof, with the bar it must keep where there is one.
#[derive(Serialize)]
pub struct Figure {
    pub name: &'static str,
    pub value: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub must_be: Option<u64>,
}

#[derive(Serialize)]
struct Outcome<'a> {
    proof: &'a str,
    claim: &'a str,
    trials: u32,
    holds: bool,
    figures: &'a [Figure],
    machine: Machine,
}

/// The full proof of this name, on the deployable binary; without a name the list.
/// `binary`: another one, for a sample that leaves no record.
pub fn run(workspace: &Workspace, name: Option<&str>, binary: Option<&Path>) -> Result<()> {
    let Some(name) = name else {
        PROOFS.iter().for_each(|proof| println!("{:<10}{} ({} trials)", proof.name, proof.claim, proof.full));
        return Ok(());
    };
    let proof = PROOFS.iter().find(|proof| proof.name == name).with_context(|| format!("there is no proof {name}"))?;
    if let Some(binary) = binary {
        return proof.sample(workspace, binary);
    }
    let machine = Machine::this(workspace)?;
    let binary = demo::build(workspace, Profile::Dist)?;
    let figures = proof.figures(workspace, &binary, proof.full)?;
    let holds = figures.iter().all(Figure::holds);
    let outcome = Outcome { proof: name, claim: proof.claim, trials: proof.full, holds, figures: &figures, machine };
    outcome.write(&workspace.root.join("docs/results"))?;
    if holds { Ok(()) } else { bail!("the proof {name} does not hold") }
}

impl Proof {
    /// The sample of the test command, on any binary.
    ///
    /// # Errors
    /// When a figure does not keep its bar.
    pub fn sample(&self, workspace: &Workspace, binary: &Path) -> Result<()> {
        let figures = self.figures(workspace, binary, self.sample)?;
        match figures.iter().find(|figure| !figure.holds()) {
            Some(figure) => bail!("{} is {}", figure.name, figure.value),
            None => Ok(()),
        }
    }

    fn figures(&self, workspace: &Workspace, binary: &Path, trials: u32) -> Result<Vec<Figure>> {
        say(format!("{}: {trials} trials", self.claim));
        let scratch = workspace.target.join("proof");
        fs::create_dir_all(&scratch)?;
        let folder = tempfile::tempdir_in(&scratch)?;
        let figures = (self.prove)(binary, folder.path(), trials)?;
        figures.iter().for_each(|figure| say(figure.line()));
        Ok(figures)
    }
}

impl Figure {
    fn holds(&self) -> bool {
        self.must_be.is_none_or(|bar| bar == self.value)
    }

    fn line(&self) -> String {
        let bar = self.must_be.map_or(String::new(), |bar| format!(" (must be {bar})"));
        format!("{}: {}{bar}", self.name, self.value)
    }
}

impl Outcome<'_> {
    fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        let path = folder.join(self.proof);
        fs::write(path.with_extension("json"), serde_json::to_string_pretty(self)? + "\n")?;
        let verdict = if self.holds { "holds" } else { "DOES NOT HOLD" };
        let mut page = format!("# {}: {verdict}\n\n{} trials; {}.\n\n", self.claim, self.trials, self.machine);
        page += "| figure | value | must be |\n|---|---|---|\n";
        for Figure { name, value, must_be } in self.figures {
            let bar = must_be.map_or(String::new(), |bar| bar.to_string());
            writeln!(page, "| {name} | {value} | {bar} |")?;
        }
        writeln!(page, "\nRepeat it with `cargo xtask prove {}`.", self.proof)?;
        fs::write(path.with_extension("md"), page)?;
        say(format!("written to {}", path.with_extension("md").display()));
        Ok(())
    }
}
