//! Pages, items and options that no combination of answers ever shows.
//!
//! For each condition the answers it depends on, directly or through the conditions of what it reads, are tried out:
//! every option, every scale point, and of numbers those at and next to each bound and constant, which is enough to
//! meet every case a comparison can tell apart. Where there are too many combinations nothing is claimed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, choice_place, item_place, page_place};
use crate::{
    answer::{Answers, Key, Pass, Value},
    expression::{Context, Expression, Node, Operand, parse},
    id::{ItemId, OptionId},
    questionnaire::own_choices,
    survey::{Choice, Item, ItemKind, Page, Survey},
};

/// Combinations tried for one condition.
const BUDGET: u32 = 20_000;
/// Options of a multiple choice whose combinations are all tried; of more only single ones.
const COMBINED_OPTIONS: usize = 6;

/// For a survey whose structure is sound.
pub(super) fn unreachable(survey: &Survey) -> Vec<Finding> {
    let mut findings = Vec::new();
    for page in survey.pages() {
        if !can_hold(survey, &[&page.condition]) {
            findings.push(Finding::error(
                page_place(page),
                "Diese Seite wird nie gezeigt: ihre Bedingung ist nie erfüllt.",
            ));
            continue;
        }
        for item in &page.items {
            if !can_hold(survey, &[&page.condition, &item.condition]) {
                let message = "Diese Frage wird nie gestellt: ihre Bedingung ist nie erfüllt.";
                findings.push(Finding::error(item_place(page, item), message));
                continue;
            }
            for choice in own_choices(item).iter().filter(|choice| choice.condition.is_some()) {
                if !can_hold(survey, &[&page.condition, &item.condition, &choice.condition]) {
                    let message = "Diese Antwort wird nie angeboten: ihre Bedingung ist nie erfüllt.";
                    findings.push(Finding::error(choice_place(page, item, choice), message));
                }
            }
        }
    }
    findings
}

fn can_hold(survey: &Survey, conditions: &[&Option<String>]) -> bool {
    let goals: Vec<Expression> = conditions.iter().filter_map(|condition| read(condition)).collect();
    goals.is_empty() || Search::new(survey, &goals).succeeds()
}

fn read(condition: &Option<String>) -> Option<Expression> {
    condition.as_deref().and_then(|source| parse(source).ok())
}

/// One answer that may be given, and when it is asked for.
struct Variable<'s> {
    key: Key,
    asked: Vec<Expression>,
    /// Conditions of its options.
    offered: BTreeMap<&'s OptionId, Expression>,
    /// All but "no answer", which is always tried too.
    values: Vec<Value>,
}

struct Search<'s> {
    goals: &'s [Expression],
    variables: Vec<Variable<'s>>,
    budget: u32,
}

impl<'s> Search<'s> {
    fn new(survey: &'s Survey, goals: &'s [Expression]) -> Search<'s> {
        let mut mentions = Mentions::default();
        goals.iter().for_each(|goal| mentions.collect(&goal.root));
        // Items stand behind everything they depend on, so one walk from the end meets each after its readers.
        let items: Vec<(&Page, &Item)> =
            survey.pages().flat_map(|page| page.items.iter().map(move |i| (page, i))).collect();
        for (page, item) in items.iter().rev() {
            if mentions.items.contains(&item.id) {
                conditions(page, item).iter().for_each(|condition| mentions.collect(&condition.root));
            }
        }
        mentions.bounds(items.iter().map(|(_, item)| *item));
        let variables = items
            .iter()
            .filter(|(_, item)| mentions.items.contains(&item.id))
            .flat_map(|(page, item)| variables(survey, page, item, &mentions))
            .collect();
        Search { goals, variables, budget: BUDGET }
    }

    fn succeeds(&mut self) -> bool {
        self.try_from(0, &mut Answers::default())
    }

    fn try_from(&mut self, number: usize, answers: &mut Answers) -> bool {
        if self.budget == 0 {
            return true;
        }
        if number == self.variables.len() {
            self.budget -= 1;
            return self.goals.iter().all(|goal| holds(goal, answers));
        }
        let variable = &self.variables[number];
        let mut values = Vec::new();
        if variable.asked.iter().all(|condition| holds(condition, answers)) {
            values.extend(variable.values.iter().filter(|value| variable.offers(value, answers)).cloned());
        }
        let key = variable.key.clone();
        for value in values {
            answers.set(key.clone(), value);
            if self.try_from(number + 1, answers) {
                return true;
            }
        }
        answers.0.remove(&key);
        self.try_from(number + 1, answers)
    }
}

fn holds(condition: &Expression, answers: &Answers) -> bool {
    condition.eval(&Context { answers, instance: None })
}

impl Variable<'_> {
    fn offers(&self, value: &Value, answers: &Answers) -> bool {
        let is_offered = |id: &OptionId| self.offered.get(id).is_none_or(|condition| holds(condition, answers));
        match value {
            Value::Choice(id) => is_offered(id),
            Value::Choices(ids) => ids.iter().all(is_offered),
            _ => true,
        }
    }
}

/// Everything that decides whether an item is asked and what it offers.
fn conditions(page: &Page, item: &Item) -> Vec<Expression> {
    let choices = own_choices(item).iter().filter_map(|choice| read(&choice.condition));
    read(&page.condition).into_iter().chain(read(&item.condition)).chain(choices).collect()
}

/// What conditions say about items.
#[derive(Default)]
struct Mentions {
    items: BTreeSet<ItemId>,
    keys: BTreeSet<Key>,
    words: BTreeSet<(ItemId, String)>,
    numbers: Vec<f64>,
}

impl Mentions {
    fn collect(&mut self, node: &Node) {
        match node {
            Node::Compare { left, right, .. } => self.comparison(left, right),
            Node::Contains { item, option } => {
                self.words.insert((item.key.item.clone(), option.clone()));
            }
            Node::And(parts) | Node::Or(parts) => return parts.iter().for_each(|part| self.collect(part)),
            Node::Not(inner) => return self.collect(inner),
            Node::Answered(_) => {}
        }
        node.visit_references(&mut |reference, _| {
            self.items.insert(reference.key.item.clone());
            self.keys.insert(reference.key.clone());
        });
    }

    fn comparison(&mut self, left: &Operand, right: &Operand) {
        for (operand, other) in [(left, right), (right, left)] {
            match (operand, other) {
                (Operand::Item(item), Operand::Word(word)) => {
                    self.words.insert((item.key.item.clone(), word.clone()));
                }
                (Operand::Number(number), _) => self.numbers.push(*number),
                _ => {}
            }
        }
    }

    /// Bounds count as constants: two numbers may be compared with each other.
    fn bounds<'s>(&mut self, items: impl Iterator<Item = &'s Item>) {
        for item in items.filter(|item| self.items.contains(&item.id)) {
            if let ItemKind::Number { min, max, .. } = &item.kind {
                self.numbers.extend([*min, *max]);
            }
        }
    }

    fn is_word_of(&self, item: &ItemId, option: &OptionId) -> bool {
        self.words.iter().any(|(id, word)| id == item && word == option.as_str())
    }
}

fn variables<'s>(survey: &'s Survey, page: &'s Page, item: &'s Item, mentions: &Mentions) -> Vec<Variable<'s>> {
    let asked: Vec<Expression> = read(&page.condition).into_iter().chain(read(&item.condition)).collect();
    let conditions = |choice: &'s Choice| Some((&choice.id, read(&choice.condition)?));
    let offered = || own_choices(item).iter().filter_map(conditions).collect::<BTreeMap<_, _>>();
    let values = values(survey, item, mentions);
    let keys = keys(item, mentions);
    keys.into_iter()
        .map(|key| {
            let mut asked = asked.clone();
            let row = key.row.as_ref().and_then(|row| own_choices(item).iter().find(|choice| choice.id == *row));
            asked.extend(row.and_then(|row| read(&row.condition)));
            let offered = if key.row.is_some() { BTreeMap::new() } else { offered() };
            Variable { key, asked, offered, values: values.clone() }
        })
        .collect()
}

/// The mentioned rows of a battery; where it is mentioned as a whole, one row stands for it.
fn keys(item: &Item, mentions: &Mentions) -> Vec<Key> {
    let pass = matches!(item.kind, ItemKind::Paired { .. }).then_some(Pass::Importance);
    let rows = match &item.kind {
        ItemKind::Battery { rows, .. } | ItemKind::Paired { rows, .. } => rows.as_slice(),
        _ => return vec![Key::item(&item.id)],
    };
    let complete = |key: &Key| Key {
        row: key.row.clone().or_else(|| rows.first().map(|row| row.id.clone())),
        pass: key.pass.or(pass),
        ..key.clone()
    };
    let mentioned = mentions.keys.iter().filter(|key| key.item == item.id);
    mentioned.map(complete).collect::<BTreeSet<_>>().into_iter().collect()
}

fn values(survey: &Survey, item: &Item, mentions: &Mentions) -> Vec<Value> {
    let points = |from: usize, to: usize| (from..=to).map(|point| Value::Number(point as f64)).collect();
    match &item.kind {
        ItemKind::Single { options } => {
            representatives(item, options, mentions).into_iter().map(Value::Choice).collect()
        }
        ItemKind::Municipality { options } if options.is_empty() => {
            let named = mentions.words.iter().filter(|(id, _)| *id == item.id).map(|(_, word)| word.as_str());
            // "0" stands for any other place.
            named.chain(["0"]).filter_map(|word| OptionId::new(word).ok()).map(Value::Choice).collect()
        }
        ItemKind::Municipality { options } => {
            representatives(item, options, mentions).into_iter().map(Value::Choice).collect()
        }
        ItemKind::Multiple { options, max } => combinations(item, options, max.unwrap_or(u32::MAX), mentions),
        ItemKind::Top { max, .. } => combinations(item, survey.choices(item), *max, mentions),
        ItemKind::Battery { scale, .. } | ItemKind::Paired { importance_scale: scale, .. } => {
            points(1, survey.scale(scale).map_or(1, |scale| scale.labels.len()))
        }
        ItemKind::Recommendation { .. } => points(0, 10),
        ItemKind::Number { min, max, decimals, .. } => numbers(*min, *max, *decimals, &mentions.numbers),
        ItemKind::ShortText { .. } | ItemKind::LongText { .. } => vec![Value::Text("x".to_owned())],
        ItemKind::Information => Vec::new(),
    }
}

/// The options that conditions name or that have one themselves, and one for all others.
fn representatives(item: &Item, options: &[Choice], mentions: &Mentions) -> Vec<OptionId> {
    let is_special = |option: &&Choice| option.condition.is_some() || mentions.is_word_of(&item.id, &option.id);
    let other = options.iter().find(|option| !is_special(option) && !option.exclusive);
    options.iter().filter(is_special).chain(other).map(|option| option.id.clone()).collect()
}

fn combinations(item: &Item, options: &[Choice], max: u32, mentions: &Mentions) -> Vec<Value> {
    let ids = representatives(item, options, mentions);
    let is_exclusive = |id: &OptionId| options.iter().any(|option| option.exclusive && option.id == *id);
    if ids.len() > COMBINED_OPTIONS {
        let all: Vec<_> = ids.iter().filter(|id| !is_exclusive(id)).take(max as usize).cloned().collect();
        return ids.into_iter().map(|id| vec![id]).chain([all]).map(Value::Choices).collect();
    }
    (1u32..1 << ids.len())
        .map(|mask| ids.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, id)| id.clone()).collect())
        .filter(|chosen: &Vec<OptionId>| chosen.len() <= max as usize)
        .filter(|chosen| chosen.len() == 1 || !chosen.iter().any(is_exclusive))
        .map(Value::Choices)
        .collect()
}

fn numbers(min: f64, max: f64, decimals: u32, constants: &[f64]) -> Vec<Value> {
    let unit = 10f64.powi(decimals as i32);
    let step = 1.0 / unit;
    let near = constants.iter().flat_map(|c| [(c * unit).floor() / unit, (c * unit).ceil() / unit]);
    let mut numbers: Vec<f64> =
        near.flat_map(|c| [c - step, c, c + step]).filter(|number| (min..=max).contains(number)).collect();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    numbers.into_iter().map(Value::Number).collect()
}
