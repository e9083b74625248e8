//! The words that codes are made of: ours, chosen by the rules that the tests below hold them to.

use std::{cmp::Reverse, collections::HashMap, sync::LazyLock};

/// 2,048 German words in the order of their [`folded`] forms, so that each carries eleven bits.
pub static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| include_str!("words.txt").lines().collect());

static BY_FOLDED: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| WORDS.iter().map(|word| (folded(word), *word)).collect());

/// How many words are offered in place of one that is not in the list.
const OFFERED: usize = 3;

/// Plain letters only: `Käse`, `kaese` and a `Ka¨se` in two pieces are all `kaese`.
pub fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 4);
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'é' => plain.push('e'),
            // Two dots that come after their vowel, as some systems type them.
            '\u{308}' if plain.ends_with(['a', 'o', 'u']) => plain.push('e'),
            _ if letter.is_ascii_lowercase() => plain.push(letter),
            _ => {}
        }
    }
    plain
}

/// The word of the list that was typed, whichever way it was written.
pub fn find(typed: &str) -> Option<&'static str> {
    BY_FOLDED.get(&folded(typed)).copied()
}

/// The words of the list that were most likely meant, the likeliest first. It looks at the list alone: whether a word
/// is in anybody's code plays no part.
pub fn nearest(typed: &str) -> Vec<&'static str> {
    let typed = folded(typed);
    let mut near: Vec<_> = BY_FOLDED
        .iter()
        .filter_map(|(plain, word)| {
            let distances = [distance(&typed, plain), distance(&typed, &without_dots(word))];
            let distance = distances.into_iter().flatten().min()?;
            Some((distance, Reverse(alike(&typed, plain)), *word))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, _, word)| word).take(OFFERED).collect()
}

/// As people type who leave the dots out: `kafer`.
fn without_dots(word: &str) -> String {
    folded(&word.replace('ä', "a").replace('ö', "o").replace('ü', "u"))
}

/// Letters at the beginning that are the same.
fn alike(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// Letters to add, take away, change or let change places; nothing if it is more than two, or a third of the word.
fn distance(a: &str, b: &str) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let most = 2.min(b.len() / 3);
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = above.get(j)? + usize::from(x != y);
            let mut least = changed.min(above.get(j + 1)? + 1).min(row.get(j)? + 1);
            let swaps = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swaps {
                least = least.min(before.get(j - 1)? + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|distance| *distance <= most)
}

/// Parts of words that nobody should have to read aloud, in any position.
#[cfg(test)]
const UNFIT: [&str; 30] = [
    "arsch",
    "bombe",
    "dirne",
    "droge",
    "fick",
    "folter",
    "fotze",
    "hass",
    "hitler",
    "hure",
    "jude",
    "kotz",
    "krieg",
    "leiche",
    "mord",
    "nackt",
    "nazi",
    "neger",
    "nutte",
    "penis",
    "pisse",
    "rasse",
    "scheiss",
    "schlampe",
    "schwul",
    "selbstmord",
    "sex",
    "tod",
    "vergewalt",
    "zigeuner",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn there_are_as_many_as_eleven_bits_count_and_they_stand_in_order() {
        assert_eq!(WORDS.len(), 2_048);
        assert!(WORDS.is_sorted_by_key(|word| folded(word)));
    }

    #[test]
    fn each_is_short_and_of_letters_only() {
        for word in WORDS.iter() {
            let plain = folded(word);
            assert!((4..=12).contains(&plain.len()), "{word}");
            assert!(word.chars().all(|letter| letter.is_lowercase()), "{word}");
        }
    }

    #[test]
    fn the_first_four_letters_tell_which_it_is() {
        let beginnings: HashSet<String> = WORDS.iter().map(|word| folded(word)[..4].to_owned()).collect();
        assert_eq!(beginnings.len(), WORDS.len());
    }

    /// A slip of one letter is named at once, and never makes another code.
    #[test]
    fn no_two_are_one_letter_apart() {
        let plain: Vec<String> = WORDS.iter().map(|word| folded(word)).collect();
        let known: HashSet<&str> = plain.iter().map(String::as_str).collect();
        for word in &plain {
            for at in 0..word.len() {
                let without = [&word[..at], &word[at + 1..]].concat();
                assert!(!known.contains(without.as_str()), "{word} and {without}");
                for letter in 'a'..='z' {
                    let changed = [&word[..at], letter.encode_utf8(&mut [0; 4]), &word[at + 1..]].concat();
                    assert!(changed == *word || !known.contains(changed.as_str()), "{word} and {changed}");
                }
            }
        }
    }

    #[test]
    fn none_is_unfit_to_be_read_aloud() {
        for word in WORDS.iter() {
            let plain = folded(word);
            let unfit = UNFIT.iter().find(|part| plain.contains(*part));
            assert_eq!(unfit, None, "{word}");
        }
    }

    #[test]
    fn a_word_is_found_however_it_is_written() {
        for typed in ["Käfer", "KÄFER", "kaefer", "ka\u{308}fer", " käfer, "] {
            assert_eq!(find(typed), Some("käfer"), "{typed}");
        }
        assert_eq!(find("kafer"), None);
        assert_eq!(nearest("kafer").first(), Some(&"käfer"));
    }

    #[test]
    fn nothing_near_is_no_word() {
        assert!(nearest("xyzzyx").is_empty());
        assert!(nearest("").is_empty());
        assert!(nearest(&"käfer".repeat(1_000)).is_empty());
    }

    proptest! {
        #[test]
        fn a_slip_is_put_right(at in 0..2_048_usize, place in 0..12_usize, letter in b'a'..=b'z') {
            let word = WORDS[at];
            let mut plain = folded(word).into_bytes();
            let place = place % plain.len();
            plain[place] = letter;
            let typed = String::from_utf8(plain).expect("letters");
            match find(&typed) {
                Some(found) => prop_assert_eq!(found, word),
                // Four-letter words are near to many.
                None => prop_assert!(nearest(&typed).contains(&word) || typed.len() < 6, "{} for {}", typed, word),
            }
        }

        #[test]
        fn whatever_is_typed_is_read(typed in "\\PC{0,40}") {
            _ = find(&typed);
            prop_assert!(nearest(&typed).len() <= OFFERED);
        }
    }
}
