//! The demand table of a firm survey: the persons of every topic and target group by municipality.

use domain::{
    ItemKind, OptionId, Survey,
    disclosure::Rule,
    id::TopicId,
    meaning::{Role, TargetGroup},
    place::Municipality,
    report::{Demand, DemandCell, DemandRow},
};
use polars::prelude::DataType;

use crate::{Error, Frame, question::Kind};

/// Demand of the responding firms per municipality of `region`; `None` if the survey asks neither where a firm is nor
/// how many persons need something. Firms that did not say where they are, are in no cell. Municipalities that firms named
/// and that are not in `region` any more come after it, without a Kreis: the result page tells the persons of all firms, and
/// what is left of them beside the Kreise must not be those of one place.
pub fn demand(frame: &Frame, survey: &Survey, region: &[Municipality]) -> Result<Option<Demand>, Error> {
    let Some(home) = frame.questions.iter().position(|question| is_municipality(survey, &question.key.item)) else {
        return Ok(None);
    };
    let mut places: Vec<OptionId> = region.iter().map(|municipality| municipality.ags.clone()).collect();
    places.extend(outside(frame, home, &places)?);
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
    let kreise = kreise(region);
    let kreis_of = region.iter().map(|place| kreise.iter().position(|kreis| *kreis == place.kreis));
    let kreis_of = kreis_of.chain(std::iter::repeat(None)).take(places.len()).collect();
    Ok(Some(Demand { places, kreise, kreis_of, rows }))
}

/// Municipalities that firms named and that are not in the region.
fn outside(frame: &Frame, home: usize, region: &[OptionId]) -> Result<Vec<OptionId>, Error> {
    let named = frame.tally(home)?.counts;
    let named = frame.questions[home].options.iter().zip(named).filter(|(_, firms)| *firms > 0);
    Ok(named.map(|(place, _)| place).filter(|place| !region.contains(place)).cloned().collect())
}

/// Names of the Kreise, each once, in the order in which they are first named.
fn kreise(region: &[Municipality]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for municipality in region {
        if !names.contains(&municipality.kreis) {
            names.push(municipality.kreis.clone());
        }
    }
    names
}

fn is_municipality(survey: &Survey, item: &domain::ItemId) -> bool {
    survey.item(item).is_some_and(|item| matches!(item.kind, ItemKind::Municipality { .. }))
}

/// Topics in the order of the survey, groups in theirs.
fn place_in_survey(frame: &Frame, topic: &TopicId, group: TargetGroup) -> (usize, TargetGroup) {
    let first = frame.questions.iter().position(|question| question.meaning.topic.as_ref() == Some(topic));
    (first.unwrap_or(usize::MAX), group)
}

/// What the firms of one municipality answered.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    firms: f64,
    /// Firms with the need.
    n: u64,
    persons: f64,
    squares: f64,
    /// The two largest answers.
    largest: [f64; 2],
}

impl Sums {
    fn add(&mut self, persons: f64) {
        self.firms += 1.0;
        self.n += u64::from(persons > 0.0);
        self.persons += persons;
        self.squares += persons * persons;
        let [first, second] = self.largest;
        self.largest = if persons > first { [persons, first] } else { [first, second.max(persons)] };
    }

    /// The standard error is that of a total over all responding firms, √(n s²). One firm tells nothing about the
    /// spread; its total is taken to be as unsure as it is large.
    fn cell(self) -> DemandCell {
        let Sums { firms, n, persons, squares, largest } = self;
        let se = match firms < 2.0 {
            true => persons,
            false => (firms * (squares - persons * persons / firms) / (firms - 1.0)).max(0.0).sqrt(),
        };
        DemandCell { n, persons, se, largest }
    }
}

/// The answers of firms without the need stand as 0, which is what they are. N.B. A number that is missing, for whatever
/// reason, is stored as 0 beside its reason.
fn by_place(frame: &Frame, home: usize, persons: usize, places: &[OptionId]) -> Result<Vec<DemandCell>, Error> {
    let question = &frame.questions[home];
    let column = |position: usize| frame.data.column(&frame.questions[position].key.to_string());
    let (codes, persons) = (column(home)?.cast(&DataType::UInt32)?, column(persons)?.f64()?);
    let mut sums = vec![Sums::default(); question.options.len()];
    for (code, persons) in codes.u32()?.iter().zip(persons.iter()) {
        if let (Some(sum), Some(persons)) = (code.and_then(|code| sums.get_mut(code as usize)), persons) {
            sum.add(persons);
        }
    }
    let of = |place| question.options.iter().position(|option| option == place);
    Ok(places.iter().map(|place| of(place).map_or_else(DemandCell::default, |at| sums[at].cell())).collect())
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
