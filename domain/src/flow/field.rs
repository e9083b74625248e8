//! What is asked on a step, with everything needed to draw it and to read it.

use std::borrow::Cow;

use crate::{
    answer::{Answers, Key, Missing, Part, Pass, Value},
    calendar::{Day, Month},
    check,
    locale::Text,
    survey::{Choice, Item, ItemKind, Scale, Survey},
};

/// One place for one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<'q> {
    pub key: Key,
    pub item: &'q Item,
    /// The row of a battery, a ranking, a sum or a matrix.
    pub row: Option<&'q Choice>,
    /// Whether it must be answered, as things stand.
    pub required: bool,
    pub shape: FieldShape<'q>,
}

/// How it is asked. Options are those on offer here, after conditions.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldShape<'q> {
    Single {
        options: Vec<&'q Choice>,
    },
    Multiple {
        options: Vec<&'q Choice>,
        max: Option<u32>,
    },
    Top {
        options: Vec<&'q Choice>,
        max: u32,
    },
    Rating {
        scale: &'q Scale,
    },
    /// A place from 1 on.
    Rank {
        places: u32,
    },
    Recommendation {
        low: &'q Text,
        high: &'q Text,
    },
    Date {
        min: Day,
        max: Day,
    },
    Month {
        min: Month,
        max: Month,
    },
    Number {
        unit: &'q Text,
        min: f64,
        max: f64,
        decimals: u32,
    },
    ShortText {
        max_chars: u32,
    },
    LongText {
        max_chars: u32,
    },
    Municipality {
        options: Vec<&'q Choice>,
    },
    Occupation {
        options: Vec<&'q Choice>,
    },
    /// An e-mail address.
    Address,
    /// The tick without which the address is not taken.
    Consent {
        text: &'q Text,
    },
    /// Which set of blocks was dealt: kept with the answers, asked of nobody.
    Dealt {
        version: usize,
    },
    /// Text only; it has no answer.
    Information,
}

/// No unit, where there is nothing to count in.
pub(crate) static NO_UNIT: Text = Text(std::collections::BTreeMap::new());

impl<'q> FieldShape<'q> {
    /// `None` if the survey has no such scale, which an inspected survey cannot have.
    pub(super) fn of(
        survey: &'q Survey,
        item: &'q Item,
        choices: &[&'q Choice],
        pass: Option<Pass>,
        part: Option<&Part>,
    ) -> Option<Self> {
        let options = || choices.to_vec();
        Some(match &item.kind {
            ItemKind::Single { .. } => FieldShape::Single { options: options() },
            ItemKind::Multiple { max, .. } => FieldShape::Multiple { options: options(), max: *max },
            ItemKind::Top { max, .. } => FieldShape::Top { options: options(), max: *max },
            ItemKind::Municipality { .. } => FieldShape::Municipality { options: options() },
            ItemKind::Occupation { .. } => FieldShape::Occupation { options: options() },
            ItemKind::Kano { .. } | ItemKind::BestWorst { .. } => FieldShape::Single { options: options() },
            ItemKind::Ranking { .. } => FieldShape::Rank { places: choices.len() as u32 },
            ItemKind::ConstantSum { total, unit, .. } => {
                FieldShape::Number { unit, min: 0.0, max: f64::from(*total), decimals: 0 }
            }
            ItemKind::Matrix { columns, .. } => {
                let Some(Part::Column(id)) = part else { return None };
                let column = columns.iter().find(|column| column.id == *id)?;
                FieldShape::Number { unit: &NO_UNIT, min: column.min, max: column.max, decimals: column.decimals }
            }
            ItemKind::Date { min, max } => FieldShape::Date { min: *min, max: *max },
            ItemKind::Month { min, max } => FieldShape::Month { min: *min, max: *max },
            ItemKind::Contact { consent } if part == Some(&Part::Consent) => FieldShape::Consent { text: consent },
            ItemKind::Contact { .. } => FieldShape::Address,
            ItemKind::Battery { scale, .. } => FieldShape::Rating { scale: survey.scale(scale)? },
            ItemKind::Paired { importance_scale, fulfilment_scale, .. } => {
                let scale = if pass == Some(Pass::Fulfilment) { fulfilment_scale } else { importance_scale };
                FieldShape::Rating { scale: survey.scale(scale)? }
            }
            ItemKind::Recommendation { low, high } => FieldShape::Recommendation { low, high },
            ItemKind::Number { unit, min, max, decimals, .. } => {
                FieldShape::Number { unit, min: *min, max: *max, decimals: *decimals }
            }
            ItemKind::ShortText { max_chars } => FieldShape::ShortText { max_chars: *max_chars },
            ItemKind::LongText { max_chars } => FieldShape::LongText { max_chars: *max_chars },
            ItemKind::Information => FieldShape::Information,
        })
    }

    /// The options of a choice; empty for everything else.
    pub fn options(&self) -> &[&'q Choice] {
        match self {
            FieldShape::Single { options }
            | FieldShape::Multiple { options, .. }
            | FieldShape::Top { options, .. }
            | FieldShape::Municipality { options }
            | FieldShape::Occupation { options } => options,
            _ => &[],
        }
    }

    pub(super) fn options_mut(&mut self) -> Option<&mut Vec<&'q Choice>> {
        match self {
            FieldShape::Single { options }
            | FieldShape::Multiple { options, .. }
            | FieldShape::Top { options, .. }
            | FieldShape::Municipality { options } => Some(options),
            _ => None,
        }
    }

    /// The missing codes one may choose here, as `!dk`, `!na` or `!no` in the form.
    pub(crate) fn allows(&self, missing: Missing, required: bool) -> bool {
        match (missing, self) {
            (_, FieldShape::Information | FieldShape::Dealt { .. } | FieldShape::Consent { .. }) => false,
            (Missing::NoAnswer, _) => !required,
            (Missing::DontKnow, FieldShape::Rating { scale }) => scale.dont_know.is_some(),
            (Missing::NotApplicable, FieldShape::Rating { scale }) => scale.not_applicable.is_some(),
            _ => false,
        }
    }
}

impl Field<'_> {
    /// Whether anything can be answered here.
    pub fn is_asked(&self) -> bool {
        !matches!(self.shape, FieldShape::Information | FieldShape::Dealt { .. })
    }

    /// Whether it is kept with the answers: an address never is.
    pub fn is_kept(&self) -> bool {
        let is_personal = matches!(self.shape, FieldShape::Address | FieldShape::Consent { .. });
        !is_personal && self.shape != FieldShape::Information
    }

    /// Words of one's own belong to an option that is ticked; everything else may always be answered.
    pub fn applies(&self, answers: &Answers) -> bool {
        match (&self.key.part, &self.key.row) {
            (Some(Part::Words), Some(option)) => {
                match answers.get(&Key { row: None, part: None, ..self.key.clone() }) {
                    Some(Value::Choice(id)) => id == option,
                    Some(Value::Choices(ids)) => ids.contains(option),
                    _ => false,
                }
            }
            _ => true,
        }
    }

    /// The value without options that an earlier answer has taken off the list since; `None` if nothing is left.
    pub(crate) fn still_offered<'v>(&self, value: &'v Value, survey: &Survey) -> Option<Cow<'v, Value>> {
        let options = self.shape.options();
        let offered = |id: &_| options.iter().any(|option| option.id == *id);
        let known = |id: &_| survey.choices(self.item).iter().any(|choice| choice.id == *id);
        let stays = |id: &_| offered(id) || !known(id);
        match value {
            Value::Choice(id) if !stays(id) => None,
            Value::Choices(ids) if !ids.iter().all(stays) => {
                let left: Vec<_> = ids.iter().filter(|id| stays(id)).cloned().collect();
                (!left.is_empty()).then_some(Cow::Owned(Value::Choices(left)))
            }
            Value::Choices(ids) if ids.is_empty() => None,
            value => Some(Cow::Borrowed(value)),
        }
    }

    /// The value as it counts: without options no longer offered, and only if it breaks no rule.
    pub(crate) fn accepted<'v>(&self, value: &'v Value, survey: &Survey) -> Option<Cow<'v, Value>> {
        self.still_offered(value, survey).filter(|value| check::violation(&self.shape, self.required, value).is_none())
    }
}
