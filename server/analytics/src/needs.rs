//! Needs by topic, most pressing first (methods after Borich 1980 and Narine & Harder 2021, with urgency for importance
//! and satisfaction with the offers for fulfilment).

use std::cmp::Reverse;

use domain::{
    OptionId, Survey,
    disclosure::Rule,
    id::TopicId,
    meaning::{Role, TargetGroup},
    report::{
        Based, Cell, Distribution, Estimate, NeedDetail, NeedsResult, OptionShare, QuestionResult, RankInterval,
        Rating, Shape, TopicNeed,
    },
};

use crate::{
    Error, Frame,
    gap::{self, Pair},
    question::Kind,
};

/// `questions` are the frame's own, already counted.
pub(crate) fn needs(
    frame: &Frame,
    survey: &Survey,
    questions: &[QuestionResult],
    rule: Rule,
) -> Result<Cell<NeedsResult>, Error> {
    let Some((ticked, shares)) = ticked(questions) else { return Ok(Cell::Empty) };
    let choices = survey.item(&ticked.key.item).map(|item| survey.choices(item)).unwrap_or_default();
    let (mut topics, mut ranked) = (Vec::new(), Vec::new());
    for (choice, share) in choices.iter().zip(shares).filter(|(choice, _)| !choice.exclusive) {
        let Some(topic) = choice.topic() else { continue };
        let details = Details { frame, questions, topic: &topic };
        let detail = details.all()?;
        if ranks_by_score(&detail, rule) {
            ranked.extend(details.pair().map(|pair| (topics.len(), pair)));
        }
        topics.push(TopicNeed {
            topic,
            rank: 0,
            rank_interval: None,
            count: share.count.clone(),
            share: share.share,
            detail,
        });
    }
    for (at, interval) in intervals(frame, &ranked)? {
        topics[at].rank_interval = interval;
    }
    rank(&mut topics, rule);
    let n = ticked.distribution.shown().map_or(0, |distribution| distribution.n);
    Ok(Cell::Shown(NeedsResult { n, topics }))
}

fn ranks_by_score(detail: &Cell<NeedDetail>, rule: Rule) -> bool {
    detail.shown().and_then(|detail| detail.mwds.shown()).is_some_and(|score| score.n >= rule.k())
}

/// Topics with a score come before all others, so how sure a rank is hangs on them alone. `ranked`: places of topics.
fn intervals(frame: &Frame, ranked: &[(usize, Ratings)]) -> Result<Vec<(usize, Option<RankInterval>)>, Error> {
    let pairs: Vec<(usize, usize)> = ranked.iter().map(|(_, pair)| (pair.urgency, pair.satisfaction)).collect();
    let found = frame.units(&pairs)?.intervals();
    Ok(ranked.iter().map(|(at, _)| *at).zip(found).collect())
}

/// Places of the two questions that make a score, and the length of their scales.
struct Ratings {
    urgency: usize,
    satisfaction: usize,
    points: u32,
}

/// The question in which the topics were ticked.
fn ticked(questions: &[QuestionResult]) -> Option<(&QuestionResult, &[OptionShare])> {
    let needs = questions.iter().filter(|question| question.meaning.role == Some(Role::Need));
    needs.into_iter().find_map(|question| Some((question, question.distribution.shown()?.shape.options()?)))
}

/// What was asked about one topic.
struct Details<'a> {
    frame: &'a Frame,
    questions: &'a [QuestionResult],
    topic: &'a TopicId,
}

impl<'a> Details<'a> {
    fn all(&self) -> Result<Cell<NeedDetail>, Error> {
        let was_asked = self.questions.iter().any(|question| {
            question.meaning.topic.as_ref() == Some(self.topic) && question.meaning.role != Some(Role::Need)
        });
        if !was_asked {
            return Ok(Cell::Empty);
        }
        let discrepancy = self.discrepancy()?;
        let score = |figure: fn(&domain::report::GapItem) -> f64| match &discrepancy {
            Some(item) => Cell::Shown(Based { n: item.n, value: figure(item) }),
            None => Cell::Empty,
        };
        Ok(Cell::Shown(NeedDetail {
            persons: self.persons(),
            urgency: self.rated(Role::Urgency, |rating| rating.mean),
            urgency_top2: self.rated(Role::Urgency, |rating| rating.top2),
            satisfaction: self.rated(Role::Satisfaction, |rating| rating.mean),
            satisfaction_bottom2: self.rated(Role::Satisfaction, |rating| rating.bottom2),
            mwds: score(|item| item.mwds),
            rds: score(|item| item.rds),
            unaware: self.unaware(),
            barriers: self.barriers(),
        }))
    }

    fn with_role(&self, role: Role) -> impl Iterator<Item = (usize, &'a QuestionResult)> {
        let topic = self.topic;
        self.questions.iter().enumerate().filter(move |(_, question)| {
            question.meaning.role == Some(role) && question.meaning.topic.as_ref() == Some(topic)
        })
    }

    fn distribution(&self, role: Role) -> Option<&'a Distribution> {
        self.with_role(role).find_map(|(_, question)| question.distribution.shown())
    }

    fn persons(&self) -> Vec<(TargetGroup, Cell<Based<f64>>)> {
        self.with_role(Role::Persons)
            .filter_map(|(_, question)| {
                let group = question.meaning.target_group?;
                let total = question.distribution.shown().and_then(|distribution| match distribution.shape {
                    Shape::Number { total, .. } => Some(Based { n: distribution.n, value: total }),
                    _ => None,
                });
                Some((group, total.map_or(Cell::Empty, Cell::Shown)))
            })
            .collect()
    }

    fn rated(&self, role: Role, figure: fn(&Rating) -> Estimate) -> Cell<Based<Estimate>> {
        match self.distribution(role) {
            Some(Distribution { n, shape: Shape::Rating(rating), .. }) => {
                Cell::Shown(Based { n: *n, value: figure(rating) })
            }
            _ => Cell::Empty,
        }
    }

    /// Share of those who said that they know no offer.
    fn unaware(&self) -> Cell<Based<Estimate>> {
        let asked =
            self.with_role(Role::Awareness).find_map(|(at, question)| Some((at, question.distribution.shown()?)));
        let Some((at, Distribution { n, shape: Shape::Choice(shares), .. })) = asked else { return Cell::Empty };
        let unaware = &self.frame.questions[at].unaware;
        if unaware.is_empty() {
            return Cell::Empty;
        }
        let no = shares.iter().filter(|share| share.options.iter().any(|option| unaware.contains(option)));
        let no = no.filter_map(|share| share.count.shown()).sum();
        Cell::Shown(Based { n: *n, value: Estimate::share(no, *n) })
    }

    fn barriers(&self) -> Cell<Based<Vec<(OptionId, Estimate)>>> {
        let Some((n, shares)) =
            self.distribution(Role::Barrier).and_then(|found| Some((&found.n, found.shape.options()?)))
        else {
            return Cell::Empty;
        };
        let mut barriers: Vec<(OptionId, Estimate)> =
            shares.iter().flat_map(|share| share.options.iter().map(|option| (option.clone(), share.share))).collect();
        barriers.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
        Cell::Shown(Based { n: *n, value: barriers })
    }

    fn pair(&self) -> Option<Ratings> {
        let position = |role| self.with_role(role).map(|(position, _)| position).next();
        let (urgency, satisfaction) = (position(Role::Urgency)?, position(Role::Satisfaction)?);
        match (self.frame.questions[urgency].kind, self.frame.questions[satisfaction].kind) {
            (Kind::Rating { points, .. }, Kind::Rating { points: other, .. }) if points == other => {
                Some(Ratings { urgency, satisfaction, points })
            }
            _ => None,
        }
    }

    /// Urgency against satisfaction of those who gave both.
    fn discrepancy(&self) -> Result<Option<domain::report::GapItem>, Error> {
        let Some(Ratings { urgency, satisfaction, points }) = self.pair() else { return Ok(None) };
        let joint = self.frame.joint(urgency, satisfaction, points)?;
        let pair = Pair { item: self.topic.to_string(), construct: None, joint };
        Ok(gap::items(&[pair]).items.into_iter().next())
    }
}

/// Sorts by MWDS, then RDS, then share, and gives competition ranks. A score from fewer than k firms does not take part:
/// the place in the list would tell it.
fn rank(topics: &mut [TopicNeed], rule: Rule) {
    type Order = (Reverse<i64>, i64, Reverse<i64>);
    let whole = |value: f64| (value * 1e9).round() as i64;
    let order = |topic: &TopicNeed| -> Order {
        let score = |cell: fn(&NeedDetail) -> &Cell<Based<f64>>| {
            let based = topic.detail.shown().and_then(|detail| cell(detail).shown());
            based.filter(|based| based.n >= rule.k()).map(|based| whole(based.value))
        };
        let share = Reverse(whole(topic.share.value));
        (Reverse(score(|detail| &detail.mwds).unwrap_or(i64::MIN)), score(|detail| &detail.rds).unwrap_or(0), share)
    };
    topics.sort_by_key(order);
    let orders: Vec<Order> = topics.iter().map(order).collect();
    for (topic, own) in topics.iter_mut().zip(&orders) {
        topic.rank = 1 + orders.iter().filter(|other| *other < own).count() as u32;
    }
}
