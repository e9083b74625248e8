use serde_json::{Value, json};

use super::{CommandError, Table};
use crate::trend::{cochran_armitage, heterogeneity};
use domain::report::{Estimate, Z};

/// A row per wave with the columns `x` (how many), `n` (of how many) and, if it is there, `score` (when; else 1, 2, 3,
/// ...): trend_X2, trend_p, slope, heterogeneity_X2, df, p; per item share, lo, hi.
///
/// # Errors
/// Columns that are not there, and what the statistics refuse.
pub fn trend(table: &Table) -> Result<Value, CommandError> {
    let (x, n) = (table.counts("x")?, table.counts("n")?);
    let scores = match table.has("score") {
        true => table.full("score")?,
        false => (1..=x.len()).map(|wave| wave as f64).collect(),
    };
    let (line, differ) = (cochran_armitage(&x, &n, &scores)?, heterogeneity(&x, &n)?);
    let item = |(at, (x, n)): (usize, (&u64, &u64))| {
        let share = Estimate::score(*x as f64 / *n as f64, *n as f64, Z);
        json!({ "score": scores[at], "x": x, "n": n, "share": share.value, "lo": share.lo, "hi": share.hi })
    };
    Ok(json!({
        "trend_X2": line.x2, "trend_p": line.p, "slope": line.slope,
        "heterogeneity_X2": differ.x2, "df": differ.df, "p": differ.p,
        "items": x.iter().zip(&n).enumerate().map(item).collect::<Vec<_>>(),
    }))
}
