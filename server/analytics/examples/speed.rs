//! How long it takes to decode and count many answers: `cargo run -p analytics --example speed --profile dist -- 1000000`.
//! A survey of 40 items (12 paired rows, 10 ratings, 4 choices, 1 top 3, 1 recommendation), documents of about 900 bytes
//! with the keys of real templates; pass `short` for keys as short as they get.

use std::time::Instant;

use analytics::{Frame, results};
use domain::{Answers, Survey};
use serde_json::{Value, json};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let respondents = arguments.get(1).and_then(|n| n.parse().ok()).unwrap_or(100_000_usize);
    let name = if arguments.iter().any(|argument| argument == "short") { "m" } else { "betriebsmerkmal_" };
    let survey: Survey = serde_json::from_value(survey(name)).expect("the survey below is well-formed");
    let sample: Vec<String> = (0..10_000).map(|seed| document(name, seed)).collect();
    let bytes = sample.iter().map(String::len).sum::<usize>() / sample.len();
    let batch = sample.join("\n");
    let batches = (0..respondents.div_ceil(sample.len())).map(|_| batch.clone());

    let start = Instant::now();
    let frame = Frame::read(&survey, batches).expect("documents fit");
    let decoded = start.elapsed();
    let raw = results(&frame, &survey).expect("counting works");
    let counted = start.elapsed() - decoded;
    assert_eq!((frame.misfits(), frame.unreadable()), (0, 0));
    eprintln!(
        "{} answers of {} questions, {bytes} bytes each: decoded in {decoded:.2?}, counted in {counted:.2?}; frame {} MB, peak {} MB",
        frame.respondents(),
        raw.questions.len(),
        frame.bytes() / 1_000_000,
        peak_kilobytes() / 1000,
    );
}

fn survey(name: &str) -> Value {
    let scale: Vec<Value> = (1..=5).map(|point| json!({"de-sie": point.to_string()})).collect();
    let rows =
        |count: u32| (0..count).map(|row| json!({"id": format!("{name}{row}"), "label": {}})).collect::<Vec<_>>();
    let options =
        |count: u32| (0..count).map(|at| json!({"id": format!("option-{at}"), "label": {}})).collect::<Vec<_>>();
    let single = |at: u32| json!({"id": format!("wahl{at}"), "kind": "single", "text": {}, "option": options(6 + at)});
    json!({
        "slug": "tempo", "audience": "apprentice", "k": 10, "locales": ["de-sie"], "title": {}, "intro": {}, "privacy": {},
        "scale": [{"id": "s", "labels": scale}],
        "section": [{"title": {}, "page": [{"id": "alles", "item": [
            single(1), single(2), single(3), single(4),
            {"id": "merkmale", "kind": "paired", "importance_scale": "s", "fulfilment_scale": "s", "text": {}, "fulfilment_text": {}, "row": rows(12)},
            {"id": "urteil", "kind": "battery", "scale": "s", "text": {}, "row": rows(10)},
            {"id": "vorrang", "kind": "top", "of": "merkmale", "text": {}},
            {"id": "empfehlung", "kind": "recommendation", "text": {}, "low": {}, "high": {}}
        ]}]}]
    })
}

/// A document as a submit writes it: keys in the order of `Answers`.
fn document(name: &str, seed: u32) -> String {
    let mut state = u64::from(seed) + 1;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut answers = serde_json::Map::new();
    for at in 1..=4 {
        answers.insert(format!("wahl{at}"), json!(format!("option-{}", next(6 + at))));
    }
    let mut rate = |key: String| {
        let rating = if next(20) == 0 { json!("!dk") } else { json!(1 + next(5)) };
        answers.insert(key, rating);
    };
    for row in 0..12 {
        rate(format!("merkmale.{name}{row}.importance"));
        rate(format!("merkmale.{name}{row}.fulfilment"));
    }
    (0..10).for_each(|row| rate(format!("urteil.{name}{row}")));
    let first = next(10);
    answers
        .insert("vorrang".to_owned(), json!((first..first + 3).map(|row| format!("{name}{row}")).collect::<Vec<_>>()));
    answers.insert("empfehlung".to_owned(), json!(next(11)));
    let answers: Answers = serde_json::from_value(Value::Object(answers)).expect("well-formed answers");
    serde_json::to_string(&answers).expect("answers are JSON")
}

/// Largest resident size of this process so far; 0 where the system does not tell.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
