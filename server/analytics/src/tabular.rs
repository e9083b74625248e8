//! The gap engine on any table: a CSV of paired ratings, or one of means. What `analyse gap` prints.

mod error;
mod output;
mod table;

use std::{io::Read, str::FromStr};

use serde_json::Value;

pub use error::{InvalidScale, TableError};
use table::Table;

use crate::gap::{self, Joint, Pair, Point};

/// The whole points of a rating scale, written `1-5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    pub min: i32,
    pub max: i32,
}

impl FromStr for Scale {
    type Err = InvalidScale;

    fn from_str(text: &str) -> Result<Scale, InvalidScale> {
        let refused = || InvalidScale(text.to_owned());
        let (min, max) = text.trim().split_once('-').ok_or_else(refused)?;
        let end = |end: &str| end.trim().parse::<u8>().map(i32::from).map_err(|_| refused());
        let scale = Scale { min: end(min)?, max: end(max)? };
        let points = 2..=101;
        if points.contains(&(scale.max - scale.min + 1)) { Ok(scale) } else { Err(refused()) }
    }
}

/// How to find the paired ratings in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Prefix of the columns with importance, `imp_`; what follows it names the item.
    pub importance: String,
    /// Prefix of the columns with fulfilment, `sat_`.
    pub fulfilment: String,
    pub scale: Scale,
}

/// Analyses a CSV with a row per respondent (comma or semicolon, header first). Empty cells and `NA` are missing; a
/// pair counts where both ratings are there.
pub fn analyse_gap(reader: impl Read, options: &Options) -> Result<Value, TableError> {
    let table = Table::read(reader)?;
    let pairs = pairs(&table, options)?;
    let result = gap::items(&pairs);
    if result.items.is_empty() {
        return Err(TableError::NoPairs);
    }
    output::of_ratings(&result)
}

/// Analyses a table of means with the columns `item`, `importance`, `fulfilment`. What needs single answers is null.
pub fn analyse_means(reader: impl Read, scale: Scale) -> Result<Value, TableError> {
    let table = Table::read(reader)?;
    let column = |name: &str| table.column(name).ok_or_else(|| TableError::NoColumn(name.to_owned()));
    let (item, importance, fulfilment) = (column("item")?, column("importance")?, column("fulfilment")?);
    let mut rows = Vec::new();
    for row in table.rows() {
        let mean = |column| row.number(column)?.ok_or_else(|| row.not_a_number(column));
        let (importance, fulfilment) =
            (row.on_scale(importance, mean(importance)?, scale)?, row.on_scale(fulfilment, mean(fulfilment)?, scale)?);
        rows.push((row.text(item).to_owned(), Point { importance, fulfilment }));
    }
    output::of_means(&rows, scale)
}

fn pairs(table: &Table, options: &Options) -> Result<Vec<Pair>, TableError> {
    let columns = paired_columns(table, options)?;
    let Scale { min, max } = options.scale;
    let mut pairs: Vec<Pair> = columns
        .iter()
        .map(|(item, _, _)| Pair { item: item.clone(), construct: None, joint: Joint::new(min, max) })
        .collect();
    for row in table.rows() {
        for (pair, (_, importance, fulfilment)) in pairs.iter_mut().zip(&columns) {
            let rating = |column: usize| row.rating(column, options.scale);
            if let (Some(importance), Some(fulfilment)) = (rating(*importance)?, rating(*fulfilment)?) {
                pair.joint.add(importance, fulfilment, 1);
            }
        }
    }
    Ok(pairs)
}

/// Item, column of importance, column of fulfilment; in the order of the table.
fn paired_columns(table: &Table, options: &Options) -> Result<Vec<(String, usize, usize)>, TableError> {
    let (importance, fulfilment) = (options.importance.as_str(), options.fulfilment.as_str());
    let with_prefix = |prefix: &str| -> Result<Vec<(String, usize)>, TableError> {
        let found: Vec<_> = table.columns_after(prefix).collect();
        if found.is_empty() { Err(TableError::NoPrefix(prefix.to_owned())) } else { Ok(found) }
    };
    let partners = with_prefix(fulfilment)?;
    let items = with_prefix(importance)?;
    if let Some((lonely, _)) = partners.iter().find(|(item, _)| items.iter().all(|(other, _)| other != item)) {
        let (column, partner) = (format!("{fulfilment}{lonely}"), format!("{importance}{lonely}"));
        return Err(TableError::NoPartner { column, partner });
    }
    items
        .into_iter()
        .map(|(item, column)| match partners.iter().find(|(other, _)| *other == item) {
            Some((_, partner)) => Ok((item, column, *partner)),
            None => {
                let (column, partner) = (format!("{importance}{item}"), format!("{fulfilment}{item}"));
                Err(TableError::NoPartner { column, partner })
            }
        })
        .collect()
}
