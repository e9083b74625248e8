//! What a condition comes to. Two-valued for conditions, three-valued for constraints, on the same walk.

use super::{Comparison, Context, Day, Expression, Form, Function, Node, Operator, TODAY};
use crate::{
    answer::{Key, Part, Value},
    id::{ItemId, OptionId},
};

/// What an expression is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Computed<'a> {
    Number(f64),
    /// The id of an option.
    Word(&'a str),
    Day(Day),
}

/// Numbers that differ by less are one number: 0.1 + 0.2 is 0.3. Answers have at most six decimals.
const NEARLY: f64 = 1e-9;
/// Of large numbers, where neighbours lie further apart than that.
const NEARLY_RELATIVE: f64 = 1e-13;

impl Expression {
    /// Whether the condition holds; what it says of a missing value does not.
    pub fn eval(&self, context: &Context) -> bool {
        Walk { context: *context, open: Some(false) }.truth(&self.root) == Some(true)
    }

    /// Whether the condition is false whatever the missing values will be: a comparison with one is neither true nor
    /// false, and "and", "or", "not" follow Kleene's strong logic. `answered`, `count` and `sum` are never open.
    pub fn is_refuted(&self, context: &Context) -> bool {
        Walk { context: *context, open: None }.truth(&self.root) == Some(false)
    }

    /// The computed value; `None` is missing.
    pub fn value<'a>(&'a self, context: &Context<'a>) -> Option<Computed<'a>> {
        Walk { context: *context, open: Some(false) }.value(&self.root)
    }
}

#[derive(Clone, Copy)]
struct Walk<'a> {
    context: Context<'a>,
    /// What a comparison with a missing value comes to.
    open: Option<bool>,
}

impl<'a> Walk<'a> {
    fn truth(self, node: &'a Node) -> Option<bool> {
        match &node.form {
            Form::And(parts) => self.all(parts, false),
            Form::Or(parts) => self.all(parts, true),
            Form::Not(inner) => self.truth(inner).map(|holds| !holds),
            Form::Compare { left, comparison, right } => match (self.value(left), self.value(right)) {
                (Some(left), Some(right)) => Some(compare(left, *comparison, right)),
                _ => self.open,
            },
            Form::Selected { item, option } => match self.context.value(item) {
                Some(Value::Choices(ids)) => Some(ids.iter().any(|id| id.as_str() == option)),
                _ => self.open,
            },
            Form::Answered(item) => Some(self.context.given(item).next().is_some()),
            _ => self.open,
        }
    }

    /// `decisive` as soon as one part is: false for "and", true for "or". Open if one part is.
    fn all(self, parts: &'a [Node], decisive: bool) -> Option<bool> {
        let mut whole = Some(!decisive);
        for part in parts {
            match self.truth(part) {
                Some(truth) if truth == decisive => return Some(decisive),
                Some(_) => {}
                None => whole = None,
            }
        }
        whole
    }

    fn value(self, node: &'a Node) -> Option<Computed<'a>> {
        match &node.form {
            Form::Number(number) => Some(Computed::Number(*number)),
            Form::Word(word) => Some(Computed::Word(word)),
            Form::Item(item) => outcome(self.context.value(item)?),
            Form::Negative(inner) => number(-self.number(inner)?),
            Form::Arithmetic { left, operator, right } => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                number(match operator {
                    Operator::Plus => left + right,
                    Operator::Minus => left - right,
                    Operator::Times => left * right,
                    Operator::Over => left / right,
                })
            }
            Form::Call { function, arguments } => self.call(*function, arguments),
            _ => None,
        }
    }

    fn number(self, node: &'a Node) -> Option<f64> {
        match self.value(node)? {
            Computed::Number(number) => Some(number),
            _ => None,
        }
    }

    fn day(self, node: &'a Node) -> Option<Day> {
        match self.value(node)? {
            Computed::Day(day) => Some(day),
            Computed::Word(word) => Day::parse(word),
            Computed::Number(_) => None,
        }
    }

    fn call(self, function: Function, arguments: &'a [Node]) -> Option<Computed<'a>> {
        match (function, arguments) {
            (Function::Count, _) => number(arguments.iter().map(|argument| self.count(argument)).sum()),
            (Function::Sum, _) => number(self.numbers(arguments).sum()),
            (Function::Min, _) => number(self.numbers(arguments).reduce(f64::min)?),
            (Function::Max, _) => number(self.numbers(arguments).reduce(f64::max)?),
            (Function::Round, [value]) => number(round(self.number(value)?, 0.0)),
            (Function::Round, [value, decimals]) => number(round(self.number(value)?, self.number(decimals)?)),
            (Function::Length, [Node { form: Form::Item(item), .. }]) => match self.context.value(item)? {
                Value::Text(text) if !text.trim().is_empty() => number(text.trim().chars().count() as f64),
                _ => None,
            },
            (Function::Date, [day]) => self.day(day).map(Computed::Day),
            (Function::Days, [from, to]) => number(self.day(from)?.until(self.day(to)?)),
            (Function::Today, []) => match self.context.answers.get(&Key::item(&ItemId::new(TODAY).ok()?))? {
                Value::Text(day) => Day::parse(day).map(Computed::Day),
                _ => None,
            },
            (Function::If, [condition, then, otherwise]) => {
                // What is missing decides here as in a condition.
                let holds = Walk { open: Some(false), ..self }.truth(condition) == Some(true);
                self.value(if holds { then } else { otherwise })
            }
            _ => None,
        }
    }

    /// Of a multiple choice the options ticked, of a battery the rows answered, of anything else 1 if it is answered.
    fn count(self, argument: &'a Node) -> f64 {
        let Form::Item(item) = &argument.form else { return 0.0 };
        let counts = self.context.given(item).map(|value| match value {
            Value::Choices(ids) => ids.len(),
            _ => 1,
        });
        counts.sum::<usize>() as f64
    }

    /// What there is of numbers: those of an item in all its rows, columns and repetitions.
    fn numbers(self, arguments: &'a [Node]) -> impl Iterator<Item = f64> + 'a {
        arguments.iter().flat_map(move |argument| match &argument.form {
            Form::Item(item) => {
                let given = self.context.given(item);
                let numbers = given.filter_map(|value| match value {
                    Value::Number(number) => Some(*number),
                    _ => None,
                });
                numbers.collect::<Vec<f64>>()
            }
            _ => Vec::from_iter(self.number(argument)),
        })
    }
}

/// What is not finite is missing: a division by zero, a product beyond all bounds.
fn number<'a>(number: f64) -> Option<Computed<'a>> {
    number.is_finite().then_some(Computed::Number(number))
}

/// An answer as a value. A text is one only if it is a day.
fn outcome(value: &Value) -> Option<Computed<'_>> {
    match value {
        Value::Number(number) => Some(Computed::Number(*number)),
        Value::Choice(id) => Some(Computed::Word(id.as_str())),
        Value::Text(text) => Day::parse(text).map(Computed::Day),
        Value::Choices(_) | Value::Missing(_) => None,
    }
}

/// Half away from zero, as one learns at school; a half that binary fractions just miss counts as one.
fn round(value: f64, decimals: f64) -> f64 {
    let unit = 10f64.powi(decimals.clamp(0.0, 6.0) as i32);
    let scaled = value.abs() * unit;
    (scaled + NEARLY).round().copysign(value) / unit
}

fn compare(left: Computed, comparison: Comparison, right: Computed) -> bool {
    let order = match (left, right) {
        (Computed::Number(a), Computed::Number(b)) => {
            let nearly = NEARLY.max(NEARLY_RELATIVE * a.abs().max(b.abs()));
            if (a - b).abs() <= nearly { std::cmp::Ordering::Equal } else { a.total_cmp(&b) }
        }
        (Computed::Day(a), Computed::Day(b)) => a.cmp(&b),
        (Computed::Word(a), Computed::Word(b)) if !comparison.is_order() => a.cmp(b),
        // Words have no order, and values of two kinds are not compared.
        _ => return false,
    };
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}

impl<'a> Context<'a> {
    fn value(&self, key: &Key) -> Option<&'a Value> {
        let here = self
            .instance
            .and_then(|instance| self.answers.get(&Key { instance: Some(instance.clone()), ..key.clone() }));
        here.or_else(|| self.answers.get(key))
    }

    /// What was answered to an item, in each of the rows, columns and repetitions that the key leaves open. A battery
    /// counts as answered once any row in question is.
    fn given(&self, wanted: &'a Key) -> impl Iterator<Item = &'a Value> + 'a {
        let instance = self.instance;
        let is_here = move |there: &Option<OptionId>| match (instance, there) {
            (Some(here), Some(there)) => here == there,
            _ => true,
        };
        self.answers
            .0
            .range(Key::item(&wanted.item)..)
            .take_while(|(key, _)| key.item == wanted.item)
            .filter(|(key, _)| wanted.row.is_none() || key.row == wanted.row)
            .filter(|(key, _)| wanted.pass.is_none() || key.pass == wanted.pass)
            .filter(|(key, _)| wanted.part.is_none() || key.part == wanted.part)
            // What was written beside an answer is none of its own.
            .filter(|(key, _)| !matches!(key.part, Some(Part::Comment | Part::Words)))
            .filter(move |(key, _)| is_here(&key.instance))
            .map(|(_, value)| value)
            .filter(|value| value.is_given())
    }
}
