//! What may leave the server. `Released` has no public constructor: a view cannot forget the rule.

mod coverage;
mod distribution;
mod pairing;
mod texts;
mod themes;
mod topics;
mod waves;

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Key, Survey,
    meaning::Audience,
    report::{Cell, GapItem, GapResult, QuestionResult, Results, Shape},
    survey::{K_FLOOR, K_FLOOR_APPRENTICES},
};

pub use coverage::{Hidden, class_of_firms, is_sensitive, release_needs};
pub use distribution::put_together;
pub use pairing::pair;
pub use texts::{Decision, OpenQuestion, release_texts};
pub use themes::ThemeCounts;
pub use waves::follow;

/// A value that disclosure control has let through.
///
/// Nobody else can make one:
/// ```compile_fail,E0423
/// let forged = domain::disclosure::Released(42);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Released<T>(T);

impl<T> Released<T> {
    pub fn get(&self) -> &T {
        &self.0
    }

    /// A part of what was released is released.
    pub fn part<U: ?Sized>(&self, select: impl FnOnce(&T) -> &U) -> Released<&U> {
        Released(select(&self.0))
    }

    /// What follows from a released value alone is released. A function without surroundings has nothing else to look at.
    pub fn follow<U>(self, derive: fn(T) -> U) -> Released<U> {
        Released(derive(self.0))
    }

    /// What follows from a released value and from what everybody may know, like offers and ways. N.B. It trusts that
    /// nothing else is `public`: the sources are checked for other callers.
    pub fn follow_with<P, U>(&self, public: &P, derive: fn(&T, &P) -> U) -> Released<U> {
        Released(derive(&self.0, public))
    }
}

impl<'a, T> Released<&'a Option<T>> {
    /// What is there of it is released as it is.
    pub fn transposed(self) -> Option<Released<&'a T>> {
        self.0.as_ref().map(Released)
    }
}

impl<T: Serialize + DeserializeOwned> Released<T> {
    /// As a document, for [`Released::from_kept`].
    pub fn keep(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// What was released before and has lain in the server's own database since. N.B. It trusts the document: the
    /// sources are checked for other callers, by its name, which nothing else may have.
    pub fn from_kept(document: &str) -> Result<Released<T>, serde_json::Error> {
        serde_json::from_str(document).map(Released)
    }
}

/// The smallest group whose figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    k: u32,
}

impl Rule {
    /// Below the compiled-in floor of its audience it is that floor.
    pub fn new(audience: Audience, k: u32) -> Rule {
        let floor = match audience {
            Audience::Apprentice => K_FLOOR_APPRENTICES,
            Audience::Firm | Audience::Other => K_FLOOR,
        };
        Rule { k: k.max(floor) }
    }

    /// As the survey says, and never below what its audience needs.
    pub fn of(survey: &Survey) -> Rule {
        Rule::new(survey.audience, survey.k)
    }

    pub fn k(self) -> u64 {
        u64::from(self.k)
    }
}

/// Hides what is about fewer than k respondents, puts small groups of a background question together, and clips what
/// everybody answered alike (methods: EU SDC Handbook 2026; rules 1 and 2 of our methods, without the audit by LP).
pub fn release(results: Results, rule: &Rule) -> Released<Results> {
    if results.respondents.shown().is_none_or(|respondents| (1..rule.k()).contains(respondents)) {
        return Released(nothing(results));
    }
    let mut results = results;
    let sums = parts_of_sums(&results);
    for question in &mut results.questions {
        question.distribution = distribution::protected(
            std::mem::replace(&mut question.distribution, Cell::Empty),
            question.meaning.role,
            rule,
        );
    }
    hide_with_their_sum(&mut results, &sums);
    results.gap = match results.gap {
        Cell::Shown(gap) => gap_of(gap, rule),
        other => other,
    };
    topics::protect(&mut results, rule);
    Released(results)
}

fn nothing(results: Results) -> Results {
    let mut questions = results.questions;
    questions.iter_mut().for_each(|question| question.distribution = Cell::Suppressed);
    Results { respondents: Cell::Suppressed, questions, gap: Cell::Suppressed, needs: Cell::Suppressed }
}

/// Rows of a ranking or of a constant sum: what stands beside the others is what is left of a sum that everybody knows.
fn parts_of_sums(results: &Results) -> Vec<Key> {
    let is_number = |question: &&QuestionResult| {
        let shape = question.distribution.shown().map(|distribution| &distribution.shape);
        matches!(shape, Some(Shape::Number { .. })) && is_row(&question.key)
    };
    results.questions.iter().filter(is_number).map(|question| question.key.clone()).collect()
}

fn is_row(key: &Key) -> bool {
    key.row.is_some() && key.part.is_none() && key.pass.is_none()
}

/// A hidden row would be known by taking the shown ones from the sum: then the others are hidden as well.
fn hide_with_their_sum(results: &mut Results, parts: &[Key]) {
    let same = |a: &Key, b: &Key| a.item == b.item && a.instance == b.instance;
    let is_hidden =
        |question: &&QuestionResult| question.distribution == Cell::Suppressed && parts.contains(&question.key);
    let hidden: Vec<Key> = results.questions.iter().filter(is_hidden).map(|question| question.key.clone()).collect();
    for question in results.questions.iter_mut().filter(|question| parts.contains(&question.key)) {
        if hidden.iter().any(|key| same(key, &question.key)) {
            question.distribution = Cell::Suppressed;
        }
    }
}

/// Grand means and ranks would give a single hidden row away, so a family with one is hidden as a whole; `analytics`
/// keeps such rows out of the family.
fn gap_of(mut gap: GapResult, rule: &Rule) -> Cell<GapResult> {
    let is_revealing = |item: &GapItem| {
        item.n < rule.k() || item.gap_sd == 0.0 || is_point(&item.importance) || is_point(&item.fulfilment)
    };
    if gap.items.is_empty() || gap.items.iter().any(is_revealing) {
        return Cell::Suppressed;
    }
    for item in &mut gap.items {
        let is_at_end = |share: f64| share <= 0.0 || share >= 1.0;
        if is_at_end(item.top2_importance) || is_at_end(item.top2_fulfilment) {
            item.top2_gap = Cell::Suppressed;
        }
        item.top2_importance = distribution::clipped(item.top2_importance, item.n);
        item.top2_fulfilment = distribution::clipped(item.top2_fulfilment, item.n);
        item.opportunity = 10.0 * (item.top2_importance + (item.top2_importance - item.top2_fulfilment).max(0.0));
    }
    Cell::Shown(gap)
}

/// All ratings were the same: an interval without width.
fn is_point(estimate: &crate::report::Estimate) -> bool {
    estimate.lo == estimate.hi
}
