//! S14 (Hollander & Wolfe 1973), and what holds for any groups.

use proptest::prelude::*;
use statistics::{
    Error,
    association::{Contingency, SEED},
    compare::{
        Answers, Effect, Magnitude, Method, design_rank_test, dunn, dz, groups, kruskal_wallis,
        kruskal_wallis_of_counts, mann_whitney, mann_whitney_of_counts, signed_rank,
    },
};

use crate::fixture::{Table, assert_close, case, number, numbers, reference, weighted};

#[test]
fn s14_mann_whitney() {
    let case = case("S14");
    let (expected, tolerance) = (&case["expected"]["mw"], number(&case["tolerance"]["abs"]));
    let found = mann_whitney(&numbers(&case["inputs"]["mw_x"]), &numbers(&case["inputs"]["mw_y"])).unwrap();
    assert!(found.is_exact);
    let figures = [
        (found.u, "U"),
        (found.p_greater, "p_greater"),
        (found.p_two, "p_two"),
        (found.rank_biserial, "rank_biserial"),
        (found.rank_biserial, "cliffs_delta"),
        (found.superiority, "A"),
    ];
    for (figure, name) in figures {
        assert_close(figure, number(&expected[name]), tolerance, name);
    }
    assert_eq!(Magnitude::of(found.rank_biserial), Magnitude::Medium);
}

#[test]
fn s14_signed_rank() {
    let case = case("S14");
    let (expected, tolerance) = (&case["expected"]["signed_rank"], number(&case["tolerance"]["abs"]));
    let found = signed_rank(&numbers(&case["inputs"]["sr_x"]), &numbers(&case["inputs"]["sr_y"])).unwrap();
    assert_close(found.v, number(&expected["V"]), tolerance, "V");
    assert_close(found.p_greater, number(&expected["p_greater"]), tolerance, "p_greater");
}

#[test]
fn s14_kruskal_wallis() {
    let case = case("S14");
    let (expected, tolerance) = (&case["expected"]["kruskal"], number(&case["tolerance"]["abs"]));
    let table = Table::read(&reference("airquality_ozone_month.csv"));
    let months = table.texts("Month");
    let of = |month: &str| -> Vec<f64> {
        table
            .answers("Ozone")
            .iter()
            .zip(&months)
            .filter(|(_, at)| *at == month)
            .filter_map(|(ozone, _)| *ozone)
            .collect()
    };
    let groups: Vec<Vec<f64>> = ["5", "6", "7", "8", "9"].into_iter().map(of).collect();
    let found = kruskal_wallis(&groups).unwrap();
    let figures =
        [(found.h, "H"), (found.df, "df"), (found.p, "p"), (found.epsilon2, "epsilon2"), (found.eta2_h, "eta2_H")];
    for (figure, name) in figures {
        assert_close(figure, number(&expected[name]), tolerance, name);
    }
}

#[test]
fn groups_that_cannot_be_compared_say_why() {
    assert_eq!(mann_whitney(&[], &[1.0]).unwrap_err(), Error::NoAnswers);
    assert_eq!(mann_whitney(&[3.0, 3.0], &[3.0]).unwrap_err(), Error::NoVariation);
    assert_eq!(mann_whitney(&[f64::NAN], &[3.0]).unwrap_err(), Error::NotFinite("Die Spalte"));
    assert_eq!(signed_rank(&[], &[]).unwrap_err(), Error::NoAnswers);
    assert_eq!(signed_rank(&[2.0, 3.0], &[2.0, 3.0]).unwrap_err(), Error::NoVariation);
    assert_eq!(dz(&[1.0], &[2.0]).unwrap_err(), Error::TooFewAnswers { found: 1, needed: 2 });
    assert_eq!(kruskal_wallis(&[vec![1.0, 2.0]]).unwrap_err(), Error::NoAnswers);
    assert_eq!(kruskal_wallis(&[vec![1.0], vec![2.0]]).unwrap_err(), Error::TooFewAnswers { found: 2, needed: 3 });
    assert_eq!(dunn(&[vec![4.0, 4.0], vec![4.0]]).unwrap_err(), Error::NoVariation);
    let design = weighted(&[1.0, 2.0, 1.0]);
    let values = [Some(1.0), Some(2.0), Some(2.0)];
    assert_eq!(design_rank_test(&design, &values, &[Some(0); 3]).unwrap_err(), Error::NoVariation);
    assert!(design_rank_test(&design, &[None; 3], &[Some(0); 3]).is_err());
}

fn ratings() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((1..=5_u8).prop_map(f64::from), 1..40)
}

proptest! {
    #[test]
    fn changing_sides_turns_the_sign(a in ratings(), b in ratings()) {
        if let (Ok(here), Ok(there)) = (mann_whitney(&a, &b), mann_whitney(&b, &a)) {
            prop_assert!((here.rank_biserial + there.rank_biserial).abs() < 1e-9);
            prop_assert!((here.p_two - there.p_two).abs() < 1e-9 && (0.0..=1.0).contains(&here.p_two));
            prop_assert!((here.u + there.u - (a.len() * b.len()) as f64).abs() < 1e-9);
        }
    }

    #[test]
    fn cliffs_delta_is_the_share_of_pairs(a in ratings(), b in ratings()) {
        if let Ok(found) = mann_whitney(&a, &b) {
            let sign = |a: &f64, b: &f64| f64::from(i8::from(a > b) - i8::from(a < b));
            let sign: f64 = a.iter().flat_map(|a| b.iter().map(move |b| sign(a, b))).sum();
            prop_assert!((found.rank_biserial - sign / (a.len() * b.len()) as f64).abs() < 1e-9);
        }
    }

    #[test]
    fn two_groups_of_kruskal_wallis_are_mann_whitney_squared(a in ratings(), b in ratings()) {
        if let (Ok(two), Ok(many)) = (mann_whitney(&a, &b), kruskal_wallis(&[a.clone(), b.clone()])) {
            prop_assert!((two.z * two.z - many.h).abs() < 1e-7);
            let pair = dunn(&[a, b]).unwrap();
            prop_assert!((pair[0].z.powi(2) - many.h).abs() < 1e-7);
        }
    }

    #[test]
    fn design_ranks_do_not_depend_on_the_order_of_rows(
        rows in prop::collection::vec((1..=5_u8, 0.2..4.0_f64, 0..2_usize), 6..40),
    ) {
        let test = |rows: &[(u8, f64, usize)]| {
            let design = weighted(&rows.iter().map(|row| row.1).collect::<Vec<_>>());
            let values: Vec<_> = rows.iter().map(|row| Some(f64::from(row.0))).collect();
            design_rank_test(&design, &values, &rows.iter().map(|row| Some(row.2)).collect::<Vec<_>>())
        };
        let mut other = rows.clone();
        other.reverse();
        if let (Ok(here), Ok(there)) = (test(&rows), test(&other)) {
            prop_assert!((here.p - there.p).abs() < 1e-9);
            prop_assert!(here.mean_ranks.iter().all(|rank| (0.0..=1.0).contains(rank)));
        }
    }
}

/// Answers one by one, as counts tell them.
fn spread(counts: &[u64]) -> Vec<f64> {
    counts.iter().zip(1..).flat_map(|(count, point)| vec![f64::from(point); *count as usize]).collect()
}

#[test]
fn kruskal_wallis_of_counts_is_that_of_the_answers() {
    let counts = [vec![3, 9, 12, 4, 2], vec![1, 4, 9, 11, 7], vec![6, 6, 0, 8, 3]];
    let found = kruskal_wallis_of_counts(&Contingency::new(&counts).unwrap()).unwrap();
    let answers = kruskal_wallis(&counts.map(|counts| spread(&counts))).unwrap();
    for (one, other) in [(found.h, answers.h), (found.p, answers.p), (found.epsilon2, answers.epsilon2)] {
        assert_close(one, other, 1e-12, "of counts");
    }
}

/// Two groups of 20 once got a chi-square test, and points of a scale were taken for names.
#[test]
fn small_groups_get_exact_tests_and_scales_get_tests_of_ranks() {
    let method = |rows: &[Vec<u64>], answers| groups(rows, answers, SEED).map(|test| test.method);
    let is = |rows: &[Vec<u64>], answers, wanted: fn(&Method) -> bool| {
        let found = method(rows, answers).unwrap();
        assert!(wanted(&found), "{found:?} of {rows:?}");
    };
    is(&[vec![11, 9], vec![5, 15]], Answers::Named, |method| *method == Method::Fisher);
    is(&[vec![120, 80], vec![142, 58]], Answers::Named, |method| matches!(method, Method::ChiSquare { .. }));
    let small = [vec![11, 9], vec![5, 15], vec![40, 40]];
    is(&small, Answers::Named, |method| matches!(method, Method::Permutation { .. }));
    let scale = [vec![2, 4, 6, 5, 3], vec![1, 2, 4, 6, 7]];
    is(&scale, Answers::Ordered, |method| matches!(method, Method::RankPermutation { .. }));
    let large = scale.map(|row| row.into_iter().map(|count| 4 * count).collect::<Vec<u64>>());
    is(&large, Answers::Ordered, |method| matches!(method, Method::MannWhitney { .. }));
    let three = [large[0].clone(), large[1].clone(), large[0].clone()];
    is(&three, Answers::Ordered, |method| matches!(method, Method::KruskalWallis { .. }));
    // Nine answers bear no test, and a group alone is not compared.
    assert_eq!(method(&[vec![4, 5], vec![50, 50]], Answers::Named).unwrap_err(), Error::NoVariation);
    assert_eq!(groups(&[small[2].clone(), vec![4, 5], small[2].clone()], Answers::Named, SEED).unwrap().groups, 2);
}

#[test]
fn a_permutation_of_ranks_comes_near_the_test_it_stands_for() {
    let rows = [vec![2, 4, 8, 9, 6], vec![6, 7, 8, 5, 3]];
    let exact = groups(&rows, Answers::Ordered, SEED).unwrap();
    assert!(matches!(exact.method, Method::RankPermutation { .. }));
    let asymptotic = mann_whitney_of_counts(&rows[0], &rows[1]).unwrap();
    assert_close(exact.p, asymptotic.p_two, 0.01, "p");
    assert_eq!(exact.effect, Effect::Delta(asymptotic.rank_biserial));
    assert_eq!(exact.effect.magnitude(), Magnitude::of(asymptotic.rank_biserial));
    let alike = groups(&[rows[0].clone(), rows[0].clone()], Answers::Ordered, SEED).unwrap();
    assert!(alike.p > 0.9, "{}", alike.p);
    assert_close(alike.strength, 0.0, 1e-9, "strength");
}

/// What is large enough for a test of ranks, and too much to permute, goes without its small groups.
#[test]
fn of_very_many_answers_small_groups_are_left_out_of_the_test() {
    let rows = [vec![900, 2_000, 1_500], vec![800, 1_000, 2_500], vec![5, 5, 8]];
    let found = groups(&rows, Answers::Ordered, SEED).unwrap();
    assert_eq!((found.groups, found.n), (2, 8_700));
    assert!(matches!(found.method, Method::MannWhitney { .. }));
}
