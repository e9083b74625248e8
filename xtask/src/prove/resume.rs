//! Killed tabs, cut networks and killed servers, in a real browser: the script in end2end/proofs goes through them, here
//! its figures are held against the bars.

use super::figure::{Bar, Figure};
use super::{Run, browser};
use anyhow::Result;

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    let counts = browser::run("resume", run)?;
    let count = |name: &str| browser::count(&counts, name);
    let plain = |name: &str| -> Result<Figure> { Ok(Figure::new(name, count(name)?)) };
    let none = |name: &str| -> Result<Figure> { Ok(Figure::none(name, count(name)?)) };
    // A kind of mishap that never came would be shown by nothing else.
    let some = |name: &str| -> Result<Figure> { Ok(plain(name)?.if_full(run.is_full, Bar::AtLeast(1))) };
    Ok(vec![
        plain("moments")?.must_be(Bar::AtLeast(run.trials.into())),
        some("tabs killed")?,
        some("networks cut")?,
        some("servers killed")?,
        some("second devices")?,
        some("acknowledged pages compared")?,
        none("acknowledged pages that lost something")?,
        some("pages being filled in that were to come back")?,
        none("pages being filled in that did not come back")?,
        plain("submits acknowledged")?.must_be(Bar::AtLeast(1)),
        none("acknowledged submits missing")?,
        none("submits stored twice")?,
    ])
}
