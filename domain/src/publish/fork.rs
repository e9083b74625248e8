//! A question led on under an id of its own, so that what it will mean is not mixed with what it meant.

use std::collections::BTreeSet;

use crate::{
    expression,
    id::ItemId,
    questionnaire::own_choices_mut,
    survey::{Item, ItemKind, Survey},
};

/// The survey with one item under another id, and whatever names it naming the new one. Everything else stays.
pub fn forked(survey: &Survey, old: &ItemId, new: &ItemId) -> Survey {
    let mut survey = survey.clone();
    let rename = |id: &mut ItemId| {
        if id == old {
            *id = new.clone();
        }
    };
    let reword = |condition: &mut Option<String>| {
        if let Some(source) = condition {
            *source = expression::renamed(source, old, new);
        }
    };
    for page in survey.sections.iter_mut().flat_map(|section| &mut section.pages) {
        page.repeat.iter_mut().for_each(rename);
        reword(&mut page.condition);
        for item in &mut page.items {
            rename(&mut item.id);
            reword(&mut item.condition);
            named_by(item).into_iter().for_each(rename);
            own_choices_mut(item).into_iter().flatten().for_each(|choice| reword(&mut choice.condition));
        }
    }
    survey
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
    let taken: BTreeSet<&ItemId> =
        versions.into_iter().flat_map(|survey| survey.items().map(|item| &item.id)).collect();
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
