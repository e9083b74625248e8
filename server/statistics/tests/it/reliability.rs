//! S13 (the Big Five items of psych), S17 (attitude), and what holds for any scale.

use proptest::prelude::*;
use statistics::{
    Error,
    reliability::{
        Covariance, Missing, alpha_if_dropped, cronbach_alpha, omega, reversed, scale_score, standardised_alpha,
    },
};

use crate::{
    fixture::{Table, assert_close, case, number, reference},
    shared,
};

/// The items of a scale, those with a minus turned.
fn items(table: &Table, keys: &serde_json::Value) -> Vec<Vec<Option<f64>>> {
    let item = |key: &serde_json::Value| match key.as_str().unwrap().strip_prefix('-') {
        Some(name) => reversed(&table.answers(name), 1.0, 6.0),
        None => table.answers(key.as_str().unwrap()),
    };
    keys.as_array().unwrap().iter().map(item).collect()
}

#[test]
fn s13_five_scales_with_missing_answers() {
    let Some((case, table)) = shared::case("S13", "../microdata/psych_bfi.csv") else { return };
    let tolerance = |name: &str| number(&case["tolerance"][name]);
    for (scale, expected) in case["expected"]["scales"].as_object().unwrap() {
        let items = items(&table, &expected["items"]);
        let of = |missing| Covariance::new(&items, missing).unwrap();
        let (listwise, pairwise) = (of(Missing::Listwise), of(Missing::Pairwise));
        assert_eq!(listwise.n as u64, expected["n_listwise"].as_u64().unwrap(), "{scale}");
        let figures = [
            ("alpha_listwise", cronbach_alpha(&listwise), "alpha"),
            ("alpha_pairwise", cronbach_alpha(&pairwise), "alpha"),
            ("alpha_std_pairwise", standardised_alpha(&pairwise), "alpha"),
            ("omega_1factor_ml_std_listwise", omega(&listwise).map(|omega| omega.omega), "omega"),
        ];
        for (name, figure, kind) in figures {
            assert_close(figure.unwrap(), number(&expected[name]), tolerance(kind), &format!("{scale} {name}"));
        }
        let imputed = cronbach_alpha(&of(Missing::MedianImputed)).unwrap();
        let expected = number(&case["expected"]["scoreItems_median_imputed"][scale]);
        assert_close(imputed, expected, tolerance("alpha"), &format!("{scale} with medians"));
    }
}

#[test]
fn s17_alpha() {
    let case = case("S17");
    let table = Table::read(&reference("attitude_chatterjee_price.csv"));
    let names = ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"];
    let covariance = Covariance::new(&names.map(|name| table.answers(name)), Missing::Listwise).unwrap();
    let alpha = cronbach_alpha(&covariance).unwrap();
    assert_close(alpha, number(&case["expected"]["alpha_all7"]), number(&case["tolerance"]["abs"]), "alpha");
}

#[test]
fn two_items_are_spearman_brown() {
    // r = 0.6: 2 · 0.6 / 1.6 = 0.75. A factor of two items is not determined.
    let matrix = Covariance::from_matrix(&[vec![1.0, 0.6], vec![0.6, 1.0]], 80).unwrap();
    assert_close(standardised_alpha(&matrix).unwrap(), 0.75, 1e-12, "alpha");
    assert_eq!(alpha_if_dropped(&matrix).unwrap(), None);
    assert_eq!(omega(&matrix).unwrap_err(), Error::TooFewItems { found: 2, needed: 3 });
}

#[test]
fn omega_of_a_matrix_that_one_factor_explains() {
    // Loadings 0.5, 0.6, 0.7, 0.8: correlations are their products, omega 2.6² / (2.6² + 4 - 1.74).
    let loadings = [0.5, 0.6, 0.7, 0.8];
    let row = |a: usize| (0..4).map(|b| if a == b { 1.0 } else { loadings[a] * loadings[b] }).collect();
    let found = omega(&Covariance::from_matrix(&(0..4).map(row).collect::<Vec<_>>(), 200).unwrap()).unwrap();
    for (found, expected) in found.loadings.iter().zip(loadings) {
        assert_close(*found, expected, 1e-7, "loading");
    }
    assert_close(found.omega, 2.6 * 2.6 / (2.6 * 2.6 + 4.0 - 1.74), 1e-7, "omega");
}

#[test]
fn scores_of_people_need_half_of_the_items() {
    assert_eq!(scale_score(&[Some(4.0), Some(2.0), None]), Some(3.0));
    assert_eq!(scale_score(&[Some(4.0), None, None]), None);
    assert_eq!(scale_score(&[]), None);
    assert_eq!(reversed(&[Some(1.0), None], 1.0, 6.0), [Some(6.0), None]);
}

#[test]
fn scales_that_cannot_be_judged_say_why() {
    let of = |items: &[Vec<Option<f64>>]| Covariance::new(items, Missing::Listwise).unwrap_err();
    assert_eq!(of(&[vec![Some(1.0), Some(2.0)]]), Error::TooFewItems { found: 1, needed: 2 });
    assert_eq!(of(&[vec![Some(1.0), None], vec![None, Some(2.0)]]), Error::TooFewAnswers { found: 0, needed: 2 });
    assert_eq!(of(&[vec![Some(3.0); 4], vec![Some(3.0); 4]]), Error::NoVariation);
    assert!(matches!(of(&[vec![Some(3.0); 4], vec![Some(3.0); 3]]), Error::Length { .. }));
    let skew = Covariance::from_matrix(&[vec![1.0, 0.2], vec![0.3, 1.0]], 10).unwrap_err();
    assert_eq!(skew, Error::NotSymmetric);
    // The two items cancel each other out.
    let opposite = [vec![Some(1.0), Some(2.0)], vec![Some(2.0), Some(1.0)]];
    assert_eq!(
        cronbach_alpha(&Covariance::new(&opposite, Missing::Listwise).unwrap()).unwrap_err(),
        Error::NoVariation
    );
}

/// Four items from rows of ratings, in another unit.
fn columns(rows: &[Vec<u8>], factor: f64) -> Vec<Vec<Option<f64>>> {
    (0..4).map(|item| rows.iter().map(|row| Some(factor * f64::from(row[item]))).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn alpha_is_at_most_one_and_does_not_depend_on_units(
        rows in prop::collection::vec(prop::collection::vec(1..=5_u8, 4), 5..40),
        factor in 0.5..3.0_f64,
    ) {
        let alpha = |factor| {
            Covariance::new(&columns(&rows, factor), Missing::Listwise).and_then(|items| cronbach_alpha(&items))
        };
        if let (Ok(here), Ok(there)) = (alpha(1.0), alpha(factor)) {
            prop_assert!(here <= 1.0 + 1e-12 && (here - there).abs() < 1e-8);
        }
    }

    #[test]
    fn omega_is_a_share_or_says_why_not(
        rows in prop::collection::vec(prop::collection::vec(1..=5_u8, 4), 6..60),
    ) {
        let found = Covariance::new(&columns(&rows, 1.0), Missing::Listwise).and_then(|items| omega(&items));
        if let Ok(found) = found {
            prop_assert!((0.0..=1.0).contains(&found.omega), "{found:?}");
        }
    }
}
