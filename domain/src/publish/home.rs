//! Where each item stands, and when its answer is known.

use std::collections::BTreeMap;

use crate::{
    answer::{Key, Part},
    id::ItemId,
    questionnaire::{Readiness, own_choices},
    survey::{Choice, Compute, Item, ItemKind, Page, Survey},
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

    /// Why a mention of an item, that one answer or its rows as a whole, means nothing.
    pub fn fault(&self, item: &'s Item, key: &Key, on: Option<&Page>, whole: bool) -> Option<String> {
        let (_, page, _) = self.get(&key.item)?;
        match item.kind {
            ItemKind::Information => return Some(format!("„{}“ ist ein Text und hat keine Antwort.", key.item)),
            ItemKind::Contact { .. } => {
                return Some(format!("„{}“ fragt nach einer Adresse; die steht nicht bei den Antworten.", key.item));
            }
            _ => {}
        }
        if page.repeat.is_some() && on.is_none_or(|on| page.repeat != on.repeat) && !whole {
            return Some(format!(
                "„{}“ wird auf einer Seite gestellt, die sich wiederholt; welche ist gemeint?",
                key.item
            ));
        }
        self.part_fault(item, key, whole).or_else(|| self.row_fault(item, key, whole))
    }

    /// The options or rows of an item, its own or borrowed ones.
    fn choices(&self, item: &'s Item) -> &'s [Choice] {
        match &item.kind {
            ItemKind::Top { of: Some(of), .. } | ItemKind::Matrix { of: Some(of), .. } => {
                self.get(of).map_or(&[], |(_, _, source)| own_choices(source))
            }
            _ => own_choices(item),
        }
    }

    pub fn unknown_option(&self, item: &'s Item, word: &str) -> Option<String> {
        let options = match &item.kind {
            // These lists come with publishing.
            ItemKind::Municipality { options } | ItemKind::Occupation { options } if options.is_empty() => return None,
            _ => self.choices(item),
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

impl<'s> Homes<'s> {
    fn part_fault(&self, item: &'s Item, key: &Key, whole: bool) -> Option<String> {
        let id = &key.item;
        match (&key.part, &item.kind) {
            (None, ItemKind::Matrix { .. }) if !whole => Some(format!(
                "„{id}“ hat Zeilen und Spalten; nennen Sie beides: {id}.zeile:spalte, oder eine Spalte im Ganzen: sum({id}:spalte)"
            )),
            (None, ItemKind::BestWorst { .. } | ItemKind::Kano { .. }) if !whole => {
                Some(format!("„{id}“ lässt sich nicht vergleichen; schreiben Sie: answered({id})"))
            }
            (None, _) => None,
            (Some(Part::Column(column)), ItemKind::Matrix { columns, .. }) => {
                let is_known = columns.iter().any(|known| known.id == *column);
                (!is_known).then(|| format!("„{id}“ hat keine Spalte „{column}“."))
            }
            (Some(Part::Comment), _) if item.comment => None,
            (Some(Part::Words), _) => {
                let other = self.choices(item).iter().find(|choice| Some(&choice.id) == key.row.as_ref());
                (!other.is_some_and(|choice| choice.other))
                    .then(|| format!("„{key}“ gibt es nicht: Bei dieser Antwort wird nichts dazugeschrieben (other)."))
            }
            (Some(_), _) => Some(format!("„{key}“ gibt es nicht; möglich ist: answered({id})")),
        }
    }

    fn row_fault(&self, item: &'s Item, key: &Key, whole: bool) -> Option<String> {
        let id = &key.item;
        let is_paired = matches!(item.kind, ItemKind::Paired { .. });
        let has_rows = is_paired
            || matches!(
                item.kind,
                ItemKind::Battery { .. }
                    | ItemKind::Ranking { .. }
                    | ItemKind::ConstantSum { .. }
                    | ItemKind::Matrix { .. }
            );
        match &key.row {
            // The option that words stand beside.
            Some(_) if key.part == Some(Part::Words) => None,
            Some(_) if !has_rows => Some(format!("„{id}“ hat keine Zeilen; schreiben Sie nur: {id}")),
            Some(row) if !self.choices(item).iter().any(|choice| choice.id == *row) => {
                Some(format!("„{id}“ hat keine Zeile „{row}“."))
            }
            Some(_) if key.pass.is_some() && !is_paired => {
                Some(format!("„{id}“ wird nur einmal bewertet; „{key}“ gibt es nicht."))
            }
            Some(row) if key.pass.is_none() && is_paired && !whole => Some(format!(
                "„{id}“ wird zweimal bewertet; schreiben Sie {id}.{row}.importance oder {id}.{row}.fulfilment"
            )),
            None if has_rows && !whole && key.part != Some(Part::Comment) => {
                Some(format!("„{id}“ hat mehrere Zeilen; nennen Sie eine: {id}.zeile"))
            }
            _ => None,
        }
    }
}
