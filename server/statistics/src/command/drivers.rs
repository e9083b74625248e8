use serde_json::{Map, Value, json};

use super::{CommandError, Table};
use crate::{
    Error,
    drivers::{Contrast, LMG_MAX, Rating, complete, least_squares, lmg, penalty_reward, relative_weights, zero_order},
};

/// An overall judgement and the columns that may drive it, of the rows in which all were answered. Fields: n, coef, r2,
/// sigma, zero_order_r; per item r, coef, se, relative_weight, lmg (up to twelve drivers). `scale`, the ends of the
/// scale of the columns: per item also penalty, reward, range, sgp, dgp, ia and factor.
///
/// # Errors
/// Columns that are not there or hold text, a value off the scale, and what the statistics refuse.
pub fn drivers(
    table: &Table,
    overall: &str,
    columns: &[String],
    scale: Option<(f64, f64)>,
) -> Result<Value, CommandError> {
    let all = columns.iter().map(|column| table.numbers(column)).collect::<Result<Vec<_>, _>>()?;
    let (y, x) = complete(&table.numbers(overall)?, &all)?;
    let (fit, r, weights) = (least_squares(&y, &x)?, zero_order(&y, &x)?, relative_weights(&y, &x)?);
    let shares = if x.len() <= LMG_MAX { Some(lmg(&y, &x)?) } else { None };
    let by_name = |figures: &[f64]| -> Map<String, Value> {
        columns.iter().cloned().zip(figures.iter().map(|figure| json!(figure))).collect()
    };
    let mut coefficients = by_name(&fit.coefficients);
    coefficients.insert("(Intercept)".to_owned(), json!(fit.intercept));
    let contrasts = match scale {
        Some(ends) => Some(penalty_reward(&y, &rated(&x, ends)?)?),
        None => None,
    };
    let item = |(at, column): (usize, &String)| {
        let mut item = json!({
            "item": column, "r": r[at], "coef": fit.coefficients[at], "se": fit.errors[at],
            "relative_weight": weights[at], "lmg": shares.as_ref().map(|shares| shares[at]),
        });
        if let Some(contrasts) = &contrasts {
            contrast(&mut item, &contrasts[at]);
        }
        item
    };
    Ok(json!({
        "n": y.len(), "coef": coefficients, "r2": fit.r2, "sigma": fit.sigma, "zero_order_r": by_name(&r),
        "items": columns.iter().enumerate().map(item).collect::<Vec<_>>(),
    }))
}

/// The two lowest points of the scale are a low rating, the two highest a high one, as top-2 counts them.
fn rated(columns: &[Vec<f64>], (min, max): (f64, f64)) -> Result<Vec<Vec<Rating>>, CommandError> {
    if max - min < 3.0 {
        let asked = "Gewinn und Verlust brauchen eine Skala mit mindestens vier Punkten.";
        return Err(CommandError::Request(asked.to_owned()));
    }
    let rating = |value: &f64| match *value {
        value if !(min..=max).contains(&value) => Err(Error::OffScale { min, max }),
        low if low <= min + 1.0 => Ok(Rating::Low),
        high if high >= max - 1.0 => Ok(Rating::High),
        _ => Ok(Rating::Middle),
    };
    Ok(columns.iter().map(|column| column.iter().map(rating).collect()).collect::<Result<_, _>>()?)
}

fn contrast(item: &mut Value, found: &Contrast) {
    item["penalty"] = json!(found.penalty);
    item["reward"] = json!(found.reward);
    item["range"] = json!(found.range);
    item["sgp"] = json!(found.sgp);
    item["dgp"] = json!(found.dgp);
    item["ia"] = json!(found.ia);
    item["factor"] = json!(found.factor);
}
