//! From counts to figures: every question by its kind, then the gap and the needs that the annotation asks for.

use domain::{
    Key, Survey,
    disclosure::Rule,
    report::{
        Cell, Distribution, Estimate, GapResult, MEDIAN_FROM, OptionShare, QuestionResult, Rating, Results, Shape,
    },
};

use crate::{
    Error, Frame, compound,
    gap::{self, Pair, moments},
    interval, needs,
    question::{Kind, pairs},
    routing,
    tally::{Tally, is_dominated},
};

/// Everything that is computed about one survey, raw. `domain::disclosure::release` decides what may be shown.
pub fn results(frame: &Frame, survey: &Survey) -> Result<Results, Error> {
    let mut questions = (0..frame.questions.len()).map(|at| question(frame, at)).collect::<Result<Vec<_>, _>>()?;
    let rule = Rule::of(survey);
    // Only the answers themselves say so: released figures of single questions do not.
    let revealing = routing::revealing(frame, survey, rule)?;
    for (question, _) in questions.iter_mut().zip(&revealing).filter(|(_, revealing)| **revealing) {
        if question.distribution != Cell::Empty {
            question.distribution = Cell::Suppressed;
        }
    }
    let gap = gap_of(frame, rule, &revealing)?;
    let needs = needs::needs(frame, survey, &questions, rule)?;
    let questions = compound::put_together(frame, survey, questions, &revealing)?;
    Ok(Results { respondents: Cell::Shown(frame.respondents()), questions, gap, needs })
}

fn question(frame: &Frame, position: usize) -> Result<QuestionResult, Error> {
    let question = &frame.questions[position];
    let tally = frame.tally(position)?;
    let shape = match question.kind {
        _ if tally.n == 0 => None,
        Kind::Choice | Kind::Date => Some(Shape::Choice(shares(&question.options, &tally))),
        Kind::Choices => Some(Shape::Choices(shares(&question.options, &tally))),
        Kind::Rating { falling, .. } => Some(Shape::Rating(rating(tally.points(false), falling))),
        Kind::Recommendation => {
            let score = interval::net_promoter(&tally.counts);
            Some(Shape::Recommendation { counts: tally.counts.clone(), score })
        }
        Kind::Number => number(frame, position)?,
        // Says which blocks were seen, and nothing of what was thought of them.
        Kind::Dealt { .. } => None,
        Kind::Text => Some(Shape::Text),
    };
    let distribution = match shape {
        Some(shape) => Cell::Shown(Distribution { n: tally.n, missing: tally.missing, shape }),
        None => Cell::Empty,
    };
    Ok(QuestionResult { key: question.key.clone(), meaning: question.meaning.clone(), distribution })
}

fn shares(options: &[domain::OptionId], tally: &Tally) -> Vec<OptionShare> {
    options
        .iter()
        .zip(&tally.counts)
        .map(|(option, count)| OptionShare {
            options: vec![option.clone()],
            count: Cell::Shown(*count),
            share: interval::wilson(*count, tally.n),
        })
        .collect()
}

/// Of answers per scale point, in the order of the scale; `falling` where the highest point is the worst.
pub fn rating(in_order: Vec<u64>, falling: bool) -> Rating {
    let mut counts = in_order.clone();
    if falling {
        counts.reverse();
    }
    let (points, n) = (counts.len(), counts.iter().sum());
    let (mean, sd) = moments(&counts, 1.0);
    let share = |points: &[u64]| interval::wilson(points.iter().sum(), n);
    Rating {
        mean: interval::mean_on_scale(mean, sd, n, (1.0, points as f64)),
        // A single answer has no spread; it is never shown either.
        sd: if sd.is_nan() { 0.0 } else { sd },
        falling,
        top2: share(&counts[points.saturating_sub(2)..]),
        bottom2: share(&counts[..points.min(2)]),
        counts: in_order,
    }
}

fn number(frame: &Frame, position: usize) -> Result<Option<Shape>, Error> {
    let Some(numbers) = frame.numbers(position)? else { return Ok(None) };
    let mean = match numbers.sd.is_nan() {
        true => Estimate { value: numbers.mean, lo: numbers.mean, hi: numbers.mean },
        false => interval::mean(numbers.mean, numbers.sd, numbers.n),
    };
    Ok(Some(Shape::Number {
        mean,
        median: if numbers.n >= MEDIAN_FROM { Cell::Shown(numbers.median) } else { Cell::Suppressed },
        total: numbers.total,
        dominated: is_dominated(numbers.total, numbers.largest),
    }))
}

/// The gap over all paired rows; publishing sees to it that their scales are of one length. Rows that could not be shown are kept out of the family from the
/// start: grand means and ranks would give them away. `revealing`: per question whether how many were asked must stay unknown.
fn gap_of(frame: &Frame, rule: Rule, revealing: &[bool]) -> Result<Cell<GapResult>, Error> {
    let rows: Vec<(usize, usize, u32)> = pairs(&frame.questions)
        .into_iter()
        .filter_map(|(i, p)| match (frame.questions[i].kind, frame.questions[p].kind) {
            (Kind::Rating { points: a, .. }, Kind::Rating { points: b, .. }) if a == b => Some((i, p, a)),
            _ => None,
        })
        .collect();
    let Some((_, _, points)) = rows.first().copied() else { return Ok(Cell::Empty) };
    let (mut shown, mut hidden, mut ranked) = (Vec::new(), Vec::new(), Vec::new());
    for (i, p, _) in rows.into_iter().filter(|(_, _, own)| *own == points) {
        let question = &frame.questions[i];
        let item = Key { pass: None, ..question.key.clone() }.to_string();
        let joint = frame.joint(i, p, points)?;
        if joint.n() < rule.k() || joint.is_uniform() || revealing[i] || revealing[p] {
            hidden.push(item);
        } else {
            ranked.push((i, p));
            shown.push(Pair { item, construct: question.meaning.construct.clone(), joint });
        }
    }
    if shown.is_empty() {
        return Ok(Cell::Suppressed);
    }
    let mut gap = GapResult { hidden, ..gap::items(&shown) };
    let intervals = frame.units(&ranked)?.intervals();
    gap.items.iter_mut().zip(intervals).for_each(|(item, interval)| item.rank_interval = interval);
    Ok(Cell::Shown(gap))
}
