//! The long proofs. The test command runs a sample of each; `cargo xtask prove NAME` runs it in full and writes the
//! figure with commit and machine class to docs/results/.

mod browser;
mod disclosure;
mod exports;
mod figure;
mod independent;
mod kill;
mod ledger;
mod load;
mod phone;
mod resume;
mod store;
mod surfaces;

use crate::command::say;
use crate::dist;
use crate::machine::Machine;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use figure::Figure;
use serde::Serialize;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A claim that takes long to show.
pub struct Proof {
    pub name: &'static str,
    pub claim: &'static str,
    /// How many trials the test command runs, and how many the full proof.
    pub sample: u32,
    pub full: u32,
    /// Is it about the deployable binary? Else there is none in a full run.
    needs_binary: bool,
    prove: fn(&Run<'_>) -> Result<Vec<Figure>>,
}

/// What a proof works with.
struct Run<'a> {
    binary: &'a Path,
    /// Empty, and gone afterwards.
    folder: &'a Path,
    trials: u32,
    /// As many trials as the claim says, so that every bar counts. A sample runs beside other work and with any build: it
    /// keeps the bars of what is right and leaves out those of time.
    is_full: bool,
}

pub const PROOFS: [Proof; 11] = [
    Proof {
        name: "kill",
        claim: "An acknowledged answer or saved page survives kill -9, exactly once",
        sample: 50,
        full: 300,
        needs_binary: true,
        prove: kill::prove,
    },
    Proof {
        name: "power",
        claim: "An acknowledged answer or saved page survives that the power fails, whatever the disk makes of what was not synced",
        sample: 50,
        full: 500,
        needs_binary: false,
        prove: store::power,
    },
    Proof {
        name: "codes",
        claim: "One code sent by 200 at once is one response, on both databases; none is guessed, and a refusal does not tell why",
        sample: 5,
        full: 100,
        needs_binary: true,
        prove: store::codes,
    },
    Proof {
        name: "linkage",
        claim: "After the end of a wave no order in its files tells whose answer is whose",
        sample: 4,
        full: 200,
        needs_binary: true,
        prove: store::linkage,
    },
    Proof {
        name: "resume",
        claim: "What was acknowledged comes back after a killed tab, a cut network, a killed server, and on a second device",
        sample: 12,
        full: 200,
        needs_binary: true,
        prove: resume::prove,
    },
    Proof {
        name: "load",
        claim: "2,000 people answer at the same time: nothing is lost, nothing is there twice, nobody waits",
        sample: 100,
        full: 2_000,
        needs_binary: true,
        prove: load::prove,
    },
    Proof {
        name: "phone",
        claim: "The apprentices' questionnaire on a slow phone: few taps, no keyboard, every page usable within two seconds",
        sample: 1,
        full: 5,
        needs_binary: true,
        prove: phone::prove,
    },
    Proof {
        name: "exports",
        claim: "SPSS, Excel, Parquet, DDI and R files are read by the programs of analysts with equal values, labels and missing codes",
        sample: 6,
        full: 300,
        needs_binary: false,
        prove: exports::prove,
    },
    Proof {
        name: "disclosure",
        claim: "Nothing hidden can be worked out from all that is released of a survey, and little more is hidden than must be",
        sample: 100,
        full: 2_000,
        needs_binary: false,
        prove: disclosure::prove,
    },
    Proof {
        name: "surfaces",
        claim: "Every page, picture and file of results says what was released, and nothing hidden follows from all of them",
        sample: 5,
        full: 50,
        needs_binary: false,
        prove: surfaces::prove,
    },
    Proof {
        name: "independent",
        claim: "Estimates, intervals and tests of random designs are those of R's survey package, to a millionth",
        sample: 4,
        full: 50,
        needs_binary: true,
        prove: independent::prove,
    },
];

#[derive(Serialize)]
struct Outcome<'a> {
    proof: &'a str,
    claim: &'a str,
    trials: u32,
    holds: bool,
    figures: &'a [Figure],
    machine: Machine,
}

/// A binary that is built already, for a try that leaves no record.
pub struct Try {
    pub binary: PathBuf,
    /// Instead of the sample.
    pub trials: Option<u32>,
}

/// The full proof of this name, where it is about one on the deployable binary; without a name the list.
///
/// # Errors
/// When the proof does not hold.
pub fn run(workspace: &Workspace, name: Option<&str>, just_try: Option<Try>) -> Result<()> {
    let Some(name) = name else {
        PROOFS.iter().for_each(|proof| println!("{:<12}{} ({} trials)", proof.name, proof.claim, proof.full));
        return Ok(());
    };
    let proof = PROOFS.iter().find(|proof| proof.name == name).with_context(|| format!("there is no proof {name}"))?;
    if let Some(Try { binary, trials }) = just_try {
        return proof.check(workspace, &binary, trials.unwrap_or(proof.sample));
    }
    let machine = Machine::this(workspace)?;
    let binary = if proof.needs_binary { dist::build(workspace)? } else { PathBuf::new() };
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
        self.check(workspace, binary, self.sample)
    }

    fn check(&self, workspace: &Workspace, binary: &Path, trials: u32) -> Result<()> {
        let figures = self.figures(workspace, binary, trials)?;
        match figures.iter().find(|figure| !figure.holds()) {
            Some(figure) => bail!("{figure}"),
            None => Ok(()),
        }
    }

    fn figures(&self, workspace: &Workspace, binary: &Path, trials: u32) -> Result<Vec<Figure>> {
        say(format!("{}: {trials} trials", self.claim));
        let scratch = workspace.target.join("proof");
        fs::create_dir_all(&scratch)?;
        let folder = tempfile::tempdir_in(&scratch)?;
        let run = Run { binary, folder: folder.path(), trials, is_full: trials >= self.full };
        let figures = (self.prove)(&run)?;
        figures.iter().for_each(|figure| say(figure.to_string()));
        Ok(figures)
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
