//! What is wrong with a table of ratings, in German.

use statistics::command;

use super::Scale;

/// `Display` is German.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error(transparent)]
    Table(#[from] command::TableError),
    #[error(
        "Keine Spalte beginnt mit „{prefix}“. Vorhanden sind: {columns}. Den Anfang setzen --importance und --fulfilment."
    )]
    NoPrefix { prefix: String, columns: String },
    #[error(
        "Die Spalten mit der Wichtigkeit und die mit der Erfüllung beginnen beide mit „{0}“: Jede wäre ihr eigenes Gegenstück."
    )]
    SamePrefix(String),
    #[error("Zur Spalte „{column}“ fehlt die Spalte „{partner}“.")]
    NoPartner { column: String, partner: String },
    #[error("Die Spalte „{0}“ nennt kein Merkmal: Hinter dem Anfang „{0}“ muss sein Name stehen.")]
    NamelessItem(String),
    #[error(
        "Zeile {line}, Spalte „item“: Das Merkmal „{item}“ steht schon in Zeile {first}. Jedes darf einmal vorkommen."
    )]
    RepeatedItem { line: u64, item: String, first: u64 },
    #[error("Zeile {line}, Spalte „{column}“: „{value}“ liegt nicht auf der Skala von {} bis {}.", scale.min, scale.max)]
    OffScale { line: u64, column: String, value: String, scale: Scale },
    #[error("Keine Zeile hat zu einem Merkmal beide Bewertungen.")]
    NoPairs,
    #[error("Das Ergebnis lässt sich nicht ausgeben: {0}")]
    Output(serde_json::Error),
}

/// A scale that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("„{0}“ ist keine Skala. Beispiel: 1-5, höchstens 101 Punkte.")]
pub struct InvalidScale(pub String);
