//! The words and signs of a condition.

use super::{Comparison, Function, Operator, parse::Fault};
use crate::answer::Key;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Comma,
    And,
    Or,
    Not,
    Contains,
    Answered,
    Selected,
    Function(Function),
    Comparison(Comparison),
    Operator(Operator),
    Number(f64),
    Word(String),
    Path(Key),
    End,
}

impl Token {
    pub fn name(&self) -> String {
        match self {
            Token::Open => "„(“".to_owned(),
            Token::Close => "„)“".to_owned(),
            Token::Comma => "dem Komma".to_owned(),
            Token::And => "„and“".to_owned(),
            Token::Or => "„or“".to_owned(),
            Token::Not => "„not“".to_owned(),
            Token::Contains => "„contains“".to_owned(),
            Token::Answered => "„answered“".to_owned(),
            Token::Selected => "„selected“".to_owned(),
            Token::Function(function) => format!("„{}“", function.name()),
            Token::Comparison(_) => "dem Vergleichszeichen".to_owned(),
            Token::Operator(_) => "dem Rechenzeichen".to_owned(),
            Token::Number(number) => format!("der Zahl {number}"),
            Token::Word(word) => format!("\"{word}\""),
            Token::Path(key) => format!("„{key}“"),
            Token::End => "dem Ende".to_owned(),
        }
    }

    /// Whether a value ends here, so that a minus behind it takes away.
    fn ends_value(&self) -> bool {
        matches!(self, Token::Close | Token::Number(_) | Token::Word(_) | Token::Path(_))
    }
}

pub(super) fn tokens(source: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let mut tokens: Vec<(usize, Token)> = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let offset = source.len() - rest.len();
        let takes_away = tokens.last().is_some_and(|(_, token)| token.ends_value());
        let (token, length) = match first {
            '-' if takes_away => (Token::Operator(Operator::Minus), 1),
            _ => token(rest, first).map_err(|(within, message)| (offset + within, message))?,
        };
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
    let operator = |operator| Ok((Token::Operator(operator), 1));
    match first {
        '(' => Ok((Token::Open, 1)),
        ')' => Ok((Token::Close, 1)),
        ',' => Ok((Token::Comma, 1)),
        '+' => operator(Operator::Plus),
        '*' => operator(Operator::Times),
        '/' => operator(Operator::Over),
        '=' if two("==") => comparison(Comparison::Equal, 2),
        '=' => Err((0, "Ein Vergleich wird mit zwei Gleichheitszeichen geschrieben: ==".to_owned())),
        '!' if two("!=") => comparison(Comparison::Unequal, 2),
        '!' => Err((0, "Schreiben Sie „not“ für eine Verneinung oder != für „ungleich“.".to_owned())),
        '<' if two("<=") => comparison(Comparison::AtMost, 2),
        '<' if two("<>") => Err((0, "„Ungleich“ wird != geschrieben.".to_owned())),
        '<' => comparison(Comparison::Less, 1),
        '>' if two(">=") => comparison(Comparison::AtLeast, 2),
        '>' => comparison(Comparison::Greater, 1),
        '≤' => Err((0, "Schreiben Sie <= statt ≤.".to_owned())),
        '≥' => Err((0, "Schreiben Sie >= statt ≥.".to_owned())),
        '≠' => Err((0, "Schreiben Sie != statt ≠.".to_owned())),
        '"' => match rest[1..].find(['"', '\n']) {
            Some(end) if rest[1 + end..].starts_with('"') => Ok((Token::Word(rest[1..1 + end].to_owned()), end + 2)),
            _ => Err((0, "Das schließende Anführungszeichen fehlt.".to_owned())),
        },
        '„' | '“' | '”' | '\'' | '‚' | '‘' | '’' => {
            Err((0, "Schreiben Sie gerade Anführungszeichen: \"bau\"".to_owned()))
        }
        '−' | '–' => Err((0, format!("Schreiben Sie den Bindestrich der Tastatur - statt {first}."))),
        '×' | '·' => Err((0, format!("Schreiben Sie * statt {first}."))),
        '÷' | ':' => Err((0, format!("Schreiben Sie / statt {first}."))),
        '-' => negative(rest),
        _ if first.is_ascii_alphanumeric() => number_or_word(rest, rest, 0),
        '&' => Err((0, "Schreiben Sie „and“ statt &.".to_owned())),
        '|' => Err((0, "Schreiben Sie „or“ statt |.".to_owned())),
        '$' | '{' | '}' => Err((0, "Eine Frage steht mit ihrem bloßen Namen da: plaetze".to_owned())),
        _ => Err((0, format!("Mit „{first}“ kann hier nichts beginnen."))),
    }
}

/// A negative number, or the sign before something else.
fn negative(rest: &str) -> Result<(Token, usize), Fault> {
    let is_number = rest[1..].starts_with(|c: char| c.is_ascii_digit());
    match number_or_word(rest, &rest[1..], 1) {
        Ok((Token::Number(number), length)) if is_number => Ok((Token::Number(number), length)),
        Err(fault) if is_number => Err(fault),
        _ => Ok((Token::Operator(Operator::Minus), 1)),
    }
}

/// A number, a keyword, a function or an item. Ids may start with a digit, so a number is what reads as one as a whole.
fn number_or_word(rest: &str, unsigned: &str, sign: usize) -> Result<(Token, usize), Fault> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    let length = sign + unsigned.find(|c| !is_part(c)).unwrap_or(unsigned.len());
    let (word, after) = (&rest[..length], &rest[length..]);
    if after.strip_prefix(',').is_some_and(|more| more.starts_with(|c: char| c.is_ascii_digit()))
        && word.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    {
        let message = "In Bedingungen steht bei Zahlen ein Punkt statt des Kommas: 2.5. Zwischen zwei Angaben steht \
                       nach dem Komma ein Leerzeichen.";
        return Err((length, message.to_owned()));
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
        // Only before a parenthesis: questions may be called so.
        _ if after.trim_start().starts_with('(') => called(word).map_err(|message| (0, message))?,
        _ => Token::Path(word.parse().map_err(|_| (0, format!("„{word}“ ist kein Name einer Frage.")))?),
    };
    Ok((token, length))
}

fn called(word: &str) -> Result<Token, String> {
    if word == "selected" {
        return Ok(Token::Selected);
    }
    if let Some(function) = Function::ALL.into_iter().find(|function| function.name() == word) {
        return Ok(Token::Function(function));
    }
    // As they are called elsewhere.
    let here = match word.to_ascii_lowercase().as_str() {
        "strlen" | "string-length" | "len" | "laenge" => Some("length(name)"),
        "count-selected" | "countif" | "anzahl" => Some("count(thema)"),
        "is_empty" | "isempty" | "empty" => Some("not answered(name)"),
        "summe" => Some("sum(a, b)"),
        "wenn" | "iif" => Some("if(a > b, 1, 0)"),
        "datediff" | "tage" => Some("days(beginn, ende)"),
        "heute" | "now" => Some("today()"),
        "datum" => Some("date(\"2026-09-01\")"),
        "int" | "floor" | "runden" => Some("round(a)"),
        _ => None,
    };
    Err(match here {
        Some(here) => format!("„{word}“ gibt es nicht. Schreiben Sie zum Beispiel: {here}"),
        None => {
            let names: Vec<&str> = Function::ALL.map(Function::name).into();
            format!("„{word}“ gibt es nicht. Es gibt: answered, selected, {}.", names.join(", "))
        }
    })
}
