//! The one sentence that stands over everything: the widest gap or the most frequent need, with its number.

use domain::{
    format,
    meaning::Audience,
    offer::{Offer, Supply},
    report::{Bound, Estimate, TopicNeed},
    vocabulary,
};

use super::{Telling, supply};

/// What a wave says first, and what belongs beside it.
pub struct Finding {
    pub first: String,
    pub also: Option<String>,
    /// Whether the gap is what comes first.
    pub is_gap: bool,
}

impl Telling<'_> {
    /// Apprentices are asked what makes a firm attractive, so the gap comes first; firms what they need, so the need.
    pub fn finding(&self, offers: &[Offer]) -> Option<Finding> {
        let (gap, need) = (self.widest_gap(), self.first_need(offers));
        let needs_first = self.survey.audience == Audience::Firm;
        match (gap, need) {
            (Some(gap), Some(need)) if needs_first => Some(Finding { first: need, also: Some(gap), is_gap: false }),
            (Some(gap), need) => Some(Finding { first: gap, also: need, is_gap: true }),
            (None, Some(need)) => Some(Finding { first: need, also: None, is_gap: false }),
            (None, None) => None,
        }
    }

    /// The row with the widest gap, where the gap is certain; called the widest where that is certain as well.
    fn widest_gap(&self) -> Option<String> {
        let gap = self.results.get().gap.shown()?;
        let (widest, is_first) = gap.widest()?;
        let name = self.row_label(&widest.item);
        let number = |value| format::number(value, 1, self.locale);
        let (importance, fulfilment) = (number(widest.importance.value), number(widest.fulfilment.value));
        let most = format::shortest(gap.scale_max, self.locale);
        let german = self.locale.is_german();
        let apart = match (is_first, german) {
            (true, true) => "Am weitesten auseinander",
            (true, false) => "Furthest apart",
            (false, true) => "Weit auseinander",
            (false, false) => "Far apart",
        };
        Some(match german {
            true => {
                format!("{apart}: „{name}“, Wichtigkeit {importance} von\u{a0}{most}, Erfüllung nur\u{a0}{fulfilment}.")
            }
            false => format!("{apart}: “{name}”, importance {importance} of {most}, fulfilment only {fulfilment}."),
        })
    }

    /// The need that most have, with what is on offer for it.
    fn first_need(&self, offers: &[Offer]) -> Option<String> {
        let needs = self.results.get().needs.shown()?;
        let order = |a: &&TopicNeed, b: &&TopicNeed| b.share.value.total_cmp(&a.share.value).then(a.rank.cmp(&b.rank));
        let first = needs.topics.iter().min_by(order)?;
        let name = vocabulary::topic_label(&first.topic, self.locale);
        let share = self.share(&first.share);
        let supply = supply::sentence(&Supply::of(&first.topic, offers), self.locale);
        Some(match (self.survey.audience, self.locale.is_german()) {
            (Audience::Firm, true) => format!("{share} der Betriebe brauchen Unterstützung bei „{name}“. {supply}"),
            (Audience::Apprentice, true) => {
                format!("{share} der Auszubildenden brauchen Unterstützung bei „{name}“. {supply}")
            }
            (Audience::Other, true) => format!("{share} der Befragten brauchen Unterstützung bei „{name}“. {supply}"),
            (_, false) => format!("{share} of the {} need support with “{name}”. {supply}", self.population()),
        })
    }

    fn share(&self, share: &Estimate) -> String {
        let percent = format::percent(share.value, 0, self.locale);
        match (share.bound(), self.locale.is_german()) {
            (Bound::None, _) => percent,
            (Bound::AtMost, true) => format!("Höchstens {percent}"),
            (Bound::AtLeast, true) => format!("Mindestens {percent}"),
            (Bound::AtMost, false) => format!("At most {percent}"),
            (Bound::AtLeast, false) => format!("At least {percent}"),
        }
    }
}
