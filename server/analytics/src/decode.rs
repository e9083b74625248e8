//! From answer documents straight into columns: the JSON is read once and no map, key or value is allocated.

use std::{collections::HashMap, fmt};

use domain::Missing;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::{
    column::{Cells, Reason},
    question::{Kind, Question},
};

/// Where each key and each option belongs; shared by all builders of one survey.
#[derive(Debug)]
pub(crate) struct Layout {
    keys: Vec<Box<str>>,
    by_key: HashMap<Box<str>, usize>,
    kinds: Vec<(Kind, Options)>,
}

impl Layout {
    pub(crate) fn new(questions: &[Question]) -> Layout {
        let keys: Vec<Box<str>> = questions.iter().map(|question| question.key.to_string().into()).collect();
        let by_key = keys.iter().enumerate().map(|(position, key)| (key.clone(), position)).collect();
        let kinds = questions.iter().map(|question| (question.kind, Options::new(question))).collect();
        Layout { keys, by_key, kinds }
    }

    pub(crate) fn keys(&self) -> &[Box<str>] {
        &self.keys
    }
}

/// Option ids and their positions. A handful is compared one by one, which is quicker than hashing.
#[derive(Debug)]
enum Options {
    Few(Vec<Box<str>>),
    Many(HashMap<Box<str>, usize>),
}

impl Options {
    fn new(question: &Question) -> Options {
        let ids = question.options.iter().map(|id| Box::from(id.as_str()));
        if question.options.len() <= 12 {
            Options::Few(ids.collect())
        } else {
            Options::Many(ids.enumerate().map(|(position, id)| (id, position)).collect())
        }
    }

    fn position(&self, id: &str) -> Option<usize> {
        match self {
            Options::Few(ids) => ids.iter().position(|known| **known == *id),
            Options::Many(ids) => ids.get(id).copied(),
        }
    }
}

/// Keys of one survey's documents come in one order, so the question that followed last time is tried first.
#[derive(Debug)]
pub(crate) struct Guess {
    after: Vec<usize>,
    last: usize,
}

impl Guess {
    pub(crate) fn new(questions: usize) -> Guess {
        // One more for "before the first key".
        Guess { after: (1..=questions + 1).map(|next| next % (questions + 1)).collect(), last: questions }
    }

    fn restart(&mut self) {
        self.last = self.after.len() - 1;
    }

    fn find(&mut self, layout: &Layout, key: &str) -> Option<usize> {
        let guess = self.after[self.last];
        let position = match layout.keys.get(guess) {
            Some(known) if **known == *key => guess,
            _ => *layout.by_key.get(key)?,
        };
        self.after[self.last] = position;
        self.last = position;
        Some(position)
    }
}

/// One document on its way into row `row`.
pub(crate) struct Document<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) cells: &'a mut [Cells],
    pub(crate) guess: &'a mut Guess,
    pub(crate) row: usize,
    /// Values that do not fit their question; they count as "no answer".
    pub(crate) misfits: &'a mut u64,
}

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object of answers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.guess.restart();
        while let Some(position) = map.next_key_seed(KeyOf { layout: self.layout, guess: self.guess })? {
            let Some(position) = position else {
                // A key of another version of the survey, or one that nothing is computed from.
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let (kind, options) = &self.layout.kinds[position];
            let answer = Answer { kind: *kind, options, cells: &mut self.cells[position], row: self.row };
            *self.misfits += u64::from(!map.next_value_seed(answer)?);
        }
        Ok(())
    }
}

struct KeyOf<'a> {
    layout: &'a Layout,
    guess: &'a mut Guess,
}

impl<'de> DeserializeSeed<'de> for KeyOf<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyOf<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the key of a question")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.guess.find(self.layout, key))
    }
}

/// One value, written into its cell; `false` if it does not fit the question.
struct Answer<'a> {
    kind: Kind,
    options: &'a Options,
    cells: &'a mut Cells,
    row: usize,
}

impl Answer<'_> {
    fn misfit<E>(self) -> Result<bool, E> {
        self.cells.set_missing(self.row, Reason::NoAnswer);
        Ok(false)
    }

    fn code<E>(self, code: u32) -> Result<bool, E> {
        self.cells.set_code(self.row, code);
        Ok(true)
    }

    fn tick(&mut self, id: &str) -> bool {
        let position = self.options.position(id);
        if let Some(position) = position {
            self.cells.tick(self.row, position);
        }
        position.is_some()
    }
}

impl<'de> DeserializeSeed<'de> for Answer<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Answer<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<bool, E> {
        match self.kind {
            Kind::Rating { points, .. } if (1..=u64::from(points)).contains(&value) => self.code(value as u32),
            Kind::Recommendation if value <= 10 => self.code(value as u32),
            Kind::Dealt { versions } if (1..=u64::from(versions)).contains(&value) => self.code(value as u32),
            Kind::Number => self.visit_f64(value as f64),
            _ => self.misfit(),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<bool, E> {
        match self.kind {
            Kind::Number => self.visit_f64(value as f64),
            _ => self.misfit(),
        }
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<bool, E> {
        match self.kind {
            Kind::Number if value.is_finite() => {
                self.cells.set_number(self.row, value);
                Ok(true)
            }
            // 4.0 is the rating 4, however it was written.
            Kind::Rating { .. } | Kind::Recommendation | Kind::Dealt { .. }
                if value.fract() == 0.0 && (0.0..1e6).contains(&value) =>
            {
                self.visit_u64(value as u64)
            }
            _ => self.misfit(),
        }
    }

    fn visit_str<E>(mut self, word: &str) -> Result<bool, E> {
        if let Some(missing) = Missing::parse(word) {
            self.cells.set_missing(self.row, missing.into());
            return Ok(true);
        }
        match (self.kind, self.options.position(word)) {
            (Kind::Choice, Some(position)) => self.code(position as u32),
            (Kind::Choices, Some(_)) => {
                self.cells.set_missing(self.row, Reason::NoAnswer);
                Ok(self.tick(word))
            }
            _ => self.misfit(),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut words: A) -> Result<bool, A::Error> {
        // Nothing ticked is no answer.
        self.cells.set_missing(self.row, Reason::NoAnswer);
        let mut fits = self.kind == Kind::Choices;
        while let Some(known) = words.next_element_seed(Tick(&mut self))? {
            fits &= known;
        }
        Ok(fits)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut has_text = false;
        let mut period = None;
        while let Some(IsText(is_text)) = map.next_key()? {
            if is_text && self.kind == Kind::Date {
                let date = map.next_value::<std::borrow::Cow<'de, str>>()?;
                // The year, or the month where the options are months.
                period = [4, 7].into_iter().find_map(|end| self.options.position(date.get(..end)?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            has_text |= is_text;
        }
        match (self.kind, period) {
            (Kind::Date, Some(position)) => self.code(position as u32),
            (Kind::Text, _) if has_text => self.code(0),
            _ => self.misfit(),
        }
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        self.misfit()
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        self.misfit()
    }
}

/// One option of several.
struct Tick<'a, 'b>(&'a mut Answer<'b>);

impl<'de> DeserializeSeed<'de> for Tick<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Tick<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an option")
    }

    fn visit_str<E>(self, id: &str) -> Result<bool, E> {
        Ok(self.0.tick(id))
    }
}

/// Whether a key is the `t` of a free text.
struct IsText(bool);

impl<'de> serde::Deserialize<'de> for IsText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<IsText, D::Error> {
        let key = <std::borrow::Cow<'de, str>>::deserialize(deserializer).map_err(D::Error::custom)?;
        Ok(IsText(key == "t"))
    }
}
