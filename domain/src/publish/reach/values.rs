//! Which answers to try: enough of them that every condition meets every case it can tell apart.

use std::collections::BTreeSet;

use crate::{
    answer::{Key, Pass, Value},
    expression::{Form, Node},
    id::{ItemId, OptionId},
    survey::{Choice, Item, ItemKind, Survey},
};

/// Options of a multiple choice that conditions tell apart and whose combinations are all tried.
const COMBINED_OPTIONS: usize = 8;

/// What conditions say about items.
#[derive(Default)]
pub(super) struct Mentions {
    items: BTreeSet<ItemId>,
    keys: BTreeSet<Key>,
    words: BTreeSet<(ItemId, String)>,
    numbers: Vec<f64>,
}

impl Mentions {
    pub fn collect(&mut self, node: &Node) {
        node.visit(&mut |node| match &node.form {
            Form::Compare { left, right, .. } => self.comparison(left, right),
            Form::Selected { item, option } => {
                self.words.insert((item.item.clone(), option.clone()));
            }
            _ => {}
        });
        node.visit(&mut |node| {
            if let Some(key) = node.key() {
                self.items.insert(key.item.clone());
                self.keys.insert(key.clone());
            }
        });
    }

    pub fn item(&mut self, id: &ItemId) {
        self.items.insert(id.clone());
        self.keys.insert(Key::item(id));
    }

    fn comparison(&mut self, left: &Node, right: &Node) {
        for (side, other) in [(left, right), (right, left)] {
            match (&side.form, &other.form) {
                (Form::Item(item), Form::Word(word)) => {
                    self.words.insert((item.item.clone(), word.clone()));
                }
                (Form::Number(number), _) => self.numbers.push(*number),
                _ => {}
            }
        }
    }

    /// Bounds count as constants: two numbers may be compared with each other.
    pub fn bounds<'s>(&mut self, items: impl Iterator<Item = &'s Item>) {
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

/// The mentioned rows of a battery; where it is mentioned as a whole, one row stands for it.
pub(super) fn keys(item: &Item, mentions: &Mentions) -> Vec<Key> {
    let pass = matches!(item.kind, ItemKind::Paired { .. }).then_some(Pass::Importance);
    let rows = match &item.kind {
        ItemKind::Battery { rows, .. }
        | ItemKind::Paired { rows, .. }
        | ItemKind::Ranking { rows }
        | ItemKind::ConstantSum { rows, .. } => rows.as_slice(),
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

/// `None` where there are more combinations than can be tried.
pub(super) fn values(survey: &Survey, item: &Item, mentions: &Mentions) -> Option<Vec<Value>> {
    let points = |from: usize, to: usize| (from..=to).map(|point| Value::Number(point as f64)).collect();
    Some(match &item.kind {
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
        ItemKind::Multiple { options, max } => combinations(item, options, max.unwrap_or(u32::MAX), mentions)?,
        ItemKind::Top { max, .. } => combinations(item, survey.choices(item), *max, mentions)?,
        ItemKind::Battery { scale, .. } | ItemKind::Paired { importance_scale: scale, .. } => {
            points(1, survey.scale(scale).map_or(1, |scale| scale.labels.len()))
        }
        ItemKind::Recommendation { .. } => points(0, 10),
        ItemKind::Number { min, max, decimals, .. } => numbers(*min, *max, *decimals, &mentions.numbers),
        ItemKind::ShortText { .. } | ItemKind::LongText { .. } => vec![Value::Text("x".to_owned())],
        ItemKind::Ranking { rows } => points(1, rows.len()),
        ItemKind::ConstantSum { total, .. } => numbers(0.0, f64::from(*total), 0, &mentions.numbers),
        ItemKind::Occupation { options } if options.is_empty() => {
            let named = mentions.words.iter().filter(|(id, _)| *id == item.id).map(|(_, word)| word.as_str());
            named.chain(["0"]).filter_map(|word| OptionId::new(word).ok()).map(Value::Choice).collect()
        }
        ItemKind::Occupation { options } => {
            representatives(item, options, mentions).into_iter().map(Value::Choice).collect()
        }
        ItemKind::Date { min, .. } => vec![Value::Text(min.to_string())],
        ItemKind::Month { min, .. } => vec![Value::Text(min.to_string())],
        // Of these a condition can only ask whether they are answered, which is told by the one or the other row.
        ItemKind::BestWorst { .. } | ItemKind::Kano { .. } | ItemKind::Matrix { .. } | ItemKind::Contact { .. } => {
            return None;
        }
        ItemKind::Information => Vec::new(),
    })
}

/// The options that conditions name or that have one themselves, and one for all others.
fn representatives(item: &Item, options: &[Choice], mentions: &Mentions) -> Vec<OptionId> {
    let is_special = |option: &&Choice| option.condition.is_some() || mentions.is_word_of(&item.id, &option.id);
    let other = options.iter().find(|option| !is_special(option) && !option.exclusive);
    options.iter().filter(is_special).chain(other).map(|option| option.id.clone()).collect()
}

fn combinations(item: &Item, options: &[Choice], max: u32, mentions: &Mentions) -> Option<Vec<Value>> {
    let ids = representatives(item, options, mentions);
    if ids.len() > COMBINED_OPTIONS {
        return None;
    }
    let is_exclusive = |id: &OptionId| options.iter().any(|option| option.exclusive && option.id == *id);
    let chosen = (1u32..1 << ids.len())
        .map(|mask| ids.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, id)| id.clone()).collect())
        .filter(|chosen: &Vec<OptionId>| chosen.len() <= max as usize)
        .filter(|chosen| chosen.len() == 1 || !chosen.iter().any(is_exclusive));
    Some(chosen.map(Value::Choices).collect())
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
