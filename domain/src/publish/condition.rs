//! Conditions: can they be read, do they name what there is, do they only look back?

use std::collections::BTreeMap;

use super::{Finding, choice_place, cycle, item_place, page_place};
use crate::{
    answer::Key,
    expression::{self, Comparison, Expression, Node, Operand, Reference},
    id::ItemId,
    questionnaire::own_choices,
    survey::{Item, ItemKind, Page, Survey},
};

/// A condition where it stands.
pub(super) struct Site<'s> {
    pub place: String,
    page_number: usize,
    page: &'s Page,
    /// The item it hides, or whose option; none for the condition of a page.
    item: Option<&'s Item>,
    source: &'s str,
}

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let homes = Homes::of(survey);
    let mut findings = Vec::new();
    let mut reads = Vec::new();
    for site in sites(survey) {
        match expression::parse(site.source) {
            Err(error) => {
                findings.push(Finding::error(&site.place, format!("Die Bedingung ist nicht lesbar. {error}")))
            }
            Ok(expression) => {
                expression.root.visit_references(&mut |reference, node| {
                    findings.extend(homes.fault(&site, reference, node).map(|fault| site.finding(reference, &fault)));
                });
                constants(&expression.root, &site, &mut findings);
                reads.push((site, expression));
            }
        }
    }
    let cycles = cycle::cycles(survey, &reads);
    for (site, expression) in &reads {
        findings.extend(homes.ahead(site, expression, &cycles));
    }
    findings.extend(cycles.iter().map(|cycle| cycle::finding(survey, cycle)));
    findings
}

pub(super) fn sites(survey: &Survey) -> Vec<Site<'_>> {
    let mut sites = Vec::new();
    for (page_number, page) in survey.pages().enumerate() {
        if let Some(source) = &page.condition {
            sites.push(Site { place: page_place(page), page_number, page, item: None, source });
        }
        for item in &page.items {
            if let Some(source) = &item.condition {
                sites.push(Site { place: item_place(page, item), page_number, page, item: Some(item), source });
            }
            for choice in own_choices(item) {
                if let Some(source) = &choice.condition {
                    let place = choice_place(page, item, choice);
                    sites.push(Site { place, page_number, page, item: Some(item), source });
                }
            }
        }
    }
    sites
}

impl Site<'_> {
    fn finding(&self, reference: &Reference, fault: &str) -> Finding {
        let column = self.source[..reference.offset].chars().count() + 1;
        Finding::error(&self.place, format!("Bedingung, Zeichen {column}: {fault}"))
    }
}

/// A comparison of two constants is always the same.
fn constants(node: &Node, site: &Site, findings: &mut Vec<Finding>) {
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| constants(part, site, findings)),
        Node::Not(inner) => constants(inner, site, findings),
        Node::Compare { left, right, .. } => {
            if !matches!(left, Operand::Item(_)) && !matches!(right, Operand::Item(_)) {
                findings.push(Finding::error(&site.place, "Ein Vergleich der Bedingung nennt gar keine Frage."));
            }
        }
        Node::Contains { .. } | Node::Answered(_) => {}
    }
}

/// Where each item stands.
struct Homes<'s>(BTreeMap<&'s ItemId, (usize, &'s Page, &'s Item)>);

impl<'s> Homes<'s> {
    fn of(survey: &'s Survey) -> Homes<'s> {
        let pages = survey.pages().enumerate();
        Homes(pages.flat_map(|(number, page)| page.items.iter().map(move |i| (&i.id, (number, page, i)))).collect())
    }

    /// What is wrong with one mention of an item, apart from where it stands.
    fn fault(&self, site: &Site, reference: &Reference, node: &Node) -> Option<String> {
        let key = &reference.key;
        let Some((_, page, item)) = self.0.get(&key.item) else {
            return Some(format!("die Frage „{}“ gibt es nicht.", key.item));
        };
        let is_answered = matches!(node, Node::Answered(_));
        if page.repeat.is_some() && page.repeat != site.page.repeat && !is_answered {
            return Some(format!(
                "„{}“ wird auf einer Seite gestellt, die sich wiederholt; welche ist gemeint?",
                key.item
            ));
        }
        row_fault(item, key, is_answered).or_else(|| self.kind_fault(item, reference, node))
    }

    fn kind_fault(&self, item: &Item, reference: &Reference, node: &Node) -> Option<String> {
        let id = &reference.key.item;
        let is_choice = is_choice(item);
        let is_multiple = matches!(item.kind, ItemKind::Multiple { .. } | ItemKind::Top { .. });
        match node {
            _ if matches!(item.kind, ItemKind::Contact { .. }) => {
                Some(format!("„{id}“ fragt nach einer Adresse; die steht nicht bei den Antworten."))
            }
            _ if item.kind == ItemKind::Information => Some(format!("„{id}“ ist ein Text und hat keine Antwort.")),
            Node::Contains { option, .. } if is_multiple => unknown_option(item, option, self),
            Node::Contains { .. } => {
                Some(format!("„contains“ gibt es nur bei einer Mehrfachauswahl; „{id}“ ist keine."))
            }
            Node::Compare { .. } if is_multiple => {
                Some(format!("„{id}“ ist eine Mehrfachauswahl; schreiben Sie: {id} contains \"…\""))
            }
            Node::Compare { left, comparison, right } => {
                let other = if matches!(left, Operand::Item(r) if r == reference) { right } else { left };
                self.comparison_fault(item, is_choice, *comparison, other)
            }
            _ => None,
        }
    }

    fn comparison_fault(
        &self,
        item: &Item,
        is_choice: bool,
        comparison: Comparison,
        other: &Operand,
    ) -> Option<String> {
        let id = &item.id;
        if matches!(item.kind, ItemKind::ShortText { .. } | ItemKind::LongText { .. }) {
            return Some(format!("freier Text lässt sich nicht vergleichen; schreiben Sie: answered({id})"));
        }
        let is_compound = matches!(
            item.kind,
            ItemKind::BestWorst { .. }
                | ItemKind::Kano { .. }
                | ItemKind::Matrix { .. }
                | ItemKind::Date { .. }
                | ItemKind::Month { .. }
        );
        if is_compound {
            return Some(format!("„{id}“ lässt sich nicht vergleichen; schreiben Sie: answered({id})"));
        }
        match other {
            Operand::Word(word) if is_choice && !comparison.is_order() => unknown_option(item, word, self),
            Operand::Word(_) if is_choice => {
                Some(format!("Antworten von „{id}“ haben keine Größe; möglich sind == und !=."))
            }
            Operand::Word(_) => Some(format!("„{id}“ ist eine Zahl und wird ohne Anführungszeichen verglichen.")),
            Operand::Number(_) if is_choice => {
                Some(format!("„{id}“ ist eine Auswahl; vergleichen Sie mit einer Antwort in Anführungszeichen."))
            }
            Operand::Number(_) => None,
            Operand::Item(reference) => {
                let (_, _, other) = self.0.get(&reference.key.item)?;
                let other_is_choice = self::is_choice(other);
                (is_choice != other_is_choice || (is_choice && comparison.is_order()))
                    .then(|| format!("„{id}“ und „{}“ lassen sich so nicht vergleichen.", other.id))
            }
        }
    }

    /// Conditions look back: what is asked on the same page or later cannot decide without script.
    fn ahead(&self, site: &Site, expression: &Expression, cycles: &[Vec<ItemId>]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for id in expression.reads() {
            let Some((number, ..)) = self.0.get(&id) else { continue };
            let in_cycle =
                cycles.iter().any(|cycle| cycle.contains(&id) && site.items().any(|item| cycle.contains(&item.id)));
            if *number < site.page_number || in_cycle {
                continue;
            }
            let message = if *number == site.page_number {
                format!(
                    "Die Bedingung fragt nach „{id}“ auf derselben Seite. Stellen Sie „{id}“ auf eine frühere Seite."
                )
            } else {
                format!("Die Bedingung fragt nach „{id}“, das erst später kommt.")
            };
            findings.push(Finding::error(&site.place, message));
        }
        findings
    }
}

impl<'s> Site<'s> {
    /// The items that the condition hides.
    pub(super) fn items(&self) -> impl Iterator<Item = &'s Item> {
        self.page.items.iter().filter(|item| self.item.is_none_or(|own| own.id == item.id))
    }
}

fn is_choice(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Single { .. } | ItemKind::Municipality { .. } | ItemKind::Occupation { .. })
}

fn row_fault(item: &Item, key: &Key, is_answered: bool) -> Option<String> {
    let id = &key.item;
    let is_paired = matches!(item.kind, ItemKind::Paired { .. });
    let is_battery = is_paired
        || matches!(item.kind, ItemKind::Battery { .. } | ItemKind::Ranking { .. } | ItemKind::ConstantSum { .. });
    match &key.row {
        Some(_) if !is_battery => Some(format!("„{id}“ hat keine Zeilen; schreiben Sie nur: {id}")),
        Some(row) if !own_choices(item).iter().any(|choice| choice.id == *row) => {
            Some(format!("„{id}“ hat keine Zeile „{row}“."))
        }
        Some(_) if key.pass.is_some() && !is_paired => {
            Some(format!("„{id}“ wird nur einmal bewertet; „{key}“ gibt es nicht."))
        }
        Some(row) if key.pass.is_none() && is_paired && !is_answered => Some(format!(
            "„{id}“ wird zweimal bewertet; schreiben Sie {id}.{row}.importance oder {id}.{row}.fulfilment"
        )),
        None if is_battery && !is_answered => Some(format!("„{id}“ hat mehrere Zeilen; nennen Sie eine: {id}.zeile")),
        _ => None,
    }
}

fn unknown_option(item: &Item, word: &str, homes: &Homes) -> Option<String> {
    let options = match &item.kind {
        ItemKind::Top { of: Some(of), options, .. } if options.is_empty() => own_choices(homes.0.get(of)?.2),
        // These lists come with publishing.
        ItemKind::Municipality { options } | ItemKind::Occupation { options } if options.is_empty() => return None,
        _ => own_choices(item),
    };
    (!options.iter().any(|option| option.id.as_str() == word))
        .then(|| format!("„{}“ hat keine Antwort „{word}“.", item.id))
}
