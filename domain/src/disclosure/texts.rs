//! Texts of respondents: what of them is shown once somebody has read them.

use super::{Released, Rule};
use crate::{
    answer::Key,
    open_answers::{LEAST_TEXTS, WordCount, shared_words},
    report::Cell,
};

/// What was decided of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// With the text as it was redacted.
    Release(String),
    KeepBack,
    /// Nobody has decided yet.
    Waiting,
}

/// What is shown of the texts that were written in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenQuestion {
    pub key: Key,
    /// As redacted, in the order they were handed over.
    pub texts: Vec<String>,
    /// Texts that are not among them: kept back, or not read yet.
    pub withheld: Cell<u64>,
    /// Of the texts above.
    pub words: Vec<WordCount>,
}

impl Rule {
    /// Texts of one place are shown if so many were written there. What somebody wrote can be recognised sooner than what
    /// somebody ticked.
    pub fn least_texts(self) -> u64 {
        self.k().max(LEAST_TEXTS)
    }
}

/// Hides the texts of places where too few wrote one, all that were not released, and how many these are if they are few.
/// Words are counted in the texts that are shown and so tell nothing that is not there to be read.
pub fn release_texts(reviewed: Vec<(Key, Vec<Decision>)>, rule: &Rule) -> Released<Vec<OpenQuestion>> {
    let shown = |(key, texts): (Key, Vec<Decision>)| {
        let written = texts.len() as u64;
        let released = texts.into_iter().filter_map(|text| match text {
            Decision::Release(text) => Some(text),
            Decision::KeepBack | Decision::Waiting => None,
        });
        let texts: Vec<String> = released.collect();
        let withheld = match written - texts.len() as u64 {
            0 => Cell::Empty,
            few if few < rule.least_texts() => Cell::Suppressed,
            many => Cell::Shown(many),
        };
        let words = shared_words(texts.iter().map(String::as_str), rule.k());
        let is_shown = written >= rule.least_texts() && !texts.is_empty();
        is_shown.then_some(OpenQuestion { key, texts, withheld, words })
    };
    Released(reviewed.into_iter().filter_map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meaning::Audience;

    fn released(waiting: usize, kept_back: usize, released: usize) -> Vec<OpenQuestion> {
        let mut texts = vec![Decision::Waiting; waiting];
        texts.extend(vec![Decision::KeepBack; kept_back]);
        texts.extend((0..released).map(|_| Decision::Release("Mehr Geld".to_owned())));
        let key = "wunsch".parse().expect("a key");
        release_texts(vec![(key, texts)], &Rule::new(Audience::Firm, 5)).get().clone()
    }

    #[test]
    fn below_ten_texts_none_is_shown_whatever_k_is() {
        assert!(released(0, 0, 9).is_empty());
        assert_eq!(released(0, 0, 10)[0].texts.len(), 10);
        assert_eq!(Rule::new(Audience::Firm, 5).least_texts(), 10);
        assert_eq!(Rule::new(Audience::Firm, 12).least_texts(), 12);
    }

    #[test]
    fn what_was_not_released_is_counted_only_where_it_is_many() {
        assert_eq!(released(0, 0, 12)[0].withheld, Cell::Empty);
        assert_eq!(released(1, 0, 12)[0].withheld, Cell::Suppressed);
        assert_eq!(released(4, 5, 12)[0].withheld, Cell::Suppressed);
        assert_eq!(released(4, 6, 12)[0].withheld, Cell::Shown(10));
        assert!(released(20, 20, 0).is_empty(), "nothing was released");
    }

    #[test]
    fn words_are_those_of_at_least_k_released_texts() {
        let words = |count| released(20, 0, count)[0].words.iter().map(|word| word.texts).collect::<Vec<_>>();
        assert_eq!(words(4), [] as [u64; 0]);
        assert_eq!(words(5), [5], "„Geld“, and „mehr“ is a stop word");
    }
}
