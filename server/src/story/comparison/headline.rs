//! The sentence over a comparison: what differs most, that nothing does, or why there is nothing to compare.

use charts::Sides;
use domain::{Locale, meaning::Role, report::Difference};

use super::{Comparison, Telling, View};

impl Comparison<'_> {
    pub fn headline(&self) -> String {
        if self.is_empty() {
            return format!(
                "{}{}",
                self.either("Nichts zu vergleichen, weil ", "Nothing to compare, because "),
                self.why_empty()
            );
        }
        let is_blind_spot = |found: &Difference| {
            found.role == Role::Fulfilment && self.views(&found.construct).contains(&View::BlindSpot)
        };
        let found = self.found.part(|all| all.as_slice());
        charts::headline(found, &self.sides, &is_blind_spot, &|construct| self.label(construct), self.locale())
    }

    /// The rest of the sentence: the first reason that holds.
    fn why_empty(&self) -> String {
        let (Sides::Audiences { first, second } | Sides::Years { first, second }) = &self.sides;
        let is_hidden = |telling: &Telling| telling.results.get().respondents.shown().is_none();
        let sides = [(first, is_hidden(self.first)), (second, is_hidden(self.second))];
        let hidden: Vec<&str> =
            sides.iter().filter(|(_, is_hidden)| *is_hidden).map(|(side, _)| side.as_str()).collect();
        if !hidden.is_empty() {
            let few = self.either("zu wenige geantwortet haben", "too few have answered");
            return format!("{few}: {}.", hidden.join(", "));
        }
        match self.comparable {
            0 => self.either(
                "nichts, was hier steht, auf beiden Seiten mit verschiedenen Antworten bewertet wurde.",
                "nothing that is shown was rated on both sides with answers that differ.",
            ),
            _ => self.either(
                "zu wenige dasselbe bewertet haben: Es braucht auf beiden Seiten mindestens 10 Antworten, die nicht alle gleich sind.",
                "too few have rated the same: it takes 10 answers on each side that are not all alike.",
            ),
        }
        .to_owned()
    }

    fn either(&self, german: &'static str, english: &'static str) -> &'static str {
        let locale: Locale = self.locale();
        if locale.is_german() { german } else { english }
    }
}
