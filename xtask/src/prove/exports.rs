//! Files for analysts, read by what analysts use.

use super::figure::Figure;
use super::{Run, store};
use crate::check::{in_ci, readers};
use crate::command::{self, say};
use crate::workspace::Workspace;
use anyhow::{Result, bail};

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    match readers(&Workspace::find()?)? {
        Ok(python) => {
            let environment = [
                ("BEDARFSKOMPASS_READERS", python.into()),
                ("BEDARFSKOMPASS_READER_RUNS", run.trials.to_string().into()),
            ];
            // R starts slowly: only the full proof asks for it.
            let with_r = run.is_full.then(|| ("BEDARFSKOMPASS_READER_R", "1".into()));
            if run.is_full && command::find(&["Rscript"]).is_none() {
                say("R is missing: nobody reads the R script");
            }
            store::test("programs_of_analysts", environment.into_iter().chain(with_r), run)
        }
        Err(missing) if run.is_full || in_ci() => bail!("{}", missing.0),
        Err(missing) => {
            say(format!("left out: {}", missing.0));
            Ok(Vec::new())
        }
    }
}
