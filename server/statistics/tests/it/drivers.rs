//! S17 (Chatterjee & Price 1977), and what cannot be computed.

use statistics::{
    Error,
    drivers::{ContrastFactor, Rating, complete, least_squares, lmg, penalty_reward, relative_weights, zero_order},
};

use crate::fixture::{Table, assert_close, case, number, reference};

#[test]
fn s17_drivers_of_an_overall_rating() {
    let case = case("S17");
    let tolerance = number(&case["tolerance"]["abs"]);
    let table = Table::read(&reference("attitude_chatterjee_price.csv"));
    let names = ["complaints", "privileges", "learning", "raises", "critical", "advance"];
    let (y, drivers) = (table.numbers("rating"), names.map(|name| table.numbers(name)));
    let (fit, expected) = (least_squares(&y, &drivers).unwrap(), &case["expected"]);
    assert_close(fit.intercept, number(&expected["coef"]["(Intercept)"]), tolerance, "intercept");
    assert_close(fit.r2, number(&expected["r2"]), tolerance, "R²");
    assert_close(fit.sigma, number(&expected["sigma"]), tolerance, "sigma");
    let r = zero_order(&y, &drivers).unwrap();
    for (at, name) in names.iter().enumerate() {
        assert_close(fit.coefficients[at], number(&expected["coef"][name]), tolerance, name);
        assert_close(r[at], number(&expected["zero_order_r"][name]), tolerance, name);
    }
    // What the note of the case warns of, and what is shown in its place.
    assert!(fit.coefficients[5] < 0.0 && r[5] > 0.0);
    let (weights, shares) = (relative_weights(&y, &drivers).unwrap(), lmg(&y, &drivers).unwrap());
    assert_close(weights.iter().sum(), fit.r2, 1e-9, "sum of relative weights");
    assert_close(shares.iter().sum(), fit.r2, 1e-9, "sum of LMG");
    assert!(weights.iter().chain(&shares).all(|share| *share >= 0.0));
}

#[test]
fn drivers_that_cannot_be_told_apart_say_so() {
    let y = [1.0, 2.0, 3.0, 5.0, 4.0];
    let once = vec![1.0, 0.0, 2.0, 1.0, 3.0];
    let twice: Vec<f64> = once.iter().map(|value| 2.0 * value + 1.0).collect();
    let pair = [once.clone(), twice];
    assert_eq!(least_squares(&y, &pair).unwrap_err(), Error::Collinear);
    assert_eq!(relative_weights(&y, &pair).unwrap_err(), Error::Collinear);
    assert_eq!(least_squares(&y, &[vec![2.0; 5]]).unwrap_err(), Error::Collinear);
    assert_eq!(zero_order(&y, &[vec![2.0; 5]]).unwrap_err(), Error::NoVariation);
    assert_eq!(least_squares(&[3.0; 5], std::slice::from_ref(&once)).unwrap_err(), Error::NoVariation);
    assert_eq!(least_squares(&y[..2], &[vec![1.0, 2.0]]).unwrap_err(), Error::TooFewAnswers { found: 2, needed: 3 });
    assert!(matches!(least_squares(&y, &[vec![1.0]]).unwrap_err(), Error::Length { .. }));
    assert_eq!(lmg(&y, &vec![once; 13]).unwrap_err(), Error::TooManyDrivers { found: 13, most: 12 });
}

#[test]
fn only_whole_rows_count() {
    let (y, drivers) = complete(&[Some(1.0), Some(2.0), None], &[vec![Some(5.0), None, Some(6.0)]]).unwrap();
    assert_eq!((y, drivers), (vec![1.0], vec![vec![5.0]]));
}

#[test]
fn classes_of_penalty_and_reward() {
    // 30 answers: low ratings cost 2 points, high ones bring 0.5: asymmetry (0.5 - 2) / 2.5 = -0.6.
    let ratings: Vec<Rating> = (0..30).map(|at| [Rating::Low, Rating::Middle, Rating::High][at % 3]).collect();
    let overall: Vec<f64> = ratings
        .iter()
        .map(|rating| match rating {
            Rating::Low => 1.0,
            Rating::Middle => 3.0,
            Rating::High => 3.5,
        })
        .collect();
    let found = penalty_reward(&overall, std::slice::from_ref(&ratings)).unwrap()[0];
    assert_close(found.ia.unwrap(), -0.6, 1e-9, "asymmetry");
    assert_eq!(found.factor, Some(ContrastFactor::Basic));
    // The same the other way round: low ratings go with satisfaction, so nothing is lost by them.
    let turned: Vec<f64> = overall.iter().map(|value| -value).collect();
    let odd = penalty_reward(&turned, std::slice::from_ref(&ratings)).unwrap()[0];
    assert_eq!((odd.range, odd.ia, odd.factor), (0.0, None, None));
    let few = penalty_reward(&overall[..20], &[ratings[..20].to_vec()]).unwrap_err();
    assert_eq!(few, Error::TooFewAnswers { found: 20, needed: 30 });
    assert_eq!(penalty_reward(&overall, &[vec![Rating::Middle; 30]]).unwrap_err(), Error::Collinear);
}
