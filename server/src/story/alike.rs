//! Whether waves of a survey have asked the same: only what was is compared or joined.

use domain::{Item, ItemKind, Key, Locale};

use super::{Telling, figures};

/// Everything that an answer depends on: the words (each that a wave had, if they were changed while it ran), who was
/// asked, the scale, and what there was to choose from. None where a wave did not ask it.
pub fn asked(telling: &Telling, key: &Key) -> Option<Vec<String>> {
    telling.results.get().questions.iter().find(|question| question.key == *key)?;
    let survey = telling.survey;
    let locale = survey.locales.first().copied().unwrap_or(telling.locale);
    let item = survey.item(&key.item)?;
    let words = telling.history.wordings(key, locale).into_iter().map(|(_, wording)| wording);
    let page = survey.page_of(item).and_then(|page| page.condition.clone());
    let filters = [page, item.condition.clone()].into_iter().map(Option::unwrap_or_default);
    let scale = figures::scale(telling, item, key.pass).map_or(&[][..], |scale| &scale.labels);
    let points = scale.iter().map(|label| label.get(locale).to_owned());
    Some(words.chain(filters).chain(points).chain(limits(item, locale)).chain(options(telling, item, locale)).collect())
}

/// Whoever may choose more chooses each more often.
fn limits(item: &Item, locale: Locale) -> Vec<String> {
    match &item.kind {
        ItemKind::Top { max, .. } | ItemKind::Multiple { max: Some(max), .. } => vec![max.to_string()],
        ItemKind::Recommendation { low, high } => [low, high].map(|end| end.get(locale).to_owned()).to_vec(),
        _ => Vec::new(),
    }
}

/// Whoever may choose from more chooses each less often.
fn options(telling: &Telling, item: &Item, locale: Locale) -> Vec<String> {
    let may_choose = matches!(item.kind, ItemKind::Single { .. } | ItemKind::Multiple { .. } | ItemKind::Top { .. });
    let choices = if may_choose { telling.survey.choices(item) } else { &[] };
    let told = choices.iter().flat_map(|choice| {
        let label = telling.survey.option_label(item, &choice.id, locale);
        [label, choice.condition.clone().unwrap_or_default()]
    });
    told.collect()
}
