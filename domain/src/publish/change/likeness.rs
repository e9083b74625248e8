//! Whether two wordings may well say the same. It errs on the side of asking: a person decides.

use std::collections::BTreeSet;

use crate::{
    label::pipe::{Piece, pieces},
    locale::Text,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// A typing error put right, a word added, a translation.
    Like,
    Unlike,
}

/// `None` if nothing differs.
pub(super) fn likeness(before: &Text, after: &Text) -> Option<Likeness> {
    if before == after {
        return None;
    }
    let both: Vec<_> = before.0.iter().filter_map(|(locale, text)| Some((text, after.0.get(locale)?))).collect();
    // Nobody reads both.
    if both.is_empty() {
        return Some(Likeness::Unlike);
    }
    let unlike =
        both.into_iter().filter(|(before, after)| before != after).any(|(before, after)| !is_like(before, after));
    Some(if unlike { Likeness::Unlike } else { Likeness::Like })
}

/// Whether a reader of any language that both have reads the same.
pub(super) fn reads_the_same(one: &Text, other: &Text) -> bool {
    let words = |text: &str| words(text);
    one.0.iter().any(|(locale, text)| other.0.get(locale).is_some_and(|there| words(text) == words(there)))
}

fn is_like(before: &str, after: &str) -> bool {
    let (before, after) = (words(before), words(after));
    if before == after {
        return true;
    }
    let sets = |words: &[String]| words.iter().cloned().collect::<BTreeSet<String>>();
    let (old, new) = (sets(&before), sets(&after));
    let differing: Vec<&String> = old.symmetric_difference(&new).collect();
    if differing.iter().any(|word| is_negation(word) || is_number(word)) || is_turned_round(&old, &new) {
        return false;
    }
    let contained = !old.is_empty() && !new.is_empty() && (old.is_subset(&new) || new.is_subset(&old));
    contained || dice(&before.concat(), &after.concat()) >= 0.5
}

/// What is read; which answer is put in is not a matter of wording.
fn words(text: &str) -> Vec<String> {
    let said = pieces(text).into_iter().map(|piece| match piece {
        Piece::Plain(words) | Piece::Broken(words) => words,
        Piece::Answer { fallback, .. } => fallback.unwrap_or_default(),
        Piece::Option => "option",
    });
    let lower = said.collect::<String>().to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_negation(word: &str) -> bool {
    ["nicht", "nichts", "nie", "niemals", "ohne", "weder", "no", "not", "never", "none", "without"].contains(&word)
        || word.starts_with("kein")
}

/// "1–9 Beschäftigte" and "1–19 Beschäftigte" are two groups.
fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_numeric())
}

/// "zufrieden" and "unzufrieden".
fn is_turned_round(old: &BTreeSet<String>, new: &BTreeSet<String>) -> bool {
    let opposes = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        one.difference(other).filter_map(|word| word.strip_prefix("un")).any(|root| other.contains(root))
    };
    opposes(old, new) || opposes(new, old)
}

/// Of pairs of neighbouring letters (Dice 1945): 1 for the same, 0 for nothing in common.
fn dice(one: &str, other: &str) -> f64 {
    let pairs = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect::<BTreeSet<_>>()
    };
    let (one, other) = (pairs(one), pairs(other));
    match one.len() + other.len() {
        0 => 0.0,
        all => 2.0 * one.intersection(&other).count() as f64 / all as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn put_right_is_like_and_something_else_is_not() {
        for (before, after) in [
            ("Betriebsklima", "Gutes Betriebsklima"),
            ("Industire", "Industrie"),
            ("Wie zufrieden sind Sie?", "Wie zufrieden sind Sie insgesamt?"),
            ("Handel, Verkehr", "Handel und Verkehr"),
        ] {
            assert!(is_like(before, after), "{before} / {after}");
        }
        for (before, after) in [
            ("Bau", "Gastgewerbe"),
            ("wichtig", "nicht wichtig"),
            ("zufrieden", "unzufrieden"),
            ("1–9 Beschäftigte", "1–19 Beschäftigte"),
            ("Ich kenne ein Angebot", "Ich kenne kein Angebot"),
        ] {
            assert!(!is_like(before, after), "{before} / {after}");
        }
    }
}
