//! Reference cases, the probe survey and documents for it.

use std::path::PathBuf;

use domain::{Answers, Key, Missing, OptionId, Survey, Value};
use proptest::prelude::*;
use serde_json::Value as Json;

use analytics::{Frame, Kind, Question};

pub fn reference(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn case(id: &str) -> Json {
    serde_json::from_str(&reference(&format!("{id}.json"))).unwrap()
}

/// Simpson & Parker (2018), Data 3(4) 69, CC BY 4.0.
pub fn perth() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../demo/perth_ipa.csv");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Rows of a reference CSV as maps from column name to text.
pub fn rows(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect()
}

pub fn number(json: &Json) -> f64 {
    json.as_f64().unwrap_or_else(|| panic!("not a number: {json}"))
}

#[track_caller]
pub fn assert_close(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual} instead of {expected} ± {tolerance}");
}

pub fn probe() -> Survey {
    serde_json::from_str(include_str!("survey.json")).unwrap()
}

pub fn questions() -> Vec<Question> {
    Frame::builder(&probe()).finish().unwrap().questions().to_vec()
}

pub fn frame_of(survey: &Survey, answers: &[Answers]) -> Frame {
    let mut builder = Frame::builder(survey);
    for answers in answers {
        builder.push(&serde_json::to_string(answers).unwrap()).unwrap();
    }
    builder.finish().unwrap()
}

/// Answers from pairs of key and JSON value, as they are stored.
pub fn answers(pairs: &[(&str, Json)]) -> Answers {
    let value = |json: &Json| serde_json::from_value::<Value>(json.clone()).unwrap();
    Answers(pairs.iter().map(|(key, json)| (key.parse::<Key>().unwrap(), value(json))).collect())
}

/// Random answers to the probe survey: each question not asked, missing for one of the reasons, or valid.
pub fn any_answers(documents: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<Answers>> {
    let questions = questions();
    let one = prop::collection::vec(any::<u32>(), questions.len()).prop_map(move |seeds| {
        Answers(questions.iter().zip(seeds).filter_map(|(q, seed)| Some((q.key.clone(), value(q, seed)?))).collect())
    });
    prop::collection::vec(one, documents)
}

fn value(question: &Question, seed: u32) -> Option<Value> {
    let (kind, seed) = (seed % 20, seed / 20);
    match kind {
        0 | 1 => return None,
        2 => return Some(Value::Missing(Missing::DontKnow)),
        3 => return Some(Value::Missing(Missing::NotApplicable)),
        4 => return Some(Value::Missing(Missing::NoAnswer)),
        _ => {}
    }
    let option = |at: u32| question.options[at as usize % question.options.len()].clone();
    Some(match question.kind {
        Kind::Choice => Value::Choice(option(seed)),
        Kind::Date => Value::Text(format!("{}-05-24", option(seed))),
        Kind::Dealt { versions } => Value::Number(f64::from(1 + seed % versions)),
        Kind::Choices => {
            let ticked: Vec<OptionId> = question
                .options
                .iter()
                .enumerate()
                .filter(|(at, _)| seed & (1 << at) != 0)
                .map(|(_, id)| id.clone())
                .collect();
            if ticked.is_empty() { Value::Choices(vec![option(seed)]) } else { Value::Choices(ticked) }
        }
        Kind::Rating { points, .. } => Value::Number(f64::from(1 + seed % points)),
        Kind::Recommendation => Value::Number(f64::from(seed % 11)),
        Kind::Number => Value::Number(f64::from(seed % 40)),
        Kind::Text => Value::Text("Mehr „Zeit“ für Fragen\n".to_owned()),
    })
}
