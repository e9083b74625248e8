//! Six words: 66 bits, to write down or to say over the telephone.

use std::collections::BTreeSet;

use rand::{TryRngCore, rngs::OsRng};

use super::words::{WORDS, find, folded, nearest};

pub const LENGTH: usize = 6;

/// Words that are looked at before one gives up; whoever pastes a page gets no more named.
const MOST: usize = 24;

#[derive(Clone, PartialEq, Eq)]
pub struct Code([&'static str; LENGTH]);

/// Why what was typed is no code. It says nothing about codes that exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// So many words, and not six.
    Count(usize),
    NotInList(Vec<Unknown>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub typed: String,
    /// Words of the list that are written nearly so.
    pub meant: Vec<&'static str>,
}

impl Code {
    /// # Panics
    /// If the system gives no random numbers, as every key here.
    pub fn random() -> Code {
        let mut source = OsRng.unwrap_err();
        Code([(); LENGTH].map(|()| WORDS[rand::Rng::random_range(&mut source, 0..WORDS.len())]))
    }

    /// # Errors
    /// What is wrong with the words, and what was probably meant.
    pub fn read(typed: &str) -> Result<Code, Mistake> {
        let is_between = |letter: char| !letter.is_alphabetic() && letter != '\u{308}';
        let typed: Vec<&str> = typed.split(is_between).filter(|word| !word.is_empty()).collect();
        let count = typed.len();
        // Each is named once, however often it was typed.
        let mut named = BTreeSet::new();
        let unknown = typed.iter().take(MOST).filter(|word| find(word).is_none() && named.insert(folded(word)));
        let unknown: Vec<Unknown> =
            unknown.map(|word| Unknown { typed: (*word).to_owned(), meant: nearest(word) }).collect();
        if !unknown.is_empty() {
            return Err(Mistake::NotInList(unknown));
        }
        let words: Vec<&'static str> = typed.iter().take(MOST).filter_map(|word| find(word)).collect();
        <[&'static str; LENGTH]>::try_from(words).map(Code).map_err(|_| Mistake::Count(count))
    }

    /// What is stretched. Words and not their numbers, so that a later list still reads the codes of this one.
    pub(super) fn secret(&self) -> String {
        self.0.map(folded).join("-")
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

/// Whoever logs one by mistake logs nothing.
impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_has_at_least_66_bits() {
        assert!((WORDS.len() as f64).log2() * LENGTH as f64 >= 66.0);
        let drawn: HashSet<String> = (0..200).map(|_| Code::random().to_string()).collect();
        assert_eq!(drawn.len(), 200);
    }

    proptest! {
        #[test]
        fn a_code_reads_however_it_is_written(
            upper in any::<bool>(), plain in any::<bool>(), between in "[ \t\n,.-]{1,4}", ahead in "[ \n]{0,3}"
        ) {
            let code = Code::random();
            let mut typed = code.0.join(&between);
            if plain {
                typed = code.0.map(folded).join(&between);
            }
            if upper {
                typed = typed.to_uppercase();
            }
            prop_assert_eq!(Code::read(&format!("{ahead}{typed}{ahead}")), Ok(code));
        }

        #[test]
        fn whatever_is_typed_is_a_code_or_a_mistake(typed in "\\PC{0,200}") {
            match Code::read(&typed) {
                Ok(code) => prop_assert_eq!(Code::read(&code.to_string()), Ok(code)),
                Err(Mistake::Count(count)) => prop_assert_ne!(count, LENGTH),
                Err(Mistake::NotInList(unknown)) => prop_assert!(!unknown.is_empty() && unknown.len() <= MOST),
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let code = Code::random().to_string();
        let five: Vec<&str> = code.split(' ').take(5).collect();
        assert_eq!(Code::read(&five.join(" ")), Err(Mistake::Count(5)));
        assert_eq!(Code::read(""), Err(Mistake::Count(0)));
        assert_eq!(Code::read(&"käfer ".repeat(100)), Err(Mistake::Count(100)));
        let Err(Mistake::NotInList(unknown)) = Code::read(&format!("kaffer {} Kaffer", five.join(" "))) else {
            panic!("not named");
        };
        assert_eq!(unknown.len(), 1);
        assert!(unknown[0].meant.contains(&"käfer"), "{unknown:?}");
    }

    #[test]
    fn a_code_is_not_shown_by_debug() {
        assert_eq!(format!("{:?}", Code::random()), "Code(…)");
    }
}
