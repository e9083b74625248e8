//! The demand table of a firm survey: polars sums the persons of every topic and target group by municipality.

use domain::{
    ItemKind, OptionId, Survey,
    disclosure::Rule,
    id::TopicId,
    meaning::{Role, TargetGroup},
    place::Municipality,
};
use polars::prelude::{DataType, IntoLazy, col, len, lit};

use super::{Demand, DemandCell, DemandRow};
use crate::{Error, Frame, column::reason_name, question::Kind};

/// Demand of the responding firms per municipality of `region`; `None` if the survey asks neither where a firm is nor
/// how many persons need something. Firms that did not say where they are, are in no cell.
pub fn demand(frame: &Frame, survey: &Survey, region: &[Municipality]) -> Result<Option<Demand>, Error> {
    let Some(home) = frame.questions.iter().position(|question| is_municipality(survey, &question.key.item)) else {
        return Ok(None);
    };
    let places: Vec<OptionId> = region.iter().map(|municipality| municipality.ags.clone()).collect();
    let rule = Rule::of(survey);
    let mut rows: Vec<DemandRow> = Vec::new();
    for (position, question) in frame.questions.iter().enumerate() {
        let meaning = &question.meaning;
        let (Some(Role::Persons), Some(topic), Some(group)) = (meaning.role, &meaning.topic, meaning.target_group)
        else {
            continue;
        };
        let cells = by_place(frame, home, position, &places)?;
        if cells.iter().any(|cell| cell.n > 0) {
            let (unaware, dissatisfied) = (unaware(frame, topic, rule)?, dissatisfied(frame, topic, rule)?);
            rows.push(DemandRow { topic: topic.clone(), group, cells, unaware, dissatisfied });
        }
    }
    rows.sort_by_key(|row| place_in_survey(frame, &row.topic, row.group));
    Ok(Some(Demand { places, rows }))
}

fn is_municipality(survey: &Survey, item: &domain::ItemId) -> bool {
    survey.item(item).is_some_and(|item| matches!(item.kind, ItemKind::Municipality { .. }))
}

/// Topics in the order of the survey, groups in theirs.
fn place_in_survey(frame: &Frame, topic: &TopicId, group: TargetGroup) -> (usize, TargetGroup) {
    let first = frame.questions.iter().position(|question| question.meaning.topic.as_ref() == Some(topic));
    (first.unwrap_or(usize::MAX), group)
}

/// Sum, spread and largest answers per municipality. The answers of firms without the need stand as 0, which is what
/// they are: the standard error is that of a total over all responding firms, √(n s²).
fn by_place(frame: &Frame, home: usize, persons: usize, places: &[OptionId]) -> Result<Vec<DemandCell>, Error> {
    let question = &frame.questions[home];
    let (home, persons) = (question.key.to_string(), frame.questions[persons].key.to_string());
    let named = || col(&persons);
    let sums = frame
        .data
        .clone()
        .lazy()
        // A number that is missing, for whatever reason, is stored as 0 beside its reason.
        .select([col(&home).cast(DataType::UInt32).alias("home"), named(), col(reason_name(&persons))])
        .group_by([col("home")])
        .agg([
            len().cast(DataType::Float64).alias("firms"),
            named().gt(lit(0.0)).sum().cast(DataType::Float64).alias("n"),
            named().sum().alias("persons"),
            (named() * named()).sum().alias("squares"),
            named().max().alias("first"),
            named().sort(Default::default()).slice(lit(-2), lit(1)).max().alias("second"),
        ])
        .collect()?;
    let codes = sums.column("home")?.u32()?.clone();
    let figures = ["firms", "n", "persons", "squares", "first", "second"];
    let columns =
        figures.iter().map(|name| Ok(sums.column(name)?.f64()?.clone())).collect::<Result<Vec<_>, Error>>()?;
    let mut cells = vec![DemandCell::default(); places.len()];
    for (row, code) in codes.iter().enumerate() {
        let ags = code.and_then(|code| question.options.get(code as usize));
        let Some(place) = ags.and_then(|ags| places.iter().position(|place| place == ags)) else { continue };
        let figure = |at: usize| columns[at].get(row).unwrap_or(0.0);
        let (firms, persons, squares) = (figure(0), figure(2), figure(3));
        let is_alone = firms < 2.0;
        cells[place] = DemandCell {
            n: figure(1) as u64,
            persons,
            // One firm tells nothing about the spread; its total is taken to be as unsure as it is large.
            se: if is_alone {
                persons
            } else {
                (firms * (squares - persons * persons / firms) / (firms - 1.0)).max(0.0).sqrt()
            },
            largest: [figure(4), if is_alone { 0.0 } else { figure(5) }],
        };
    }
    Ok(cells)
}

/// Region-wide, because by municipality there are too few firms to speak of shares.
fn unaware(frame: &Frame, topic: &TopicId, rule: Rule) -> Result<Option<f64>, Error> {
    let Some(position) = about(frame, topic, Role::Awareness) else { return Ok(None) };
    let tally = frame.tally(position)?;
    let question = &frame.questions[position];
    let no = question.options.iter().zip(&tally.counts).filter(|(option, _)| question.unaware.contains(option));
    let no = no.map(|(_, count)| count).sum::<u64>();
    let says_it = !question.unaware.is_empty() && tally.n >= rule.k();
    Ok(says_it.then(|| no as f64 / tally.n as f64))
}

fn dissatisfied(frame: &Frame, topic: &TopicId, rule: Rule) -> Result<Option<f64>, Error> {
    let Some(position) = about(frame, topic, Role::Satisfaction) else { return Ok(None) };
    let Kind::Rating { falling, .. } = frame.questions[position].kind else { return Ok(None) };
    let tally = frame.tally(position)?;
    let low = tally.points(falling).iter().take(2).sum::<u64>();
    Ok((tally.n >= rule.k()).then(|| low as f64 / tally.n as f64))
}

fn about(frame: &Frame, topic: &TopicId, role: Role) -> Option<usize> {
    frame
        .questions
        .iter()
        .position(|question| question.meaning.role == Some(role) && question.meaning.topic.as_ref() == Some(topic))
}
