//! Everything that stands before the rows of a system file. Little-endian throughout.

use super::{Storage, WIDEST, elements, packed::BIAS};
use crate::{DataFile, Form, Variable, date::day, names::portable, text::cut};

/// Bytes that SPSS takes of a label.
const LABEL: usize = 255;
const VALUE_LABEL: usize = 120;

/// Formats of print, by their numbers in the file.
const STRING: u8 = 1;
const DECIMAL: u8 = 5;
const MONTH_YEAR: u8 = 28;
const EUROPEAN_DATE: u8 = 38;

/// A variable with its place in the file.
struct Entry<'f> {
    variable: &'f Variable,
    storage: Storage,
    /// At most eight bytes, one for each segment.
    short: Vec<String>,
    long: String,
    /// Of its first element, from 1.
    index: i32,
}

pub fn write(file: &DataFile, storage: &[Storage], rows: u64) -> Vec<u8> {
    let entries = entries(file, storage);
    let size: usize = storage.iter().flat_map(|storage| storage.segments()).map(elements).sum();
    let mut out = Bytes::default();
    header(&mut out, file, size, rows);
    entries.iter().for_each(|entry| variable(&mut out, entry));
    entries.iter().filter(|entry| entry.storage == Storage::Number).for_each(|entry| value_labels(&mut out, entry));
    machine(&mut out);
    sets(&mut out, file, &entries);
    display(&mut out, &entries);
    names(&mut out, &entries);
    // The number of rows once more, as wide as it may be.
    out.extension(16, 8, &[1_u64.to_le_bytes(), rows.to_le_bytes()].concat());
    out.extension(20, 1, b"UTF-8");
    long_strings(&mut out, &entries);
    out.int(999);
    out.int(0);
    out.0
}

fn entries<'f>(file: &'f DataFile, storage: &[Storage]) -> Vec<Entry<'f>> {
    let names = portable(file.variables.iter().map(|variable| variable.name.as_str()));
    let (mut number, mut index) = (0, 1);
    let entry = |((variable, storage), long): ((&'f Variable, &Storage), String)| {
        let segments = storage.segments();
        let short = segments.iter().map(|_| {
            number += 1;
            format!("V{number:05}")
        });
        let entry = Entry { variable, storage: *storage, short: short.collect(), long, index };
        index += segments.into_iter().map(elements).sum::<usize>() as i32;
        entry
    };
    file.variables.iter().zip(storage).zip(names).map(entry).collect()
}

fn header(out: &mut Bytes, file: &DataFile, size: usize, rows: u64) {
    out.raw(b"$FL2");
    out.padded("@(#) SPSS DATA FILE Bedarfskompass", 60);
    out.int(2);
    out.int(size as i32);
    // Bytecode; no weights.
    out.int(1);
    out.int(0);
    out.int(i32::try_from(rows).unwrap_or(-1));
    out.double(BIAS);
    let made = day(&file.made).map_or_else(|| "01 Jan 70".to_owned(), |day| day.strftime("%d %b %y").to_string());
    out.padded(&made, 9);
    out.padded("00:00:00", 8);
    out.padded(&file.title, 64);
    out.raw(&[0; 3]);
}

fn variable(out: &mut Bytes, entry: &Entry) {
    for (number, (width, short)) in entry.storage.segments().into_iter().zip(&entry.short).enumerate() {
        let is_first = number == 0;
        out.int(2);
        out.int(width as i32);
        out.int(i32::from(is_first));
        // Missing codes of texts have a record of their own.
        let range = entry.variable.missing_range().filter(|_| width == 0);
        out.int(if range.is_some() { -2 } else { 0 });
        let format = format(entry, width);
        out.int(format);
        out.int(format);
        out.padded(short, 8);
        if is_first {
            out.label(cut(&entry.variable.question, LABEL));
        }
        if let Some((lowest, highest)) = range {
            out.double(lowest as f64);
            out.double(highest as f64);
        }
        (1..elements(width)).for_each(|_| continuation(out));
    }
}

/// What a text has beyond its first eight bytes.
fn continuation(out: &mut Bytes) {
    out.int(2);
    out.int(-1);
    [0; 4].into_iter().for_each(|nothing| out.int(nothing));
    out.padded("", 8);
}

fn format(entry: &Entry, width: usize) -> i32 {
    let (kind, shown, decimals) = match (width, entry.variable.form) {
        (1.., _) => (STRING, width, 0),
        (_, Form::Number { decimals }) => (DECIMAL, 12, decimals.min(9) as usize),
        (_, Form::Day) => (EUROPEAN_DATE, 10, 0),
        (_, Form::Month) => (MONTH_YEAR, 8, 0),
        (_, Form::Computed) => (DECIMAL, 12, 2),
        _ => (DECIMAL, 8, 0),
    };
    i32::from_le_bytes([decimals as u8, shown as u8, kind, 0])
}

/// Of a number: its codes, valid and missing.
fn value_labels(out: &mut Bytes, entry: &Entry) {
    let variable = entry.variable;
    let valid = variable.labels.iter().enumerate().map(|(place, label)| (variable.number(place), label.text.as_str()));
    let missing = variable.missing.iter().map(|missing| (missing.code as f64, missing.text));
    let labels: Vec<(f64, &str)> = valid.chain(missing).filter(|(_, text)| !text.is_empty()).collect();
    if labels.is_empty() {
        return;
    }
    out.int(3);
    out.int(labels.len() as i32);
    for (number, text) in labels {
        let text = cut(text, VALUE_LABEL);
        out.double(number);
        out.raw(&[text.len() as u8]);
        out.padded(text, (text.len() + 1).next_multiple_of(8) - 1);
    }
    out.int(4);
    out.int(1);
    out.int(entry.index);
}

/// Whose numbers and characters these are.
fn machine(out: &mut Bytes) {
    // Version 1.0.0, no machine, IEEE 754, compressed, little-endian, UTF-8.
    out.extension(3, 4, &[1, 0, 0, -1, 1, 1, 2, 65_001].map(i32::to_le_bytes).concat());
    // System missing, and the ends of open ranges.
    out.extension(4, 8, &[f64::MIN, f64::MAX, f64::MIN.next_up()].map(f64::to_le_bytes).concat());
}

/// `$themen=D1 1 5 Label v00001 v00002`.
fn sets(out: &mut Bytes, file: &DataFile, entries: &[Entry]) {
    // A set of one is none.
    let sets: Vec<_> = file.sets.iter().filter(|set| set.members.len() > 1).collect();
    let names = portable(sets.iter().map(|set| set.name.as_str()));
    let mut text = String::new();
    for (set, name) in sets.into_iter().zip(names) {
        let label = cut(&set.label, LABEL);
        let members = set.members.iter().filter_map(|at| entries.get(*at)?.short.first());
        let members: String = members.map(|short| format!(" {}", short.to_ascii_lowercase())).collect();
        // The sign is one of its 64 bytes.
        text += &format!("${}=D1 1 {} {label}{members}\n", cut(&name, 63), label.len());
    }
    if !text.is_empty() {
        out.extension(7, 1, text.as_bytes());
    }
}

/// Level of measurement, width on screen, alignment; of every segment.
fn display(out: &mut Bytes, entries: &[Entry]) {
    let (left, right) = (0, 1);
    let (nominal, ordinal, scale) = (1, 2, 3);
    let of_entry = |entry: &Entry| {
        let level = match (entry.storage, entry.variable.form) {
            (Storage::Text(_), _) | (_, Form::Choice) => nominal,
            (_, Form::Points) if entry.variable.kind == "rating" => ordinal,
            (_, Form::Points) if entry.variable.kind != "recommendation" => nominal,
            _ => scale,
        };
        let (width, alignment) = if entry.storage == Storage::Number { (10, right) } else { (24, left) };
        [level, width, alignment].repeat(entry.short.len())
    };
    let all: Vec<u8> = entries.iter().flat_map(of_entry).flat_map(i32::to_le_bytes).collect();
    if !all.is_empty() {
        out.extension(11, 4, &all);
    }
}

/// Long names, and the true widths of what lies in several segments.
fn names(out: &mut Bytes, entries: &[Entry]) {
    let pairs = entries.iter().filter_map(|entry| Some(format!("{}={}", entry.short.first()?, entry.long)));
    let long = pairs.collect::<Vec<_>>().join("\t");
    if !long.is_empty() {
        out.extension(13, 1, long.as_bytes());
    }
    let wide = entries.iter().filter_map(|entry| match entry.storage {
        Storage::Text(width) if entry.short.len() > 1 => {
            Some(format!("{}={:05}\0\t", entry.short.first()?, width.min(WIDEST)))
        }
        _ => None,
    });
    let wide: String = wide.collect();
    if !wide.is_empty() {
        out.extension(14, 1, wide.as_bytes());
    }
}

/// Labels and codes of missing texts.
fn long_strings(out: &mut Bytes, entries: &[Entry]) {
    let (mut labels, mut missing) = (Bytes::default(), Bytes::default());
    for entry in entries {
        let Storage::Text(width) = entry.storage else { continue };
        let codes = &entry.variable.missing;
        if codes.is_empty() {
            continue;
        }
        labels.counted(&entry.long);
        labels.int(width as i32);
        labels.int(codes.len() as i32);
        for code in codes {
            labels.counted(&format!("{:<width$}", code.code));
            labels.counted(cut(code.text, VALUE_LABEL));
        }
        // A text has at most three, and nobody is asked for a text with a field for "trifft nicht zu".
        let declared: Vec<_> = codes.iter().rev().take(3).collect();
        missing.counted(&entry.long);
        missing.raw(&[declared.len() as u8]);
        missing.int(8);
        declared.iter().for_each(|code| missing.padded(&code.code.to_string(), 8));
    }
    if !labels.0.is_empty() {
        out.extension(21, 1, &labels.0);
        out.extension(22, 1, &missing.0);
    }
}

#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn int(&mut self, number: i32) {
        self.raw(&number.to_le_bytes());
    }

    fn double(&mut self, number: f64) {
        self.raw(&number.to_le_bytes());
    }

    /// Exactly so many bytes, with blanks behind the text.
    fn padded(&mut self, text: &str, bytes: usize) {
        let text = cut(text, bytes);
        self.raw(text.as_bytes());
        self.0.resize(self.0.len() + bytes - text.len(), b' ');
    }

    /// Its length, and the text.
    fn counted(&mut self, text: &str) {
        self.int(text.len() as i32);
        self.raw(text.as_bytes());
    }

    /// Its length, and the text filled up to whole words of four bytes.
    fn label(&mut self, text: &str) {
        self.int(text.len() as i32);
        self.padded(text, text.len().next_multiple_of(4));
    }

    /// A record of type 7 of elements of this size.
    fn extension(&mut self, subtype: i32, size: usize, data: &[u8]) {
        self.int(7);
        self.int(subtype);
        self.int(size as i32);
        self.int((data.len() / size) as i32);
        self.raw(data);
    }
}
