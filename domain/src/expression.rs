//! Conditions: `branche == "bau" and not (plaetze < 3) or themen contains "digital"`.
//!
//! Read once when a survey is loaded, evaluated at every step. `and` binds tighter than `or`, `not` tightest.
//! An item without a valid answer makes every comparison false, `!=` too; to include the unanswered write
//! `not (branche == "bau")`.

mod parse;

use crate::{
    answer::{Answers, Key, Pass, Value},
    id::{ItemId, OptionId},
};

pub use parse::{SyntaxError, parse};

/// A condition that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    pub(crate) root: Node,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Compare { left: Operand, comparison: Comparison, right: Operand },
    Contains { item: Reference, option: String },
    Answered(Reference),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Comparison {
    pub(crate) fn is_order(self) -> bool {
        !matches!(self, Comparison::Equal | Comparison::Unequal)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Item(Reference),
    Number(f64),
    Word(String),
}

/// `plaetze`, `imp.klima` or `imp.klima.importance`, and where it stands in the condition (bytes).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reference {
    pub key: Key,
    pub offset: usize,
}

/// What a condition is evaluated on.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub answers: &'a Answers,
    /// On a repeated page the option it stands for: an item is first looked up among this instance's answers.
    pub instance: Option<&'a OptionId>,
}

impl Expression {
    /// The items it reads, each once, in order of appearance.
    pub fn reads(&self) -> Vec<ItemId> {
        let mut items: Vec<ItemId> = Vec::new();
        self.root.visit_references(&mut |reference, _| {
            if !items.contains(&reference.key.item) {
                items.push(reference.key.item.clone());
            }
        });
        items
    }

    pub fn eval(&self, context: &Context) -> bool {
        self.root.eval(context)
    }
}

impl Node {
    fn eval(&self, context: &Context) -> bool {
        match self {
            Node::And(parts) => parts.iter().all(|part| part.eval(context)),
            Node::Or(parts) => parts.iter().any(|part| part.eval(context)),
            Node::Not(inner) => !inner.eval(context),
            Node::Compare { left, comparison, right } => match (left.value(context), right.value(context)) {
                (Some(left), Some(right)) => left.compare(*comparison, &right),
                _ => false,
            },
            Node::Contains { item, option } => match context.value(item) {
                Some(Value::Choices(ids)) => ids.iter().any(|id| id.as_str() == option),
                _ => false,
            },
            Node::Answered(item) => context.is_answered(item),
        }
    }

    /// Every reference, with the node that holds it.
    pub(crate) fn visit_references<'a>(&'a self, visit: &mut dyn FnMut(&'a Reference, &'a Node)) {
        match self {
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| part.visit_references(visit)),
            Node::Not(inner) => inner.visit_references(visit),
            Node::Compare { left, right, .. } => {
                for operand in [left, right] {
                    if let Operand::Item(reference) = operand {
                        visit(reference, self);
                    }
                }
            }
            Node::Contains { item, .. } | Node::Answered(item) => visit(item, self),
        }
    }
}

impl<'a> Context<'a> {
    fn value(&self, reference: &Reference) -> Option<&'a Value> {
        let here = self
            .instance
            .and_then(|instance| self.answers.get(&Key { instance: Some(instance.clone()), ..reference.key.clone() }));
        here.or_else(|| self.answers.get(&reference.key))
    }

    /// A battery counts as answered once any row in question is.
    fn is_answered(&self, reference: &Reference) -> bool {
        let wanted = &reference.key;
        self.answers
            .0
            .range(Key::item(&wanted.item)..)
            .take_while(|(key, _)| key.item == wanted.item)
            .filter(|(key, _)| !key.is_comment())
            .filter(|(key, _)| wanted.row.is_none() || key.row == wanted.row)
            .filter(|(key, _)| wanted.pass.is_none() || key.pass == wanted.pass)
            .filter(|(key, _)| match (self.instance, &key.instance) {
                (Some(here), Some(there)) => here == there,
                _ => true,
            })
            .any(|(_, value)| value.is_given())
    }
}

/// The two kinds of value that can be compared.
enum Comparable<'a> {
    Number(f64),
    Word(&'a str),
}

impl Operand {
    fn value<'a>(&'a self, context: &Context<'a>) -> Option<Comparable<'a>> {
        match self {
            Operand::Number(number) => Some(Comparable::Number(*number)),
            Operand::Word(word) => Some(Comparable::Word(word)),
            Operand::Item(reference) => match context.value(reference)? {
                Value::Number(number) => Some(Comparable::Number(*number)),
                Value::Choice(id) => Some(Comparable::Word(id.as_str())),
                Value::Choices(_) | Value::Text(_) | Value::Missing(_) => None,
            },
        }
    }
}

impl Comparable<'_> {
    fn compare(&self, comparison: Comparison, other: &Comparable) -> bool {
        match (self, other) {
            (Comparable::Number(a), Comparable::Number(b)) => match comparison {
                Comparison::Equal => a == b,
                Comparison::Unequal => a != b,
                Comparison::Less => a < b,
                Comparison::AtMost => a <= b,
                Comparison::Greater => a > b,
                Comparison::AtLeast => a >= b,
            },
            (Comparable::Word(a), Comparable::Word(b)) => match comparison {
                Comparison::Equal => a == b,
                Comparison::Unequal => a != b,
                _ => false,
            },
            _ => false,
        }
    }
}

impl Pass {
    pub(crate) fn parse(text: &str) -> Option<Pass> {
        [Pass::Importance, Pass::Fulfilment].into_iter().find(|pass| pass.as_str() == text)
    }
}
