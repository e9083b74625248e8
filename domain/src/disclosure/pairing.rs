//! Released results of two surveys, or of two waves of one, set side by side.

use super::Released;
use crate::{
    id::ConstructId,
    meaning::Role,
    report::{Pair, QuestionResult, Rated, Rating, Results, Shape},
};

/// What both asked about the same constructs on scales of as many points, in the order of the second, if `may` be
/// compared. What is hidden in one of them, or was asked more than once, has no pair.
pub fn pair(
    first: Released<&Results>,
    second: Released<&Results>,
    may: impl Fn(&ConstructId, Role) -> bool,
) -> Released<Vec<Pair>> {
    let (first, second) = (ratings(first.0), ratings(second.0));
    let only = |ratings: &[Found], found: &Found| {
        let mut same = ratings.iter().filter(|other| other.role == found.role && other.construct == found.construct);
        same.next().filter(|_| same.next().is_none()).map(|found| found.rated.clone())
    };
    let pairs = second.iter().filter(|found| may(&found.construct, found.role)).filter_map(|found| {
        let [first, second] = [only(&first, found)?, only(&second, found)?];
        let pair = Pair { construct: found.construct.clone(), role: found.role, first, second };
        (pair.first.counts.len() == pair.second.counts.len()).then_some(pair)
    });
    Released(pairs.collect())
}

struct Found {
    construct: ConstructId,
    role: Role,
    rated: Rated,
}

fn ratings(results: &Results) -> Vec<Found> {
    results.questions.iter().filter_map(found).collect()
}

fn found(question: &QuestionResult) -> Option<Found> {
    let role = question.meaning.role.filter(|role| matches!(role, Role::Importance | Role::Fulfilment))?;
    let construct = question.meaning.construct.clone()?;
    match &question.distribution.shown()?.shape {
        Shape::Rating(rating) => Some(Found { construct, role, rated: rated(rating) }),
        _ => None,
    }
}

fn rated(rating: &Rating) -> Rated {
    let mut counts = rating.counts.clone();
    if rating.falling {
        counts.reverse();
    }
    Rated { counts, mean: rating.mean.value, sd: rating.sd }
}
