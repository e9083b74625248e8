//! Items of several answers, against counting by hand: places, sums, Kano pairs, blocks, days.

use analytics::results;
use domain::{
    Answers, ItemId, Questionnaire, Survey, Value,
    disclosure::{self, Rule},
    kano::{Category, Counts},
    meaning::Role,
    report::{BestWorstCount, Cell, Results, Shape},
    template,
};
use proptest::prelude::*;
use serde_json::json;

use crate::fixture::{answers, assert_close, frame_of};

fn survey() -> Survey {
    let source = template::find("alle-fragearten").unwrap().source;
    domain::publish::freeze(Survey::from_toml(source).unwrap(), &[])
}

fn results_of(documents: &[Answers]) -> Results {
    let survey = survey();
    results(&frame_of(&survey, documents), &survey).unwrap()
}

fn shape<'a>(results: &'a Results, key: &str) -> &'a Shape {
    let question = results.questions.iter().find(|question| question.key.to_string() == key).unwrap();
    &question.distribution.shown().unwrap_or_else(|| panic!("{key} has no answers")).shape
}

fn counts(shape: &Shape) -> Vec<(String, u64)> {
    let shares = shape.options().unwrap();
    shares.iter().map(|share| (share.options[0].to_string(), *share.count.shown().unwrap())).collect()
}

#[test]
fn the_mean_place_and_the_mean_share() {
    let documents: Vec<Answers> = [(1, 60), (2, 40), (1, 20)]
        .into_iter()
        .map(|(place, euros)| answers(&[("rang.weg", json!(place)), ("geld.bus", json!(euros))]))
        .collect();
    let results = results_of(&documents);
    let mean = |key| match shape(&results, key) {
        Shape::Number { mean, .. } => mean.value,
        other => panic!("{other:?}"),
    };
    assert_close(mean("rang.weg"), 4.0 / 3.0, 1e-12, "place");
    assert_close(mean("geld.bus"), 40.0, 1e-12, "share");
}

#[test]
fn days_are_counted_by_year_and_nothing_before_the_first_or_after_the_last() {
    let days = ["2024-05-24", "2026-01-01", "2026-12-31"];
    let documents: Vec<Answers> = days.iter().map(|day| answers(&[("beginn", json!({ "t": day }))])).collect();
    let counted = counts(shape(&results_of(&documents), "beginn"));
    assert_eq!(counted, [("2024".to_owned(), 1), ("2025".to_owned(), 0), ("2026".to_owned(), 2)]);
}

#[test]
fn an_occupation_is_told_like_everything_that_describes_a_person() {
    let beruf = |id: &str| answers(&[("beruf", json!(id))]);
    let documents: Vec<Answers> = std::iter::repeat_n("tischler", 9)
        .chain(["baecker", "koch", "maurer", "maurer", "winzer"])
        .map(beruf)
        .collect();
    let results = results_of(&documents);
    let question = results.questions.iter().find(|question| question.key.to_string() == "beruf").unwrap();
    assert_eq!(question.meaning.role, Some(Role::Background));
    assert_eq!(counts(shape(&results, "beruf")).len(), 5, "only what was chosen");
    let released = disclosure::release(results, &Rule::of(&survey()));
    let Shape::Choice(shares) = shape(released.get(), "beruf") else { panic!() };
    let members: Vec<usize> = shares.iter().map(|share| share.options.len()).collect();
    assert_eq!(members, [1, 4], "those of one or two people are put together");
}

const KANO: [&str; 5] = ["like", "must-be", "neutral", "live-with", "dislike"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn kano_pairs_equal_a_naive_count(pairs in prop::collection::vec((0usize..6, 0usize..6), 1..60)) {
        let entry = |part: &str, at: usize| (format!("kantine:{part}"), json!(KANO.get(at).copied().unwrap_or("!no")));
        let documents: Vec<Answers> = pairs.iter().map(|(functional, dysfunctional)| {
            let both = [entry("functional", *functional), entry("dysfunctional", *dysfunctional)];
            answers(&both.each_ref().map(|(key, value)| (key.as_str(), value.clone())))
        }).collect();
        let results = results_of(&documents);
        let parts: Vec<String> = results.questions.iter().map(|question| question.key.to_string()).filter(|key| key.starts_with("kantine")).collect();
        prop_assert_eq!(parts, ["kantine"], "single answers stay inside");
        let id = |at: usize| KANO[at].parse().unwrap();
        let whole: Vec<Category> = pairs.iter().filter(|(f, d)| *f < 5 && *d < 5).map(|(f, d)| Category::of(&id(*f), &id(*d)).unwrap()).collect();
        let question = results.questions.iter().find(|question| question.key.to_string() == "kantine").unwrap();
        match question.distribution.shown() {
            None => prop_assert!(whole.is_empty()),
            Some(distribution) => {
                prop_assert_eq!(distribution.n, whole.len() as u64);
                prop_assert_eq!(distribution.n + distribution.missing.no_answer, pairs.len() as u64);
                for (letter, count) in counts(&distribution.shape) {
                    let naive = whole.iter().filter(|category| category.as_str() == letter).count();
                    prop_assert_eq!(count, naive as u64, "{}", letter);
                }
            }
        }
    }

    #[test]
    fn blocks_equal_a_naive_count(people in prop::collection::vec((1usize..5, prop::collection::vec((0usize..5, 1usize..4), 4)), 1..40)) {
        let questionnaire = Questionnaire::new(survey()).unwrap();
        let item: ItemId = "wahl".parse().unwrap();
        let design = questionnaire.design(&item).unwrap();
        let rows = questionnaire.choices(questionnaire.item(&item).unwrap());
        let mut naive = vec![[0u64; 3]; rows.len()];
        let mut respondents = 0;
        let documents: Vec<Answers> = people.iter().map(|(version, picks)| {
            let mut pairs = vec![("wahl".to_owned(), json!(version))];
            let mut has_whole_block = false;
            for (at, (best, step)) in picks.iter().enumerate() {
                let block = &design.blocks(*version)[at];
                // 4: only the worst was given.
                let (first, last) = (block.get(*best), block[(best + step) % 4]);
                if let Some(first) = first {
                    pairs.push((format!("wahl.{}:best", at + 1), json!(rows[*first].id)));
                    block.iter().for_each(|row| naive[*row][0] += 1);
                    naive[*first][1] += 1;
                    naive[last][2] += 1;
                    has_whole_block = true;
                }
                pairs.push((format!("wahl.{}:worst", at + 1), json!(rows[last].id)));
            }
            respondents += u64::from(has_whole_block);
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
            answers(&pairs)
        }).collect();
        let results = results_of(&documents);
        let question = results.questions.iter().find(|question| question.key.to_string() == "wahl").unwrap();
        let Some(distribution) = question.distribution.shown() else {
            prop_assert_eq!(respondents, 0);
            return Ok(());
        };
        let Shape::BestWorst(found) = &distribution.shape else { panic!() };
        prop_assert_eq!(distribution.n, respondents);
        for (row, naive) in found.iter().zip(naive) {
            let count = |cell: &Cell<u64>| *cell.shown().unwrap();
            prop_assert_eq!([row.shown, count(&row.best.count), count(&row.worst.count)], naive);
        }
    }
}

#[test]
fn what_was_never_or_always_chosen_is_told_as_a_bound() {
    let questionnaire = Questionnaire::new(survey()).unwrap();
    let item: ItemId = "wahl".parse().unwrap();
    let block = &questionnaire.design(&item).unwrap().blocks(1)[0];
    let row = |at: usize| questionnaire.choices(questionnaire.item(&item).unwrap())[block[at]].id.to_string();
    let one = answers(&[("wahl", json!(1)), ("wahl.1:best", json!(row(0))), ("wahl.1:worst", json!(row(1)))]);
    assert!(matches!(one.get(&"wahl".parse().unwrap()), Some(Value::Number(_))));
    let release = |people: usize| disclosure::release(results_of(&vec![one.clone(); people]), &Rule::of(&survey()));
    let released = release(12);
    let Shape::BestWorst(rows) = shape(released.get(), "wahl") else { panic!() };
    let seen: Vec<&BestWorstCount> = rows.iter().filter(|row| row.shown > 0).collect();
    assert_eq!(seen.len(), 4);
    assert!(seen.iter().all(|row| row.best.count == Cell::Suppressed && row.worst.count == Cell::Suppressed));
    let few = release(4);
    assert!(few.get().questions.iter().all(|question| question.distribution.shown().is_none()));
}

/// K01: after Sauerwein, Bailom, Matzler & Hinterhuber (1996); transcribed and not checked against print, so a test of
/// the mechanics. In the order of `Category::ALL`: M, O, A, I, R, Q.
#[test]
fn k01_categories_and_coefficients() {
    let features = [
        ([49.3, 32.3, 7.0, 9.5, 0.3, 1.5], Category::MustBe, 0.401, -0.832),
        ([31.5, 45.1, 10.4, 11.5, 1.2, 0.3], Category::OneDimensional, 0.563, -0.778),
        ([2.9, 21.6, 63.8, 8.5, 0.7, 2.5], Category::Attractive, 0.882, -0.253),
    ];
    for (shares, category, better, worse) in features {
        let counts = Counts(shares);
        assert_eq!(counts.category(), Some(category));
        assert_close(counts.better().unwrap(), better, 0.005, "better");
        assert_close(counts.worse().unwrap(), worse, 0.005, "worse");
    }
}
