//! Pages, items and options that no combination of answers ever shows.
//!
//! For each condition the answers it depends on, directly or through the conditions of what it reads, are tried out:
//! every option, every scale point, and of numbers those at and next to each bound and constant, which is enough to
//! meet every case a comparison can tell apart (see `values`).
//!
//! Whether a condition can hold is as hard as any question of logic, so the work is bounded: of a long chain only the
//! nearest items are tried, what lies behind them counts as possible; and a condition, and a survey as a whole, gets a
//! number of trials. Where a bound is met nothing is claimed. Of arithmetic, functions, days and computed values nothing
//! is claimed either: whatever they say counts as possible. So everything that is reported is true, and what is far
//! behind a long chain may be missed.

mod demand;
mod values;

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet, VecDeque},
};

use super::{
    Finding, choice_place, item_place, page_place,
    site::{quota_place, screen_out_place},
};
use crate::{
    answer::{Answers, Key, Value},
    id::{ItemId, OptionId},
    questionnaire::own_choices,
    survey::{Constraint, Item, Page, Survey},
};
use demand::{Demand, demand, on_page};
use values::{Mentions, keys, values};

/// Trials for one condition, and for all of a survey.
const TRIALS: u32 = 30_000;
const TRIALS_IN_ALL: u32 = 300_000;
/// Items tried for one condition, unless it reads more itself.
const NEAR: usize = 12;

/// For a survey whose structure is sound.
pub(super) fn unreachable(survey: &Survey) -> Vec<Finding> {
    let reach = Reach::of(survey);
    let mut findings = Vec::new();
    let exits = survey.screen_outs.iter().map(|out| (screen_out_place(&out.id), &out.condition));
    let exits = exits.chain(survey.quotas.iter().map(|quota| (quota_place(&quota.id), &quota.condition)));
    let never = exits.filter(|(_, condition)| !reach.can_hold(&demand(survey, Some(condition))));
    findings.extend(never.map(|(place, _)| Finding::error(place, "Diese Bedingung ist nie erfüllt.")));
    for page in survey.pages() {
        let to_page = on_page(survey, page);
        if !reach.can_hold(&to_page) {
            let message = match (&page.repeat, &page.condition) {
                (Some(source), Some(_)) => format!(
                    "Diese Seite wird nie gezeigt: ihre Bedingung ist nie erfüllt, wenn bei „{source}“ etwas angekreuzt ist."
                ),
                (Some(source), None) => {
                    format!("Diese Seite wird nie gezeigt: bei „{source}“ lässt sich nie etwas ankreuzen.")
                }
                (None, _) => "Diese Seite wird nie gezeigt: ihre Bedingung ist nie erfüllt.".to_owned(),
            };
            findings.push(Finding::error(page_place(page), message));
            continue;
        }
        findings.extend(reach.idle(&page_place(page), &page.constraints, &to_page));
        for item in &page.items {
            findings.extend(reach.unreachable_in(page, item, &to_page));
        }
    }
    findings
}

/// An item, and what decides whether it is asked and what it offers.
struct Place<'s> {
    number: usize,
    item: &'s Item,
    asked: Vec<Demand<'s>>,
    offered: Offered<'s>,
}

/// What has to be so that an option is offered.
type Offered<'s> = BTreeMap<&'s OptionId, Vec<Demand<'s>>>;

impl<'s> Place<'s> {
    fn demands(&self) -> impl Iterator<Item = &Demand<'s>> {
        self.asked.iter().chain(self.offered.values().flatten())
    }
}

struct Reach<'s> {
    survey: &'s Survey,
    places: BTreeMap<&'s ItemId, Place<'s>>,
    trials: Cell<u32>,
}

impl<'s> Reach<'s> {
    fn of(survey: &'s Survey) -> Reach<'s> {
        let mut places = BTreeMap::new();
        for page in survey.pages() {
            let to_page = on_page(survey, page);
            for item in &page.items {
                let asked = to_page.iter().cloned().chain(demand(survey, item.condition.as_ref())).collect();
                let offered = own_choices(item).iter().filter(|choice| choice.condition.is_some());
                let offered = offered.map(|choice| (&choice.id, demand(survey, choice.condition.as_ref()))).collect();
                places.insert(&item.id, Place { number: places.len(), item, asked, offered });
            }
        }
        Reach { survey, places, trials: Cell::new(TRIALS_IN_ALL) }
    }

    fn unreachable_in(&self, page: &Page, item: &Item, to_page: &[Demand<'s>]) -> Vec<Finding> {
        let to_item: Vec<Demand> =
            to_page.iter().cloned().chain(demand(self.survey, item.condition.as_ref())).collect();
        if item.condition.is_some() && !self.can_hold(&to_item) {
            let message = "Diese Frage wird nie gestellt: ihre Bedingung ist nie erfüllt.";
            return vec![Finding::error(item_place(page, item), message)];
        }
        let mut findings = self.idle(&item_place(page, item), &item.constraints, &to_item);
        let conditional = own_choices(item).iter().filter(|choice| choice.condition.is_some());
        let never = conditional.filter(|choice| {
            let to_choice: Vec<Demand> =
                to_item.iter().cloned().chain(demand(self.survey, choice.condition.as_ref())).collect();
            !self.can_hold(&to_choice)
        });
        let message = "Diese Antwort wird nie angeboten: ihre Bedingung ist nie erfüllt.";
        findings.extend(never.map(|choice| Finding::error(choice_place(page, item, choice), message)));
        findings
    }

    /// Constraints that no answers break, or that no answers keep.
    fn idle(&self, place: &str, constraints: &[Constraint], asked: &[Demand<'s>]) -> Vec<Finding> {
        let with = |demands: Vec<Demand<'s>>| asked.iter().cloned().chain(demands).collect::<Vec<Demand>>();
        let judged = constraints.iter().filter_map(|constraint| {
            let broken = with(vec![demand::refuted(self.survey, &constraint.must)?]);
            if !self.can_hold(&broken) {
                return Some("Diese Regel schlägt nie an: Keine Antwort verstößt gegen sie.");
            }
            let kept = with(demand(self.survey, Some(&constraint.must)));
            (!self.can_hold(&kept)).then_some("Gegen diese Regel verstößt jede Antwort: Sie ist nie erfüllt.")
        });
        judged.map(|message| Finding::error(place, message)).collect()
    }

    fn can_hold(&self, goals: &[Demand<'s>]) -> bool {
        let (before, limit) = (self.trials.get(), TRIALS.min(self.trials.get()));
        let mut search = Search::new(self, goals, limit);
        let found = search.is_incomplete || search.try_from(0, &mut Answers::default());
        self.trials.set(before - (limit - search.trials));
        found
    }

    /// What the goals read, and as much of what that depends on as is near.
    fn near(&self, goals: &[Demand]) -> BTreeSet<ItemId> {
        let mut near: BTreeSet<ItemId> = goals.iter().flat_map(Demand::reads).collect();
        let mut open: VecDeque<ItemId> = near.iter().cloned().collect();
        while let Some(place) = open.pop_front().and_then(|id| self.places.get(&id)) {
            let further: BTreeSet<ItemId> =
                place.demands().flat_map(Demand::reads).filter(|id| !near.contains(id)).collect();
            if near.len() + further.len() > NEAR {
                continue;
            }
            open.extend(further.iter().cloned());
            near.extend(further);
        }
        near
    }
}

/// One answer that may be given, and when it is asked for.
struct Variable<'s> {
    key: Key,
    asked: Vec<Demand<'s>>,
    /// Conditions of its options.
    offered: Offered<'s>,
    /// All but "no answer", which is always tried too.
    values: Vec<Value>,
}

struct Search<'s> {
    /// Goals, and how many variables must be set before one can be judged.
    goals: Vec<(Demand<'s>, usize)>,
    variables: Vec<Variable<'s>>,
    trials: u32,
    /// Some values had to be left out.
    is_incomplete: bool,
}

impl<'s> Search<'s> {
    fn new(reach: &Reach<'s>, goals: &[Demand<'s>], trials: u32) -> Search<'s> {
        let near = reach.near(goals);
        // A condition that reads what is not tried counts as met.
        let is_near = |demand: &&Demand| demand.reads().iter().all(|id| near.contains(id));
        let mut places: Vec<&Place> = near.iter().filter_map(|id| reach.places.get(id)).collect();
        // Items stand behind everything they depend on.
        places.sort_by_key(|place| place.number);
        let mut mentions = Mentions::default();
        for demand in goals.iter().chain(places.iter().flat_map(|place| place.demands()).filter(is_near)) {
            match demand {
                Demand::Holds(expression) | Demand::Refuted(expression) => mentions.collect(&expression.root),
                Demand::Ticked(source) => mentions.item(&source.id),
            }
        }
        mentions.bounds(places.iter().map(|place| place.item));
        let mut search = Search { goals: Vec::new(), variables: Vec::new(), trials, is_incomplete: false };
        for place in places {
            let Some(values) = values(reach.survey, place.item, &mentions) else {
                search.is_incomplete = true;
                continue;
            };
            let asked: Vec<Demand> = place.asked.iter().filter(is_near).cloned().collect();
            let near_of = |demands: &[Demand<'s>]| demands.iter().filter(is_near).cloned().collect();
            let offered: Offered = place.offered.iter().map(|(id, demands)| (*id, near_of(demands))).collect();
            for key in keys(place.item, &mentions) {
                let mut asked = asked.clone();
                let mut offered = offered.clone();
                if let Some(row) = &key.row {
                    asked.extend(offered.remove(row).unwrap_or_default());
                    offered.clear();
                }
                search.variables.push(Variable { key, asked, offered, values: values.clone() });
            }
        }
        search.goals = goals.iter().map(|goal| (goal.clone(), search.last_read(goal))).collect();
        search
    }

    fn last_read(&self, goal: &Demand) -> usize {
        let reads = goal.reads();
        self.variables.iter().rposition(|variable| reads.contains(&variable.key.item)).map_or(0, |at| at + 1)
    }

    fn try_from(&mut self, number: usize, answers: &mut Answers) -> bool {
        if self.trials == 0 {
            return true;
        }
        self.trials -= 1;
        if self.goals.iter().any(|(goal, from)| *from == number && !goal.is_met(answers)) {
            return false;
        }
        let Some(variable) = self.variables.get(number) else { return true };
        let mut values = Vec::new();
        if variable.asked.iter().all(|demand| demand.is_met(answers)) {
            values.extend(variable.values.iter().filter(|value| variable.offers(value, answers)).cloned());
        }
        let key = variable.key.clone();
        for value in values {
            answers.set(key.clone(), value);
            if self.try_from(number + 1, answers) {
                return true;
            }
        }
        answers.0.remove(&key);
        self.try_from(number + 1, answers)
    }
}

impl Variable<'_> {
    fn offers(&self, value: &Value, answers: &Answers) -> bool {
        let is_offered = |id: &OptionId| {
            self.offered.get(id).is_none_or(|demands| demands.iter().all(|demand| demand.is_met(answers)))
        };
        match value {
            Value::Choice(id) => is_offered(id),
            Value::Choices(ids) => ids.iter().all(is_offered),
            _ => true,
        }
    }
}
