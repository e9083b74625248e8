//! What is asked, laid out for counting: one question per key that an answer document may hold.

use std::collections::BTreeMap;

use domain::{
    Item, ItemId, ItemKind, Key, OptionId, Page, Pass, Survey,
    id::{ScaleId, TopicId},
    meaning::{Meaning, Role},
    survey::{Choice, Direction},
};

/// One column of figures: a whole item, or one row and pass of a battery, on one topic of a repeated page.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub key: Key,
    /// As annotated; the row's construct, the pass's role and the instance's topic are filled in.
    pub meaning: Meaning,
    pub kind: Kind,
    /// The options of a choice, in order.
    pub options: Vec<OptionId>,
    /// Those among them that say that no offer is known.
    pub unaware: Vec<OptionId>,
}

/// How the answers are stored and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of the options.
    Choice,
    /// Several of the options.
    Choices,
    /// Points 1 to `points`; `falling` where a high point is a bad one (Schulnoten, reversed rows).
    Rating {
        points: u32,
        falling: bool,
    },
    /// 0 to 10.
    Recommendation,
    Number,
    Text,
}

/// All questions of a survey, in its order.
pub fn questions(survey: &Survey) -> Vec<Question> {
    survey
        .pages()
        .flat_map(|page| instances(survey, page).into_iter().map(move |instance| (page, instance)))
        .flat_map(|(page, instance)| page.items.iter().map(move |item| (item, instance.clone())))
        .flat_map(|(item, instance)| of_item(survey, item, instance))
        .collect()
}

/// The ticked option that a repeated page stands for, with its topic.
type Instance = Option<(OptionId, Option<TopicId>)>;

fn instances(survey: &Survey, page: &Page) -> Vec<Instance> {
    let Some(repeat) = &page.repeat else { return vec![None] };
    let ticked = survey.item(repeat).map(|item| survey.choices(item)).unwrap_or_default();
    ticked.iter().filter(|option| !option.exclusive).map(|option| Some((option.id.clone(), option.topic()))).collect()
}

fn of_item(survey: &Survey, item: &Item, instance: Instance) -> Vec<Question> {
    let instance_id = instance.as_ref().map(|(id, _)| id.clone());
    let topic = instance.and_then(|(_, topic)| topic);
    let question = |row: Option<&Choice>, pass: Option<Pass>, kind: Kind| {
        let mut meaning = item.meaning.narrowed(row.map(|row| &row.meaning));
        meaning.role = meaning.role.or(pass.map(role));
        meaning.topic = meaning.topic.or_else(|| topic.clone());
        let row = row.map(|row| row.id.clone());
        let choices = match kind {
            Kind::Choice | Kind::Choices => survey.choices(item),
            _ => &[],
        };
        let options = choices.iter().map(|option| option.id.clone()).collect();
        let unaware = choices.iter().filter(|option| option.meaning.knows == Some(false));
        let unaware = unaware.map(|option| option.id.clone()).collect();
        let kind = match kind {
            // A reversed row says how little there is of something; how important that is, is not reversed.
            Kind::Rating { points, falling } => {
                Kind::Rating { points, falling: falling != (meaning.reverse && pass != Some(Pass::Importance)) }
            }
            other => other,
        };
        let key = Key { item: item.id.clone(), row, pass, instance: instance_id.clone() };
        Question { key, meaning, kind, options, unaware }
    };
    match &item.kind {
        ItemKind::Single { .. } | ItemKind::Municipality { .. } => vec![question(None, None, Kind::Choice)],
        ItemKind::Multiple { .. } | ItemKind::Top { .. } => vec![question(None, None, Kind::Choices)],
        ItemKind::Battery { scale, rows } => {
            let kind = rating(survey, scale);
            rows.iter().map(|row| question(Some(row), None, kind)).collect()
        }
        ItemKind::Paired { importance_scale, fulfilment_scale, rows, .. } => {
            [(Pass::Importance, importance_scale), (Pass::Fulfilment, fulfilment_scale)]
                .into_iter()
                .flat_map(|(pass, scale)| rows.iter().map(move |row| (row, pass, scale)))
                .map(|(row, pass, scale)| question(Some(row), Some(pass), rating(survey, scale)))
                .collect()
        }
        ItemKind::Recommendation { .. } => vec![question(None, None, Kind::Recommendation)],
        ItemKind::Number { .. } => vec![question(None, None, Kind::Number)],
        ItemKind::ShortText { .. } | ItemKind::LongText { .. } => vec![question(None, None, Kind::Text)],
        ItemKind::Information => Vec::new(),
    }
}

fn role(pass: Pass) -> Role {
    match pass {
        Pass::Importance => Role::Importance,
        Pass::Fulfilment => Role::Fulfilment,
    }
}

fn rating(survey: &Survey, scale: &ScaleId) -> Kind {
    match survey.scale(scale) {
        Some(scale) => {
            Kind::Rating { points: scale.labels.len() as u32, falling: scale.direction == Direction::HighIsBad }
        }
        // Publishing refuses an unknown scale; without points no answer fits.
        None => Kind::Rating { points: 0, falling: false },
    }
}

/// Importance and fulfilment of the same row or of the same construct, as positions in `questions`.
pub fn pairs(questions: &[Question]) -> Vec<(usize, usize)> {
    let with_role = |role| {
        questions
            .iter()
            .enumerate()
            .filter(move |(_, q)| matches!(q.kind, Kind::Rating { .. }) && q.meaning.role == Some(role))
    };
    let mut by_row: BTreeMap<(&ItemId, Option<&OptionId>, Option<&OptionId>), usize> = BTreeMap::new();
    let mut by_construct = BTreeMap::new();
    for (position, fulfilment) in with_role(Role::Fulfilment) {
        let key = &fulfilment.key;
        match (key.pass, &fulfilment.meaning.construct) {
            (Some(_), _) => by_row.insert((&key.item, key.row.as_ref(), key.instance.as_ref()), position),
            (None, Some(construct)) => by_construct.insert(construct, position),
            (None, None) => None,
        };
    }
    with_role(Role::Importance)
        .filter_map(|(position, importance)| {
            let key = &importance.key;
            let partner = match (key.pass, &importance.meaning.construct) {
                (Some(_), _) => by_row.get(&(&key.item, key.row.as_ref(), key.instance.as_ref())),
                (None, Some(construct)) => by_construct.get(construct),
                (None, None) => None,
            };
            partner.map(|partner| (position, *partner))
        })
        .collect()
}
