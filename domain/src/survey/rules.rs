//! What a survey works out by itself: computed values, rules across answers, who is turned away, chance in its order.

use serde::{Deserialize, Serialize};

use crate::{
    id::{ExitId, ItemId},
    locale::Text,
};

/// A value worked out from answers: read by conditions, constraints and texts like an answer, never sent by anybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compute {
    pub id: ItemId,
    /// `sum(gewerblich, kaufmaennisch)`
    pub value: String,
    /// What it is, for the codebook.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub label: Text,
    /// Kept with the response, and exported.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub store: bool,
}

/// What answers must be like together; what is said if they are not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    pub must: String,
    pub message: Text,
}

/// So many responses of this kind, and no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    pub id: ExitId,
    pub condition: String,
    pub limit: u32,
    /// Said to those who come too late.
    pub text: Text,
}

/// Whom the survey does not ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenOut {
    pub id: ExitId,
    pub condition: String,
    /// Said to them.
    pub text: Text,
}

/// In which order things are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    Fixed,
    /// Drawn once per response, and stored with it.
    Random,
}

impl Order {
    pub(crate) fn is_fixed(&self) -> bool {
        *self == Order::Fixed
    }
}
