//! The statistics of the command line against R's survey package, on random data and designs that R draws.

mod figures;

use super::Run;
use super::figure::{Bar, Figure};
use crate::check::{in_ci, survey_package};
use crate::command::{self, say};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use figures::{Comparison, Kind, Values};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// What R draws and works out, beside this file.
const SCRIPT: &str = "xtask/src/prove/independent/survey.R";

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    let rscript = match survey_package() {
        Ok(rscript) => rscript,
        Err(missing) if run.is_full || in_ci() => bail!("{}", missing.0),
        Err(missing) => {
            say(format!("left out: {}", missing.0));
            return Ok(Vec::new());
        }
    };
    let mut r = Command::new(rscript);
    r.arg("--vanilla").arg(Workspace::find()?.root.join(SCRIPT)).arg(run.folder).arg(run.trials.to_string());
    // Categories in the order of their bytes, words as UTF-8.
    command::run(r.env("LC_ALL", "C.UTF-8"))?;
    let binary = run.binary.canonicalize()?;
    let mut tally = Tally::default();
    for design in 1..=run.trials {
        let folder = run.folder.join(design.to_string());
        tally.add(&binary, &folder).with_context(|| format!("design {design}"))?;
    }
    Ok(tally.figures())
}

/// What a design may have, as its file begins to say it.
const PARTS: [(&str, &str); 6] = [
    ("weight =", "weights"),
    ("strata =", "strata"),
    ("clusters =", "clusters"),
    ("population =", "population sizes"),
    ("[poststrata.", "post-strata"),
    ("[margins.", "margins for raking"),
];

#[derive(Default)]
struct Tally {
    designs: u64,
    /// How many have each of [`PARTS`].
    parts: [u64; PARTS.len()],
    whole: Comparison,
    refused: u64,
    shuffled: u64,
    /// Designs where the comparison noticed that R knew other clusters.
    noticed: u64,
}

impl Tally {
    fn add(&mut self, binary: &Path, folder: &Path) -> Result<()> {
        let ours = answers(binary, folder)?;
        let read = |name: &str| fs::read_to_string(folder.join(name));
        let compared = Comparison::of(&ours, &Values::of_r(&read("figures.txt")?)?);
        compared.off.iter().for_each(|line| say(format!("{}: {line}", folder.display())));
        let design = read("design.toml")?;
        self.designs += 1;
        for (count, (begin, _)) in self.parts.iter_mut().zip(PARTS) {
            *count += u64::from(design.lines().any(|line| line.starts_with(begin)));
        }
        self.refused += ours.refused();
        self.whole += compared;
        if let Ok(shuffled) = read("shuffled.txt") {
            self.shuffled += 1;
            self.noticed += u64::from(!Comparison::of(&ours, &Values::of_r(&shuffled)?).off.is_empty());
        }
        Ok(())
    }

    fn figures(self) -> Vec<Figure> {
        let Self { designs, parts, whole, refused, shuffled, noticed } = self;
        let compared = |kind: Kind| {
            Figure::new(format!("{} compared", kind.name()), whole.compared(kind)).must_be(Bar::AtLeast(1))
        };
        let mut figures = vec![Figure::new("random data sets and designs", designs)];
        figures.extend(
            parts.iter().zip(PARTS).map(|(count, (_, name))| Figure::new(format!("of which have {name}"), *count)),
        );
        figures.extend(Kind::ALL.map(compared));
        figures.extend([
            Figure::none("values off by more than a millionth, or with one side only", whole.off.len() as u64),
            // Rounded up, so that only equal numbers are 0 apart.
            Figure::new("largest difference, in 1e-12", (whole.largest * 1e12).ceil() as u64),
            Figure::new("commands refused where R has no answer either", refused),
            Figure::new("designs whose respondents R dealt out to the clusters anew", shuffled),
            Figure::new("of which differ then, as they must", noticed).must_be(Bar::Exactly(shuffled)),
        ]);
        figures
    }
}

/// What the program says to the commands of a design.
fn answers(binary: &Path, folder: &Path) -> Result<Values> {
    let mut values = Values::default();
    for (at, line) in fs::read_to_string(folder.join("commands.txt"))?.lines().enumerate() {
        let mut analyse = Command::new(binary);
        let Output { status, stdout, stderr } =
            analyse.arg("analyse").args(line.split('\t')).current_dir(folder).output()?;
        match status.code() {
            Some(0) => values.read_json(at + 1, &serde_json::from_slice(&stdout)?),
            // Whether it should, R says.
            Some(1) => values.refuse(at + 1),
            _ => bail!("{line}: {status}, {}", String::from_utf8_lossy(&stderr)),
        }
    }
    Ok(values)
}
