//! A phone with a bad line and a slow processor: the script in end2end/proofs answers on it, here its figures are held
//! against the bars.

use super::figure::{Bar, Figure};
use super::{Run, browser};
use anyhow::{Result, ensure};

const TAPS: u64 = 45;
const USABLE_MS: u64 = 2_000;
/// The script names its pages so.
const PAGE: &str = "page ";

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    let counts = browser::run("phone", run)?;
    let count = |name: &str| browser::count(&counts, name);
    let mut figures = vec![
        Figure::new("people who reached the receipt", count("people")?).must_be(Bar::Exactly(run.trials.into())),
        Figure::new("taps from the link to the receipt, at most", count("taps")?).must_be(Bar::AtMost(TAPS)),
        Figure::none("times the keyboard came up", count("keyboards")?),
        Figure::none("keys pressed", count("keys")?),
    ];
    // BTreeMap: in the order of the questionnaire, because the script numbers them.
    let pages: Vec<_> = counts.iter().filter(|(name, _)| name.starts_with(PAGE)).collect();
    ensure!(!pages.is_empty(), "the script has measured no page");
    let usable = |(name, ms): (&String, &u64)| {
        Figure::new(format!("{name}, usable after ms"), *ms).if_full(run.is_full, Bar::AtMost(USABLE_MS))
    };
    figures.extend(pages.into_iter().map(usable));
    figures.push(Figure::new("slowest until the comforts were awake, ms", count("awake")?));
    Ok(figures)
}
