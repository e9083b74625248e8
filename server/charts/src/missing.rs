//! Why respondents are not part of the base, for the tables below the charts.

use domain::{Locale, format, report::MissingCounts};

/// The reasons that occur in a table, the same for all of its rows.
pub(crate) struct Reasons(Vec<Reason>);

#[derive(Clone, Copy)]
enum Reason {
    DontKnow,
    NotApplicable,
    NoAnswer,
    NotAsked,
    /// Who was not asked answered an earlier question in a certain way. Where these are few, that answer may be
    /// hidden there, and must not be told here.
    NotAskedOrNoAnswer,
}

impl Reasons {
    /// `smallest` is the smallest group that is shown.
    pub(crate) fn of<'a>(rows: impl IntoIterator<Item = &'a MissingCounts>, smallest: u64) -> Reasons {
        let rows: Vec<&MissingCounts> = rows.into_iter().collect();
        let few = rows.iter().any(|row| (1..smallest).contains(&row.not_asked));
        let all = match few {
            true => [Reason::DontKnow, Reason::NotApplicable, Reason::NotAskedOrNoAnswer].as_slice(),
            false => &[Reason::DontKnow, Reason::NotApplicable, Reason::NoAnswer, Reason::NotAsked],
        };
        Reasons(all.iter().copied().filter(|reason| rows.iter().any(|row| reason.count(row) > 0)).collect())
    }

    pub(crate) fn heads(&self, locale: Locale) -> Vec<String> {
        self.0.iter().map(|reason| reason.name(locale).to_owned()).collect()
    }

    pub(crate) fn cells(&self, row: &MissingCounts, locale: Locale) -> Vec<String> {
        self.0.iter().map(|reason| format::count(reason.count(row), locale)).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl Reason {
    fn count(self, row: &MissingCounts) -> u64 {
        match self {
            Reason::DontKnow => row.dont_know,
            Reason::NotApplicable => row.not_applicable,
            Reason::NoAnswer => row.no_answer,
            Reason::NotAsked => row.not_asked,
            Reason::NotAskedOrNoAnswer => row.not_asked + row.no_answer,
        }
    }

    fn name(self, locale: Locale) -> &'static str {
        match (self, locale.is_german()) {
            (Reason::DontKnow, true) => "weiß nicht",
            (Reason::NotApplicable, true) => "trifft nicht zu",
            (Reason::NoAnswer, true) => "keine Angabe",
            (Reason::NotAsked, true) => "nicht gefragt",
            (Reason::NotAskedOrNoAnswer, true) => "nicht gefragt oder keine Angabe",
            (Reason::DontKnow, false) => "don’t know",
            (Reason::NotApplicable, false) => "does not apply",
            (Reason::NoAnswer, false) => "no answer",
            (Reason::NotAsked, false) => "not asked",
            (Reason::NotAskedOrNoAnswer, false) => "not asked or no answer",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(counts: MissingCounts) -> Vec<(String, String)> {
        let reasons = Reasons::of([&counts], 5);
        reasons.heads(Locale::DeSie).into_iter().zip(reasons.cells(&counts, Locale::DeSie)).collect()
    }

    #[test]
    fn a_few_who_were_not_asked_are_not_told_from_those_without_an_answer() {
        let many = MissingCounts { not_asked: 5, no_answer: 2, ..Default::default() };
        assert_eq!(told(many), [("keine Angabe".into(), "2".into()), ("nicht gefragt".into(), "5".into())]);
        let few = MissingCounts { not_asked: 4, no_answer: 2, dont_know: 1, ..Default::default() };
        let expected = [("weiß nicht", "1"), ("nicht gefragt oder keine Angabe", "6")];
        assert_eq!(told(few), expected.map(|(name, count)| (name.to_owned(), count.to_owned())));
        assert!(told(MissingCounts::default()).is_empty());
    }
}
