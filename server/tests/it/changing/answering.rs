//! People who answer at random, and answer everything they are asked.

use domain::{
    Answers, OptionId, Questionnaire, Value, check,
    flow::{self, FieldShape},
};

/// The same numbers each time (Knuth's MMIX).
pub struct Chance(pub u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// Step by step, as the answers lead on. Texts say `mark`.
pub fn answered(questionnaire: &Questionnaire, chance: &mut Chance, mark: &str) -> Answers {
    let mut answers = Answers::default();
    let mut step = flow::steps(questionnaire, &answers).into_iter().next();
    while let Some(here) = step {
        for field in flow::fields(questionnaire, &answers, &here) {
            if let Some(value) = value(&field.shape, chance, mark) {
                answers.set(field.key, value);
            }
        }
        step = flow::next(questionnaire, &answers, &here);
    }
    check::complete(questionnaire, &answers)
}

fn value(shape: &FieldShape, chance: &mut Chance, mark: &str) -> Option<Value> {
    let ids: Vec<OptionId> = shape.options().iter().map(|option| option.id.clone()).collect();
    Some(match shape {
        FieldShape::Single { .. } | FieldShape::Municipality { .. } => {
            Value::Choice(ids[chance.below(ids.len())].clone())
        }
        FieldShape::Multiple { options, .. } => {
            let free = options.iter().filter(|option| !option.exclusive);
            let ticked: Vec<OptionId> = free.map(|option| option.id.clone()).filter(|_| chance.below(2) == 1).collect();
            if ticked.is_empty() { return None } else { Value::Choices(ticked) }
        }
        FieldShape::Top { .. } => Value::Choices(vec![ids[chance.below(ids.len())].clone()]),
        FieldShape::Rating { scale } => Value::Number(1.0 + chance.below(scale.labels.len()) as f64),
        FieldShape::Number { min, max, .. } => Value::Number(min + chance.below((max - min) as usize + 1) as f64),
        FieldShape::ShortText { .. } | FieldShape::LongText { .. } => Value::Text(mark.to_owned()),
        _ => return None,
    })
}
