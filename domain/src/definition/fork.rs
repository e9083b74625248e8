//! A survey file in which one item has got another id: comments, order and everything else stay as they were written.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{expression, id::ItemId, label::pipe, publish, survey::Survey};

/// `None` if the file cannot be read, or says the ids in a way that cannot be changed in place.
pub fn forked(source: &str, old: &ItemId, new: &ItemId) -> Option<String> {
    let document = DeTable::parse(source).ok()?;
    let survey = document.get_ref();
    let mut sites = Sites { old, new, edits: Vec::new() };
    for compute in tables(survey, "compute") {
        sites.id(compute, "id");
        sites.rule(compute, "value");
    }
    tables(survey, "grouping").into_iter().for_each(|grouping| sites.id(grouping, "id"));
    sites.crossings(survey);
    let exits = ["quota", "screen_out"].into_iter().flat_map(|key| tables(survey, key));
    exits.for_each(|exit| sites.rule(exit, "condition"));
    let pages = tables(survey, "section").into_iter().flat_map(|section| tables(section, "page"));
    pages.for_each(|page| sites.page(page));
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

    /// The ids in `crossing = [["…", "…"]]`.
    fn crossings(&mut self, survey: &DeTable) {
        let Some(DeValue::Array(pairs)) = survey.get("crossing").map(Spanned::get_ref) else { return };
        let pairs = pairs.iter().filter_map(|pair| pair.get_ref().as_array());
        for id in pairs.flat_map(|pair| pair.iter()) {
            if id.get_ref().as_str() == Some(self.old.as_str()) {
                self.edits.push((id.span(), quoted(self.new.as_str())));
            }
        }
    }

    fn rule(&mut self, table: &DeTable, key: &str) {
        self.reworded(table, key, expression::renamed);
    }

    /// A text in each of its languages.
    fn text(&mut self, table: &DeTable, key: &str) {
        if let Some(DeValue::Table(words)) = table.get(key).map(Spanned::get_ref) {
            words.keys().for_each(|locale| self.reworded(words, locale.get_ref(), pipe::renamed));
        }
    }

    fn reworded(&mut self, table: &DeTable, key: &str, renamed: fn(&str, &ItemId, &ItemId) -> String) {
        let Some((span, text)) = string(table, key) else { return };
        let renamed = renamed(text, self.old, self.new);
        if renamed != text {
            self.edits.push((span, quoted(&renamed)));
        }
    }

    fn page(&mut self, page: &DeTable) {
        self.id(page, "repeat");
        self.rule(page, "condition");
        self.text(page, "title");
        self.constraints(page);
        tables(page, "item").into_iter().for_each(|item| self.item(item));
    }

    fn item(&mut self, item: &DeTable) {
        ["id", "of", "part_of"].into_iter().for_each(|key| self.id(item, key));
        ["condition", "required_if"].into_iter().for_each(|key| self.rule(item, key));
        TEXTS.into_iter().for_each(|key| self.text(item, key));
        self.constraints(item);
        for choice in ["option", "row", "column"].into_iter().flat_map(|key| tables(item, key)) {
            self.rule(choice, "condition");
            ["label", "hint"].into_iter().for_each(|key| self.text(choice, key));
        }
    }

    fn constraints(&mut self, table: &DeTable) {
        for constraint in tables(table, "constraint") {
            self.rule(constraint, "must");
            self.text(constraint, "message");
        }
    }
}

/// The texts of an item in which answers may stand, as the file calls them.
const TEXTS: [&str; 9] =
    ["text", "hint", "fulfilment_text", "dysfunctional_text", "consent", "low", "high", "best", "worst"];

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
