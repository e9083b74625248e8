//! One question: too few answers, the same answer from all, small groups of a background question.

use super::Rule;
use crate::{
    meaning::Role,
    report::{BestWorstCount, Cell, Distribution, Estimate, MEDIAN_FROM, OptionShare, Rating, Shape, UniformAnswer},
};

pub(super) fn protected(cell: Cell<Distribution>, role: Option<Role>, rule: &Rule) -> Cell<Distribution> {
    let Cell::Shown(Distribution { n, missing, shape }) = cell else { return cell };
    if n < rule.k() {
        return Cell::Suppressed;
    }
    let shape = match shape {
        Shape::Choice(shares) if role == Some(Role::Background) => background(shares, n, rule).map(Shape::Choice),
        Shape::Choice(shares) => Some(choice(shares, n)),
        Shape::Choices(shares) if role == Some(Role::Background) => {
            Some(Shape::Choices(shares.into_iter().map(|share| rare(share, n, rule)).collect()))
        }
        Shape::Choices(shares) => Some(Shape::Choices(shares.into_iter().map(|share| clip(share, n)).collect())),
        Shape::Rating(rating) => Some(rated(rating, n)),
        Shape::Recommendation { counts, score } => Some(recommended(counts, score, n)),
        Shape::Number { mean, dominated, .. } if dominated || mean.lo == mean.hi => None,
        Shape::Number { mean, median, total, dominated } => {
            let median = if n < MEDIAN_FROM { Cell::Suppressed } else { median };
            Some(Shape::Number { mean, median, total, dominated })
        }
        Shape::BestWorst(rows) => Some(Shape::BestWorst(weighed(rows))),
        shape @ (Shape::Text | Shape::Uniform { .. }) => Some(shape),
    };
    shape.map_or(Cell::Suppressed, |shape| Cell::Shown(Distribution { n, missing, shape }))
}

/// The smallest step of 10 % that covers at least two of `n` respondents.
fn step(n: u64) -> f64 {
    (20.0 / n as f64).ceil() / 10.0
}

/// A share at the end of its range, moved inwards by one step.
pub(super) fn clipped(share: f64, n: u64) -> f64 {
    match share {
        share if share <= 0.0 => step(n),
        share if share >= 1.0 => 1.0 - step(n),
        share => share,
    }
}

/// "At most" instead of 0, "at least" instead of 1.
pub(super) fn bounded(share: Estimate, n: u64) -> Estimate {
    if share.value <= 0.0 {
        Estimate::at_most(step(n))
    } else if share.value >= 1.0 {
        Estimate::at_least(1.0 - step(n))
    } else {
        share
    }
}

fn count(share: &OptionShare) -> u64 {
    share.count.shown().copied().unwrap_or_default()
}

/// One answer each: unless all gave the same, nobody's is told.
fn choice(shares: Vec<OptionShare>, n: u64) -> Shape {
    let unanimous = shares.iter().find(|share| count(share) == n).and_then(|share| share.options.first());
    match unanimous {
        Some(option) => uniform(UniformAnswer::Option(option.clone()), n),
        None => Shape::Choice(shares),
    }
}

/// Ticked by nobody or by all: what each of them did would be known.
fn clip(share: OptionShare, n: u64) -> OptionShare {
    match count(&share) {
        count if count == 0 || count == n => {
            OptionShare { count: Cell::Suppressed, share: bounded(share.share, n), ..share }
        }
        _ => share,
    }
}

/// Chosen never, or whenever it was shown: what each of them chose would be known. All of them saw a row at least once
/// each, so that the step that covers two of the times it was shown covers two of them.
fn weighed(rows: Vec<BestWorstCount>) -> Vec<BestWorstCount> {
    let shown: Vec<u64> = rows.iter().map(|row| row.shown).collect();
    let bests = picks(rows.iter().map(|row| row.best.clone()).collect(), &shown);
    let worsts = picks(rows.iter().map(|row| row.worst.clone()).collect(), &shown);
    let both = bests.into_iter().zip(worsts);
    rows.into_iter().zip(both).map(|(row, (best, worst))| BestWorstCount { best, worst, ..row }).collect()
}

/// One pick in each block: the picks of all rows add up to the blocks that were seen, and whoever knows all but one
/// knows that one. So beside rows that are chosen never or always, the least chosen ones are hidden until the sum of
/// what is hidden leaves room for two respondents.
fn picks(rows: Vec<OptionShare>, shown: &[u64]) -> Vec<OptionShare> {
    let is_end = |at: &usize| count(&rows[*at]) == 0 || count(&rows[*at]) == shown[*at];
    let (mut hidden, mut others): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(is_end);
    others.sort_by_key(|at| count(&rows[*at]));
    let least = hidden.iter().map(|at| (step(shown[*at]) * shown[*at] as f64).ceil() as u64).max().unwrap_or(0);
    let mut others = others.into_iter();
    while !hidden.is_empty() && (hidden.len() < 2 || hidden.iter().map(|at| count(&rows[*at])).sum::<u64>() < least) {
        let Some(next) = others.next() else { break };
        hidden.push(next);
    }
    let told = |(at, row): (usize, OptionShare)| match (hidden.contains(&at), count(&row)) {
        (false, _) => row,
        (true, picked) if picked == 0 || picked == shown[at] => clip(row, shown[at]),
        (true, _) => {
            let bound = (10.0 * row.share.value).ceil() / 10.0 + step(shown[at]);
            OptionShare { count: Cell::Suppressed, share: Estimate::at_most(bound.min(1.0)), ..row }
        }
    };
    rows.iter().cloned().enumerate().map(told).collect()
}

fn uniform(answer: UniformAnswer, n: u64) -> Shape {
    Shape::Uniform { answer, at_least: 1.0 - step(n) }
}

/// All agree, all disagree, or all stand on one point between.
fn rated(rating: Rating, n: u64) -> Shape {
    let points = rating.counts.len();
    let within = |from: usize, to: usize| rating.counts[from - 1..to].iter().sum::<u64>() == n;
    // On up to three points two neighbours are no side of the scale.
    let sides = if points > 3 { vec![(points - 1, points), (1, 2)] } else { Vec::new() };
    let single = (1..=points).map(|point| (point, point));
    match sides.into_iter().chain(single).find(|(from, to)| within(*from, *to)) {
        Some((from, to)) => uniform(UniformAnswer::Points(from as u32, to as u32), n),
        None => Shape::Rating(rating),
    }
}

/// All promoters, all passives or all detractors.
fn recommended(counts: Vec<u64>, score: Estimate, n: u64) -> Shape {
    let within = |from: usize, to: usize| counts.iter().take(to + 1).skip(from).sum::<u64>() == n;
    match [(9, 10), (7, 8), (0, 6)].into_iter().find(|(from, to)| within(*from, *to)) {
        Some((from, to)) => uniform(UniformAnswer::Points(from as u32, to as u32), n),
        None => Shape::Recommendation { counts, score },
    }
}

/// Which groups of respondents to put together so that each has at least k: the smallest, and never one alone, which
/// the others and the total would give away. None where all are large enough; `None` if nothing is left to tell apart.
pub fn put_together(sizes: &[u64], rule: &Rule) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|at| sizes[*at]);
    let small = sizes.iter().filter(|size| **size < rule.k()).count();
    let total = |members: usize| order[..members].iter().map(|at| sizes[*at]).sum::<u64>();
    let members = match small {
        0 => 0,
        _ => (small.max(2)..sizes.len()).find(|members| total(*members) >= rule.k())?,
    };
    order.truncate(members);
    Some(order)
}

/// Who answered is told in groups of at least k.
fn background(shares: Vec<OptionShare>, n: u64, rule: &Rule) -> Option<Vec<OptionShare>> {
    let sizes: Vec<u64> = shares.iter().map(count).collect();
    let together = put_together(&sizes, rule)?;
    if together.is_empty() {
        return Some(shares);
    }
    let sum = together.iter().map(|at| sizes[*at]).sum();
    let mut kept: Vec<OptionShare> = Vec::new();
    let mut options = Vec::new();
    for (at, share) in shares.into_iter().enumerate() {
        if together.contains(&at) { options.extend(share.options) } else { kept.push(share) }
    }
    kept.push(OptionShare { options, count: Cell::Shown(sum), share: Estimate::share(sum, n) });
    Some(kept)
}

/// An option that few, or all but few, have ticked among several.
pub(super) fn rare(share: OptionShare, n: u64, rule: &Rule) -> OptionShare {
    let count = count(&share);
    // The next step of 10 % that covers k respondents.
    let step = (10.0 * rule.k() as f64 / n as f64).ceil() / 10.0;
    let bound = if count < rule.k() {
        Estimate::at_most(step.min(1.0))
    } else if n - count < rule.k() {
        Estimate::at_least((1.0 - step).max(0.0))
    } else {
        return share;
    };
    OptionShare { count: Cell::Suppressed, share: bound, ..share }
}
