//! Rules across answers: looked at where the last answer they read is asked, so that all of them can be changed.

use super::{Problem, Rule};
use crate::{
    answer::Key,
    expression::Context,
    flow::{Field, Path, Step},
    label,
    questionnaire::ConstraintRules,
};

/// The constraints that this step breaks, at most one per field, each at the field to look at.
pub(super) fn broken(path: &Path, step: &Step, fields: &[Field]) -> Vec<Problem> {
    let questionnaire = path.questionnaire();
    let Some(number) = questionnaire.page_number(&step.page) else { return Vec::new() };
    let (page, rules) = questionnaire.page_at(number);
    if rules.constraints.is_empty() {
        return Vec::new();
    }
    let context = Context { answers: path.known(), instance: step.instance.as_ref() };
    let mut problems: Vec<Problem> = Vec::new();
    for rule in rules.constraints.iter().filter(|rule| rule.must.is_refuted(&context)) {
        if let Some(key) = place(path, step, fields, rule)
            && !problems.iter().any(|problem| problem.key == key)
        {
            let message = label::filled(questionnaire, path.known(), &rule.message, page, step.instance.as_ref());
            problems.push(Problem { key, rule: Rule::Constraint { message } });
        }
    }
    problems
}

/// The last field of the page that the constraint reads, if it stands on this step and on none behind it.
fn place(path: &Path, step: &Step, fields: &[Field], rule: &ConstraintRules) -> Option<Key> {
    let reads = |field: &&Field| field.is_asked() && rule.reads.contains(&field.key.item);
    let is_owner = |field: &Field| rule.item.as_ref() == Some(&field.key.item);
    let last = fields.iter().rfind(reads)?.key.clone();
    let same_page = path.steps().filter(|other| other.page == step.page && other.instance == step.instance);
    let steps: Vec<&Step> = same_page.collect();
    let at = steps.iter().position(|other| *other == step)?;
    // A page is seldom cut into several steps.
    let behind = steps[at + 1..].iter().flat_map(|step| path.fields(step)).any(|field| reads(&&field));
    let is_shown =
        || rule.item.is_none() || steps.iter().flat_map(|step| path.fields(step)).any(|field| is_owner(&field));
    (!behind && is_shown()).then_some(last)
}
