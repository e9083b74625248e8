//! The frame holds what the documents say: against a naive count over `domain::Answers`.

use analytics::{Frame, Kind, Question, results};
use domain::{
    Answers, Missing, Value,
    report::{Cell, Distribution, MissingCounts, Shape},
};
use proptest::prelude::*;
use serde_json::json;

use crate::fixture::{answers, any_answers, frame_of, probe, questions};

/// Valid answers per option, point or figure, and the missing ones by reason.
fn naive(question: &Question, documents: &[Answers]) -> (u64, Vec<u64>, MissingCounts, f64) {
    let size = match question.kind {
        Kind::Choice | Kind::Choices | Kind::Date => question.options.len(),
        Kind::Rating { points, .. } => points as usize,
        Kind::Recommendation => 11,
        Kind::Number | Kind::Text | Kind::Dealt { .. } => 0,
    };
    let (mut n, mut counts, mut missing, mut total) = (0, vec![0; size], MissingCounts::default(), 0.0);
    for document in documents {
        let place = |id: &domain::OptionId| question.options.iter().position(|option| option == id).unwrap();
        match document.get(&question.key) {
            None => missing.not_asked += 1,
            Some(Value::Missing(Missing::DontKnow)) => missing.dont_know += 1,
            Some(Value::Missing(Missing::NotApplicable)) => missing.not_applicable += 1,
            Some(Value::Missing(Missing::NoAnswer)) => missing.no_answer += 1,
            Some(valid) => {
                n += 1;
                match (valid, question.kind) {
                    (Value::Choice(id), _) => counts[place(id)] += 1,
                    (Value::Choices(ids), _) => ids.iter().for_each(|id| counts[place(id)] += 1),
                    (Value::Number(point), Kind::Rating { .. }) => counts[*point as usize - 1] += 1,
                    (Value::Number(point), Kind::Recommendation) => counts[*point as usize] += 1,
                    (Value::Number(number), _) => total += number,
                    _ => {}
                }
            }
        }
    }
    (n, counts, missing, total)
}

fn counts(shape: &Shape) -> Vec<u64> {
    match shape {
        Shape::Choice(shares) | Shape::Choices(shares) => {
            shares.iter().map(|share| *share.count.shown().unwrap()).collect()
        }
        Shape::Rating(rating) => rating.counts.clone(),
        Shape::Recommendation { counts, .. } => counts.clone(),
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn frame_counts_equal_a_naive_count(documents in any_answers(0..60)) {
        let frame = frame_of(&probe(), &documents);
        let raw = results(&frame, &probe()).unwrap();
        prop_assert_eq!(frame.respondents(), documents.len() as u64);
        prop_assert_eq!(frame.misfits(), 0);
        for (question, result) in frame.questions().iter().zip(&raw.questions) {
            let (n, naive_counts, missing, total) = naive(question, &documents);
            match &result.distribution {
                Cell::Empty => prop_assert_eq!(n, 0),
                Cell::Shown(Distribution { n: counted, missing: reasons, shape }) => {
                    prop_assert_eq!((*counted, *reasons), (n, missing), "{}", question.key);
                    prop_assert_eq!(counts(shape), naive_counts, "{}", question.key);
                    if let Shape::Number { total: sum, .. } = shape {
                        prop_assert_eq!(*sum, total);
                    }
                }
                Cell::Suppressed => prop_assert!(false, "raw results hide nothing"),
            }
        }
    }

    #[test]
    fn reading_in_batches_on_all_cores_changes_nothing(documents in any_answers(1..40), size in 1..9_usize) {
        let texts: Vec<String> = documents.iter().map(|answers| serde_json::to_string(answers).unwrap()).collect();
        let batches: Vec<String> = texts.chunks(size).map(|batch| batch.join("\n")).collect();
        let read = Frame::read(&probe(), batches.into_iter()).unwrap();
        let pushed = frame_of(&probe(), &documents);
        prop_assert_eq!(results(&read, &probe()).unwrap(), results(&pushed, &probe()).unwrap());
    }

    #[test]
    fn shares_of_a_single_choice_sum_to_one(documents in any_answers(1..40)) {
        let raw = results(&frame_of(&probe(), &documents), &probe()).unwrap();
        for result in &raw.questions {
            let is_single = questions().iter().any(|q| q.key == result.key && q.kind == Kind::Choice);
            if let (true, Some(Distribution { shape: Shape::Choice(shares), .. })) = (is_single, result.distribution.shown()) {
                let sum: f64 = shares.iter().map(|share| share.share.value).sum();
                prop_assert!((sum - 1.0).abs() < 1e-12);
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_no_answer_and_is_counted() {
    let survey = probe();
    let mut builder = Frame::builder(&survey);
    let strange = json!({
        "branche": "raumfahrt", "merkmale.klima.importance": 6, "empfehlung": 11, "themen": ["ki", "mond"],
        "offen": 3, "noten.schule": 2.5, "unbekannt": {"a": [1, {"b": null}]}, "plaetze": true, "ort": null
    });
    builder.push(&strange.to_string()).unwrap();
    let frame = builder.finish().unwrap();
    assert_eq!(frame.misfits(), 8);
    let raw = results(&frame, &survey).unwrap();
    let themen = raw.questions.iter().find(|q| q.key.to_string() == "themen").unwrap().distribution.shown().unwrap();
    assert_eq!(counts(&themen.shape), [1, 0, 0, 0], "the options that are known still count");
    let others = raw.questions.iter().filter(|q| q.key.to_string() != "themen");
    assert!(others.into_iter().all(|q| q.distribution == Cell::Empty));
}

#[test]
fn a_broken_document_leaves_no_trace() {
    let survey = probe();
    let mut builder = Frame::builder(&survey);
    let good = r#"{"branche":"bau","empfehlung":9}"#;
    builder.push(good).unwrap();
    for broken in ["", "[]", "7", r#"{"branche":"it","empfehlung":"#, r#"{"branche":"it"} x"#] {
        assert!(builder.push(broken).is_err(), "{broken}");
    }
    builder.push(good).unwrap();
    let mut twice = Frame::builder(&survey);
    twice.push(good).unwrap();
    twice.push(good).unwrap();
    let (left, right) = (builder.finish().unwrap(), twice.finish().unwrap());
    assert_eq!(results(&left, &survey).unwrap(), results(&right, &survey).unwrap());

    let read = Frame::read(&survey, [format!("{good}\n{{\n"), good.to_owned()].into_iter()).unwrap();
    assert_eq!((read.respondents(), read.unreadable()), (2, 1));
}

#[test]
fn more_options_than_a_byte_or_a_word_holds() {
    let mut survey = serde_json::to_value(probe()).unwrap();
    let options: Vec<_> = (0..300).map(|at| json!({"id": format!("o{at}"), "label": {}})).collect();
    let items = &mut survey["section"][0]["page"][0]["item"];
    items[0]["option"] = json!(options);
    items[2] = json!({"id": "viele", "kind": "multiple", "text": {}, "option": options});
    let survey: domain::Survey = serde_json::from_value(survey).unwrap();
    let documents = [
        answers(&[("branche", json!("o299")), ("viele", json!(["o0", "o59", "o60", "o299"]))]),
        answers(&[("branche", json!("!dk")), ("viele", json!(["o60"]))]),
        answers(&[("branche", json!("o255")), ("viele", json!("!no"))]),
    ];
    let raw = results(&frame_of(&survey, &documents), &survey).unwrap();
    let find = |key: &str| {
        let question = raw.questions.iter().find(|q| q.key.to_string() == key).unwrap();
        question.distribution.shown().unwrap().clone()
    };
    let (single, several) = (find("branche"), find("viele"));
    assert_eq!((single.n, single.missing.dont_know), (2, 1));
    assert_eq!((several.n, several.missing.no_answer), (2, 1));
    let ticked = |distribution: &Distribution| -> Vec<(String, u64)> {
        let shares = distribution.shape.options().unwrap();
        let counted = shares.iter().map(|share| (share.options[0].to_string(), *share.count.shown().unwrap()));
        counted.filter(|(_, count)| *count > 0).collect()
    };
    let expected = |counts: &[(&str, u64)]| -> Vec<(String, u64)> {
        counts.iter().map(|(option, count)| ((*option).to_owned(), *count)).collect()
    };
    assert_eq!(ticked(&single), expected(&[("o255", 1), ("o299", 1)]));
    assert_eq!(ticked(&several), expected(&[("o0", 1), ("o59", 1), ("o60", 2), ("o299", 1)]));
}
