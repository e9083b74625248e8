//! S11 (Newcombe 1998), and values from elsewhere for what has no case.

use analytics::interval::{mean, net_promoter, newcombe, paired_correlation, wilson};

use crate::fixture::{assert_close, case, number};

#[test]
fn wilson_and_newcombe_of_the_reference() {
    let case = case("S11");
    let tolerance = number(&case["tolerance"]["abs"]);
    let whole = |json: &serde_json::Value| json.as_u64().unwrap();
    let (input, expected) = (&case["inputs"], &case["expected"]);
    for (input, expected) in input["single"].as_array().unwrap().iter().zip(expected["single"].as_array().unwrap()) {
        let interval = wilson(whole(&input[0]), whole(&input[1]));
        assert_close(interval.lo, number(&expected[0]), tolerance, &input.to_string());
        assert_close(interval.hi, number(&expected[1]), tolerance, &input.to_string());
    }
    let pairs = input["difference"].as_array().unwrap();
    assert_eq!(pairs.len(), 8);
    for (input, expected) in pairs.iter().zip(expected["difference"].as_array().unwrap()) {
        let interval = newcombe((whole(&input[0]), whole(&input[1])), (whole(&input[2]), whole(&input[3])), 0.0);
        assert_close(interval.lo, number(&expected[0]), tolerance, &input.to_string());
        assert_close(interval.hi, number(&expected[1]), tolerance, &input.to_string());
    }
}

#[test]
fn t_interval_of_a_mean() {
    // 97.5 % quantiles found by bisection on Simpson's rule over the density of t.
    let small = mean(10.0, 2.0, 10);
    assert_close(small.hi - small.value, 2.262_157_162_798 * 2.0 / 10.0_f64.sqrt(), 1e-9, "df 9");
    let large = mean(4.0, 1.0, 393);
    assert_close(large.value - large.lo, T_392 / 393.0_f64.sqrt(), 1e-9, "df 392");
    let single = mean(3.0, f64::NAN, 1);
    assert_eq!((single.lo, single.hi), (3.0, 3.0));
}

const T_392: f64 = 1.966_034_107_349;

#[test]
fn net_promoter_score_by_hand() {
    // 5 promoters, 2 passives, 3 detractors of 10: 100 (0.5 - 0.3) = 20; variance (0.8 - 0.04) / 10 = 0.076,
    // half width 100 * 1.959964 * sqrt(0.076) = 54.0325.
    let mut counts = [0; 11];
    counts[10] = 3;
    counts[9] = 2;
    counts[7] = 2;
    counts[6] = 1;
    counts[0] = 2;
    let score = net_promoter(&counts);
    assert_close(score.value, 20.0, 1e-12, "score");
    assert_close(score.lo, 20.0 - 54.032_478, 1e-4, "lo");
    assert_close(score.hi, 20.0 + 54.032_478, 1e-4, "hi");
    let all = net_promoter(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4]);
    assert_eq!((all.value, all.lo, all.hi), (100.0, 100.0, 100.0));
}

#[test]
fn a_difference_of_paired_shares() {
    // Newcombe (1998), Stat. Med. 17, 2635-2650, table II: 36, 12, 2, 0 with method 10 gives 0.0569 to 0.3404.
    let interval = newcombe((48, 50), (38, 50), paired_correlation([36, 12, 2, 0]));
    assert_close(interval.value, 0.2, 1e-12, "difference");
    assert_close(interval.lo, 0.0569, 5e-5, "lower end");
    assert_close(interval.hi, 0.3404, 5e-5, "upper end");
    assert_eq!(paired_correlation([10, 0, 0, 0]), 0.0, "nothing varies");
    assert!(paired_correlation([20, 2, 3, 25]) > 0.6 && paired_correlation([2, 20, 25, 3]) < -0.6);
}
