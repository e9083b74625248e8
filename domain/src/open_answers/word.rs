//! The words that many texts share.

use std::collections::{BTreeMap, BTreeSet};

use super::{dictionary::is_stop_word, token::tokens};

/// Words of fewer letters say little.
const SHORTEST: usize = 3;
/// Words that are told, the most frequent ones.
const MOST: usize = 20;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordCount {
    /// As it is written most often.
    pub word: String,
    /// In how many texts it stands, however often in each.
    pub texts: u64,
}

/// Words that stand in at least `k` texts, the most frequent first, at most twenty; of equal ones in the order of the
/// alphabet. Without stop words, and without what stands in square brackets: that is the reviewer's.
pub fn shared_words<'t>(texts: impl IntoIterator<Item = &'t str>, k: u64) -> Vec<WordCount> {
    #[derive(Default)]
    struct Found {
        texts: u64,
        spellings: BTreeMap<String, u64>,
    }
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for text in texts {
        let text = without_brackets(text);
        let mut seen = BTreeSet::new();
        for token in tokens(&text) {
            let word = token.lower();
            if word.chars().count() < SHORTEST || is_stop_word(&word) {
                continue;
            }
            let entry = found.entry(word.clone()).or_default();
            *entry.spellings.entry(token.text.to_owned()).or_default() += 1;
            entry.texts += u64::from(seen.insert(word));
        }
    }
    found.retain(|_, found| found.texts >= k.max(1));
    let count = |(word, found): (String, Found)| {
        let spelling = found.spellings.into_iter().rev().max_by_key(|(_, times)| *times);
        WordCount { word: spelling.map_or(word, |(spelling, _)| spelling), texts: found.texts }
    };
    let mut words: Vec<WordCount> = found.into_iter().map(count).collect();
    words.sort_by_key(|found| std::cmp::Reverse(found.texts));
    words.truncate(MOST);
    words
}

/// "[…]", "[Name]": put in by whoever read the text.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let keep = |letter: &char| {
        match letter {
            '[' => depth += 1,
            ']' if depth > 0 => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    let kept: String = text.chars().filter(keep).collect();
    // A bracket that is never closed is no gap.
    if depth == 0 { kept } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(texts: &[&str], k: u64) -> Vec<(String, u64)> {
        shared_words(texts.iter().copied(), k).into_iter().map(|found| (found.word, found.texts)).collect()
    }

    #[test]
    fn a_word_counts_once_per_text_and_shows_from_k_texts_on() {
        let texts = ["Mehr Geld, Geld, Geld!", "geld und Zeit", "Das Geld ist es", "Zeit wäre schön"];
        assert_eq!(shared(&texts, 3), [("Geld".to_owned(), 3)]);
        assert_eq!(shared(&texts, 2), [("Geld".to_owned(), 3), ("Zeit".to_owned(), 2)]);
        assert!(shared(&texts, 4).is_empty());
    }

    #[test]
    fn stop_words_short_words_and_what_reviewers_put_in_are_no_words() {
        let texts = ["Ich und die WG [Name]", "Ich und die WG [Name]", "the and of [Name] [offen"];
        assert!(shared(&texts, 2).is_empty(), "{:?}", shared(&texts, 2));
        assert_eq!(shared(&["a [b] Ende", "[c] Ende"], 2), [("Ende".to_owned(), 2)]);
    }
}
