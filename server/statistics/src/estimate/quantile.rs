use domain::report::Estimate;

use super::{Estimated, checked, mean};
use crate::{Design, Error, interval::t_quantile};

/// Sums of weights this close to the wanted share, relative to all weights, have reached it.
const REACHED: f64 = 1e-12;

/// A quantile with its interval, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    pub interval: Estimate,
    /// Width of the interval / (2 t), for those who need one number.
    pub se: f64,
    pub n: usize,
}

/// The median, [`quantile`] of one half.
///
/// # Errors
/// As [`quantile`].
pub fn median(design: &Design, values: &[Option<f64>]) -> Result<Quantile, Error> {
    quantile(design, values, 0.5)
}

/// The smallest value that at least `share` of the weight does not exceed, or halfway to the next where it is exactly
/// that share (type 2 of Hyndman & Fan 1996, The American Statistician 50(4), 361-365): with equal weights the median
/// everybody knows.
///
/// Interval: the t interval of the share of values up to the quantile, read back as quantiles (Woodruff 1952, JASA 47,
/// 635-646; `svyquantile(interval.type = "mean", qrule = "hf2")`). Where it leaves 0 to 1 it ends at the smallest or
/// largest value.
///
/// # Errors
/// As [`mean`]; if `share` is not between 0 and 1.
pub fn quantile(design: &Design, values: &[Option<f64>], share: f64) -> Result<Quantile, Error> {
    if !(share > 0.0 && share < 1.0) {
        return Err(Error::Share("Der Anteil, den das Quantil abtrennt,"));
    }
    let distribution = Distribution::new(design, values)?;
    let value = distribution.quantile(share);
    let below: Vec<Option<f64>> = values.iter().map(|one| one.map(|one| f64::from(one <= value))).collect();
    let below: Estimated = mean(design, &below)?;
    let shares = below.interval();
    let (lo, hi) = (distribution.quantile(shares.lo), distribution.quantile(shares.hi));
    let se = (hi - lo) / (2.0 * t_quantile(below.df));
    Ok(Quantile { interval: Estimate { value, lo: lo.min(value), hi: hi.max(value) }, se, n: below.n })
}

/// Values in order with the weight of all up to them.
struct Distribution {
    steps: Vec<(f64, f64)>,
    whole: f64,
}

impl Distribution {
    fn new(design: &Design, values: &[Option<f64>]) -> Result<Distribution, Error> {
        let mut answers = checked(design, values)?;
        answers.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let mut whole = 0.0;
        let mut steps: Vec<(f64, f64)> = Vec::with_capacity(answers.len());
        for (row, value) in answers {
            whole += design.weights()[row];
            match steps.last_mut() {
                Some((last, up_to)) if *last == value => *up_to = whole,
                _ => steps.push((value, whole)),
            }
        }
        Ok(Distribution { steps, whole })
    }

    fn quantile(&self, share: f64) -> f64 {
        let wanted = share * self.whole;
        let at = self.steps.partition_point(|(_, up_to)| *up_to < wanted - REACHED * self.whole);
        let last = self.steps.len() - 1;
        let (value, up_to) = self.steps[at.min(last)];
        let is_reached_exactly = (up_to - wanted).abs() <= REACHED * self.whole;
        if is_reached_exactly && at < last && share > 0.0 { (value + self.steps[at + 1].0) / 2.0 } else { value }
    }
}
