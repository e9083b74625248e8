//! An optional text as a property, so that pages may hand in what they have.

use std::ops::Deref;

/// Text that may be absent: `hint="…"`, `hint=string`, `error=option` all work, and so does leaving it out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given(pub Option<String>);

impl Deref for Given {
    type Target = Option<String>;

    fn deref(&self) -> &Option<String> {
        &self.0
    }
}

impl From<&str> for Given {
    fn from(text: &str) -> Given {
        Given(Some(text.to_owned()))
    }
}

impl From<String> for Given {
    fn from(text: String) -> Given {
        Given(Some(text))
    }
}

impl From<Option<String>> for Given {
    fn from(text: Option<String>) -> Given {
        Given(text)
    }
}

impl From<Option<&str>> for Given {
    fn from(text: Option<&str>) -> Given {
        Given(text.map(str::to_owned))
    }
}
