//! Which columns a table of answers has: the same for writing it, for reading it back and for its codebook.

use domain::{
    Item, ItemKind, Key, OptionId, Page, Part, Pass, Survey,
    id::ScaleId,
    maxdiff::{Design, Plan},
    survey::{Choice, Scale},
};

/// One column. A multiple choice has one per option, everything else one per key.
#[derive(Debug, Clone)]
pub struct Column<'s> {
    /// The key; of an option of a multiple choice the key with the option as its row: `themen.bindung`.
    pub name: String,
    pub key: Key,
    pub item: &'s Item,
    pub content: Content<'s>,
}

/// What stands in the cells.
#[derive(Debug, Clone)]
pub enum Content<'s> {
    /// The id of one of these.
    Choice(&'s [Choice]),
    /// 1 if this option of a multiple choice is ticked, 0 if not.
    Ticked {
        option: &'s Choice,
        options: &'s [Choice],
    },
    /// The scale point, from 1.
    Rating(&'s Scale),
    /// 0 to 10.
    Recommendation,
    Number {
        min: f64,
        decimals: u32,
    },
    /// Which set of blocks was shown, from 1.
    Dealt(Design),
    Text,
}

impl Content<'_> {
    /// Whether an answer is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Content::Rating(_) | Content::Recommendation | Content::Number { .. } | Content::Dealt(_))
    }
}

/// All columns of a survey, in its order: battery rows one by one, both passes of a paired battery one after the
/// other, a repeated page once per option it may stand for.
pub fn columns(survey: &Survey) -> Vec<Column<'_>> {
    let pages =
        survey.pages().flat_map(|page| instances(survey, page).into_iter().map(move |instance| (page, instance)));
    pages
        .flat_map(|(page, instance)| page.items.iter().map(move |item| (item, instance.clone())))
        .flat_map(|(item, instance)| of_item(survey, item, instance))
        .collect()
}

fn instances(survey: &Survey, page: &Page) -> Vec<Option<OptionId>> {
    let Some(source) = page.repeat.as_ref().and_then(|id| survey.item(id)) else { return vec![None] };
    let options = survey.choices(source).iter().filter(|option| !option.exclusive);
    options.map(|option| Some(option.id.clone())).collect()
}

fn of_item<'s>(survey: &'s Survey, item: &'s Item, instance: Option<OptionId>) -> Vec<Column<'s>> {
    let key = |row: Option<&Choice>, pass| Key {
        item: item.id.clone(),
        row: row.map(|row| row.id.clone()),
        pass,
        part: None,
        instance: instance.clone(),
    };
    let part = |row: Option<&OptionId>, part| Key { row: row.cloned(), part: Some(part), ..key(None, None) };
    let column = |key: Key, content| Column { name: key.to_string(), key, item, content };
    let rated = |scale: &ScaleId, rows: &'s [Choice], pass| -> Vec<Column<'s>> {
        let Some(scale) = survey.scale(scale) else { return Vec::new() };
        rows.iter().map(|row| column(key(Some(row), pass), Content::Rating(scale))).collect()
    };
    let single = |content| vec![column(key(None, None), content)];
    let numbers = |rows: &[Choice], min| -> Vec<Column<'s>> {
        rows.iter().map(|row| column(key(Some(row), None), Content::Number { min, decimals: 0 })).collect()
    };
    let mut columns = match &item.kind {
        ItemKind::Single { .. } | ItemKind::Municipality { .. } | ItemKind::Occupation { .. } => {
            single(Content::Choice(survey.choices(item)))
        }
        ItemKind::Ranking { rows } => numbers(rows, 1.0),
        ItemKind::ConstantSum { rows, .. } => numbers(rows, 0.0),
        ItemKind::Matrix { columns, .. } => {
            let cells = survey.choices(item).iter().flat_map(|row| columns.iter().map(move |own| (row, own)));
            let cell = |(row, own): (&Choice, &domain::survey::Column)| {
                column(
                    part(Some(&row.id), Part::Column(own.id.clone())),
                    Content::Number { min: own.min, decimals: own.decimals },
                )
            };
            cells.map(cell).collect()
        }
        ItemKind::Kano { .. } => [Part::Functional, Part::Dysfunctional]
            .map(|own| column(part(None, own), Content::Choice(survey.choices(item))))
            .into(),
        ItemKind::BestWorst { block_size, versions, rows, .. } => {
            let Some(plan) = Plan::new(rows.len(), *block_size as usize) else { return Vec::new() };
            let blocks = (1..=plan.blocks).filter_map(|block| OptionId::new(&block.to_string()).ok());
            let picks = blocks.flat_map(|block| {
                [Part::Best, Part::Worst].map(|own| column(part(Some(&block), own), Content::Choice(rows)))
            });
            let dealt = column(key(None, None), Content::Dealt(Design::new(plan, *versions as usize)));
            std::iter::once(dealt).chain(picks).collect()
        }
        ItemKind::Date { .. } | ItemKind::Month { .. } => single(Content::Text),
        // An address is no answer.
        ItemKind::Contact { .. } => Vec::new(),
        ItemKind::Multiple { .. } | ItemKind::Top { .. } => {
            let options = survey.choices(item);
            let name = |option| key(Some(option), None).to_string();
            let content = |option| Content::Ticked { option, options };
            let ticked = |option| Column { name: name(option), ..column(key(None, None), content(option)) };
            options.iter().map(ticked).collect()
        }
        ItemKind::Battery { scale, rows } => rated(scale, rows, None),
        ItemKind::Paired { importance_scale, fulfilment_scale, rows, .. } => {
            let mut both = rated(importance_scale, rows, Some(Pass::Importance));
            both.extend(rated(fulfilment_scale, rows, Some(Pass::Fulfilment)));
            both
        }
        ItemKind::Recommendation { .. } => single(Content::Recommendation),
        ItemKind::Number { min, decimals, .. } => single(Content::Number { min: *min, decimals: *decimals }),
        ItemKind::ShortText { .. } | ItemKind::LongText { .. } => single(Content::Text),
        ItemKind::Information => Vec::new(),
    };
    let others = survey.choices(item).iter().filter(|choice| choice.other);
    columns.extend(others.map(|choice| column(part(Some(&choice.id), Part::Words), Content::Text)));
    columns.extend(item.comment.then(|| column(part(None, Part::Comment), Content::Text)));
    columns
}
