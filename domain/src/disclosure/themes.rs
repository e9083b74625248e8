//! What texts are about: how many of those that can be read name a theme.

use std::collections::BTreeSet;

use super::{Decision, Rule, distribution::rare};
use crate::{
    answer::Key,
    id::OptionId,
    meaning::Meaning,
    report::{Cell, Distribution, Estimate, MissingCounts, OptionShare, QuestionResult, Shape},
};

/// How often the released texts of one place name each theme.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeCounts {
    /// Themes that at least k texts name, as options of a multiple choice; n are the released texts, each with its themes.
    /// "At least" stands for a theme that all name, or all but fewer than k.
    pub named: QuestionResult,
    /// Themes that none or fewer than k texts name, in the order of the frame.
    pub rare: Vec<OptionId>,
}

/// `None` until every text was decided on and somebody has found the themes of each released one, and where fewer than the
/// least number of texts is released.
///
/// Counted are the texts that stand on the page, and no other: a count over those that were kept back too would, less
/// what anybody can read, say what these are about. How many texts name at least one theme is told nowhere: less the
/// themes that are shown, it would bound those that are not.
pub(super) fn counted(key: &Key, decisions: &[Decision], frame: &[OptionId], rule: &Rule) -> Option<ThemeCounts> {
    let coded: Vec<&BTreeSet<OptionId>> = decisions.iter().filter_map(coding).collect::<Option<_>>()?;
    let n = coded.len() as u64;
    if n < rule.least_texts() {
        return None;
    }
    let count = |theme: &OptionId| coded.iter().filter(|themes| themes.contains(theme)).count() as u64;
    let (rare_ones, named): (Vec<_>, Vec<_>) = frame.iter().cloned().partition(|theme| count(theme) < rule.k());
    let share = |theme: OptionId| {
        let count = count(&theme);
        rare(OptionShare { options: vec![theme], count: Cell::Shown(count), share: Estimate::share(count, n) }, n, rule)
    };
    let shape = Shape::Choices(named.into_iter().map(share).collect());
    let distribution = Cell::Shown(Distribution { n, missing: MissingCounts::default(), shape });
    let named = QuestionResult { key: key.clone(), meaning: Meaning::default(), distribution };
    Some(ThemeCounts { named, rare: rare_ones })
}

/// Nothing of a text that was kept back; `Some(None)` for one that does not have its themes yet.
fn coding(decision: &Decision) -> Option<Option<&BTreeSet<OptionId>>> {
    match decision {
        Decision::Release { themes, .. } => Some(themes.as_ref()),
        Decision::KeepBack => None,
        Decision::Waiting => Some(None),
    }
}
