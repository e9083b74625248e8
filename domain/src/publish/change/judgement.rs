//! Whether a change may be made while there are answers.

use super::{ChoiceChange, Kind, Likeness, ScaleChange, What};

/// The worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judgement {
    /// Every answer stays in its column and means what it meant.
    Fine,
    /// The same, but whoever reads the results should know.
    Note,
    /// Only a person can say whether it still means the same.
    Confirm,
    Refused,
}

impl Kind {
    /// Where nobody has answered there is nothing to compare with, and nothing is refused.
    pub(super) fn judgement(&self, answered: bool) -> Judgement {
        if answered { self.with_answers() } else { self.with_answers().min(Judgement::Note) }
    }

    fn with_answers(&self) -> Judgement {
        match self {
            Kind::LocaleAdded(_)
            | Kind::Words
            | Kind::Reordered
            | Kind::Added
            | Kind::Moved
            | Kind::Comment { now: true }
            | Kind::ChoicesReordered(_) => Judgement::Fine,
            Kind::LocaleRemoved(_)
            | Kind::Promise
            | Kind::Removed
            | Kind::Back
            | Kind::Condition
            | Kind::Required { .. }
            | Kind::Bounds
            | Kind::Limit
            | Kind::Consent
            | Kind::Comment { now: false } => Judgement::Note,
            Kind::K { from, to } if to < from => Judgement::Refused,
            Kind::K { .. } => Judgement::Note,
            Kind::Audience { .. } | Kind::Retyped { .. } | Kind::Total { .. } | Kind::Blocks => Judgement::Refused,
            // The ids of the ticked options tell the repetitions apart, whatever question they are ticked in.
            Kind::Repeat { kept: true, .. } => Judgement::Note,
            Kind::Repeat { .. } => Judgement::Refused,
            Kind::Wording(likeness) | Kind::SecondWording(likeness) | Kind::Unit(likeness) | Kind::Ends(likeness) => {
                likeness.judgement()
            }
            Kind::Scale { change, .. } => change.judgement(),
            Kind::Meaning { overwritten, .. } => {
                if *overwritten {
                    Judgement::Refused
                } else {
                    Judgement::Note
                }
            }
            Kind::Choice { what, change, .. } => change.judgement(*what),
        }
    }
}

impl Likeness {
    fn judgement(self) -> Judgement {
        match self {
            Likeness::Like => Judgement::Fine,
            Likeness::Unlike => Judgement::Confirm,
        }
    }
}

impl ScaleChange {
    fn judgement(&self) -> Judgement {
        match self {
            ScaleChange::Points { .. } | ScaleChange::Direction | ScaleChange::Recoded => Judgement::Refused,
            ScaleChange::Label { likeness, .. } => likeness.judgement(),
            ScaleChange::Evasions => Judgement::Note,
        }
    }
}

impl ChoiceChange {
    fn judgement(&self, what: What) -> Judgement {
        let is_alone = matches!(what, What::Row | What::Column);
        match (self, what) {
            (ChoiceChange::Added, _) if is_alone => Judgement::Fine,
            (ChoiceChange::Added | ChoiceChange::Listed { .. } | ChoiceChange::Condition, _) => Judgement::Note,
            // A row has a column of its own, which stays.
            (ChoiceChange::Removed, _) if is_alone => Judgement::Note,
            // N.B. Not "removed, but nobody has chosen it": that would tell staff about answers of a running wave.
            (ChoiceChange::Removed | ChoiceChange::Recoded { .. }, _) => Judgement::Refused,
            (ChoiceChange::Label(likeness), _) => likeness.judgement(),
            (ChoiceChange::Exclusive { .. } | ChoiceChange::Other { .. } | ChoiceChange::Bounds, _) => Judgement::Note,
            (ChoiceChange::Meaning { overwritten: true, .. }, _) => Judgement::Refused,
            (ChoiceChange::Meaning { .. }, _) => Judgement::Note,
        }
    }
}
