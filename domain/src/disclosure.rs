//! What may leave the server. `Released` has no public constructor: a view cannot forget the rule.

use serde::Serialize;

/// A value that disclosure control has let through.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Released<T>(T);

impl<T> Released<T> {
    pub fn get(&self) -> &T {
        &self.0
    }

    /// A part of what was released is released.
    pub fn part<U>(&self, select: impl FnOnce(&T) -> &U) -> Released<&U> {
        Released(select(&self.0))
    }
}
