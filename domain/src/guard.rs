//! What so many answers can bear, and what a reader must be told of them (methods.md §6.6). Titles, tables, findings and
//! tests ask here, so that none of them claims what another one withholds.

use crate::report::{Bound, Estimate, MissingCounts};

/// N.B. What is hidden for privacy's sake is gone before: this is about what chance leaves of what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// Counts and whole per cents. No interval, no test, and nothing that is called certain.
    VeryFew,
    /// Intervals; exact tests and permutations alone; no ranks among groups.
    Few,
    Enough,
}

/// Of an adjusted p value: below, a difference or a change is not by chance.
pub const LEVEL: f64 = 0.05;
/// From so many on a figure has an interval and a verdict.
pub const FEW: u64 = 10;
/// From so many on it bears everything.
pub const ENOUGH: u64 = 30;

impl Guard {
    pub fn of(n: u64) -> Guard {
        match n {
            0..FEW => Guard::VeryFew,
            FEW..ENOUGH => Guard::Few,
            _ => Guard::Enough,
        }
    }

    /// Intervals and tests, and whatever rests on one: "certainly", a class, a first place.
    pub fn bears_interval(self) -> bool {
        self >= Guard::Few
    }

    /// Tests whose p value is an approximation.
    pub fn bears_approximation(self) -> bool {
        self == Guard::Enough
    }

    /// "Most" and "least" among groups of respondents.
    pub fn bears_rank(self) -> bool {
        self == Guard::Enough
    }
}

/// What a reader must know of a figure before using it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// The interval of the share or of the mean is wide.
    Vague,
    /// Many say that they do not know.
    DontKnow,
    /// Many who were asked gave no answer.
    NoAnswer,
}

/// Half the width of an interval from which on it is vague: of a share, and of a mean in points of the scale.
const VAGUE_SHARE: f64 = 0.15;
const VAGUE_MEAN: f64 = 0.5;
const MANY_DONT_KNOW: f64 = 0.2;
const MANY_NO_ANSWER: f64 = 0.1;

impl Estimate {
    /// Of a share of `n` answers. Without an interval to show there is nothing to call wide.
    pub fn is_vague_share(&self, n: u64) -> bool {
        Guard::of(n).bears_interval() && self.bound() == Bound::None && self.half_width() > VAGUE_SHARE
    }

    /// Of a mean, or a difference of means, in points of the scale.
    pub fn is_vague_mean(&self, n: u64) -> bool {
        Guard::of(n).bears_interval() && self.half_width() > VAGUE_MEAN
    }

    fn half_width(&self) -> f64 {
        (self.hi - self.lo) / 2.0
    }
}

impl MissingCounts {
    /// `n`: valid answers. `smallest`: where fewer than so many were not asked, pages tell them together with those who
    /// gave no answer, and a flag must not tell them apart.
    pub fn flags(&self, n: u64, smallest: u64) -> Vec<Flag> {
        let said = n + self.dont_know + self.not_applicable;
        let is_more = |part: u64, of: u64, limit: f64| part as f64 > limit * of as f64;
        let is_told = !(1..smallest).contains(&self.not_asked);
        let dont_know = is_more(self.dont_know, said, MANY_DONT_KNOW).then_some(Flag::DontKnow);
        let no_answer =
            (is_told && is_more(self.no_answer, said + self.no_answer, MANY_NO_ANSWER)).then_some(Flag::NoAnswer);
        dont_know.into_iter().chain(no_answer).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_answers_bear_no_interval_and_twenty_nine_no_rank() {
        let bears = |n| {
            let guard = Guard::of(n);
            (guard.bears_interval(), guard.bears_approximation(), guard.bears_rank())
        };
        assert_eq!(bears(9), (false, false, false));
        assert_eq!(bears(10), (true, false, false));
        assert_eq!(bears(29), (true, false, false));
        assert_eq!(bears(30), (true, true, true));
    }

    #[test]
    fn a_gap_in_knowledge_is_flagged_above_a_fifth_and_missing_answers_above_a_tenth() {
        let flags = |dont_know, no_answer| MissingCounts { dont_know, no_answer, ..Default::default() }.flags(80, 5);
        assert_eq!(flags(20, 0), []);
        assert_eq!(flags(21, 0), [Flag::DontKnow]);
        assert_eq!(flags(20, 11), []);
        assert_eq!(flags(20, 12), [Flag::NoAnswer]);
        assert_eq!(flags(40, 40), [Flag::DontKnow, Flag::NoAnswer]);
    }

    /// The table says "not asked or no answer: 20"; a flag would say that most of them gave no answer.
    #[test]
    fn a_flag_does_not_tell_the_few_who_were_not_asked() {
        let missing = MissingCounts { not_asked: 4, no_answer: 16, ..Default::default() };
        assert_eq!(missing.flags(80, 5), []);
        assert_eq!(MissingCounts { not_asked: 5, ..missing }.flags(80, 5), [Flag::NoAnswer]);
    }

    #[test]
    fn a_mean_is_vague_beyond_half_a_point_and_a_share_beyond_fifteen_per_cent() {
        let around = |value: f64, half: f64| Estimate { value, lo: value - half, hi: value + half };
        assert!(around(3.0, 0.51).is_vague_mean(12) && !around(3.0, 0.49).is_vague_mean(12));
        assert!(around(0.5, 0.16).is_vague_share(24) && !around(0.5, 0.14).is_vague_share(24));
        assert!(!around(3.0, 2.0).is_vague_mean(9), "no interval is shown");
        assert!(!Estimate::at_most(0.4).is_vague_share(24), "a bound is no estimate");
    }
}
