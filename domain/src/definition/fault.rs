//! What is wrong in a survey file, in German and with its place.

use std::cell::RefCell;

use super::ReadError;

/// Whoever has put these right sees the next ones.
const TOLD: usize = 50;

/// What was found wrong so far: the first faults in full, of the others how many.
pub(super) struct Faults<'s> {
    source: &'s str,
    /// Where each line starts.
    lines: Vec<usize>,
    found: RefCell<Vec<(usize, String)>>,
    /// Where the first of the others is, and how many there are.
    others: RefCell<Option<(usize, usize)>>,
}

impl<'s> Faults<'s> {
    pub fn new(source: &'s str) -> Faults<'s> {
        let starts = source.match_indices('\n').map(|(newline, _)| newline + 1);
        Faults {
            source,
            lines: std::iter::once(0).chain(starts).collect(),
            found: RefCell::default(),
            others: RefCell::default(),
        }
    }

    pub fn at(&self, offset: usize, message: impl Into<String>) {
        if self.are_enough() {
            let mut others = self.others.borrow_mut();
            let (first, count) = others.unwrap_or((offset, 0));
            *others = Some((first.min(offset), count + 1));
        } else {
            self.found.borrow_mut().push((offset, message.into()));
        }
    }

    /// From here on faults are only counted; no message needs to be made for them.
    pub fn are_enough(&self) -> bool {
        self.found.borrow().len() >= TOLD
    }

    /// An error of the TOML itself.
    pub fn syntax(&self, offset: usize, message: &str) {
        match german(message.split(", expected").next().unwrap_or(message)) {
            Some(german) => self.at(offset, german),
            None => self.at(offset, format!("Hier ist die Schreibweise von TOML nicht eingehalten („{message}“).")),
        }
    }

    fn read_error(&self, offset: usize, message: String) -> ReadError {
        let before = &self.source[..self.source.floor_char_boundary(offset)];
        let line = self.lines.partition_point(|start| *start <= before.len());
        let column = before[self.lines[line - 1]..].chars().count() + 1;
        ReadError { line, column, message }
    }

    pub fn into_sorted(self) -> Vec<ReadError> {
        let mut errors: Vec<ReadError> =
            self.found.take().into_iter().map(|(offset, message)| self.read_error(offset, message)).collect();
        errors.sort();
        errors.dedup();
        if let Some((first, count)) = self.others.take() {
            let message = if count == 1 {
                "… und eine weitere Stelle.".to_owned()
            } else {
                format!("… und {count} weitere Stellen.")
            };
            errors.push(self.read_error(first, message));
        }
        errors
    }
}

/// The words of the TOML reader, where they are common.
fn german(fault: &str) -> Option<&'static str> {
    Some(match fault {
        "duplicate key" => "Dieser Schlüssel steht schon da.",
        "string values must be quoted" | "missing value" | "missing value for key" | "invalid value" => {
            "Hier fehlt ein Wert, oder ein Text steht nicht in Anführungszeichen: \"…\""
        }
        "key with no value" | "missing assignment between key-value pairs" => "Nach dem Schlüssel fehlt „= Wert“.",
        "invalid key-value pair"
        | "unexpected content"
        | "unexpected key or value"
        | "unquoted keys cannot be empty" => {
            "Hier gehört eine Zeile der Form „Schlüssel = Wert“ hin oder eine Überschrift in eckigen Klammern."
        }
        "extra assignment between key-value pairs" | "extra `=`" => "Hier steht ein Gleichheitszeichen zu viel.",
        "unexpected `=` in array" => "In einer Liste steht kein „=“; eine Tabelle steht in { }.",
        "invalid basic string" | "missing escaped value" | "too few unicode value digits" => {
            "Das schließende Anführungszeichen \" fehlt, oder nach \\ steht das falsche Zeichen."
        }
        "invalid literal string" => "Das schließende Anführungszeichen ' fehlt.",
        "missing opening quote" => "Das öffnende Anführungszeichen fehlt.",
        "unclosed array" => "Die Liste wird nicht mit ] geschlossen.",
        "unclosed table" => "Die Überschrift wird nicht mit ] geschlossen.",
        "unclosed array table" | "unclosed array of tables" => "Die Überschrift wird nicht mit ]] geschlossen.",
        "unclosed inline table" => "Die Klammer wird nicht mit } geschlossen.",
        "missing array opening" => "Hier steht eine schließende Klammer ] ohne öffnende.",
        "missing inline table opening" => "Hier steht eine schließende Klammer } ohne öffnende.",
        "missing comma between array elements" | "missing comma between key-value pairs" => "Hier fehlt ein Komma.",
        "extra comma in array" | "extra comma in inline table" => "Hier steht ein Komma zu viel.",
        "invalid inline table element" | "missing key for inline table element" => {
            "In { } stehen Paare der Form „Schlüssel = Wert“, durch Kommas getrennt."
        }
        "unexpected leading zero" => "Eine Zahl beginnt nicht mit 0.",
        "unexpected sign"
        | "redundant numeric sign"
        | "`_` may only go between digits"
        | "redundant integer number prefix" => "So lässt sich keine Zahl schreiben; Beispiele: 12, -3, 2.5",
        "invalid unquoted key" => "Ein Schlüssel besteht aus a–z, 0–9, _ und -, sonst steht er in Anführungszeichen.",
        "keys cannot be multi-line basic strings" | "keys cannot be multi-line literal strings" => {
            "Ein Schlüssel steht in einer Zeile."
        }
        "carriage return must be followed by newline" => {
            "Hier steht ein Zeilenende, das kein Editor kennt. Speichern Sie die Datei neu."
        }
        "invalid comment character" | "unexpected content between comment and newline" => {
            "Hier steht ein unsichtbares Zeichen. Löschen Sie es."
        }
        "recursion limit" | "cannot recurse further; max recursion depth met" => {
            "Hier sind zu viele Klammern ineinander geschachtelt."
        }
        _ => return None,
    })
}
