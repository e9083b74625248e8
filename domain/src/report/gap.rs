//! What may be claimed of a row of the gap.

use super::{GapItem, GapResult, Priority, Quadrant};
use crate::guard::Guard;

/// Where the fields of the grid meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CrossHair {
    /// At the means of all rows: compares the rows with each other.
    #[default]
    DataMeans,
    /// At the middle of the scale.
    ScaleCentre,
}

impl GapItem {
    /// Less fulfilled than important, with the whole of its uncertainty.
    pub fn has_certain_gap(&self) -> bool {
        Guard::of(self.n).bears_interval() && self.gap.lo > 0.0
    }

    /// The class, as far as so many answers bear one.
    pub fn class(&self) -> Priority {
        if Guard::of(self.n).bears_interval() { self.priority } else { Priority::Uncertain }
    }

    /// Whether one of the three means is known to half a point only.
    pub fn is_vague(&self) -> bool {
        [self.importance, self.fulfilment, self.gap].iter().any(|mean| mean.is_vague_mean(self.n))
    }
}

impl GapResult {
    /// Importance and fulfilment of the point where the fields meet.
    pub fn cross(&self, cross_hair: CrossHair) -> (f64, f64) {
        match cross_hair {
            CrossHair::DataMeans => (self.grand_mean_importance, self.grand_mean_fulfilment),
            CrossHair::ScaleCentre => {
                let middle = (self.scale_min + self.scale_max) / 2.0;
                (middle, middle)
            }
        }
    }

    /// The field that holds the whole box of a row's two intervals. `None` where a line runs through it (methods.md
    /// §1.5), or where so few answers have no box. On the line counts as important, and as fulfilled.
    pub fn field(&self, item: &GapItem, cross_hair: CrossHair) -> Option<Quadrant> {
        Guard::of(item.n).bears_interval().then_some(())?;
        let side = |lo: f64, hi: f64, line: f64| match (lo >= line, hi < line) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        };
        let (importance, fulfilment) = self.cross(cross_hair);
        let is_important = side(item.importance.lo, item.importance.hi, importance)?;
        let is_fulfilled = side(item.fulfilment.lo, item.fulfilment.hi, fulfilment)?;
        Some(match (is_important, is_fulfilled) {
            (true, false) => Quadrant::Concentrate,
            (true, true) => Quadrant::KeepUp,
            (false, false) => Quadrant::LowPriority,
            (false, true) => Quadrant::Overkill,
        })
    }

    /// Widest gap first, equal ones as in the questionnaire.
    pub fn by_gap(&self) -> Vec<&GapItem> {
        let mut items: Vec<&GapItem> = self.items.iter().collect();
        items.sort_by(|a, b| b.gap.value.total_cmp(&a.gap.value));
        items
    }

    /// The row with the widest gap, if that gap is certain, and whether it is also certain that no other is wider: no
    /// other interval reaches its own. The same people rated all rows, so that this asks for more than it would take.
    pub fn widest(&self) -> Option<(&GapItem, bool)> {
        let items = self.by_gap();
        let (widest, others) = items.split_first()?;
        let is_behind = |other: &&GapItem| Guard::of(other.n).bears_interval() && other.gap.hi < widest.gap.lo;
        widest.has_certain_gap().then(|| (*widest, others.iter().all(is_behind)))
    }
}
