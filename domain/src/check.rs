//! Whether answers keep the rules of their questions, and what is stored in the end.

mod constraint;
mod joint;
mod message;

use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answers, Key, Missing, Part, Value},
    calendar::{Day, Month},
    flow::{self, Field, FieldShape, Path, Questionnaire, Step},
    form::is_address,
    id::{ItemId, OptionId},
    locale::Text,
    survey::{Choice, ItemKind},
};

/// What is wrong, and where. Data; the words come from [`Rule::message`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    pub key: Key,
    pub rule: Rule,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    Required(Ask),
    /// Said once and never in the way.
    SoftPrompt(Prompt),
    NotAnOption,
    TooMany {
        max: u32,
    },
    ExclusiveWithOthers,
    NotANumber,
    NotWhole,
    TooManyDecimals {
        decimals: u32,
    },
    OutOfBounds {
        min: f64,
        max: f64,
    },
    TooLong {
        max: u32,
        actual: usize,
    },
    NotADay,
    /// The 30th of February.
    NoSuchDay,
    NotAMonth,
    OutsideDays {
        min: Day,
        max: Day,
    },
    OutsideMonths {
        min: Month,
        max: Month,
    },
    NoSuchPlace {
        places: u32,
    },
    /// Two rows on one place.
    PlaceTaken {
        place: u32,
    },
    /// A later place is given, this one is not.
    PlaceLeftOut {
        place: u32,
    },
    /// Numbers that do not add up: `over` is negative if something is missing.
    WrongSum {
        total: u32,
        over: i64,
    },
    /// The best of a block cannot be its worst too.
    BestIsWorst,
    NotAnAddress,
    /// An address without the tick, or a tick without an address.
    ConsentMissing,
    AddressMissing,
    /// Answers do not fit together; the survey says what to do.
    Constraint {
        message: Text,
    },
    /// Something came back that this step does not ask: the page was out of date, or not ours.
    PageChanged,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    Unanswered(Ask),
    /// A top 3 with fewer than three.
    Fewer {
        chosen: u32,
        max: u32,
    },
    /// "Other" is ticked, and what that is stays open.
    Words,
    /// A part that is larger than its whole.
    MoreThanWhole {
        part: f64,
        whole: f64,
    },
}

/// What one does to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    Choose,
    ChooseSeveral,
    Rate,
    ChoosePlace,
    EnterNumber,
    EnterText,
    EnterDay,
    EnterMonth,
    GivePlace,
    ChooseOccupation,
    EnterAddress,
}

impl Ask {
    fn of(shape: &FieldShape) -> Ask {
        match shape {
            FieldShape::Multiple { .. } | FieldShape::Top { .. } => Ask::ChooseSeveral,
            FieldShape::Rating { .. } | FieldShape::Recommendation { .. } => Ask::Rate,
            FieldShape::Municipality { .. } => Ask::ChoosePlace,
            FieldShape::Number { .. } => Ask::EnterNumber,
            FieldShape::ShortText { .. } | FieldShape::LongText { .. } => Ask::EnterText,
            FieldShape::Rank { .. } => Ask::GivePlace,
            FieldShape::Date { .. } => Ask::EnterDay,
            FieldShape::Month { .. } => Ask::EnterMonth,
            FieldShape::Occupation { .. } => Ask::ChooseOccupation,
            FieldShape::Address | FieldShape::Consent { .. } => Ask::EnterAddress,
            FieldShape::Single { .. } | FieldShape::Dealt { .. } | FieldShape::Information => Ask::Choose,
        }
    }
}

impl Rule {
    /// Whether one may go on all the same.
    pub fn is_soft(&self) -> bool {
        matches!(self, Rule::SoftPrompt(_))
    }

    /// Whether every entry by itself is in order, and only together they are not.
    pub fn is_joint(&self) -> bool {
        matches!(
            self,
            Rule::PlaceTaken { .. }
                | Rule::PlaceLeftOut { .. }
                | Rule::WrongSum { .. }
                | Rule::BestIsWorst
                | Rule::ConsentMissing
                | Rule::AddressMissing
        )
    }
}

/// The problems of one step on the path of these answers, in the order of its fields. Empty for a step that is not on the path.
/// After `form::read` use `Reading::all_problems`, which puts both lists together without saying things twice.
pub fn check(path: &Path, answers: &Answers, step: &Step) -> Vec<Problem> {
    let fields = path.fields(step);
    let broken = constraint::broken(path, step, &fields);
    let joint = joint::problems(&fields, answers);
    let problem = |(field, joint): (&Field, Option<Problem>)| {
        let constraint = broken.iter().find(|problem| problem.key == field.key).cloned();
        match joint::graver(field_problem(field, path.questionnaire(), answers), joint) {
            Some(problem) if !problem.rule.is_soft() => Some(problem),
            soft => constraint.or(soft),
        }
    };
    fields.iter().zip(joint).filter_map(problem).collect()
}

fn field_problem(field: &Field, questionnaire: &Questionnaire, answers: &Answers) -> Option<Problem> {
    if !field.is_asked() || !field.applies(answers) {
        return None;
    }
    let value = answers.get(&field.key).and_then(|value| field.still_offered(value, questionnaire));
    let rule = match value.as_deref() {
        Some(value) if value.is_given() || matches!(value, Value::Missing(_)) => {
            violation(&field.shape, field.required, value)
                .or_else(|| fewer_than_asked(field, value))
                .or_else(|| more_than_whole(field, value, answers))
        }
        _ if joint::is_rest_of_sum(field, answers) => None,
        _ => unanswered(field),
    };
    rule.map(|rule| Problem { key: field.key.clone(), rule })
}

/// Nobody is asked twice to write something, or to say who they are.
fn unanswered(field: &Field) -> Option<Rule> {
    match Ask::of(&field.shape) {
        ask if field.required => Some(Rule::Required(ask)),
        _ if field.key.part == Some(Part::Words) => Some(Rule::SoftPrompt(Prompt::Words)),
        Ask::EnterText | Ask::EnterAddress => None,
        ask => Some(Rule::SoftPrompt(Prompt::Unanswered(ask))),
    }
}

fn fewer_than_asked(field: &Field, value: &Value) -> Option<Rule> {
    let (FieldShape::Top { options, max }, Value::Choices(ids)) = (&field.shape, value) else { return None };
    let possible = options.len().min(*max as usize);
    let chosen = ids.len();
    let has_exclusive = ids.iter().any(|id| options.iter().any(|option| option.exclusive && option.id == *id));
    (chosen < possible && !has_exclusive)
        .then_some(Rule::SoftPrompt(Prompt::Fewer { chosen: chosen as u32, max: possible as u32 }))
}

fn more_than_whole(field: &Field, value: &Value, answers: &Answers) -> Option<Rule> {
    let (key, Value::Number(part)) = (whole_of(field)?, value) else { return None };
    let Some(Value::Number(whole)) = answers.get(&key) else { return None };
    (part > whole).then_some(Rule::SoftPrompt(Prompt::MoreThanWhole { part: *part, whole: *whole }))
}

/// Where the number stands of which this one counts a part: another item, or another column of the row.
fn whole_of(field: &Field) -> Option<Key> {
    match (&field.item.kind, &field.key.part) {
        (ItemKind::Number { part_of, .. }, None) => {
            Some(Key { instance: field.key.instance.clone(), ..Key::item(part_of.as_ref()?) })
        }
        (ItemKind::Matrix { columns, .. }, Some(Part::Column(id))) => {
            let whole = columns.iter().find(|column| column.id == *id)?.part_of.clone()?;
            Some(Key { part: Some(Part::Column(whole)), ..field.key.clone() })
        }
        _ => None,
    }
}

/// The rule that a given value breaks, `None` if it may stand. An empty answer is not looked at here.
pub(crate) fn violation(shape: &FieldShape, required: bool, value: &Value) -> Option<Rule> {
    match (shape, value) {
        (_, Value::Missing(Missing::NoAnswer)) if required => Some(Rule::Required(Ask::of(shape))),
        (_, Value::Missing(missing)) => (!shape.allows(*missing, required)).then_some(Rule::NotAnOption),
        (
            FieldShape::Single { options } | FieldShape::Municipality { options } | FieldShape::Occupation { options },
            Value::Choice(id),
        ) => (!options.iter().any(|option| option.id == *id)).then_some(Rule::NotAnOption),
        (FieldShape::Multiple { max, .. }, Value::Choices(ids)) => choices_violation(shape.options(), ids, *max),
        (FieldShape::Top { max, .. }, Value::Choices(ids)) => choices_violation(shape.options(), ids, Some(*max)),
        (FieldShape::Rating { scale }, Value::Number(n)) => point_violation(*n, 1, scale.labels.len()),
        (FieldShape::Recommendation { .. }, Value::Number(n)) => point_violation(*n, 0, 10),
        (FieldShape::Rank { places }, Value::Number(n)) => {
            point_violation(*n, 1, *places as usize).map(|_| Rule::NoSuchPlace { places: *places })
        }
        (FieldShape::Date { min, max }, Value::Text(text)) => match text.parse::<Day>() {
            Err(_) => Some(Rule::NotADay),
            Ok(day) => (day < *min || day > *max).then_some(Rule::OutsideDays { min: *min, max: *max }),
        },
        (FieldShape::Month { min, max }, Value::Text(text)) => match text.parse::<Month>() {
            Err(_) => Some(Rule::NotAMonth),
            Ok(month) => (month < *min || month > *max).then_some(Rule::OutsideMonths { min: *min, max: *max }),
        },
        (FieldShape::Address, Value::Text(text)) => (!is_address(text)).then_some(Rule::NotAnAddress),
        (FieldShape::Consent { .. }, Value::Number(tick)) => (*tick != 1.0).then_some(Rule::NotAnOption),
        (FieldShape::Dealt { version }, Value::Number(dealt)) => {
            (*dealt != *version as f64).then_some(Rule::NotAnOption)
        }
        (FieldShape::Number { .. } | FieldShape::ShortText { .. } | FieldShape::LongText { .. }, value) => {
            typed_violation(shape, required, value)
        }
        (FieldShape::Rank { places }, _) => Some(Rule::NoSuchPlace { places: *places }),
        (FieldShape::Date { .. }, _) => Some(Rule::NotADay),
        (FieldShape::Month { .. }, _) => Some(Rule::NotAMonth),
        (FieldShape::Address, _) => Some(Rule::NotAnAddress),
        _ => Some(Rule::NotAnOption),
    }
}

/// As [`violation`], for numbers and texts.
pub(crate) fn typed_violation(shape: &FieldShape, required: bool, value: &Value) -> Option<Rule> {
    match (shape, value) {
        (_, Value::Missing(Missing::NoAnswer)) if required => Some(Rule::Required(Ask::of(shape))),
        (_, Value::Missing(missing)) => (!shape.allows(*missing, required)).then_some(Rule::NotAnOption),
        (FieldShape::Number { min, max, decimals, .. }, Value::Number(n)) => {
            number_violation(*n, *min, *max, *decimals)
        }
        (FieldShape::ShortText { max_chars } | FieldShape::LongText { max_chars }, Value::Text(text)) => {
            let actual = text.chars().count();
            (actual > *max_chars as usize).then_some(Rule::TooLong { max: *max_chars, actual })
        }
        (FieldShape::Number { .. }, _) => Some(Rule::NotANumber),
        _ => Some(Rule::NotAnOption),
    }
}

fn choices_violation(options: &[&Choice], ids: &[OptionId], max: Option<u32>) -> Option<Rule> {
    let option = |id: &OptionId| options.iter().find(|option| option.id == *id);
    let comes_twice = |(at, id): (usize, &OptionId)| ids[..at].contains(id);
    if ids.iter().any(|id| option(id).is_none()) || ids.iter().enumerate().any(comes_twice) {
        Some(Rule::NotAnOption)
    } else if ids.len() > 1 && ids.iter().filter_map(option).any(|option| option.exclusive) {
        Some(Rule::ExclusiveWithOthers)
    } else {
        max.filter(|max| ids.len() > *max as usize).map(|max| Rule::TooMany { max })
    }
}

fn point_violation(number: f64, lowest: usize, highest: usize) -> Option<Rule> {
    let is_point = number.fract() == 0.0 && number >= lowest as f64 && number <= highest as f64;
    (!is_point).then_some(Rule::NotAnOption)
}

fn number_violation(number: f64, min: f64, max: f64, decimals: u32) -> Option<Rule> {
    let scaled = number * 10f64.powi(decimals as i32);
    // A decimal fraction is rarely exact in binary; beyond rounding error it has too many digits.
    let has_more_digits = (scaled - scaled.round()).abs() > 1e-9 * scaled.abs().max(1.0);
    if !number.is_finite() {
        Some(Rule::NotANumber)
    } else if number < min || number > max {
        Some(Rule::OutOfBounds { min, max })
    } else if has_more_digits {
        Some(if decimals == 0 { Rule::NotWhole } else { Rule::TooManyDecimals { decimals } })
    } else {
        None
    }
}

/// The first step that keeps the answers from being sent, with its problems (none of them soft).
/// `None`: everything that must be answered is, and every answer is in order.
pub fn first_open(questionnaire: &Questionnaire, answers: &Answers) -> Option<(Step, Vec<Problem>)> {
    let path = Path::new(questionnaire, answers);
    path.steps().find_map(|step| {
        let mut problems = check(&path, answers, step);
        problems.retain(|problem| !problem.rule.is_soft());
        (!problems.is_empty()).then(|| (step.clone(), problems))
    })
}

/// What is stored: answers to steps no longer on the path are left out (not asked), what was asked and has no valid
/// answer becomes `!no`. An address is never among it, see [`contacts`].
pub fn complete(questionnaire: &Questionnaire, answers: &Answers) -> Answers {
    let path = Path::new(questionnaire, answers);
    let mut complete = Answers::default();
    for field in path.steps().flat_map(|step| path.fields(step)).filter(Field::is_kept) {
        // A choice comes before the words that belong to it.
        if !field.applies(&complete) {
            continue;
        }
        let given = answers
            .get(&field.key)
            .and_then(|value| field.accepted(value, questionnaire))
            .filter(|value| value.is_given() || matches!(**value, Value::Missing(_)));
        let value = given.map_or_else(|| left_blank(&field, answers), |value| value.into_owned());
        complete.set(field.key, value);
    }
    complete_rules(questionnaire, &path, answers, &mut complete);
    complete
}

/// A row left out of a sum got nothing of it; every set of blocks was dealt; else nothing was said.
fn left_blank(field: &Field, answers: &Answers) -> Value {
    match field.shape {
        FieldShape::Dealt { version } => Value::Number(version as f64),
        _ if joint::is_rest_of_sum(field, answers) => Value::Number(0.0),
        _ => Value::Missing(Missing::NoAnswer),
    }
}

/// An address that was left with a tick for what the item says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub item: ItemId,
    pub address: String,
}

/// Addresses, handed over on their own: they must never lie beside the answers (ux.md R15).
pub fn contacts(questionnaire: &Questionnaire, answers: &Answers) -> Vec<Contact> {
    let path = Path::new(questionnaire, answers);
    let given = |field: &Field| {
        let consents = Key { part: Some(Part::Consent), ..field.key.clone() };
        answers.get(&consents).filter(|tick| **tick == Value::Number(1.0))?;
        match field.accepted(answers.get(&field.key)?, questionnaire)?.into_owned() {
            Value::Text(address) => Some(Contact { item: field.item.id.clone(), address }),
            _ => None,
        }
    };
    let fields = path.steps().flat_map(|step| path.fields(step));
    fields.filter(|field| field.shape == FieldShape::Address).filter_map(|field| given(&field)).collect()
}

/// Computed values that are to be kept, worked out here and never taken from anywhere; and which order was drawn.
fn complete_rules(questionnaire: &Questionnaire, path: &Path, answers: &Answers, complete: &mut Answers) {
    for compute in questionnaire.survey().computes.iter().filter(|compute| compute.store) {
        let key = Key::item(&compute.id);
        let value = path.known().get(&key).cloned().unwrap_or(Value::Missing(Missing::NoAnswer));
        complete.set(key, value);
    }
    if questionnaire.draws_order()
        && let (Some(key), Some(order)) = (flow::order_key(), flow::order_of(answers))
    {
        complete.set(key, flow::drawn(order));
    }
}
