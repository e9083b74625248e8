//! The gap engine: G02 (Martilla & James 1977), G03 (Simpson & Parker 2018), G04 (Borich 1980 by hand).

use analytics::gap::{Joint, Pair, Point, from_means, items, pearson, spearman};
use domain::report::{GapResult, Priority, Quadrant};
use proptest::prelude::*;

use crate::fixture::{assert_close, case, number, perth, reference, rows};

fn label(quadrant: Quadrant) -> String {
    serde_json::to_value(quadrant).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn three_cross_hairs_of_g02() {
    let case = case("G02");
    let table: Vec<(String, Point)> = rows(&reference("G02_martilla_james_1977.csv"))
        .iter()
        .map(|row| {
            let mean = |column: &str| row[column].parse().unwrap();
            (row["item"].clone(), Point { importance: mean("I"), fulfilment: mean("P") })
        })
        .collect();
    let found = from_means(&table, 2.5);
    let expected = |name: &str| case["expected"][name].as_array().unwrap().clone();
    for (at, item) in found.iter().enumerate() {
        assert_eq!(label(item.quadrant), expected("quad_data_mean")[at], "{}", item.item);
        assert_eq!(label(item.quadrant_median), expected("quad_median")[at], "{}", item.item);
        assert_eq!(label(item.quadrant_scale_mid), expected("quad_scale_mid")[at], "{}", item.item);
        assert_close(item.gap, number(&expected("gap")[at]), 1e-9, &item.item);
    }
    for (item, row) in found.iter().zip(rows(&reference("G02_martilla_james_1977.csv"))) {
        assert_close(item.mwds, row["mwds"].parse().unwrap(), 5e-5, &item.item);
        assert_eq!(item.rank_mwds.to_string(), row["rank_mwds"], "{}", item.item);
        assert_eq!(if item.gap > 0.0 { "True" } else { "False" }, row["above_iso_line"]);
    }
}

fn perth_gap() -> GapResult {
    let respondents = rows(&perth());
    let pairs: Vec<Pair> = (1..=22)
        .map(|item| {
            let mut joint = Joint::new(1, 5);
            for row in &respondents {
                let rating = |prefix: &str| row[&format!("{prefix}_{item}")].parse().unwrap();
                assert!(joint.add(rating("imp"), rating("sat"), 1));
            }
            Pair { item: item.to_string(), construct: None, joint }
        })
        .collect();
    items(&pairs)
}

#[test]
fn whole_engine_on_g03() {
    let case = case("G03");
    let tolerance = number(&case["tolerance"]["abs"]);
    let result = perth_gap();
    let expected = rows(&reference("G03_perth_gap_expected.csv"));
    assert_eq!((result.items.len(), expected.len()), (22, 22));
    for (item, row) in result.items.iter().zip(&expected) {
        assert_eq!(item.n.to_string(), row["n"]);
        let figures = [
            ("imp_mean", item.importance.value),
            ("sat_mean", item.fulfilment.value),
            ("gap", item.gap.value),
            ("gap_sd", item.gap_sd),
            ("gap_se", item.gap_se),
            ("dz", item.dz),
            ("mwds", item.mwds),
            ("NR_pct", item.nr_pct),
            ("TR_pct", item.tr_pct),
            ("PR_pct", item.pr_pct),
            ("RDS", item.rds),
            ("top2_imp", item.top2_importance),
            ("top2_sat", item.top2_fulfilment),
            ("opportunity", item.opportunity),
            ("wilcoxon_z", item.wilcoxon_z),
            ("wilcoxon_p", item.wilcoxon_p),
            ("wilcoxon_p_bh", item.wilcoxon_p_bh),
            ("rank_biserial", item.rank_biserial),
        ];
        for (name, figure) in figures {
            assert_close(figure, row[name].parse().unwrap(), tolerance, &format!("item {} {name}", item.item));
        }
        let ranks = [
            ("rank_mwds", item.rank_mwds),
            ("rank_RDS", item.rank_rds),
            ("rank_gap", item.rank_gap),
            ("rank_opportunity", item.rank_opportunity),
        ];
        for (name, rank) in ranks {
            assert_eq!(rank.to_string(), row[name], "item {} {name}", item.item);
        }
        assert_eq!(label(item.quadrant), row["quad_data"], "item {}", item.item);
        assert_eq!(label(item.quadrant_scale_mid), row["quad_scale3"], "item {}", item.item);
    }
    let summary = &case["expected"];
    assert_close(result.grand_mean_importance, number(&summary["grand_mean_importance"]), 1e-9, "grand mean");
    assert_close(result.grand_mean_fulfilment, number(&summary["grand_mean_satisfaction"]), 1e-9, "grand mean");
    let mwds: Vec<f64> = result.items.iter().map(|item| item.mwds).collect();
    let rds: Vec<f64> = result.items.iter().map(|item| -item.rds).collect();
    assert_close(spearman(&mwds, &rds), number(&summary["spearman_mwds_vs_minus_rds"]), tolerance, "spearman");
    assert_close(pearson(&mwds, &rds), number(&summary["pearson_mwds_vs_minus_rds"]), tolerance, "pearson");
    let significant = result.items.iter().filter(|item| item.wilcoxon_p_bh < 0.05).count();
    assert_eq!(significant as u64, summary["n_sig_bh05"].as_u64().unwrap());
}

/// Classes of G03 recomputed apart from the engine: t intervals from the single answers, class at the means and at the
/// four corners of each confidence box.
#[test]
fn priority_classes_of_g03() {
    let found: Vec<Priority> = perth_gap().items.iter().map(|item| item.priority).collect();
    let with = |class: Priority| -> Vec<usize> {
        found.iter().enumerate().filter(|(_, found)| **found == class).map(|(at, _)| at + 1).collect()
    };
    assert_eq!(with(Priority::Act), [9, 10, 11, 15, 22]);
    assert_eq!(with(Priority::Watch), [1, 21]);
    assert_eq!(with(Priority::Keep), [6]);
    assert_eq!(with(Priority::Uncertain), [5, 12, 16, 17]);
    assert_eq!(with(Priority::Minor).len(), 10);
}

#[test]
fn hand_example_g04() {
    let case = case("G04");
    let ratings = |name: &str| -> Vec<i32> {
        case["inputs"][name].as_array().unwrap().iter().map(|rating| rating.as_i64().unwrap() as i32).collect()
    };
    let mut joint = Joint::new(1, 5);
    for (importance, ability) in ratings("importance").into_iter().zip(ratings("ability")) {
        joint.add(importance, ability, 1);
    }
    let result = items(&[Pair { item: "g04".to_owned(), construct: None, joint }]);
    let (item, expected) = (&result.items[0], &case["expected"]);
    assert_eq!(item.n, expected["n"].as_u64().unwrap());
    let figures = [
        ("imp_mean", item.importance.value),
        ("abil_mean", item.fulfilment.value),
        ("mwds", item.mwds),
        ("NR_pct", item.nr_pct),
        ("PR_pct", item.pr_pct),
        ("TR_pct", item.tr_pct),
        ("RDS", item.rds),
    ];
    for (name, figure) in figures {
        assert_close(figure, number(&expected[name]), 1e-9, name);
    }
    assert!((item.mwds - number(&expected["note_wrong_variant_individual_weighting"])).abs() > 0.5);
}

#[test]
fn a_rating_off_the_scale_is_refused() {
    let mut joint = Joint::new(1, 5);
    assert!(!joint.add(0, 3, 1) && !joint.add(3, 6, 1) && joint.add(1, 5, 1));
    assert_eq!(joint.n(), 1);
    let nothing = items(&[Pair { item: "leer".to_owned(), construct: None, joint: Joint::new(1, 5) }]);
    assert_eq!((nothing.items.len(), nothing.hidden), (0, vec!["leer".to_owned()]));
}

proptest! {
    /// Borich (1980): the mean of the weighted discrepancies is the mean importance times the mean gap.
    #[test]
    fn mwds_is_the_mean_of_weighted_discrepancies(ratings in prop::collection::vec((1..=5_i32, 1..=5_i32), 2..80)) {
        let mut joint = Joint::new(1, 5);
        ratings.iter().for_each(|(i, p)| assert!(joint.add(*i, *p, 1)));
        let item = items(&[Pair { item: "x".to_owned(), construct: None, joint }]).items.remove(0);
        let n = ratings.len() as f64;
        let weight = ratings.iter().map(|(i, _)| f64::from(*i)).sum::<f64>() / n;
        let scores = ratings.iter().map(|(i, p)| f64::from(i - p) * weight).sum::<f64>();
        prop_assert!((item.mwds - scores / n).abs() < 1e-12);
        prop_assert!((item.nr_pct + item.tr_pct + item.pr_pct - 100.0).abs() < 1e-9);
        prop_assert!((-1.0..=1.0).contains(&item.rank_biserial) && (0.0..=1.0).contains(&item.wilcoxon_p));
    }
}
