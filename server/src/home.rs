//! Where a respondent is at home, as far as they said.

use domain::{Answers, ItemKind, Key, Survey, Value, place::Municipality};

/// The Kreis of the municipality that was named; counted beside the answers, never stored with them.
pub fn kreis(survey: &Survey, answers: &Answers, region: &[Municipality]) -> Option<String> {
    let asked = survey.items().filter(|item| matches!(item.kind, ItemKind::Municipality { .. }));
    let mut named = asked.filter_map(|item| match answers.get(&Key::item(&item.id)) {
        Some(Value::Choice(ags)) => region.iter().find(|place| place.ags == *ags),
        _ => None,
    });
    named.next().map(|place| place.kreis.clone())
}
