//! One survey out of several versions of it: the newest, and what only older ones have at the place where it stood.

mod item;

use crate::{
    id::{ItemId, PageId, ScaleId},
    survey::{Item, ItemKind, Page, Scale, Survey},
};

/// `None` if there is none. The first one is the oldest.
pub(super) fn merged<'s>(versions: impl DoubleEndedIterator<Item = &'s Survey>) -> Option<Survey> {
    let mut newest_first = versions.rev();
    let mut merged = newest_first.next()?.clone();
    newest_first.for_each(|older| absorb(&mut merged, older));
    Some(merged)
}

fn absorb(merged: &mut Survey, older: &Survey) {
    // Whoever has answered was promised the larger group.
    merged.k = merged.k.max(older.k);
    let locales = older.locales.iter().filter(|locale| !merged.locales.contains(locale)).copied();
    merged.locales.extend(locales.collect::<Vec<_>>());
    let mut before: Option<&ItemId> = None;
    for (section, content) in older.sections.iter().enumerate() {
        for page in &content.pages {
            for item in &page.items {
                match find(merged, &item.id) {
                    Some(known) => item::widen(known, item),
                    None => {
                        let mut item = item.clone();
                        scales(merged, older, &mut item);
                        place(merged, section, page, item, before);
                    }
                }
                before = Some(&item.id);
            }
        }
    }
}

fn find<'s>(survey: &'s mut Survey, id: &ItemId) -> Option<&'s mut Item> {
    let pages = survey.sections.iter_mut().flat_map(|section| &mut section.pages);
    pages.flat_map(|page| &mut page.items).find(|item| item.id == *id)
}

/// Puts the item on its page, behind the one it stood behind, or on a page of its own that is like the one it stood on.
fn place(merged: &mut Survey, section: usize, page: &Page, item: Item, before: Option<&ItemId>) {
    let is_before = |other: &Item| before == Some(&other.id);
    let same = |other: &Page| other.id == page.id && other.repeat == page.repeat;
    if let Some(home) = merged.sections.iter_mut().flat_map(|section| &mut section.pages).find(|other| same(other)) {
        let at = home.items.iter().position(is_before).map_or(0, |at| at + 1);
        home.items.insert(at, item);
        return;
    }
    let id = free_page(merged, &page.id);
    let page = Page { id, items: vec![item], ..page.clone() };
    let holds = |other: &Page| other.items.iter().any(is_before);
    let after = merged.sections.iter().position(|section| section.pages.iter().any(holds));
    let section = after.unwrap_or(section.min(merged.sections.len().saturating_sub(1)));
    let Some(section) = merged.sections.get_mut(section) else { return };
    let at = section.pages.iter().position(holds).map_or(0, |at| at + 1);
    section.pages.insert(at, page);
}

fn free_page(merged: &Survey, id: &PageId) -> PageId {
    let candidates = (2_u32..).filter_map(|number| {
        let ending = format!("-{number}");
        PageId::new(&format!("{}{ending}", &id.as_str()[..id.as_str().len().min(48 - ending.len())])).ok()
    });
    let mut candidates = std::iter::once(id.clone()).chain(candidates);
    candidates.find(|id| merged.page(id).is_none()).unwrap_or_else(|| id.clone())
}

/// The scales of an item that only an older version has: under another id where the newer ones have changed them for
/// other questions.
fn scales(merged: &mut Survey, older: &Survey, item: &mut Item) {
    match &mut item.kind {
        ItemKind::Battery { scale, .. } => adopt(merged, older, scale),
        ItemKind::Paired { importance_scale, fulfilment_scale, .. } => {
            adopt(merged, older, importance_scale);
            adopt(merged, older, fulfilment_scale);
        }
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Top { .. }
        | ItemKind::Ranking { .. }
        | ItemKind::BestWorst { .. }
        | ItemKind::ConstantSum { .. }
        | ItemKind::Kano { .. }
        | ItemKind::Matrix { .. }
        | ItemKind::Recommendation { .. }
        | ItemKind::Number { .. }
        | ItemKind::ShortText { .. }
        | ItemKind::LongText { .. }
        | ItemKind::Date { .. }
        | ItemKind::Month { .. }
        | ItemKind::Contact { .. }
        | ItemKind::Occupation { .. }
        | ItemKind::Municipality { .. }
        | ItemKind::Information => {}
    }
}

fn adopt(merged: &mut Survey, older: &Survey, id: &mut ScaleId) {
    let Some(scale) = older.scale(id) else { return };
    let is_same = |other: &Scale| Scale { id: id.clone(), ..other.clone() } == *scale;
    if let Some(same) = merged.scales.iter().find(|other| is_same(other)) {
        *id = same.id.clone();
        return;
    }
    let candidates = (2_u32..).filter_map(|number| {
        let ending = format!("_{number}");
        ScaleId::new(&format!("{}{ending}", &id.as_str()[..id.as_str().len().min(48 - ending.len())])).ok()
    });
    let mut candidates = std::iter::once(id.clone()).chain(candidates);
    let free = candidates.find(|candidate| merged.scale(candidate).is_none()).unwrap_or_else(|| id.clone());
    merged.scales.push(Scale { id: free.clone(), ..scale.clone() });
    *id = free;
}
