//! Needs by topic, and the questions that were asked once per topic: one table, whatever page shows it.

use super::{Rule, distribution::bounded};
use crate::{
    answer::Key,
    id::TopicId,
    meaning::{Role, TargetGroup},
    report::{Based, Cell, Distribution, Estimate, NeedDetail, NeedsResult, QuestionResult, Results, Shape, TopicNeed},
};

/// Hides topics that fewer than k respondents have, figures that fewer than k answered, and enough more that no
/// column or row of the table has a single hidden cell.
pub(super) fn protect(results: &mut Results, rule: &Rule) {
    let Results { questions, needs, .. } = results;
    if needs.shown().is_some_and(|needs| needs.n < rule.k()) {
        *needs = Cell::Suppressed;
    }
    if let Cell::Shown(needs) = needs {
        hide_small_topics(needs, questions, rule);
    }
    while hide_lonely_neighbour(questions) {}
    if let Cell::Shown(needs) = needs {
        let n = needs.n;
        needs.topics.iter_mut().for_each(|topic| figures_of(topic, n, questions, rule));
        let is_scored = |topic: &TopicNeed| topic.detail.shown().is_some_and(|detail| detail.mwds.shown().is_some());
        let unscored = needs.topics.iter_mut().filter(|topic| !is_scored(topic));
        unscored.for_each(|topic| topic.rank_interval = None);
    }
}

fn hide_small_topics(needs: &mut NeedsResult, questions: &mut [QuestionResult], rule: &Rule) {
    let count = |topic: &TopicNeed| topic.count.shown().copied().unwrap_or_default();
    let is_detailed = |topic: &TopicNeed| topic.detail != Cell::Empty;
    for topic in &mut needs.topics {
        if is_detailed(topic) && count(topic) < rule.k() {
            topic.detail = Cell::Suppressed;
        }
    }
    if needs.topics.iter().filter(|topic| topic.detail == Cell::Suppressed).count() == 1 {
        let shown = needs.topics.iter_mut().filter(|topic| topic.detail.shown().is_some());
        if let Some(next) = shown.min_by_key(|topic| count(topic)) {
            next.detail = Cell::Suppressed;
        }
    }
    let hidden: Vec<&TopicId> =
        needs.topics.iter().filter(|topic| topic.detail == Cell::Suppressed).map(|topic| &topic.topic).collect();
    for question in questions.iter_mut().filter(|question| question.key.instance.is_some()) {
        let is_hidden = question.meaning.topic.as_ref().is_some_and(|topic| hidden.contains(&topic));
        if is_hidden && question.distribution != Cell::Empty {
            question.distribution = Cell::Suppressed;
        }
    }
}

/// Hides one more cell beside a single hidden one; `false` once there is none left.
fn hide_lonely_neighbour(questions: &mut [QuestionResult]) -> bool {
    let lonely = (0..questions.len()).filter(|at| questions[*at].distribution == Cell::Suppressed).find_map(|at| {
        let lines: [fn(&QuestionResult, &QuestionResult) -> bool; 2] = [is_same_column, is_same_row];
        lines.into_iter().find_map(|line| smallest_beside(questions, at, line))
    });
    if let Some(next) = lonely {
        questions[next].distribution = Cell::Suppressed;
    }
    lonely.is_some()
}

/// The same question about other topics.
fn is_same_column(a: &QuestionResult, b: &QuestionResult) -> bool {
    let column = |question: &QuestionResult| Key { instance: None, ..question.key.clone() };
    a.key.instance.is_some() && b.key.instance.is_some() && column(a) == column(b)
}

/// Persons of other target groups who need the same topic.
fn is_same_row(a: &QuestionResult, b: &QuestionResult) -> bool {
    let row = |question: &QuestionResult| match question.meaning.role {
        Some(Role::Persons) => question.key.instance.clone(),
        _ => None,
    };
    row(a).is_some() && row(a) == row(b)
}

/// The shown question with the fewest answers in a line whose only hidden cell is `at`.
fn smallest_beside(
    questions: &[QuestionResult],
    at: usize,
    is_same_line: fn(&QuestionResult, &QuestionResult) -> bool,
) -> Option<usize> {
    let others =
        || (0..questions.len()).filter(|other| *other != at && is_same_line(&questions[at], &questions[*other]));
    if others().any(|other| questions[other].distribution == Cell::Suppressed) {
        return None;
    }
    others().filter_map(|other| Some((questions[other].distribution.shown()?.n, other))).min().map(|(_, other)| other)
}

/// What is hidden or clipped in a question is so in the figures made of it.
fn figures_of(topic: &mut TopicNeed, n: u64, questions: &[QuestionResult], rule: &Rule) {
    let share = bounded(topic.share, n);
    if share != topic.share {
        topic.count = Cell::Suppressed;
        topic.share = share;
    }
    let Cell::Shown(detail) = &mut topic.detail else { return };
    let asked = About { topic: &topic.topic, questions };
    for (group, persons) in &mut detail.persons {
        keep(persons, asked.exact(Role::Persons, Some(*group)), rule);
    }
    let (urgency, satisfaction) = (asked.exact(Role::Urgency, None), asked.exact(Role::Satisfaction, None));
    let NeedDetail { mwds, rds, unaware, barriers, .. } = detail;
    keep(&mut detail.urgency, urgency, rule);
    keep(&mut detail.urgency_top2, urgency, rule);
    keep(&mut detail.satisfaction, satisfaction, rule);
    keep(&mut detail.satisfaction_bottom2, satisfaction, rule);
    keep(mwds, urgency && satisfaction, rule);
    keep(rds, urgency && satisfaction, rule);
    keep(unaware, asked.is_shown(Role::Awareness, None), rule);
    keep(barriers, asked.is_shown(Role::Barrier, None), rule);
    if let Cell::Shown(unaware) = unaware {
        unaware.value = bounded(unaware.value, unaware.n);
    }
    if let Cell::Shown(Based { n, value }) = barriers {
        value.iter_mut().for_each(|(_, share): &mut (_, Estimate)| *share = bounded(*share, *n));
    }
}

fn keep<T>(cell: &mut Cell<Based<T>>, is_released: bool, rule: &Rule) {
    if cell.shown().is_some_and(|based| !is_released || based.n < rule.k()) {
        *cell = Cell::Suppressed;
    }
}

/// The questions about one topic.
struct About<'a> {
    topic: &'a TopicId,
    questions: &'a [QuestionResult],
}

impl About<'_> {
    fn find(&self, role: Role, group: Option<TargetGroup>) -> Option<&Distribution> {
        let is_it = |question: &&QuestionResult| {
            let meaning = &question.meaning;
            meaning.role == Some(role)
                && meaning.topic.as_ref() == Some(self.topic)
                && (group.is_none() || meaning.target_group == group)
        };
        self.questions.iter().find(is_it)?.distribution.shown()
    }

    fn is_shown(&self, role: Role, group: Option<TargetGroup>) -> bool {
        self.find(role, group).is_some()
    }

    /// Shown with its exact figures.
    fn exact(&self, role: Role, group: Option<TargetGroup>) -> bool {
        self.find(role, group).is_some_and(|distribution| !matches!(distribution.shape, Shape::Uniform { .. }))
    }
}
