//! The gap engine on any table: a CSV of paired ratings, or one of means. What `analyse gap` prints.

mod error;
mod output;

use std::{io::Read, str::FromStr};

use serde_json::Value;
use statistics::command::{self, Table};

pub use error::{InvalidScale, TableError};

use crate::gap::{self, Joint, Pair, Point};

/// The whole points of a rating scale, written `1-5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    pub min: i32,
    pub max: i32,
}

impl Scale {
    fn holds(self, number: f64) -> bool {
        (f64::from(self.min)..=f64::from(self.max)).contains(&number)
    }
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
///
/// # Errors
/// What is no table, what is not on the scale, and columns of which nobody can know what they are paired with.
pub fn analyse_gap(reader: impl Read, options: &Options) -> Result<Value, TableError> {
    let table = Table::read(reader)?;
    let items = paired_items(&table, options)?;
    let pairs = items.iter().map(|item| pair(&table, item, options)).collect::<Result<Vec<_>, _>>()?;
    let result = gap::items(&pairs);
    if result.items.is_empty() {
        return Err(TableError::NoPairs);
    }
    output::of_ratings(&result)
}

/// Analyses a table of means with the columns `item`, `importance`, `fulfilment`, a row per item. What needs single
/// answers is null.
///
/// # Errors
/// What is no such table, what is not on the scale, and an item without a name or that stands in two rows.
pub fn analyse_means(reader: impl Read, scale: Scale) -> Result<Value, TableError> {
    let table = Table::read(reader)?;
    let (importance, fulfilment) = (means(&table, "importance", scale)?, means(&table, "fulfilment", scale)?);
    let items = table.named("item")?;
    for (row, item) in items.iter().enumerate() {
        if let Some(first) = items[..row].iter().position(|before| before == item) {
            let (line, first) = (table.line(row), table.line(first));
            return Err(TableError::RepeatedItem { line, item: command::shown(item), first });
        }
    }
    let points = importance.into_iter().zip(fulfilment);
    let points = points.map(|(importance, fulfilment)| Point { importance, fulfilment });
    let rows: Vec<(String, Point)> = items.into_iter().map(str::to_owned).zip(points).collect();
    output::of_means(&rows, scale)
}

fn means(table: &Table, column: &str, scale: Scale) -> Result<Vec<f64>, TableError> {
    let means = table.full(column)?;
    match means.iter().position(|mean| !scale.holds(*mean)) {
        None => Ok(means),
        Some(row) => Err(off_scale(table, row, column, scale)),
    }
}

fn pair(table: &Table, item: &str, options: &Options) -> Result<Pair, TableError> {
    let Scale { min, max } = options.scale;
    let importance = ratings(table, &format!("{}{item}", options.importance), options.scale)?;
    let fulfilment = ratings(table, &format!("{}{item}", options.fulfilment), options.scale)?;
    let mut joint = Joint::new(min, max);
    for ratings in importance.into_iter().zip(fulfilment) {
        if let (Some(importance), Some(fulfilment)) = ratings {
            joint.add(importance, fulfilment, 1);
        }
    }
    Ok(Pair { item: item.to_owned(), construct: None, joint })
}

/// Whole points of the scale.
fn ratings(table: &Table, column: &str, scale: Scale) -> Result<Vec<Option<i32>>, TableError> {
    let rating = |(row, number): (usize, Option<f64>)| match number {
        Some(number) if number.fract() == 0.0 && scale.holds(number) => Ok(Some(number as i32)),
        Some(_) => Err(off_scale(table, row, column, scale)),
        None => Ok(None),
    };
    table.numbers(column)?.into_iter().enumerate().map(rating).collect()
}

fn off_scale(table: &Table, row: usize, column: &str, scale: Scale) -> TableError {
    let texts = table.texts(column).unwrap_or_default();
    let value = command::shown(texts.get(row).copied().flatten().unwrap_or_default());
    TableError::OffScale { line: table.line(row), column: column.to_owned(), value, scale }
}

/// The items that have a column of importance and one of fulfilment, in the order of the table.
fn paired_items(table: &Table, options: &Options) -> Result<Vec<String>, TableError> {
    let (importance, fulfilment) = (options.importance.as_str(), options.fulfilment.as_str());
    if importance == fulfilment {
        return Err(TableError::SamePrefix(importance.to_owned()));
    }
    let is_rating = |name: &&String| name.starts_with(importance) || name.starts_with(fulfilment);
    let repeated: Vec<String> = table.repeated().iter().filter(is_rating).cloned().collect();
    if !repeated.is_empty() {
        return Err(command::TableError::Repeated(repeated).into());
    }
    let (partners, items) = (items_after(table, fulfilment)?, items_after(table, importance)?);
    let lonely = |names: &[String], others: &[String]| names.iter().find(|name| !others.contains(name)).cloned();
    let no_partner = |column: &str, partner: &str, item: String| {
        Err(TableError::NoPartner { column: format!("{column}{item}"), partner: format!("{partner}{item}") })
    };
    match (lonely(&partners, &items), lonely(&items, &partners)) {
        (Some(item), _) => no_partner(fulfilment, importance, item),
        (None, Some(item)) => no_partner(importance, fulfilment, item),
        (None, None) => Ok(items),
    }
}

/// What follows `prefix` in the names of the columns that start with it.
fn items_after(table: &Table, prefix: &str) -> Result<Vec<String>, TableError> {
    let items: Vec<String> = table.columns().filter_map(|name| name.strip_prefix(prefix)).map(str::to_owned).collect();
    if items.is_empty() {
        return Err(TableError::NoPrefix { prefix: prefix.to_owned(), columns: table.shown_columns() });
    }
    if items.iter().any(String::is_empty) {
        return Err(TableError::NamelessItem(prefix.to_owned()));
    }
    Ok(items)
}
