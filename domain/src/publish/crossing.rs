//! Two groupings at once: which of them hang together, and which questions would tell their groups apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Finding,
    site::{Role, sites},
};
use crate::{
    expression,
    id::ItemId,
    survey::{Grouping, Item, ItemKind, Survey},
};

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, pair) in survey.crossings.iter().enumerate() {
        let message = fault(survey, &survey.crossings[..at], pair);
        findings.extend(message.map(|message| Finding::error(place(pair), message)));
    }
    if findings.is_empty() {
        findings.extend(telling(survey));
    }
    findings
}

fn place([a, b]: &[ItemId; 2]) -> String {
    format!("Umfrage, crossing „{a}“ und „{b}“")
}

fn fault(survey: &Survey, before: &[[ItemId; 2]], [a, b]: &[ItemId; 2]) -> Option<String> {
    let is_grouping = |id: &ItemId| survey.groupings.iter().any(|grouping| grouping.id == *id);
    if let Some(unknown) = [a, b].into_iter().find(|id| !is_grouping(id)) {
        return Some(format!("„{unknown}“ steht nicht unter grouping."));
    }
    if a == b {
        return Some("Eine Gliederung wird mit einer anderen gekreuzt, nicht mit sich selbst.".to_owned());
    }
    if before.iter().any(|other| other.contains(a) && other.contains(b)) {
        return Some("Das Paar steht hier zweimal.".to_owned());
    }
    let is_ring = parts(before).iter().any(|part| part.contains(a) && part.contains(b));
    is_ring.then(|| {
        "Mit den Paaren davor schließt sich ein Ring. Zusammen ließen sie ausgeblendete Zahlen ausrechnen; \
         lassen Sie eines davon weg."
            .to_owned()
    })
}

/// How many are asked such a question would tell how many are in a cell of the cross table.
fn telling(survey: &Survey) -> Vec<Finding> {
    let dependence = Dependence::of(survey, &survey.groupings);
    let of_part = |part: BTreeSet<ItemId>| {
        let items = survey.items().map(|item| &item.id);
        let item = items.into_iter().find(|item| dependence.of_item(item).intersection(&part).count() > 1)?;
        let pair = survey.crossings.iter().find(|pair| pair.iter().all(|id| part.contains(id)))?;
        let message = format!(
            "Wer die Frage „{item}“ sieht, hängt von beiden ab. Wie viele sie beantworten, verriete, was die Kreuztabelle \
             ausblendet."
        );
        Some(Finding::error(place(pair), message))
    };
    parts(&survey.crossings).into_iter().filter_map(of_part).collect()
}

/// Groupings that hang together by pairs, each set of them once; those in no pair are not among them.
pub fn parts(crossings: &[[ItemId; 2]]) -> Vec<BTreeSet<ItemId>> {
    crossings.iter().fold(Vec::new(), |parts, pair| {
        let (own, mut parts): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|part: &BTreeSet<ItemId>| pair.iter().any(|id| part.contains(id)));
        parts.push(own.into_iter().flatten().chain(pair.iter().cloned()).collect());
        parts
    })
}

/// The question whose answers are the choices or the whole of this one.
fn choices_of(item: &Item) -> Option<&ItemId> {
    match &item.kind {
        ItemKind::Top { of, .. } | ItemKind::Matrix { of, .. } => of.as_ref(),
        ItemKind::Number { part_of, .. } => part_of.as_ref(),
        _ => None,
    }
}

/// What decides who is asked a question, or what can be answered to it: of whom it is known, their answer tells.
pub struct Dependence {
    groupings: BTreeSet<ItemId>,
    reads: BTreeMap<ItemId, BTreeSet<ItemId>>,
}

impl Dependence {
    /// `groupings`: of the newest version, also of one that had others.
    pub fn of(survey: &Survey, groupings: &[Grouping]) -> Dependence {
        let groupings = groupings.iter().map(|grouping| grouping.id.clone()).collect();
        let mut reads: BTreeMap<ItemId, BTreeSet<ItemId>> = BTreeMap::new();
        for site in sites(survey) {
            // What does not read keeps a survey from being published, and is named there.
            let parsed = expression::parse(site.source).or_else(|_| expression::parse_value(site.source));
            let read = parsed.map(|expression| expression.reads()).unwrap_or_default();
            let of_page = site.page.map_or(&[][..], |(_, page)| page.items.as_slice());
            let own: Vec<&ItemId> = match (site.role, site.item) {
                (Role::Exit, _) => continue,
                (Role::Compute(_, compute), _) => vec![&compute.id],
                (_, Some(item)) => vec![&item.id],
                (_, None) => of_page.iter().map(|item| &item.id).collect(),
            };
            own.into_iter().for_each(|id| reads.entry(id.clone()).or_default().extend(read.iter().cloned()));
        }
        for page in survey.pages() {
            for item in &page.items {
                let named = page.repeat.iter().chain(choices_of(item));
                reads.entry(item.id.clone()).or_default().extend(named.cloned());
            }
        }
        Dependence { groupings, reads }
    }

    /// The groupings among it. Behind a grouping nothing else matters: its groups say all there is to know.
    pub fn of_item(&self, item: &ItemId) -> BTreeSet<ItemId> {
        let read = self.read(item, |id| self.groupings.contains(id));
        read.intersection(&self.groupings).cloned().collect()
    }

    /// All of it but the question itself, also what stands behind a grouping.
    pub fn behind(&self, item: &ItemId) -> BTreeSet<ItemId> {
        let mut read = self.read(item, |_| false);
        read.remove(item);
        read
    }

    /// `is_end`: what nothing is looked for behind.
    fn read(&self, item: &ItemId, is_end: impl Fn(&ItemId) -> bool) -> BTreeSet<ItemId> {
        let (mut found, mut waiting) = (BTreeSet::new(), vec![item.clone()]);
        while let Some(id) = waiting.pop() {
            for read in self.reads.get(&id).into_iter().flatten() {
                if found.insert(read.clone()) && !is_end(read) {
                    waiting.push(read.clone());
                }
            }
        }
        found
    }
}
