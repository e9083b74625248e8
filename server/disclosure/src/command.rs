//! Disclosure control on any CSV: what `analyse suppress|audit` print.
//!
//! Each command answers with one JSON object. Its fields are named as the `expected` keys of the reference cases; what
//! there is one of per cell stands in the list `items`.

mod audit;
mod suppress;
mod table;

pub use audit::{audit, audit_releases};
pub use suppress::suppress;

use statistics::command::TableError;

/// What a command may fail with; `Display` is German.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Disclosure(#[from] crate::Error),
    #[error("{0}")]
    Request(String),
}
