use serde_json::{Map, Value, json};
use statistics::command::Table;

use super::{
    CommandError,
    table::{Counts, dimensions},
};
use crate::{Cube, Rule, Shown, audit::attack, audit::name, cube::groups_of, release_cube};

/// A table of counts, without totals, protected with its totals. Per cell and total: status, value, and of what is
/// hidden the interval that an attacker can bring it into.
///
/// # Errors
/// What is no table of counts; fewer than k respondents in all.
pub fn suppress(table: &Table, k: u32) -> Result<Value, CommandError> {
    let Counts { rows, columns, cells } = Counts::read(table)?;
    let mut codes = vec![Vec::new(), Vec::new()];
    for (row, cells) in cells.iter().enumerate() {
        for (column, count) in cells.iter().enumerate() {
            let Some(count) = count else {
                let wrong = format!("Zeile „{}“, Spalte „{}“: Hier fehlt ein Wert.", rows[row], columns[column]);
                return Err(CommandError::Request(wrong));
            };
            codes[0].extend(std::iter::repeat_n(row as u16, *count as usize));
            codes[1].extend(std::iter::repeat_n(column as u16, *count as usize));
        }
    }
    let small = |count: u64| (1..u64::from(k)).contains(&count);
    let primary = cells.iter().flatten().flatten().filter(|count| small(**count)).count();
    let cube = Cube::new(dimensions(rows, columns), vec![(0, 1)], codes)?;
    let release = release_cube(&cube, Rule::new(k))?;
    if release.respondents == Shown::Hidden {
        return Err(CommandError::Request(format!("In der ganzen Tabelle sind weniger als {k} Personen.")));
    }
    let attacks = attack(&release)?;
    let mut items = Vec::new();
    for view in &release.views {
        for (cell, shown) in groups_of(&release.dimensions, &view.by).into_iter().zip(&view.cells) {
            let mut item: Map<String, Value> = name(&release.dimensions, &cell)
                .into_iter()
                .map(|(variable, group)| (variable, json!(group)))
                .collect();
            let status = match shown {
                Shown::Value(count) => {
                    item.insert("n".to_owned(), json!(count));
                    "value"
                }
                Shown::Zero => "zero",
                Shown::None => "none",
                Shown::Hidden => "hidden",
            };
            item.insert("status".to_owned(), json!(status));
            if let Some(attack) = attacks.iter().find(|attack| attack.cell == cell) {
                item.insert("interval".to_owned(), json!([attack.interval.lo, attack.interval.hi]));
            }
            items.push(Value::Object(item));
        }
    }
    let (hidden, filled) = release.hidden();
    Ok(json!({
        "k": k, "total": release.respondents.value(), "primary_cells": primary, "hidden": hidden, "filled": filled,
        "derivable": attacks.iter().filter(|attack| attack.derivable).count(), "items": items,
    }))
}
