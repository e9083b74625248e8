//! A version that was replaced under the respondent: what was answered goes on under the new one, by the ids of the
//! questions; what does not fit is asked again, and nothing that was typed is thrown away without a word.

use std::collections::BTreeSet;

use app::respond::Replaced;
use domain::{
    Answers, ItemId, Key, Survey,
    carry::carry,
    flow::{self, Field, Path},
    form,
    publish::change::{self, Before, Judgement},
};

use super::Pairs;
use crate::{draft::Draft, state::RunningWave};

/// Brings a draft to the version that the wave asks, today (`YYYY-MM-DD`); `None` if it is there already.
pub fn go_over(draft: &mut Draft, running: &RunningWave, today: &str) -> Option<Replaced> {
    let to = running.wave.version;
    let from = match draft.version {
        // From before drafts named it: then waves asked one version.
        0 => running.history.versions().next().map_or(to, |(first, _)| first),
        named => named,
    };
    draft.version = to;
    if from == to {
        return None;
    }
    let survey = &running.questionnaire;
    if !survey.locales.contains(&draft.locale) {
        draft.locale = survey.locales.first().copied().unwrap_or(draft.locale);
    }
    let before = running.history.versions().find(|(number, _)| *number == from).map(|(_, survey)| survey);
    let is_strange = before.is_some_and(|before| forget_strange(&mut draft.answers, before, survey));
    let carried = carry(&draft.answers, survey, draft.locale);
    draft.answers = carried.answers;
    draft.unread.extend(carried.unread);
    // Begun before orders were kept: what was shown has another order than the one that is kept since.
    let has_no_order = before.is_some_and(Survey::draws_order) && flow::order_of(&draft.answers).is_none();
    // For what came since; the same blocks, order and day as before for the rest.
    let begun = flow::begun(survey, draft.seed, today).0.into_iter();
    for (key, value) in begun.filter(|(key, _)| !has_no_order || key.item.as_str() != flow::ORDER) {
        draft.answers.0.entry(key).or_insert(value);
    }
    draft.replaced = true;
    forget_passed(draft, running, before);
    Some(if carried.asks_again || is_strange { Replaced::AskedAgain } else { Replaced::Kept })
}

/// What may mean something else by now is asked again. Staff were not asked about it where nobody had sent an answer yet,
/// and a draft is none. Gives whether there was anything of the kind.
fn forget_strange(answers: &mut Answers, before: &Survey, now: &Survey) -> bool {
    let changes = change::compare(&[Before { survey: before, answered: true }], now);
    let doubtful = changes.iter().filter(|change| change.judgement >= Judgement::Confirm);
    let strange: BTreeSet<&ItemId> = doubtful.filter_map(|change| change.item.as_ref()).collect();
    let given = answers.0.len();
    answers.0.retain(|key, _| !strange.contains(&key.item));
    answers.0.len() != given
}

/// A step that was passed without an answer was not passed with the questions that came since.
fn forget_passed(draft: &mut Draft, running: &RunningWave, before: Option<&Survey>) {
    let Some(before) = before else { return draft.prompted.clear() };
    let path = Path::new(&running.questionnaire, &draft.answers);
    let now: &Survey = &running.questionnaire;
    let has_item = |survey: &Survey, key: &Key| survey.item(&key.item).is_some();
    let has_row = |survey: &Survey, key: &Key| {
        let choices = survey.item(&key.item).map(|item| survey.choices(item)).unwrap_or_default();
        key.row.as_ref().is_some_and(|row| choices.iter().any(|choice| choice.id == *row))
    };
    // Blocks of rows stand in the place of a row as well.
    let is_known = |key: &Key| has_item(before, key) && (has_row(before, key) || !has_row(now, key));
    let is_new = |slug: &String| {
        let step = path.step(slug);
        step.is_some_and(|step| path.fields(&step).iter().any(|field| field.is_asked() && !is_known(&field.key)))
    };
    draft.prompted.retain(|slug| !is_new(slug));
}

/// The entries of a form that still have a question on this page, and those that have none any more; without the blank
/// ones among these.
pub fn parted(pairs: &Pairs, fields: &[Field]) -> (Pairs, Pairs) {
    let has_place = |name: &str| {
        let is_asked = |field: &Field| field.is_asked() && field.key.to_string() == name;
        name.starts_with(form::OWN_PREFIX) || fields.iter().any(is_asked)
    };
    let said = pairs.iter().filter(|(name, typed)| has_place(name) || !typed.trim().is_empty());
    said.cloned().partition(|(name, _)| has_place(name))
}

/// `?geaendert=…`, for the page that comes after a form of an older version.
pub fn noted(to: &str, replaced: Replaced) -> String {
    let mark = if to.contains('?') { '&' } else { '?' };
    let word = match replaced {
        Replaced::Kept => "ja",
        Replaced::AskedAgain => "neu",
    };
    format!("{to}{mark}geaendert={word}")
}

/// What [`noted`] says.
pub fn parse(word: &str) -> Option<Replaced> {
    match word {
        "ja" => Some(Replaced::Kept),
        "neu" => Some(Replaced::AskedAgain),
        _ => None,
    }
}
