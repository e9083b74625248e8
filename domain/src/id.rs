//! Names that parse at the door: an invalid identifier cannot exist behind it.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Why a name was refused; the message names the rule, not the type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("„{0}“ is not a valid name: 1 to 48 of a-z, 0-9, _ and -, starting with a letter or digit")]
pub struct InvalidId(pub String);

fn is_valid(text: &str) -> bool {
    let mut bytes = text.bytes();
    let starts_well = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    starts_well
        && text.len() <= 48
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "SmolStr", into = "SmolStr")]
        pub struct $name(SmolStr);

        impl $name {
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                if is_valid(text) { Ok(Self(text.into())) } else { Err(InvalidId(text.to_owned())) }
            }
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl TryFrom<SmolStr> for $name {
            type Error = InvalidId;
            fn try_from(text: SmolStr) -> Result<Self, InvalidId> {
                if is_valid(&text) { Ok(Self(text)) } else { Err(InvalidId(text.into())) }
            }
        }
        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> { Self::new(text) }
        }
        impl From<$name> for SmolStr {
            fn from(id: $name) -> SmolStr { id.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )+};
}

ids! {
    /// The name of a survey in its address, `/s/{slug}`.
    Slug,
    PageId,
    ItemId,
    /// An option of a choice, a row of a battery, or the AGS of a municipality.
    OptionId,
    ScaleId,
    /// A quota or a screen-out, in the address of its page.
    ExitId,
    /// A need that firms and apprentices may have, from the vocabulary of needs.
    TopicId,
    /// A factor of attractiveness that firms and apprentices rate alike.
    ConstructId,
}
