//! Reads a condition or a computation; an error says where it is and what would be right there.

use super::{
    Comparison, Day, Expression, Form, Function, Node, Operator,
    token::{Token, tokens},
};
use crate::{answer::Key, format};

/// Longest condition in bytes, and how deep it may nest: both far above what a person writes.
const MAX_BYTES: usize = 2_000;
const MAX_DEPTH: usize = 32;

/// Where a condition cannot be read. `offset` counts bytes from 0; line and column count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Zeile {line}, Zeichen {column}: {message}")]
pub struct SyntaxError {
    pub offset: usize,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

/// Reads a condition. The message of an error is German.
pub fn parse(source: &str) -> Result<Expression, SyntaxError> {
    read(source, Wanted::Truth).map_err(|fault| located(source, fault))
}

/// Reads a computation: its value is a number, a word or a day.
pub fn parse_value(source: &str) -> Result<Expression, SyntaxError> {
    read(source, Wanted::Value).map_err(|fault| located(source, fault))
}

fn located(source: &str, (offset, message): Fault) -> SyntaxError {
    let (line, column) = place(source, offset);
    SyntaxError { offset, line, column, message }
}

/// Line and column of a byte.
pub(crate) fn place(source: &str, offset: usize) -> (usize, usize) {
    let before = &source[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// An error before its offset has been turned into line and column.
pub(super) type Fault = (usize, String);

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Truth,
    Value,
}

fn read(source: &str, wanted: Wanted) -> Result<Expression, Fault> {
    if source.len() > MAX_BYTES {
        return Err((0, format!("Die Bedingung ist länger als {} Zeichen.", format::whole(MAX_BYTES))));
    }
    let mut parser = Parser { tokens: tokens(source)?, next: 0, depth: 0 };
    let root = parser.any_of()?;
    match wanted {
        Wanted::Truth => parser.expect_truth(&root)?,
        Wanted::Value => expect_value(&root)?,
    }
    match parser.peek() {
        (_, Token::End) => Ok(Expression { root }),
        (offset, Token::Close) => Err((offset, "Diese Klammer wurde nie geöffnet.".to_owned())),
        (offset, Token::Comma) => {
            Err((offset, "Ein Komma steht nur in der Klammer einer Funktion: sum(a, b)".to_owned()))
        }
        (offset, Token::Comparison(_)) => {
            Err((offset, "Zwei Vergleiche werden mit „and“ verbunden: 1 <= a and a <= 9".to_owned()))
        }
        (offset, token) => Err((offset, format!("Hier fehlt {} vor {}.", joints(&root), token.name()))),
    }
}

/// What may join another part to this one.
fn joints(node: &Node) -> &'static str {
    if node.is_truth() { "„and“ oder „or“" } else { "ein Rechenzeichen (+ - * /)" }
}

fn expect_value(node: &Node) -> Result<(), Fault> {
    match node.is_truth() {
        false => Ok(()),
        true => {
            let message =
                "Hier gehört ein Wert hin, keine Bedingung. Aus einer Bedingung wird mit if(…, 1, 0) eine Zahl.";
            Err((first_offset(node), message.to_owned()))
        }
    }
}

/// Where the text of a part begins, as far as its parts know.
fn first_offset(node: &Node) -> usize {
    node.parts().into_iter().map(first_offset).fold(node.offset, usize::min)
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> (usize, &Token) {
        // The last token is `End` and is never taken.
        let (offset, token) = &self.tokens[self.next];
        (*offset, token)
    }

    fn take(&mut self) -> (usize, Token) {
        let taken = self.tokens[self.next].clone();
        if taken.1 != Token::End {
            self.next += 1;
        }
        taken
    }

    fn takes(&mut self, token: &Token) -> bool {
        let found = self.peek().1 == token;
        self.next += usize::from(found);
        found
    }

    /// A value where something must hold or not: here a comparison is missing.
    fn expect_truth(&self, node: &Node) -> Result<(), Fault> {
        let offset = self.peek().0;
        match &node.form {
            _ if node.is_truth() => Ok(()),
            Form::Item(item) => {
                Err((offset, format!("Nach „{item}“ fehlt ein Vergleich: ==, !=, <, <=, >, >= oder contains.")))
            }
            _ => Err((offset, "Hier fehlt ein Vergleich: ==, !=, <, <=, > oder >=.".to_owned())),
        }
    }

    fn any_of(&mut self) -> Result<Node, Fault> {
        self.joined(&Token::Or, Parser::all_of, Form::Or)
    }

    fn all_of(&mut self) -> Result<Node, Fault> {
        self.joined(&Token::And, Parser::one, Form::And)
    }

    /// One part, or several with `joint` between them, each of which must hold or not.
    fn joined(
        &mut self,
        joint: &Token,
        part: fn(&mut Parser) -> Result<Node, Fault>,
        form: fn(Vec<Node>) -> Form,
    ) -> Result<Node, Fault> {
        let first = part(self)?;
        if self.peek().1 != joint {
            return Ok(first);
        }
        self.expect_truth(&first)?;
        let offset = first.offset;
        let mut parts = vec![first];
        while self.takes(joint) {
            let next = part(self)?;
            self.expect_truth(&next)?;
            parts.push(next);
        }
        Ok(Node { offset, form: form(parts) })
    }

    fn one(&mut self) -> Result<Node, Fault> {
        let offset = self.peek().0;
        self.nested(offset, |parser| {
            if parser.takes(&Token::Not) {
                let inner = parser.one()?;
                parser.expect_truth(&inner)?;
                return Ok(Node { offset, form: Form::Not(Box::new(inner)) });
            }
            parser.comparison()
        })
    }

    fn nested(&mut self, offset: usize, read: impl FnOnce(&mut Parser) -> Result<Node, Fault>) -> Result<Node, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err((offset, "Die Bedingung ist zu tief verschachtelt.".to_owned()));
        }
        let node = read(self)?;
        self.depth -= 1;
        Ok(node)
    }

    fn comparison(&mut self) -> Result<Node, Fault> {
        let left = self.terms()?;
        match *self.peek().1 {
            Token::Comparison(comparison) => self.compared(left, comparison),
            Token::Contains => {
                let (sign, _) = self.take();
                match left {
                    Node { offset, form: Form::Item(item) } => {
                        let option = self.option("Nach „contains“")?;
                        Ok(Node { offset, form: Form::Selected { item, option } })
                    }
                    _ => Err((sign, "Vor „contains“ steht der Name einer Frage.".to_owned())),
                }
            }
            _ => Ok(left),
        }
    }

    fn compared(&mut self, left: Node, comparison: Comparison) -> Result<Node, Fault> {
        let (offset, _) = self.take();
        expect_value(&left)?;
        let right = self.terms()?;
        expect_value(&right)?;
        Ok(Node { offset, form: Form::Compare { left: Box::new(left), comparison, right: Box::new(right) } })
    }

    fn option(&mut self, before: &str) -> Result<String, Fault> {
        match self.take() {
            (_, Token::Word(option)) => Ok(option),
            (offset, _) => Err((offset, format!("{before} steht eine Antwort in Anführungszeichen."))),
        }
    }

    fn terms(&mut self) -> Result<Node, Fault> {
        self.calculated(&[Operator::Plus, Operator::Minus], |parser| {
            parser.calculated(&[Operator::Times, Operator::Over], Parser::factor)
        })
    }

    /// One part, or several with one of these signs between them, from left to right.
    fn calculated(
        &mut self,
        operators: &[Operator],
        part: impl Fn(&mut Parser) -> Result<Node, Fault>,
    ) -> Result<Node, Fault> {
        let mut left = part(self)?;
        while let Token::Operator(operator) = *self.peek().1
            && operators.contains(&operator)
        {
            let (offset, _) = self.take();
            expect_value(&left)?;
            let right = part(self)?;
            expect_value(&right)?;
            left = Node { offset, form: Form::Arithmetic { left: Box::new(left), operator, right: Box::new(right) } };
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Node, Fault> {
        let (offset, token) = self.take();
        let form = match token {
            Token::Open => return self.parenthesis(offset),
            Token::Operator(Operator::Minus) => {
                return self.nested(offset, |parser| {
                    let inner = parser.factor()?;
                    expect_value(&inner)?;
                    Ok(Node { offset, form: Form::Negative(Box::new(inner)) })
                });
            }
            Token::Answered => return self.answered(),
            Token::Selected => return self.selected(),
            Token::Function(function) => return self.call(function, offset),
            Token::Path(key) => Form::Item(key),
            Token::Number(number) => Form::Number(number),
            Token::Word(word) => Form::Word(word),
            Token::End => {
                return Err((
                    offset,
                    "Die Bedingung bricht ab: es fehlt eine Frage, eine Zahl oder ein Text.".to_owned(),
                ));
            }
            token => {
                let name = token.name();
                return Err((offset, format!("Hier gehört eine Frage, eine Zahl oder ein Text hin, nicht {name}.")));
            }
        };
        Ok(Node { offset, form })
    }

    fn parenthesis(&mut self, opened: usize) -> Result<Node, Fault> {
        let inner = self.any_of()?;
        if self.takes(&Token::Close) {
            return Ok(inner);
        }
        match self.peek() {
            (_, Token::End) => Err((opened, "Die Klammer wird nicht geschlossen: es fehlt „)“.".to_owned())),
            (offset, token) if inner.is_truth() => {
                Err((offset, format!("Vor {} fehlt „and“, „or“ oder „)“.", token.name())))
            }
            (offset, token) => Err((offset, format!("Vor {} fehlt ein Rechenzeichen oder „)“.", token.name()))),
        }
    }

    fn expect_open(&mut self, message: &str) -> Result<usize, Fault> {
        let offset = self.peek().0;
        if self.takes(&Token::Open) { Ok(offset) } else { Err((offset, message.to_owned())) }
    }

    fn expect_close(&mut self, function: &str, opened: usize) -> Result<(), Fault> {
        if self.takes(&Token::Close) {
            return Ok(());
        }
        match self.peek() {
            (_, Token::End) => {
                Err((opened, format!("Die Klammer von „{function}“ wird nicht geschlossen: es fehlt „)“.")))
            }
            (offset, token) => {
                Err((offset, format!("In der Klammer von „{function}“ fehlt vor {} ein Komma oder „)“.", token.name())))
            }
        }
    }

    fn item(&mut self, function: &str) -> Result<(usize, Key), Fault> {
        match self.take() {
            (offset, Token::Path(key)) => Ok((offset, key)),
            (offset, _) => Err((offset, format!("In der Klammer von „{function}“ steht der Name einer Frage."))),
        }
    }

    fn answered(&mut self) -> Result<Node, Fault> {
        let opened = self.expect_open("Nach „answered“ steht die Frage in Klammern: answered(plaetze)")?;
        let (offset, key) = self.item("answered")?;
        self.expect_close("answered", opened)?;
        Ok(Node { offset, form: Form::Answered(key) })
    }

    fn selected(&mut self) -> Result<Node, Fault> {
        let opened =
            self.expect_open("Nach „selected“ stehen Frage und Antwort in Klammern: selected(themen, \"digital\")")?;
        let (offset, item) = self.item("selected")?;
        if !self.takes(&Token::Comma) {
            let message = "Nach der Frage stehen ein Komma und eine Antwort: selected(themen, \"digital\")";
            return Err((self.peek().0, message.to_owned()));
        }
        let option = self.option("Nach dem Komma")?;
        self.expect_close("selected", opened)?;
        Ok(Node { offset, form: Form::Selected { item, option } })
    }

    fn call(&mut self, function: Function, offset: usize) -> Result<Node, Fault> {
        let opened = self.expect_open(&wrong(function))?;
        let mut arguments = Vec::new();
        if !self.takes(&Token::Close) {
            loop {
                let is_condition = function == Function::If && arguments.is_empty();
                let argument = self.any_of()?;
                if is_condition {
                    self.expect_truth(&argument)?;
                } else {
                    expect_value(&argument)?;
                }
                arguments.push(argument);
                if !self.takes(&Token::Comma) {
                    break;
                }
            }
            self.expect_close(function.name(), opened)?;
        }
        fits(function, &arguments).map_err(|at| (at.unwrap_or(offset), wrong(function)))?;
        Ok(Node { offset, form: Form::Call { function, arguments } })
    }
}

/// Where the arguments do not fit: at one of them, or by their number.
fn fits(function: Function, arguments: &[Node]) -> Result<(), Option<usize>> {
    let is_item = |node: &Node| matches!(node.form, Form::Item(_));
    let all_items = || match arguments.iter().find(|node| !is_item(node)) {
        Some(other) => Err(Some(first_offset(other))),
        None => Ok(()),
    };
    match (function, arguments) {
        (Function::Count, [_, ..]) => all_items(),
        (Function::Length, [_]) => all_items(),
        (Function::Sum | Function::Min | Function::Max, [_, ..]) => Ok(()),
        (Function::Round, [_]) | (Function::Days, [_, _]) | (Function::Today, []) | (Function::If, [_, _, _]) => Ok(()),
        (Function::Round, [_, Node { form: Form::Number(decimals), .. }])
            if (0.0..=6.0).contains(decimals) && decimals.fract() == 0.0 =>
        {
            Ok(())
        }
        (Function::Round, [_, decimals]) => Err(Some(first_offset(decimals))),
        (Function::Date, [Node { form: Form::Word(word), .. }]) if Day::parse(word).is_some() => Ok(()),
        (Function::Date, [node]) if is_item(node) => Ok(()),
        (Function::Date, [node]) => Err(Some(first_offset(node))),
        _ => Err(None),
    }
}

fn example(function: Function) -> &'static str {
    match function {
        Function::Count => "count(themen)",
        Function::Sum => "sum(gewerblich, kaufmaennisch)",
        Function::Min => "min(a, b)",
        Function::Max => "max(a, b)",
        Function::Round => "round(quote, 1)",
        Function::Length => "length(name)",
        Function::Date => "date(\"2026-09-01\")",
        Function::Days => "days(beginn, ende)",
        Function::Today => "today()",
        Function::If => "if(plaetze > 10, \"gross\", \"klein\")",
    }
}

/// What belongs into the parentheses of a function.
fn wrong(function: Function) -> String {
    let what = match function {
        Function::Count => "stehen Namen von Fragen",
        Function::Sum | Function::Min | Function::Max => "stehen Zahlen oder Fragen nach Zahlen",
        Function::Round => {
            "stehen eine Zahl und, wenn gerundet werden soll, wie viele Nachkommastellen bleiben (0 bis 6)"
        }
        Function::Length => "steht der Name einer Frage nach Text",
        Function::Date => "steht ein Tag des Kalenders als \"JJJJ-MM-TT\" oder der Name einer Frage",
        Function::Days => "stehen zwei Tage, der frühere zuerst",
        Function::Today => "steht nichts",
        Function::If => "stehen eine Bedingung und zwei Werte",
    };
    format!("In der Klammer von „{}“ {what}: {}", function.name(), example(function))
}
