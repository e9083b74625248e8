//! K01 (Sauerwein et al. 1996), and Fong's test by hand.

use domain::kano::{Category, Counts};
use statistics::{Error, kano::fong};

use crate::fixture::{assert_close, case, number};

#[test]
fn k01_category_and_coefficients() {
    let case = case("K01");
    let tolerance = number(&case["tolerance"]["abs"]);
    for (feature, shares) in case["inputs"].as_object().unwrap() {
        let share = |category: Category| number(&shares[category.as_str().to_uppercase()]);
        let counts = Counts(Category::ALL.map(share));
        let expected = &case["expected"][feature];
        let category = counts.category().unwrap().as_str().to_uppercase();
        assert_eq!(category, expected["category"].as_str().unwrap(), "{feature}");
        assert_close(counts.better().unwrap(), number(&expected["better"]), tolerance, feature);
        assert_close(counts.worse().unwrap(), number(&expected["worse"]), tolerance, feature);
    }
}

#[test]
fn fong_by_hand() {
    // In the order M, O, A, I, R, Q. 60 against 30 of 100: √(90 · 110 / 200) = 7.04, times 1.96 is 13.8.
    let clear = fong(&Counts([30.0, 60.0, 5.0, 5.0, 0.0, 0.0])).unwrap();
    assert_eq!((clear.first, clear.second, clear.is_distinct), (Category::OneDimensional, Category::MustBe, true));
    // 40 against 30: √(70 · 130 / 200) = 6.75, times 1.96 is 13.2.
    assert!(!fong(&Counts([30.0, 40.0, 20.0, 10.0, 0.0, 0.0])).unwrap().is_distinct);
    let tie = fong(&Counts([5.0, 5.0, 0.0, 0.0, 0.0, 0.0])).unwrap();
    assert_eq!((tie.first, tie.is_distinct), (Category::MustBe, false));
    assert_eq!(fong(&Counts::default()).unwrap_err(), Error::NoAnswers);
    assert!(fong(&Counts([f64::NAN, 0.0, 0.0, 0.0, 0.0, 0.0])).is_err());
}
