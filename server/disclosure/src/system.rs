//! What is published, as linear figures of numbers that are not.

use crate::Interval;

/// Σ coefficient · unknown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form(Vec<(usize, f64)>);

impl Form {
    /// Terms of the same unknown are added up.
    pub fn new(mut terms: Vec<(usize, f64)>) -> Form {
        terms.sort_by_key(|(unknown, _)| *unknown);
        let mut form: Vec<(usize, f64)> = Vec::with_capacity(terms.len());
        for (unknown, coefficient) in terms {
            match form.last_mut() {
                Some(last) if last.0 == unknown => last.1 += coefficient,
                _ => form.push((unknown, coefficient)),
            }
        }
        form.retain(|(_, coefficient)| *coefficient != 0.0);
        Form(form)
    }

    pub fn one(unknown: usize) -> Form {
        Form(vec![(unknown, 1.0)])
    }

    pub fn sum(unknowns: impl IntoIterator<Item = usize>) -> Form {
        Form::new(unknowns.into_iter().map(|unknown| (unknown, 1.0)).collect())
    }

    pub fn minus(&self, other: &Form) -> Form {
        Form::new(self.0.iter().copied().chain(other.0.iter().map(|(at, by)| (*at, -by))).collect())
    }

    pub fn plus(&self, other: &Form) -> Form {
        Form::new(self.0.iter().chain(&other.0).copied().collect())
    }

    pub fn terms(&self) -> &[(usize, f64)] {
        &self.0
    }

    pub fn has(&self, unknown: usize) -> bool {
        self.0.binary_search_by_key(&unknown, |(at, _)| *at).is_ok()
    }

    pub fn at(&self, point: &[f64]) -> f64 {
        self.0.iter().map(|(unknown, coefficient)| coefficient * point[*unknown]).sum()
    }
}

/// A number that is published: what it is made of, and between which values readers know it to lie. A rounded figure
/// lies between the values that round to it, an exact one has `lo == hi`.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub form: Form,
    pub range: Interval,
}

impl Figure {
    pub fn exact(form: Form, value: f64) -> Figure {
        Figure { form, range: Interval { lo: value, hi: value } }
    }
}

/// What an attacker must not learn about a form: that it lies in an interval narrower than `width`, or that it is
/// above `below`, or that it is under `above`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    pub width: f64,
    /// The interval must reach down to here (`INFINITY`: no matter).
    pub below: f64,
    /// The interval must reach up to here (`NEG_INFINITY`: no matter).
    pub above: f64,
}

impl Need {
    pub fn width(width: f64) -> Need {
        Need { width, below: f64::INFINITY, above: f64::NEG_INFINITY }
    }

    pub fn reach(above: f64) -> Need {
        Need { width: 0.0, below: f64::INFINITY, above }
    }

    /// Whether anything hangs on the lower end.
    pub fn asks_for_low(&self) -> bool {
        self.width > 0.0 || self.below < f64::INFINITY
    }

    pub fn is_met(&self, interval: Interval) -> bool {
        interval.width() >= self.width - TOLERANCE
            && interval.lo <= self.below + TOLERANCE
            && interval.hi >= self.above - TOLERANCE
    }
}

/// Of sums of persons and of the solver.
pub(crate) const TOLERANCE: f64 = 1e-6;

/// A form to be protected, against somebody who knows some of the unknowns besides what is published.
#[derive(Debug, Clone, PartialEq)]
pub struct Secret {
    pub form: Form,
    pub need: Need,
    /// Unknowns that a respondent knows from their own answer, and between which values.
    pub insider: Vec<(usize, Interval)>,
}

/// Figures that are shown or hidden together: a cell, or the whole distribution in a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    pub figures: Vec<Figure>,
    /// What hiding it costs; `None` if it is shown whatever happens.
    pub cost: Option<f64>,
    /// What must stay unknown once it is hidden.
    pub secrets: Vec<Secret>,
}

/// Non-negative unknowns, what everybody knows about them, and what may be published.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct System {
    /// One per unknown: does it count whole things?
    pub is_whole: Vec<bool>,
    /// Known whatever is hidden: two tables have a margin in common, an impossible cell is empty.
    pub facts: Vec<Figure>,
    pub units: Vec<Unit>,
    /// What must stay unknown whatever is hidden.
    pub secrets: Vec<Secret>,
    /// What may be the case of numbers that other systems tell of too, the truth first: each must stay possible, and
    /// what is to stay unknown must do so between them. Then it does so for whoever reads all systems together. None:
    /// nothing is shared.
    pub worlds: Vec<Vec<Figure>>,
}

impl System {
    /// Everything published under a pattern (one per unit: is it hidden?).
    pub(crate) fn published<'a>(&'a self, hidden: &'a [bool]) -> impl Iterator<Item = &'a Figure> {
        let shown = self.units.iter().zip(hidden).filter(|(_, hidden)| !**hidden);
        self.facts.iter().chain(shown.flat_map(|(unit, _)| &unit.figures))
    }

    /// Everything that must stay unknown under a pattern.
    pub(crate) fn targets<'a>(&'a self, hidden: &'a [bool]) -> impl Iterator<Item = &'a Secret> {
        let of_hidden = self.units.iter().zip(hidden).filter(|(_, hidden)| **hidden);
        self.secrets.iter().chain(of_hidden.flat_map(|(unit, _)| &unit.secrets))
    }
}
