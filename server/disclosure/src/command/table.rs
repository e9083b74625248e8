//! A two-way table in CSV: the names of the rows in the first column, one column per category.

use statistics::command::Table;

use super::CommandError;
use crate::{
    cube::{Axis, Dimension},
    release::{Release, Shown, View},
    rule::Rule,
};

/// Names and cells; `None` is hidden (empty or `*`).
pub(super) struct Counts {
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    pub cells: Vec<Vec<Option<u64>>>,
}

const MOST: u64 = 10_000_000;

impl Counts {
    pub fn read(table: &Table) -> Result<Counts, CommandError> {
        let names: Vec<&str> = table.columns().collect();
        let [first, columns @ ..] = &names[..] else { return Err(too_narrow()) };
        if columns.is_empty() {
            return Err(too_narrow());
        }
        let name = |(at, name): (usize, Option<&str>)| name.map_or_else(|| (at + 1).to_string(), str::to_owned);
        let rows: Vec<String> = table.texts(first)?.into_iter().enumerate().map(name).collect();
        let mut cells = vec![Vec::with_capacity(columns.len()); rows.len()];
        for column in columns {
            for (row, text) in table.texts(column)?.into_iter().enumerate() {
                cells[row].push(count(text, row, column)?);
            }
        }
        Ok(Counts { rows, columns: columns.iter().map(|name| (*name).to_owned()).collect(), cells })
    }

    /// The table as a release; its last row and column are the totals.
    pub fn release(mut self, k: u32) -> Result<Release, CommandError> {
        if self.rows.len() < 2 || self.columns.len() < 2 {
            let wrong = "Die letzte Zeile und die letzte Spalte müssen die Summen enthalten.";
            return Err(CommandError::Request(wrong.to_owned()));
        }
        self.rows.pop();
        self.columns.pop();
        let totals = self.cells.pop().unwrap_or_default();
        let shown = |cell: Option<u64>| match cell {
            None => Shown::Hidden,
            Some(0) => Shown::Zero,
            Some(count) => Shown::Value(count),
        };
        let [row, column] = [0, 1].map(|dimension| Axis { dimension, level: 0 });
        let width = self.columns.len();
        let inner = self.cells.iter().flat_map(|cells| &cells[..width]);
        let views = vec![
            View { by: vec![row], cells: self.cells.iter().map(|cells| shown(cells[width])).collect() },
            View { by: vec![column], cells: totals[..width].iter().map(|cell| shown(*cell)).collect() },
            View { by: vec![row, column], cells: inner.map(|cell| shown(*cell)).collect() },
        ];
        Ok(Release {
            rule: Rule::new(k),
            respondents: shown(totals[width]),
            dimensions: dimensions(self.rows, self.columns),
            crossings: vec![(0, 1)],
            withheld: Vec::new(),
            views,
        })
    }
}

pub(super) fn dimensions(rows: Vec<String>, columns: Vec<String>) -> Vec<Dimension> {
    let dimension = |name: &str, categories| Dimension { name: name.to_owned(), categories, levels: Vec::new() };
    vec![dimension("row", rows), dimension("column", columns)]
}

fn too_narrow() -> CommandError {
    CommandError::Request("Die Tabelle braucht eine Spalte mit Namen und mindestens eine mit Anzahlen.".to_owned())
}

fn count(text: Option<&str>, row: usize, column: &str) -> Result<Option<u64>, CommandError> {
    match text {
        None | Some("*") => Ok(None),
        Some(text) => match text.parse::<u64>() {
            Ok(count) if count <= MOST => Ok(Some(count)),
            _ => {
                Err(CommandError::Request(format!("Zeile {}, Spalte „{column}“: „{text}“ ist keine Anzahl.", row + 2)))
            }
        },
    }
}
