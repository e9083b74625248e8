//! Names of places in few and short lines: broken where a name has its joint, then with words cut to their initials,
//! then cut off. No two places are left with the same letters.

use std::collections::BTreeSet;

use crate::text::{self, SIZE, Weight};

/// What many German places are called by at their end. A name is broken before it rather than after another syllable.
const HEADS: [&str; 50] = [
    "au", "bach", "badessen", "beken", "berg", "bergen", "born", "brück", "brücken", "brunn", "burg", "büren",
    "büttel", "dorf", "feld", "felde", "furt", "hafen", "hagen", "hain", "hausen", "haven", "heim", "hof", "hofen",
    "holz", "kirchen", "kotten", "lar", "leben", "lingen", "mold", "münde", "münster", "reich", "reuth", "rode",
    "roda", "springe", "stadt", "städt", "stein", "stetten", "tal", "trup", "ungen", "wald", "weiler", "werder", "wig",
];
/// Consonants that begin a syllable together.
const ONSETS: [&str; 25] = [
    "bl", "br", "ch", "dr", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "pf", "ph", "pl", "pr", "qu", "sch", "schl",
    "schm", "schw", "sp", "st", "str", "th", "tr",
];
const VOWELS: &str = "aeiouyäöü";

/// A line for each of the names, in at most `most` lines of `limit` pixels.
pub(crate) fn short_names(names: &[String], limit: f64, most: usize) -> Vec<Vec<String>> {
    let mut taken = BTreeSet::new();
    let unlike = |name: &String| {
        let lines = short_name(name, limit, most);
        // Twins are told apart by a number in place of their last letters.
        let mut ways = std::iter::once(lines.clone()).chain((2..).map(|number| numbered(&lines, number, limit)));
        // Each number gives another text, so one of them is free.
        ways.find(|lines| taken.insert(lines.clone())).unwrap_or(lines)
    };
    names.iter().map(unlike).collect()
}

fn short_name(name: &str, limit: f64, most: usize) -> Vec<String> {
    let words: Vec<String> = words(name);
    let whole = lines(&words, limit);
    if whole.len() <= most {
        return whole;
    }
    let mut shorter = lines(&[initials(&words)], limit);
    if shorter.len() > most {
        shorter.truncate(most);
        if let Some(last) = shorter.last_mut() {
            *last = cut(last, ".", limit);
        }
    }
    shorter
}

/// "B. Lippspringe": of all words but the last one the first letter, held together with it.
fn initials(words: &[String]) -> String {
    let mut joined = String::new();
    for (at, word) in words.iter().enumerate() {
        let is_last = at + 1 == words.len();
        joined.push_str(&if is_last { word.clone() } else { initial(word) });
        if !is_last && !word.ends_with('-') {
            joined.push('\u{a0}');
        }
    }
    joined
}

/// "Horn-Bad Meinberg" has three words, the first with its hyphen.
fn words(name: &str) -> Vec<String> {
    let name = text::clean(name);
    let words = name.split(' ').flat_map(|word| word.split_inclusive('-'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// "Bad" becomes "B.", "Horn-" becomes "H.-".
fn initial(word: &str) -> String {
    let hyphen = if word.ends_with('-') { "-" } else { "" };
    match word.chars().next() {
        Some(first) if word.chars().count() > 2 => format!("{first}.{hyphen}"),
        _ => word.to_owned(),
    }
}

fn lines(words: &[String], limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        if let Some(last) = lines.last_mut() {
            let joint = if last.ends_with('-') { "" } else { " " };
            let longer = format!("{last}{joint}{word}");
            if fits(&longer, limit) {
                *last = longer;
                continue;
            }
        }
        let mut rest = word.as_str();
        while !fits(rest, limit) {
            let at = break_of(rest, limit);
            lines.push(format!("{}-", &rest[..at]));
            rest = &rest[at..];
        }
        lines.push(rest.to_owned());
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// Where a word too wide for a line is broken, in bytes: before its head, after its last syllable that fits, or at worst
/// after the last letter that does. Never before the first letter or behind the last one.
fn break_of(word: &str, limit: f64) -> usize {
    let room = |at: &usize| fits(&format!("{}-", &word[..*at]), limit);
    let all: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
    let head = HEADS.iter().filter(|head| word.ends_with(**head)).map(|head| word.len() - head.len());
    let head = head.filter(|at| *at > 0 && room(at)).min();
    let syllable = || all.iter().copied().rfind(|at| is_syllable(word, *at) && room(at));
    let letter = || all.iter().copied().rfind(room);
    head.or_else(syllable).or_else(letter).or(all.first().copied()).unwrap_or(word.len())
}

/// Whether a syllable may begin here: with one consonant, or several that begin one together, before a vowel, and with a
/// vowel and another letter on the side before.
fn is_syllable(word: &str, at: usize) -> bool {
    let (before, after) = (word[..at].to_lowercase(), word[at..].to_lowercase());
    let is_vowel = |letter: char| VOWELS.contains(letter);
    let onset: String = after.chars().take_while(|letter| !is_vowel(*letter)).collect();
    // As many as begin it together belong to it: "Del-brück", and neither "Delb-rück" nor "De-lbrück".
    let longer = before.chars().next_back().map(|letter| format!("{letter}{onset}")).unwrap_or_default();
    let is_onset = onset.chars().count() == 1 || ONSETS.contains(&onset.as_str());
    is_onset
        && !ONSETS.contains(&longer.as_str())
        && onset.len() < after.len()
        && before.chars().count() > 1
        && before.chars().any(is_vowel)
}

/// As much of the text as fits with the ending.
fn cut(text: &str, ending: &str, limit: f64) -> String {
    let mut kept = text.trim_end_matches(['.', '-']).to_owned();
    while !kept.is_empty() && !fits(&format!("{kept}{ending}"), limit) {
        kept.pop();
    }
    format!("{}{ending}", kept.trim_end())
}

fn numbered(lines: &[String], number: usize, limit: f64) -> Vec<String> {
    let mut lines = lines.to_vec();
    if let Some(last) = lines.last_mut() {
        *last = cut(last, &format!(" {number}"), limit);
    }
    lines
}

fn fits(line: &str, limit: f64) -> bool {
    line.chars().count() <= 1 || text::width(line, SIZE, Weight::Regular) <= limit
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn short(name: &str, limit: f64) -> String {
        short_names(&[name.to_owned()], limit, 3)[0].join("|")
    }

    #[test]
    fn names_break_at_their_joints() {
        let told = [
            "Paderborn",
            "Lippstadt",
            "Salzkotten",
            "Delbrück",
            "Warstein",
            "Hövelhof",
            "Lichtenau",
            "Detmold",
            "Marienmünster",
            "Bad Lippspringe",
            "Bad Wünnenberg",
            "Willebadessen",
            "Beverungen",
            "Borchen",
            "Verl",
        ]
        .map(|name| short(name, 47.3));
        assert_eq!(
            told,
            [
                "Pader-|born",
                "Lipp-|stadt",
                "Salz-|kotten",
                "Del-|brück",
                "War-|stein",
                "Hövel-|hof",
                "Lichten-|au",
                "Det-|mold",
                "Marien-|münster",
                "Bad|Lipp-|springe",
                "Bad|Wün-|nenberg",
                "Wille-|bades-|sen",
                "Bever-|ungen",
                "Borchen",
                "Verl",
            ]
        );
        assert_eq!(short("Bad Lippspringe", 104.0), "Bad Lippspringe");
        assert_eq!(short("Horn-Bad Meinberg", 60.0), "Horn-Bad|Meinberg");
    }

    #[test]
    fn what_is_too_long_is_cut_and_stays_apart() {
        let lines = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            short_names(&names, 47.3, 2)
        };
        assert_eq!(lines(&["Bad Lippspringe"])[0], ["B.\u{a0}Lipp-", "springe"]);
        let twins = lines(&["Neukirchenhausen", "Neukirchenhausenberg", "Neukirchenhausenburg"]);
        assert_eq!(twins.iter().collect::<BTreeSet<_>>().len(), 3, "{twins:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_names_fit_and_differ(
            names in prop::collection::btree_set("[A-Za-zäöüß]{1,20}([ -][A-Za-zäöü]{1,14}){0,3}|\\PC{0,20}", 1..30),
            limit in 24.0..110.0f64,
            most in 1usize..4,
        ) {
            let names: Vec<String> = names.into_iter().collect();
            let short = short_names(&names, limit, most);
            for lines in &short {
                prop_assert!((1..=most).contains(&lines.len()), "{:?}", lines);
                prop_assert!(lines.iter().all(|line| fits(line, limit) || line.chars().count() < 4), "{:?}", lines);
            }
            let distinct: BTreeSet<_> = short.iter().collect();
            prop_assert_eq!(distinct.len(), names.len());
        }
    }
}
