//! The walk through a questionnaire, from its first page, on what has been answered.

use std::ops::Range;

use super::{
    Field, FieldShape, Progress, Step,
    arrangement::{Block, Part as BlockPart, arrange},
    order,
};
use crate::{
    answer::{Answers, Key, Part, Pass, Value},
    expression::{Computed, Context, Expression},
    id::{ItemId, OptionId},
    questionnaire::{ItemRules, PageRules, Questionnaire},
    survey::{COMMENT_LIMIT, Choice, Item, ItemKind, Page, WORDS_LIMIT},
};

/// Below this many steps nobody needs to be told how far they are (ux.md R6).
const PROGRESS_FROM: usize = 6;

/// The steps that one set of answers leads to.
#[derive(Debug, Clone)]
pub struct Path<'q> {
    questionnaire: &'q Questionnaire,
    /// The answers that something else reads, as far as their questions are on the path and the answers are valid, and
    /// what is computed from them.
    known: Answers,
    /// Which set of blocks was dealt for each best-worst item.
    dealt: Vec<(&'q ItemId, usize)>,
    stops: Vec<Stop>,
    /// Numbers of the pages as they come, where that is not their order in the questionnaire.
    drawn: Option<Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Stop {
    step: Step,
    page: usize,
    section: usize,
    /// Whether an answer given here can change the path.
    decides: bool,
}

/// An item that is shown, with the options or rows that are.
struct Visible<'q> {
    item: &'q Item,
    choices: Vec<&'q Choice>,
    rules: &'q ItemRules,
}

/// Numbers of all pages, those of a section in an order of chance as it was drawn.
fn page_order(questionnaire: &Questionnaire, answers: &Answers) -> Vec<usize> {
    let seed = order::order_of(answers).unwrap_or_default();
    let mut pages = Vec::with_capacity(questionnaire.page_count());
    for (number, section) in questionnaire.sections.iter().enumerate() {
        let first = pages.len();
        pages.extend(order::pages(section, number, seed).into_iter().map(|at| first + at));
    }
    pages
}

fn blocks(visible: &[Visible]) -> Vec<Block> {
    arrange(visible.iter().map(|content| (&content.item.kind, content.choices.len())))
}

/// The block of a best-worst item, in the place of a row: numbered from 1.
pub(crate) fn block_id(at: usize) -> Option<OptionId> {
    OptionId::new(&(at + 1).to_string()).ok()
}

/// What may be written beside an answer.
fn written<'q>(content: &Visible<'q>, row: Option<&OptionId>, part: Part, instance: Option<&OptionId>) -> Field<'q> {
    let shape = match part {
        Part::Comment => FieldShape::LongText { max_chars: COMMENT_LIMIT },
        _ => FieldShape::ShortText { max_chars: WORDS_LIMIT },
    };
    let key = Key { row: row.cloned(), part: Some(part), instance: instance.cloned(), ..Key::item(&content.item.id) };
    Field { key, item: content.item, row: None, required: false, shape }
}

impl<'q> Path<'q> {
    pub fn new(questionnaire: &'q Questionnaire, answers: &Answers) -> Path<'q> {
        let drawn = questionnaire.draws_pages().then(|| page_order(questionnaire, answers));
        let dealt = questionnaire.designs().map(|(item, design)| (item, design.version_in(answers, item))).collect();
        let mut path = Path { questionnaire, known: Answers::default(), dealt, stops: Vec::new(), drawn };
        path.begin(answers);
        for place in 0..questionnaire.page_count() {
            path.compute(place);
            let number = path.page_at_place(place);
            let (page, rules) = questionnaire.page_at(number);
            for instance in path.instances(page) {
                let visible = path.visible(page, rules, instance);
                path.stops.extend(blocks(&visible).iter().map(|block| Stop {
                    step: Step {
                        page: page.id.clone(),
                        instance: instance.cloned(),
                        pass: block.pass,
                        chunk: block.chunk,
                    },
                    page: number,
                    section: rules.section,
                    decides: block.parts.iter().any(|part| visible[part.item].rules.decides),
                }));
                path.learn(&visible, instance, answers);
            }
        }
        path.compute(questionnaire.page_count());
        path
    }

    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// The day these answers were begun on, where conditions ask for it.
    fn begin(&mut self, answers: &Answers) {
        if let Some(today) = self.questionnaire.today()
            && let Some(day) = answers.get(today)
        {
            self.known.set(today.clone(), day.clone());
        }
    }

    /// Works out what so many pages, and no fewer, are enough for.
    fn compute(&mut self, pages: usize) {
        for rule in self.questionnaire.computes().iter().filter(|rule| rule.ready == pages) {
            let context = Context { answers: &self.known, instance: None };
            let value = match rule.value.value(&context) {
                Some(Computed::Number(number)) => Value::Number(number),
                Some(Computed::Word(word)) => match OptionId::new(word) {
                    Ok(id) => Value::Choice(id),
                    Err(_) => continue,
                },
                Some(Computed::Day(day)) => Value::Text(day.iso()),
                None => continue,
            };
            self.known.set(rule.key.clone(), value);
        }
    }

    /// What other rules may read.
    pub(crate) fn known(&self) -> &Answers {
        &self.known
    }

    pub(crate) fn holds_now(&self, condition: &Expression) -> bool {
        condition.eval(&Context { answers: &self.known, instance: None })
    }

    fn page_at_place(&self, place: usize) -> usize {
        self.drawn.as_ref().map_or(place, |drawn| drawn[place])
    }

    /// How many pages come before the one with this number.
    fn place(&self, page: usize) -> usize {
        match &self.drawn {
            Some(drawn) => drawn.iter().position(|number| *number == page).unwrap_or(page),
            None => page,
        }
    }

    pub(crate) fn place_of(&self, step: &Step) -> usize {
        self.questionnaire.page_number(&step.page).map_or(0, |page| self.place(page))
    }

    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stops.iter().map(|stop| &stop.step)
    }

    pub fn len(&self) -> usize {
        self.stops.len()
    }

    pub fn is_empty(&self) -> bool {
        self.stops.is_empty()
    }

    pub fn contains(&self, step: &Step) -> bool {
        self.find(step).is_some()
    }

    /// The step with this place in the address, if it is on the path.
    pub fn step(&self, slug: &str) -> Option<Step> {
        Step::parse(slug).filter(|step| self.contains(step))
    }

    pub fn first(&self) -> Option<&Step> {
        self.stops.first().map(|stop| &stop.step)
    }

    pub fn next(&self, step: &Step) -> Option<&Step> {
        match self.find(step) {
            Some(at) => self.stops.get(at + 1).map(|stop| &stop.step),
            None => self.stops.get(self.successor(step)).map(|stop| &stop.step),
        }
    }

    pub fn previous(&self, step: &Step) -> Option<&Step> {
        let at = self.find(step).unwrap_or_else(|| self.successor(step));
        self.stops.get(at.checked_sub(1)?).map(|stop| &stop.step)
    }

    /// The step itself, or the one that stands where it stood; the last one if there is none behind it.
    pub fn nearest(&self, step: &Step) -> Option<&Step> {
        let at = self.find(step).unwrap_or_else(|| self.successor(step));
        self.stops.get(at).or(self.stops.last()).map(|stop| &stop.step)
    }

    fn find(&self, step: &Step) -> Option<usize> {
        self.stops.iter().position(|stop| stop.step == *step)
    }

    /// Where the path goes on for a step that is not on it: same page and instance, else the same page, else behind.
    fn successor(&self, step: &Step) -> usize {
        let Some(page) = self.questionnaire.page_number(&step.page) else { return 0 };
        let place = self.place(page);
        self.stops
            .iter()
            .position(|stop| stop.page == page && stop.step.instance == step.instance)
            .or_else(|| self.stops.iter().position(|stop| self.place(stop.page) >= place))
            .unwrap_or(self.stops.len())
    }

    pub fn position(&self, step: &Step) -> Option<Progress> {
        let at = self.find(step)?;
        if self.stops.len() < PROGRESS_FROM {
            return None;
        }
        let fixed = self.stops[at..].iter().all(|stop| !stop.decides);
        let section = self.stops[at].section;
        let on_path = |number: usize| self.stops.iter().any(|stop| stop.section == number);
        let done = (0..=section).filter(|number| on_path(*number)).count();
        let ahead =
            (section + 1..self.questionnaire.sections.len()).filter(|number| !fixed || on_path(*number)).count();
        let progress = Progress { part: (done, done + ahead), question: fixed.then_some((at + 1, self.stops.len())) };
        // "Part 1 of 1" says nothing.
        (fixed || done + ahead > 1).then_some(progress)
    }

    /// What is asked on this step; empty if it is not on the path.
    pub fn fields(&self, step: &Step) -> Vec<Field<'q>> {
        let Some(stop) = self.find(step).map(|at| &self.stops[at]) else { return Vec::new() };
        let (page, rules) = self.questionnaire.page_at(stop.page);
        let visible = self.visible(page, rules, step.instance.as_ref());
        let blocks = blocks(&visible);
        let block = blocks.iter().find(|block| block.pass == step.pass && block.chunk == step.chunk);
        block.map_or_else(Vec::new, |block| self.block_fields(block, &visible, step.instance.as_ref()))
    }

    fn block_fields(&self, block: &Block, visible: &[Visible<'q>], instance: Option<&OptionId>) -> Vec<Field<'q>> {
        let part_fields = |part: &BlockPart| {
            let content = &visible[part.item];
            let pass = block.pass.filter(|_| matches!(content.item.kind, ItemKind::Paired { .. }));
            let field = |row: Option<&'q Choice>, own: Option<Part>| self.field(content, row, pass, own, instance);
            let rows = || content.choices.get(part.rows.clone()).unwrap_or_default().iter().copied();
            let mut fields: Vec<Field> = match &content.item.kind {
                ItemKind::Battery { .. }
                | ItemKind::Paired { .. }
                | ItemKind::Ranking { .. }
                | ItemKind::ConstantSum { .. } => rows().filter_map(|row| field(Some(row), None)).collect(),
                ItemKind::Matrix { columns, .. } => {
                    let column = |id: &OptionId| Some(Part::Column(id.clone()));
                    let cells = rows().flat_map(|row| columns.iter().map(move |own| (row, own)));
                    cells.filter_map(|(row, own)| field(Some(row), column(&own.id))).collect()
                }
                ItemKind::BestWorst { .. } => self.blocks_of(content, part.rows.clone()),
                ItemKind::Kano { .. } => {
                    let pair = [Part::Functional, Part::Dysfunctional];
                    pair.into_iter().filter_map(|own| field(None, Some(own))).collect()
                }
                ItemKind::Contact { .. } => {
                    [None, Some(Part::Consent)].into_iter().filter_map(|own| field(None, own)).collect()
                }
                _ => Vec::from_iter(field(None, None)),
            };
            fields.extend(self.words_of(content, instance));
            if content.item.comment && part.is_last {
                fields.push(written(content, None, Part::Comment, instance));
            }
            fields
        };
        block.parts.iter().flat_map(part_fields).collect()
    }

    fn field(
        &self,
        content: &Visible<'q>,
        row: Option<&'q Choice>,
        pass: Option<Pass>,
        part: Option<Part>,
        instance: Option<&OptionId>,
    ) -> Option<Field<'q>> {
        let shape = FieldShape::of(self.questionnaire, content.item, &content.choices, pass, part.as_ref())?;
        let key = Key {
            item: content.item.id.clone(),
            row: row.map(|row| row.id.clone()),
            pass,
            part,
            instance: instance.cloned(),
        };
        let required = content.item.required || self.is_required(content.rules, instance);
        Some(Field { key, item: content.item, row, required, shape })
    }

    /// The best and the worst of each of these blocks; before the first of all which set of blocks was dealt.
    fn blocks_of(&self, content: &Visible<'q>, numbers: Range<usize>) -> Vec<Field<'q>> {
        let item = content.item;
        let Some(design) = self.questionnaire.design(&item.id) else { return Vec::new() };
        let version = self.dealt.iter().find(|(id, _)| **id == item.id).map_or(1, |(_, version)| *version);
        let dealt =
            Field { key: Key::item(&item.id), item, row: None, required: false, shape: FieldShape::Dealt { version } };
        let blocks = design.blocks(version).iter().enumerate().filter(|(at, _)| numbers.contains(at));
        let required = item.required || self.is_required(content.rules, None);
        let picks = blocks.flat_map(|(at, block)| {
            let options: Vec<_> = block.iter().filter_map(|row| content.choices.get(*row).copied()).collect();
            [Part::Best, Part::Worst].into_iter().filter_map(move |part| {
                let key = Key { row: Some(block_id(at)?), part: Some(part), ..Key::item(&item.id) };
                Some(Field { key, item, row: None, required, shape: FieldShape::Single { options: options.clone() } })
            })
        });
        (numbers.start == 0).then_some(dealt).into_iter().chain(picks).collect()
    }

    /// A line for each option "other" on offer.
    fn words_of(&self, content: &Visible<'q>, instance: Option<&OptionId>) -> Vec<Field<'q>> {
        let asks = matches!(content.item.kind, ItemKind::Single { .. } | ItemKind::Multiple { .. });
        let others = content.choices.iter().filter(|choice| asks && choice.other);
        others.map(|choice| written(content, Some(&choice.id), Part::Words, instance)).collect()
    }

    fn is_required(&self, rules: &ItemRules, instance: Option<&OptionId>) -> bool {
        rules.required_if.is_some() && self.holds(&rules.required_if, instance)
    }

    /// Once per ticked option on a repeated page, once on any other; exclusive options ("none of these") do not repeat.
    fn instances(&self, page: &'q Page) -> Vec<Option<&'q OptionId>> {
        let Some(source) = &page.repeat else { return vec![None] };
        let Some((item, _)) = self.questionnaire.rules_of(source) else { return Vec::new() };
        let options = self.questionnaire.choices(item).iter();
        options
            .filter(|option| !option.exclusive && self.is_ticked(item, &option.id))
            .map(|option| Some(&option.id))
            .collect()
    }

    fn is_ticked(&self, item: &Item, option: &OptionId) -> bool {
        matches!(self.known.get(&Key::item(&item.id)), Some(Value::Choices(ids)) if ids.contains(option))
    }

    fn holds(&self, condition: &Option<Expression>, instance: Option<&OptionId>) -> bool {
        let context = Context { answers: &self.known, instance };
        condition.as_ref().is_none_or(|condition| condition.eval(&context))
    }

    /// The items shown on a page. Nothing, if the page does not apply or if of its questions only texts would be left.
    fn visible(&self, page: &'q Page, rules: &'q PageRules, instance: Option<&OptionId>) -> Vec<Visible<'q>> {
        if !self.holds(&rules.condition, instance) {
            return Vec::new();
        }
        let mut visible: Vec<Visible> = Vec::with_capacity(page.items.len());
        for (item, rules) in page.items.iter().zip(&rules.items) {
            if self.holds(&rules.condition, instance)
                && let Some(choices) = self.offered(item, rules, instance)
            {
                visible.push(Visible { item, choices, rules });
            }
        }
        let is_text = |item: &Item| item.kind == ItemKind::Information;
        let all_hidden = visible.iter().all(|content| is_text(content.item)) && !page.items.iter().all(is_text);
        if all_hidden { Vec::new() } else { visible }
    }

    /// The options or rows on offer; `None` for a choice with nothing to choose from.
    fn offered(&self, item: &'q Item, rules: &'q ItemRules, instance: Option<&OptionId>) -> Option<Vec<&'q Choice>> {
        let choices: Vec<&Choice> = match &item.kind {
            ItemKind::Top { of: Some(of), options: own, .. } | ItemKind::Matrix { of: Some(of), rows: own, .. }
                if own.is_empty() =>
            {
                let (source, rules) = self.questionnaire.rules_of(of)?;
                let ticked_only = matches!(source.kind, ItemKind::Multiple { .. });
                let mut choices = self.applicable(source, rules, None);
                choices.retain(|choice| !ticked_only || (!choice.exclusive && self.is_ticked(source, &choice.id)));
                choices
            }
            ItemKind::Recommendation { .. }
            | ItemKind::Number { .. }
            | ItemKind::ShortText { .. }
            | ItemKind::LongText { .. }
            | ItemKind::Date { .. }
            | ItemKind::Month { .. }
            | ItemKind::Contact { .. }
            | ItemKind::Information => return Some(Vec::new()),
            // Until the survey is frozen the list is empty; a preview shows the question all the same.
            ItemKind::Municipality { .. } | ItemKind::Occupation { .. } => {
                return Some(self.applicable(item, rules, instance));
            }
            _ => self.applicable(item, rules, instance),
        };
        (!choices.is_empty()).then_some(choices)
    }

    fn applicable(&self, item: &'q Item, rules: &'q ItemRules, instance: Option<&OptionId>) -> Vec<&'q Choice> {
        let choices = self.questionnaire.choices(item);
        let holds = |number: usize| rules.choices.get(number).is_none_or(|condition| self.holds(condition, instance));
        choices.iter().enumerate().filter(|(number, _)| holds(*number)).map(|(_, choice)| choice).collect()
    }

    fn learn(&mut self, visible: &[Visible<'q>], instance: Option<&OptionId>, answers: &Answers) {
        for content in visible.iter().filter(|content| content.rules.is_read) {
            let fields = blocks(std::slice::from_ref(content))
                .iter()
                .flat_map(|block| self.block_fields(block, std::slice::from_ref(content), instance))
                .collect::<Vec<_>>();
            for field in fields.into_iter().filter(Field::is_kept) {
                let value = answers.get(&field.key).and_then(|value| field.accepted(value, self.questionnaire));
                if let Some(value) = value {
                    self.known.set(field.key, value.into_owned());
                }
            }
        }
    }
}
