//! Nothing about fewer than k leaves, whatever was answered.

use std::collections::BTreeMap;

use analytics::results;
use domain::{
    Answers, Key,
    disclosure::{Released, Rule, release},
    meaning::{Audience, Role},
    report::{Bound, Cell, Distribution, Results, Shape, UniformAnswer},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{answers, any_answers, frame_of, probe};

fn released(documents: &[Answers], k: u32) -> (Results, Released<Results>) {
    let mut survey = probe();
    survey.k = k;
    let raw = results(&frame_of(&survey, documents), &survey).unwrap();
    (raw.clone(), release(raw, &Rule::of(&survey)))
}

fn find<'a>(results: &'a Results, key: &str) -> &'a Cell<Distribution> {
    &results.questions.iter().find(|question| question.key.to_string() == key).unwrap().distribution
}

/// Every `n` in the JSON of what is shown.
fn bases(json: &Value, found: &mut Vec<u64>) {
    match json {
        Value::Object(fields) => {
            found.extend(fields.get("n").and_then(Value::as_u64));
            fields.values().for_each(|value| bases(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| bases(value, found)),
        _ => {}
    }
}

#[test]
fn k_never_falls_below_its_floor() {
    assert_eq!(Rule::new(Audience::Firm, 0).k(), 5);
    let mut survey = probe();
    survey.k = 1;
    assert_eq!(Rule::of(&survey).k(), 5);
    survey.audience = Audience::Apprentice;
    assert_eq!(Rule::of(&survey).k(), 10, "minors answer");
    survey.k = 12;
    assert_eq!(Rule::of(&survey).k(), 12);
}

#[test]
fn a_survey_with_too_few_answers_shows_nothing_but_that() {
    let documents = vec![answers(&[("branche", json!("bau")), ("empfehlung", json!(9))]); 4];
    let (_, shown) = released(&documents, 5);
    let shown = shown.get();
    assert_eq!(
        (&shown.respondents, &shown.gap, &shown.needs),
        (&Cell::Suppressed, &Cell::Suppressed, &Cell::Suppressed)
    );
    assert!(shown.questions.iter().all(|question| question.distribution == Cell::Suppressed));
}

#[test]
fn small_groups_of_a_background_question_are_put_together() {
    let firms = |counts: [usize; 4]| -> Vec<Answers> {
        let options = ["bau", "handel", "it", "pflege"];
        let one = |(option, count): (&str, usize)| vec![answers(&[("branche", json!(option))]); count];
        options.into_iter().zip(counts).flat_map(one).collect()
    };
    let groups = |counts: [usize; 4]| -> Option<Vec<(usize, u64)>> {
        let (_, shown) = released(&firms(counts), 5);
        let Shape::Choice(shares) = &find(shown.get(), "branche").shown()?.shape else { panic!() };
        Some(shares.iter().map(|share| (share.options.len(), *share.count.shown().unwrap())).collect())
    };
    assert_eq!(groups([9, 8, 7, 6]), Some(vec![(1, 9), (1, 8), (1, 7), (1, 6)]));
    assert_eq!(groups([9, 3, 7, 4]), Some(vec![(1, 9), (1, 7), (2, 7)]));
    assert_eq!(groups([9, 8, 7, 4]), Some(vec![(1, 9), (1, 8), (2, 11)]), "4 alone would be total minus others");
    assert_eq!(groups([9, 1, 7, 1]), Some(vec![(1, 9), (3, 9)]), "1 and 1 are still too few");
    assert_eq!(groups([9, 8, 7, 0]), Some(vec![(1, 9), (1, 8), (2, 7)]), "that there is nobody is told of nobody");
    assert_eq!(groups([9, 1, 1, 1]), None, "together with the rest nothing is left to tell apart");
    assert_eq!(groups([12, 0, 0, 0]), None);
}

/// The needs table and the bars of the same question must not contradict each other: here every respondent ticks just
/// one topic, so that the counts add up to n as they do where only one may be chosen.
#[test]
fn an_option_nobody_ticked_is_a_bound_wherever_it_is_shown() {
    let documents: Vec<Answers> = (0..12).map(|_| answers(&[("themen", json!(["ki"]))])).collect();
    let mut mixed = documents.clone();
    mixed.extend((0..8).map(|_| answers(&[("themen", json!(["excel"]))])));
    for documents in [documents, mixed] {
        let (_, shown) = released(&documents, 5);
        let shape = &find(shown.get(), "themen").shown().unwrap().shape;
        let Shape::Choices(shares) = shape else { panic!("several may be ticked") };
        let needs = shown.get().needs.shown().unwrap();
        for topic in &needs.topics {
            let is_same =
                |share: &&domain::report::OptionShare| (share.share, &share.count) == (topic.share, &topic.count);
            assert!(shares.iter().any(|share| is_same(&share)), "{topic:?} is told otherwise among {shares:?}");
        }
        let ends = |share: &&domain::report::OptionShare| share.share.value <= 0.0 || share.share.value >= 1.0;
        assert_eq!(shares.iter().filter(ends).count(), 0);
    }
}

#[test]
fn unanimity_is_a_bound() {
    let one = answers(&[
        ("kennt@ki", json!("ja")),
        ("themen", json!(["ki"])),
        ("noten.schule", json!(5)),
        ("merkmale.klima.importance", json!(4)),
        ("empfehlung", json!(9)),
        ("plaetze", json!(3)),
        ("vorrang", json!(["klima", "weg"])),
    ]);
    let other =
        answers(&[("merkmale.klima.importance", json!(5)), ("noten.schule", json!(5)), ("empfehlung", json!(10))]);
    let mut documents = vec![one; 12];
    documents.extend(vec![other; 8]);
    let (raw, shown) = released(&documents, 5);
    let shown = shown.get();
    let shape = |key: &str| find(shown, key).shown().map(|distribution| distribution.shape.clone());
    let uniform = |answer, at_least| Some(Shape::Uniform { answer, at_least });
    assert_eq!(
        shape("kennt@ki"),
        uniform(UniformAnswer::Option(domain::OptionId::new("ja").unwrap()), 0.8),
        "12 firms"
    );
    assert_eq!(shape("noten.schule"), uniform(UniformAnswer::Points(4, 5), 0.9), "20 firms");
    assert_eq!(shape("merkmale.klima.importance"), uniform(UniformAnswer::Points(4, 5), 0.9), "4 and 5 are one side");
    assert_eq!(shape("empfehlung"), uniform(UniformAnswer::Points(9, 10), 0.9));
    assert_eq!(find(shown, "plaetze"), &Cell::Suppressed, "a mean without spread is everybody's answer");
    let Some(Shape::Choices(shares)) = shape("vorrang") else { panic!() };
    let told: Vec<(Bound, f64)> = shares.iter().map(|share| (share.share.bound(), share.share.value)).collect();
    assert_eq!(told, [(Bound::AtLeast, 0.8), (Bound::AtMost, 0.2), (Bound::AtLeast, 0.8)]);
    assert!(shares.iter().all(|share| share.count == Cell::Suppressed));
    let needs = shown.needs.shown().unwrap();
    assert_eq!(needs.topics.iter().filter(|topic| topic.share.bound() != Bound::None).count(), 3);
    assert!(needs.topics.iter().all(|topic| topic.count == Cell::Suppressed));
    assert_eq!(raw.respondents, shown.respondents);
}

#[test]
fn a_dominating_firm_hides_the_total() {
    let places = |count: u32| answers(&[("plaetze", json!(count))]);
    let mut documents: Vec<Answers> = [500, 20, 4, 3, 2, 1].into_iter().map(places).collect();
    assert_eq!(find(released(&documents, 5).1.get(), "plaetze"), &Cell::Suppressed);
    documents.extend([60, 50, 40].map(places));
    assert!(find(released(&documents, 5).1.get(), "plaetze").shown().is_some());
}

/// 30 firms; `ki` for 12 of them, `deutsch` for 8, `excel` for 3.
fn firms() -> Vec<Answers> {
    (0..30_u32)
        .map(|at| {
            let topics = [(at < 12, "ki"), ((10..18).contains(&at), "deutsch"), ((15..18).contains(&at), "excel")];
            let ticked: Vec<&str> = topics.iter().filter(|topic| topic.0).map(|topic| topic.1).collect();
            let mut pairs =
                vec![("themen".to_owned(), if ticked.is_empty() { json!(["keins"]) } else { json!(ticked) })];
            for topic in ticked {
                pairs.push((format!("dringend.thema@{topic}"), json!(1 + at % 5)));
                pairs.push((format!("zufrieden.angebote@{topic}"), json!(1 + at % 3)));
                pairs.push((format!("azubis@{topic}"), json!(1 + at % 4)));
                if at % 4 == 0 {
                    pairs.push((format!("ausbildende@{topic}"), json!(1 + at % 3)));
                }
            }
            answers(&pairs.iter().map(|(key, value)| (key.as_str(), value.clone())).collect::<Vec<_>>())
        })
        .collect()
}

#[test]
fn a_small_topic_takes_the_next_smallest_with_it() {
    let (_, shown) = released(&firms(), 5);
    let needs = shown.get().needs.shown().unwrap();
    let details: BTreeMap<&str, bool> =
        needs.topics.iter().map(|topic| (topic.topic.as_str(), topic.detail.shown().is_some())).collect();
    assert_eq!(details, BTreeMap::from([("deutsch", false), ("ki", true), ("tabellen", false)]));
    for (key, is_shown) in
        [("dringend.thema@ki", true), ("dringend.thema@deutsch", false), ("dringend.thema@excel", false)]
    {
        assert_eq!(find(shown.get(), key).shown().is_some(), is_shown, "{key}");
    }
    // Three firms named trainers for ki; the one other cell of that row goes with it, in both places.
    assert_eq!(find(shown.get(), "ausbildende@ki"), &Cell::Suppressed);
    assert_eq!(find(shown.get(), "azubis@ki"), &Cell::Suppressed);
    let ki = needs.topics.iter().find(|topic| topic.topic.as_str() == "ki").unwrap().detail.shown().unwrap();
    assert!(ki.persons.iter().all(|(_, persons)| *persons == Cell::Suppressed));
    assert!(ki.urgency.shown().is_some() && ki.mwds.shown().is_some());
}

/// A family with one row that may not be shown would give it away through grand means and ranks.
#[test]
fn a_gap_with_a_row_below_k_is_hidden_as_a_whole() {
    let documents: Vec<Answers> = (0..9)
        .map(|at| {
            answers(&[
                ("merkmale.klima.importance", json!(3 + at % 3)),
                ("merkmale.klima.fulfilment", json!(2 + at % 2)),
            ])
        })
        .collect();
    let (raw, _) = released(&documents, 5);
    assert!(release(raw.clone(), &Rule::new(Audience::Firm, 9)).get().gap.shown().is_some());
    assert_eq!(release(raw, &Rule::new(Audience::Firm, 10)).get().gap, Cell::Suppressed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_figure_rests_on_fewer_than_k(documents in any_answers(0..40), k in 5..15_u32) {
        let (raw, shown) = released(&documents, k);
        let mut found = Vec::new();
        bases(&serde_json::to_value(&shown).unwrap(), &mut found);
        prop_assert!(found.iter().all(|n| *n == 0 || *n >= u64::from(k)), "{found:?} with k = {k}");
        if let Cell::Shown(respondents) = shown.get().respondents {
            prop_assert!(respondents == 0 || respondents >= u64::from(k));
        }
        for (before, after) in raw.questions.iter().zip(&shown.get().questions) {
            prop_assert_eq!(&before.key, &after.key);
            let Some(Distribution { n, shape, .. }) = after.distribution.shown() else { continue };
            match shape {
                Shape::Choice(shares) if after.meaning.role == Some(Role::Background) => {
                    let counts: Vec<u64> = shares.iter().map(|share| *share.count.shown().unwrap()).collect();
                    prop_assert!(counts.iter().all(|count| *count >= u64::from(k)), "{counts:?}");
                    prop_assert_eq!(counts.iter().sum::<u64>(), *n);
                    prop_assert!(shares.len() > 1);
                }
                Shape::Choice(shares) | Shape::Choices(shares) => {
                    for share in shares {
                        prop_assert!(share.count.shown() != Some(n), "everybody ticked it");
                    }
                }
                Shape::Rating(rating) => {
                    prop_assert!(rating.counts.iter().all(|count| count < n));
                    prop_assert!(rating.top2.value < 1.0 && rating.bottom2.value < 1.0 && rating.sd > 0.0);
                }
                Shape::Number { mean, dominated, .. } => prop_assert!(!dominated && mean.lo < mean.hi),
                Shape::Recommendation { score, .. } => prop_assert!(score.value.abs() < 100.0),
                Shape::Uniform { at_least, .. } => prop_assert!((0.0..1.0).contains(at_least)),
                Shape::BestWorst(_) | Shape::Text => {}
            }
        }
    }

    #[test]
    fn no_column_of_topics_has_a_single_hidden_cell(documents in any_answers(0..40), k in 5..15_u32) {
        let (_, shown) = released(&documents, k);
        let mut columns: BTreeMap<Key, (u32, u32)> = BTreeMap::new();
        for question in shown.get().questions.iter().filter(|question| question.key.instance.is_some()) {
            let column = columns.entry(Key { instance: None, ..question.key.clone() }).or_default();
            match question.distribution {
                Cell::Suppressed => column.0 += 1,
                Cell::Shown(_) => column.1 += 1,
                Cell::Empty => {}
            }
        }
        for (column, (hidden, shown)) in columns {
            prop_assert!(hidden != 1 || shown == 0, "{column}: {hidden} hidden beside {shown}");
        }
    }
}
