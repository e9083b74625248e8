//! What the browser needs to check this page by the same rules as the server: the survey, cut down to the items on
//! this page that can be answered wrongly.

use domain::{
    Item, ItemKind, Page, Survey, Text,
    flow::{Field, FieldShape, Path},
    survey::{Choice, Section},
};

use super::super::QuestionPage;

/// JSON of the cut-down survey; `None` where nothing can be wrong. The names in it carry no `@instance`.
pub fn excerpt(page: &QuestionPage) -> Option<String> {
    let fields = Path::new(page.survey, &page.reading.answers).fields(page.step);
    let items: Vec<Item> = fields.iter().filter_map(cut).collect();
    if items.is_empty() {
        return None;
    }
    let cut = Page { id: page.step.page.clone(), title: Text::default(), condition: None, repeat: None, items };
    let survey: &Survey = page.survey;
    let survey = Survey {
        slug: survey.slug.clone(),
        audience: survey.audience,
        k: survey.k,
        locales: survey.locales.clone(),
        title: Text::default(),
        intro: Text::default(),
        privacy: Text::default(),
        thanks: Text::default(),
        check_answers: false,
        length_reason: None,
        scales: Vec::new(),
        sections: vec![Section { title: Text::default(), pages: vec![cut] }],
    };
    serde_json::to_string(&survey).ok()
}

/// The item with the options on offer here, without texts and conditions.
fn cut(field: &Field) -> Option<Item> {
    let options = || field.shape.options().iter().map(|option| bare(option)).collect();
    let kind = match &field.shape {
        FieldShape::Number { min, max, decimals, .. } => {
            ItemKind::Number { unit: Text::default(), min: *min, max: *max, decimals: *decimals }
        }
        FieldShape::ShortText { max_chars } => ItemKind::ShortText { max_chars: *max_chars },
        FieldShape::LongText { max_chars } => ItemKind::LongText { max_chars: *max_chars },
        FieldShape::Multiple { max, .. } => ItemKind::Multiple { options: options(), max: *max },
        FieldShape::Top { max, .. } => ItemKind::Top { max: *max, of: None, options: options() },
        _ => return None,
    };
    Some(Item {
        id: field.item.id.clone(),
        text: Text::default(),
        hint: Text::default(),
        required: field.item.required,
        condition: None,
        meaning: Default::default(),
        kind,
    })
}

fn bare(option: &Choice) -> Choice {
    Choice {
        id: option.id.clone(),
        label: Text::default(),
        hint: Text::default(),
        condition: None,
        exclusive: option.exclusive,
        meaning: Default::default(),
    }
}
