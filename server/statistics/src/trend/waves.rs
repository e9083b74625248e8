//! Everything that is followed in one picture over the waves of a survey.

use domain::{
    guard::Guard,
    report::{Change, Estimate, Reading, Series, Spread, Trend, Z},
};

use super::{cochran_armitage, linear_trend};
use crate::{estimate::Estimated, multiplicity::benjamini_hochberg};

/// How each series changes from its first reading to its last: shares by the test of Cochran and Armitage, two of them
/// with the interval of Newcombe (1998); means and scores by the linear contrast of their waves. p values are adjusted
/// over all series (Benjamini & Hochberg 1995). Series that fewer than two waves tell are left out; a wave with fewer
/// answers than an approximation bears ([`Guard`]) leaves its series untested.
pub fn over_waves(series: Vec<Series>) -> Vec<Trend> {
    let followed = series.into_iter().filter(|series| series.told().count() >= 2);
    let mut trends: Vec<Trend> = followed.map(|series| Trend { change: change(&series), series }).collect();
    let p: Vec<f64> = trends.iter().filter_map(|trend| Some(trend.change.as_ref()?.p)).collect();
    let changes = trends.iter_mut().filter_map(|trend| trend.change.as_mut());
    changes.zip(benjamini_hochberg(&p)).for_each(|(change, adjusted)| change.p_adjusted = adjusted);
    trends
}

fn change(series: &Series) -> Option<Change> {
    let told: Vec<&Reading> = series.told().collect();
    if !told.iter().all(|reading| Guard::of(reading.n).bears_approximation()) {
        return None;
    }
    let counted: Option<Vec<u64>> = told.iter().map(|reading| count(reading)).collect();
    match counted {
        Some(counts) => of_shares(&told, &counts),
        None => of_means(&told),
    }
}

fn count(reading: &Reading) -> Option<u64> {
    match reading.spread {
        Spread::Counted(count) => Some(count),
        Spread::Deviation(_) => None,
    }
}

fn of_shares(told: &[&Reading], counts: &[u64]) -> Option<Change> {
    let totals: Vec<u64> = told.iter().map(|reading| reading.n).collect();
    let line = cochran_armitage(counts, &totals, &times(told)).ok()?;
    let whole = match told {
        [first, last] => Estimate::newcombe(last.estimate, first.estimate, 0.0),
        _ => {
            // A large wave far from the others makes the first of the two narrow, shares near 0 or 1 the second.
            let se = line.se.max(line.se_of_shares);
            let (value, half) = (line.slope * period(told), Z * se * period(told));
            Estimate { value, lo: value - half, hi: value + half }
        }
    };
    // Cohen's h: 2 (arcsin √p₂ - arcsin √p₁) (Cohen 1988, eq. 6.2.1), of the ends of the line.
    let arc = |reading: &Reading| 2.0 * line.fitted(reading.when).sqrt().asin();
    let effect = arc(told.last()?) - arc(told.first()?);
    Some(Change { whole, p: line.p, p_adjusted: line.p, effect })
}

fn of_means(told: &[&Reading]) -> Option<Change> {
    let means: Option<Vec<Estimated>> = told.iter().map(|reading| estimated(reading)).collect();
    let line = linear_trend(&times(told), &means?).ok()?;
    let along = |slope: f64| slope * period(told);
    let whole = Estimate { value: along(line.slope.value), lo: along(line.slope.lo), hi: along(line.slope.hi) };
    Some(Change { whole, p: line.p, p_adjusted: line.p, effect: whole.value / pooled(told)? })
}

/// Standard deviation within the waves: √(Σ (nᵢ - 1) sᵢ² / Σ (nᵢ - 1)) (Cohen 1988, section 2.5).
fn pooled(told: &[&Reading]) -> Option<f64> {
    let parts = told.iter().map(|reading| match reading.spread {
        Spread::Deviation(sd) => Some((reading.n as f64 - 1.0, sd)),
        Spread::Counted(_) => None,
    });
    let parts: Vec<(f64, f64)> = parts.collect::<Option<_>>()?;
    let freedom: f64 = parts.iter().map(|(df, _)| df).sum();
    Some((parts.iter().map(|(df, sd)| df * sd * sd).sum::<f64>() / freedom).sqrt())
}

fn estimated(reading: &Reading) -> Option<Estimated> {
    let Spread::Deviation(sd) = reading.spread else { return None };
    let n = reading.n as f64;
    Some(Estimated { value: reading.estimate.value, se: sd / n.sqrt(), df: n - 1.0, n: reading.n as usize })
}

fn times(told: &[&Reading]) -> Vec<f64> {
    told.iter().map(|reading| reading.when).collect()
}

/// In years, from the first reading to the last.
fn period(told: &[&Reading]) -> f64 {
    told.last().zip(told.first()).map_or(0.0, |(last, first)| last.when - first.when)
}
