use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{CommandError, DesignFile, Table};
use crate::{
    Design, Error,
    estimate::{Estimated, design_effect, mean, median, proportion, ratio, total},
    weighting::{Raking, kish},
};

/// What is to be estimated.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Columns.
    pub means: Vec<String>,
    pub totals: Vec<String>,
    pub medians: Vec<String>,
    /// `column=value`.
    pub shares: Vec<String>,
    /// `numerator/denominator`.
    pub ratios: Vec<String>,
    /// A column whose categories are estimated one by one too.
    pub by: Option<String>,
}

/// Fields: n, df, kish_deff, kish_neff, with margins cell_weights and raking; per item `mean` or `total` with total_se,
/// `p` with n_eff, lo and hi, `ratio`, `median`; se, df, ci95, deff_wo, deff_replace.
///
/// # Errors
/// Columns that are not there, and what the statistics refuse.
pub fn estimate(table: &Table, file: &DesignFile, wanted: &Wanted) -> Result<Value, CommandError> {
    let (design, raking) = file.design(table)?;
    let cost = kish(design.weights())?;
    let mut items = Vec::new();
    for (group, rows) in groups(table, wanted.by.as_deref())? {
        let item = |column: &str, figures: Map<String, Value>| {
            let mut item = Map::new();
            item.insert("item".to_owned(), json!(column));
            if let Some(group) = &group {
                item.insert("group".to_owned(), json!(group));
            }
            item.extend(figures);
            Value::Object(item)
        };
        for (column, figures) in figures(table, &design, wanted, &rows)? {
            items.push(item(&column, figures));
        }
    }
    let mut result = json!({
        "n": design.len(),
        "df": design.degrees_of_freedom(|_| true).ok(),
        "kish_deff": cost.deff,
        "kish_neff": cost.n_eff,
        "items": items,
    });
    if let Some(raking) = raking {
        result["raking"] = report(&raking);
        result["cell_weights"] = cell_weights(table, &design, &file.margin_columns())?;
    }
    Ok(result)
}

/// The name of a category (all rows have none), and whether a row is in it.
type Group = (Option<String>, Vec<bool>);

/// All rows, then each category.
fn groups(table: &Table, by: Option<&str>) -> Result<Vec<Group>, CommandError> {
    let mut groups = vec![(None, vec![true; table.len()])];
    if let Some(by) = by {
        let (levels, codes) = table.codes(by)?;
        for (at, level) in levels.into_iter().enumerate() {
            groups.push((Some(level), codes.iter().map(|code| *code == Some(at)).collect()));
        }
    }
    Ok(groups)
}

type Figures = Vec<(String, Map<String, Value>)>;

fn figures(table: &Table, design: &Design, wanted: &Wanted, rows: &[bool]) -> Result<Figures, CommandError> {
    let numbers = |column: &str| -> Result<Vec<Option<f64>>, CommandError> {
        Ok(table.numbers(column)?.into_iter().zip(rows).map(|(value, here)| value.filter(|_| *here)).collect())
    };
    let mut figures = Figures::new();
    for column in &wanted.means {
        let values = numbers(column)?;
        let found = mean(design, &values).map_err(of(column))?;
        let effect = design_effect(design, &values);
        let mut fields = fields("mean", "se", &found);
        fields.insert("deff_wo".to_owned(), json!(effect.as_ref().ok().and_then(|effect| effect.without_replacement)));
        fields.insert("deff_replace".to_owned(), json!(effect.ok().map(|effect| effect.with_replacement)));
        figures.push((column.clone(), fields));
    }
    for column in &wanted.totals {
        let found = total(design, &numbers(column)?).map_err(of(column))?;
        figures.push((column.clone(), fields("total", "total_se", &found)));
    }
    for pair in &wanted.ratios {
        let (above, below) = split(pair, '/')?;
        let found = ratio(design, &numbers(above)?, &numbers(below)?).map_err(of(pair))?;
        figures.push((pair.clone(), fields("ratio", "se", &found)));
    }
    for column in &wanted.medians {
        let found = median(design, &numbers(column)?).map_err(of(column))?;
        let ends = [found.interval.lo, found.interval.hi];
        let fields = json!({ "median": found.interval.value, "se": found.se, "n": found.n, "ci95": ends });
        figures.push((column.clone(), fields.as_object().cloned().unwrap_or_default()));
    }
    for of_column in wanted.shares.chunk_by(|one, next| column_of(one) == column_of(next)) {
        figures.extend(shares(table, design, of_column, rows)?);
    }
    Ok(figures)
}

fn column_of(share: &str) -> Option<&str> {
    share.split_once('=').map(|(column, _)| column)
}

/// Shares of one column, which is read once for all of them: a request for all frequencies has many.
fn shares(table: &Table, design: &Design, wanted: &[String], rows: &[bool]) -> Result<Figures, CommandError> {
    let Some(first) = wanted.first() else { return Ok(Figures::new()) };
    let texts = table.texts(split(first, '=')?.0)?;
    let share = |wanted: &String| {
        let (_, value) = split(wanted, '=')?;
        let answers: Vec<Option<bool>> =
            texts.iter().zip(rows).map(|(text, here)| text.filter(|_| *here).map(|text| text == value)).collect();
        let found = proportion(design, &answers).map_err(of(wanted))?;
        let mut fields = fields("p", "se", &found.estimated);
        fields.remove("ci95");
        fields.insert("n_eff".to_owned(), json!(found.n_eff.is_finite().then_some(found.n_eff)));
        fields.insert("lo".to_owned(), json!(found.interval.lo));
        fields.insert("hi".to_owned(), json!(found.interval.hi));
        Ok((wanted.clone(), fields))
    };
    wanted.iter().map(share).collect()
}

fn of(column: &str) -> impl FnOnce(Error) -> CommandError + '_ {
    move |error| CommandError::Of(column.to_owned(), error)
}

fn split(text: &str, at: char) -> Result<(&str, &str), CommandError> {
    let wrong = || CommandError::Request(format!("„{text}“: Zwischen beiden Teilen muss „{at}“ stehen."));
    text.split_once(at).ok_or_else(wrong)
}

fn fields(value: &str, se: &str, found: &Estimated) -> Map<String, Value> {
    let interval = found.interval();
    [
        (value, json!(found.value)),
        (se, json!(found.se)),
        ("df", json!(found.df)),
        ("n", json!(found.n)),
        ("ci95", json!([interval.lo, interval.hi])),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

fn report(raking: &Raking) -> Value {
    json!({
        "sweeps": raking.sweeps,
        "largest_error": raking.largest_error,
        "converged": raking.has_converged,
        "trimmed": raking.trimmed,
        "beyond_limits": raking.beyond_limits,
    })
}

/// The mean weight in each combination of the margins' categories: `["E", "No", 39.84]`.
fn cell_weights(table: &Table, design: &Design, columns: &[&str]) -> Result<Value, CommandError> {
    let columns = columns.iter().map(|column| table.texts(column)).collect::<Result<Vec<_>, _>>()?;
    let mut cells: BTreeMap<Vec<&str>, (f64, f64)> = BTreeMap::new();
    for (row, weight) in design.weights().iter().enumerate() {
        let cell = columns.iter().map(|column| column[row].unwrap_or_default()).collect();
        let (sum, n) = cells.entry(cell).or_default();
        *sum += weight;
        *n += 1.0;
    }
    let line = |(cell, (sum, n)): (Vec<&str>, (f64, f64))| {
        let mut line: Vec<Value> = cell.into_iter().map(|category| json!(category)).collect();
        line.push(json!(sum / n));
        Value::Array(line)
    };
    Ok(Value::Array(cells.into_iter().map(line).collect()))
}
