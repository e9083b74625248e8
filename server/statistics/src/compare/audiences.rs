//! What two groups of people think of the same things.

use domain::{
    guard::Guard,
    meaning::Role,
    report::{Based, Difference, Pair, Rated},
};

use super::{mann_whitney_exact, mann_whitney_of_counts};
use crate::{estimate::Estimated, multiplicity::benjamini_hochberg, trend::welch};

/// The second group of each pair against the first: difference of means with its interval (Welch 1947), Cliff's δ and
/// the Mann-Whitney test, exact where a group bears no approximation, adjusted over all constructs of the same role (Benjamini & Hochberg 1995). Pairs with
/// too few answers in a group for an interval ([`Guard`]), and those in which nobody differs from anybody, are left out. Importance comes
/// first, then fulfilment, each in the order given.
pub fn differences(pairs: Vec<Pair>) -> Vec<Difference> {
    let (importance, others): (Vec<Pair>, Vec<Pair>) =
        pairs.into_iter().partition(|pair| pair.role == Role::Importance);
    [importance, others].into_iter().flat_map(family).collect()
}

fn family(pairs: Vec<Pair>) -> Vec<Difference> {
    let mut found: Vec<Difference> = pairs.into_iter().filter_map(difference).collect();
    let p: Vec<f64> = found.iter().map(|difference| difference.p).collect();
    for (difference, adjusted) in found.iter_mut().zip(benjamini_hochberg(&p)) {
        difference.p_adjusted = adjusted;
    }
    found
}

fn difference(pair: Pair) -> Option<Difference> {
    let (first, second) = (&pair.first, &pair.second);
    if ![first, second].into_iter().all(|rated| Guard::of(rated.n()).bears_interval()) {
        return None;
    }
    let test = mann_whitney_of_counts(&second.counts, &first.counts).ok()?;
    let p = few(first, second).map_or(test.p_two, |few| mann_whitney_exact(&few.counts, &all(first, second)));
    let difference = welch(&estimated(second), &estimated(first)).ok()?.slope;
    Some(Difference {
        first: Based { n: first.n(), value: first.mean },
        second: Based { n: second.n(), value: second.mean },
        difference,
        delta: test.rank_biserial,
        p,
        p_adjusted: p,
        construct: pair.construct,
        role: pair.role,
    })
}

/// More points than most scales have: the ways to deal out answers grow with each.
const EXACT_POINTS: usize = 5;

/// The smaller group, if it bears no approximation. On a longer scale the approximation has fewer ties, and stands.
fn few<'a>(first: &'a Rated, second: &'a Rated) -> Option<&'a Rated> {
    let smaller = if first.n() < second.n() { first } else { second };
    let is_short = smaller.counts.len() <= EXACT_POINTS;
    (is_short && !Guard::of(smaller.n()).bears_approximation()).then_some(smaller)
}

fn all(first: &Rated, second: &Rated) -> Vec<u64> {
    first.counts.iter().zip(&second.counts).map(|(first, second)| first + second).collect()
}

fn estimated(rated: &Rated) -> Estimated {
    let n = rated.n();
    let se = rated.sd / (n as f64).sqrt();
    Estimated { value: rated.mean, se, df: n as f64 - 1.0, n: n as usize }
}
