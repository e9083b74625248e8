//! Exact distributions of rank statistics, as counts of equally likely arrangements.

use std::collections::BTreeMap;

/// In how many of the arrangements of two groups U is 0, 1, ..., `first` x `second` (Mann & Whitney 1947): the
/// coefficients of the Gaussian binomial.
pub(super) fn mann_whitney(first: usize, second: usize) -> Vec<f64> {
    let most = first * second;
    let mut counts = vec![0.0; most + 1];
    counts[0] = 1.0;
    for step in 1..=first {
        for u in (second + step..=most).rev() {
            counts[u] -= counts[u - second - step];
        }
        for u in step..=most {
            counts[u] += counts[u - step];
        }
    }
    counts
}

/// In how many of the 2ⁿ patterns of signs the positive ranks add up to 0, 1, ..., n (n + 1) / 2 (Wilcoxon 1945).
pub(super) fn signed_rank(n: usize) -> Vec<f64> {
    let mut counts = vec![0.0; n * (n + 1) / 2 + 1];
    counts[0] = 1.0;
    for rank in 1..=n {
        for sum in (rank..counts.len()).rev() {
            counts[sum] += counts[sum - rank];
        }
    }
    counts
}

/// Upper tail and both tails of what was observed: P(X ≥ x), and twice the smaller tail.
pub(super) fn tails(counts: &[f64], observed: usize) -> (f64, f64) {
    let all = counts.iter().sum::<f64>();
    let upper = counts.iter().skip(observed).sum::<f64>() / all;
    let lower = counts.iter().take(observed + 1).sum::<f64>() / all;
    (upper, (2.0 * upper.min(lower)).min(1.0))
}

/// How likely chance makes the rank sum of a group at least as far from its expectation, if so many of all answers are
/// dealt out to it: the exact test of Mann & Whitney with ties, both sides (Lehmann 1975, Nonparametrics, section 1.4).
/// `group` and `all`: answers per point of a scale, `all` with those of the group. In time it grows with the size of the
/// group and the points of the scale, not with `all`.
pub(super) fn rank_sum(group: &[u64], all: &[u64]) -> f64 {
    let (size, n) = (group.iter().sum::<u64>(), all.iter().sum::<u64>());
    // Twice the mid-rank of each point, which is whole.
    let ranks: Vec<u64> = all
        .iter()
        .scan(0, |below, count| {
            let rank = 2 * *below + count + 1;
            *below += count;
            Some(rank)
        })
        .collect();
    // By how many are dealt out and what their ranks add up to: in how many ways. In an order, so that sums are the same
    // each time.
    let mut ways = BTreeMap::from([((0, 0), 1.0)]);
    for (count, rank) in all.iter().zip(&ranks) {
        let mut next = BTreeMap::new();
        for ((dealt, sum), before) in ways {
            let mut here = before;
            for more in 0..=(*count).min(size - dealt) {
                *next.entry((dealt + more, sum + more * rank)).or_insert(0.0) += here;
                // Of `count`, in how many ways one more.
                here *= (count - more) as f64 / (more + 1) as f64;
            }
        }
        ways = next;
    }
    let expected = size * (n + 1);
    let observed: u64 = group.iter().zip(&ranks).map(|(count, rank)| count * rank).sum();
    let whole = ways.iter().filter(|((dealt, _), _)| *dealt == size);
    let (as_far, every) = whole.fold((0.0, 0.0), |(as_far, every), ((_, sum), ways)| {
        let is_as_far = sum.abs_diff(expected) >= observed.abs_diff(expected);
        (as_far + if is_as_far { *ways } else { 0.0 }, every + ways)
    });
    as_far / every
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::rank_sum;

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
            prop_assert!((rank_sum(&group, &all) - by_hand(&group, &others)).abs() < 1e-12);
        }
    }

    #[test]
    fn two_beside_three_by_hand() {
        // Ranks 1.5, 1.5, 4, 4, 4; expected sum 6; observed 3, three away. Sums: 3 once, 5.5 six times, 8 three times.
        assert!((rank_sum(&[2, 0], &[2, 3]) - 0.1).abs() < 1e-12);
        // Observed 8, two away: 3 and the three of 8.
        assert!((rank_sum(&[0, 2], &[2, 3]) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn a_small_group_beside_very_many_is_counted_out() {
        let p = rank_sum(&[1, 2, 3, 10, 13], &[100_001, 200_002, 300_003, 250_010, 150_013]);
        assert!(p > 0.0 && p < 0.01, "{p}");
    }
}
