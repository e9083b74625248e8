//! One question in two versions.

use std::mem::discriminant;

use super::{
    Asked, Kind, What, choice,
    likeness::{Likeness, likeness},
    scale,
};
use crate::{
    calendar::{Day, Month},
    id::ScaleId,
    locale::Text,
    meaning::Meaning,
    questionnaire::design,
    survey::{Choice, ItemKind, Survey},
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
    if old.comment != new.comment {
        kinds.push(Kind::Comment { now: new.comment });
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
    if let (ItemKind::Matrix { columns: old, .. }, ItemKind::Matrix { columns: new, .. }) = (old, new) {
        kinds.extend(choice::of_columns(old, new));
    }
    if design(before.item) != design(after.item) || is_shuffled(old, new) {
        kinds.push(Kind::Blocks);
    }
    kinds.extend(scales(before, after));
    kinds.extend(measures(Measures::of(old), Measures::of(new)));
    kinds
}

/// Blocks name their rows by where they stand.
fn is_shuffled(before: &ItemKind, after: &ItemKind) -> bool {
    let (ItemKind::BestWorst { rows: old, .. }, ItemKind::BestWorst { rows: new, .. }) = (before, after) else {
        return false;
    };
    let ids = |rows: &[Choice]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    ids(old) != ids(new)
}

/// What a question is measured by, beside its options and scales.
#[derive(Default)]
struct Measures<'k> {
    limit: Option<u32>,
    bounds: Option<Bounds>,
    total: Option<u32>,
    unit: Option<&'k Text>,
    ends: [Option<&'k Text>; 2],
    /// The wording of the second pass.
    second: Option<&'k Text>,
    consent: Option<&'k Text>,
}

#[derive(PartialEq)]
enum Bounds {
    Numbers { min: f64, max: f64, decimals: u32 },
    Characters(u32),
    Days(Day, Day),
    Months(Month, Month),
}

impl Measures<'_> {
    fn of(kind: &ItemKind) -> Measures<'_> {
        let none = Measures::default();
        match kind {
            ItemKind::Multiple { max, .. } => Measures { limit: *max, ..none },
            ItemKind::Top { max, .. } => Measures { limit: Some(*max), ..none },
            ItemKind::Number { unit, min, max, decimals, .. } => {
                let bounds = Bounds::Numbers { min: *min, max: *max, decimals: *decimals };
                Measures { bounds: Some(bounds), unit: Some(unit), ..none }
            }
            ItemKind::ConstantSum { total, unit, .. } => Measures { total: Some(*total), unit: Some(unit), ..none },
            ItemKind::ShortText { max_chars } | ItemKind::LongText { max_chars } => {
                Measures { bounds: Some(Bounds::Characters(*max_chars)), ..none }
            }
            ItemKind::Date { min, max } => Measures { bounds: Some(Bounds::Days(*min, *max)), ..none },
            ItemKind::Month { min, max } => Measures { bounds: Some(Bounds::Months(*min, *max)), ..none },
            ItemKind::Recommendation { low, high } => Measures { ends: [Some(low), Some(high)], ..none },
            ItemKind::BestWorst { best, worst, .. } => Measures { ends: [Some(best), Some(worst)], ..none },
            ItemKind::Paired { fulfilment_text: second, .. } | ItemKind::Kano { dysfunctional_text: second } => {
                Measures { second: Some(second), ..none }
            }
            ItemKind::Contact { consent } => Measures { consent: Some(consent), ..none },
            ItemKind::Single { .. }
            | ItemKind::Battery { .. }
            | ItemKind::Ranking { .. }
            | ItemKind::Matrix { .. }
            | ItemKind::Occupation { .. }
            | ItemKind::Municipality { .. }
            | ItemKind::Information => none,
        }
    }
}

fn measures(old: Measures, new: Measures) -> Vec<Kind> {
    let both = |before: Option<&Text>, after: Option<&Text>| likeness(before?, after?);
    let mut kinds = Vec::new();
    if old.limit != new.limit {
        kinds.push(Kind::Limit);
    }
    if old.bounds != new.bounds {
        kinds.push(Kind::Bounds);
    }
    if let (Some(from), Some(to)) = (old.total, new.total)
        && from != to
    {
        kinds.push(Kind::Total { from, to });
    }
    if old.consent != new.consent {
        kinds.push(Kind::Consent);
    }
    kinds.extend(both(old.unit, new.unit).map(Kind::Unit));
    kinds.extend(both(old.second, new.second).map(Kind::SecondWording));
    let ends = old.ends.into_iter().zip(new.ends).filter_map(|(old, new)| both(old, new));
    kinds.extend(ends.max_by_key(|likeness| *likeness == Likeness::Unlike).map(Kind::Ends));
    kinds
}

fn what(kind: &ItemKind) -> Option<What> {
    match kind {
        ItemKind::Single { .. }
        | ItemKind::Multiple { .. }
        | ItemKind::Top { .. }
        | ItemKind::Municipality { .. }
        | ItemKind::Occupation { .. } => Some(What::Option),
        ItemKind::Battery { .. } | ItemKind::Paired { .. } | ItemKind::Matrix { .. } => Some(What::Row),
        ItemKind::Ranking { .. } | ItemKind::BestWorst { .. } | ItemKind::ConstantSum { .. } => Some(What::Rival),
        // The answers of a Kano pair are always the same ones.
        ItemKind::Kano { .. }
        | ItemKind::Recommendation { .. }
        | ItemKind::Number { .. }
        | ItemKind::ShortText { .. }
        | ItemKind::LongText { .. }
        | ItemKind::Date { .. }
        | ItemKind::Month { .. }
        | ItemKind::Contact { .. }
        | ItemKind::Information => None,
    }
}

/// Its options are copied in from a list that is not the survey's.
fn is_listed(kind: &ItemKind) -> bool {
    matches!(kind, ItemKind::Municipality { .. } | ItemKind::Occupation { .. })
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
        ItemKind::Ranking { .. } => "Rangfolge",
        ItemKind::BestWorst { .. } => "Bestes und Schlechtestes",
        ItemKind::ConstantSum { .. } => "Verteilung",
        ItemKind::Kano { .. } => "Kano-Frage",
        ItemKind::Matrix { .. } => "Tabelle von Zahlen",
        ItemKind::Recommendation { .. } => "Weiterempfehlung",
        ItemKind::Number { .. } => "Zahl",
        ItemKind::ShortText { .. } => "kurzer Text",
        ItemKind::LongText { .. } => "langer Text",
        ItemKind::Date { .. } => "Datum",
        ItemKind::Month { .. } => "Monat",
        ItemKind::Contact { .. } => "E-Mail-Adresse",
        ItemKind::Occupation { .. } => "Ausbildungsberuf",
        ItemKind::Municipality { .. } => "Gemeinde",
        ItemKind::Information => "Hinweistext",
    }
}
