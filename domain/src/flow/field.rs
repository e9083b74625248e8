//! What is asked on a step, with everything needed to draw it and to read it.

use std::borrow::Cow;

use crate::{
    answer::{Key, Missing, Pass, Value},
    check,
    locale::Text,
    survey::{Choice, Item, ItemKind, Scale, Survey},
};

/// One place for one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<'q> {
    pub key: Key,
    pub item: &'q Item,
    /// The row of a battery.
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
    Recommendation {
        low: &'q Text,
        high: &'q Text,
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
    /// Text only; it has no answer.
    Information,
}

impl<'q> FieldShape<'q> {
    /// `None` if the survey has no such scale, which an inspected survey cannot have.
    pub(super) fn of(survey: &'q Survey, item: &'q Item, choices: &[&'q Choice], pass: Option<Pass>) -> Option<Self> {
        let options = || choices.to_vec();
        Some(match &item.kind {
            ItemKind::Single { .. } => FieldShape::Single { options: options() },
            ItemKind::Multiple { max, .. } => FieldShape::Multiple { options: options(), max: *max },
            ItemKind::Top { max, .. } => FieldShape::Top { options: options(), max: *max },
            ItemKind::Municipality { .. } => FieldShape::Municipality { options: options() },
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
            | FieldShape::Municipality { options } => options,
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
            (_, FieldShape::Information) => false,
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
        self.shape != FieldShape::Information
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
