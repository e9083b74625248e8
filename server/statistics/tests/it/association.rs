//! S14 (Agresti 2007), Fisher's tea, and what holds for any table.

use proptest::prelude::*;
use serde_json::Value as Json;
use statistics::{
    Design, Error, Plan,
    association::{Contingency, PERMUTATIONS, SEED, chi_square, fisher_exact, permutation, rao_scott},
};

use crate::fixture::{assert_close, case, number, numbers, weighted};

pub fn contingency(rows: &Json) -> Contingency {
    let row = |row: &Json| numbers(row).into_iter().map(|count| count as u64).collect();
    Contingency::new(&rows.as_array().unwrap().iter().map(row).collect::<Vec<_>>()).unwrap()
}

#[test]
fn s14_chi_square() {
    let case = case("S14");
    let (expected, tolerance) = (&case["expected"]["chisq"], number(&case["tolerance"]["abs"]));
    let found = chi_square(&contingency(&case["inputs"]["chisq"])).unwrap();
    for (figure, name) in [(found.x2, "X2"), (found.df, "df"), (found.p, "p"), (found.cramers_v, "cramers_v")] {
        assert_close(figure, number(&expected[name]), tolerance, name);
    }
}

#[test]
fn fisher_and_the_lady_tasting_tea() {
    // Fisher (1935), chapter 2: 3 of 4 right; the table and its mirror image and all worse ones are 34 of 70.
    let tea = Contingency::new(&[vec![3, 1], vec![1, 3]]).unwrap();
    assert_close(fisher_exact(&tea).unwrap(), 34.0 / 70.0, 1e-12, "p");
}

#[test]
fn permutation_comes_near_the_exact_test_and_is_the_same_twice() {
    let table = Contingency::new(&[vec![4, 1, 0], vec![1, 2, 6], vec![2, 3, 3]]).unwrap();
    let p = permutation(&table, PERMUTATIONS, SEED).unwrap();
    assert_eq!(p, permutation(&table, PERMUTATIONS, SEED).unwrap());
    assert_ne!(p, permutation(&table, PERMUTATIONS, SEED + 1).unwrap());
    assert_close(p, chi_square(&table).unwrap().p, 0.05, "p");
    assert!(
        (p * 10_000.0).fract().min(1.0 - (p * 10_000.0).fract()) < 1e-9,
        "{p} is a whole number of ten thousandths"
    );
}

#[test]
fn tables_that_say_nothing_say_so() {
    assert_eq!(Contingency::new(&[]).unwrap_err(), Error::NoAnswers);
    assert_eq!(Contingency::new(&[vec![0, 0], vec![0, 0]]).unwrap_err(), Error::NoAnswers);
    assert_eq!(Contingency::new(&[vec![3, 4]]).unwrap_err(), Error::NoVariation);
    assert_eq!(Contingency::new(&[vec![3, 0], vec![4, 0]]).unwrap_err(), Error::NoVariation);
    assert!(matches!(Contingency::new(&[vec![1, 2], vec![3]]).unwrap_err(), Error::Length { .. }));
    // Empty lines are left out.
    assert_eq!(Contingency::new(&[vec![3, 0, 1], vec![0, 0, 0], vec![4, 0, 2]]).unwrap().shape(), (2, 2));
    let many = Contingency::new(&[vec![60; 8], vec![55; 8], vec![50; 8], vec![45; 8]]).unwrap();
    assert_eq!(fisher_exact(&many).unwrap_err(), Error::TooManyTables);
    let design = Design::simple(3).unwrap();
    assert_eq!(rao_scott(&design, &[Some(0); 3], &[Some(0), Some(1), None]).unwrap_err(), Error::NoVariation);
    assert_eq!(rao_scott(&design, &[None; 3], &[Some(0); 3]).unwrap_err(), Error::NoAnswers);
}

/// The bug: rounding hid that the matrix was singular, and figures of nothing came out. R's `svychisq` refuses too.
#[test]
fn a_ring_of_empty_cells_is_refused_and_three_in_a_corner_are_not() {
    let tested = |table: [[usize; 3]; 3]| {
        let cells = (0..9).flat_map(|cell| vec![cell; table[cell / 3][cell % 3]]);
        let (rows, columns): (Vec<_>, Vec<_>) = cells.map(|cell| (Some(cell / 3), Some(cell % 3))).unzip();
        let weights = (0..rows.len()).map(|row| (1 + row % 3) as f64).collect();
        let design = Design::new(rows.len(), Plan { weights: Some(weights), ..Plan::default() }).unwrap();
        rao_scott(&design, &rows, &columns)
    };
    assert_eq!(tested([[0, 0, 1], [0, 0, 4], [2, 3, 1]]).unwrap_err(), Error::TableTooEmpty);
    assert_eq!(tested([[0, 0, 5], [0, 4, 0], [6, 0, 0]]).unwrap_err(), Error::TableTooEmpty);
    assert!(tested([[0, 0, 5], [0, 3, 6], [4, 5, 2]]).is_ok());
}

proptest! {
    #[test]
    fn chi_square_does_not_care_which_way_the_table_lies(
        counts in prop::collection::vec(prop::collection::vec(0..30_u64, 3), 4),
    ) {
        let turned: Vec<Vec<u64>> = (0..3).map(|column| counts.iter().map(|row| row[column]).collect()).collect();
        if let (Ok(here), Ok(there)) = (Contingency::new(&counts), Contingency::new(&turned)) {
            let (here, there) = (chi_square(&here).unwrap(), chi_square(&there).unwrap());
            prop_assert!((here.x2 - there.x2).abs() < 1e-9 && (here.p - there.p).abs() < 1e-12);
            prop_assert!((0.0..=1.0).contains(&here.cramers_v) && here.cramers_v_corrected <= 1.0);
        }
    }

    #[test]
    fn fisher_is_a_probability_and_one_for_an_even_table(a in 1..9_u64, b in 1..9_u64, c in 1..9_u64, d in 1..9_u64) {
        let p = fisher_exact(&Contingency::new(&[vec![a, b], vec![c, d]]).unwrap()).unwrap();
        prop_assert!((0.0..=1.0).contains(&p));
        let even = fisher_exact(&Contingency::new(&[vec![a, b], vec![a, b]]).unwrap()).unwrap();
        prop_assert!((even - 1.0).abs() < 1e-9);
    }

    #[test]
    fn rao_scott_answers_with_finite_numbers_or_says_why_not(
        rows in prop::collection::vec(
            (0.1..9.0_f64, prop::option::of(0..3_usize), prop::option::of(0..4_usize)),
            3..60,
        ),
    ) {
        let design = weighted(&rows.iter().map(|row| row.0).collect::<Vec<_>>());
        let (a, b): (Vec<_>, Vec<_>) = rows.iter().map(|row| (row.1, row.2)).unzip();
        if let Ok(found) = rao_scott(&design, &a, &b) {
            prop_assert!((found.shares.concat().iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(found.f.is_finite() && found.ndf > 0.0 && (0.0..=1.0).contains(&found.p), "{found:?}");
        }
    }
}
