//! Stored answers as rows of cells, one column for each thing that was ever asked, whichever version asked it.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{Answers, History, Key, OptionId, Survey, Value};

use super::{
    Cell, Column, Content, ExportError, Gap, columns,
    derived::{self, Derived},
};

/// Says which version a line answers, where there are several. No id begins like this.
pub const VERSION_COLUMN: &str = "_version";

/// The firm an answer is from, where firms could answer with their name and this one chose to; else empty.
pub const FIRM_COLUMN: &str = "_firm";

/// Reads the answers to a wave, in the order of the columns of its [`super::DataFile`].
pub struct Rows<'s> {
    columns: Vec<Column<'s>>,
    /// Of each column the places of its options.
    places: Vec<HashMap<&'s OptionId, usize>>,
    derived: Vec<Derived<'s>>,
    /// More than one where the first cell is the version.
    versions: BTreeMap<i64, Version<'s>>,
    has_firms: bool,
}

/// What one of several versions asked.
struct Version<'s> {
    survey: &'s Survey,
    /// Of each column whether it asked for it.
    asked: Vec<bool>,
}

impl<'s> Rows<'s> {
    /// `has_firms`: whether firms could answer with their name.
    pub fn new(history: &'s History, has_firms: bool) -> Rows<'s> {
        let columns = columns(history.survey());
        let versions = history.versions().map(|(number, survey)| (number, Version::of(survey, &columns))).collect();
        let places = columns.iter().map(places).collect();
        Rows { places, derived: derived::of_wave(history), versions, columns, has_firms }
    }

    /// The cells of one response to this version. `firm`: whose it is, where that was agreed to.
    ///
    /// # Errors
    /// When a value stands where it cannot stand.
    pub fn cells<'a>(
        &self,
        version: i64,
        firm: Option<&'a str>,
        answers: &'a Answers,
    ) -> Result<Vec<Cell<'a>>, ExportError> {
        let own = self.versions.get(&version).ok_or_else(|| ExportError::Unfit(VERSION_COLUMN.to_owned()))?;
        let mut cells = Vec::with_capacity(2 + self.columns.len() + self.derived.len());
        if self.versions.len() > 1 {
            cells.push(Cell::Number(version as f64));
        }
        if self.has_firms {
            cells.push(firm.map_or(Cell::Empty, |name| Cell::Text(name.into())));
        }
        // Neighbouring columns of a multiple choice share a key.
        let mut last: Option<(&Key, Option<&Value>)> = None;
        for (at, column) in self.columns.iter().enumerate() {
            let value = match last {
                Some((key, value)) if *key == column.key => value,
                _ => answers.get(&column.key),
            };
            last = Some((&column.key, value));
            // An option that came later was not passed over by those who answered before.
            cells.push(self.cell(at, column, value.filter(|_| own.asked[at]))?);
        }
        // In which order things were shown follows from what there was to show.
        let shown = derived::orders(own.survey, answers);
        cells.extend(self.derived.iter().map(|column| column.cell(answers, &shown)));
        Ok(cells)
    }

    fn cell<'a>(&self, at: usize, column: &Column, value: Option<&'a Value>) -> Result<Cell<'a>, ExportError> {
        let code = |gap: Gap| Cell::Missing(gap.code(&column.content));
        Ok(match (value, &column.content) {
            (None, _) => code(Gap::NotAsked),
            (Some(Value::Missing(missing)), _) => code(Gap::Missing(*missing)),
            (Some(Value::Choices(ids)), Content::Ticked { option, .. }) => {
                Cell::Number(f64::from(u8::from(ids.contains(&option.id))))
            }
            (Some(Value::Choice(id)), Content::Choice(_)) => match self.places[at].get(id) {
                Some(place) => Cell::Choice(*place),
                None => return Err(ExportError::Unfit(column.name.clone())),
            },
            (Some(Value::Number(number)), content) if content.is_number() => Cell::Number(*number),
            (Some(Value::Text(text)), Content::Text) => Cell::Text(text.into()),
            _ => return Err(ExportError::Unfit(column.name.clone())),
        })
    }
}

impl<'s> Version<'s> {
    fn of(survey: &'s Survey, all: &[Column]) -> Version<'s> {
        let own = columns(survey);
        let names: HashSet<&str> = own.iter().map(|column| column.name.as_str()).collect();
        Version { survey, asked: all.iter().map(|column| names.contains(column.name.as_str())).collect() }
    }
}

fn places<'s>(column: &Column<'s>) -> HashMap<&'s OptionId, usize> {
    match column.content {
        Content::Choice(options) => options.iter().enumerate().map(|(place, option)| (&option.id, place)).collect(),
        _ => HashMap::new(),
    }
}
