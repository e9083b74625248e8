//! Texts of respondents: what of them is shown once somebody has read them.

use std::collections::BTreeSet;

use super::{
    Released, Rule,
    themes::{ThemeCounts, counted},
};
use crate::{
    answer::{Key, Part},
    id::OptionId,
    open_answers::{LEAST_TEXTS, WordCount, shared_words},
    report::{Cell, QuestionResult, Results, Shape},
};

/// What was decided of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Release {
        /// As it was redacted.
        text: String,
        /// What it is about, once somebody has said so; empty if about nothing of the frame.
        themes: Option<BTreeSet<OptionId>>,
    },
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
    /// Of the texts above, once each has its themes.
    pub themes: Option<ThemeCounts>,
}

impl Rule {
    /// Texts of one place are shown if so many were written there. What somebody wrote can be recognised sooner than what
    /// somebody ticked.
    pub fn least_texts(self) -> u64 {
        self.k().max(LEAST_TEXTS)
    }
}

/// Hides the texts of places where too few wrote one, all that were not released, and how many these are if they are few.
/// Words are counted in the texts that are shown and so tell nothing that is not there to be read. Texts also tell how many
/// wrote them: where `results` hide how many that are, none is shown. `frame`: the themes there are to choose from.
pub fn release_texts(
    reviewed: Vec<(Key, Vec<Decision>)>,
    frame: &[OptionId],
    results: &Released<Results>,
    rule: &Rule,
) -> Released<Vec<OpenQuestion>> {
    let told = reviewed.into_iter().filter(|(key, _)| is_told(key, &results.0.questions));
    let shown = |(key, texts): (Key, Vec<Decision>)| {
        let written = texts.len() as u64;
        let themes = counted(&key, &texts, frame, rule);
        let released = texts.into_iter().filter_map(|text| match text {
            Decision::Release { text, .. } => Some(text),
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
        is_shown.then_some(OpenQuestion { key, texts, withheld, words, themes })
    };
    Released(told.filter_map(shown).collect())
}

/// Whether the figures of a question tell how many answered it; of words of one's own beside an option, whether they tell
/// that option from the others.
fn is_told(key: &Key, questions: &[QuestionResult]) -> bool {
    let mut own = questions.iter().filter(|question| question.key.item == key.item);
    own.all(|question| match &question.distribution {
        Cell::Suppressed => false,
        Cell::Shown(distribution) if key.part == Some(Part::Words) => !has_put_together(&distribution.shape),
        Cell::Shown(_) | Cell::Empty => true,
    })
}

fn has_put_together(shape: &Shape) -> bool {
    match shape {
        Shape::Choice(shares) | Shape::Choices(shares) => shares.iter().any(|share| share.options.len() > 1),
        // How many wrote would be how many all are.
        Shape::Uniform { .. } => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::OptionId,
        meaning::{Audience, Meaning},
        report::{Distribution, Estimate, MissingCounts, OptionShare},
    };

    fn results(questions: Vec<QuestionResult>) -> Released<Results> {
        Released(Results { respondents: Cell::Shown(40), questions, gap: Cell::Empty, needs: Cell::Empty })
    }

    #[test]
    fn where_the_figures_hide_how_many_answered_no_text_says_it() {
        let share = |ids: &[&str], count| OptionShare {
            options: ids.iter().map(|id| OptionId::new(id).expect("an id")).collect(),
            count: Cell::Shown(count),
            share: Estimate::share(count, 40),
        };
        let shown = |shares| {
            let shape = Shape::Choice(shares);
            Cell::Shown(Distribution { n: 40, missing: MissingCounts::default(), shape })
        };
        let apart = shown(vec![share(&["ja"], 28), share(&["anderes"], 12)]);
        let together = shown(vec![share(&["ja"], 25), share(&["nein", "anderes"], 15)]);
        for (distribution, part, expected) in [
            (Cell::Suppressed, None, 0),
            (Cell::Empty, None, 1),
            (apart, Some(Part::Words), 1),
            (together.clone(), Some(Part::Words), 0),
            (together, Some(Part::Comment), 1),
        ] {
            let item: Key = "wunsch".parse().expect("a key");
            let question = QuestionResult { key: item.clone(), meaning: Meaning::default(), distribution };
            let texts = vec![release("Mehr Geld"); 12];
            let reviewed = vec![(Key { part: part.clone(), ..item }, texts)];
            let told = release_texts(reviewed, &[], &results(vec![question]), &Rule::new(Audience::Firm, 5));
            assert_eq!(told.get().len(), expected, "{part:?}");
        }
    }

    fn release(text: &str) -> Decision {
        Decision::Release { text: text.to_owned(), themes: None }
    }

    fn released(waiting: usize, kept_back: usize, released: usize) -> Vec<OpenQuestion> {
        let mut texts = vec![Decision::Waiting; waiting];
        texts.extend(vec![Decision::KeepBack; kept_back]);
        texts.extend(vec![release("Mehr Geld"); released]);
        let key = "wunsch".parse().expect("a key");
        release_texts(vec![(key, texts)], &[], &results(Vec::new()), &Rule::new(Audience::Firm, 5)).get().clone()
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
