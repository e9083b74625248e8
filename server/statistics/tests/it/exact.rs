//! The exact test of two groups whose answers are tied.

use proptest::prelude::*;

use statistics::compare::mann_whitney_exact;

/// Every way to deal out `size` of the points, one by one.
fn by_hand(group: &[u64], others: &[u64]) -> f64 {
    let each = |counts: &[u64]| -> Vec<f64> {
        counts.iter().zip(1..).flat_map(|(count, point)| vec![f64::from(point); *count as usize]).collect()
    };
    let (mine, theirs) = (each(group), each(others));
    let all: Vec<f64> = mine.iter().chain(&theirs).copied().collect();
    let ahead = |deal: u32| {
        let (inside, outside): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|at| deal >> at & 1 == 1);
        let pairs = inside.iter().flat_map(|one| outside.iter().map(move |other| (*one, *other)));
        pairs.map(|(one, other)| (all[one] - all[other]).clamp(-1.0, 1.0)).sum::<f64>()
    };
    let observed = ahead((1 << mine.len()) - 1).abs();
    let deals: Vec<u32> = (0..1_u32 << all.len()).filter(|deal| deal.count_ones() as usize == mine.len()).collect();
    let as_far = deals.iter().filter(|deal| ahead(**deal).abs() >= observed - 1e-9).count();
    as_far as f64 / deals.len() as f64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn all_ways_are_those_that_are_dealt_out_one_by_one(
        group in prop::collection::vec(0..3u64, 4), others in prop::collection::vec(0..4u64, 4)
    ) {
        prop_assume!(group.iter().sum::<u64>() > 0 && others.iter().sum::<u64>() > 0);
        prop_assume!(group.iter().chain(&others).sum::<u64>() <= 14);
        let all: Vec<u64> = group.iter().zip(&others).map(|(one, other)| one + other).collect();
        prop_assert!((mann_whitney_exact(&group, &all) - by_hand(&group, &others)).abs() < 1e-12);
    }
}

#[test]
fn two_beside_three_by_hand() {
    // Ranks 1.5, 1.5, 4, 4, 4; expected sum 6; observed 3, three away. Sums: 3 once, 5.5 six times, 8 three times.
    assert!((mann_whitney_exact(&[2, 0], &[2, 3]) - 0.1).abs() < 1e-12);
    // Observed 8, two away: 3 and the three of 8.
    assert!((mann_whitney_exact(&[0, 2], &[2, 3]) - 0.4).abs() < 1e-12);
}

#[test]
fn a_small_group_beside_very_many_is_counted_out() {
    let p = mann_whitney_exact(&[1, 2, 3, 10, 13], &[100_001, 200_002, 300_003, 250_010, 150_013]);
    assert!(p > 0.0 && p < 0.01, "{p}");
}
