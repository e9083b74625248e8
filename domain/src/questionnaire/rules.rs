//! Which rules read which answers, and when they can be told.

use std::collections::{BTreeMap, BTreeSet};

use super::{own_choices, read};
use crate::{
    answer::Key,
    expression::{self, Expression, SyntaxError},
    id::ItemId,
    label::pipe::{Piece, pieces},
    locale::Text,
    survey::{Constraint, Item, ItemKind, Order, Page, Survey},
};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ComputeRules {
    pub key: Key,
    pub value: Expression,
    /// After how many pages everything it reads is known.
    pub ready: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ConstraintRules {
    pub must: Expression,
    pub message: Text,
    /// What it reads of its own page: it is looked at where the last of them is asked.
    pub reads: Vec<ItemId>,
    /// The item it belongs to: without it there is nothing to keep.
    pub item: Option<ItemId>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExitRules {
    pub condition: Expression,
    pub ready: usize,
    /// Position among the quotas.
    pub quota: Option<usize>,
    /// Position among the screen-outs.
    pub at: usize,
}

pub(super) fn constraints(survey: &Survey, page: &Page) -> Result<Vec<ConstraintRules>, SyntaxError> {
    let here = |id: &ItemId| page.items.iter().any(|item| item.id == *id);
    let rules = |constraint: &Constraint, item: Option<&Item>| {
        let must = expression::parse(&constraint.must)?;
        let reads = asked(survey, must.reads())?.into_iter().filter(here).collect();
        Ok(ConstraintRules { must, message: constraint.message.clone(), reads, item: item.map(|item| item.id.clone()) })
    };
    let of_items = page.items.iter().flat_map(|item| item.constraints.iter().map(move |one| (one, Some(item))));
    of_items.chain(page.constraints.iter().map(|one| (one, None))).map(|(one, item)| rules(one, item)).collect()
}

/// The items behind these names: a computed value stands for what it is computed from.
fn asked(survey: &Survey, mut names: Vec<ItemId>) -> Result<Vec<ItemId>, SyntaxError> {
    // A computed value reads only what stands above it, so from below upwards each is met once.
    for compute in survey.computes.iter().rev() {
        if let Some(at) = names.iter().position(|name| *name == compute.id) {
            names.swap_remove(at);
            names.extend(expression::parse_value(&compute.value)?.reads());
        }
    }
    Ok(names)
}

pub(super) fn computes(survey: &Survey, readiness: &Readiness) -> Result<Vec<ComputeRules>, SyntaxError> {
    let rules = survey.computes.iter().map(|compute| {
        let value = expression::parse_value(&compute.value)?;
        Ok(ComputeRules { key: Key::item(&compute.id), ready: readiness.of_expression(&value), value })
    });
    rules.collect()
}

/// Screen-outs first: whoever is not asked takes nobody's place.
pub(super) fn exits(survey: &Survey, readiness: &Readiness) -> Result<Vec<ExitRules>, SyntaxError> {
    let screen_outs = survey.screen_outs.iter().enumerate().map(|(at, out)| (&out.condition, at, None));
    let quotas = survey.quotas.iter().enumerate().map(|(at, quota)| (&quota.condition, at, Some(at)));
    let rules = screen_outs.chain(quotas).map(|(source, at, quota)| {
        let condition = expression::parse(source)?;
        Ok(ExitRules { ready: readiness.of_expression(&condition), condition, quota, at })
    });
    rules.collect()
}

/// After how many pages the answer to an item, or a computed value, is known. The pages of a section in an order of
/// chance are known all at once, when the section is over.
pub(crate) struct Readiness(BTreeMap<ItemId, usize>);

impl Readiness {
    pub(crate) fn of(survey: &Survey) -> Readiness {
        let mut ready = BTreeMap::new();
        let mut before = 0;
        for section in &survey.sections {
            let end = before + section.pages.len();
            for (at, page) in section.pages.iter().enumerate() {
                let known = if section.order == Order::Random { end } else { before + at + 1 };
                ready.extend(page.items.iter().map(|item| (item.id.clone(), known)));
            }
            before = end;
        }
        let mut readiness = Readiness(ready);
        // In their order: a computation reads only those above it.
        for compute in &survey.computes {
            if let Ok(value) = expression::parse_value(&compute.value) {
                let known = readiness.of_expression(&value);
                readiness.0.insert(compute.id.clone(), known);
            }
        }
        readiness
    }

    pub(crate) fn of_expression(&self, expression: &Expression) -> usize {
        expression.reads().iter().filter_map(|id| self.get(id)).max().unwrap_or(0)
    }

    pub(crate) fn get(&self, id: &ItemId) -> Option<usize> {
        self.0.get(id).copied()
    }
}

/// The items whose answers are read.
pub(super) struct Reads {
    /// By what decides what else is asked.
    pub decides: BTreeSet<ItemId>,
    /// By texts.
    pub piped: BTreeSet<ItemId>,
    /// By anything.
    pub all: BTreeSet<ItemId>,
    /// `today()` stands somewhere.
    pub today: bool,
}

impl Reads {
    pub fn of(survey: &Survey) -> Result<Reads, SyntaxError> {
        let mut reads = Reads { decides: deciding(survey), piped: piped(survey), all: BTreeSet::new(), today: false };
        for page in survey.pages() {
            reads.conditions([&page.condition])?;
            for item in &page.items {
                let choices = own_choices(item).iter().map(|choice| &choice.condition);
                reads.conditions(choices.chain([&item.condition]))?;
                reads.others(item.required_if.as_deref().map(expression::parse))?;
            }
            let items = page.items.iter().flat_map(|item| &item.constraints);
            reads.others(items.chain(&page.constraints).map(|constraint| expression::parse(&constraint.must)))?;
        }
        reads.others(survey.quotas.iter().map(|quota| expression::parse(&quota.condition)))?;
        reads.others(survey.screen_outs.iter().map(|out| expression::parse(&out.condition)))?;
        // From below: what decides through a computation is known before that computation is looked at.
        for compute in survey.computes.iter().rev() {
            let value = expression::parse_value(&compute.value)?;
            if reads.decides.contains(&compute.id) {
                reads.decides.extend(value.reads());
            }
            reads.others([Ok(value)])?;
        }
        reads.all.extend(reads.decides.iter().chain(&reads.piped).cloned());
        Ok(reads)
    }

    fn conditions<'s>(&mut self, sources: impl IntoIterator<Item = &'s Option<String>>) -> Result<(), SyntaxError> {
        for source in sources {
            if let Some(condition) = read(source)? {
                self.decides.extend(condition.reads());
                self.today |= condition.reads_today();
            }
        }
        Ok(())
    }

    fn others(
        &mut self,
        expressions: impl IntoIterator<Item = Result<Expression, SyntaxError>>,
    ) -> Result<(), SyntaxError> {
        for expression in expressions {
            let expression = expression?;
            self.all.extend(expression.reads());
            self.today |= expression.reads_today();
        }
        Ok(())
    }
}

/// The items that pages repeat for, and those whose ticked options are asked about again.
fn deciding(survey: &Survey) -> BTreeSet<ItemId> {
    let is_multiple = |item: &&Item| matches!(item.kind, ItemKind::Multiple { .. });
    let mut deciding: BTreeSet<ItemId> = survey.pages().filter_map(|page| page.repeat.clone()).collect();
    deciding.extend(survey.items().filter_map(|item| match &item.kind {
        // The rows of a battery stand in a top item whatever was answered; options must be ticked.
        ItemKind::Top { of: Some(of), .. } | ItemKind::Matrix { of: Some(of), .. } => {
            survey.item(of).filter(is_multiple).map(|_| of.clone())
        }
        _ => None,
    }));
    deciding
}

fn piped(survey: &Survey) -> BTreeSet<ItemId> {
    let texts = survey.pages().flat_map(Survey::page_texts).flat_map(|text| text.0.values());
    let braced = texts.filter(|text| text.contains('{'));
    let named = braced.flat_map(|text| pieces(text)).filter_map(|piece| match piece {
        Piece::Answer { key, .. } => Some(key.item),
        _ => None,
    });
    named.collect()
}
