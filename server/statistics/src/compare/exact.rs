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
pub fn mann_whitney_exact(group: &[u64], all: &[u64]) -> f64 {
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
