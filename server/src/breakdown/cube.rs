//! From answers to the release of a wave by groups.

use analytics::{About, Aspect, Frame};
use disclosure::{Cube, Dimension, Error, Item, ItemRelease, Release, release_cube, release_item};
use domain::{
    Survey,
    disclosure::Rule,
    place::Municipality,
    report::{Cell, Distribution, Results, Shape},
};

use super::{Breakdown, BrokenDown, groups::grouped};
use crate::error::AppError;

/// `results`: what is told of all respondents together. Only what is told there in exact figures is broken down.
///
/// # Errors
/// Counting failed, or what the cube says contradicts itself.
pub fn breakdown(
    frame: &Frame,
    survey: &Survey,
    region: &[Municipality],
    results: &Results,
) -> Result<Result<Breakdown, AppError>, analytics::Error> {
    let rule = Rule::of(survey);
    let (mut groupings, mut codes) = (Vec::new(), Vec::new());
    for grouping in &survey.groupings {
        if let Some((grouped, code)) = grouped(frame, survey, &grouping.id, region, &rule)? {
            groupings.push(grouped);
            codes.push(code);
        }
    }
    if groupings.is_empty() {
        return Ok(Ok(nothing(rule)));
    }
    let dimensions = groupings.iter().map(|grouped| Dimension {
        name: grouped.item.to_string(),
        categories: (0..grouped.groups.len()).map(|at| at.to_string()).collect(),
        levels: Vec::new(),
    });
    let mut items = Vec::new();
    for aspect in frame.aspects() {
        if let Some(is_routed) = told_exactly(&aspect, results) {
            let item = Item {
                name: name(&aspect),
                categories: (0..aspect.about.categories()).map(|at| at.to_string()).collect(),
                codes: frame.said(&aspect)?,
                is_total_known: true,
                is_routed,
            };
            items.push((aspect, item));
        }
    }
    let dimensions = dimensions.collect();
    Ok(release(dimensions, codes, rule, items)
        .map_err(AppError::internal)
        .map(|(respondents, items, withheld)| Breakdown { groupings, respondents, items, withheld }))
}

/// Nothing to break down.
pub fn nothing(rule: Rule) -> Breakdown {
    let respondents = Release {
        rule: rule.into(),
        dimensions: Vec::new(),
        crossings: Vec::new(),
        withheld: Vec::new(),
        respondents: disclosure::Shown::None,
        views: Vec::new(),
    };
    Breakdown { groupings: Vec::new(), respondents, items: Vec::new(), withheld: Vec::new() }
}

type Told = (Release, Vec<BrokenDown>, Vec<Aspect>);

fn release(
    dimensions: Vec<Dimension>,
    codes: Vec<Vec<u16>>,
    rule: Rule,
    items: Vec<(Aspect, Item)>,
) -> Result<Told, Error> {
    let cube = Cube::new(dimensions, Vec::new(), codes)?;
    let respondents = release_cube(&cube, rule.into())?;
    // Each is a search of its own.
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let each = items.len().div_ceil(threads).max(1);
    let released = std::thread::scope(|scope| {
        let work = |part: &[(Aspect, Item)]| -> Vec<Result<ItemRelease, Error>> {
            part.iter().map(|(_, item)| release_item(&cube, &respondents, item)).collect()
        };
        let running: Vec<_> = items.chunks(each).map(|part| scope.spawn(move || work(part))).collect();
        let parts = running.into_iter().map(|thread| thread.join());
        parts.flat_map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect::<Vec<_>>()
    });
    let (mut told, mut withheld) = (Vec::new(), Vec::new());
    for ((aspect, _), release) in items.into_iter().zip(released) {
        match release {
            Ok(release) => told.push(BrokenDown { aspect, release }),
            Err(Error::Unprotectable | Error::GivenUp) => withheld.push(aspect),
            Err(error) => return Err(error),
        }
    }
    Ok((respondents, told, withheld))
}

/// Of what is told of everybody in exact figures: whether not everybody was asked.
fn told_exactly(aspect: &Aspect, results: &Results) -> Option<bool> {
    let question = results.questions.iter().find(|question| question.key == aspect.key)?;
    let Distribution { missing, shape, .. } = question.distribution.shown()?;
    let is_exact = match (&aspect.about, shape) {
        (About::Rating { .. }, Shape::Rating(_)) | (About::Recommendation, Shape::Recommendation { .. }) => true,
        (About::Option(option), Shape::Choices(shares)) => {
            let own = shares.iter().find(|share| share.options == [option.clone()]);
            own.is_some_and(|share| matches!(share.count, Cell::Shown(_)))
        }
        _ => false,
    };
    is_exact.then_some(missing.not_asked > 0)
}

/// As addresses name it: the key of the question, and of several options the one.
pub fn name(aspect: &Aspect) -> String {
    match &aspect.about {
        About::Option(option) => format!("{}~{option}", aspect.key),
        _ => aspect.key.to_string(),
    }
}
