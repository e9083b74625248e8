//! One question in two versions.

use std::mem::discriminant;

use super::{
    Asked, Kind, What, choice,
    likeness::{Likeness, likeness},
    scale,
};
use crate::{
    id::ScaleId,
    locale::Text,
    meaning::Meaning,
    survey::{ItemKind, Survey},
};

pub(super) fn differences(before: Asked, after: Asked) -> Vec<Kind> {
    let (old, new) = (before.item, after.item);
    let mut kinds = Vec::new();
    if before.page.id != after.page.id {
        kinds.push(Kind::Moved);
    }
    kinds.extend(wording(&old.text, &new.text, old.hint != new.hint));
    let (from, to) = (before.page.repeat.clone(), after.page.repeat.clone());
    if from != to {
        let kept = keeps_repetitions(before, after);
        kinds.push(Kind::Repeat { from, to, kept });
    }
    if (&old.condition, &before.page.condition) != (&new.condition, &after.page.condition) {
        kinds.push(Kind::Condition);
    }
    if old.required != new.required {
        kinds.push(Kind::Required { now: new.required });
    }
    if let Some((names, overwritten)) = meanings(&old.meaning, &new.meaning) {
        kinds.push(Kind::Meaning { names, overwritten });
    }
    kinds.extend(of_kind(before, after));
    kinds
}

/// The ids of the ticked options tell the repetitions apart, whatever question they are ticked in.
fn keeps_repetitions(before: Asked, after: Asked) -> bool {
    let options = |asked: Asked<'_>| {
        let source = asked.survey.item(asked.page.repeat.as_ref()?)?;
        Some(asked.survey.choices(source).to_vec())
    };
    let (Some(old), Some(new)) = (options(before), options(after)) else { return false };
    old.iter().filter(|option| !option.exclusive).all(|option| {
        let same = new.iter().find(|other| other.id == option.id && !other.exclusive);
        same.is_some_and(|same| likeness(&option.label, &same.label) != Some(Likeness::Unlike))
    })
}

fn wording(before: &Text, after: &Text, hint: bool) -> Option<Kind> {
    likeness(before, after).or(hint.then_some(Likeness::Like)).map(Kind::Wording)
}

/// What only this kind of question has. The two are of one kind, or nothing else is worth saying.
fn of_kind(before: Asked, after: Asked) -> Vec<Kind> {
    let (old, new) = (&before.item.kind, &after.item.kind);
    let are_texts = |kind: &ItemKind| matches!(kind, ItemKind::ShortText { .. } | ItemKind::LongText { .. });
    if discriminant(old) != discriminant(new) && !(are_texts(old) && are_texts(new)) {
        return vec![Kind::Retyped { from: name(old), to: name(new) }];
    }
    let choices = (before.survey.choices(before.item), after.survey.choices(after.item));
    let mut kinds = match what(old) {
        _ if is_listed(old) => choice::of_list(choices.0, choices.1),
        Some(what) => choice::differences(choices.0, choices.1, what),
        None => Vec::new(),
    };
    kinds.extend(scales(before, after));
    let (old, new) = (Measures::of(old), Measures::of(new));
    if old.limit != new.limit {
        kinds.push(Kind::Limit);
    }
    if old.bounds != new.bounds {
        kinds.push(Kind::Bounds);
    }
    kinds.extend(both(old.unit, new.unit).map(Kind::Unit));
    kinds.extend(both(old.second, new.second).map(Kind::SecondWording));
    let ends = old.ends.into_iter().zip(new.ends).filter_map(|(old, new)| both(old, new));
    kinds.extend(ends.max_by_key(|likeness| *likeness == Likeness::Unlike).map(Kind::Ends));
    kinds
}

fn both(before: Option<&Text>, after: Option<&Text>) -> Option<Likeness> {
    likeness(before?, after?)
}

/// What a question is measured by, beside its options and scales.
#[derive(Default)]
struct Measures<'k> {
    limit: Option<u32>,
    /// Of numbers with their decimals, of characters.
    bounds: Option<(f64, f64, u32)>,
    unit: Option<&'k Text>,
    ends: [Option<&'k Text>; 2],
    /// The wording of the second pass.
    second: Option<&'k Text>,
}

impl Measures<'_> {
    fn of(kind: &ItemKind) -> Measures<'_> {
        match kind {
            ItemKind::Multiple { max, .. } => Measures { limit: *max, ..Measures::default() },
            ItemKind::Top { max, .. } => Measures { limit: Some(*max), ..Measures::default() },
            ItemKind::Number { unit, min, max, decimals, .. } => {
                Measures { bounds: Some((*min, *max, *decimals)), unit: Some(unit), ..Measures::default() }
            }
            ItemKind::ShortText { max_chars } | ItemKind::LongText { max_chars } => {
                Measures { bounds: Some((0.0, f64::from(*max_chars), 0)), ..Measures::default() }
            }
            ItemKind::Recommendation { low, high } => Measures { ends: [Some(low), Some(high)], ..Measures::default() },
            ItemKind::Paired { fulfilment_text, .. } => {
                Measures { second: Some(fulfilment_text), ..Measures::default() }
            }
            ItemKind::Single { .. }
            | ItemKind::Battery { .. }
            | ItemKind::Municipality { .. }
            | ItemKind::Information => Measures::default(),
        }
    }
}

fn what(kind: &ItemKind) -> Option<What> {
    match kind {
        ItemKind::Single { .. } | ItemKind::Multiple { .. } | ItemKind::Top { .. } | ItemKind::Municipality { .. } => {
            Some(What::Option)
        }
        ItemKind::Battery { .. } | ItemKind::Paired { .. } => Some(What::Row),
        ItemKind::Recommendation { .. }
        | ItemKind::Number { .. }
        | ItemKind::ShortText { .. }
        | ItemKind::LongText { .. }
        | ItemKind::Information => None,
    }
}

/// Its options are copied in from a list that is not the survey's.
fn is_listed(kind: &ItemKind) -> bool {
    matches!(kind, ItemKind::Municipality { .. })
}

fn scales(before: Asked, after: Asked) -> Vec<Kind> {
    let pairs: Vec<(bool, &ScaleId, &ScaleId)> = match (&before.item.kind, &after.item.kind) {
        (ItemKind::Battery { scale: old, .. }, ItemKind::Battery { scale: new, .. }) => vec![(false, old, new)],
        (
            ItemKind::Paired { importance_scale: old, fulfilment_scale: old_second, .. },
            ItemKind::Paired { importance_scale: new, fulfilment_scale: new_second, .. },
        ) => vec![(false, old, new), (true, old_second, new_second)],
        _ => Vec::new(),
    };
    let scale = |survey: &'_ Survey, id: &ScaleId| survey.scale(id).cloned();
    let mut kinds = Vec::new();
    for (fulfilment, old, new) in pairs {
        if let (Some(old), Some(new)) = (scale(before.survey, old), scale(after.survey, new)) {
            let changes = scale::differences(&old, &new);
            kinds.extend(changes.into_iter().map(|change| Kind::Scale { fulfilment, change }));
        }
    }
    kinds
}

/// The names of the annotations that differ, and whether one of them said something else before. Annotating what was
/// not annotated makes figures of answers that stay what they are.
pub(super) fn meanings(before: &Meaning, after: &Meaning) -> Option<(Vec<&'static str>, bool)> {
    if before == after {
        return None;
    }
    let (mut names, mut overwritten) = (Vec::new(), false);
    let mut differ = |name, differs: bool, overwrites: bool| {
        if differs {
            names.push(name);
            overwritten |= overwrites;
        }
    };
    macro_rules! annotation {
        ($($field:ident),+) => {$(
            let overwrites = before.$field.is_some() && after.$field.is_some();
            differ(stringify!($field), before.$field != after.$field, overwrites);
        )+};
    }
    annotation!(role, construct, topic, target_group, audience, knows);
    differ("reverse", before.reverse != after.reverse, true);
    Some((names, overwritten))
}

/// As it is called where staff read about it.
fn name(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Single { .. } => "Auswahl",
        ItemKind::Multiple { .. } => "Mehrfachauswahl",
        ItemKind::Battery { .. } => "Bewertung",
        ItemKind::Paired { .. } => "doppelte Bewertung",
        ItemKind::Top { .. } => "Auswahl der wichtigsten",
        ItemKind::Recommendation { .. } => "Weiterempfehlung",
        ItemKind::Number { .. } => "Zahl",
        ItemKind::ShortText { .. } => "kurzer Text",
        ItemKind::LongText { .. } => "langer Text",
        ItemKind::Municipality { .. } => "Gemeinde",
        ItemKind::Information => "Hinweistext",
    }
}
