use serde_json::{Map, Value, json};

use super::{CommandError, Table};
use crate::{
    Error,
    reliability::{Covariance, Item, Missing, cronbach_alpha, items, omega, reversed, standardised_alpha},
};

/// Items of a scale, `-A1` for one that asks the other way round (turned within `min` to `max`). Fields:
/// alpha_listwise, n_listwise, alpha_pairwise, alpha_std_pairwise, alpha_median_imputed, omega_1factor_ml_std_listwise;
/// per item alpha_if_dropped and item_total, of those who answered all items.
///
/// # Errors
/// Columns that are not there or hold text, and what the statistics refuse.
pub fn reliability_rows(table: &Table, keys: &[String], (min, max): (f64, f64)) -> Result<Value, CommandError> {
    let column = |key: &String| -> Result<Vec<Option<f64>>, CommandError> {
        Ok(match key.strip_prefix('-').filter(|_| !table.has(key)) {
            Some(name) => reversed(&table.numbers(name)?, min, max),
            None => table.numbers(key)?,
        })
    };
    let columns = keys.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    let of = |missing| Covariance::new(&columns, missing);
    let (listwise, pairwise, imputed) = (of(Missing::Listwise)?, of(Missing::Pairwise)?, of(Missing::MedianImputed)?);
    let mut result = figures(&listwise, keys)?;
    result.insert("alpha_listwise".to_owned(), json!(cronbach_alpha(&listwise)?));
    result.insert("n_listwise".to_owned(), json!(listwise.n));
    result.insert("alpha_pairwise".to_owned(), json!(cronbach_alpha(&pairwise)?));
    result.insert("alpha_std_pairwise".to_owned(), json!(standardised_alpha(&pairwise)?));
    result.insert("alpha_median_imputed".to_owned(), json!(cronbach_alpha(&imputed)?));
    Ok(Value::Object(result))
}

/// A matrix of correlations: a header with the items, a row each.
///
/// # Errors
/// A matrix that is not square or not symmetric, and what the statistics refuse.
pub fn reliability_matrix(table: &Table) -> Result<Value, CommandError> {
    // Printed matrices often name the items in a first column too.
    let names: Vec<String> = table.columns().filter(|name| table.numbers(name).is_ok()).map(str::to_owned).collect();
    let columns = names.iter().map(|name| table.full(name)).collect::<Result<Vec<_>, _>>()?;
    let covariance = Covariance::from_matrix(&columns, 0)?;
    let mut result = figures(&covariance, &names)?;
    result.insert("alpha_std".to_owned(), json!(standardised_alpha(&covariance)?));
    Ok(Value::Object(result))
}

/// What both have: omega and the items.
fn figures(covariance: &Covariance, names: &[String]) -> Result<Map<String, Value>, Error> {
    let rows: Vec<Value> = names.iter().zip(items(covariance)?).map(|(name, item)| row(name, item)).collect();
    let mut figures = Map::new();
    // Two items, or items without a common factor, have an alpha and no omega.
    figures.insert("omega_1factor_ml_std_listwise".to_owned(), json!(omega(covariance).ok().map(|omega| omega.omega)));
    figures.insert("items".to_owned(), Value::Array(rows));
    Ok(figures)
}

fn row(name: &str, Item { alpha_if_dropped, item_total }: Item) -> Value {
    json!({ "item": name, "alpha_if_dropped": alpha_if_dropped, "item_total": item_total })
}
