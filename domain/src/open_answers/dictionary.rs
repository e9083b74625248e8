//! Words that are looked up: special categories, first names, stop words.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

use super::{
    flag::{Flag, Kind, small_in_place},
    token::Token,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    health: Entries,
    belief: Entries,
    union: Entries,
    politics: Entries,
    origin: Entries,
    sexuality: Entries,
    singled: Entries,
    roles: BTreeSet<String>,
    first_names: BTreeSet<String>,
}

/// Words as such, several words together, beginnings and endings of words, and what begins like them and is none.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Entries {
    words: BTreeSet<String>,
    phrases: Vec<String>,
    beginnings: Vec<String>,
    endings: Vec<String>,
    not: Vec<String>,
}

impl Entries {
    fn hold(&self, word: &str) -> bool {
        let begins = |list: &[String]| list.iter().any(|begin| word.starts_with(begin.as_str()));
        let ends = || self.endings.iter().any(|end| word.ends_with(end.as_str()));
        (self.words.contains(word) || begins(&self.beginnings) || ends()) && !begins(&self.not)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopWords {
    german: BTreeSet<String>,
    english: BTreeSet<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../vocabulary/sensitive.toml")).expect("part of the program, tested")
});

static STOP_WORDS: LazyLock<StopWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../../vocabulary/stop_words.toml")).expect("part of the program, tested")
});

/// Of a word in small letters.
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.german.contains(word) || STOP_WORDS.english.contains(word)
}

/// Of a word in small letters.
pub fn is_first_name(word: &str) -> bool {
    FILE.first_names.contains(word)
}

/// What somebody does or is to others; of a word in small letters.
pub fn is_role(word: &str) -> bool {
    FILE.roles.contains(word)
}

pub fn flags(text: &str, tokens: &[Token]) -> Vec<Flag> {
    let flag = |token: &Token| {
        let kind = kind_of(&token.lower())?;
        Some(Flag { kind, start: token.start, end: token.end() })
    };
    let mut found: Vec<Flag> = tokens.iter().filter_map(flag).collect();
    let small = small_in_place(text);
    for (kind, entries) in entries() {
        let phrases = entries.phrases.iter().flat_map(|phrase| small.match_indices(phrase.as_str()));
        found.extend(phrases.map(|(start, phrase)| Flag { kind, start, end: start + phrase.len() }));
    }
    found
}

fn entries() -> [(Kind, &'static Entries); 7] {
    let file = &*FILE;
    [
        (Kind::Health, &file.health),
        (Kind::Belief, &file.belief),
        (Kind::Union, &file.union),
        (Kind::Politics, &file.politics),
        (Kind::Origin, &file.origin),
        (Kind::Sexuality, &file.sexuality),
        (Kind::Singled, &file.singled),
    ]
}

/// A word of several joined by hyphens is what any of them is.
fn kind_of(word: &str) -> Option<Kind> {
    let parts = || std::iter::once(word).chain(word.split('-').filter(|_| word.contains('-')));
    entries().into_iter().find(|(_, entries)| parts().any(|part| entries.hold(part))).map(|(kind, _)| kind)
}
