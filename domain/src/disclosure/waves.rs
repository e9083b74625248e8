//! The same figure in the released results of several waves.

use super::Released;
use crate::{
    OptionId,
    answer::Key,
    report::{Cell, Distribution, Estimate, OptionShare, QuestionResult, Reading, Results, Series, Shape, Spread},
};

/// What the newest wave asked and `may` be followed, in its order: a series for every rating and score, and one for every
/// option that was chosen. `waves`: results and when they are from (in years), oldest first. `may`: the place of a wave
/// among them, and what would be joined to the newest.
pub fn follow(waves: &[(Released<&Results>, f64)], may: &dyn Fn(usize, &Key) -> bool) -> Released<Vec<Series>> {
    let Some((newest, _)) = waves.last() else { return Released(Vec::new()) };
    let followed = newest.0.questions.iter().filter(|question| may(waves.len() - 1, &question.key));
    let series = followed.flat_map(|question| {
        let of_waves: Vec<(&Cell<Distribution>, f64)> = waves
            .iter()
            .enumerate()
            .map(|(at, (results, when))| (asked(results.0, &question.key, &|key| may(at, key)), *when))
            .collect();
        options(&of_waves).into_iter().map(move |option| {
            let told = |(told, when): &(&Cell<Distribution>, f64)| reading(told, option.as_ref(), *when);
            Series { key: question.key.clone(), readings: of_waves.iter().map(told).collect(), option }
        })
    });
    Released(series.collect())
}

fn asked<'a>(results: &'a Results, key: &Key, may: &dyn Fn(&Key) -> bool) -> &'a Cell<Distribution> {
    let mut questions = results.questions.iter().filter(|question: &&QuestionResult| question.key == *key && may(key));
    questions.next().map_or(&Cell::Empty, |question| &question.distribution)
}

/// Whose shares can be followed: each option that stands alone in a wave, the newest wave's first. None where the answer
/// is no choice.
fn options(waves: &[(&Cell<Distribution>, f64)]) -> Vec<Option<OptionId>> {
    let mut found: Vec<Option<OptionId>> = Vec::new();
    for distribution in waves.iter().rev().filter_map(|(told, _)| told.shown()) {
        let here = match &distribution.shape {
            Shape::Choice(options) | Shape::Choices(options) => options.iter().filter_map(alone).map(Some).collect(),
            Shape::Rating(_) | Shape::Recommendation { .. } => vec![None],
            _ => Vec::new(),
        };
        here.into_iter().for_each(|option| {
            if !found.contains(&option) {
                found.push(option);
            }
        });
    }
    found
}

fn alone(share: &OptionShare) -> Option<OptionId> {
    match share.options.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn reading(told: &Cell<Distribution>, option: Option<&OptionId>, when: f64) -> Cell<Reading> {
    let distribution = match told {
        Cell::Shown(distribution) => distribution,
        Cell::Suppressed => return Cell::Suppressed,
        Cell::Empty => return Cell::Empty,
    };
    match figure(distribution, option) {
        Some((estimate, spread)) => Cell::Shown(Reading { when, n: distribution.n, estimate, spread }),
        None => Cell::Suppressed,
    }
}

/// None where only a bound is told, several options stand together, or all answered alike.
fn figure(distribution: &Distribution, option: Option<&OptionId>) -> Option<(Estimate, Spread)> {
    match (&distribution.shape, option) {
        (Shape::Choice(options) | Shape::Choices(options), Some(wanted)) => {
            let share = options.iter().find(|share| share.options.as_slice() == std::slice::from_ref(wanted))?;
            Some((share.share, Spread::Counted(*share.count.shown()?)))
        }
        (Shape::Rating(rating), None) => Some((rating.mean, Spread::Deviation(rating.sd))),
        (Shape::Recommendation { counts, score }, None) => {
            Some((*score, Spread::Deviation(deviation_of_score(counts)?)))
        }
        _ => None,
    }
}

/// Every answer from 0 to 6 is -100, 9 and 10 are 100: the score is their mean (Reichheld 2003).
fn deviation_of_score(counts: &[u64]) -> Option<f64> {
    let sum = |points: &[u64]| points.iter().sum::<u64>() as f64;
    let (critics, promoters, n) = (sum(counts.get(..7)?), sum(counts.get(9..)?), sum(counts));
    let mean = (promoters - critics) / n;
    let squares = promoters + critics - n * mean * mean;
    (n > 1.0).then(|| 100.0 * (squares / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::ItemId,
        meaning::Meaning,
        report::{MissingCounts, Rating},
    };

    fn question(item: &str, shape: Option<Shape>) -> QuestionResult {
        let key = Key::item(&ItemId::new(item).expect("a valid name"));
        let told = |shape| Cell::Shown(Distribution { n: 40, missing: MissingCounts::default(), shape });
        QuestionResult { key, meaning: Meaning::default(), distribution: shape.map_or(Cell::Suppressed, told) }
    }

    fn wave(questions: Vec<QuestionResult>) -> Results {
        Results { respondents: Cell::Shown(40), questions, gap: Cell::Empty, needs: Cell::Empty }
    }

    fn options(counts: &[(&str, Option<u64>)]) -> Shape {
        let share = |(options, count): &(&str, Option<u64>)| OptionShare {
            options: options.split('+').map(|id| OptionId::new(id).expect("a valid name")).collect(),
            count: count.map_or(Cell::Suppressed, Cell::Shown),
            share: count.map_or(Estimate::at_most(0.1), |count| Estimate::share(count, 40)),
        };
        Shape::Choices(counts.iter().map(share).collect())
    }

    fn rating(mean: f64) -> Shape {
        let mean = Estimate { value: mean, lo: mean - 0.2, hi: mean + 0.2 };
        let share = Estimate::share(20, 40);
        Shape::Rating(Rating { counts: vec![20, 20], mean, sd: 1.0, falling: false, top2: share, bottom2: share })
    }

    fn followed(waves: &[Results], may: &dyn Fn(usize, &Key) -> bool) -> Vec<Series> {
        let waves: Vec<_> =
            waves.iter().enumerate().map(|(at, results)| (Released(results), 2024.0 + at as f64)).collect();
        follow(&waves, may).get().clone()
    }

    #[test]
    fn every_option_and_every_rating_of_the_newest_wave_is_followed() {
        let first = wave(vec![question("wahl", Some(options(&[("a", Some(10)), ("b", Some(30))])))]);
        let last = wave(vec![
            question("klima", Some(rating(3.1))),
            question("wahl", Some(options(&[("b", Some(20)), ("a", Some(12))]))),
        ]);
        let found = followed(&[first, last], &|_, _| true);
        let names: Vec<_> = found.iter().map(|series| series.option.as_ref().map(OptionId::as_str)).collect();
        assert_eq!(names, [None, Some("b"), Some("a")]);
        assert_eq!(found[0].readings[0], Cell::Empty, "the first wave did not ask it");
        let of = |at: usize| found[1].readings[at].shown().map(|reading| (reading.when, reading.spread));
        assert_eq!([of(0), of(1)], [Some((2024.0, Spread::Counted(30))), Some((2025.0, Spread::Counted(20)))]);
    }

    /// A bound, options put together, and a question that is hidden: none of them is a point of a line.
    #[test]
    fn what_a_wave_hides_is_hidden_in_its_series() {
        let bound = wave(vec![question("wahl", Some(options(&[("a", None), ("b+c", Some(9))])))]);
        let hidden = wave(vec![question("wahl", None)]);
        let told = wave(vec![question("wahl", Some(options(&[("a", Some(8)), ("b", Some(9)), ("c", Some(7))])))]);
        for series in followed(&[bound, hidden, told], &|_, _| true) {
            assert_eq!(series.readings[..2], [Cell::Suppressed, Cell::Suppressed], "{:?}", series.option);
            assert!(series.readings[2].shown().is_some());
        }
    }

    #[test]
    fn what_may_not_be_joined_is_as_if_it_had_not_been_asked() {
        let one = || wave(vec![question("klima", Some(rating(3.1)))]);
        let found = followed(&[one(), one(), one()], &|wave, _| wave != 0);
        assert_eq!(found[0].readings[0], Cell::Empty);
        assert_eq!(found[0].told().count(), 2);
        assert!(followed(&[one(), one()], &|_, _| false).is_empty());
    }

    #[test]
    fn a_score_deviates_as_the_hundreds_that_it_is_the_mean_of() {
        // -100, -100, 0, 100, 100: mean 0, squares 40,000 over 4.
        assert_eq!(deviation_of_score(&[1, 0, 0, 0, 0, 0, 1, 1, 0, 2, 0]), Some(100.0));
        assert_eq!(deviation_of_score(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]), None, "one answer");
    }
}
