//! A survey file in which one item has got another id: comments, order and everything else stay as they were written.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{expression, id::ItemId, publish, survey::Survey};

/// `None` if the file cannot be read, or says the ids in a way that cannot be changed in place.
pub fn forked(source: &str, old: &ItemId, new: &ItemId) -> Option<String> {
    let document = DeTable::parse(source).ok()?;
    let mut sites = Sites { old, new, edits: Vec::new() };
    for section in tables(document.get_ref(), "section") {
        for page in tables(section, "page") {
            sites.id(page, "repeat");
            sites.condition(page);
            for item in tables(page, "item") {
                ["id", "of", "part_of"].into_iter().for_each(|key| sites.id(item, key));
                sites.condition(item);
                let choices = ["option", "row"].into_iter().flat_map(|key| tables(item, key));
                choices.for_each(|choice| sites.condition(choice));
            }
        }
    }
    let mut edits = sites.edits;
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut forked = source.to_owned();
    for (span, text) in edits {
        forked.replace_range(span, &text);
    }
    // Whatever the file looks like: it says what it should, or it is not touched.
    let (before, after) = (Survey::from_toml(source).ok()?, Survey::from_toml(&forked).ok()?);
    (after == publish::forked(&before, old, new)).then_some(forked)
}

/// The tables of a list, however it is written.
fn tables<'d>(table: &'d DeTable<'d>, key: &str) -> Vec<&'d DeTable<'d>> {
    let Some(DeValue::Array(entries)) = table.get(key).map(Spanned::get_ref) else { return Vec::new() };
    let tables = entries.iter().filter_map(|entry| match entry.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

struct Sites<'a> {
    old: &'a ItemId,
    new: &'a ItemId,
    edits: Vec<(Range<usize>, String)>,
}

impl Sites<'_> {
    fn id(&mut self, table: &DeTable, key: &str) {
        if let Some((span, text)) = string(table, key)
            && text == self.old.as_str()
        {
            self.edits.push((span, quoted(self.new.as_str())));
        }
    }

    fn condition(&mut self, table: &DeTable) {
        let Some((span, text)) = string(table, "condition") else { return };
        let renamed = expression::renamed(text, self.old, self.new);
        if renamed != text {
            self.edits.push((span, quoted(&renamed)));
        }
    }
}

fn string<'d>(table: &'d DeTable, key: &str) -> Option<(Range<usize>, &'d str)> {
    let value = table.get(key)?;
    match value.get_ref() {
        DeValue::String(text) => Some((value.span(), text)),
        _ => None,
    }
}

/// In the quotation marks that need no escapes, if there are such.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| !c.is_control() && c != '"' && c != '\\';
    if text.chars().all(is_plain) {
        return format!("\"{text}\"");
    }
    if !text.chars().any(|c| c == '\'' || c.is_control()) {
        return format!("'{text}'");
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
