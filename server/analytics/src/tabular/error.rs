//! What is wrong with a table, and where, in German.

use std::fmt;

use super::Scale;

/// `Display` is German.
#[derive(Debug)]
pub enum TableError {
    Unreadable(std::io::Error),
    Csv(csv::Error),
    Empty,
    NoRows,
    NoColumn(String),
    NoPrefix(String),
    NoPartner {
        column: String,
        partner: String,
    },
    NotANumber {
        line: u64,
        column: String,
        value: String,
    },
    OffScale {
        line: u64,
        column: String,
        value: String,
        scale: Scale,
    },
    NoPairs,
    /// The result could not be written as JSON.
    Output(serde_json::Error),
}

impl TableError {
    fn german(&self) -> String {
        match self {
            TableError::Unreadable(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                "Die Datei ist kein Text in UTF-8. Bitte speichern Sie sie als „CSV UTF-8“.".to_owned()
            }
            TableError::Unreadable(error) => format!("Die Datei lässt sich nicht lesen: {error}"),
            TableError::Csv(error) => match unequal(error) {
                Some((line, expected, found)) => {
                    format!("Zeile {line}: {found} Spalten statt {expected} wie in der Kopfzeile.")
                }
                None => format!("Die Datei ist keine lesbare CSV-Tabelle: {error}"),
            },
            TableError::Empty => "Die Datei ist leer: Es fehlt die Kopfzeile mit den Spaltennamen.".to_owned(),
            TableError::NoRows => "Die Tabelle hat eine Kopfzeile, aber keine Antworten.".to_owned(),
            TableError::NoColumn(name) => {
                format!("Die Spalte „{name}“ fehlt. Gebraucht werden item, importance und fulfilment.")
            }
            TableError::NoPrefix(prefix) => format!("Keine Spalte beginnt mit „{prefix}“."),
            TableError::NoPartner { column, partner } => {
                format!("Zur Spalte „{column}“ fehlt die Spalte „{partner}“.")
            }
            TableError::NotANumber { line, column, value } => {
                format!("Zeile {line}, Spalte „{column}“: „{value}“ ist keine Zahl.")
            }
            TableError::OffScale { line, column, value, scale: Scale { min, max } } => {
                format!("Zeile {line}, Spalte „{column}“: „{value}“ liegt nicht auf der Skala von {min} bis {max}.")
            }
            TableError::NoPairs => "Keine Zeile hat zu einem Merkmal beide Bewertungen.".to_owned(),
            TableError::Output(error) => format!("Das Ergebnis lässt sich nicht ausgeben: {error}"),
        }
    }
}

/// Line, columns expected, columns found.
fn unequal(error: &csv::Error) -> Option<(u64, u64, u64)> {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            Some((pos.as_ref().map_or(0, csv::Position::line), *expected_len, *len))
        }
        _ => None,
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.german())
    }
}

impl std::error::Error for TableError {}

impl From<csv::Error> for TableError {
    fn from(error: csv::Error) -> TableError {
        TableError::Csv(error)
    }
}

/// A scale that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("„{0}“ ist keine Skala. Beispiel: 1-5, höchstens 101 Punkte. / Not a scale, for example: 1-5.")]
pub struct InvalidScale(pub String);
