//! Answers hold ids, never labels, and every gap in them says why it is one.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::id::{InvalidId, ItemId, OptionId};

/// The two passes of a paired battery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pass {
    Importance,
    Fulfilment,
}

impl Pass {
    pub fn as_str(self) -> &'static str {
        match self {
            Pass::Importance => "importance",
            Pass::Fulfilment => "fulfilment",
        }
    }
}

/// Which of several answers about the same thing it is, behind a colon, which no id can hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Of a block of a best-worst item, whose number stands in the row.
    Best,
    Worst,
    /// The two questions of a Kano pair.
    Functional,
    Dysfunctional,
    /// What is written beside an option "other"; the option stands in the row.
    Words,
    /// What is written about an item.
    Comment,
    /// The tick without which an address is not taken.
    Consent,
    /// A column of a matrix.
    Column(OptionId),
}

impl Part {
    /// The parts with a word of their own; a column cannot be called so.
    const WORDS: [(&str, Part); 7] = [
        ("best", Part::Best),
        ("worst", Part::Worst),
        ("functional", Part::Functional),
        ("dysfunctional", Part::Dysfunctional),
        ("words", Part::Words),
        ("comment", Part::Comment),
        ("consent", Part::Consent),
    ];

    pub fn as_str(&self) -> &str {
        match self {
            Part::Column(id) => id.as_str(),
            part => Part::WORDS.iter().find(|(_, other)| other == part).map_or("", |(word, _)| word),
        }
    }

    fn parse(text: &str) -> Result<Part, InvalidId> {
        match Part::WORDS.into_iter().find(|(word, _)| *word == text) {
            Some((_, part)) => Ok(part),
            None => OptionId::new(text).map(Part::Column),
        }
    }

    /// Whether a column may have this id.
    pub(crate) fn is_word(text: &str) -> bool {
        Part::WORDS.iter().any(|(word, _)| *word == text)
    }
}

/// Where an answer belongs, written `item`, `item.row`, `item.row.importance`, `item:comment`, `item.row:column`, each
/// with `@topic` on a repeated page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub item: ItemId,
    pub row: Option<OptionId>,
    pub pass: Option<Pass>,
    pub part: Option<Part>,
    /// The ticked option that a repeated page stands for.
    pub instance: Option<OptionId>,
}

impl Key {
    pub fn item(item: &ItemId) -> Key {
        Key { item: item.clone(), row: None, pass: None, part: None, instance: None }
    }

    /// What is written about the item, and no answer to it.
    pub fn is_comment(&self) -> bool {
        self.part == Some(Part::Comment)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.item)?;
        if let Some(row) = &self.row {
            write!(f, ".{row}")?;
        }
        if let Some(pass) = self.pass {
            write!(f, ".{}", pass.as_str())?;
        }
        if let Some(part) = &self.part {
            write!(f, ":{}", part.as_str())?;
        }
        if let Some(instance) = &self.instance {
            write!(f, "@{instance}")?;
        }
        Ok(())
    }
}

impl FromStr for Key {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Key, InvalidId> {
        let (path, instance) = match text.split_once('@') {
            Some((path, instance)) => (path, Some(OptionId::new(instance)?)),
            None => (text, None),
        };
        let (path, part) = match path.split_once(':') {
            Some((path, part)) => (path, Some(Part::parse(part)?)),
            None => (path, None),
        };
        let mut parts = path.split('.');
        let item = ItemId::new(parts.next().unwrap_or_default())?;
        let row = parts.next().map(OptionId::new).transpose()?;
        let pass = match parts.next() {
            None => None,
            Some("importance") => Some(Pass::Importance),
            Some("fulfilment") => Some(Pass::Fulfilment),
            Some(_) => return Err(InvalidId(text.to_owned())),
        };
        if parts.next().is_some() {
            return Err(InvalidId(text.to_owned()));
        }
        Ok(Key { item, row, pass, part, instance })
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(Written)
    }
}

struct Written;

impl de::Visitor<'_> for Written {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the place of an answer")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Key, E> {
        text.parse().map_err(E::custom)
    }
}

/// Why there is no answer. "Not asked" is the absence of the key: the page was never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    NotApplicable,
    DontKnow,
    NoAnswer,
}

impl Missing {
    /// The code in the stored document. No option id can start with `!`.
    pub fn code(self) -> &'static str {
        match self {
            Missing::NotApplicable => "!na",
            Missing::DontKnow => "!dk",
            Missing::NoAnswer => "!no",
        }
    }

    pub fn parse(code: &str) -> Option<Missing> {
        [Missing::NotApplicable, Missing::DontKnow, Missing::NoAnswer].into_iter().find(|m| m.code() == code)
    }
}

/// One answer. In the stored document: a string is an option, an array several options, a number a rating, a rank or a
/// figure, `{"t": ".."}` free text or a day (`2026-05-24`) or month (`2026-05`), and `"!dk"`, `"!na"`, `"!no"` the missing codes.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Choice(OptionId),
    Choices(Vec<OptionId>),
    /// A rating (scale point 1..) or a number in the item's unit.
    Number(f64),
    Text(String),
    Missing(Missing),
}

impl Value {
    /// Whether something was answered: not a missing code, not empty.
    pub fn is_given(&self) -> bool {
        match self {
            Value::Missing(_) => false,
            Value::Choices(ids) => !ids.is_empty(),
            Value::Text(text) => !text.trim().is_empty(),
            Value::Choice(_) | Value::Number(_) => true,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Text<T> {
    t: T,
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Choice(id) => serializer.serialize_str(id.as_str()),
            Value::Choices(ids) => ids.serialize(serializer),
            // Ratings stay short in the document: 4, not 4.0.
            Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => serializer.serialize_i64(*n as i64),
            Value::Number(n) => serializer.serialize_f64(*n),
            Value::Text(t) => Text { t: t.as_str() }.serialize(serializer),
            Value::Missing(missing) => serializer.serialize_str(missing.code()),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Stored)
    }
}

/// N.B. Not an untagged enum, which would copy every answer before it looks at it: each page opens its draft.
struct Stored;

impl<'de> de::Visitor<'de> for Stored {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Value, E> {
        match Missing::parse(word) {
            Some(missing) => Ok(Value::Missing(missing)),
            None => OptionId::new(word).map(Value::Choice).map_err(E::custom),
        }
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, ids: A) -> Result<Value, A::Error> {
        Vec::deserialize(de::value::SeqAccessDeserializer::new(ids)).map(Value::Choices)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        Text::deserialize(de::value::MapAccessDeserializer::new(map)).map(|text| Value::Text(text.t))
    }
}

/// The answers of one respondent to one version of a survey.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<Key, Value>);

impl Answers {
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.0.get(key)
    }

    pub fn set(&mut self, key: Key, value: Value) {
        self.0.insert(key, value);
    }
}
