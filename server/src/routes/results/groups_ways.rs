//! The ways from one view by groups to others: by another grouping, by two at once, and why not by any two.

use app::results::{Pairs, Switch, Switches};

use super::{groups::Chosen, groups_words as words};
use crate::{
    breakdown::Tables,
    story::{self, Seen, Telling},
};

/// What the grouping may be crossed with: value, name, and whether it is the one. Empty where nothing is.
pub fn second(telling: &Telling, tables: &Tables, seen: &Seen) -> Vec<(String, String, bool)> {
    let pairs = story::pairs(telling, tables);
    if pairs.is_empty() {
        return Vec::new();
    }
    let partner = |[a, b]: [String; 2]| match (a == seen.by, b == seen.by) {
        (true, _) => Some(b),
        (_, true) => Some(a),
        _ => None,
    };
    let option = |id: String| (id.clone(), story::grouping_label(telling, &id), seen.and.as_ref() == Some(&id));
    let nothing = (String::new(), words::no_second(telling.locale).to_owned(), seen.and.is_none());
    std::iter::once(nothing).chain(pairs.into_iter().filter_map(partner).map(option)).collect()
}

/// Who has chosen a question keeps it; who has not sees what differs most.
pub fn pairs(telling: &Telling, tables: &Tables, seen: &Seen, chosen: &Chosen, address: &str) -> Pairs {
    let locale = telling.locale;
    let way = |label: String, nach: &str, und: Option<&str>| Switch {
        href: Chosen { frage: chosen.frage.clone(), nach: Some(nach.to_owned()), und: und.map(str::to_owned) }
            .address(address),
        here: seen.by == nach && seen.and.as_deref() == und,
        label,
    };
    let alone = story::groupings(telling, tables).into_iter().map(|(id, label)| way(label, &id, None));
    let told = story::pairs(telling, tables);
    let label = |id: &str| story::grouping_label(telling, id);
    let both = |a: &str, b: &str| words::both(&label(a), &label(b), locale);
    let ways_of = |[a, b]: &[String; 2]| [way(both(a, b), a, Some(b.as_str())), way(both(b, a), b, Some(a.as_str()))];
    let is_told = |pair: &&[domain::ItemId; 2]| {
        told.iter().any(|told| told[0] == pair[0].as_str() && told[1] == pair[1].as_str())
    };
    let declared = &telling.survey.crossings;
    let untold = declared.iter().filter(|pair| !is_told(pair)).map(|[a, b]| both(a.as_str(), b.as_str()));
    let why = (!declared.is_empty()).then(|| words::only_these(&untold.collect::<Vec<_>>(), locale));
    Pairs {
        alone: Switches { label: words::by(locale).to_owned(), ways: alone.collect() },
        at_once: Switches { label: words::at_once(locale).to_owned(), ways: told.iter().flat_map(ways_of).collect() },
        why,
    }
}
