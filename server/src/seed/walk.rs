//! Somebody answers a questionnaire: the way every response takes, without the forms.

use domain::{Answers, Questionnaire, Value, check, flow::Field, flow::Path};

/// Who answers.
pub trait Respondent {
    /// What they say to this; `None` if they leave it out. `before` is what they have said so far.
    fn answer(&mut self, field: &Field, before: &Answers) -> Option<Value>;
}

/// All their answers, complete as they are stored.
pub fn walk(questionnaire: &Questionnaire, respondent: &mut impl Respondent) -> Answers {
    let mut answers = Answers::default();
    let mut step = Path::new(questionnaire, &answers).first().cloned();
    while let Some(here) = step {
        let fields = Path::new(questionnaire, &answers).fields(&here);
        for field in fields.iter().filter(|field| field.is_asked()) {
            if let Some(value) = respondent.answer(field, &answers) {
                answers.set(field.key.clone(), value);
            }
        }
        step = Path::new(questionnaire, &answers).next(&here).cloned();
    }
    check::complete(questionnaire, &answers)
}
