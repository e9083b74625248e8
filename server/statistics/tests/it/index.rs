//! B01 (DIHK 2025), and indices by hand.

use statistics::{
    Design, Error,
    index::{balance, bottom2, net_promoter, pomp, top2},
};

use crate::fixture::{all, assert_close, case, number};

#[test]
fn b01_balance_of_more_and_fewer() {
    let case = case("B01");
    for (group, shares) in case["inputs"].as_object().unwrap() {
        let share = |name: &str| number(&shares[name]) / 100.0;
        let found = balance(share("more"), share("less"), 14_944.0).unwrap();
        assert_close(100.0 * found.value, number(&case["expected"][group]), 1e-9, group);
    }
    // n = 14,944: ±1.96 √((0.15 + 0.26 - 0.11²) / 14,944), a point in a hundred.
    let all = balance(0.15, 0.26, 14_944.0).unwrap();
    assert_close(all.hi - all.value, 1.959_963_985 * (0.3979_f64 / 14_944.0).sqrt(), 1e-9, "half width");
}

#[test]
fn net_promoter_score_by_hand() {
    // 5 promoters, 2 passives, 3 detractors: 20; variance of 100, 0, -100 with n - 1: 10 · 7600 / 9, over n.
    let answers = all(&[10.0, 10.0, 10.0, 9.0, 9.0, 7.0, 7.0, 6.0, 0.0, 0.0]);
    let found = net_promoter(&Design::simple(10).unwrap(), &answers).unwrap();
    assert_close(found.value, 20.0, 1e-9, "score");
    assert_close(found.se, (7_600.0_f64 / 9.0).sqrt(), 1e-9, "se");
    assert!(net_promoter(&Design::simple(2).unwrap(), &all(&[11.0, 3.0])).is_err());
}

#[test]
fn boxes_by_hand() {
    let design = Design::simple(10).unwrap();
    let ratings = all(&[1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 4.0, 3.0, 5.0, 2.0]);
    assert_close(top2(&design, &ratings, 5.0).unwrap().estimated.value, 0.5, 1e-12, "top 2");
    assert_close(bottom2(&design, &ratings, 1.0).unwrap().estimated.value, 0.3, 1e-12, "bottom 2");
}

#[test]
fn per_cent_of_the_maximum() {
    assert_close(pomp(4.0, 1.0, 5.0).unwrap(), 75.0, 1e-12, "five points");
    // School grades: 1 is best, 6 is worst.
    assert_close(pomp(2.0, 6.0, 1.0).unwrap(), 80.0, 1e-12, "grade 2");
    assert_eq!(pomp(7.0, 1.0, 6.0).unwrap_err(), Error::OffScale { min: 1.0, max: 6.0 });
    assert!(pomp(1.0, 1.0, 1.0).is_err());
    assert!(balance(0.7, 0.6, 10.0).is_err() && balance(0.2, 0.1, 0.0).is_err());
}
