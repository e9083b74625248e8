//! What the browser needs to check this page by the same rules as the server: a line for each field one types into,
//! and nothing else of the survey. Choices need none: what the page offers to tick cannot be wrong.
//!
//! `plaetze number 0 500 0` is a whole number up to 500, `name! short_text 200` a text that must be there.
#![cfg_attr(not(feature = "hydrate"), allow(dead_code, reason = "read in the browser alone"))]

use std::collections::BTreeMap;

use domain::{
    Text,
    flow::{Field, FieldShape},
    form,
};

/// Follows the name of a field that must be answered. No name of a field can hold it.
const REQUIRED: char = '!';

/// A field as the browser knows it.
#[derive(Debug, PartialEq)]
pub struct Watched {
    pub name: String,
    pub required: bool,
    pub shape: FieldShape<'static>,
}

/// The lines of a page; `None` where nothing is typed.
pub fn excerpt(fields: &[Field]) -> Option<String> {
    let lines: Vec<String> = fields.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn line(field: &Field) -> Option<String> {
    let shape = match &field.shape {
        FieldShape::Number { min, max, decimals, .. } => format!("number {min} {max} {decimals}"),
        FieldShape::ShortText { max_chars } => format!("short_text {max_chars}"),
        FieldShape::LongText { max_chars } => format!("long_text {max_chars}"),
        _ => return None,
    };
    let mark = if field.required { REQUIRED.to_string() } else { String::new() };
    Some(format!("{}{mark} {shape}", field.key))
}

/// Reads the lines of [`excerpt`]; what is not one of them is not watched.
pub fn watched(lines: &str) -> Vec<Watched> {
    lines.lines().filter_map(read).collect()
}

/// Units are words, and words stand on the page already.
static NO_UNIT: Text = Text(BTreeMap::new());

fn read(line: &str) -> Option<Watched> {
    let mut words = line.split(' ');
    let name = words.next()?;
    let kind = words.next()?;
    let mut figure = || words.next();
    let shape = match kind {
        "number" => FieldShape::Number {
            unit: &NO_UNIT,
            min: bound(figure()?)?,
            max: bound(figure()?)?,
            decimals: figure()?.parse().ok()?,
        },
        "short_text" => FieldShape::ShortText { max_chars: figure()?.parse().ok()? },
        "long_text" => FieldShape::LongText { max_chars: figure()?.parse().ok()? },
        _ => return None,
    };
    let bare = name.strip_suffix(REQUIRED);
    Some(Watched { name: bare.unwrap_or(name).to_owned(), required: bare.is_some(), shape })
}

fn bound(figure: &str) -> Option<f64> {
    form::number(figure, u32::MAX).ok()
}

#[cfg(test)]
mod tests;
