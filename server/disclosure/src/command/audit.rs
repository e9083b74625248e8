use serde_json::{Map, Value, json};
use statistics::command::Table;

use super::{CommandError, table::Counts};
use crate::{
    Axis, Interval, Release,
    audit::{Relation, attack, compare, name},
};

/// A table with its totals in the last row and column, in which hidden cells are empty or `*`: the interval that an
/// attacker can bring each of them into, which of them are derivable (narrower than k), and which are as good as
/// published (certainly at least k).
///
/// # Errors
/// What is no such table; numbers that contradict each other.
pub fn audit(table: &Table, k: u32) -> Result<Value, CommandError> {
    let release = Counts::read(table)?.release(k)?;
    let attacks = attack(&release)?;
    let code = |cell: &[(Axis, usize)]| cell_code(cell);
    let intervals: Map<String, Value> =
        attacks.iter().map(|attack| (code(&attack.cell), json!(ends(attack.interval)))).collect();
    let published: Vec<String> =
        attacks.iter().filter(|attack| attack.interval.lo >= f64::from(k)).map(|attack| code(&attack.cell)).collect();
    let derivable: Vec<String> =
        attacks.iter().filter(|attack| attack.derivable).map(|attack| code(&attack.cell)).collect();
    let items: Vec<Value> = attacks
        .iter()
        .map(|attack| item(&release, &attack.cell, attack.interval, [("derivable", json!(attack.derivable))]))
        .collect();
    Ok(json!({
        "k": k, "intervals": intervals, "published": published, "derivable": derivable, "items": items,
    }))
}

/// Two tables as [`audit`] takes one; the later one is of the same respondents, or `has_grown`. What both together give
/// away stands in the items; `refused` if there is any.
///
/// # Errors
/// As [`audit`]; tables with different rows or columns.
pub fn audit_releases(earlier: &Table, later: &Table, k: u32, has_grown: bool) -> Result<Value, CommandError> {
    let (earlier, later) = (Counts::read(earlier)?.release(k)?, Counts::read(later)?.release(k)?);
    let relation = if has_grown { Relation::Grown } else { Relation::Same };
    let findings = compare(&earlier, &later, relation)?;
    let items: Vec<Value> = findings
        .iter()
        .map(|finding| item(&earlier, &finding.cell, finding.interval, [("reason", json!(finding.reason))]))
        .collect();
    Ok(json!({ "k": k, "refused": !findings.is_empty(), "items": items }))
}

fn item<const N: usize>(
    release: &Release,
    cell: &[(Axis, usize)],
    interval: Interval,
    more: [(&str, Value); N],
) -> Value {
    let names = name(&release.dimensions, cell).into_iter().map(|(variable, group)| (variable, json!(group)));
    let mut item: Map<String, Value> = names.collect();
    item.insert("interval".to_owned(), json!(ends(interval)));
    more.into_iter().for_each(|(field, value)| drop(item.insert(field.to_owned(), value)));
    Value::Object(item)
}

/// `null` where there is no end.
fn ends(interval: Interval) -> [Option<f64>; 2] {
    [interval.lo, interval.hi].map(|end| end.is_finite().then_some(end))
}

/// X11 is the first cell of the first row; of totals the place that is summed over is 0.
fn cell_code(cell: &[(Axis, usize)]) -> String {
    let place =
        |dimension: usize| cell.iter().find(|(axis, _)| axis.dimension == dimension).map_or(0, |part| part.1 + 1);
    let (row, column) = (place(0), place(1));
    if row > 9 || column > 9 { format!("X{row},{column}") } else { format!("X{row}{column}") }
}
