//! Exact distributions of rank statistics without ties, as counts of equally likely arrangements.

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
