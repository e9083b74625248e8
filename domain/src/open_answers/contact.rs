//! How somebody can be reached: addresses and numbers, also as they are typed to be overlooked.

use super::{
    flag::{Flag, Kind},
    token::Token,
};

/// Endings of addresses that are typed without anything before them.
const ENDINGS: [&str; 18] = [
    "de", "com", "net", "org", "info", "eu", "io", "me", "at", "ch", "app", "biz", "nrw", "shop", "online", "tv", "ly",
    "koeln",
];

/// After these a number of four digits is one to call, or one of an account.
const CALLED: [&str; 10] =
    ["tel", "telefon", "telefonnummer", "handy", "handynummer", "mobil", "nummer", "durchwahl", "whatsapp", "fax"];
const ACCOUNTS: [&str; 4] = ["konto", "kontonummer", "kontonr", "iban"];

/// Letters between such a word and its number: "Telefon ist die 4711".
const BETWEEN: usize = 14;

pub fn flags(text: &str, tokens: &[Token]) -> Vec<Flag> {
    let mut found = at_signs(text);
    found.extend(spelled_mails(text));
    found.extend(accounts(text, tokens));
    found.extend(phones(text));
    found.extend(called(text, tokens));
    found.extend(web(text));
    found
}

fn start_of(text: &str, at: usize, is_part: impl Fn(char) -> bool) -> usize {
    text[..at].char_indices().rev().take_while(|(_, letter)| is_part(*letter)).last().map_or(at, |(start, _)| start)
}

fn end_of(text: &str, at: usize, is_part: impl Fn(char) -> bool) -> usize {
    text[at..].find(|letter| !is_part(letter)).map_or(text.len(), |length| at + length)
}

fn is_local(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+' | '%')
}

fn is_host(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_')
}

/// Addresses, and names on platforms (`@max_muster`).
fn at_signs(text: &str) -> Vec<Flag> {
    let flag = |(at, _): (usize, &str)| {
        let start = start_of(text, at, is_local);
        let host = text[at + 1..end_of(text, at + 1, is_host)].trim_end_matches(['.', '-']);
        let end = at + 1 + host.len();
        match (start < at, host.chars().count()) {
            (true, 2..) => Some(Flag { kind: Kind::Mail, start, end }),
            (false, 3..) => Some(Flag { kind: Kind::Web, start: at, end }),
            _ => None,
        }
    };
    text.match_indices('@').filter_map(flag).collect()
}

/// "max (at) firma punkt de"
fn spelled_mails(text: &str) -> Vec<Flag> {
    const BRACKETED: [&str; 6] = ["(at)", "[at]", "{at}", "(ät)", "[ät]", "(a)"];
    const SPOKEN: [&str; 3] = [" at ", " ät ", " klammeraffe "];
    // N.B. Only ASCII letters are made small, which moves nothing.
    let small = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for (sign, is_sure) in BRACKETED.map(|sign| (sign, true)).into_iter().chain(SPOKEN.map(|sign| (sign, false))) {
        for (at, sign) in small.match_indices(sign) {
            let left = small[..at].trim_end().len();
            let start = start_of(&small, left, is_local);
            let after = at + sign.len();
            let right = after + (small[after..].len() - small[after..].trim_start().len());
            let host = end_of(&small, right, is_host);
            let spelled = dotted(&small, host);
            let has_ending = spelled > host || ends_like_an_address(&small[right..host]);
            if start < left && host > right && (is_sure || has_ending) {
                found.push(Flag { kind: Kind::Mail, start, end: spelled });
            }
        }
    }
    found
}

/// The end of " punkt de" after `at`, or `at`.
fn dotted(small: &str, at: usize) -> usize {
    const DOTS: [&str; 6] = [" punkt ", " dot ", "(punkt)", "(dot)", "[dot]", "[punkt]"];
    let dot = DOTS.iter().find(|dot| small[at..].trim_start_matches(' ').starts_with(dot.trim_start()));
    let Some(dot) = dot else { return at };
    let spaces = small[at..].len() - small[at..].trim_start_matches(' ').len();
    let ending = at + spaces + dot.trim_start().len();
    let ending = ending + (small[ending..].len() - small[ending..].trim_start().len());
    let end = end_of(small, ending, char::is_alphabetic);
    if end > ending { end } else { at }
}

fn ends_like_an_address(host: &str) -> bool {
    let ending = host.trim_end_matches('.').rsplit_once('.');
    ending.is_some_and(|(name, ending)| name.chars().count() > 1 && ENDINGS.contains(&ending.to_lowercase().as_str()))
}

/// Links, and hosts without anything before them.
fn web(text: &str) -> Vec<Flag> {
    let is_part = |letter: char| !letter.is_whitespace() && !"\"<>„“”,;".contains(letter);
    let flag = |(start, end): (usize, usize)| {
        let part = text[start..end].trim_start_matches(['(', '[']);
        let start = end - part.len();
        let part = part.trim_end_matches(['.', ')', ']', '!', '?', ':']);
        let small = part.to_lowercase();
        let host = small.split(['/', '?', '#']).next().unwrap_or_default();
        let is_link = ["http://", "https://", "www."].iter().any(|begin| small.starts_with(begin));
        let is_marked = is_link || (host.chars().all(is_host) && ends_like_an_address(host));
        is_marked.then_some(Flag { kind: Kind::Web, start, end: start + part.len() })
    };
    runs(text, is_part).into_iter().filter_map(flag).collect()
}

/// First and last byte of each longest run of such letters.
fn runs(text: &str, is_part: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(&is_part) {
        let start = from + start;
        from = end_of(text, start, &is_part);
        runs.push((start, from));
    }
    runs
}

fn is_in_number(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '/' | '-' | '–' | '.' | '(' | ')' | '+')
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Numbers as one dials them, and any of nine digits and more.
fn phones(text: &str) -> Vec<Flag> {
    let flag = |(start, end): (usize, usize)| {
        let groups = runs(&text[start..end], |letter| letter.is_ascii_digit());
        let groups: Vec<(usize, usize)> = groups.into_iter().map(|(from, to)| (start + from, start + to)).collect();
        let first = (0..groups.len()).find(|at| is_dialled(text, start, &groups[*at..]))?;
        let (_, last) = groups.last()?;
        // "A0170": what begins with a letter is no number.
        let follows_a_letter = text[..groups[first].0].ends_with(char::is_alphanumeric);
        (!follows_a_letter).then_some(Flag { kind: Kind::Phone, start: groups[first].0, end: *last })
    };
    runs(text, is_in_number).into_iter().filter_map(flag).collect()
}

/// Not days ("01.09.2026"), hours ("08.00-16.30") and amounts ("1.500.000"). `groups`: of digits; `begin`: of the run that
/// they stand in.
fn is_dialled(text: &str, begin: usize, groups: &[(usize, usize)]) -> bool {
    let digits: Vec<&str> = groups.iter().map(|(from, to)| &text[*from..*to]).collect();
    let Some((first, (start, _))) = digits.first().zip(groups.first()) else { return false };
    let before = &text[begin..*start];
    let is_amount = before.ends_with('.') || (first.len() > 2 && first.bytes().all(|digit| digit == b'0'));
    let is_code = first.starts_with('0') && (first.len() >= 3 || (*first == "0" && groups.len() > 2));
    let is_foreign = before.ends_with('+');
    let is_long = first.len() >= 9;
    let count: usize = digits.iter().map(|group| group.len()).sum();
    !is_amount && count >= 6 && (is_code || is_foreign || is_long)
}

/// "Durchwahl 4711"
fn called(text: &str, tokens: &[Token]) -> Vec<Flag> {
    let flag = |token: &Token| {
        let kind = match token.lower().as_str() {
            word if CALLED.contains(&word) => Kind::Phone,
            word if ACCOUNTS.contains(&word) => Kind::Account,
            _ => return None,
        };
        let after = token.end();
        let number = text[after..].find(|letter: char| letter.is_ascii_digit())?;
        if number > BETWEEN {
            return None;
        }
        let start = after + number;
        let run = &text[start..end_of(text, start, is_in_number)];
        let end = start + run.trim_end_matches(|letter: char| !letter.is_ascii_digit()).len();
        (digits(&text[start..end]) >= 4).then_some(Flag { kind, start, end })
    };
    tokens.iter().filter_map(flag).collect()
}

/// Account numbers (IBAN): two letters, two digits, eleven to thirty more in groups. A wrong check digit is a slip, and the
/// number is marked all the same.
fn accounts(text: &str, tokens: &[Token]) -> Vec<Flag> {
    let flag = |token: &Token| {
        let rest = &text[token.start..];
        let is_country = token.text.len() == 2 && token.text.is_ascii();
        let has_check = rest.as_bytes().get(2..4).is_some_and(|check| check.iter().all(u8::is_ascii_digit));
        if !is_country || !has_check {
            return None;
        }
        let mut end = 4;
        let mut signs = 4;
        while let Some(group) = group(&rest[end..]) {
            end += group;
            signs += rest[end - group..end].trim_start().len();
        }
        (15..=34).contains(&signs).then_some(Flag { kind: Kind::Account, start: token.start, end: token.start + end })
    };
    tokens.iter().filter_map(flag).collect()
}

/// The bytes of the next group, with one blank before it: letters and digits, some of them digits.
fn group(rest: &str) -> Option<usize> {
    let blank = usize::from(rest.starts_with([' ', '-']));
    let end = end_of(rest, blank, |letter| letter.is_ascii_alphanumeric());
    let is_group = rest[blank..end].bytes().any(|sign| sign.is_ascii_digit());
    (end > blank && is_group).then_some(end)
}
