use serde_json::{Map, Value, json};

use super::{CommandError, Table};
use crate::drivers::{LMG_MAX, complete, least_squares, lmg, relative_weights, zero_order};

/// An overall judgement and the columns that may drive it, of the rows in which all were answered. Fields: n, coef, r2,
/// sigma, zero_order_r; per item r, coef, se, relative_weight, lmg (up to twelve drivers).
///
/// # Errors
/// Columns that are not there or hold text, and what the statistics refuse.
pub fn drivers(table: &Table, overall: &str, columns: &[String]) -> Result<Value, CommandError> {
    let all = columns.iter().map(|column| table.numbers(column)).collect::<Result<Vec<_>, _>>()?;
    let (y, x) = complete(&table.numbers(overall)?, &all)?;
    let (fit, r, weights) = (least_squares(&y, &x)?, zero_order(&y, &x)?, relative_weights(&y, &x)?);
    let shares = if x.len() <= LMG_MAX { Some(lmg(&y, &x)?) } else { None };
    let by_name = |figures: &[f64]| -> Map<String, Value> {
        columns.iter().cloned().zip(figures.iter().map(|figure| json!(figure))).collect()
    };
    let mut coefficients = by_name(&fit.coefficients);
    coefficients.insert("(Intercept)".to_owned(), json!(fit.intercept));
    let item = |(at, column): (usize, &String)| {
        json!({
            "item": column, "r": r[at], "coef": fit.coefficients[at], "se": fit.errors[at],
            "relative_weight": weights[at], "lmg": shares.as_ref().map(|shares| shares[at]),
        })
    };
    Ok(json!({
        "n": y.len(), "coef": coefficients, "r2": fit.r2, "sigma": fit.sigma, "zero_order_r": by_name(&r),
        "items": columns.iter().enumerate().map(item).collect::<Vec<_>>(),
    }))
}
