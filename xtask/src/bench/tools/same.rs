//! Whether two tools have come to the same figures.

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Relative where figures are above one.
const TOLERANCE: f64 = 1e-9;

/// Every figure of `theirs` must stand in `ours` under the same name, of the same items: how many did.
pub fn compare(ours: &Value, theirs: &Value) -> Result<usize> {
    let whole = figures(object(ours)?, object(theirs)?)?;
    let (ours, mut theirs) = (items(ours)?, items(theirs)?);
    let mut same = whole;
    ensure!(ours.len() == theirs.len(), "{} items and {} items", ours.len(), theirs.len());
    for (name, item) in ours {
        let other = theirs.remove(&name).with_context(|| format!("no item {name}"))?;
        same += figures(item, other).with_context(|| name.clone())?;
    }
    ensure!(same > 0, "nothing to compare");
    Ok(same)
}

fn figures(ours: &Map<String, Value>, theirs: &Map<String, Value>) -> Result<usize> {
    let numbers = theirs.iter().filter(|(name, value)| value.is_number() && *name != "seconds");
    let mut same = 0;
    for (name, value) in numbers {
        let own = ours.get(name).and_then(Value::as_f64).with_context(|| format!("no {name}"))?;
        let other = value.as_f64().context("a number is a number")?;
        let off = (own - other).abs();
        ensure!(off <= TOLERANCE * own.abs().max(1.0), "{name} is {own} and {other}");
        same += 1;
    }
    Ok(same)
}

/// By what names them: an item, or row and column of a cell.
fn items(figures: &Value) -> Result<BTreeMap<String, &Map<String, Value>>> {
    let list = figures["items"].as_array().context("no items")?;
    let named: BTreeMap<_, _> = list.iter().map(|item| Ok((name(item), object(item)?))).collect::<Result<_>>()?;
    ensure!(named.len() == list.len(), "an item stands there twice");
    Ok(named)
}

fn name(item: &Value) -> String {
    let parts = ["item", "row", "column"].iter().filter_map(|part| item[part].as_str());
    parts.collect::<Vec<_>>().join(" by ")
}

fn object(value: &Value) -> Result<&Map<String, Value>> {
    value.as_object().context("no object")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_figure_that_is_off_or_missing_is_found_and_named() {
        let ours = json!({"n": 3, "p": 0.5, "method": "x", "items": [{"item": "a", "mean": 2000.0, "se": 0.1}]});
        let theirs =
            |n: f64, item: &str, mean: f64| json!({"n": n, "seconds": 9, "items": [{"item": item, "mean": mean}]});
        assert_eq!(compare(&ours, &theirs(3.0, "a", 2_000.000_001)).unwrap(), 2);
        let failure = |theirs: &Value| format!("{:#}", compare(&ours, theirs).unwrap_err());
        assert_eq!(failure(&theirs(3.0, "a", 2_000.000_003)), "a: mean is 2000 and 2000.000003");
        assert!(failure(&theirs(4.0, "a", 2000.0)).contains("n is 3 and 4"));
        assert!(failure(&theirs(3.0, "b", 2000.0)).contains("no item a"));
        assert!(failure(&json!({"items": [{"item": "a", "median": 1}]})).contains("no median"));
        assert!(failure(&json!({"items": []})).contains("1 items and 0 items"));
        assert!(failure(&json!({"items": [{"item": "a"}]})).contains("nothing to compare"));
    }

    #[test]
    fn cells_are_found_by_row_and_column_in_any_order() {
        let cell = |row: &str, column: &str, count: u32| json!({"row": row, "column": column, "count": count});
        let ours = json!({"items": [cell("a", "1", 5), cell("a", "2", 6)]});
        assert_eq!(compare(&ours, &json!({"items": [cell("a", "2", 6), cell("a", "1", 5)]})).unwrap(), 2);
        assert!(compare(&ours, &json!({"items": [cell("a", "1", 6), cell("a", "2", 5)]})).is_err());
        assert!(compare(&ours, &json!({"items": [cell("a", "1", 5), cell("a", "1", 5)]})).is_err());
    }
}
