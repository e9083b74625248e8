//! What the check page showed, against what is there when it is sent: nothing goes that was not seen.

use app::respond::Differs;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Pairs, held::Held, named, naming};
use crate::{draft::to_hex, error::AppError};

/// The field of the check page that says which answers stand on it.
pub const SHOWN: &str = "_gezeigt";
/// The one that says whether the firm's name goes with them; the receipt wants to know it too.
pub const NAMED: &str = "_name";

#[derive(Deserialize)]
pub struct Seen {
    /// It was sent and was not what had been seen: `antworten`, `name` or both with a point between them.
    anders: Option<String>,
}

impl Seen {
    pub fn differs(&self) -> Differs {
        let says = |word| self.anders.as_deref().is_some_and(|words| words.split('.').any(|said| said == word));
        Differs { answers: says("antworten"), naming: says("name") }
    }
}

impl Held {
    /// The answers are looked at before they are sent: because the survey wants that, or because a name may stand beside
    /// them, which another device can have chosen since.
    pub fn is_checked(&self) -> bool {
        self.running.questionnaire.check_answers || self.draft.naming.is_some()
    }

    /// A mark of all that the check page shows.
    pub fn shown(&self) -> Result<String, AppError> {
        let draft = &self.draft;
        let shown = (draft.version, &draft.answers, &draft.unread);
        let digest = Sha256::digest(serde_json::to_vec(&shown).map_err(AppError::internal)?);
        Ok(to_hex(&digest[..8]))
    }

    /// What is otherwise than on the page that was posted. A form that does not say what it showed has shown nothing.
    pub fn differs(&self, pairs: &Pairs) -> Result<Differs, AppError> {
        Ok(Differs {
            answers: named(pairs, SHOWN) != Some(self.shown()?.as_str()),
            naming: named(pairs, NAMED) != self.draft.naming.as_ref().map(naming::to_field),
        })
    }

    /// The check page once more, which says why.
    pub fn look_again_address(&self, differs: Differs) -> String {
        let words = [(differs.answers, "antworten"), (differs.naming, "name")];
        let said: Vec<&str> = words.into_iter().filter(|(differs, _)| *differs).map(|(_, word)| word).collect();
        format!("{}?anders={}", self.check_address(), said.join("."))
    }
}
