//! S15 (Fleiss 1981) and S12 (Benjamini & Hochberg 1995).

use statistics::{
    Error,
    estimate::Estimated,
    multiplicity::{benjamini_hochberg, bonferroni, rejected},
    trend::{cochran_armitage, heterogeneity, linear_trend, welch},
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
