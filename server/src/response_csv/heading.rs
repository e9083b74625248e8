//! Which column of a file belongs to which question.

use std::str::FromStr;

use domain::{Key, OptionId, Survey};
use exports::{Column, Content, columns, derived};

use crate::sheet::{LineProblem, Sheet};

/// How columns are called in a file that does not use our keys.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Column to key.
    pub renamed: Vec<(String, String)>,
    /// Start of a column's name to a key with `{}` for the rest: `imp_` to `merkmale.{}.importance`.
    pub prefixes: Vec<(String, String)>,
    pub ignored: Vec<String>,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MappingError {
    #[error("„{0}“: erwartet wird NAME=SCHLÜSSEL, zum Beispiel alter_klasse=alter")]
    NoTarget(String),
    #[error("„{0}“: im Schlüssel fehlt {{}} für den Rest des Namens, zum Beispiel imp_=merkmale.{{}}.importance")]
    NoPlaceholder(String),
}

impl Mapping {
    /// From the command line: `NAME=KEY` and `START=KEY with {}`.
    pub fn parse(renamed: &[String], prefixes: &[String], ignored: &[String]) -> Result<Mapping, MappingError> {
        let pair = |text: &String| match text.split_once('=') {
            Some((name, key)) if !name.is_empty() && !key.is_empty() => Ok((name.to_owned(), key.to_owned())),
            _ => Err(MappingError::NoTarget(text.clone())),
        };
        let prefixes: Vec<(String, String)> = prefixes.iter().map(pair).collect::<Result<_, _>>()?;
        if let Some((start, key)) = prefixes.iter().find(|(_, key)| !key.contains("{}")) {
            return Err(MappingError::NoPlaceholder(format!("{start}={key}")));
        }
        Ok(Mapping {
            renamed: renamed.iter().map(pair).collect::<Result<_, _>>()?,
            prefixes,
            ignored: ignored.to_vec(),
        })
    }

    /// The key a column stands for, as text; `None` if it is to be left out.
    fn key(&self, column: &str) -> Option<String> {
        if self.ignored.iter().any(|ignored| ignored == column) {
            return None;
        }
        let renamed = self.renamed.iter().find(|(name, _)| name == column).map(|(_, key)| key.clone());
        let by_prefix = || {
            let mut prefixes = self.prefixes.iter();
            prefixes.find_map(|(start, key)| Some(key.replace("{}", column.strip_prefix(start.as_str())?)))
        };
        Some(renamed.or_else(by_prefix).unwrap_or_else(|| column.to_owned()))
    }
}

/// A column of the file that belongs to a question.
pub(super) struct Heading<'s> {
    pub position: usize,
    /// As the file has it.
    pub name: String,
    pub key: Key,
    pub content: Content<'s>,
    /// The column stands for this option of a multiple choice.
    pub option: Option<OptionId>,
}

/// All columns, or those that are none of the survey's.
pub(super) fn read<'s>(
    sheet: &Sheet,
    survey: &'s Survey,
    mapping: &Mapping,
) -> Result<Vec<Heading<'s>>, Vec<LineProblem>> {
    let known = columns(survey);
    // Computed anew, or left to chance again: what a file says of it is not read.
    let derived = derived(survey);
    let mut problems = sheet.repeated_columns();
    let mut headings: Vec<Heading> = Vec::new();
    for (position, name) in sheet.header().iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let Some(key) = mapping.key(name) else { continue };
        if derived.iter().any(|column| column.name == key) {
            continue;
        }
        match heading(&known, position, name, &key) {
            Some(heading) => match headings.iter().find(|other| clash(other, &heading)) {
                Some(other) => {
                    let message = format!("Diese Spalte gehört zur selben Frage wie „{}“.", other.name);
                    problems.push(LineProblem::new(1, Some(name), message));
                }
                None => headings.push(heading),
            },
            None => problems.push(LineProblem::new(1, Some(name), unknown(name, &key, &known))),
        }
    }
    if problems.is_empty() { Ok(headings) } else { Err(problems) }
}

fn heading<'s>(known: &[Column<'s>], position: usize, name: &str, key: &str) -> Option<Heading<'s>> {
    let heading = |column: &Column<'s>, option| Heading {
        position,
        name: name.to_owned(),
        key: column.key.clone(),
        content: column.content.clone(),
        option,
    };
    if let Some(column) = known.iter().find(|column| column.name == key) {
        let option = match &column.content {
            Content::Ticked { option, .. } => Some(option.id.clone()),
            _ => None,
        };
        return Some(heading(column, option));
    }
    // A whole multiple choice in one column, `a|b`.
    let key = Key::from_str(key).ok()?;
    known.iter().find(|column| column.key == key).map(|column| heading(column, None))
}

fn clash(a: &Heading, b: &Heading) -> bool {
    a.key == b.key && (a.option == b.option || a.option.is_none() || b.option.is_none())
}

fn unknown(name: &str, key: &str, known: &[Column]) -> String {
    let meant = if name == key { String::new() } else { format!(" (gelesen als „{key}“)") };
    let some = known.iter().take(5).map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
    format!(
        "Diese Spalte gehört zu keiner Frage der Umfrage{meant}. Die ersten Schlüssel der Umfrage sind: {some}. \
         Soll die Spalte wegbleiben: --ignore {name}"
    )
}
