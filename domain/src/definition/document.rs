//! A TOML document whose every value knows where it stands.

use std::{ops::Range, str::FromStr};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::fault::Faults;
use crate::{
    calendar::InvalidDate,
    id::InvalidId,
    locale::{Locale, Text},
};

/// A table that remembers which of its keys were asked for; the others are unknown.
pub(super) struct Table<'d> {
    faults: &'d Faults<'d>,
    entries: &'d DeTable<'d>,
    span: Range<usize>,
    /// In the accusative: "die Frage".
    what: &'static str,
    known: Vec<&'static str>,
}

impl<'d> Table<'d> {
    pub fn document(faults: &'d Faults<'d>, entries: &'d DeTable<'d>, span: Range<usize>) -> Table<'d> {
        Table { faults, entries, span, what: "die Umfrage", known: Vec::new() }
    }

    /// `None` if the key is not there, or its value is at fault.
    pub fn read<T>(&mut self, key: &'static str, read: impl FnOnce(Value<'d>) -> Option<T>) -> Option<T> {
        self.known.push(key);
        self.entries.get(key).and_then(|value| read(Value { faults: self.faults, value }))
    }

    /// As [`Table::read`], for a key that must be there.
    pub fn need<T>(&mut self, key: &'static str, read: impl FnOnce(Value<'d>) -> Option<T>) -> Option<T> {
        if !self.entries.contains_key(key) {
            self.faults.at(self.span.start, format!("Hier fehlt „{key}“ für {}.", self.what));
        }
        self.read(key, read)
    }

    /// Names the keys nobody asked for.
    pub fn finish(self) {
        for key in self.entries.keys().filter(|key| !self.known.contains(&key.get_ref().as_ref())) {
            if self.faults.are_enough() {
                self.faults.at(key.span().start, "");
                continue;
            }
            let name = key.get_ref();
            let hint = match nearest(name, &self.known) {
                Some(known) => format!("Meinten Sie „{known}“?"),
                None => format!("Möglich sind: {}.", self.known.join(", ")),
            };
            self.faults.at(key.span().start, format!("„{name}“ gibt es für {} nicht. {hint}", self.what));
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Value<'d> {
    faults: &'d Faults<'d>,
    value: &'d Spanned<DeValue<'d>>,
}

impl<'d> Value<'d> {
    fn fault<T>(self, message: impl Into<String>) -> Option<T> {
        self.faults.at(self.value.span().start, message);
        None
    }

    fn unexpected<T>(self, expected: &str) -> Option<T> {
        let found = match self.value.get_ref() {
            DeValue::String(_) => "ein Text",
            DeValue::Integer(_) => "eine ganze Zahl",
            DeValue::Float(_) => "eine Kommazahl",
            DeValue::Boolean(_) => "true oder false",
            DeValue::Datetime(_) => "ein Datum",
            DeValue::Array(_) => "eine Liste",
            DeValue::Table(_) => "eine Tabelle",
        };
        self.fault(format!("Hier gehört {expected} hin, nicht {found}."))
    }

    fn as_str(self) -> Option<&'d str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text),
            _ => self.unexpected("ein Text in Anführungszeichen"),
        }
    }

    pub fn string(self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    pub fn flag(self) -> Option<bool> {
        match self.value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.unexpected("true oder false"),
        }
    }

    pub fn count(self) -> Option<u32> {
        match self.value.get_ref() {
            DeValue::Integer(integer) => match u32::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(count) => Some(count),
                Err(_) => self.fault("Hier gehört eine ganze Zahl ab 0 hin."),
            },
            _ => self.unexpected("eine ganze Zahl"),
        }
    }

    pub fn number(self) -> Option<f64> {
        let number = match self.value.get_ref() {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|n| n as f64),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => return self.unexpected("eine Zahl"),
        };
        match number.filter(|number| number.is_finite()) {
            Some(number) => Some(number),
            None => self.fault("Diese Zahl ist zu groß."),
        }
    }

    pub fn id<T: FromStr<Err = InvalidId>>(self) -> Option<T> {
        match self.as_str()?.parse() {
            Ok(id) => Some(id),
            Err(InvalidId(text)) => self.fault(format!(
                "„{text}“ ist keine Kennung: 1 bis 48 Zeichen aus a–z, 0–9, _ und -, am Anfang Buchstabe oder Ziffer."
            )),
        }
    }

    /// A day or a month, with or without quotation marks; `like` is an example.
    pub fn date<T: FromStr<Err = InvalidDate>>(self, like: &str) -> Option<T> {
        let text = match self.value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            _ => self.as_str()?.to_owned(),
        };
        match text.parse() {
            Ok(date) => Some(date),
            Err(InvalidDate(text)) => {
                self.fault(format!("„{text}“ gibt es nicht; schreiben Sie zum Beispiel \"{like}\"."))
            }
        }
    }

    pub fn locale(self) -> Option<Locale> {
        self.one_of(&Locale::ALL.map(|locale| (locale.as_str(), locale)))
    }

    pub fn one_of<T: Copy>(self, choices: &[(&str, T)]) -> Option<T> {
        let word = self.as_str()?;
        match choices.iter().find(|(name, _)| *name == word) {
            Some((_, choice)) => Some(*choice),
            None => {
                let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
                self.fault(format!("„{word}“ gibt es hier nicht. Möglich sind: {}.", names.join(", ")))
            }
        }
    }

    /// A text in one or more locales: `text.de-sie = "…"`.
    pub fn text(self) -> Option<Text> {
        if matches!(self.value.get_ref(), DeValue::String(_)) {
            return self.fault("Texte stehen je Sprache da, zum Beispiel: text.de-sie = \"…\"");
        }
        let DeValue::Table(entries) = self.value.get_ref() else { return self.unexpected("ein Text je Sprache") };
        let mut text = Text::default();
        for (key, value) in entries {
            let value = Value { faults: self.faults, value };
            match Locale::parse(key.get_ref()) {
                Some(locale) => {
                    text.0.extend(value.string().map(|words| (locale, words)));
                }
                None => {
                    let names = Locale::ALL.map(Locale::as_str).join(", ");
                    let message = format!("Die Sprache „{}“ gibt es nicht. Möglich sind: {names}.", key.get_ref());
                    self.faults.at(key.span().start, message);
                }
            }
        }
        Some(text)
    }

    pub fn list<T>(self, read: impl Fn(Value<'d>) -> Option<T>) -> Option<Vec<T>> {
        let DeValue::Array(entries) = self.value.get_ref() else { return self.unexpected("eine Liste in [ ]") };
        // Read all of them, so that all faults are found, before any makes the list fail.
        let read: Vec<Option<T>> = entries.iter().map(|value| read(Value { faults: self.faults, value })).collect();
        read.into_iter().collect()
    }

    /// Two in a list.
    pub fn pair<T>(self, read: impl Fn(Value<'d>) -> Option<T>) -> Option<[T; 2]> {
        let found = self.list(read)?;
        let count = found.len();
        match found.try_into() {
            Ok(pair) => Some(pair),
            Err(_) => self.fault(format!("Hier gehören genau zwei hin, nicht {count}: [\"…\", \"…\"].")),
        }
    }

    pub fn table(self, what: &'static str) -> Option<Table<'d>> {
        match self.value.get_ref() {
            DeValue::Table(entries) => {
                Some(Table { faults: self.faults, entries, span: self.value.span(), what, known: Vec::new() })
            }
            _ => self.unexpected("eine Tabelle"),
        }
    }

    /// `[[section.page]]`: tables that come several times.
    pub fn tables<T>(self, what: &'static str, read: impl Fn(Table<'d>) -> Option<T>) -> Option<Vec<T>> {
        if matches!(self.value.get_ref(), DeValue::Table(_)) {
            return self
                .fault(format!("Schreiben Sie die Überschrift mit doppelten Klammern: [[…]], je einmal für {what}."));
        }
        self.list(|value| value.table(what).and_then(&read))
    }
}

/// The known key that was probably meant: at most two slips away, and fewer than half of the word.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .map(|known| (slips(word, known), *known))
        .filter(|(slips, known)| *slips <= 2 && 2 * slips < known.len())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, known)| known)
}

/// Edit distance with swapped neighbours counted once (Damerau, 1964; optimal string alignment).
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = substituted.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}
