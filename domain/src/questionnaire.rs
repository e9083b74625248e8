//! A survey made ready for answering: its conditions read once, its items found by id.

mod rules;

use std::{collections::BTreeMap, ops::Deref};

use crate::{
    answer::Key,
    expression::{self, Expression, SyntaxError, TODAY},
    flow::{Exit, Leave},
    id::{ItemId, PageId},
    maxdiff::{Design, Plan},
    publish::{self, Finding, Severity},
    survey::{Choice, Item, ItemKind, Order, Page, Survey},
};

use rules::Reads;
pub(crate) use rules::{ComputeRules, ConstraintRules, ExitRules, Readiness};

/// What `flow`, `form` and `check` work on; reads like the [`Survey`] it was made from. Make it once per version.
#[derive(Debug, Clone, PartialEq)]
pub struct Questionnaire {
    survey: Survey,
    pages: Vec<PageRules>,
    page_numbers: BTreeMap<PageId, usize>,
    places: BTreeMap<ItemId, Place>,
    /// The blocks of each best-worst item.
    designs: BTreeMap<ItemId, Design>,
    computes: Vec<ComputeRules>,
    exits: Vec<ExitRules>,
    /// Where the answers hold the day they were begun on, if anything asks for it.
    today: Option<Key>,
    draws_pages: bool,
    pipes: bool,
}

/// The conditions of one page, in the order of its items.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageRules {
    pub section: usize,
    page: usize,
    pub condition: Option<Expression>,
    pub items: Vec<ItemRules>,
    pub constraints: Vec<ConstraintRules>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ItemRules {
    pub condition: Option<Expression>,
    pub required_if: Option<Expression>,
    /// One entry per option or row of its own; empty where none has a condition.
    pub choices: Vec<Option<Expression>>,
    /// Whether a condition, a repeated page or a top item reads its answer.
    pub decides: bool,
    /// Whether anything does: a constraint, a computation or a text too.
    pub is_read: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    page: usize,
    item: usize,
}

impl Deref for Questionnaire {
    type Target = Survey;

    fn deref(&self) -> &Survey {
        &self.survey
    }
}

impl Questionnaire {
    /// For a survey that may still have faults (preview, draft): the errors of `publish::structure` if there are any.
    pub fn new(survey: Survey) -> Result<Questionnaire, Vec<Finding>> {
        let mut findings = publish::structure(&survey);
        findings.retain(|finding| finding.severity == Severity::Error);
        if !findings.is_empty() {
            return Err(findings);
        }
        Questionnaire::published(survey).map_err(|error| vec![Finding::error("Umfrage", error.to_string())])
    }

    /// For a published survey, which has been inspected: only reads its conditions.
    pub fn published(survey: Survey) -> Result<Questionnaire, SyntaxError> {
        let reads = Reads::of(&survey)?;
        let readiness = Readiness::of(&survey);
        let mut pages = Vec::new();
        let mut page_numbers = BTreeMap::new();
        let mut places = BTreeMap::new();
        for (section, content) in survey.sections.iter().enumerate() {
            for (page_number, page) in content.pages.iter().enumerate() {
                for (number, item) in page.items.iter().enumerate() {
                    places.insert(item.id.clone(), Place { page: pages.len(), item: number });
                }
                page_numbers.insert(page.id.clone(), pages.len());
                pages.push(PageRules {
                    section,
                    page: page_number,
                    condition: read(&page.condition)?,
                    items: page.items.iter().map(|item| rules(item, &reads)).collect::<Result<_, _>>()?,
                    constraints: rules::constraints(&survey, page)?,
                });
            }
        }
        let designs = survey.items().filter_map(|item| Some((item.id.clone(), design(item)?))).collect();
        let computes = rules::computes(&survey, &readiness)?;
        let exits = rules::exits(&survey, &readiness)?;
        let today = reads.today.then(|| ItemId::new(TODAY).ok()).flatten().map(|id| Key::item(&id));
        let draws_pages = survey.sections.iter().any(|section| section.order == Order::Random);
        let pipes = !reads.piped.is_empty();
        Ok(Questionnaire { survey, pages, page_numbers, places, computes, exits, today, draws_pages, pipes, designs })
    }

    pub(crate) fn computes(&self) -> &[ComputeRules] {
        &self.computes
    }

    pub(crate) fn exits(&self) -> &[ExitRules] {
        &self.exits
    }

    pub(crate) fn exit(&self, rule: &ExitRules) -> Exit<'_> {
        match rule.quota {
            Some(at) => {
                let quota = &self.survey.quotas[at];
                Exit { id: &quota.id, leave: Leave::Quota { limit: quota.limit } }
            }
            None => Exit { id: &self.survey.screen_outs[rule.at].id, leave: Leave::ScreenOut },
        }
    }

    /// Where answers to this survey need to hold the day they were begun on, as text, `YYYY-MM-DD`.
    pub fn today(&self) -> Option<&Key> {
        self.today.as_ref()
    }

    pub(crate) fn draws_pages(&self) -> bool {
        self.draws_pages
    }

    /// Whether any text holds an answer.
    pub(crate) fn pipes(&self) -> bool {
        self.pipes
    }

    pub fn survey(&self) -> &Survey {
        &self.survey
    }

    pub(crate) fn designs(&self) -> impl Iterator<Item = (&ItemId, &Design)> {
        self.designs.iter()
    }

    /// The blocks of a best-worst item.
    pub fn design(&self, item: &ItemId) -> Option<&Design> {
        self.designs.get(item)
    }

    pub(crate) fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Pages are numbered through all sections.
    pub(crate) fn page_at(&self, number: usize) -> (&Page, &PageRules) {
        let rules = &self.pages[number];
        (&self.survey.sections[rules.section].pages[rules.page], rules)
    }

    pub(crate) fn page_number(&self, id: &PageId) -> Option<usize> {
        self.page_numbers.get(id).copied()
    }

    pub(crate) fn rules_of(&self, id: &ItemId) -> Option<(&Item, &ItemRules)> {
        let place = self.places.get(id)?;
        let (page, rules) = self.page_at(place.page);
        Some((&page.items[place.item], &rules.items[place.item]))
    }
}

fn read(condition: &Option<String>) -> Result<Option<Expression>, SyntaxError> {
    condition.as_deref().map(expression::parse).transpose()
}

fn rules(item: &Item, reads: &Reads) -> Result<ItemRules, SyntaxError> {
    let own = own_choices(item);
    let choices = if own.iter().any(|choice| choice.condition.is_some()) {
        own.iter().map(|choice| read(&choice.condition)).collect::<Result<_, _>>()?
    } else {
        Vec::new()
    };
    Ok(ItemRules {
        condition: read(&item.condition)?,
        required_if: read(&item.required_if)?,
        choices,
        decides: reads.decides.contains(&item.id),
        is_read: reads.all.contains(&item.id),
    })
}

/// The options or rows written at the item itself.
pub(crate) fn own_choices(item: &Item) -> &[Choice] {
    match &item.kind {
        ItemKind::Single { options }
        | ItemKind::Multiple { options, .. }
        | ItemKind::Top { options, .. }
        | ItemKind::Municipality { options }
        | ItemKind::Occupation { options } => options,
        ItemKind::Battery { rows, .. }
        | ItemKind::Paired { rows, .. }
        | ItemKind::Ranking { rows }
        | ItemKind::BestWorst { rows, .. }
        | ItemKind::ConstantSum { rows, .. }
        | ItemKind::Matrix { rows, .. } => rows,
        _ => &[],
    }
}

/// The blocks of a best-worst item; `None` for every other, and where there are not enough rows for blocks.
pub(crate) fn design(item: &Item) -> Option<Design> {
    let ItemKind::BestWorst { block_size, versions, rows, .. } = &item.kind else { return None };
    Some(Design::new(Plan::new(rows.len(), *block_size as usize)?, *versions as usize))
}
