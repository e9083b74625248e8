//! Flags of answers that were hardly read.

use domain::{
    Answers, Questionnaire, Survey, Value,
    flow::{FieldShape, Path},
    length,
    quality::{self, Flag},
    template,
};

fn apprentices() -> Questionnaire {
    let template = template::find("auszubildende").expect("template");
    Questionnaire::new(Survey::from_toml(template.source).expect("readable")).expect("sound")
}

/// Every rating by its number, the first option of everything else.
fn answered(questionnaire: &Questionnaire, point: impl Fn(usize) -> f64) -> Answers {
    let mut answers = Answers::default();
    let mut ratings = 0;
    let mut step = Path::new(questionnaire, &answers).first().cloned();
    while let Some(here) = step {
        let fields = Path::new(questionnaire, &answers).fields(&here);
        for field in fields.iter().filter(|field| field.is_asked()) {
            let value = match &field.shape {
                FieldShape::Rating { .. } => {
                    ratings += 1;
                    Value::Number(point(ratings))
                }
                shape => match shape.options().first() {
                    Some(option) if matches!(shape, FieldShape::Single { .. }) => Value::Choice(option.id.clone()),
                    _ => continue,
                },
            };
            answers.set(field.key.clone(), value);
        }
        step = Path::new(questionnaire, &answers).next(&here).cloned();
    }
    assert!(ratings >= 20, "{ratings} ratings");
    answers
}

#[test]
fn whoever_takes_less_than_a_third_of_the_time_is_speeding() {
    let survey = apprentices();
    let answers = answered(&survey, |at| (at % 5 + 1) as f64);
    let usual = length::seconds(&survey, &answers);
    assert!(usual > 120.0 && usual <= length::minutes(&survey).minutes * 60.0 / 1.2 + 1e-9, "{usual}");
    let of = |seconds: f64| quality::flags(&survey, &answers, seconds as u64);
    assert_eq!(of(usual / 3.0 - 1.0), [Flag::Speeding]);
    assert_eq!(of(usual / 3.0 + 1.0), []);
    assert_eq!(of(1e9), [], "a pause is no speed");
}

/// A short way through is no speed: what was not asked takes no time.
#[test]
fn the_time_is_that_of_the_pages_on_the_path() {
    let survey =
        Questionnaire::new(Survey::from_toml(include_str!("../conditions.toml")).expect("readable")).expect("sound");
    let whole = length::minutes(&survey).minutes * 60.0 / 1.2;
    assert!(length::seconds(&survey, &Answers::default()) < whole);
}

#[test]
fn the_same_point_everywhere_is_a_straight_line() {
    let survey = apprentices();
    let of = |answers: &Answers| quality::flags(&survey, answers, 1_000);
    assert_eq!(of(&answered(&survey, |_| 4.0)), [Flag::Straightlining]);
    assert_eq!(of(&answered(&survey, |at| if at == 9 { 3.0 } else { 4.0 })), []);
    // Twelve times the same and nothing else is an opinion.
    let mut few = answered(&survey, |_| 4.0);
    let ratings: Vec<_> =
        few.0.iter().filter(|(_, value)| matches!(value, Value::Number(_))).map(|(key, _)| key.clone()).collect();
    for key in &ratings[..ratings.len() - 12] {
        few.0.remove(key);
    }
    assert_eq!(of(&few), []);
}

#[test]
fn flags_stand_with_the_answers_and_none_is_not_unknown() {
    let mut answers = Answers::default();
    assert_eq!(quality::is_flagged(&answers, Flag::Speeding), None);
    quality::note(&mut answers, &[]);
    assert_eq!(serde_json::to_string(&answers).expect("json"), r#"{"data_quality":[]}"#);
    assert_eq!(quality::is_flagged(&answers, Flag::Speeding), Some(false));
    quality::note(&mut answers, &[Flag::Straightlining]);
    let read: Answers = serde_json::from_str(r#"{"data_quality":["straightlining"]}"#).expect("answers");
    assert_eq!(read, answers);
    assert_eq!(Flag::ALL.map(|flag| quality::is_flagged(&read, flag)), [Some(false), Some(true)]);
}
