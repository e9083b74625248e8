//! S11 (Newcombe 1998), and quantiles of t.

use domain::report::Estimate;
use statistics::interval::{t_interval, t_quantile, worst_case_bounds};

use crate::fixture::{assert_close, case_of_analytics, number, numbers};

#[test]
fn s11_score_intervals() {
    let case = case_of_analytics("S11");
    let tolerance = number(&case["tolerance"]["abs"]);
    let expected = case["expected"]["single"].as_array().unwrap();
    for (input, expected) in case["inputs"]["single"].as_array().unwrap().iter().zip(expected) {
        let (input, expected) = (numbers(input), numbers(expected));
        let interval = Estimate::score(input[0] / input[1], input[1], domain::report::Z);
        assert_close(interval.lo, expected[0], tolerance, &format!("{input:?}"));
        assert_close(interval.hi, expected[1], tolerance, &format!("{input:?}"));
    }
}

#[test]
fn s11_differences() {
    let case = case_of_analytics("S11");
    let tolerance = number(&case["tolerance"]["abs"]);
    let expected = case["expected"]["difference"].as_array().unwrap();
    for (input, expected) in case["inputs"]["difference"].as_array().unwrap().iter().zip(expected) {
        let (input, expected) = (numbers(input), numbers(expected));
        let share = |count: f64, n: f64| Estimate::score(count / n, n, domain::report::Z);
        let interval = Estimate::newcombe(share(input[0], input[1]), share(input[2], input[3]), 0.0);
        assert_close(interval.lo, expected[0], tolerance, &format!("{input:?}"));
        assert_close(interval.hi, expected[1], tolerance, &format!("{input:?}"));
    }
}

#[test]
fn quantiles_of_t() {
    // qt(0.975, df) of R 4.2.2.
    let expected = [
        (1.0, 12.706_204_736_174_704),
        (2.0, 4.302_652_729_749_464),
        (14.0, 2.144_786_687_917_803),
        (197.0, 1.972_079_034_400_148),
    ];
    for (df, quantile) in expected {
        assert_close(t_quantile(df), quantile, 1e-9, &format!("df {df}"));
    }
    assert_close(t_quantile(f64::INFINITY), domain::report::Z, 0.0, "normal");
    let interval = t_interval(10.0, 2.0, 14.0);
    assert_close(interval.hi - 10.0, 2.0 * 2.144_786_687_917_803, 1e-8, "half width");
}

#[test]
fn worst_case_by_hand() {
    // 60 of 100 firms answered, half of them yes: 30 to 70 of 100.
    let bounds = worst_case_bounds(0.5, 0.6);
    assert_close(bounds.lo, 0.3, 1e-12, "lo");
    assert_close(bounds.hi, 0.7, 1e-12, "hi");
}
