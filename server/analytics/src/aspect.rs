//! What of the questions can be broken down by groups of respondents, answer by answer.

use domain::{ItemId, Key, OptionId, meaning::Role};
use polars::prelude::DataType;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Frame,
    column::{NARROW_END, Reason, WORD_BITS, word_name},
    question::{Kind, Question},
};

/// One thing that every respondent has said in one of a few ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Aspect {
    pub key: Key,
    pub about: About,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The point of the scale, the first one as 0; `falling` where a high point is a bad one.
    Rating { points: u32, falling: bool },
    /// Whether this option of several was ticked: 0 or 1.
    Option(OptionId),
    /// Which of these options, of which everybody chose one: no scale, but names.
    Choice(Vec<OptionId>),
    /// Detractor, passive or promoter (0 to 6, 7 and 8, 9 and 10).
    Recommendation,
}

/// Of more options than this the parts of a bar are too many to be told apart, and those that few chose would have to be
/// told together.
pub const MOST_OPTIONS: usize = 7;

/// Options, and the position of the one that each respondent has chosen.
pub type Chosen<'a> = (&'a [OptionId], Vec<Option<u16>>);

impl About {
    pub fn categories(&self) -> usize {
        match self {
            About::Rating { points, .. } => *points as usize,
            About::Option(_) => 2,
            About::Choice(options) => options.len(),
            About::Recommendation => 3,
        }
    }
}

impl Frame {
    /// Ratings, options of several, single choices of up to [`MOST_OPTIONS`], recommendations, in the order of the survey;
    /// without what describes respondents, and without repeated pages, which few are asked each.
    pub fn aspects(&self) -> Vec<Aspect> {
        let is_asked =
            |question: &&Question| question.meaning.role != Some(Role::Background) && question.key.instance.is_none();
        self.questions.iter().filter(is_asked).flat_map(aspects).collect()
    }

    /// What each respondent has said, as a category of the aspect.
    ///
    /// # Errors
    /// The frame has no such question.
    pub fn said(&self, aspect: &Aspect) -> Result<Vec<Option<u16>>, Error> {
        let key = aspect.key.to_string();
        let question = self.questions.iter().find(|question| question.key == aspect.key);
        match &aspect.about {
            About::Rating { .. } => self.categories(&key, |code| u16::from(code).saturating_sub(1)),
            About::Choice(_) => self.categories(&key, u16::from),
            About::Recommendation => self.categories(&key, |code| match code {
                0..=6 => 0,
                7 | 8 => 1,
                _ => 2,
            }),
            About::Option(option) => {
                let options = question.map_or(&[][..], |question| &question.options);
                let at = options.iter().position(|other| other == option).unwrap_or_default();
                self.ticked(&key, at)
            }
        }
    }

    /// The options of a single choice, and which of them each respondent has chosen. `None` if it is none.
    pub fn chosen(&self, item: &ItemId) -> Result<Option<Chosen<'_>>, Error> {
        let is_it = |question: &&Question| question.key == Key::item(item) && question.kind == Kind::Choice;
        let Some(question) = self.questions.iter().find(is_it) else { return Ok(None) };
        let key = question.key.to_string();
        let codes = match question.options.len() > NARROW_END as usize {
            true => {
                let codes = self.data.column(&key)?.cast(&DataType::UInt32)?;
                let valid = |code: u32| Reason::of_wide(code).is_none().then(|| u16::try_from(code).ok()).flatten();
                codes.u32()?.iter().map(|code| code.and_then(valid)).collect()
            }
            false => self.categories(&key, u16::from)?,
        };
        Ok(Some((&question.options, codes)))
    }

    fn categories(&self, key: &str, category: fn(u8) -> u16) -> Result<Vec<Option<u16>>, Error> {
        let codes = self.data.column(key)?.u8()?.iter();
        Ok(codes.map(|code| code.filter(|code| *code < NARROW_END).map(category)).collect())
    }

    /// Valid codes of a question with fewer options than a byte holds, a respondent each.
    pub(crate) fn narrow_codes(&self, position: usize) -> Result<impl Iterator<Item = Option<u8>>, Error> {
        let codes = self.data.column(&self.questions[position].key.to_string())?.u8()?.iter();
        Ok(codes.map(|code| code.filter(|code| *code < NARROW_END)))
    }

    fn ticked(&self, key: &str, option: usize) -> Result<Vec<Option<u16>>, Error> {
        let first = self.data.column(&word_name(key, 0))?.u64()?.iter();
        let own = self.data.column(&word_name(key, option / WORD_BITS))?.u64()?.iter();
        let tick = |(first, own): (Option<u64>, Option<u64>)| {
            Reason::of_mask(first?).is_none().then_some(((own? >> (option % WORD_BITS)) & 1) as u16)
        };
        Ok(first.zip(own).map(tick).collect())
    }
}

fn aspects(question: &Question) -> Vec<Aspect> {
    let aspect = |about| Aspect { key: question.key.clone(), about };
    match question.kind {
        Kind::Rating { points, falling } => vec![aspect(About::Rating { points, falling })],
        Kind::Choices => question.options.iter().map(|option| aspect(About::Option(option.clone()))).collect(),
        Kind::Recommendation => vec![aspect(About::Recommendation)],
        // The picks of a Kano pair or of a best-worst block say something only together.
        Kind::Choice if question.key.part.is_none() && question.options.len() <= MOST_OPTIONS => {
            vec![aspect(About::Choice(question.options.clone()))]
        }
        Kind::Choice | Kind::Number | Kind::Date | Kind::Dealt { .. } | Kind::Text => Vec::new(),
    }
}
