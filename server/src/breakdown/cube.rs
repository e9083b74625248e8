//! From answers to the release of a wave by groups.

use std::collections::BTreeSet;

use analytics::{About, Aspect};
use disclosure::{Cube, Dimension, Error, Frame, Item, Release, release_cube, release_item};
use domain::{
    History, ItemId, ItemKind,
    disclosure::Rule,
    meaning::Role,
    place::Municipality,
    publish::crossing::{Dependence, parts},
    report::{Cell, Distribution, OptionShare, Results, Shape},
};
use rayon::prelude::*;

use super::{
    Breakdown, BrokenDown,
    groups::{Grouped, grouped},
};
use crate::error::AppError;

/// `results`: what is told of all respondents together. Only what is told there in exact figures is broken down.
///
/// # Errors
/// Counting failed, or what the cube says contradicts itself.
pub fn breakdown(
    frame: &analytics::Frame,
    history: &History,
    region: &[Municipality],
    results: &Results,
) -> Result<Result<Breakdown, AppError>, analytics::Error> {
    let survey = history.survey();
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
    let dimensions = dimensions.collect();
    let crossing = Crossing::of(history, &groupings);
    let mut asked = Vec::new();
    for (aspect, is_routed) in crossing.told(frame.aspects(), history, results) {
        let item = Item {
            name: name(&aspect),
            categories: (0..aspect.about.categories()).map(|at| at.to_string()).collect(),
            codes: frame.said(&aspect)?,
            is_total_known: true,
            is_routed,
            closed: crossing.closed_to(&aspect.key.item, &groupings),
        };
        asked.push((aspect, item));
    }
    let cube = Cube::new(dimensions, crossing.pairs(&groupings), codes).map(Cube::with_known_groups);
    Ok(cube
        .and_then(|cube| release(cube, rule, asked))
        .map_err(AppError::internal)
        .map(|(respondents, items, withheld)| Breakdown { groupings, respondents, items, withheld }))
}

/// Two groupings at once, and which questions would tell what their cross table hides.
struct Crossing {
    pairs: Vec<[ItemId; 2]>,
    /// Of all versions: an answer may have been given under any.
    dependences: Vec<Dependence>,
}

impl Crossing {
    /// Declared pairs of variables that make groups. None of those that hang together where a question depends on two
    /// of them: publishing refuses that of one survey, not of several versions.
    fn of(history: &History, groupings: &[Grouped]) -> Crossing {
        let is_there = |id: &ItemId| groupings.iter().any(|grouped| grouped.item == *id);
        let declared = history.survey().crossings.iter().filter(|pair| pair.iter().all(is_there)).cloned();
        let own = &history.survey().groupings;
        let dependences = history.versions().map(|(_, survey)| Dependence::of(survey, own)).collect();
        let mut crossing = Crossing { pairs: declared.collect(), dependences };
        for part in parts(&crossing.pairs) {
            let is_telling = |item: &ItemId| crossing.of_item(item).intersection(&part).count() > 1;
            if history.survey().items().any(|item| is_telling(&item.id)) {
                crossing.pairs.retain(|pair| !pair.iter().any(|id| part.contains(id)));
            }
        }
        crossing
    }

    fn of_item(&self, item: &ItemId) -> BTreeSet<ItemId> {
        self.dependences.iter().flat_map(|dependence| dependence.of_item(item)).collect()
    }

    fn pairs(&self, groupings: &[Grouped]) -> Vec<(usize, usize)> {
        let place = |id: &ItemId| groupings.iter().position(|grouped| grouped.item == *id);
        self.pairs.iter().filter_map(|[a, b]| Some((place(a)?, place(b)?))).collect()
    }

    /// What is told of everybody in exact figures, and whether not everybody was asked. No choice that others hang on: how
    /// many in a group are asked what only those with this answer are, is how many there gave it.
    fn told(&self, aspects: Vec<Aspect>, history: &History, results: &Results) -> Vec<(Aspect, bool)> {
        let exact = |aspect: Aspect| told_exactly(&aspect, results).map(|is_routed| (aspect, is_routed));
        let mut told: Vec<_> = aspects.into_iter().filter_map(exact).collect();
        let survey = history.survey();
        let groupings: BTreeSet<&ItemId> = survey.groupings.iter().map(|grouping| &grouping.id).collect();
        let items: BTreeSet<&ItemId> = told.iter().map(|(aspect, _)| &aspect.key.item).collect();
        // How many firms of a Kreis were asked for persons is hidden with the needs by place.
        let persons = survey.items().filter(|item| item.meaning.role == Some(Role::Persons)).map(|item| &item.id);
        let all: BTreeSet<&ItemId> = items.union(&groupings).copied().chain(persons).collect();
        let behind: BTreeSet<ItemId> = all.into_iter().flat_map(|item| self.behind(item)).collect();
        let is_single = |item: &ItemId| {
            let kind = survey.item(item).map(|item| &item.kind);
            matches!(kind, Some(ItemKind::Single { .. })) && !groupings.contains(item) && !behind.contains(item)
        };
        told.retain(|(aspect, _)| !matches!(aspect.about, About::Choice(_)) || is_single(&aspect.key.item));
        told
    }

    fn behind(&self, item: &ItemId) -> BTreeSet<ItemId> {
        self.dependences.iter().flat_map(|dependence| dependence.behind(item)).collect()
    }

    /// Where who is asked hangs on a variable, how many in a group of another are asked is a sum of cells of both.
    fn closed_to(&self, item: &ItemId, groupings: &[Grouped]) -> Vec<usize> {
        let read = self.of_item(item);
        let parts = parts(&self.pairs);
        let is_closed =
            |id: &ItemId| !read.contains(id) && parts.iter().any(|part| part.contains(id) && !part.is_disjoint(&read));
        (0..groupings.len()).filter(|at| is_closed(&groupings[*at].item)).collect()
    }
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

fn release(cube: Cube, rule: Rule, items: Vec<(Aspect, Item)>) -> Result<Told, Error> {
    let (cube, respondents) = match release_cube(&cube, rule.into()) {
        // What cannot be told by two variables is told by each of them.
        Err(Error::Unprotectable | Error::GivenUp) => {
            let alone = Cube { crossings: Vec::new(), ..cube.clone() };
            let mut respondents = release_cube(&alone, rule.into())?;
            respondents.withheld = cube.crossings;
            (alone, respondents)
        }
        released => (cube, released?),
    };
    let released: Vec<_> = match Frame::new(&cube, &respondents) {
        // Each is a search of its own. Threads that end give back what they have used, those of the shared pool keep it.
        Ok(frame) => {
            let released = || -> Vec<_> { items.par_iter().map(|(_, item)| release_item(&frame, item)).collect() };
            rayon::ThreadPoolBuilder::new().build().map_or_else(|_| released(), |pool| pool.install(released))
        }
        Err(error) => items.iter().map(|_| Err(error.clone())).collect(),
    };
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
        (About::Choice(options), Shape::Choice(shares)) => {
            let is_exact = |share: &OptionShare| matches!(share.count, Cell::Shown(_));
            let are_own =
                shares.iter().map(|share| share.options.as_slice()).eq(options.iter().map(std::slice::from_ref));
            are_own && shares.iter().all(is_exact)
        }
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
