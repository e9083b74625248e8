//! A version that was replaced under the respondent: what was answered goes on under the new one, by the ids of the
//! questions; what does not fit is asked again, and nothing that was typed is thrown away without a word.

use app::respond::Replaced;
use domain::{Key, Survey, carry::carry, flow::Path};

use super::Pairs;
use crate::{draft::Draft, state::RunningWave};

/// Brings a draft to the version that the wave asks; `None` if it is there already.
pub fn go_over(draft: &mut Draft, running: &RunningWave) -> Option<Replaced> {
    let (from, to) = (draft.version, running.wave.version);
    draft.version = to;
    if from == 0 || from == to {
        return None;
    }
    let survey = &running.questionnaire;
    if !survey.locales.contains(&draft.locale) {
        draft.locale = survey.locales.first().copied().unwrap_or(draft.locale);
    }
    let carried = carry(&draft.answers, survey, draft.locale);
    draft.answers = carried.answers;
    draft.unread.extend(carried.unread);
    draft.replaced = true;
    let before = running.history.versions().find(|(number, _)| *number == from).map(|(_, survey)| survey);
    forget_passed(draft, running, before);
    Some(if carried.asks_again { Replaced::AskedAgain } else { Replaced::Kept })
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
        let step = path.steps().find(|step| step.slug() == *slug);
        step.is_some_and(|step| path.fields(step).iter().any(|field| field.is_asked() && !is_known(&field.key)))
    };
    draft.prompted.retain(|slug| !is_new(slug));
}

/// The entries of a form that still have a question, and those that have none any more.
pub fn parted(pairs: &Pairs, survey: &Survey) -> (Pairs, Pairs) {
    let has_place = |name: &str| match name.parse::<Key>() {
        Ok(key) => survey.item(&key.item).is_some(),
        // Fields of the page itself.
        Err(_) => true,
    };
    pairs.iter().cloned().partition(|(name, typed)| has_place(name) || typed.trim().is_empty())
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
