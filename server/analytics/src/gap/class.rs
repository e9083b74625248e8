//! Quadrants of the importance-performance grid and the priority classes built on them.

use domain::report::{Estimate, GapItem, Priority, Quadrant};

use super::rank::rounded;

/// Where a row lies in the grid: means, on the scale of the ratings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub importance: f64,
    pub fulfilment: f64,
}

impl Point {
    pub(super) fn of(item: &GapItem) -> Point {
        Point { importance: item.importance.value, fulfilment: item.fulfilment.value }
    }
}

/// The cross-hairs of the grid. Where they stand changes the verdict, so the choice is always shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cross {
    pub importance: f64,
    pub fulfilment: f64,
}

impl Cross {
    /// Both lines at one value, usually the middle of the scale.
    pub fn at(value: f64) -> Cross {
        Cross { importance: value, fulfilment: value }
    }

    /// Grand means: the means of the rows' means.
    pub fn data_mean(points: &[Point]) -> Cross {
        let mean = |figure: fn(&Point) -> f64| points.iter().map(figure).sum::<f64>() / points.len() as f64;
        Cross { importance: mean(|point| point.importance), fulfilment: mean(|point| point.fulfilment) }
    }

    /// Medians of the rows' means.
    pub fn data_median(points: &[Point]) -> Cross {
        let median = |figure: fn(&Point) -> f64| quantile(points.iter().map(figure).collect(), 0.5);
        Cross { importance: median(|point| point.importance), fulfilment: median(|point| point.fulfilment) }
    }

    fn quadrant(&self, point: Point) -> Quadrant {
        match (self.is_important(point), self.is_weak(point)) {
            (true, true) => Quadrant::Concentrate,
            (true, false) => Quadrant::KeepUp,
            (false, true) => Quadrant::LowPriority,
            (false, false) => Quadrant::Overkill,
        }
    }

    /// On the line counts as important, and as fulfilled.
    fn is_important(&self, point: Point) -> bool {
        rounded(point.importance) >= rounded(self.importance)
    }

    fn is_weak(&self, point: Point) -> bool {
        rounded(point.fulfilment) < rounded(self.fulfilment)
    }
}

/// Martilla & James (1977).
pub fn quadrants(points: &[Point], cross: Cross) -> Vec<Quadrant> {
    points.iter().map(|point| cross.quadrant(*point)).collect()
}

/// Quantile of type 7 (Hyndman & Fan 1996); NaN without values.
pub(crate) fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = share * values.len().saturating_sub(1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    match (values.get(below), values.get(above)) {
        (Some(low), Some(high)) => low + (high - low) * place.fract(),
        _ => f64::NAN,
    }
}

pub(super) fn classify(items: &mut [GapItem], points: &[Point], grand: Cross, scale_mid: f64) {
    let top_quartile = quantile(items.iter().map(|item| item.mwds).collect(), 0.75);
    for (item, point) in items.iter_mut().zip(points) {
        item.quadrant = grand.quadrant(*point);
        item.quadrant_scale_mid = Cross::at(scale_mid).quadrant(*point);
        item.priority = priority(item, grand, rounded(item.mwds) >= rounded(top_quartile));
    }
}

/// The class is claimed only if it is the same in every corner of the confidence box: else a line that decides it
/// runs through the box.
fn priority(item: &GapItem, grand: Cross, is_pressing: bool) -> Priority {
    let ends = |estimate: Estimate| [estimate.lo, estimate.hi];
    let here = class_at(Point::of(item), item.gap.lo > 0.0, grand, is_pressing);
    let is_stable = ends(item.importance)
        .into_iter()
        .flat_map(|importance| ends(item.fulfilment).map(|fulfilment| Point { importance, fulfilment }))
        .all(|corner| class_at(corner, item.gap.lo > 0.0, grand, is_pressing) == here);
    if is_stable { here } else { Priority::Uncertain }
}

/// The diagonal (is there a gap for sure?) keeps a false "low priority" out, the grid keeps unimportant gaps out.
fn class_at(point: Point, has_gap: bool, grand: Cross, is_pressing: bool) -> Priority {
    match (has_gap, grand.is_important(point)) {
        (true, true) if grand.is_weak(point) || is_pressing => Priority::Act,
        (true, _) => Priority::Watch,
        (false, true) => Priority::Keep,
        (false, false) => Priority::Minor,
    }
}
