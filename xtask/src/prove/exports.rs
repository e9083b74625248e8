//! Files for analysts, read by what analysts use.

use super::figure::Figure;
use super::{Run, store};
use crate::check::{in_ci, readers};
use crate::command::say;
use crate::workspace::Workspace;
use anyhow::{Result, bail};

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    match readers(&Workspace::find()?)? {
        Ok(python) => {
            let environment = [
                ("BEDARFSKOMPASS_READERS", python.into()),
                ("BEDARFSKOMPASS_READER_RUNS", run.trials.to_string().into()),
            ];
            store::test("programs_of_analysts", environment, run)
        }
        Err(missing) if run.is_full || in_ci() => bail!("{}", missing.0),
        Err(missing) => {
            say(format!("left out: {}", missing.0));
            Ok(Vec::new())
        }
    }
}
