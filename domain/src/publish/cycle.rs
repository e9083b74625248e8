//! Items whose conditions lead back to themselves.

use std::collections::BTreeMap;

use super::{
    Finding, item_place,
    site::{Role, Site, compute_place},
};
use crate::{
    expression::Expression,
    id::ItemId,
    survey::{ItemKind, Survey},
};

/// Groups of items and computed values that depend on each other, each once, in the order of the questionnaire.
pub(super) fn cycles(survey: &Survey, reads: &[(Site, Expression)]) -> Vec<Vec<ItemId>> {
    let items: Vec<&ItemId> =
        survey.items().map(|item| &item.id).chain(survey.computes.iter().map(|compute| &compute.id)).collect();
    let numbers: BTreeMap<&ItemId, usize> = items.iter().enumerate().map(|(number, id)| (*id, number)).collect();
    let mut ahead: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    let mut depends = |item: &ItemId, on: &ItemId| {
        if let (Some(item), Some(on)) = (numbers.get(item), numbers.get(on)) {
            ahead[*item].push(*on);
        }
    };
    for (site, expression) in reads {
        let read = expression.reads();
        site.hides().for_each(|item| read.iter().for_each(|id| depends(&item.id, id)));
        if let Role::Compute(_, compute) = site.role {
            // One that reads itself is told where it stands.
            read.iter().filter(|id| **id != compute.id).for_each(|id| depends(&compute.id, id));
        }
    }
    for page in survey.pages() {
        for item in &page.items {
            page.repeat.iter().for_each(|source| depends(&item.id, source));
            if let ItemKind::Top { of: Some(of), .. } | ItemKind::Matrix { of: Some(of), .. } = &item.kind {
                depends(&item.id, of);
            }
        }
    }
    let mut groups = components(&ahead);
    groups.retain(|group| group.len() > 1 || ahead[group[0]].contains(&group[0]));
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    groups.into_iter().map(|group| group.into_iter().map(|number| items[number].clone()).collect()).collect()
}

/// Strongly connected components in linear time (Kosaraju and Sharir, 1981), without recursion: chains may be long.
fn components(ahead: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); ahead.len()];
    for (from, targets) in ahead.iter().enumerate() {
        targets.iter().for_each(|to| back[*to].push(from));
    }
    let mut finished = Vec::new();
    let mut seen = vec![false; ahead.len()];
    (0..ahead.len()).for_each(|start| walk(ahead, start, &mut seen, &mut finished));
    let mut seen = vec![false; ahead.len()];
    let mut groups = Vec::new();
    for start in finished.into_iter().rev() {
        let mut group = Vec::new();
        walk(&back, start, &mut seen, &mut group);
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}

/// Everything not seen yet that can be reached, each behind what it leads to.
fn walk(edges: &[Vec<usize>], start: usize, seen: &mut [bool], finished: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut open = vec![(start, 0)];
    while let Some((node, edge)) = open.last_mut() {
        match edges[*node].get(*edge) {
            Some(next) => {
                *edge += 1;
                if !std::mem::replace(&mut seen[*next], true) {
                    open.push((*next, 0));
                }
            }
            None => {
                finished.push(*node);
                open.pop();
            }
        }
    }
}

pub(super) fn finding(survey: &Survey, cycle: &[ItemId]) -> Finding {
    let place = survey
        .pages()
        .find_map(|page| page.items.iter().find(|item| item.id == cycle[0]).map(|item| item_place(page, item)))
        .or_else(|| survey.computes.iter().find(|compute| compute.id == cycle[0]).map(compute_place))
        .unwrap_or_default();
    let names: Vec<String> = cycle.iter().map(|id| format!("„{id}“")).collect();
    let message = match names.as_slice() {
        [name] => format!("Ob {name} gefragt wird, hängt von {name} selbst ab."),
        names => format!("Die Bedingungen von {} drehen sich im Kreis.", names.join(", ")),
    };
    Finding::error(place, message)
}
