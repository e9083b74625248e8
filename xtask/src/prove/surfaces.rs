//! Every page and file of results, over HTTP, against the release behind it: a test does the work, as often as it is told.

use super::figure::Figure;
use super::{Run, store};
use anyhow::Result;

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    let surveys = [("BEDARFSKOMPASS_DATASETS", run.trials.to_string().into())];
    store::test("every_surface_tells_what_was_released", surveys, run)
}
