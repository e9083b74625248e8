//! Figures that sum up a rating scale: top-2, balance, net promoter score, per cent of the maximum possible.

use domain::report::{Estimate, Z};

use crate::{
    Design, Error,
    estimate::{Estimated, Proportion, mean, proportion},
};

/// Share of the two highest points of a scale with the best point `max`.
///
/// # Errors
/// As [`proportion`].
pub fn top2(design: &Design, ratings: &[Option<f64>], max: f64) -> Result<Proportion, Error> {
    proportion(design, &ratings.iter().map(|rating| rating.map(|rating| rating >= max - 1.0)).collect::<Vec<_>>())
}

/// Share of the two lowest points of a scale with the worst point `min`.
///
/// # Errors
/// As [`proportion`].
pub fn bottom2(design: &Design, ratings: &[Option<f64>], min: f64) -> Result<Proportion, Error> {
    proportion(design, &ratings.iter().map(|rating| rating.map(|rating| rating <= min + 1.0)).collect::<Vec<_>>())
}

/// Net promoter score in points, -100 to 100: share of 9 and 10 less that of 0 to 6 (Reichheld 2003). The error is that
/// of the mean of 100, 0 and -100 under the design.
///
/// # Errors
/// As [`mean`]; an answer outside 0 to 10.
pub fn net_promoter(design: &Design, answers: &[Option<f64>]) -> Result<Estimated, Error> {
    if answers.iter().flatten().any(|answer| !(0.0..=10.0).contains(answer)) {
        return Err(Error::OffScale { min: 0.0, max: 10.0 });
    }
    let points = |answer: f64| match answer {
        high if high >= 9.0 => 100.0,
        low if low <= 6.0 => -100.0,
        _ => 0.0,
    };
    mean(design, &answers.iter().map(|answer| answer.map(points)).collect::<Vec<_>>())
}

/// Balance of two shares of the same answers ("Saldo"), for instance more places less fewer places, with variance
/// (p + q - (p - q)²) / n (multinomial). `n`: the number of answers, or what they are worth under the design.
///
/// # Errors
/// Shares that are negative or add up to more than 1; no answers.
pub fn balance(plus: f64, minus: f64, n: f64) -> Result<Estimate, Error> {
    if !(plus >= 0.0 && minus >= 0.0 && plus + minus <= 1.0 + 1e-9) {
        return Err(Error::Share("Die Summe beider Anteile"));
    }
    if n.is_nan() || n <= 0.0 {
        return Err(Error::NoAnswers);
    }
    let value = plus - minus;
    let half = Z * ((plus + minus - value * value).max(0.0) / n).sqrt();
    Ok(Estimate { value, lo: (value - half).max(-1.0), hi: (value + half).min(1.0) })
}

/// Per cent of the maximum possible, 0 at `min` and 100 at `max` (Cohen et al. 1999, Multivariate Behavioral Research
/// 34, 315-346): what makes scales of different length comparable. A scale on which less is better, as German school
/// grades (best 1, worst 6), has its best point as `max`.
///
/// # Errors
/// A scale without length, or a value off it.
pub fn pomp(value: f64, min: f64, max: f64) -> Result<f64, Error> {
    let place = (value - min) / (max - min);
    if (0.0..=1.0).contains(&place) { Ok(100.0 * place) } else { Err(Error::OffScale { min, max }) }
}
