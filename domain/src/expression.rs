//! Conditions and computed values: `branche == "bau" and not (plaetze < 3)`, `sum(gewerblich, kaufmaennisch) * 2`.
//!
//! Read once when a survey is loaded, evaluated at every step. `and` binds tighter than `or`, `not` tighter than both,
//! a comparison tighter still. What each word means stands in `docs/expressions.md`, whose examples are run as a test.
//!
//! Values have types and are never turned into one another: numbers, words (the ids of options), days, texts. An item
//! without a valid answer (not asked, not applicable, don't know, no answer) has no value:
//!
//! | | with a value missing |
//! |---|---|
//! | a comparison, `!=` too, `contains`, `selected` | false; so `not (branche == "bau")` includes the unanswered |
//! | `answered` | false |
//! | `+ - * /`, `round`, `length`, `days`, `date` | missing; so is a division by zero |
//! | `sum`, `count`, `min`, `max` | the missing are passed over; of none at all `sum` and `count` are 0, `min` and `max` missing |
//! | a constraint | is not broken by what is still open: see [`Expression::is_refuted`] |

mod day;
mod eval;
mod parse;
mod token;

use crate::{
    answer::{Answers, Key, Pass},
    id::{ItemId, OptionId},
};

pub use day::Day;
pub use eval::Computed;
pub(crate) use parse::place;
pub use parse::{SyntaxError, parse, parse_value};

/// A condition or a computation that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    pub(crate) root: Node,
}

/// A part, and where it stands (bytes): an item at its name, a comparison at its sign, a function at its name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub offset: usize,
    pub form: Form,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Compare {
        left: Box<Node>,
        comparison: Comparison,
        right: Box<Node>,
    },
    /// `themen contains "digital"`, `selected(themen, "digital")`
    Selected {
        item: Key,
        option: String,
    },
    Answered(Key),
    Number(f64),
    Word(String),
    /// `plaetze`, `imp.klima` or `imp.klima.importance`; of a matrix `stellen.bau:offen`, and its column `stellen:offen`
    Item(Key),
    Arithmetic {
        left: Box<Node>,
        operator: Operator,
        right: Box<Node>,
    },
    Negative(Box<Node>),
    Call {
        function: Function,
        arguments: Vec<Node>,
    },
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Count,
    Sum,
    Min,
    Max,
    Round,
    Length,
    Date,
    Days,
    Today,
    If,
}

impl Function {
    pub(crate) const ALL: [Function; 10] = [
        Function::Count,
        Function::Sum,
        Function::Min,
        Function::Max,
        Function::Round,
        Function::Length,
        Function::Date,
        Function::Days,
        Function::Today,
        Function::If,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Function::Count => "count",
            Function::Sum => "sum",
            Function::Min => "min",
            Function::Max => "max",
            Function::Round => "round",
            Function::Length => "length",
            Function::Date => "date",
            Function::Days => "days",
            Function::Today => "today",
            Function::If => "if",
        }
    }
}

/// Under this name the answers hold the day on which they were begun, for `today()`: `domain` has no clock, and both
/// sides must work with one day. No item can be called so.
pub const TODAY: &str = "today";

/// What a condition is evaluated on.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub answers: &'a Answers,
    /// On a repeated page the option it stands for: an item is first looked up among this instance's answers.
    pub instance: Option<&'a OptionId>,
}

/// The condition or computation with one item under another id; as it is if it cannot be read.
pub(crate) fn renamed(source: &str, old: &ItemId, new: &ItemId) -> String {
    let mut offsets = Vec::new();
    if let Ok(expression) = parse(source).or_else(|_| parse_value(source)) {
        expression
            .root
            .visit(&mut |node| offsets.extend(node.key().filter(|key| key.item == *old).map(|_| node.offset)));
    }
    offsets.sort_unstable();
    let mut renamed = source.to_owned();
    for offset in offsets.into_iter().rev() {
        renamed.replace_range(offset..offset + old.as_str().len(), new.as_str());
    }
    renamed
}

/// Whether both say the same, however they are spaced.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let words = |source| {
        let tokens = token::tokens(source).ok()?;
        Some(tokens.into_iter().map(|(_, token)| token).collect::<Vec<_>>())
    };
    one == other || words(one).is_some_and(|one| words(other).is_some_and(|other| one == other))
}

impl Expression {
    /// The items and computed values it reads, each once, in order of appearance.
    pub fn reads(&self) -> Vec<ItemId> {
        let mut items: Vec<ItemId> = Vec::new();
        self.root.visit(&mut |node| {
            if let Some(key) = node.key()
                && !items.contains(&key.item)
            {
                items.push(key.item.clone());
            }
        });
        items
    }

    /// Whether `today()` stands in it.
    pub fn reads_today(&self) -> bool {
        let mut found = false;
        self.root.visit(&mut |node| {
            found |= matches!(node.form, Form::Call { function: Function::Today, .. });
        });
        found
    }
}

impl Node {
    /// What it reads itself, apart from its parts.
    pub(crate) fn key(&self) -> Option<&Key> {
        match &self.form {
            Form::Item(key) | Form::Answered(key) | Form::Selected { item: key, .. } => Some(key),
            _ => None,
        }
    }

    /// Whether it is something that holds or not, rather than a value.
    pub(crate) fn is_truth(&self) -> bool {
        matches!(
            self.form,
            Form::And(_)
                | Form::Or(_)
                | Form::Not(_)
                | Form::Compare { .. }
                | Form::Selected { .. }
                | Form::Answered(_)
        )
    }

    pub(crate) fn parts(&self) -> Vec<&Node> {
        match &self.form {
            Form::And(parts) | Form::Or(parts) | Form::Call { arguments: parts, .. } => parts.iter().collect(),
            Form::Not(inner) | Form::Negative(inner) => vec![inner],
            Form::Compare { left, right, .. } | Form::Arithmetic { left, right, .. } => vec![left, right],
            Form::Selected { .. } | Form::Answered(_) | Form::Number(_) | Form::Word(_) | Form::Item(_) => Vec::new(),
        }
    }

    /// It and everything in it, in the order of the text.
    pub(crate) fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        visit(self);
        self.parts().into_iter().for_each(|part| part.visit(visit));
    }
}

impl Pass {
    pub(crate) fn parse(text: &str) -> Option<Pass> {
        [Pass::Importance, Pass::Fulfilment].into_iter().find(|pass| pass.as_str() == text)
    }
}
