//! S10 (raking a table), and the rules that weights keep.

use std::collections::BTreeMap;

use proptest::prelude::*;
use statistics::{
    Design, Error, Factor,
    estimate::{mean, proportion, total},
    weighting::{Margin, RakingOptions, Trimming, kish, rake},
};

use crate::fixture::{all, assert_close, case, number, numbers, weighted};

fn margin(name: &str, labels: &[String], targets: &[(String, f64)]) -> Result<Margin, Error> {
    Margin::new(name, Factor::new(labels), &targets.iter().cloned().collect::<BTreeMap<_, _>>())
}

/// Rows or columns of a table as the labels of its cells, and their targets.
fn labelled(targets: &[f64]) -> Vec<(String, f64)> {
    targets.iter().enumerate().map(|(at, target)| (format!("{at}"), *target)).collect()
}

#[test]
fn s10_raking_a_table() {
    let case = case("S10");
    let start: Vec<Vec<f64>> = case["inputs"]["start"].as_array().unwrap().iter().map(numbers).collect();
    let cells: Vec<f64> = start.concat();
    let columns = start[0].len();
    let rows: Vec<String> = (0..cells.len()).map(|cell| (cell / columns).to_string()).collect();
    let cols: Vec<String> = (0..cells.len()).map(|cell| (cell % columns).to_string()).collect();
    let target = |name: &str| labelled(&numbers(&case["inputs"][name]));
    let margins = [
        margin("Zeilen", &rows, &target("row_targets")).unwrap(),
        margin("Spalten", &cols, &target("col_targets")).unwrap(),
    ];
    let raking = rake(&cells, &margins, &RakingOptions { trimming: None, ..RakingOptions::default() }).unwrap();
    assert!(raking.has_converged && raking.largest_error < 1e-10);
    let expected: Vec<f64> = case["expected"]["converged"].as_array().unwrap().iter().flat_map(numbers).collect();
    for (cell, expected) in raking.weights.iter().zip(expected) {
        assert_close(*cell, expected, number(&case["tolerance"]["abs"]), "cell");
    }
}

#[test]
fn margins_that_cannot_hold_say_why() {
    let labels = ["a", "b", "b"].map(str::to_owned);
    let of = |targets: &[(&str, f64)]| {
        let targets: Vec<_> = targets.iter().map(|(name, target)| ((*name).to_owned(), *target)).collect();
        margin("Branche", &labels, &targets)
    };
    let nobody = of(&[("a", 5.0), ("b", 5.0), ("c", 5.0)]).unwrap_err();
    assert!(nobody.to_string().contains("In der Kategorie „c“ hat niemand geantwortet"), "{nobody}");
    assert!(matches!(of(&[("a", 5.0)]).unwrap_err(), Error::NoTarget { .. }));
    assert!(matches!(of(&[("a", 5.0), ("b", 0.0)]).unwrap_err(), Error::Target { .. }));
    let margins = [of(&[("a", 5.0), ("b", 5.0)]).unwrap(), of(&[("a", 5.0), ("b", 6.0)]).unwrap()];
    assert!(matches!(rake(&[1.0; 3], &margins, &RakingOptions::default()), Err(Error::UnequalMargins { .. })));
}

#[test]
fn margins_that_contradict_each_other_do_not_converge() {
    // The same variable with two different targets.
    let labels = ["a", "b", "b", "a"].map(str::to_owned);
    let of = |a: f64| margin("Größe", &labels, &[("a".to_owned(), a), ("b".to_owned(), 10.0 - a)]).unwrap();
    let raking = rake(&[1.0; 4], &[of(4.0), of(7.0)], &RakingOptions::default()).unwrap();
    assert!(!raking.has_converged && raking.sweeps == 100);
    assert_close(raking.largest_error, 0.3, 1e-12, "miss");
    let refused = Design::simple(4).unwrap().raked(vec![of(4.0), of(7.0)], &RakingOptions::default());
    assert!(matches!(refused, Err(Error::NotConverged { sweeps: 100, .. })));
}

#[test]
fn trimming_keeps_margins_and_limits() {
    // One of ten stands for 40 of 100 people and would get a weight of 40; the mean is 10. With 30 allowed the margin
    // alone decides: a category with one respondent cannot be both.
    let labels: Vec<String> = (0..10).map(|at| if at == 0 { "selten" } else { "oft" }.to_owned()).collect();
    let of =
        |rare: f64| margin("Art", &labels, &[("selten".to_owned(), rare), ("oft".to_owned(), 100.0 - rare)]).unwrap();
    let raking = rake(&[1.0; 10], &[of(40.0)], &RakingOptions::default()).unwrap();
    assert_close(raking.trimmed, 0.1, 1e-12, "trimmed");
    assert_close(raking.beyond_limits, 0.1, 1e-12, "beyond");
    assert_close(raking.weights[0], 40.0, 1e-9, "margin");
    // Unequal weights within a category can give way to each other.
    let weights = [40.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    let one = margin("alle", &vec!["x".to_owned(); 10], &[("x".to_owned(), 100.0)]).unwrap();
    let raking = rake(&weights, &[one], &RakingOptions::default()).unwrap();
    assert!(raking.has_converged && raking.beyond_limits == 0.0 && raking.trimmed > 0.0);
    assert_close(raking.weights.iter().sum(), 100.0, 1e-8, "sum");
    assert!(raking.weights.iter().all(|weight| (10.0 / 3.0 - 1e-6..=30.0 + 1e-6).contains(weight)));
}

#[test]
fn limits_that_exclude_the_mean_are_refused() {
    let one = margin("alle", &vec!["x".to_owned(); 3], &[("x".to_owned(), 30.0)]).unwrap();
    for (low, high) in [(2.0, 1.0), (1.0, 3.0), (0.3, 0.9), (f64::NAN, 3.0), (0.3, f64::NAN), (-1.0, 2.0)] {
        let options = RakingOptions { trimming: Some(Trimming { low, high }), ..RakingOptions::default() };
        let refused = rake(&[1.0; 3], std::slice::from_ref(&one), &options);
        assert!(matches!(refused, Err(Error::Trimming { .. })), "{low} to {high}");
    }
}

#[test]
fn kish_by_hand() {
    // Weights 1, 1, 2: 16 / 6.
    let cost = kish(&[1.0, 1.0, 2.0]).unwrap();
    assert_close(cost.n_eff, 16.0 / 6.0, 1e-12, "effective n");
    assert_close(cost.deff, 18.0 / 16.0, 1e-12, "deff");
    assert!(kish(&[]).is_err() && kish(&[1.0, 0.0]).is_err());
}

proptest! {
    #[test]
    fn raked_weights_meet_every_margin(
        cells in prop::collection::vec((0..3_usize, 0..2_usize, 0.5..4.0_f64), 30..80),
        shares in (0.2..0.4_f64, 0.2..0.4_f64, 0.3..0.7_f64),
    ) {
        let (a, b): (Vec<String>, Vec<String>) =
            cells.iter().map(|cell| (cell.0.to_string(), cell.1.to_string())).unzip();
        let (first, second, yes) = shares;
        let targets = |shares: &[f64]| labelled(&shares.iter().map(|share| 1000.0 * share).collect::<Vec<_>>());
        let one = margin("a", &a, &targets(&[first, second, 1.0 - first - second]));
        let other = margin("b", &b, &targets(&[yes, 1.0 - yes]));
        let margins = match (one, other) {
            (Ok(one), Ok(other)) => vec![one, other],
            (Err(error), _) | (_, Err(error)) => {
                // By chance nobody is in a category.
                let is_expected = matches!(error, Error::EmptyCategory { .. });
                prop_assert!(is_expected);
                return Ok(());
            }
        };
        let weights: Vec<f64> = cells.iter().map(|cell| cell.2).collect();
        let trimming = Some(Trimming { low: 0.01, high: 50.0 });
        let loose = RakingOptions { sweeps: 2000, trimming, ..RakingOptions::default() };
        let raking = rake(&weights, &margins, &loose).unwrap();
        prop_assume!(raking.has_converged);
        prop_assert!((raking.weights.iter().sum::<f64>() - 1000.0).abs() < 1e-5);
        prop_assert!(raking.weights.iter().all(|weight| weight.is_finite() && *weight > 0.0));
        let of_first = a.iter().zip(&raking.weights).filter(|(label, _)| *label == "0");
        let ones: f64 = of_first.map(|(_, weight)| weight).sum();
        prop_assert!((ones - 1000.0 * first).abs() < 1e-5);
    }

    #[test]
    fn a_known_total_has_no_error(values in prop::collection::vec(0..2_u8, 8..40)) {
        prop_assume!(values.contains(&0) && values.contains(&1));
        let labels: Vec<String> = values.iter().map(u8::to_string).collect();
        let of = margin("Art", &labels, &labelled(&[300.0, 700.0])).unwrap();
        let design = Design::simple(values.len()).unwrap().post_stratified(of).unwrap();
        let ones = total(&design, &all(&values.iter().map(|v| f64::from(*v)).collect::<Vec<_>>())).unwrap();
        prop_assert!((ones.value - 700.0).abs() < 1e-6 && ones.se < 1e-6);
    }

    #[test]
    fn estimates_do_not_depend_on_the_order_of_rows_or_the_scale_of_weights(
        rows in prop::collection::vec((0..=10_u8, 0.2..5.0_f64), 5..60),
        factor in 0.1..100.0_f64,
    ) {
        let value = |rows: &[(u8, f64)]| all(&rows.iter().map(|row| f64::from(row.0)).collect::<Vec<_>>());
        let design = |rows: &[(u8, f64)], factor: f64| {
            weighted(&rows.iter().map(|row| row.1 * factor).collect::<Vec<_>>())
        };
        let mut other = rows.clone();
        other.reverse();
        let here = mean(&design(&rows, 1.0), &value(&rows)).unwrap();
        let there = mean(&design(&other, factor), &value(&other)).unwrap();
        prop_assert!((here.value - there.value).abs() < 1e-9 && (here.se - there.se).abs() < 1e-9);
        let high: Vec<Option<bool>> = rows.iter().map(|row| Some(row.0 > 5)).collect();
        let share = proportion(&design(&rows, 1.0), &high).unwrap();
        let interval = share.interval;
        prop_assert!(0.0 <= interval.lo && interval.lo <= interval.value);
        prop_assert!(interval.value <= interval.hi && interval.hi <= 1.0);
        prop_assert!(share.n_eff.is_finite());
    }
}
