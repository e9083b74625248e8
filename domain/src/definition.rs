//! Reads a survey from TOML as a person writes it: everything that is wrong, each with its place, in German.
//!
//! N.B. serde would stop at the first error, cannot name a place for most, and lets unknown keys of an item pass
//! because of `#[serde(flatten)]`. So the document is walked by hand; what is a key is said here and in `survey`.

mod document;
mod fault;
mod fork;
mod rules;

use toml::de::DeTable;

use crate::{
    meaning::{Audience, Meaning, Role, TargetGroup},
    survey::{Choice, Column, Direction, Item, ItemKind, Level, Page, Protection, Scale, Section, Survey},
};
use document::{Table, Value};
use fault::Faults;

pub use fork::forked;

/// What cannot be read in a survey file, and where; line and column count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("Zeile {line}, Spalte {column}: {message}")]
pub struct ReadError {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

/// Bytes of a survey file; the longest of our templates has a twenty-fifth of it.
pub const SIZE_MAX: usize = 512 * 1024;

impl Survey {
    /// Reads a survey file. Whether what it says makes sense is for `publish::inspect`.
    pub fn from_toml(source: &str) -> Result<Survey, Vec<ReadError>> {
        if source.len() > SIZE_MAX {
            let message = format!("Die Datei ist zu groß: Eine Umfrage hat höchstens {} KB.", SIZE_MAX / 1024);
            return Err(vec![ReadError { line: 1, column: 1, message }]);
        }
        let (document, errors) = DeTable::parse_recoverable(source);
        let faults = Faults::new(source);
        if !errors.is_empty() {
            for error in errors {
                faults.syntax(error.span().map_or(0, |span| span.start), error.message());
            }
            return Err(faults.into_sorted());
        }
        let read = survey(Table::document(&faults, document.get_ref(), document.span()));
        match (read, faults.into_sorted()) {
            (Some(survey), errors) if errors.is_empty() => Ok(survey),
            (None, errors) if errors.is_empty() => {
                Err(vec![ReadError { line: 1, column: 1, message: "Die Datei enthält keine Umfrage.".to_owned() }])
            }
            (_, errors) => Err(errors),
        }
    }
}

const AUDIENCES: &[(&str, Audience)] =
    &[("firm", Audience::Firm), ("apprentice", Audience::Apprentice), ("other", Audience::Other)];
const LEVELS: &[(&str, Level)] =
    &[("anonymous", Level::Anonymous), ("uncoupled", Level::Uncoupled), ("named", Level::Named)];
const DIRECTIONS: &[(&str, Direction)] =
    &[("high_is_good", Direction::HighIsGood), ("high_is_bad", Direction::HighIsBad)];
const ROLES: &[(&str, Role)] = &[
    ("importance", Role::Importance),
    ("fulfilment", Role::Fulfilment),
    ("need", Role::Need),
    ("urgency", Role::Urgency),
    ("satisfaction", Role::Satisfaction),
    ("awareness", Role::Awareness),
    ("barrier", Role::Barrier),
    ("persons", Role::Persons),
    ("recommend", Role::Recommend),
    ("background", Role::Background),
    ("priority", Role::Priority),
];

// Every function below reads all of its keys before it looks at any, so that no fault hides another.

fn survey(mut table: Table) -> Option<Survey> {
    let slug = table.need("slug", Value::id);
    let audience = table.need("audience", |value| value.one_of(AUDIENCES));
    let k = table.need("k", Value::count);
    let locales = table.need("locales", |value| value.list(Value::locale));
    let title = table.need("title", Value::text);
    let intro = table.need("intro", Value::text);
    let privacy = table.need("privacy", Value::text);
    let thanks = table.read("thanks", Value::text).unwrap_or_default();
    let check_answers = table.read("check_answers", Value::flag).unwrap_or_default();
    let length_reason = table.read("length_reason", Value::string);
    let source = table.read("source", Value::text);
    let fieldwork = table.read("fieldwork", Value::text);
    let protection = table.read("protection", |value| value.table("den Datenschutz").and_then(protection));
    let groupings = table.read("grouping", |value| value.tables("die Gliederung", rules::grouping)).unwrap_or_default();
    let crossings = table.read("crossing", |value| value.list(rules::crossing)).unwrap_or_default();
    let scales = table.read("scale", |value| value.tables("die Skala", scale)).unwrap_or_default();
    let computes = table.read("compute", |value| value.tables("die Berechnung", rules::compute)).unwrap_or_default();
    let quotas = table.read("quota", |value| value.tables("die Quote", rules::quota)).unwrap_or_default();
    let screen_outs =
        table.read("screen_out", |value| value.tables("den Ausschluss", rules::screen_out)).unwrap_or_default();
    let sections = table.need("section", |value| value.tables("den Abschnitt", section));
    table.finish();
    Some(Survey {
        slug: slug?,
        audience: audience?,
        k: k?,
        locales: locales?,
        title: title?,
        intro: intro?,
        privacy: privacy?,
        thanks,
        check_answers,
        length_reason,
        source,
        fieldwork,
        protection,
        groupings,
        crossings,
        scales,
        computes,
        quotas,
        screen_outs,
        sections: sections?,
    })
}

fn protection(mut table: Table) -> Option<Protection> {
    let purpose = table.need("purpose", Value::text);
    let legal_basis = table.need("legal_basis", Value::string);
    let retention_months = table.need("retention_months", Value::count);
    let level = table.need("level", |value| value.one_of(LEVELS));
    table.finish();
    Some(Protection {
        purpose: purpose?,
        legal_basis: legal_basis?,
        retention_months: retention_months?,
        level: level?,
    })
}

fn scale(mut table: Table) -> Option<Scale> {
    let id = table.need("id", Value::id);
    let direction = table.read("direction", |value| value.one_of(DIRECTIONS)).unwrap_or_default();
    let labels = table.need("labels", |value| value.list(Value::text));
    let dont_know = table.read("dont_know", Value::text);
    let not_applicable = table.read("not_applicable", Value::text);
    table.finish();
    Some(Scale { id: id?, direction, labels: labels?, dont_know, not_applicable })
}

fn section(mut table: Table) -> Option<Section> {
    let title = table.need("title", Value::text);
    let order = rules::order(&mut table);
    let pages = table.need("page", |value| value.tables("die Seite", page));
    table.finish();
    Some(Section { title: title?, order, pages: pages? })
}

fn page(mut table: Table) -> Option<Page> {
    let id = table.need("id", Value::id);
    let title = table.read("title", Value::text).unwrap_or_default();
    let condition = table.read("condition", Value::string);
    let repeat = table.read("repeat", Value::id);
    let order = rules::order(&mut table);
    let constraints = rules::constraints(&mut table);
    let items = table.need("item", |value| value.tables("die Frage", item));
    table.finish();
    Some(Page { id: id?, title, condition, repeat, order, constraints, items: items? })
}

fn item(mut table: Table) -> Option<Item> {
    let id = table.need("id", Value::id);
    let text = table.need("text", Value::text);
    let hint = table.read("hint", Value::text).unwrap_or_default();
    let required = table.read("required", Value::flag).unwrap_or_default();
    let required_if = table.read("required_if", Value::string);
    let condition = table.read("condition", Value::string);
    let comment = table.read("comment", Value::flag).unwrap_or_default();
    let order = rules::order(&mut table);
    let constraints = rules::constraints(&mut table);
    let meaning = table.read("meaning", meaning).unwrap_or_default();
    let kind = match table.need("kind", |value| value.one_of(KINDS)) {
        Some(read) => {
            let kind = read(&mut table);
            table.finish();
            kind
        }
        // Which other keys may be there depends on the kind.
        None => None,
    };
    Some(Item {
        id: id?,
        text: text?,
        hint,
        required,
        required_if,
        condition,
        comment,
        order,
        constraints,
        meaning,
        kind: kind?,
    })
}

type ReadKind = fn(&mut Table) -> Option<ItemKind>;

const KINDS: &[(&str, ReadKind)] = &[
    ("single", single),
    ("multiple", multiple),
    ("battery", battery),
    ("paired", paired),
    ("top", top),
    ("ranking", ranking),
    ("best_worst", best_worst),
    ("constant_sum", constant_sum),
    ("kano", kano),
    ("recommendation", recommendation),
    ("number", number),
    ("matrix", matrix),
    ("date", date),
    ("month", month),
    ("short_text", short_text),
    ("long_text", long_text),
    ("municipality", municipality),
    ("occupation", occupation),
    ("contact", contact),
    ("information", |_| Some(ItemKind::Information)),
];

fn single(table: &mut Table) -> Option<ItemKind> {
    let options = table.need("option", |value| value.tables("die Antwort", choice));
    Some(ItemKind::Single { options: options? })
}

fn multiple(table: &mut Table) -> Option<ItemKind> {
    let options = table.need("option", |value| value.tables("die Antwort", choice));
    let max = table.read("max", Value::count);
    Some(ItemKind::Multiple { options: options?, max })
}

fn battery(table: &mut Table) -> Option<ItemKind> {
    let scale = table.need("scale", Value::id);
    let rows = table.need("row", |value| value.tables("die Zeile", choice));
    Some(ItemKind::Battery { scale: scale?, rows: rows? })
}

fn paired(table: &mut Table) -> Option<ItemKind> {
    let importance_scale = table.need("importance_scale", Value::id);
    let fulfilment_scale = table.need("fulfilment_scale", Value::id);
    let fulfilment_text = table.need("fulfilment_text", Value::text);
    let rows = table.need("row", |value| value.tables("die Zeile", choice));
    Some(ItemKind::Paired {
        importance_scale: importance_scale?,
        fulfilment_scale: fulfilment_scale?,
        fulfilment_text: fulfilment_text?,
        rows: rows?,
    })
}

fn top(table: &mut Table) -> Option<ItemKind> {
    let max = table.read("max", Value::count).unwrap_or_else(crate::survey::three);
    let of = table.read("of", Value::id);
    let options = table.read("option", |value| value.tables("die Antwort", choice)).unwrap_or_default();
    Some(ItemKind::Top { max, of, options })
}

fn ranking(table: &mut Table) -> Option<ItemKind> {
    let rows = table.need("row", |value| value.tables("die Zeile", choice));
    Some(ItemKind::Ranking { rows: rows? })
}

fn best_worst(table: &mut Table) -> Option<ItemKind> {
    let block_size = table.read("block_size", Value::count).unwrap_or_else(crate::survey::four);
    let versions = table.read("versions", Value::count).unwrap_or_else(crate::survey::four);
    let best = table.need("best", Value::text);
    let worst = table.need("worst", Value::text);
    let rows = table.need("row", |value| value.tables("die Zeile", choice));
    Some(ItemKind::BestWorst { block_size, versions, best: best?, worst: worst?, rows: rows? })
}

fn constant_sum(table: &mut Table) -> Option<ItemKind> {
    let total = table.read("total", Value::count).unwrap_or_else(crate::survey::hundred);
    let unit = table.read("unit", Value::text).unwrap_or_default();
    let rows = table.need("row", |value| value.tables("die Zeile", choice));
    Some(ItemKind::ConstantSum { total, unit, rows: rows? })
}

fn kano(table: &mut Table) -> Option<ItemKind> {
    let dysfunctional_text = table.need("dysfunctional_text", Value::text);
    Some(ItemKind::Kano { dysfunctional_text: dysfunctional_text? })
}

fn matrix(table: &mut Table) -> Option<ItemKind> {
    let of = table.read("of", Value::id);
    let columns = table.need("column", |value| value.tables("die Spalte", column));
    let rows = table.read("row", |value| value.tables("die Zeile", choice)).unwrap_or_default();
    Some(ItemKind::Matrix { of, columns: columns?, rows })
}

fn column(mut table: Table) -> Option<Column> {
    let id = table.need("id", Value::id);
    let label = table.need("label", Value::text);
    let min = table.need("min", Value::number);
    let max = table.need("max", Value::number);
    let decimals = table.read("decimals", Value::count).unwrap_or_default();
    let part_of = table.read("part_of", Value::id);
    table.finish();
    Some(Column { id: id?, label: label?, min: min?, max: max?, decimals, part_of })
}

fn date(table: &mut Table) -> Option<ItemKind> {
    let min = table.read("min", |value| value.date("2026-05-24")).unwrap_or_else(crate::survey::first_day);
    let max = table.read("max", |value| value.date("2026-05-24")).unwrap_or_else(crate::survey::last_day);
    Some(ItemKind::Date { min, max })
}

fn month(table: &mut Table) -> Option<ItemKind> {
    let min = table.read("min", |value| value.date("2026-05")).unwrap_or_else(crate::survey::first_month);
    let max = table.read("max", |value| value.date("2026-05")).unwrap_or_else(crate::survey::last_month);
    Some(ItemKind::Month { min, max })
}

fn contact(table: &mut Table) -> Option<ItemKind> {
    let consent = table.need("consent", Value::text);
    Some(ItemKind::Contact { consent: consent? })
}

fn occupation(table: &mut Table) -> Option<ItemKind> {
    let options = table.read("option", |value| value.tables("die Antwort", choice)).unwrap_or_default();
    Some(ItemKind::Occupation { options })
}

fn recommendation(table: &mut Table) -> Option<ItemKind> {
    let low = table.need("low", Value::text);
    let high = table.need("high", Value::text);
    Some(ItemKind::Recommendation { low: low?, high: high? })
}

fn number(table: &mut Table) -> Option<ItemKind> {
    let unit = table.read("unit", Value::text).unwrap_or_default();
    let unit_one = table.read("unit_one", Value::text).unwrap_or_default();
    let min = table.need("min", Value::number);
    let max = table.need("max", Value::number);
    let decimals = table.read("decimals", Value::count).unwrap_or_default();
    let part_of = table.read("part_of", Value::id);
    Some(ItemKind::Number { unit, unit_one, min: min?, max: max?, decimals, part_of })
}

fn short_text(table: &mut Table) -> Option<ItemKind> {
    let max_chars = table.read("max_chars", Value::count).unwrap_or_else(crate::survey::short_text_limit);
    Some(ItemKind::ShortText { max_chars })
}

fn long_text(table: &mut Table) -> Option<ItemKind> {
    let max_chars = table.read("max_chars", Value::count).unwrap_or_else(crate::survey::long_text_limit);
    Some(ItemKind::LongText { max_chars })
}

fn municipality(table: &mut Table) -> Option<ItemKind> {
    let options = table.read("option", |value| value.tables("die Antwort", choice)).unwrap_or_default();
    Some(ItemKind::Municipality { options })
}

fn choice(mut table: Table) -> Option<Choice> {
    let id = table.need("id", Value::id);
    let label = table.need("label", Value::text);
    let hint = table.read("hint", Value::text).unwrap_or_default();
    let condition = table.read("condition", Value::string);
    let exclusive = table.read("exclusive", Value::flag).unwrap_or_default();
    let other = table.read("other", Value::flag).unwrap_or_default();
    let meaning = table.read("meaning", meaning).unwrap_or_default();
    table.finish();
    Some(Choice { id: id?, label: label?, hint, condition, exclusive, other, meaning })
}

fn meaning(value: Value) -> Option<Meaning> {
    let mut table = value.table("die Bedeutung (meaning)")?;
    let groups: Vec<(&str, TargetGroup)> = TargetGroup::ALL.into_iter().map(|group| (group.as_str(), group)).collect();
    let meaning = Meaning {
        role: table.read("role", |value| value.one_of(ROLES)),
        construct: table.read("construct", Value::id),
        topic: table.read("topic", Value::id),
        target_group: table.read("target_group", |value| value.one_of(&groups)),
        audience: table.read("audience", |value| value.one_of(AUDIENCES)),
        knows: table.read("knows", Value::flag),
        reverse: table.read("reverse", Value::flag).unwrap_or_default(),
    };
    table.finish();
    Some(meaning)
}
