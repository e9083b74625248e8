//! Items whose answers only say something together: the two questions of a Kano pair, the blocks of a best-worst item.

use domain::{
    Item, ItemId, ItemKind, Key, OptionId, Part, Survey,
    kano::Category,
    maxdiff::{Design, Plan},
    report::{BestWorstCount, Cell, Distribution, Estimate, MissingCounts, OptionShare, QuestionResult, Shape},
};

use crate::{Error, Frame};

/// One result for each such item, in the place of those of its single answers. These stay inside: beside the result
/// they would say more of each respondent than it does. `revealing`: those whose base may not be told.
pub(crate) fn put_together(
    frame: &Frame,
    survey: &Survey,
    questions: Vec<QuestionResult>,
    revealing: &[bool],
) -> Result<Vec<QuestionResult>, Error> {
    let mut results: Vec<QuestionResult> = Vec::with_capacity(questions.len());
    for (at, question) in questions.into_iter().enumerate() {
        let item = survey.item(&question.key.item);
        let before = results.len();
        match (item.map(|item| &item.kind), &question.key.part) {
            (_, Some(Part::Comment)) => results.push(question),
            (Some(ItemKind::Kano { .. }), Some(Part::Functional)) => results.push(kano(frame, at, question)?),
            (Some(ItemKind::Kano { .. }), _) => {}
            (Some(ItemKind::BestWorst { .. }), None) => {
                let distribution = match item {
                    Some(item) => best_worst(frame, at, item)?,
                    None => Cell::Empty,
                };
                results.push(QuestionResult { distribution, ..question });
            }
            (Some(ItemKind::BestWorst { .. }), _) => {}
            _ => results.push(question),
        }
        let is_revealing = revealing.get(at).is_some_and(|revealing| *revealing);
        for result in results[before..].iter_mut().filter(|result| is_revealing && result.distribution != Cell::Empty) {
            result.distribution = Cell::Suppressed;
        }
    }
    Ok(results)
}

/// The functional answer stands at `at`, the dysfunctional one behind it.
fn kano(frame: &Frame, at: usize, question: QuestionResult) -> Result<QuestionResult, Error> {
    let mut counts = [0; 6];
    let options = &frame.questions[at].options;
    for ([functional, dysfunctional], rows) in frame.combinations([at, at + 1], &[])? {
        let answer = |code: u8| options.get(usize::from(code));
        let category = answer(functional).zip(answer(dysfunctional)).and_then(|(f, d)| Category::of(f, d));
        let place = category.and_then(|category| Category::ALL.iter().position(|known| *known == category));
        if let Some(place) = place {
            counts[place] += rows;
        }
    }
    let n: u64 = counts.iter().sum();
    let shares = Category::ALL
        .iter()
        .zip(counts)
        .filter_map(|(category, count)| Some(share(OptionId::new(category.as_str()).ok()?, count, n)));
    // Whoever answered one of the two questions is as good as not there.
    let mut missing = frame.tally(at)?.missing;
    missing.no_answer += frame.tally(at)?.n - n;
    let distribution = distribution(n, missing, || Shape::Choice(shares.collect()));
    Ok(QuestionResult { key: Key { part: None, ..question.key }, distribution, ..question })
}

fn share(option: OptionId, count: u64, n: u64) -> OptionShare {
    OptionShare { options: vec![option], count: Cell::Shown(count), share: Estimate::share(count, n) }
}

fn distribution(n: u64, missing: MissingCounts, shape: impl FnOnce() -> Shape) -> Cell<Distribution> {
    if n == 0 { Cell::Empty } else { Cell::Shown(Distribution { n, missing, shape: shape() }) }
}

#[derive(Clone, Copy, Default)]
struct Count {
    shown: u64,
    best: u64,
    worst: u64,
}

/// Which set of blocks was dealt stands at `at`, the picks of block after block behind it. Whoever left one out does not
/// count at all: then a row that few have come to would tell of these few.
fn best_worst(frame: &Frame, at: usize, item: &Item) -> Result<Cell<Distribution>, Error> {
    let ItemKind::BestWorst { block_size, versions, rows, .. } = &item.kind else { return Ok(Cell::Empty) };
    let Some(plan) = Plan::new(rows.len(), *block_size as usize) else { return Ok(Cell::Empty) };
    let design = Design::new(plan, *versions as usize);
    let picks: Vec<usize> = (at + 1..=at + 2 * plan.blocks).collect();
    let mut counts = vec![Count::default(); rows.len()];
    for block in 0..plan.blocks {
        let (best, worst) = (at + 1 + 2 * block, at + 2 + 2 * block);
        for ([version, first, last], people) in frame.combinations([at, best, worst], &picks)? {
            for row in design.blocks(usize::from(version)).get(block).into_iter().flatten() {
                counts[*row].shown += people;
            }
            let mut add = |row: u8, count: fn(&mut Count) -> &mut u64| {
                if let Some(known) = counts.get_mut(usize::from(row)) {
                    *count(known) += people;
                }
            };
            add(first, |count| &mut count.best);
            add(last, |count| &mut count.worst);
        }
    }
    let n = frame.complete(&picks)?;
    let missing = missing(frame, at, &item.id, n)?;
    Ok(distribution(n, missing, || {
        let row = |(row, count): (&domain::survey::Choice, Count)| BestWorstCount {
            row: row.id.clone(),
            shown: count.shown,
            best: share(row.id.clone(), count.best, count.shown),
            worst: share(row.id.clone(), count.worst, count.shown),
        };
        Shape::BestWorst(rows.iter().zip(counts).map(row).collect())
    }))
}

/// Those who were dealt blocks and left some of them out, and those who never came there.
fn missing(frame: &Frame, at: usize, item: &ItemId, n: u64) -> Result<MissingCounts, Error> {
    debug_assert_eq!(frame.questions[at].key, Key::item(item));
    let dealt = frame.tally(at)?;
    Ok(MissingCounts { no_answer: dealt.n.saturating_sub(n), ..dealt.missing })
}
