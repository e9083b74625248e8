//! What a survey works out by itself: computed values, rules, quotas and screen-outs, orders of chance.

use super::{Before, Change, Kind};
use crate::{
    expression::{is_same, parse_value},
    id::{ExitId, ItemId},
    locale::Text,
    survey::{Compute, Constraint, Order, Survey},
};

#[derive(Debug, Clone, PartialEq)]
pub enum ComputeChange {
    Added,
    Removed,
    /// It is worked out otherwise, itself or through another one that it reads. `kept`: with the answers.
    Value {
        kept: bool,
    },
    Kept {
        now: bool,
    },
    Label,
    /// Under its id a question was asked.
    WasAsked,
    /// Now a question is asked under the id of a computed value. `kept`: that was kept with the answers.
    IsAsked {
        kept: bool,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExitChange {
    Added,
    Removed,
    Condition,
    /// How many a quota takes.
    Limit {
        from: u32,
        to: u32,
    },
}

/// The computed values of `draft` against the versions before, and those that are gone.
pub(super) fn computed(before: &[Before], draft: &Survey) -> Vec<Change> {
    let mut changes = Vec::new();
    for compute in &draft.computes {
        let asked = before.iter().filter(|version| version.survey.item(&compute.id).is_some());
        if let Some(answered) = asked.map(|version| version.answered).max() {
            changes.push(Kind::Computed(ComputeChange::WasAsked).at(&compute.id, answered));
        }
        changes.extend(of_compute(before, draft, compute));
    }
    let Some(latest) = before.last() else { return changes };
    let is_gone = |compute: &&Compute| find(draft, &compute.id).is_none() && draft.item(&compute.id).is_none();
    let gone = latest.survey.computes.iter().filter(is_gone);
    changes.extend(gone.map(|compute| Kind::Computed(ComputeChange::Removed).at(&compute.id, latest.answered)));
    changes
}

/// Against the last version that had it, and as to how it is worked out against every older one that keeps answers.
fn of_compute(before: &[Before], draft: &Survey, compute: &Compute) -> Vec<Change> {
    let had = before.iter().rev().filter_map(|version| Some((version, find(version.survey, &compute.id)?)));
    let had: Vec<(&Before, &Compute)> = had.collect();
    let Some((latest, known)) = had.first() else {
        return vec![Kind::Computed(ComputeChange::Added).at(&compute.id, false)];
    };
    let mut changes = Vec::new();
    let mut change = |change, answered| changes.push(Kind::Computed(change).at(&compute.id, answered));
    let differs = |(version, known): &&(&Before, &Compute)| !is_worked_out_alike(version.survey, known, draft, compute);
    // Of what is not kept nothing is left to be compared with.
    let kept = had.iter().filter(|(version, known)| version.answered && known.store).find(differs);
    if kept.is_some() && compute.store {
        change(ComputeChange::Value { kept: true }, true);
    } else if had.first().is_some_and(|latest| differs(&latest)) {
        change(ComputeChange::Value { kept: false }, latest.answered);
    }
    if known.store != compute.store {
        change(ComputeChange::Kept { now: compute.store }, latest.answered);
    }
    if known.label != compute.label {
        change(ComputeChange::Label, latest.answered);
    }
    changes
}

/// That a question of the draft has the id of what was computed before.
pub(super) fn was_computed(before: &[Before], id: &ItemId) -> Option<Change> {
    let computed = before.iter().filter_map(|version| Some(find(version.survey, id)?.store && version.answered));
    let kept = computed.max()?;
    Some(Kind::Computed(ComputeChange::IsAsked { kept }).at(id, kept))
}

fn find<'s>(survey: &'s Survey, id: &ItemId) -> Option<&'s Compute> {
    survey.computes.iter().find(|compute| compute.id == *id)
}

fn is_worked_out_alike(before: &Survey, known: &Compute, after: &Survey, compute: &Compute) -> bool {
    is_same(&known.value, &compute.value)
        && parse_value(&compute.value).is_ok_and(|value| {
            value.reads().iter().all(|id| match (find(before, id), find(after, id)) {
                // A computation reads only those above it, so this ends; what does not is not published.
                (Some(known), Some(inner)) if *id != compute.id => is_worked_out_alike(before, known, after, inner),
                (None, None) => true,
                _ => false,
            })
        })
}

/// Rules of pages, orders of pages and questions.
pub(super) fn of_survey(before: &Survey, after: &Survey) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for page in after.pages() {
        let known = before.page(&page.id).map(|page| page.constraints.as_slice()).unwrap_or_default();
        if !are_same_rules(known, &page.constraints) {
            kinds.push(Kind::PageConstraints(page.id.clone()));
        }
    }
    if orders(before) != orders(after) {
        kinds.push(Kind::Order);
    }
    kinds
}

/// Quotas and screen-outs. One that comes back is compared with what it was before: its count goes on from there.
pub(super) fn exits(before: &[Before], after: &Survey) -> Vec<Kind> {
    let latest = before.last().map(|version| Exit::of(version.survey)).unwrap_or_default();
    let new = Exit::of(after);
    let mut kinds = Vec::new();
    for exit in &new {
        let known = before.iter().rev().flat_map(|version| Exit::of(version.survey)).find(|known| known.is_same(exit));
        let mut changes = known.map(|known| exit.since(&known)).unwrap_or_default();
        if changes.is_empty() && !latest.iter().any(|known| known.is_same(exit)) {
            changes.push(ExitChange::Added);
        }
        kinds.extend(changes.into_iter().map(|change| exit.kind(change)));
    }
    let gone = latest.iter().filter(|known| !new.iter().any(|exit| known.is_same(exit)));
    kinds.extend(gone.map(|known| known.kind(ExitChange::Removed)));
    kinds
}

/// Of sections and pages that a survey draws, by their names.
fn orders(survey: &Survey) -> Vec<String> {
    let sections = survey.sections.iter().filter(|section| section.order == Order::Random);
    let of_sections =
        sections.map(|section| section.pages.iter().map(|page| page.id.as_str()).collect::<Vec<_>>().join(" "));
    let pages = survey.pages().filter(|page| page.order == Order::Random);
    of_sections.chain(pages.map(|page| page.id.to_string())).collect()
}

pub(super) fn are_same_rules(before: &[Constraint], after: &[Constraint]) -> bool {
    before.len() == after.len() && before.iter().zip(after).all(|(before, after)| is_same(&before.must, &after.must))
}

pub(super) fn is_same_condition(before: &Option<String>, after: &Option<String>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => is_same(before, after),
        (None, None) => true,
        _ => false,
    }
}

/// What rules and exits say.
pub(super) fn messages(survey: &Survey) -> Vec<&Text> {
    let mut messages = Vec::new();
    for page in survey.pages() {
        let rules = page.items.iter().flat_map(|item| &item.constraints).chain(&page.constraints);
        messages.extend(rules.map(|rule| &rule.message));
    }
    messages.extend(survey.quotas.iter().map(|quota| &quota.text));
    messages.extend(survey.screen_outs.iter().map(|out| &out.text));
    messages
}

/// A quota or a screen-out.
struct Exit<'s> {
    id: &'s ExitId,
    condition: &'s str,
    /// Of a quota.
    limit: Option<u32>,
}

impl<'s> Exit<'s> {
    fn of(survey: &'s Survey) -> Vec<Exit<'s>> {
        let outs = survey.screen_outs.iter().map(|out| Exit { id: &out.id, condition: &out.condition, limit: None });
        let quotas = survey.quotas.iter().map(|quota| Exit {
            id: &quota.id,
            condition: &quota.condition,
            limit: Some(quota.limit),
        });
        outs.chain(quotas).collect()
    }

    fn is_same(&self, other: &Exit) -> bool {
        self.id == other.id && self.limit.is_some() == other.limit.is_some()
    }

    fn since(&self, known: &Exit) -> Vec<ExitChange> {
        let condition = (!is_same(known.condition, self.condition)).then_some(ExitChange::Condition);
        let limit = known.limit.zip(self.limit).filter(|(from, to)| from != to);
        condition.into_iter().chain(limit.map(|(from, to)| ExitChange::Limit { from, to })).collect()
    }

    fn kind(&self, change: ExitChange) -> Kind {
        Kind::Exit { is_quota: self.limit.is_some(), id: self.id.clone(), change }
    }
}
