//! S15 (Fleiss 1981) and S12 (Benjamini & Hochberg 1995).

use domain::report::{Cell, Estimate, Reading, Series, Spread};
use statistics::{
    Error,
    estimate::Estimated,
    multiplicity::{benjamini_hochberg, bonferroni, rejected},
    trend::{cochran_armitage, heterogeneity, linear_trend, over_waves, welch},
};

use crate::fixture::{assert_close, case, number, numbers};

fn counts(json: &serde_json::Value) -> Vec<u64> {
    numbers(json).into_iter().map(|count| count as u64).collect()
}

#[test]
fn s15_trend_and_heterogeneity() {
    let case = case("S15");
    let (inputs, expected) = (&case["inputs"], &case["expected"]);
    let tolerance = number(&case["tolerance"]["abs"]);
    let (x, n) = (counts(&inputs["x"]), counts(&inputs["n"]));
    let trend = cochran_armitage(&x, &n, &numbers(&inputs["scores"])).unwrap();
    assert_close(trend.x2, number(&expected["trend_X2"]), tolerance, "trend X²");
    assert_close(trend.p, number(&expected["trend_p"]), tolerance, "trend p");
    assert!(trend.slope < 0.0);
    let differ = heterogeneity(&x, &n).unwrap();
    assert_close(differ.x2, number(&expected["heterogeneity_X2"]), tolerance, "X²");
    assert_close(differ.df, number(&expected["df"]), 0.0, "df");
    assert_close(differ.p, number(&expected["p"]), tolerance, "p");
}

#[test]
fn s12_step_up() {
    let case = case("S12");
    let (p, q) = (numbers(&case["inputs"]["p"]), number(&case["inputs"]["q"]));
    let expected = &case["expected"];
    let adjusted = benjamini_hochberg(&p);
    for (found, expected) in adjusted.iter().zip(numbers(&expected["bh_adjusted"])) {
        assert_close(*found, expected, number(&case["tolerance"]["abs"]), "adjusted p");
    }
    assert_eq!(rejected(&adjusted, q), expected["n_rejected_bh"].as_u64().unwrap() as usize);
    assert_eq!(rejected(&bonferroni(&p), q), expected["n_rejected_bonferroni"].as_u64().unwrap() as usize);
    let mut turned = p.clone();
    turned.reverse();
    let mut back = benjamini_hochberg(&turned);
    back.reverse();
    assert_eq!(back, adjusted);
}

fn wave(value: f64, se: f64, df: f64) -> Estimated {
    Estimated { value, se, df, n: 30 }
}

#[test]
fn a_line_through_three_means_by_hand() {
    // Means 2, 3, 5 at 1, 2, 3: slope (5 - 2) / 2 = 1.5; only the outer waves count, V = (0.3² + 0.4²) / 4 = 0.0625.
    // Degrees of freedom: (0.0225 + 0.04)² / (0.0225² / 10 + 0.04² / 20).
    let found =
        linear_trend(&[1.0, 2.0, 3.0], &[wave(2.0, 0.3, 10.0), wave(3.0, 9.0, 10.0), wave(5.0, 0.4, 20.0)]).unwrap();
    assert_close(found.slope.value, 1.5, 1e-12, "slope");
    assert_close(found.t, 6.0, 1e-12, "t");
    let df = 0.0625_f64.powi(2) / (0.0225_f64.powi(2) / 10.0 + 0.04_f64.powi(2) / 20.0);
    assert_close(found.df, df, 1e-9, "df");
    assert!(found.slope.lo > 0.9 && found.slope.hi < 2.1 && found.p < 1e-4);
}

#[test]
fn waves_that_make_no_trend_say_why() {
    assert_eq!(cochran_armitage(&[1], &[2], &[1.0]).unwrap_err(), Error::TooFewWaves);
    assert_eq!(cochran_armitage(&[3, 1], &[2, 2], &[1.0, 2.0]).unwrap_err(), Error::MoreThanAll { count: 3, total: 2 });
    assert_eq!(cochran_armitage(&[0, 0], &[5, 5], &[1.0, 2.0]).unwrap_err(), Error::NoVariation);
    assert_eq!(cochran_armitage(&[1, 2], &[5, 5], &[1.0, 1.0]).unwrap_err(), Error::NoVariation);
    assert_eq!(cochran_armitage(&[0, 0], &[5, 0], &[1.0, 2.0]).unwrap_err(), Error::NoAnswers);
    assert!(matches!(cochran_armitage(&[1, 2], &[5, 5], &[1.0]).unwrap_err(), Error::Length { .. }));
    assert_eq!(welch(&wave(1.0, 0.0, 3.0), &wave(2.0, 0.0, 3.0)).unwrap_err(), Error::NoVariation);
}

fn series(readings: Vec<Reading>) -> Series {
    let item = domain::id::ItemId::new("frage").expect("a valid name");
    Series { key: domain::Key::item(&item), option: None, readings: readings.into_iter().map(Cell::Shown).collect() }
}

fn share(when: f64, count: u64, n: u64) -> Reading {
    Reading { when, n, estimate: Estimate::share(count, n), spread: Spread::Counted(count) }
}

fn mean(when: f64, value: f64, sd: f64, n: u64) -> Reading {
    Reading { when, n, estimate: Estimate { value, lo: value, hi: value }, spread: Spread::Deviation(sd) }
}

#[test]
fn two_shares_change_by_their_difference_with_newcombes_interval() {
    // Newcombe (1998), Table II: 56/70 - 48/80, method 10.
    let found = over_waves(vec![series(vec![share(2024.0, 48, 80), share(2026.0, 56, 70)])]);
    let whole = found[0].change.as_ref().expect("tested").whole;
    for (found, expected) in [(whole.value, 0.2), (whole.lo, 0.0524), (whole.hi, 0.3339)] {
        assert_close(found, expected, 5e-5, "difference of shares");
    }
}

#[test]
fn three_shares_change_along_their_line_by_hand() {
    // 30, 40 and 55 of 100, a year apart: slope (55 - 30) / 200, over two years 0.25; p̄ = 125/300,
    // se = 2 √(p̄ (1 - p̄) / 200) = 0.069722; X² = 625 / (p̄ (1 - p̄) 200) = 12.857143, as prop.trend.test of R says.
    let found = over_waves(vec![series(vec![share(2024.0, 30, 100), share(2025.0, 40, 100), share(2026.0, 55, 100)])]);
    let change = found[0].change.clone().expect("tested");
    assert_close(change.whole.value, 0.25, 1e-12, "change");
    assert_close(change.whole.hi - change.whole.value, 1.959_964 * 0.069_722, 1e-6, "half of the interval");
    assert_close(change.p, 0.000_336_2, 5e-7, "p of 12.857143 with one degree of freedom");
    // On the line it is 0.291667 and 0.541667: 2 arcsin √0.541667 - 2 arcsin √0.291667.
    assert_close(change.effect, 0.513_206, 1e-5, "Cohen's h");
    assert!(found[0].certain().is_some());
}

/// The large wave between makes it look as if all shares varied as little as it does. Σ nᵢ (sᵢ - s̄)² = 80, so the slope is
/// (12 - 20) / 80, and √(40 x 0.25 + 40 x 0.21) / 80 its standard error.
#[test]
fn a_large_wave_between_small_ones_makes_no_change_certain() {
    let found = over_waves(vec![series(vec![share(2024.0, 20, 40), share(2025.0, 50, 1_000), share(2026.0, 12, 40)])]);
    let change = found[0].change.clone().expect("tested");
    assert_close(change.whole.value, -0.2, 1e-12, "change");
    assert_close(change.whole.hi - change.whole.value, 0.210_178, 1e-5, "half of the interval");
    assert!(change.p < 0.001 && change.effect < -0.2 && found[0].certain().is_none());
}

/// The shares at the ends rise from 20 to 30 per cent, the line through all five falls: so does the effect.
#[test]
fn the_effect_is_that_of_the_line_and_not_of_its_ends() {
    let (counts, totals) = ([12, 210, 120, 50, 18], [60, 600, 600, 200, 60]);
    let readings = counts.into_iter().zip(totals).zip(2022_u32..);
    let found = over_waves(vec![series(readings.map(|((count, n), year)| share(f64::from(year), count, n)).collect())]);
    let change = found[0].change.clone().expect("tested");
    assert_close(change.whole.value, -0.136_559, 1e-5, "change");
    assert_close(change.effect, -0.313_478, 1e-5, "Cohen's h");
}

#[test]
fn three_means_change_along_their_line_by_hand() {
    // 3.0, 3.2, 3.4 of 50 each with a deviation of 1: V of the slope = (1/50 + 1/50) / 4 = 0.01, 98 degrees of freedom.
    let found = over_waves(vec![series(vec![
        mean(2024.0, 3.0, 1.0, 50),
        mean(2025.0, 3.2, 1.0, 50),
        mean(2026.0, 3.4, 1.0, 50),
    ])]);
    let change = found[0].change.clone().expect("tested");
    assert_close(change.whole.value, 0.4, 1e-12, "change");
    assert_close(change.whole.hi - change.whole.value, 1.984_467 * 0.2, 1e-5, "half of the interval");
    assert_close(change.p, 0.048_25, 5e-5, "p of t = 2 with 98 degrees of freedom");
    assert_close(change.effect, 0.4, 1e-12, "Cohen's d");
}

#[test]
fn a_line_needs_two_waves_and_a_test_thirty_answers_in_each() {
    let alone = series(vec![share(2024.0, 30, 100)]);
    let few = series(vec![share(2024.0, 30, 100), share(2026.0, 14, 29)]);
    let alike = series(vec![mean(2024.0, 3.0, 0.0, 50), mean(2026.0, 4.0, 0.0, 50)]);
    let mut broken = series(vec![share(2024.0, 30, 100), share(2026.0, 60, 100)]);
    broken.readings.insert(1, Cell::Suppressed);
    let found = over_waves(vec![alone, few, alike, broken.clone()]);
    assert_eq!(found.len(), 3, "what one wave tells is no line");
    assert!(found[0].change.is_none() && found[1].change.is_none());
    assert_eq!(found[2].series, broken, "a hidden wave keeps its place");
    assert_close(found[2].change.as_ref().expect("tested").whole.value, 0.3, 1e-12, "around a hidden wave");
}

#[test]
fn what_is_followed_together_is_adjusted_together() {
    let rising = series(vec![share(2024.0, 40, 100), share(2026.0, 55, 100)]);
    let same = series(vec![share(2024.0, 40, 100), share(2026.0, 41, 100)]);
    let p = |found: &[domain::report::Trend]| found[0].change.as_ref().map(|change| (change.p, change.p_adjusted));
    let (alone, together) = (over_waves(vec![rising.clone()]), over_waves(vec![rising, same.clone(), same]));
    assert_eq!(p(&alone).map(|(p, adjusted)| p == adjusted), Some(true));
    let ((p, _), (_, adjusted)) = (p(&alone).expect("tested"), p(&together).expect("tested"));
    assert_close(adjusted, 3.0 * p, 1e-12, "the smallest of three");
    assert!(alone[0].certain().is_some() && together[0].certain().is_none());
}

/// Of very many answers chance is soon ruled out: what is too small to matter is no change to speak of.
#[test]
fn a_change_too_small_to_matter_is_not_called_one() {
    let found = over_waves(vec![series(vec![mean(2024.0, 3.0, 1.0, 9_000), mean(2026.0, 3.15, 1.0, 9_000)])]);
    assert!(found[0].change.as_ref().is_some_and(|change| change.p_adjusted < 1e-9));
    assert!(found[0].certain().is_none());
}
