//! Limits of the kinds of questions that ask for more than one thing.

use std::collections::BTreeSet;

use super::{bounds, home, row_count, top_place};
use crate::{
    answer::Part,
    id::{ItemId, OptionId},
    maxdiff::{self, Plan},
    questionnaire,
    survey::{Choice, Column, Item, ItemKind, Page, Survey},
};

/// More cannot be kept in mind, or fit a phone's screen, when all of it is weighed against all of it.
const WEIGHED: std::ops::RangeInclusive<usize> = 2..=10;
const BEST_WORST_ROWS: std::ops::RangeInclusive<usize> = 4..=30;
const COLUMNS: std::ops::RangeInclusive<usize> = 1..=4;
const TOTAL: std::ops::RangeInclusive<u32> = 2..=1_000_000;
const EARLIER: &str = "min muss vor max liegen.";

pub(super) fn faults(survey: &Survey, page: &Page, item: &Item) -> Vec<String> {
    match &item.kind {
        ItemKind::Ranking { rows } => Vec::from_iter(count(rows, WEIGHED)),
        ItemKind::ConstantSum { rows, total, .. } => {
            let total = (!TOTAL.contains(total))
                .then(|| format!("total liegt zwischen {} und {}.", TOTAL.start(), TOTAL.end()));
            count(rows, WEIGHED).into_iter().chain(total).collect()
        }
        ItemKind::BestWorst { rows, block_size, versions, .. } => best_worst(page, item, rows, *block_size, *versions),
        ItemKind::Matrix { of, rows, columns } => matrix(survey, page, of.as_ref(), rows, columns),
        ItemKind::Date { min, max } if min >= max => vec![EARLIER.to_owned()],
        ItemKind::Month { min, max } if min >= max => vec![EARLIER.to_owned()],
        ItemKind::Contact { .. } => contact(page, item),
        _ => Vec::new(),
    }
}

fn count(rows: &[Choice], allowed: std::ops::RangeInclusive<usize>) -> Option<String> {
    let (least, most) = (allowed.start(), allowed.end());
    (!allowed.contains(&rows.len()))
        .then(|| format!("Diese Frage braucht {least} bis {most} Zeilen ([[…row]]), nicht {}.", rows.len()))
}

fn best_worst(page: &Page, item: &Item, rows: &[Choice], block_size: u32, versions: u32) -> Vec<String> {
    let (sizes, sets) = (maxdiff::BLOCK_SIZES, maxdiff::VERSIONS);
    let mut faults = Vec::from_iter(count(rows, BEST_WORST_ROWS));
    if !sizes.contains(&(block_size as usize)) {
        faults.push(format!("block_size liegt zwischen {} und {}.", sizes.start(), sizes.end()));
    }
    if !sets.contains(&(versions as usize)) {
        faults.push(format!("versions liegt zwischen {} und {}.", sets.start(), sets.end()));
    }
    if page.repeat.is_some() {
        faults.push("Diese Art von Frage geht nicht auf einer Seite, die sich wiederholt.".to_owned());
    }
    if rows.iter().any(|row| row.condition.is_some()) {
        faults.push("Die Zeilen können keine Bedingung haben: dann käme nicht mehr jede gleich oft.".to_owned());
    }
    if faults.is_empty() {
        faults.extend(design(item, rows.len(), block_size as usize));
    }
    faults
}

/// What is wrong with the blocks themselves: how many they are, and what was counted in them.
fn design(item: &Item, rows: usize, block_size: usize) -> Option<String> {
    let Some(plan) = Plan::new(rows, block_size) else {
        return Some(format!("Es braucht mehr Zeilen, als in einen Block passen (block_size = {block_size})."));
    };
    if plan.blocks > maxdiff::BLOCKS_MAX {
        return Some(format!(
            "Mit {rows} Zeilen in Blöcken zu {block_size} wären es {} Blöcke für jede Person; mehr als {} werden zu lang. \
             Am wenigsten braucht eine Zahl von Zeilen, die sich durch {block_size} teilen lässt.",
            plan.blocks,
            maxdiff::BLOCKS_MAX
        ));
    }
    let balance = questionnaire::design(item)?.balance();
    (!balance.is_balanced()).then(|| "Die Zeilen kommen in den Blöcken nicht gleich oft vor.".to_owned())
}

fn matrix(survey: &Survey, page: &Page, of: Option<&ItemId>, rows: &[Choice], columns: &[Column]) -> Vec<String> {
    let mut faults = Vec::from_iter(match of {
        None => row_count(rows),
        Some(_) if !rows.is_empty() => Some("Entweder „of“ oder eigene Zeilen ([[…row]]), nicht beides.".to_owned()),
        Some(of) => borrowed(survey, page, of),
    });
    if !COLUMNS.contains(&columns.len()) {
        faults.push(format!("Es braucht {} bis {} Spalten ([[…column]]).", COLUMNS.start(), COLUMNS.end()));
    }
    let mut seen = BTreeSet::new();
    for column in columns {
        let id = column.id.as_str();
        let in_column = |fault: String| format!("Spalte „{id}“: {fault}");
        if !seen.insert(id) {
            faults.push(in_column("Die Kennung ist schon vergeben.".to_owned()));
        }
        if Part::is_word(id) {
            faults.push(in_column("So kann keine Spalte heißen.".to_owned()));
        }
        faults.extend(bounds(column.min, column.max, column.decimals).into_iter().map(in_column));
        let is_other = |whole: &OptionId| columns.iter().any(|other| other.id == *whole && other.id != column.id);
        if let Some(whole) = column.part_of.as_ref().filter(|whole| !is_other(whole)) {
            faults.push(in_column(format!("part_of nennt eine andere Spalte; „{whole}“ ist keine.")));
        }
    }
    faults
}

fn borrowed(survey: &Survey, page: &Page, of: &ItemId) -> Option<String> {
    let number = survey.pages().position(|other| other.id == page.id)?;
    match home(survey, of) {
        None => Some(format!("Die Frage „{of}“ unter „of“ gibt es nicht.")),
        Some((_, _, source)) if !matches!(source.kind, ItemKind::Multiple { .. }) => {
            Some(format!("„of“ braucht hier eine Mehrfachauswahl; „{of}“ ist keine."))
        }
        Some(_) => top_place(survey, of, number),
    }
}

/// Whoever gives an address does so because they want to, and once.
fn contact(page: &Page, item: &Item) -> Vec<String> {
    let mut faults = Vec::new();
    if item.required {
        faults.push("Eine Adresse kann nicht Pflicht sein (required).".to_owned());
    }
    if page.repeat.is_some() {
        faults.push("Nach einer Adresse wird nicht auf einer Seite gefragt, die sich wiederholt.".to_owned());
    }
    faults
}
