//! How sure the ranks of a list are: "Rang 3 (2–6)".

use domain::report::RankInterval;
use statistics::{
    Design,
    bootstrap::{REPLICATES, rank_intervals},
};

use crate::{Error, Frame, gap::mwds, question::Kind};

/// Up to so many respondents each is a sampling unit of its own. Of more, so many random groups of them are (Wolter 2007,
/// Introduction to Variance Estimation, ch. 2): answers are stored in random order, so every so-manieth is one.
const UNITS: usize = 1_000;
/// Fixed, so that the same answers always tell the same.
const SEED: u64 = 1_980;
/// No interval from fewer answers (methods.md 6.6).
const LEAST: f64 = 10.0;

/// What the respondents of a unit have said to one item.
#[derive(Clone, Copy, Default)]
struct Sums {
    n: f64,
    importance: f64,
    fulfilment: f64,
}

impl Sums {
    fn plus(self, other: Sums, times: f64) -> Sums {
        Sums {
            n: self.n + times * other.n,
            importance: self.importance + times * other.importance,
            fulfilment: self.fulfilment + times * other.fulfilment,
        }
    }

    fn mwds(self) -> f64 {
        mwds(self.importance / self.n, self.fulfilment / self.n)
    }
}

/// One list of units per item.
pub(crate) struct Units(Vec<Vec<Sums>>);

impl Frame {
    /// Of pairs of ratings, both turned so that high is good.
    pub(crate) fn units(&self, pairs: &[(usize, usize)]) -> Result<Units, Error> {
        let count = usize::try_from(self.respondents()).unwrap_or(usize::MAX).clamp(1, UNITS);
        let rated = |position: usize| -> Result<Vec<Option<f64>>, Error> {
            let turned = |point: u8| match self.questions[position].kind {
                Kind::Rating { points, falling: true } => f64::from(points) + 1.0 - f64::from(point),
                _ => f64::from(point),
            };
            Ok(self.narrow_codes(position)?.map(|code| code.map(turned)).collect())
        };
        let of_pair = |&(importance, fulfilment): &(usize, usize)| -> Result<Vec<Sums>, Error> {
            let mut units = vec![Sums::default(); count];
            for (row, both) in rated(importance)?.into_iter().zip(rated(fulfilment)?).enumerate() {
                if let (Some(importance), Some(fulfilment)) = both {
                    let unit = &mut units[row % count];
                    *unit = unit.plus(Sums { n: 1.0, importance, fulfilment }, 1.0);
                }
            }
            Ok(units)
        };
        pairs.iter().map(of_pair).collect::<Result<_, Error>>().map(Units)
    }
}

impl Units {
    /// One per item, by MWDS, the greatest first. None for an item that fewer than ten rated, for all where there is
    /// nothing to rank or where too few samples can be ranked.
    pub(crate) fn intervals(&self) -> Vec<Option<RankInterval>> {
        let none = vec![None; self.0.len()];
        let Some(units) = self.0.first().map(Vec::len).filter(|_| self.0.len() > 1) else { return none };
        let Ok(design) = Design::simple(units) else { return none };
        let sum = |item: &Vec<Sums>, weights: &[f64]| {
            item.iter().zip(weights).fold(Sums::default(), |sum, (unit, times)| sum.plus(*unit, *times))
        };
        let scores = |weights: &[f64]| {
            let scores: Vec<f64> = self.0.iter().map(|item| sum(item, weights).mwds()).collect();
            if scores.iter().all(|score| score.is_finite()) { Ok(scores) } else { Err(statistics::Error::NoAnswers) }
        };
        let Ok(ranks) = rank_intervals(&design, REPLICATES, SEED, scores) else { return none };
        let all = vec![1.0; units];
        let is_told = |item: &Vec<Sums>| sum(item, &all).n >= LEAST;
        let ranks = ranks.into_iter().map(|ranks| RankInterval { lo: ranks.lo, hi: ranks.hi });
        self.0.iter().zip(ranks).map(|(item, ranks)| is_told(item).then_some(ranks)).collect()
    }
}
