//! How long a survey takes, computed and not claimed (ux.md R7): points of 10.6 s each, after the Pew American
//! Trends Panel (85 points are 15 minutes), and a fifth more for phones (Andreadis 2015).
//!
//! Counted as if every condition held, so that the time stated is not exceeded; a repeated page counts as often as
//! [`USUAL_REPEATS`] says.

use crate::{
    flow::arrangement::arrange,
    maxdiff::Plan,
    meaning::Audience,
    questionnaire::own_choices,
    survey::{Item, ItemKind, Page, Survey},
};

const SECONDS_PER_POINT: f64 = 10.6;
const PHONE_FACTOR: f64 = 1.2;
/// How many options people are assumed to tick where pages repeat for each.
pub const USUAL_REPEATS: usize = 3;
/// How many options people are assumed to tick where they may tick many.
const USUAL_TICKS: usize = 2;

/// Above this no survey is published without a written reason (R8), in minutes.
pub const MINUTES_WITH_REASON: f64 = 15.0;

/// The time a survey takes on a phone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length {
    /// Stand-alone question 1, battery row ½ per pass, open question 4, text 0.
    pub points: f64,
    pub minutes: f64,
    /// Rounded up, as it is stated: "etwa 4 Minuten".
    pub minutes_rounded: u32,
}

/// The most a survey for this audience should take (R8), in minutes.
pub fn cap(audience: Audience) -> f64 {
    match audience {
        Audience::Apprentice => 5.0,
        Audience::Firm | Audience::Other => 10.0,
    }
}

pub fn minutes(survey: &Survey) -> Length {
    let points: f64 = survey.pages().map(|page| repeats(survey, page) as f64 * page_points(page)).sum();
    let minutes = points * SECONDS_PER_POINT * PHONE_FACTOR / 60.0;
    // 1e-9: a whole number of minutes must not become one more by a rounding error.
    Length { points, minutes, minutes_rounded: (minutes - 1e-9).ceil().max(1.0) as u32 }
}

/// Taps on a phone from the first question to the end: answers, open questions (one to get into the field), and one
/// to continue on each step. For apprentices a page with nothing but a single choice moves on by itself (ux.md R5).
pub fn taps(survey: &Survey) -> u32 {
    let moves_on = |page: &Page| {
        survey.audience == Audience::Apprentice
            && matches!(&page.items[..], [Item { kind: ItemKind::Single { .. }, .. }])
    };
    let steps = |page: &Page| if moves_on(page) { 0 } else { page_steps(page) };
    let page_taps = |page: &Page| page.items.iter().map(item_taps).sum::<usize>() + steps(page);
    survey.pages().map(|page| repeats(survey, page) * page_taps(page)).sum::<usize>() as u32
}

fn page_points(page: &Page) -> f64 {
    page.items.iter().map(item_points).sum()
}

fn item_points(item: &Item) -> f64 {
    match &item.kind {
        ItemKind::Battery { rows, .. } => 0.5 * rows.len() as f64,
        ItemKind::Paired { rows, .. } => rows.len() as f64,
        // A place costs what a rating costs, a number as much as a question of its own.
        ItemKind::Ranking { rows } => (0.5 * rows.len() as f64).max(1.0),
        ItemKind::ConstantSum { rows, .. } => rows.len() as f64,
        ItemKind::Matrix { columns, .. } => (usual_rows(item) * columns.len()) as f64,
        ItemKind::BestWorst { .. } => blocks(item) as f64,
        ItemKind::Kano { .. } => 2.0,
        ItemKind::LongText { .. } => 4.0,
        ItemKind::Information => 0.0,
        _ => 1.0,
    }
}

fn item_taps(item: &Item) -> usize {
    match &item.kind {
        ItemKind::Battery { rows, .. } => rows.len(),
        ItemKind::Paired { rows, .. } => 2 * rows.len(),
        ItemKind::Multiple { max, .. } => USUAL_TICKS.min(max.unwrap_or(u32::MAX) as usize),
        ItemKind::Top { max, .. } => *max as usize,
        ItemKind::Ranking { rows } | ItemKind::ConstantSum { rows, .. } => rows.len(),
        ItemKind::Matrix { columns, .. } => usual_rows(item) * columns.len(),
        ItemKind::BestWorst { .. } => 2 * blocks(item),
        ItemKind::Date { .. } | ItemKind::Month { .. } => 3,
        // Open the list, choose; two questions; an address and a tick.
        ItemKind::Municipality { .. }
        | ItemKind::Occupation { .. }
        | ItemKind::Kano { .. }
        | ItemKind::Contact { .. } => 2,
        ItemKind::Information => 0,
        _ => 1,
    }
}

/// Rows of a matrix: its own, or as many as people are assumed to tick.
fn usual_rows(item: &Item) -> usize {
    match own_choices(item).len() {
        0 => USUAL_TICKS,
        own => own,
    }
}

fn blocks(item: &Item) -> usize {
    let ItemKind::BestWorst { block_size, rows, .. } = &item.kind else { return 0 };
    Plan::new(rows.len(), *block_size as usize).map_or(0, |plan| plan.blocks)
}

/// How often a page comes.
fn repeats(survey: &Survey, page: &Page) -> usize {
    let Some(source) = page.repeat.as_ref().and_then(|source| survey.item(source)) else { return 1 };
    let options = own_choices(source).iter().filter(|option| !option.exclusive).count();
    let max = match &source.kind {
        ItemKind::Multiple { max: Some(max), .. } => *max as usize,
        _ => usize::MAX,
    };
    USUAL_REPEATS.min(options).min(max)
}

/// Steps of a page if all of it is shown.
fn page_steps(page: &Page) -> usize {
    arrange(page.items.iter().map(|item| (&item.kind, own_choices(item).len()))).len()
}
