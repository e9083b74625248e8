//! Items of several answers, against counting by hand: places, sums, Kano pairs, blocks, days.

use analytics::results;
use domain::{
    Answers, ItemId, Questionnaire, Survey, Value,
    disclosure::{self, Rule},
    kano::{Category, Counts},
    meaning::Role,
    report::{BestWorstCount, Bound, Cell, OptionShare, Results, Shape},
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

fn began(day: &str) -> Answers {
    answers(&[("beginn", json!({ "t": day }))])
}

#[test]
fn days_are_counted_by_year() {
    let documents = ["2024-05-24", "2026-01-01", "2026-12-31"].map(began);
    let mut counted = counts(shape(&results_of(&documents), "beginn"));
    counted.retain(|(_, count)| *count > 0);
    assert_eq!(counted, [("2024".to_owned(), 1), ("2026".to_owned(), 2)]);
}

/// Who began when tells who somebody is, and the first year and the last one tell it of single people.
#[test]
fn the_first_and_the_last_year_are_told_of_nobody() {
    let days = ["2024-05-24"].into_iter().chain(["2026-08-01"; 9]).chain(["2025-08-01"; 6]).chain(["2031-01-01"]);
    let documents: Vec<Answers> = days.map(began).collect();
    let released = disclosure::release(results_of(&documents), &Rule::of(&survey()));
    let Shape::Choice(shares) = shape(released.get(), "beginn") else { panic!() };
    let told = |share: &OptionShare| share.options.len() == 1 && *share.count.shown().unwrap() < 5;
    assert!(!shares.iter().any(told), "{shares:?}");
    let together = shares.iter().find(|share| share.options.len() > 1).expect("a group");
    let years: Vec<String> = together.options.iter().map(ToString::to_string).collect();
    assert!(years.contains(&"2024".to_owned()) && years.contains(&"2030".to_owned()), "{years:?}");
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
    let released = disclosure::release(results, &Rule::of(&survey()));
    let Shape::Choice(shares) = shape(released.get(), "beruf") else { panic!() };
    let members: Vec<usize> = shares.iter().map(|share| share.options.len()).collect();
    let all = domain::vocabulary::occupations().len();
    assert_eq!(
        members,
        [1, all - 1],
        "those of few and of nobody are put together, so that nobody can be told from nobody"
    );
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
            let is_whole = picks.iter().all(|(best, _)| *best < 4);
            for (at, (best, step)) in picks.iter().enumerate() {
                let block = &design.blocks(*version)[at];
                // 4: only the worst was given.
                let (first, last) = (block.get(*best), block[(best + step) % 4]);
                if let Some(first) = first {
                    pairs.push((format!("wahl.{}:best", at + 1), json!(rows[*first].id)));
                    if is_whole {
                        block.iter().for_each(|row| naive[*row][0] += 1);
                        naive[*first][1] += 1;
                        naive[last][2] += 1;
                    }
                }
                pairs.push((format!("wahl.{}:worst", at + 1), json!(rows[last].id)));
            }
            respondents += u64::from(is_whole);
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

/// Answers to all blocks of the first version: `pick` chooses the places of best and worst in each.
fn chosen(pick: impl Fn(usize) -> (usize, usize)) -> Answers {
    let questionnaire = Questionnaire::new(survey()).unwrap();
    let item: ItemId = "wahl".parse().unwrap();
    let rows = questionnaire.choices(questionnaire.item(&item).unwrap());
    let mut pairs = vec![("wahl".to_owned(), json!(1))];
    for (at, block) in questionnaire.design(&item).unwrap().blocks(1).iter().enumerate() {
        let (best, worst) = pick(at);
        pairs.push((format!("wahl.{}:best", at + 1), json!(rows[block[best]].id)));
        pairs.push((format!("wahl.{}:worst", at + 1), json!(rows[block[worst]].id)));
    }
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    answers(&pairs)
}

fn best_worst_of(documents: &[Answers]) -> Option<(Vec<BestWorstCount>, Vec<BestWorstCount>)> {
    let raw = results_of(documents);
    let released = disclosure::release(raw.clone(), &Rule::of(&survey()));
    let question = released.get().questions.iter().find(|question| question.key.to_string() == "wahl").unwrap();
    let Shape::BestWorst(told) = &question.distribution.shown()?.shape else { panic!() };
    let Shape::BestWorst(counted) = shape(&raw, "wahl") else { panic!() };
    Some((counted.clone(), told.clone()))
}

#[test]
fn a_row_that_few_have_come_to_is_not_told() {
    let whole = chosen(|_| (0, 1));
    let first = |document: &Answers| {
        let value = serde_json::to_value(document).unwrap();
        let kept = ["wahl", "wahl.1:best", "wahl.1:worst"].map(|key| (key, value[key].clone()));
        answers(&kept)
    };
    let mut documents = vec![first(&whole); 12];
    documents.push(whole.clone());
    assert!(best_worst_of(&documents).is_none(), "one has answered everything");
    assert!(best_worst_of(&vec![whole; 12]).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The picks of all rows add up to the blocks that were seen.
    #[test]
    fn what_was_never_or_always_chosen_is_not_what_is_left_of_the_sum(
        people in prop::collection::vec(prop::collection::vec((0usize..4, 1usize..4), 24), 5..16), same in any::<bool>()
    ) {
        let one = |picks: &Vec<(usize, usize)>| chosen(|at| {
            let (best, step) = picks[at % picks.len()];
            (best, (best + step) % 4)
        });
        let documents: Vec<Answers> = match same {
            true => vec![one(&people[0]); people.len()],
            false => people.iter().map(one).collect(),
        };
        let (counted, told) = best_worst_of(&documents).expect("enough people");
        let ends: [fn(&BestWorstCount) -> &OptionShare; 2] = [|row| &row.best, |row| &row.worst];
        for end in ends {
            let count = |row: &BestWorstCount| *end(row).count.shown().unwrap();
            let is_hidden = |row: &BestWorstCount| end(row).count == Cell::Suppressed;
            let ends_are_hidden = counted.iter().zip(&told).all(|(counted, told)| {
                (count(counted) != 0 && count(counted) != counted.shown) || is_hidden(told)
            });
            prop_assert!(ends_are_hidden);
            let hidden: Vec<(u64, &BestWorstCount)> = counted.iter().zip(&told)
                .filter(|(_, told)| is_hidden(told)).map(|(counted, told)| (count(counted), told)).collect();
            // What one who takes the shown ones from the sum learns of each hidden row.
            let left: u64 = hidden.iter().map(|(count, _)| count).sum();
            for (at, (count, row)) in hidden.iter().enumerate() {
                let most = |row: &BestWorstCount| (most(end(row)) * row.shown as f64).ceil() as u64;
                let others: u64 = hidden.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, (_, row))| most(row)).sum();
                let (low, high) = (left.saturating_sub(others), left.min(most(row)));
                prop_assert!(high - low >= 2 || (low > 0 && high < row.shown), "{} lies in {}..={}", count, low, high);
            }
        }
    }
}

fn most(share: &OptionShare) -> f64 {
    match share.share.bound() {
        Bound::AtMost => share.share.value,
        _ => 1.0,
    }
}

/// The rows of a sum or of a ranking are what is left of a total that everybody knows.
#[test]
fn a_hidden_row_of_a_sum_or_of_a_ranking_hides_the_others() {
    let released = |documents: &[Answers], key: &str| {
        let released = disclosure::release(results_of(documents), &Rule::of(&survey()));
        let question = released.get().questions.iter().find(|question| question.key.to_string() == key).unwrap();
        question.distribution.clone()
    };
    // One gives everything to the bus, so that its total is nearly theirs.
    let mut sums = vec![answers(&[("geld.bus", json!(0)), ("geld.wohnen", json!(60)), ("geld.kurse", json!(40))]); 12];
    sums.push(answers(&[("geld.bus", json!(100)), ("geld.wohnen", json!(0)), ("geld.kurse", json!(0))]));
    for key in ["geld.bus", "geld.wohnen"] {
        assert_eq!(released(&sums, key), Cell::Suppressed, "{key}");
    }
    let ranks = |places: [u32; 3]| {
        let [team, lohn, sinn] = places;
        let all = [("rang.weg", 1), ("rang.team", team), ("rang.lohn", lohn), ("rang.sinn", sinn)];
        answers(&all.map(|(key, place)| (key, json!(place))))
    };
    let ranked: Vec<Answers> = (0..12).map(|at| ranks([[2, 3, 4], [4, 2, 3], [3, 4, 2]][at % 3])).collect();
    for key in ["rang.weg", "rang.team", "rang.lohn", "rang.sinn"] {
        assert_eq!(released(&ranked, key), Cell::Suppressed, "{key}");
    }
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
