//! Where a survey ends before its end: for those it does not ask, and for those it has asked enough of.

use super::{Path, Step};
use crate::{id::ExitId, locale::Text, questionnaire::Questionnaire};

/// Why somebody is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    ScreenOut,
    /// Only once so many responses have come.
    Quota {
        limit: u32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exit<'q> {
    pub id: &'q ExitId,
    pub leave: Leave,
}

impl Questionnaire {
    /// What is said to those who leave here.
    pub fn exit_text(&self, id: &str) -> Option<&Text> {
        let quotas = self.quotas.iter().map(|quota| (&quota.id, &quota.text));
        let mut exits = self.screen_outs.iter().map(|out| (&out.id, &out.text)).chain(quotas);
        exits.find(|(known, _)| known.as_str() == id).map(|(_, text)| text)
    }
}

impl<'q> Path<'q> {
    /// The exits whose condition holds, screen-outs first, as far as it can be told before the step `next`: everything
    /// they read is behind. `None` is the end: everything can be told.
    pub fn exits(&self, next: Option<&Step>) -> Vec<Exit<'q>> {
        let reached = next.map_or(usize::MAX, |step| self.place_of(step));
        let rules = self.questionnaire().exits().iter();
        let holding = rules.filter(|rule| rule.ready <= reached && self.holds_now(&rule.condition));
        holding.map(|rule| self.questionnaire().exit(rule)).collect()
    }
}
