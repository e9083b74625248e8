//! What has to be so for something to be asked, as far as it can be tried out.

use crate::{
    answer::{Answers, Key, Value},
    expression::{Context, Expression, Form, Node, parse},
    id::ItemId,
    questionnaire::own_choices,
    survey::{Item, Page, Survey},
};

/// Something that has to be so.
#[derive(Clone)]
pub(super) enum Demand<'s> {
    Holds(Expression),
    /// A constraint is broken.
    Refuted(Expression),
    /// At least one option is ticked that pages repeat for.
    Ticked(&'s Item),
}

impl Demand<'_> {
    pub fn reads(&self) -> Vec<ItemId> {
        match self {
            Demand::Holds(expression) | Demand::Refuted(expression) => expression.reads(),
            Demand::Ticked(source) => vec![source.id.clone()],
        }
    }

    pub fn is_met(&self, answers: &Answers) -> bool {
        let context = Context { answers, instance: None };
        match self {
            Demand::Holds(expression) => expression.eval(&context),
            Demand::Refuted(expression) => expression.is_refuted(&context),
            Demand::Ticked(source) => match answers.get(&Key::item(&source.id)) {
                Some(Value::Choices(ids)) => {
                    own_choices(source).iter().any(|option| !option.exclusive && ids.contains(&option.id))
                }
                _ => false,
            },
        }
    }
}

/// What a condition demands: each part that must hold by itself, without those that cannot be tried out.
pub(super) fn demand<'s>(survey: &Survey, condition: Option<&String>) -> Vec<Demand<'s>> {
    let Some(expression) = condition.and_then(|source| parse(source).ok()) else { return Vec::new() };
    let parts = match expression.root.form {
        Form::And(parts) => parts,
        _ => vec![expression.root],
    };
    parts.into_iter().filter(|part| can_be_tried(survey, part)).map(|root| Demand::Holds(Expression { root })).collect()
}

/// That a constraint is broken; `None` if that cannot be tried out.
pub(super) fn refuted<'s>(survey: &Survey, must: &str) -> Option<Demand<'s>> {
    parse(must).ok().filter(|must| can_be_tried(survey, &must.root)).map(Demand::Refuted)
}

pub(super) fn on_page<'s>(survey: &'s Survey, page: &Page) -> Vec<Demand<'s>> {
    let source = page.repeat.as_ref().and_then(|source| survey.item(source));
    source.map(Demand::Ticked).into_iter().chain(demand(survey, page.condition.as_ref())).collect()
}

/// Only comparisons of answers with each other and with constants: `values` meets all their cases.
fn can_be_tried(survey: &Survey, node: &Node) -> bool {
    let is_plain = match &node.form {
        Form::Arithmetic { .. } | Form::Negative(_) | Form::Call { .. } => false,
        _ => node.key().is_none_or(|key| survey.item(&key.item).is_some()),
    };
    is_plain && node.parts().into_iter().all(|part| can_be_tried(survey, part))
}
