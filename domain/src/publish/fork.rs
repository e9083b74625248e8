//! A question led on under an id of its own, so that what it will mean is not mixed with what it meant.

use std::collections::BTreeSet;

use crate::{
    expression,
    id::ItemId,
    label::pipe,
    locale::Text,
    questionnaire::own_choices_mut,
    survey::{Constraint, Item, ItemKind, Page, Survey},
};

/// The survey with one item or computed value under another id, and whatever names it naming the new one. Everything
/// else stays.
pub fn forked(survey: &Survey, old: &ItemId, new: &ItemId) -> Survey {
    let mut survey = survey.clone();
    let fork = Fork { old, new };
    for compute in &mut survey.computes {
        fork.id(&mut compute.id);
        fork.rule(&mut compute.value);
    }
    survey.groupings.iter_mut().for_each(|grouping| fork.id(&mut grouping.id));
    survey.crossings.iter_mut().flatten().for_each(|id| fork.id(id));
    survey.quotas.iter_mut().for_each(|quota| fork.rule(&mut quota.condition));
    survey.screen_outs.iter_mut().for_each(|out| fork.rule(&mut out.condition));
    survey.sections.iter_mut().flat_map(|section| &mut section.pages).for_each(|page| fork.page(page));
    survey
}

struct Fork<'a> {
    old: &'a ItemId,
    new: &'a ItemId,
}

impl Fork<'_> {
    fn id(&self, id: &mut ItemId) {
        if id == self.old {
            *id = self.new.clone();
        }
    }

    fn rule(&self, source: &mut String) {
        *source = expression::renamed(source, self.old, self.new);
    }

    fn text(&self, text: &mut Text) {
        text.0.values_mut().for_each(|words| *words = pipe::renamed(words, self.old, self.new));
    }

    fn constraints(&self, constraints: &mut [Constraint]) {
        for constraint in constraints {
            self.rule(&mut constraint.must);
            self.text(&mut constraint.message);
        }
    }

    fn page(&self, page: &mut Page) {
        page.repeat.iter_mut().for_each(|id| self.id(id));
        page.condition.iter_mut().for_each(|condition| self.rule(condition));
        self.text(&mut page.title);
        self.constraints(&mut page.constraints);
        page.items.iter_mut().for_each(|item| self.item(item));
    }

    fn item(&self, item: &mut Item) {
        self.id(&mut item.id);
        [&mut item.condition, &mut item.required_if].into_iter().flatten().for_each(|rule| self.rule(rule));
        self.constraints(&mut item.constraints);
        [&mut item.text, &mut item.hint].into_iter().for_each(|text| self.text(text));
        named_by(item).into_iter().for_each(|id| self.id(id));
        kind_texts(item).into_iter().for_each(|text| self.text(text));
        for choice in own_choices_mut(item).into_iter().flatten() {
            choice.condition.iter_mut().for_each(|condition| self.rule(condition));
            [&mut choice.label, &mut choice.hint].into_iter().for_each(|text| self.text(text));
        }
    }
}

/// The texts in which answers may stand, beside those that every item has.
fn kind_texts(item: &mut Item) -> Vec<&mut Text> {
    match &mut item.kind {
        ItemKind::Paired { fulfilment_text: text, .. }
        | ItemKind::Kano { dysfunctional_text: text }
        | ItemKind::Contact { consent: text } => vec![text],
        ItemKind::Recommendation { low, high } => vec![low, high],
        ItemKind::BestWorst { best, worst, .. } => vec![best, worst],
        ItemKind::Matrix { columns, .. } => columns.iter_mut().map(|column| &mut column.label).collect(),
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Battery { .. }
        | ItemKind::Top { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::ConstantSum { .. }
        | ItemKind::Number { .. }
        | ItemKind::ShortText { .. }
        | ItemKind::LongText { .. }
        | ItemKind::Date { .. }
        | ItemKind::Month { .. }
        | ItemKind::Occupation { .. }
        | ItemKind::Municipality { .. }
        | ItemKind::Information => Vec::new(),
    }
}

/// The item that this kind of item refers to.
fn named_by(item: &mut Item) -> Option<&mut ItemId> {
    match &mut item.kind {
        ItemKind::Top { of, .. } | ItemKind::Matrix { of, .. } => of.as_mut(),
        ItemKind::Number { part_of, .. } => part_of.as_mut(),
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Battery { .. }
        | ItemKind::Paired { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::BestWorst { .. }
        | ItemKind::ConstantSum { .. }
        | ItemKind::Kano { .. }
        | ItemKind::Recommendation { .. }
        | ItemKind::ShortText { .. }
        | ItemKind::LongText { .. }
        | ItemKind::Date { .. }
        | ItemKind::Month { .. }
        | ItemKind::Contact { .. }
        | ItemKind::Occupation { .. }
        | ItemKind::Municipality { .. }
        | ItemKind::Information => None,
    }
}

/// `branche_2` for `branche`, `branche_3` for `branche_2`: the next one that no version of the survey has ever used.
pub fn new_id<'s>(id: &ItemId, versions: impl IntoIterator<Item = &'s Survey>) -> ItemId {
    let used = |survey: &'s Survey| {
        let computed = survey.computes.iter().map(|compute| &compute.id);
        survey.items().map(|item| &item.id).chain(computed)
    };
    let taken: BTreeSet<&ItemId> = versions.into_iter().flat_map(used).collect();
    let numbered = id.as_str().rsplit_once('_').and_then(|(stem, number)| Some((stem, number.parse::<u64>().ok()?)));
    let (stem, first) = numbered.map_or((id.as_str(), 2), |(stem, number)| (stem, number.saturating_add(1)));
    let mut free = (first..).filter_map(|number| {
        let ending = format!("_{number}");
        // Ids are ASCII and have at most 48 characters.
        let stem = &stem[..stem.len().min(48_usize.saturating_sub(ending.len()))];
        ItemId::new(&format!("{stem}{ending}")).ok()
    });
    free.find(|candidate| !taken.contains(candidate)).unwrap_or_else(|| id.clone())
}
