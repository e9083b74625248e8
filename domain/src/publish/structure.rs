//! Ids that name one thing, references that lead somewhere, limits that can be kept.

mod kinds;

use std::collections::BTreeSet;

use super::{Finding, choice_place, item_place, page_place, site::compute_place};
use crate::{
    expression::TODAY,
    flow::ORDER,
    format,
    id::{ItemId, ScaleId},
    locale::Locale,
    quality::DATA_QUALITY,
    questionnaire::own_choices,
    survey::{Choice, Item, ItemKind, Page, Scale, Survey},
};

const OPTIONS_MAX: usize = 60;
const ROWS_MAX: usize = 40;
const POINTS: std::ops::RangeInclusive<usize> = 2..=11;
const DECIMALS_MAX: u32 = 6;
const CHARS_MAX: u32 = 20_000;
/// Beyond this whole numbers are no longer exact.
const NUMBER_MAX: f64 = 1e12;
/// Words of the condition language, and names under which answers hold what nobody answered.
const KEYWORDS: [&str; 8] = ["and", "or", "not", "contains", "answered", TODAY, ORDER, DATA_QUALITY];

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(scales(survey));
    findings.extend(duplicates(survey.pages().map(|page| (page.id.as_str(), page_place(page)))));
    let items = || survey.pages().flat_map(|page| page.items.iter().map(move |item| (page, item)));
    let item_ids = items().map(|(page, item)| (item.id.as_str(), item_place(page, item)));
    let compute_ids = survey.computes.iter().map(|compute| (compute.id.as_str(), compute_place(compute)));
    findings.extend(duplicates(item_ids.chain(compute_ids)));
    if survey.sections.is_empty() {
        findings.push(Finding::error("Umfrage", "Die Umfrage hat keinen Abschnitt ([[section]])."));
    }
    for (number, section) in survey.sections.iter().enumerate() {
        if section.pages.is_empty() {
            let place = format!("Abschnitt {}", number + 1);
            findings.push(Finding::error(place, "Der Abschnitt hat keine Seite ([[section.page]])."));
        }
    }
    for (number, page) in survey.pages().enumerate() {
        if page.items.is_empty() {
            findings.push(Finding::error(page_place(page), "Die Seite ist leer ([[section.page.item]] fehlt)."));
        }
        findings.extend(repeat(survey, page, number).map(|message| Finding::error(page_place(page), message)));
    }
    for (page, item) in items() {
        let place = item_place(page, item);
        findings.extend(item_faults(survey, page, item).into_iter().map(|message| Finding::error(&place, message)));
        findings.extend(choices(page, item));
    }
    findings
}

/// Things that share a name, each but the first.
pub(super) fn duplicates<'a>(named: impl Iterator<Item = (&'a str, String)>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    named
        .filter(|(id, _)| !seen.insert(*id))
        .map(|(id, place)| Finding::error(place, format!("Die Kennung „{id}“ ist schon vergeben.")))
        .collect()
}

fn scales(survey: &Survey) -> Vec<Finding> {
    let place = |scale: &Scale| format!("Skala „{}“", scale.id);
    let mut findings = duplicates(survey.scales.iter().map(|scale| (scale.id.as_str(), place(scale))));
    let used: BTreeSet<&ScaleId> = survey.items().flat_map(item_scales).collect();
    for scale in &survey.scales {
        if !POINTS.contains(&scale.labels.len()) {
            let message = format!("Eine Skala hat {} bis {} Stufen (labels).", POINTS.start(), POINTS.end());
            findings.push(Finding::error(place(scale), message));
        }
        if !used.contains(&scale.id) {
            findings.push(Finding::warning(place(scale), "Keine Frage benutzt diese Skala."));
        }
    }
    findings
}

fn item_scales(item: &Item) -> Vec<&ScaleId> {
    match &item.kind {
        ItemKind::Battery { scale, .. } => vec![scale],
        ItemKind::Paired { importance_scale, fulfilment_scale, .. } => vec![importance_scale, fulfilment_scale],
        _ => Vec::new(),
    }
}

/// The page (by number) that holds an item.
fn home<'s>(survey: &'s Survey, id: &ItemId) -> Option<(usize, &'s Page, &'s Item)> {
    let pages = survey.pages().enumerate();
    pages
        .flat_map(|(number, page)| page.items.iter().map(move |item| (number, page, item)))
        .find(|(_, _, i)| i.id == *id)
}

fn repeat(survey: &Survey, page: &Page, number: usize) -> Option<String> {
    let source = page.repeat.as_ref()?;
    match home(survey, source) {
        None => Some(format!("Die Frage „{source}“ unter „repeat“ gibt es nicht.")),
        Some((_, _, item)) if !matches!(item.kind, ItemKind::Multiple { .. }) => {
            Some(format!("„repeat“ braucht eine Mehrfachauswahl; „{source}“ ist keine."))
        }
        Some((home, ..)) if home >= number => Some(format!("„{source}“ muss auf einer früheren Seite stehen.")),
        Some((_, home, _)) if home.repeat.is_some() => {
            Some(format!("„{source}“ steht selbst auf einer Seite, die sich wiederholt."))
        }
        Some(_) => None,
    }
}

fn item_faults(survey: &Survey, page: &Page, item: &Item) -> Vec<String> {
    let mut faults = Vec::new();
    let id = item.id.as_str();
    faults.extend(taken(id));
    let missing_scale = |id: &&ScaleId| survey.scale(id).is_none();
    let unknown_scales: BTreeSet<_> = item_scales(item).into_iter().filter(missing_scale).collect();
    faults.extend(unknown_scales.iter().map(|id| format!("Die Skala „{id}“ gibt es nicht.")));
    match &item.kind {
        ItemKind::Single { options } => faults.extend(option_count(options.len(), 2)),
        ItemKind::Multiple { options, max } => {
            faults.extend(option_count(options.len(), 1));
            faults.extend(max.and_then(|max| limit(max, options.len())));
        }
        ItemKind::Municipality { .. } | ItemKind::Occupation { .. } => {}
        ItemKind::Ranking { .. }
        | ItemKind::BestWorst { .. }
        | ItemKind::ConstantSum { .. }
        | ItemKind::Kano { .. }
        | ItemKind::Matrix { .. }
        | ItemKind::Date { .. }
        | ItemKind::Month { .. }
        | ItemKind::Contact { .. } => faults.extend(kinds::faults(survey, page, item)),
        ItemKind::Top { max, of, options } => faults.extend(top(survey, page, *max, of.as_ref(), options)),
        ItemKind::Battery { rows, .. } => faults.extend(row_count(rows)),
        ItemKind::Paired { importance_scale, fulfilment_scale, rows, .. } => {
            faults.extend(row_count(rows));
            if let (Some(a), Some(b)) = (survey.scale(importance_scale), survey.scale(fulfilment_scale))
                && (a.labels.len() != b.labels.len() || a.direction != b.direction)
            {
                faults.push(
                    "Beide Skalen brauchen gleich viele Stufen und dieselbe Richtung, sonst gibt es keine Lücke."
                        .into(),
                );
            }
        }
        ItemKind::Number { min, max, decimals, part_of, .. } => {
            faults.extend(bounds(*min, *max, *decimals));
            faults.extend(part_of.as_ref().and_then(|whole| is_number_of(page, whole)));
        }
        ItemKind::ShortText { max_chars } | ItemKind::LongText { max_chars } => {
            if !(1..=CHARS_MAX).contains(max_chars) {
                faults.push(format!("max_chars liegt zwischen 1 und {CHARS_MAX}."));
            }
        }
        ItemKind::Recommendation { .. } => {}
        ItemKind::Information if item.comment => {
            faults.push("Zu einem Text gehört keine Anmerkung (comment).".to_owned())
        }
        ItemKind::Information if item.required => {
            faults.push("Ein Text kann nicht Pflicht sein (required).".to_owned())
        }
        ItemKind::Information => {}
    }
    faults
}

/// Why nothing that conditions read can be called so.
pub(super) fn taken(id: &str) -> Option<String> {
    let is_taken = KEYWORDS.contains(&id) || id.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    is_taken.then(|| format!("„{id}“ kann keine Kennung sein: in Bedingungen steht es für etwas anderes."))
}

/// The whole stands on the same page, so that both numbers can be corrected where it is asked.
fn is_number_of(page: &Page, whole: &ItemId) -> Option<String> {
    let is_number = |item: &Item| item.id == *whole && matches!(item.kind, ItemKind::Number { .. });
    (!page.items.iter().any(is_number))
        .then(|| format!("part_of nennt eine Zahl auf derselben Seite; „{whole}“ ist hier keine."))
}

fn option_count(count: usize, least: usize) -> Option<String> {
    (!(least..=OPTIONS_MAX).contains(&count))
        .then(|| format!("Diese Frage braucht {least} bis {OPTIONS_MAX} Antworten ([[…option]]), nicht {count}."))
}

fn row_count(rows: &[Choice]) -> Option<String> {
    (!(1..=ROWS_MAX).contains(&rows.len()))
        .then(|| format!("Diese Frage braucht 1 bis {ROWS_MAX} Zeilen ([[…row]]), nicht {}.", rows.len()))
}

fn limit(max: u32, options: usize) -> Option<String> {
    (max == 0 || max as usize > options).then(|| format!("max = {max} passt nicht zu {options} Antworten."))
}

fn top(survey: &Survey, page: &Page, max: u32, of: Option<&ItemId>, options: &[Choice]) -> Option<String> {
    match of {
        None => option_count(options.len(), 2).or_else(|| limit(max, options.len())),
        Some(_) if !options.is_empty() => {
            Some("Entweder „of“ oder eigene Antworten ([[…option]]), nicht beides.".to_owned())
        }
        Some(of) => {
            let number = survey.pages().position(|other| other.id == page.id)?;
            match home(survey, of) {
                None => Some(format!("Die Frage „{of}“ unter „of“ gibt es nicht.")),
                Some((_, _, source)) => match &source.kind {
                    ItemKind::Battery { .. } | ItemKind::Paired { .. } | ItemKind::Multiple { .. } => {
                        top_place(survey, of, number).or_else(|| limit(max, own_choices(source).len()))
                    }
                    _ => Some(format!("„of“ braucht eine Bewertung oder eine Mehrfachauswahl; „{of}“ ist keine.")),
                },
            }
        }
    }
}

fn top_place(survey: &Survey, of: &ItemId, number: usize) -> Option<String> {
    let (home_number, home, _) = home(survey, of)?;
    if home_number >= number {
        Some(format!("„{of}“ muss auf einer früheren Seite stehen."))
    } else {
        home.repeat
            .as_ref()
            .map(|_| format!("„{of}“ steht auf einer Seite, die sich wiederholt, und hat viele Antworten."))
    }
}

fn bounds(min: f64, max: f64, decimals: u32) -> Vec<String> {
    let mut faults = Vec::new();
    if min >= max || min < -NUMBER_MAX || max > NUMBER_MAX {
        let most = format::number(NUMBER_MAX, 0, Locale::DeSie);
        faults.push(format!("min muss kleiner sein als max, beide höchstens {most}."));
    }
    if decimals > DECIMALS_MAX {
        faults.push(format!("Mehr als {DECIMALS_MAX} Nachkommastellen (decimals) gehen nicht."));
    }
    faults
}

fn choices(page: &Page, item: &Item) -> Vec<Finding> {
    let own = own_choices(item);
    let mut findings = duplicates(own.iter().map(|choice| (choice.id.as_str(), choice_place(page, item, choice))));
    let may_exclude = matches!(item.kind, ItemKind::Multiple { .. } | ItemKind::Top { .. });
    for choice in own.iter().filter(|choice| choice.exclusive && !may_exclude) {
        let message = "„exclusive“ gibt es nur bei Antworten einer Mehrfachauswahl.";
        findings.push(Finding::error(choice_place(page, item, choice), message));
    }
    let may_ask = matches!(item.kind, ItemKind::Single { .. } | ItemKind::Multiple { .. });
    for choice in own.iter().filter(|choice| choice.other && !may_ask) {
        let message = "„other“ gibt es nur bei Antworten einer Einfach- oder Mehrfachauswahl.";
        findings.push(Finding::error(choice_place(page, item, choice), message));
    }
    if own.iter().filter(|choice| choice.other).count() > 1 {
        findings
            .push(Finding::error(item_place(page, item), "Nur eine Antwort kann nach eigenen Worten fragen (other)."));
    }
    if !own.is_empty() && own.iter().all(|choice| choice.exclusive) && may_exclude {
        findings.push(Finding::error(item_place(page, item), "Nicht jede Antwort kann alle anderen ausschließen."));
    }
    findings
}
