//! Reads a condition; an error says where it is and what would be right there.

use super::{Comparison, Expression, Node, Operand, Reference};
use crate::{
    answer::{Key, Pass},
    id::{ItemId, OptionId},
};

/// Longest condition in bytes, and how deep `not` and parentheses may nest: both far above what a person writes.
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
    read(source).map_err(|(offset, message)| {
        let before = &source[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        SyntaxError {
            offset,
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message,
        }
    })
}

/// An error before its offset has been turned into line and column.
type Fault = (usize, String);

fn read(source: &str) -> Result<Expression, Fault> {
    if source.len() > MAX_BYTES {
        return Err((0, format!("Die Bedingung ist länger als {MAX_BYTES} Zeichen.")));
    }
    let mut parser = Parser { tokens: tokens(source)?, next: 0, depth: 0 };
    let root = parser.any_of()?;
    match parser.peek() {
        (_, Token::End) => Ok(Expression { root }),
        (offset, Token::Close) => Err((offset, "Diese Klammer wurde nie geöffnet.".to_owned())),
        (offset, token) => Err((offset, format!("Hier fehlt „and“ oder „or“ vor {}.", token.name()))),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Contains,
    Answered,
    Comparison(Comparison),
    Number(f64),
    Word(String),
    Path(Key),
    End,
}

impl Token {
    fn name(&self) -> String {
        match self {
            Token::Open => "„(“".to_owned(),
            Token::Close => "„)“".to_owned(),
            Token::And => "„and“".to_owned(),
            Token::Or => "„or“".to_owned(),
            Token::Not => "„not“".to_owned(),
            Token::Contains => "„contains“".to_owned(),
            Token::Answered => "„answered“".to_owned(),
            Token::Comparison(_) => "dem Vergleichszeichen".to_owned(),
            Token::Number(number) => format!("der Zahl {number}"),
            Token::Word(word) => format!("\"{word}\""),
            Token::Path(key) => format!("„{key}“"),
            Token::End => "dem Ende".to_owned(),
        }
    }
}

fn tokens(source: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let mut tokens = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let offset = source.len() - rest.len();
        let (token, length) = token(rest, first).map_err(|(within, message)| (offset + within, message))?;
        tokens.push((offset, token));
        rest = rest[length..].trim_start();
    }
    tokens.push((source.len(), Token::End));
    Ok(tokens)
}

/// The token that `rest` starts with, and its length in bytes.
fn token(rest: &str, first: char) -> Result<(Token, usize), Fault> {
    let two = |text: &str| rest.starts_with(text);
    let comparison = |comparison, length| Ok((Token::Comparison(comparison), length));
    match first {
        '(' => Ok((Token::Open, 1)),
        ')' => Ok((Token::Close, 1)),
        '=' if two("==") => comparison(Comparison::Equal, 2),
        '=' => Err((0, "Ein Vergleich wird mit zwei Gleichheitszeichen geschrieben: ==".to_owned())),
        '!' if two("!=") => comparison(Comparison::Unequal, 2),
        '!' => Err((0, "Schreiben Sie „not“ für eine Verneinung oder != für „ungleich“.".to_owned())),
        '<' if two("<=") => comparison(Comparison::AtMost, 2),
        '<' => comparison(Comparison::Less, 1),
        '>' if two(">=") => comparison(Comparison::AtLeast, 2),
        '>' => comparison(Comparison::Greater, 1),
        '"' => match rest[1..].find(['"', '\n']) {
            Some(end) if rest[1 + end..].starts_with('"') => Ok((Token::Word(rest[1..1 + end].to_owned()), end + 2)),
            _ => Err((0, "Das schließende Anführungszeichen fehlt.".to_owned())),
        },
        '„' | '“' | '”' | '\'' | '‚' | '‘' | '’' => {
            Err((0, "Schreiben Sie gerade Anführungszeichen: \"bau\"".to_owned()))
        }
        '-' => number_or_path(rest, &rest[1..], 1),
        _ if first.is_ascii_alphanumeric() => number_or_path(rest, rest, 0),
        '&' => Err((0, "Schreiben Sie „and“ statt &.".to_owned())),
        '|' => Err((0, "Schreiben Sie „or“ statt |.".to_owned())),
        _ => Err((0, format!("Mit „{first}“ kann hier nichts beginnen."))),
    }
}

/// A number, a keyword or an item. Ids may start with a digit, so a number is what reads as one as a whole.
fn number_or_path(rest: &str, unsigned: &str, sign: usize) -> Result<(Token, usize), Fault> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '.';
    let length = sign + unsigned.find(|c| !is_part(c)).unwrap_or(unsigned.len());
    let word = &rest[..length];
    if rest[length..].starts_with(',') && word.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return Err((length, "In Bedingungen steht bei Zahlen ein Punkt statt des Kommas: 2.5".to_owned()));
    }
    if word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-')
        && let Ok(number) = word.parse()
    {
        return Ok((Token::Number(number), length));
    }
    let token = match word {
        "and" => Token::And,
        "or" => Token::Or,
        "not" => Token::Not,
        "contains" => Token::Contains,
        "answered" => Token::Answered,
        _ => Token::Path(path(word).ok_or_else(|| (0, format!("„{word}“ ist kein Name einer Frage.")))?),
    };
    Ok((token, length))
}

fn path(word: &str) -> Option<Key> {
    let mut parts = word.split('.');
    let item = ItemId::new(parts.next()?).ok()?;
    let row = parts.next().map(OptionId::new).transpose().ok()?;
    let pass = match parts.next() {
        Some(pass) => Some(Pass::parse(pass)?),
        None => None,
    };
    parts.next().is_none().then_some(Key { item, row, pass, part: None, instance: None })
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

    fn any_of(&mut self) -> Result<Node, Fault> {
        let mut parts = vec![self.all_of()?];
        while self.takes(&Token::Or) {
            parts.push(self.all_of()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::Or(parts) })
    }

    fn all_of(&mut self) -> Result<Node, Fault> {
        let mut parts = vec![self.one()?];
        while self.takes(&Token::And) {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::And(parts) })
    }

    fn one(&mut self) -> Result<Node, Fault> {
        let offset = self.peek().0;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err((offset, "Die Bedingung ist zu tief verschachtelt.".to_owned()));
        }
        let node = if self.takes(&Token::Not) {
            Node::Not(Box::new(self.one()?))
        } else if self.takes(&Token::Open) {
            let inner = self.any_of()?;
            self.expect_close("Die Klammer wird nicht geschlossen", offset)?;
            inner
        } else if self.takes(&Token::Answered) {
            self.answered()?
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn expect_close(&mut self, message: &str, opened: usize) -> Result<(), Fault> {
        if self.takes(&Token::Close) {
            return Ok(());
        }
        match self.peek() {
            (_, Token::End) => Err((opened, format!("{message}: es fehlt „)“."))),
            (offset, token) => Err((offset, format!("Vor {} fehlt „and“, „or“ oder „)“.", token.name()))),
        }
    }

    fn answered(&mut self) -> Result<Node, Fault> {
        let opened = self.peek().0;
        if !self.takes(&Token::Open) {
            return Err((opened, "Nach „answered“ steht die Frage in Klammern: answered(plaetze)".to_owned()));
        }
        let (offset, token) = self.take();
        let Token::Path(key) = token else {
            return Err((offset, "In der Klammer von „answered“ steht der Name einer Frage.".to_owned()));
        };
        self.expect_close("Die Klammer von „answered“ wird nicht geschlossen", opened)?;
        Ok(Node::Answered(Reference { key, offset }))
    }

    fn comparison(&mut self) -> Result<Node, Fault> {
        let left = self.operand()?;
        let (offset, token) = self.take();
        match (token, left) {
            (Token::Comparison(comparison), left) => {
                let right = self.operand()?;
                Ok(Node::Compare { left, comparison, right })
            }
            (Token::Contains, Operand::Item(item)) => match self.take() {
                (_, Token::Word(option)) => Ok(Node::Contains { item, option }),
                (offset, _) => Err((offset, "Nach „contains“ steht eine Antwort in Anführungszeichen.".to_owned())),
            },
            (Token::Contains, _) => Err((offset, "Vor „contains“ steht der Name einer Frage.".to_owned())),
            (_, Operand::Item(item)) => {
                Err((offset, format!("Nach „{}“ fehlt ein Vergleich: ==, !=, <, <=, >, >= oder contains.", item.key)))
            }
            _ => Err((offset, "Hier fehlt ein Vergleich: ==, !=, <, <=, > oder >=.".to_owned())),
        }
    }

    fn operand(&mut self) -> Result<Operand, Fault> {
        match self.take() {
            (offset, Token::Path(key)) => Ok(Operand::Item(Reference { key, offset })),
            (_, Token::Number(number)) => Ok(Operand::Number(number)),
            (_, Token::Word(word)) => Ok(Operand::Word(word)),
            (offset, Token::End) => {
                Err((offset, "Die Bedingung bricht ab: es fehlt eine Frage, eine Zahl oder ein Text.".to_owned()))
            }
            (offset, token) => {
                Err((offset, format!("Hier gehört eine Frage, eine Zahl oder ein Text hin, nicht {}.", token.name())))
            }
        }
    }
}
