//! Data that fit everything published: each shows of every hidden cell how far it could be from the truth.

use crate::{
    Interval,
    system::{Figure, Form},
};

/// Old ones are forgotten.
const MOST: usize = 400;

#[derive(Clone)]
pub(super) struct Pool {
    /// The true data first.
    points: Vec<Vec<f64>>,
}

impl Pool {
    pub fn new(truth: &[f64]) -> Pool {
        Pool { points: vec![truth.to_vec()] }
    }

    /// What is not `changed` stands as it is.
    pub fn add(&mut self, changed: Vec<(usize, f64)>) {
        let mut point = self.points[0].clone();
        changed.into_iter().for_each(|(unknown, value)| point[unknown] = value);
        self.points.push(point);
        if self.points.len() > MOST {
            self.points.remove(1);
        }
    }

    /// Only data that fit these figures too.
    pub fn keep(&mut self, figures: &[Figure]) {
        self.points.retain(|point| figures.iter().all(|figure| figure.range.holds(figure.form.at(point))));
    }

    /// Whether there are such that fit these figures.
    pub fn has(&self, figures: &[Figure]) -> bool {
        let fits = |point: &Vec<f64>| figures.iter().all(|figure| figure.range.holds(figure.form.at(point)));
        self.points.iter().any(fits)
    }

    /// Between which values the form lies in all of them that fit what an insider knows.
    pub fn span(&self, form: &Form, insider: &[(usize, Interval)]) -> Interval {
        let fits = |point: &&Vec<f64>| insider.iter().all(|(unknown, known)| known.holds(point[*unknown]));
        let values = self.points.iter().filter(fits).map(|point| form.at(point));
        values.fold(Interval { lo: f64::INFINITY, hi: f64::NEG_INFINITY }, |span, value| Interval {
            lo: span.lo.min(value),
            hi: span.hi.max(value),
        })
    }
}
