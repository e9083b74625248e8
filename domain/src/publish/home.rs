//! Where each item stands, and when its answer is known.

use std::collections::BTreeMap;

use crate::{
    answer::{Key, Part},
    id::{ItemId, OptionId},
    questionnaire::{Readiness, own_choices},
    survey::{Column, Compute, Item, ItemKind, Page, Survey},
};

/// Where each item stands, and when what it says is known.
pub(super) struct Homes<'s> {
    items: BTreeMap<&'s ItemId, (usize, &'s Page, &'s Item)>,
    pub computes: &'s [Compute],
    pub readiness: Readiness,
    /// Of each page: how many come before it for certain.
    before: Vec<usize>,
}

impl<'s> Homes<'s> {
    pub fn of(survey: &'s Survey) -> Homes<'s> {
        let pages = survey.pages().enumerate();
        let items =
            pages.flat_map(|(number, page)| page.items.iter().map(move |i| (&i.id, (number, page, i)))).collect();
        let mut before = Vec::new();
        for section in &survey.sections {
            let first = before.len();
            let is_fixed = section.order.is_fixed();
            before.extend((0..section.pages.len()).map(|at| if is_fixed { first + at } else { first }));
        }
        Homes { items, computes: &survey.computes, readiness: Readiness::of(survey), before }
    }

    pub fn get(&self, id: &ItemId) -> Option<(usize, &'s Page, &'s Item)> {
        self.items.get(id).copied()
    }

    pub fn compute(&self, id: &ItemId) -> Option<(usize, &'s Compute)> {
        self.computes.iter().enumerate().find(|(_, compute)| compute.id == *id)
    }

    /// Whether it is known before a page.
    pub fn is_behind(&self, id: &ItemId, page: usize) -> bool {
        self.readiness.get(id).is_some_and(|ready| ready <= self.before[page])
    }

    /// Whether it is known once a page is answered: it is asked there, or before, or computed from such.
    pub fn is_told_on(&self, id: &ItemId, page: usize) -> bool {
        let is_own = |id: &ItemId| self.get(id).is_some_and(|(number, ..)| number == page);
        match self.compute(id) {
            Some((at, compute)) => compute_reads(compute).iter().all(|read| match self.compute(read) {
                Some((other, _)) => other < at && self.is_told_on(read, page),
                None => is_own(read) || self.is_behind(read, page),
            }),
            None => is_own(id) || self.is_behind(id, page),
        }
    }

    /// Whether it is asked on a page, or computed from something that is.
    pub fn draws_on(&self, id: &ItemId, page: usize) -> bool {
        match self.compute(id) {
            Some((at, compute)) => {
                let is_above = |read: &ItemId| self.compute(read).is_none_or(|(other, _)| other < at);
                compute_reads(compute).iter().any(|read| is_above(read) && self.draws_on(read, page))
            }
            None => self.get(id).is_some_and(|(number, ..)| number == page),
        }
    }

    /// Why a mention of an item, that one answer or its rows as a whole, means nothing.
    pub fn fault(&self, item: &Item, key: &Key, on: Option<&Page>, whole: bool) -> Option<String> {
        let (_, page, _) = self.get(&key.item)?;
        if item.kind == ItemKind::Information {
            return Some(format!("„{}“ ist ein Text und hat keine Antwort.", key.item));
        }
        if matches!(item.kind, ItemKind::Contact { .. }) {
            return Some(format!("„{}“ fragt nach einer Adresse; die steht nicht bei den Antworten.", key.item));
        }
        if page.repeat.is_some() && on.is_none_or(|on| page.repeat != on.repeat) && !whole {
            return Some(format!(
                "„{}“ wird auf einer Seite gestellt, die sich wiederholt; welche ist gemeint?",
                key.item
            ));
        }
        match &item.kind {
            ItemKind::Matrix { columns, .. } => self.cell_fault(item, columns, key, whole),
            _ => row_fault(item, key, whole),
        }
    }

    /// Rows of a matrix may be the ticked options of another item.
    fn cell_fault(&self, item: &Item, columns: &[Column], key: &Key, whole: bool) -> Option<String> {
        if item.comment && key.row.is_none() && key.part == Some(Part::Comment) {
            return None;
        }
        let id = &key.item;
        let has_column = |name: &OptionId| columns.iter().any(|column| column.id == *name);
        if let Some(row) = key.row.as_ref().filter(|row| self.unknown_row(item, row)) {
            let hint = if has_column(row) { format!("; die Spalte schreiben Sie {id}:{row}") } else { String::new() };
            return Some(format!("„{id}“ hat keine Zeile „{row}“{hint}."));
        }
        if let Some(part) = key.part.as_ref().filter(|part| !matches!(part, Part::Column(name) if has_column(name))) {
            return Some(format!("„{id}“ hat keine Spalte „{}“.", part.as_str()));
        }
        match (&key.row, &key.part) {
            _ if key.pass.is_some() => Some(format!("„{id}“ wird nicht bewertet; „{key}“ gibt es nicht.")),
            (Some(_), None) | (None, Some(_)) if !whole => Some(format!(
                "„{key}“ sind mehrere Zahlen; schreiben Sie sum({key}), oder nennen Sie eine: {id}.zeile:spalte"
            )),
            _ => None,
        }
    }

    fn unknown_row(&self, item: &Item, row: &OptionId) -> bool {
        let rows = match &item.kind {
            ItemKind::Matrix { of: Some(of), rows, .. } if rows.is_empty() => {
                self.get(of).map_or(&[][..], |(_, _, source)| own_choices(source))
            }
            _ => own_choices(item),
        };
        !rows.iter().any(|choice| choice.id == *row)
    }

    pub fn unknown_option(&self, item: &Item, word: &str) -> Option<String> {
        let options = match &item.kind {
            ItemKind::Top { of: Some(of), options, .. } if options.is_empty() => own_choices(self.get(of)?.2),
            // These lists come with publishing.
            ItemKind::Municipality { options } | ItemKind::Occupation { options } if options.is_empty() => return None,
            _ => own_choices(item),
        };
        (!options.iter().any(|option| option.id.as_str() == word))
            .then(|| format!("„{}“ hat keine Antwort „{word}“.", item.id))
    }

    /// What is said about a name that nothing has.
    pub fn unknown(&self, id: &ItemId) -> String {
        let is_known = |name: &str| {
            self.items.keys().any(|id| id.as_str() == name) || self.computes.iter().any(|c| c.id.as_str() == name)
        };
        let mut cuts = id.as_str().match_indices('-').map(|(at, _)| (&id.as_str()[..at], &id.as_str()[at + 1..]));
        match cuts.find(|(left, right)| is_known(left) && is_known(right)) {
            Some((left, right)) => format!(
                "die Frage „{id}“ gibt es nicht. Zum Abziehen stehen Leerzeichen um den Strich: {left} - {right}"
            ),
            None => format!("die Frage „{id}“ gibt es nicht."),
        }
    }
}

fn compute_reads(compute: &Compute) -> Vec<ItemId> {
    crate::expression::parse_value(&compute.value).map(|value| value.reads()).unwrap_or_default()
}

fn row_fault(item: &Item, key: &Key, whole: bool) -> Option<String> {
    let id = &key.item;
    let is_paired = matches!(item.kind, ItemKind::Paired { .. });
    let is_battery = is_paired
        || matches!(item.kind, ItemKind::Battery { .. } | ItemKind::Ranking { .. } | ItemKind::ConstantSum { .. });
    match &key.row {
        _ if matches!(key.part, Some(Part::Column(_))) => {
            Some(format!("„{id}“ hat keine Spalten; „{key}“ gibt es nicht."))
        }
        Some(_) if !is_battery => Some(format!("„{id}“ hat keine Zeilen; schreiben Sie nur: {id}")),
        Some(row) if !own_choices(item).iter().any(|choice| choice.id == *row) => {
            Some(format!("„{id}“ hat keine Zeile „{row}“."))
        }
        Some(_) if key.pass.is_some() && !is_paired => {
            Some(format!("„{id}“ wird nur einmal bewertet; „{key}“ gibt es nicht."))
        }
        Some(row) if key.pass.is_none() && is_paired && !whole => Some(format!(
            "„{id}“ wird zweimal bewertet; schreiben Sie {id}.{row}.importance oder {id}.{row}.fulfilment"
        )),
        None if is_battery && !whole => Some(format!("„{id}“ hat mehrere Zeilen; nennen Sie eine: {id}.zeile")),
        _ => None,
    }
}
