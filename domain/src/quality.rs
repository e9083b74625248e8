//! Signs that a questionnaire was not read: kept with the answers as flags, never as times.
//!
//! A flag is a reason to look, not to throw away: answers are flagged and left out by choice, and both numbers are shown
//! (Leiner 2019, Survey Research Methods 13(3); Greszki, Meyer and Schoen 2015, Public Opinion Quarterly 79(2)).

use crate::{
    answer::{Answers, Key, Value},
    flow::{FieldShape, Path},
    id::{ItemId, OptionId},
    length,
    questionnaire::Questionnaire,
};

/// Under this name the answers hold their flags. No item can be called so.
pub const DATA_QUALITY: &str = "data_quality";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Answered in less than a third of the time it takes.
    Speeding,
    /// The same point on every scale, however different the things are that were rated.
    Straightlining,
}

impl Flag {
    pub const ALL: [Flag; 2] = [Flag::Speeding, Flag::Straightlining];

    pub fn as_str(self) -> &'static str {
        match self {
            Flag::Speeding => "speeding",
            Flag::Straightlining => "straightlining",
        }
    }
}

/// Below this part of the usual time nobody has read the questions.
const SPEEDING: f64 = 1.0 / 3.0;
/// Ratings that have to be the same. A battery may well deserve twelve times "very important".
const STRAIGHT: usize = 15;

/// What is to be noted of answers that took `seconds` on the pages.
pub fn flags(questionnaire: &Questionnaire, answers: &Answers, seconds: u64) -> Vec<Flag> {
    let is_set = |flag: &Flag| match flag {
        Flag::Speeding => is_speeding(questionnaire, answers, seconds),
        Flag::Straightlining => is_straightlining(questionnaire, answers),
    };
    Flag::ALL.into_iter().filter(is_set).collect()
}

/// Less than a third of the time that the pages on this path take by [`length`]. The usual rule takes the median of all
/// respondents; it would say nothing of the first ones, and tell from the flag who came early.
fn is_speeding(questionnaire: &Questionnaire, answers: &Answers, seconds: u64) -> bool {
    (seconds as f64) < SPEEDING * length::seconds(questionnaire, answers)
}

/// At least 15 ratings, over all batteries and both passes, and all on one point.
fn is_straightlining(questionnaire: &Questionnaire, answers: &Answers) -> bool {
    let path = Path::new(questionnaire, answers);
    let fields = path.steps().flat_map(|step| path.fields(step));
    let ratings = fields.filter(|field| matches!(field.shape, FieldShape::Rating { .. }));
    let points: Vec<f64> = ratings
        .filter_map(|field| match answers.get(&field.key) {
            Some(Value::Number(point)) => Some(*point),
            _ => None,
        })
        .collect();
    points.len() >= STRAIGHT && points.windows(2).all(|pair| pair[0] == pair[1])
}

fn key() -> Option<Key> {
    ItemId::new(DATA_QUALITY).ok().map(|id| Key::item(&id))
}

/// Puts the flags with the answers, none too: then they were looked for.
pub fn note(answers: &mut Answers, flags: &[Flag]) {
    let ids = flags.iter().filter_map(|flag| OptionId::new(flag.as_str()).ok()).collect();
    if let Some(key) = key() {
        answers.set(key, Value::Choices(ids));
    }
}

/// Whether a flag is set; `None` where nobody has looked, as in answers that were imported.
pub fn is_flagged(answers: &Answers, flag: Flag) -> Option<bool> {
    match answers.get(&key()?)? {
        Value::Choices(ids) => Some(ids.iter().any(|id| id.as_str() == flag.as_str())),
        _ => None,
    }
}
