//! Days and months as people type them: in two or three fields, or in one as a table holds them.

use crate::{
    answer::Value,
    calendar::{Day, Month},
    check::Rule,
};

/// From the fields day, month, year; or from one that holds `2026-05-24` or `24.5.2026`.
pub(super) fn day(typed: &[String]) -> Result<Option<Value>, Rule> {
    let typed: Vec<&str> = typed.iter().map(|text| text.trim()).collect();
    let parts: Vec<&str> = match typed.as_slice() {
        all if all.iter().all(|text| text.is_empty()) => return Ok(None),
        [iso] if iso.parse::<Day>().is_ok() => return Ok(Some(Value::Text((*iso).to_owned()))),
        [one] => one.split('.').map(str::trim).collect(),
        several => several.to_vec(),
    };
    let [day, month, year] = parts.as_slice() else { return Err(Rule::NotADay) };
    let (Some(day), Some(month), Some(year)) = (figure(day, 2), figure(month, 2), year_of(year)) else {
        return Err(Rule::NotADay);
    };
    let read = Day::new(year, month as u8, day as u8).ok_or(Rule::NoSuchDay)?;
    Ok(Some(Value::Text(read.to_string())))
}

/// From the fields month and year; or from one that holds `2026-05` or `5.2026`.
pub(super) fn month(typed: &[String]) -> Result<Option<Value>, Rule> {
    let typed: Vec<&str> = typed.iter().map(|text| text.trim()).collect();
    let parts: Vec<&str> = match typed.as_slice() {
        all if all.iter().all(|text| text.is_empty()) => return Ok(None),
        [iso] if iso.parse::<Month>().is_ok() => return Ok(Some(Value::Text((*iso).to_owned()))),
        [one] => one.split(['.', '/']).map(str::trim).collect(),
        several => several.to_vec(),
    };
    let [month, year] = parts.as_slice() else { return Err(Rule::NotAMonth) };
    let (Some(month), Some(year)) = (figure(month, 2), year_of(year)) else { return Err(Rule::NotAMonth) };
    let read = Month::new(year, month as u8).ok_or(Rule::NotAMonth)?;
    Ok(Some(Value::Text(read.to_string())))
}

/// Two digits could mean two centuries: better asked than guessed.
fn year_of(text: &str) -> Option<u16> {
    figure(text, 4).filter(|_| text.len() == 4)
}

fn figure(text: &str, digits: usize) -> Option<u16> {
    let is_number = (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
