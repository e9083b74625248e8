//! Rank intervals: the same twice, and as sure as the data.

use statistics::{
    Design, Error, Factor, Plan,
    bootstrap::{REPLICATES, RankInterval, rank_intervals},
};

/// Means of three items; each respondent rates all.
fn means<'a>(items: &'a [Vec<f64>]) -> impl Fn(&[f64]) -> Result<Vec<f64>, Error> + 'a {
    |weights| {
        let whole: f64 = weights.iter().sum();
        Ok(items.iter().map(|item| item.iter().zip(weights).map(|(y, w)| y * w).sum::<f64>() / whole).collect())
    }
}

#[test]
fn far_apart_is_sure_and_close_together_is_not() {
    let wave =
        |height: f64, spread: f64| (0..60).map(|at| height + spread * f64::from(at % 5 - 2)).collect::<Vec<f64>>();
    let jumpy: Vec<f64> = (0..60).map(|at| 2.0 + f64::from(at * 7 % 11 - 5) * 0.2).collect();
    let items = [wave(4.5, 0.1), wave(2.0, 0.5), jumpy];
    let design = Design::simple(60).unwrap();
    let found = rank_intervals(&design, REPLICATES, 7, means(&items)).unwrap();
    assert_eq!(found, rank_intervals(&design, REPLICATES, 7, means(&items)).unwrap());
    assert_eq!(found[0], RankInterval { rank: 1, lo: 1, hi: 1 });
    assert_eq!((found[1].lo, found[1].hi), (2, 3));
    assert!(found.iter().all(|rank| rank.lo <= rank.rank && rank.rank <= rank.hi));
}

#[test]
fn holdings_are_drawn_whole() {
    // Two holdings of five: whichever is drawn twice decides, so nothing is sure.
    let items = [[vec![5.0; 5], vec![1.0; 5]].concat(), [vec![1.0; 5], vec![5.5; 5]].concat()];
    let labels: Vec<String> = (0..10).map(|at| if at < 5 { "A" } else { "B" }.to_owned()).collect();
    let plan = Plan { clusters: Some(Factor::new(&labels)), ..Plan::default() };
    let found = rank_intervals(&Design::new(10, plan).unwrap(), 500, 1, means(&items)).unwrap();
    assert!(found.iter().all(|rank| (rank.lo, rank.hi) == (1, 2)));
}

#[test]
fn what_fails_too_often_is_refused() {
    let design = Design::simple(4).unwrap();
    let only_whole = |weights: &[f64]| if weights == [1.0; 4] { Ok(vec![1.0]) } else { Err(Error::NoAnswers) };
    let refused = rank_intervals(&design, 100, 1, only_whole).unwrap_err();
    assert!(matches!(refused, Error::TooFewReplicates { of: 100, .. }));
    assert_eq!(rank_intervals(&design, 10, 1, |_| Err(Error::NoVariation)).unwrap_err(), Error::NoVariation);
    assert!(rank_intervals(&design, 0, 1, |_| Ok(vec![1.0])).is_err());
}
