//! Whether figures of several waves rise or fall.

mod waves;

pub use waves::over_waves;

use domain::report::Estimate;

use crate::{
    Error,
    association::{ChiSquare, Contingency, chi_square},
    design::{check_length, is_usable},
    estimate::Estimated,
    interval, tail,
};

/// The test of a trend in shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CochranArmitage {
    pub x2: f64,
    /// Two-sided, one degree of freedom.
    pub p: f64,
    /// Change of the share per unit of the scores, weighted by the waves' sizes.
    pub slope: f64,
    /// Standard error of the slope if there is none: X² = (slope / se)².
    pub se: f64,
    /// Standard error of the slope with the shares as they are: √(Σ nᵢ (sᵢ - s̄)² pᵢ (1 - pᵢ)) / Σ nᵢ (sᵢ - s̄)².
    pub se_of_shares: f64,
    /// Share of all waves together, where the line passes their mean score.
    share: f64,
    centre: f64,
}

impl CochranArmitage {
    /// The share on the line at this score, from 0 to 1.
    pub fn fitted(&self, score: f64) -> f64 {
        (self.share + self.slope * (score - self.centre)).clamp(0.0, 1.0)
    }
}

/// Cochran-Armitage test (Cochran 1954, Biometrics 10, 417-451; Armitage 1955, Biometrics 11, 375-386): X² = [Σ xᵢ (sᵢ
/// - s̄)]² / (p̄ (1 - p̄) Σ nᵢ (sᵢ - s̄)²). `counts` of `totals` in each wave; `scores`: when the waves were.
///
/// # Errors
/// Fewer than two waves, an empty one, more counts than answers; nobody or everybody counted, or all scores equal.
pub fn cochran_armitage(counts: &[u64], totals: &[u64], scores: &[f64]) -> Result<CochranArmitage, Error> {
    check_waves(counts, totals)?;
    check_length("Zeitpunkte", counts.len(), scores.len())?;
    if !scores.iter().copied().all(is_usable) {
        return Err(Error::NotFinite("Die Liste der Zeitpunkte"));
    }
    let n = totals.iter().sum::<u64>() as f64;
    let share = counts.iter().sum::<u64>() as f64 / n;
    let centre = totals.iter().zip(scores).map(|(total, score)| *total as f64 * score).sum::<f64>() / n;
    let covered: f64 = counts.iter().zip(scores).map(|(count, score)| *count as f64 * (score - centre)).sum();
    let spread: f64 = totals.iter().zip(scores).map(|(total, score)| *total as f64 * (score - centre).powi(2)).sum();
    if spread <= 0.0 || share <= 0.0 || share >= 1.0 {
        return Err(Error::NoVariation);
    }
    let variance = share * (1.0 - share);
    let x2 = covered * covered / (variance * spread);
    let (slope, se) = (covered / spread, (variance / spread).sqrt());
    let own = |((count, total), score): ((&u64, &u64), &f64)| {
        let (count, total) = (*count as f64, *total as f64);
        (score - centre).powi(2) * count * (total - count) / total
    };
    let se_of_shares = counts.iter().zip(totals).zip(scores).map(own).sum::<f64>().sqrt() / spread;
    Ok(CochranArmitage { x2, p: tail::chi_square(x2, 1.0), slope, se, se_of_shares, share, centre })
}

/// Whether the shares of the waves differ at all: chi-square of counted and not counted (Fleiss 1981, section 9.1).
///
/// # Errors
/// As [`cochran_armitage`].
pub fn heterogeneity(counts: &[u64], totals: &[u64]) -> Result<ChiSquare, Error> {
    check_waves(counts, totals)?;
    let others = counts.iter().zip(totals).map(|(count, total)| total - count).collect();
    chi_square(&Contingency::new(&[counts.to_vec(), others])?)
}

fn check_waves(counts: &[u64], totals: &[u64]) -> Result<(), Error> {
    check_length("Anzahlen", totals.len(), counts.len())?;
    if totals.len() < 2 {
        return Err(Error::TooFewWaves);
    }
    if totals.contains(&0) {
        return Err(Error::NoAnswers);
    }
    match counts.iter().zip(totals).find(|(count, total)| count > total) {
        Some((count, total)) => Err(Error::MoreThanAll { count: *count, total: *total }),
        None => Ok(()),
    }
}

/// The line through the means of several waves of different people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearTrend {
    /// Change of the mean per unit of the scores, with its 95 % interval.
    pub slope: Estimate,
    pub t: f64,
    pub df: f64,
    pub p: f64,
}

/// Linear contrast of means: L = Σ (sᵢ - s̄) ȳᵢ, V(L) = Σ (sᵢ - s̄)² V(ȳᵢ), slope L / Σ (sᵢ - s̄)²; degrees of freedom
/// after Satterthwaite (1946, Biometrics Bulletin 2, 110-114). The waves must be independent samples.
///
/// # Errors
/// Fewer than two waves; all scores equal; no spread in any wave.
pub fn linear_trend(scores: &[f64], means: &[Estimated]) -> Result<LinearTrend, Error> {
    check_length("Zeitpunkte", means.len(), scores.len())?;
    if means.len() < 2 {
        return Err(Error::TooFewWaves);
    }
    let centre = scores.iter().sum::<f64>() / scores.len() as f64;
    let weights: Vec<f64> = scores.iter().map(|score| score - centre).collect();
    let spread: f64 = weights.iter().map(|weight| weight * weight).sum();
    if !spread.is_finite() || spread <= 0.0 {
        return Err(Error::NoVariation);
    }
    let slope = weights.iter().zip(means).map(|(weight, mean)| weight * mean.value).sum::<f64>() / spread;
    let parts: Vec<(f64, f64)> =
        weights.iter().zip(means).map(|(weight, mean)| ((weight * mean.se / spread).powi(2), mean.df)).collect();
    let (variance, df) = satterthwaite(&parts).ok_or(Error::NoVariation)?;
    let se = variance.sqrt();
    let t = slope / se;
    Ok(LinearTrend { slope: interval::t_interval(slope, se, df), t, df, p: tail::t_two_sided(t, df) })
}

/// The difference of two means of different people, first minus second (Welch 1947, Biometrika 34, 28-35).
///
/// # Errors
/// If nothing varies in either.
pub fn welch(first: &Estimated, second: &Estimated) -> Result<LinearTrend, Error> {
    linear_trend(&[1.0, 0.0], &[*first, *second])
}

/// Variance of a sum of independent parts, and the degrees of freedom it is worth.
fn satterthwaite(parts: &[(f64, f64)]) -> Option<(f64, f64)> {
    let variance: f64 = parts.iter().map(|(part, _)| part).sum();
    let below: f64 = parts.iter().map(|(part, df)| part * part / df).sum();
    (variance > 0.0 && below > 0.0).then(|| (variance, variance * variance / below))
}
