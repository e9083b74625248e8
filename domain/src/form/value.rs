//! What was typed into one field, as a value or as the reason why it is none.

use unicode_normalization::UnicodeNormalization;

use super::{
    address, date,
    number::{self, NumberError},
};
use crate::{
    answer::{Missing, Value},
    check::{Rule, typed_violation, violation},
    flow::FieldShape,
    label::is_bidi_control,
};

/// What was typed into one field; `None` if it was left empty. What breaks a rule of the field is not a value.
///
/// # Errors
/// The first rule that the entry breaks. An empty field breaks none here, even one that must be answered.
pub fn read_field(shape: &FieldShape, required: bool, typed: &[String]) -> Result<Option<Value>, Rule> {
    if is_typed(shape) {
        return read_typed(shape, required, typed, composed);
    }
    let entries = entries(typed);
    let value = match shape {
        FieldShape::Multiple { .. } | FieldShape::Top { .. } => choices(shape, required, &entries)?,
        FieldShape::Date { .. } => date::day(typed)?,
        FieldShape::Month { .. } => date::month(typed)?,
        _ => match entries.as_slice() {
            [] => None,
            [entry] => single(shape, required, entry)?,
            _ => return Err(Rule::TooMany { max: 1 }),
        },
    };
    accepted(value, |value| violation(shape, required, value))
}

/// As [`read_field`], for numbers and texts. The browser calls this while one types: it knows how the field is asked
/// and nothing else of the survey, and what reads all other kinds of fields is not sent to it. Nor are the tables of
/// [`composed`]: it hands over what the browser has of its own for that.
pub fn read_typed(
    shape: &FieldShape,
    required: bool,
    typed: &[String],
    compose: impl FnOnce(&str) -> String,
) -> Result<Option<Value>, Rule> {
    let value = match entries(typed).as_slice() {
        [] => None,
        [entry] => match shape {
            FieldShape::Number { decimals, .. } => match missing(entry, required) {
                Some(missing) => missing,
                None => Some(read_number(entry, *decimals)?),
            },
            shape => text(entry, matches!(shape, FieldShape::LongText { .. }), compose),
        },
        _ => return Err(Rule::TooMany { max: 1 }),
    };
    accepted(value, |value| typed_violation(shape, required, value))
}

fn is_typed(shape: &FieldShape) -> bool {
    matches!(shape, FieldShape::Number { .. } | FieldShape::ShortText { .. } | FieldShape::LongText { .. })
}

fn entries(typed: &[String]) -> Vec<&str> {
    typed.iter().map(String::as_str).filter(|text| !text.trim().is_empty()).collect()
}

fn accepted(value: Option<Value>, rule: impl FnOnce(&Value) -> Option<Rule>) -> Result<Option<Value>, Rule> {
    match value.as_ref().and_then(rule) {
        Some(rule) => Err(rule),
        None => Ok(value),
    }
}

fn read_number(entry: &str, decimals: u32) -> Result<Value, Rule> {
    number::number(entry, decimals).map(Value::Number).map_err(|error| match error {
        NumberError::Unreadable => Rule::NotANumber,
        NumberError::Ambiguous => Rule::NotWhole,
    })
}

fn missing(entry: &str, required: bool) -> Option<Option<Value>> {
    match Missing::parse(entry)? {
        // "No answer" where one is needed is the same as an empty field.
        Missing::NoAnswer if required => Some(None),
        missing => Some(Some(Value::Missing(missing))),
    }
}

fn single(shape: &FieldShape, required: bool, entry: &str) -> Result<Option<Value>, Rule> {
    if shape != &FieldShape::Address
        && let Some(value) = missing(entry, required)
    {
        return Ok(value);
    }
    let value = match shape {
        FieldShape::Single { .. } | FieldShape::Municipality { .. } | FieldShape::Occupation { .. } => {
            Value::Choice(entry.parse().map_err(|_| Rule::NotAnOption)?)
        }
        FieldShape::Rating { .. } | FieldShape::Recommendation { .. } => {
            Value::Number(f64::from(entry.parse::<u8>().map_err(|_| Rule::NotAnOption)?))
        }
        FieldShape::Rank { places } => {
            let place = number::number(entry, 0).map_err(|_| Rule::NoSuchPlace { places: *places })?;
            Value::Number(place)
        }
        FieldShape::Address => return Ok(text(entry, false, composed).map(address::written)),
        // A tick has one value; without it nothing comes.
        FieldShape::Consent { .. } => Value::Number(1.0),
        FieldShape::Multiple { .. }
        | FieldShape::Top { .. }
        | FieldShape::Date { .. }
        | FieldShape::Month { .. }
        | FieldShape::Number { .. }
        | FieldShape::ShortText { .. }
        | FieldShape::LongText { .. }
        | FieldShape::Dealt { .. }
        | FieldShape::Information => return Ok(None),
    };
    Ok(Some(value))
}

/// In the order of the questionnaire, whatever order they came in.
fn choices(shape: &FieldShape, required: bool, entries: &[&str]) -> Result<Option<Value>, Rule> {
    if let [entry] = entries
        && let Some(value) = missing(entry, required)
    {
        return Ok(value);
    }
    let options = shape.options();
    if entries.iter().any(|entry| !options.iter().any(|option| option.id.as_str() == *entry)) {
        return Err(Rule::NotAnOption);
    }
    let ticked = options.iter().filter(|option| entries.contains(&option.id.as_str()));
    let ids: Vec<_> = ticked.map(|option| option.id.clone()).collect();
    Ok((!ids.is_empty()).then_some(Value::Choices(ids)))
}

/// Line ends as browsers send them become one character; control characters, which no database or table likes, go, and
/// those that turn the direction of everything behind them. Composed is what is left: a mark may come to its letter only then.
fn text(entry: &str, lines: bool, compose: impl FnOnce(&str) -> String) -> Option<Value> {
    let unified = entry.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = unified
        .chars()
        .filter_map(|c| match c {
            '\n' if !lines => Some(' '),
            '\n' | '\t' => Some(c),
            _ if c.is_control() || is_bidi_control(c) => None,
            _ => Some(c),
        })
        .collect();
    let composed = compose(&clean);
    let trimmed = composed.trim();
    (!trimmed.is_empty()).then(|| Value::Text(trimmed.to_owned()))
}

/// The one way to write a text among those that Unicode holds equal (NFC): "ü" is one letter here, whether it was typed on
/// a keyboard or copied from a file name of a Mac, where it is a "u" and a mark.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}
