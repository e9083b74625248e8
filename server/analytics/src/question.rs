//! What is asked, laid out for counting: one question per key that an answer document may hold.

use std::collections::BTreeMap;

use domain::{
    Item, ItemId, ItemKind, Key, OptionId, Page, Part, Pass, Survey,
    calendar::Month,
    id::{ScaleId, TopicId},
    maxdiff::Plan,
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
    /// A day or month, counted by the period it lies in: the options are years, or months where there are few.
    Date,
    /// Which of so many sets of blocks was dealt.
    Dealt {
        versions: u32,
    },
    Text,
}

impl Kind {
    /// Whether codes are positions of options.
    pub(crate) fn is_choice(self) -> bool {
        matches!(self, Kind::Choice | Kind::Date)
    }
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
        // An occupation or a day tells who somebody is, whatever it was asked for.
        if kind == Kind::Date || (kind == Kind::Choice && matches!(item.kind, ItemKind::Occupation { .. })) {
            meaning.role = Some(Role::Background);
        }
        let row = row.map(|row| row.id.clone());
        let choices = match kind {
            Kind::Choice | Kind::Choices => survey.choices(item),
            _ => &[],
        };
        let options = match kind {
            Kind::Date => periods(&item.kind),
            _ => choices.iter().map(|option| option.id.clone()).collect(),
        };
        let unaware = choices.iter().filter(|option| option.meaning.knows == Some(false));
        let unaware = unaware.map(|option| option.id.clone()).collect();
        let kind = match kind {
            // A reversed row says how little there is of something; how important that is, is not reversed.
            Kind::Rating { points, falling } => {
                Kind::Rating { points, falling: falling != (meaning.reverse && pass != Some(Pass::Importance)) }
            }
            other => other,
        };
        let key = Key { item: item.id.clone(), row, pass, part: None, instance: instance_id.clone() };
        Question { key, meaning, kind, options, unaware }
    };
    // What is written beside an answer says nothing of the role its item plays.
    let written = |row: Option<&OptionId>, part: Part| {
        let written = question(None, None, Kind::Text);
        let key = Key { row: row.cloned(), part: Some(part), ..written.key };
        Question { key, meaning: Meaning::default(), ..written }
    };
    let part = |row: Option<&Choice>, part: Part, kind: Kind| {
        let own = question(row, None, kind);
        Question { key: Key { part: Some(part), ..own.key }, ..own }
    };
    let numbers = |rows: &[Choice]| rows.iter().map(|row| question(Some(row), None, Kind::Number)).collect();
    let mut asked: Vec<Question> = match &item.kind {
        ItemKind::Single { .. } | ItemKind::Municipality { .. } | ItemKind::Occupation { .. } => {
            vec![question(None, None, Kind::Choice)]
        }
        ItemKind::Ranking { rows } | ItemKind::ConstantSum { rows, .. } => numbers(rows),
        ItemKind::Matrix { columns, .. } => columns
            .iter()
            .flat_map(|column| survey.choices(item).iter().map(move |row| (row, column)))
            .map(|(row, column)| part(Some(row), Part::Column(column.id.clone()), Kind::Number))
            .collect(),
        ItemKind::Kano { .. } => {
            [Part::Functional, Part::Dysfunctional].map(|own| part(None, own, Kind::Choice)).into()
        }
        ItemKind::BestWorst { block_size, versions, rows, .. } => {
            let blocks = Plan::new(rows.len(), *block_size as usize).map_or(0, |plan| plan.blocks);
            let ids = (1..=blocks).filter_map(|block| OptionId::new(&block.to_string()).ok());
            let pick = |block: &OptionId, own: Part| {
                let pick = part(None, own, Kind::Choice);
                Question { key: Key { row: Some(block.clone()), ..pick.key }, ..pick }
            };
            let picks = ids.flat_map(|block| [Part::Best, Part::Worst].map(|own| pick(&block, own)));
            std::iter::once(question(None, None, Kind::Dealt { versions: *versions })).chain(picks).collect()
        }
        ItemKind::Date { .. } | ItemKind::Month { .. } => vec![question(None, None, Kind::Date)],
        // An address is no answer.
        ItemKind::Contact { .. } => Vec::new(),
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
    };
    let others = survey.choices(item).iter().filter(|choice| choice.other);
    asked.extend(others.map(|choice| written(Some(&choice.id), Part::Words)));
    asked.extend(item.comment.then(|| written(None, Part::Comment)));
    asked
}

/// Years or, of two years at most, months: what lies within the bounds of the item.
fn periods(kind: &ItemKind) -> Vec<OptionId> {
    let (first, last) = match kind {
        ItemKind::Date { min, max } => (min.month(), max.month()),
        ItemKind::Month { min, max } => (*min, *max),
        _ => return Vec::new(),
    };
    let months = |year: u16| (1..=12).filter_map(move |month| Month::new(year, month));
    let years = first.year()..=last.year();
    let texts: Vec<String> = match last.year() - first.year() {
        0 | 1 => years.flat_map(months).filter(|m| (first..=last).contains(m)).map(|m| m.to_string()).collect(),
        _ => years.map(|year| year.to_string()).collect(),
    };
    texts.iter().filter_map(|text| OptionId::new(text).ok()).collect()
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
