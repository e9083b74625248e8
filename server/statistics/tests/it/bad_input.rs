//! Whatever comes in, finite numbers or an error come out.

use proptest::prelude::*;
use statistics::{
    Design, Error, Factor, Plan, Population,
    association::{Contingency, chi_square, permutation, rao_scott},
    bootstrap::rank_intervals,
    compare::{design_rank_test, dunn, kruskal_wallis, mann_whitney, signed_rank},
    drivers::{least_squares, lmg, relative_weights},
    estimate::{design_effect, difference, mean, median, proportion, ratio, total},
    reliability::{Covariance, Missing, cronbach_alpha, items, omega, standardised_alpha},
};

/// Mostly few different values, now and then something extreme.
fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        8 => (0..4_i32).prop_map(|value| Some(f64::from(value))),
        2 => Just(None),
        1 => prop_oneof![Just(1e308), Just(-1e308), Just(1e-308), Just(f64::NAN), Just(f64::INFINITY)].prop_map(Some),
    ]
}

/// Two answers, stratum, cluster, weight.
type Row = (Option<f64>, Option<f64>, u8, u8, f64);

fn row() -> impl Strategy<Value = Row> {
    (value(), value(), 0..3_u8, 0..4_u8, prop_oneof![9 => 0.1..5.0_f64, 1 => prop_oneof![Just(1e-50), Just(1e50)]])
}

fn assert_finite(figures: &[f64]) -> Result<(), TestCaseError> {
    prop_assert!(figures.iter().all(|figure| figure.is_finite()), "{figures:?}");
    Ok(())
}

proptest! {
    #[test]
    fn estimates(rows in prop::collection::vec(row(), 1..25), is_finite: bool) {
        let labels = |code: fn(&Row) -> u8| {
            Factor::new(&rows.iter().map(|row| code(row).to_string()).collect::<Vec<_>>())
        };
        let population = ["0", "1", "2"].map(|name| (name.to_owned(), 30.0)).into();
        let plan = Plan {
            weights: Some(rows.iter().map(|row| row.4).collect()),
            strata: Some(labels(|row| row.2)),
            clusters: Some(labels(|row| row.3)),
            population: is_finite.then_some(Population::Strata(population)),
            ..Plan::default()
        };
        let design = Design::new(rows.len(), plan).unwrap();
        let (y, x): (Vec<_>, Vec<_>) = rows.iter().map(|row| (row.0, row.1)).unzip();
        let estimates =
            [mean(&design, &y), total(&design, &y), ratio(&design, &y, &x), difference(&design, &y, &x)];
        for found in estimates.into_iter().flatten() {
            let interval = found.interval();
            assert_finite(&[found.value, found.se, found.df, interval.lo, interval.hi])?;
        }
        if let Ok(found) = median(&design, &y) {
            assert_finite(&[found.interval.lo, found.interval.value, found.interval.hi, found.se])?;
        }
        if let Ok(found) = design_effect(&design, &y) {
            assert_finite(&[found.with_replacement])?;
        }
        let yes: Vec<Option<bool>> = y.iter().map(|value| value.map(|value| value > 1.0)).collect();
        if let Ok(found) = proportion(&design, &yes) {
            assert_finite(&[found.interval.lo, found.interval.hi, found.estimated.value])?;
        }
        let codes = |code: fn(&Row) -> u8| {
            rows.iter().map(|row| Some(usize::from(code(row)))).collect::<Vec<_>>()
        };
        if let Ok(found) = design_rank_test(&design, &y, &codes(|row| row.3)) {
            assert_finite(&[found.f, found.p, found.ddf])?;
        }
        if let Ok(found) = rao_scott(&design, &codes(|row| row.2), &codes(|row| row.3)) {
            assert_finite(&[found.f, found.p, found.ndf, found.ddf, found.cramers_v])?;
        }
        if let Ok(table) = Contingency::of(&codes(|row| row.2), &codes(|row| row.3)) {
            if let Ok(found) = chi_square(&table) {
                assert_finite(&[found.x2, found.p, found.cramers_v, found.cramers_v_corrected])?;
            }
            prop_assert!((0.0..=1.0).contains(&permutation(&table, 19, 1).unwrap()));
        }
    }

    #[test]
    fn groups_and_drivers(rows in prop::collection::vec([value(), value(), value()], 0..20)) {
        let columns = [0, 1, 2].map(|at| rows.iter().map(|row| row[at]).collect::<Vec<_>>());
        let filled = |column: &Vec<Option<f64>>| column.iter().map(|value| value.unwrap_or(2.0)).collect::<Vec<f64>>();
        let full = [filled(&columns[0]), filled(&columns[1]), filled(&columns[2])];
        let [a, b, c] = &full;
        if let Ok(found) = mann_whitney(a, b) {
            assert_finite(&[found.u, found.z, found.p_two, found.rank_biserial])?;
        }
        if let Ok(found) = signed_rank(a, b) {
            assert_finite(&[found.v, found.z, found.p_two, found.rank_biserial])?;
        }
        if let Ok(found) = kruskal_wallis(&full) {
            assert_finite(&[found.h, found.p, found.epsilon2, found.eta2_h])?;
        }
        if let Ok(found) = dunn(&full) {
            assert_finite(&found.iter().flat_map(|pair| [pair.z, pair.p_adjusted]).collect::<Vec<_>>())?;
        }
        let two = [b.clone(), c.clone()];
        if let Ok(found) = least_squares(a, &two) {
            assert_finite(&[found.intercept, found.r2, found.sigma])?;
        }
        for found in [lmg(a, &two), relative_weights(a, &two)].into_iter().flatten() {
            assert_finite(&found)?;
        }
        for missing in [Missing::Listwise, Missing::Pairwise, Missing::MedianImputed] {
            let Ok(covariance) = Covariance::new(&columns, missing) else { continue };
            let omega = omega(&covariance).map(|omega| omega.omega);
            let figures = [cronbach_alpha(&covariance), standardised_alpha(&covariance), omega];
            assert_finite(&figures.into_iter().flatten().collect::<Vec<_>>())?;
            if let Ok(found) = items(&covariance) {
                assert_finite(&found.iter().map(|item| item.item_total).collect::<Vec<_>>())?;
            }
        }
    }
}

#[test]
fn nothing_at_all() {
    assert!(matches!(Covariance::from_matrix(&[], 0), Err(Error::TooFewItems { .. })));
    assert!(lmg(&[], &[]).is_err() && relative_weights(&[], &[]).is_err() && least_squares(&[], &[]).is_err());
    assert_eq!(Contingency::of(&[], &[]).unwrap_err(), Error::NoAnswers);
    assert_eq!(
        rank_intervals(&Design::simple(1).unwrap(), 5, 1, |_| Ok(Vec::new())).unwrap_err(),
        Error::TooFewReplicates { found: 0, of: 5 }
    );
    let longer = [Some(1.0); 3];
    assert!(matches!(ratio(&Design::simple(2).unwrap(), &longer, &longer[..2]), Err(Error::Length { .. })));
}
