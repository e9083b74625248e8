//! What a page asks once more for: one line per block, not one per row.

use domain::{
    check::{Prompt, Rule},
    flow::{Field, FieldShape},
};

use super::{QuestionPage, words::words};
use crate::ui::Open;

/// The blocks with something open, each with a link to its first open field.
pub(super) fn prompts(page: &QuestionPage, fields: &[Field]) -> Vec<Open> {
    let blocks: Vec<&[Field]> = fields.chunk_by(is_one_block).collect();
    blocks.iter().filter_map(|block| open_in(page, block, blocks.len() > 1)).collect()
}

/// The rows of one battery, or numbers that stand below one another.
fn is_one_block(a: &Field, b: &Field) -> bool {
    let rows = a.row.is_some() && a.key.item == b.key.item && a.key.pass == b.key.pass;
    rows || (is_number(a) && is_number(b))
}

fn is_number(field: &Field) -> bool {
    matches!(field.shape, FieldShape::Number { .. })
}

fn open_in(page: &QuestionPage, block: &[Field], is_one_of_many: bool) -> Option<Open> {
    let rule = |field: &Field| page.reading.problems.iter().find(|problem| problem.key == field.key);
    let open: Vec<(&Field, &Rule)> = block.iter().filter_map(|field| Some((field, &rule(field)?.rule))).collect();
    let (first, first_rule) = *open.first()?;
    let said = open.iter().find(|(_, rule)| !matches!(rule, Rule::SoftPrompt(Prompt::Unanswered(_))));
    let words = words(page.locale);
    let counted = match first.shape {
        FieldShape::Number { .. } => words.numbers_open,
        FieldShape::Rank { .. } => words.places_open,
        _ => words.rows_open,
    };
    let is_counted = block.len() > 1 && said.is_none();
    let text = match said {
        Some((_, rule)) => rule.message(page.locale),
        None if is_counted => counted(open.len()),
        None if is_one_of_many => page.wording.label(&first.key),
        None => first_rule.message(page.locale),
    };
    let names = open.iter().map(|(field, _)| field.key.to_string()).collect();
    Some(Open { names, text, last: is_counted.then(|| counted(1)) })
}
