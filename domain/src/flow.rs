//! Which page comes when. One step is one address: a page, one chunk of its battery, one pass, one repetition.
//!
//! Every function walks the path from the start on the answers given so far, so that an answer on a page that is
//! no longer on the path decides nothing. To ask several things at once, make the [`Path`] and ask it.

pub(crate) mod arrangement;
mod exit;
mod field;
mod order;
pub(crate) mod path;
mod shown;

use std::{fmt, str::FromStr};

use crate::{
    answer::{Answers, Pass},
    id::{InvalidId, OptionId, PageId},
    locale::Locale,
};

pub use crate::questionnaire::Questionnaire;
pub use arrangement::MAX_ROWS;
pub use exit::{Exit, Leave};
pub use field::{Field, FieldShape};
pub(crate) use order::has_options;
pub use order::{ORDER, begun, drawn, is_untouched, order_key, order_of, shuffle};
pub use path::Path;

/// Where a respondent is. `chunk` counts from 1 and is there only if the page (or its pass) has several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    pub page: PageId,
    pub instance: Option<OptionId>,
    pub pass: Option<Pass>,
    pub chunk: Option<u8>,
}

impl Step {
    /// Its place in the address: `branche`, `merkmale.importance.2`, `bedarf@digital`.
    pub fn slug(&self) -> String {
        self.to_string()
    }

    pub fn parse(slug: &str) -> Option<Step> {
        slug.parse().ok()
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.page)?;
        if let Some(pass) = self.pass {
            write!(f, ".{}", pass.as_str())?;
        }
        if let Some(chunk) = self.chunk {
            write!(f, ".{chunk}")?;
        }
        if let Some(instance) = &self.instance {
            write!(f, "@{instance}")?;
        }
        Ok(())
    }
}

impl FromStr for Step {
    type Err = InvalidId;

    fn from_str(slug: &str) -> Result<Step, InvalidId> {
        let invalid = || InvalidId(slug.to_owned());
        let (path, instance) = match slug.split_once('@') {
            Some((path, instance)) => (path, Some(OptionId::new(instance)?)),
            None => (slug, None),
        };
        let mut parts = path.split('.').peekable();
        let page = PageId::new(parts.next().unwrap_or_default())?;
        let pass = parts.peek().copied().and_then(Pass::parse);
        if pass.is_some() {
            parts.next();
        }
        let chunk = match parts.next() {
            None => None,
            // One address per step: neither "02" nor "+2" nor "0".
            Some(text) if text.starts_with(['0', '+']) => return Err(invalid()),
            Some(text) => Some(text.parse().map_err(|_| invalid())?),
        };
        if parts.next().is_some() { Err(invalid()) } else { Ok(Step { page, instance, pass, chunk }) }
    }
}

/// How far one has come, for words and not for a bar (ux.md R6). Both pairs are (this one, of so many), from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub part: (usize, usize),
    /// Only once no answer still to come can change the path.
    pub question: Option<(usize, usize)>,
}

impl Progress {
    /// "Schritt 4 von 11" (a step may ask several things) once that is certain, until then "Teil 1 von 3".
    pub fn words(&self, locale: Locale) -> String {
        let (number, of) = self.question.unwrap_or(self.part);
        let [step, part] = match locale {
            Locale::DeSie | Locale::DeDu | Locale::DeEinfach => ["Schritt", "Teil"],
            Locale::En => ["Step", "Part"],
            Locale::Tr => ["Adım", "Bölüm"],
            Locale::Uk => ["Крок", "Частина"],
            Locale::Ar => ["الخطوة", "الجزء"],
        };
        let what = if self.question.is_some() { step } else { part };
        match locale {
            Locale::DeSie | Locale::DeDu | Locale::DeEinfach => format!("{what} {number} von {of}"),
            Locale::En => format!("{what} {number} of {of}"),
            Locale::Tr => format!("{what} {number} / {of}"),
            Locale::Uk => format!("{what} {number} з {of}"),
            Locale::Ar => format!("{what} {number} من {of}"),
        }
    }
}

/// All steps on the path that the answers so far lead to.
pub fn steps(questionnaire: &Questionnaire, answers: &Answers) -> Vec<Step> {
    Path::new(questionnaire, answers).steps().cloned().collect()
}

/// The step after this one; `None` after the last. A step that is no longer on the path continues where it stood.
pub fn next(questionnaire: &Questionnaire, answers: &Answers, step: &Step) -> Option<Step> {
    Path::new(questionnaire, answers).next(step).cloned()
}

/// The step before this one; `None` before the first.
pub fn previous(questionnaire: &Questionnaire, answers: &Answers, step: &Step) -> Option<Step> {
    Path::new(questionnaire, answers).previous(step).cloned()
}

/// The step itself if it is on the path, else the one that stands in its place: where to send a stale address.
pub fn nearest(questionnaire: &Questionnaire, answers: &Answers, step: &Step) -> Option<Step> {
    Path::new(questionnaire, answers).nearest(step).cloned()
}

/// How far this step is along the path; `None` where words would only disturb: below six pages, or off the path.
pub fn position(questionnaire: &Questionnaire, answers: &Answers, step: &Step) -> Option<Progress> {
    Path::new(questionnaire, answers).position(step)
}

/// What is asked on this step, conditions applied, in the order of the definition (see [`shuffle`]).
/// Empty for a step that is not on the path.
pub fn fields<'q>(questionnaire: &'q Questionnaire, answers: &Answers, step: &Step) -> Vec<Field<'q>> {
    Path::new(questionnaire, answers).fields(step)
}
