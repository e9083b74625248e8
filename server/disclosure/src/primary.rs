//! Which figures are sensitive by themselves (EU SDC Handbook 2026, 4.2).

/// p%-rule: could the second largest contributor estimate the largest within p per cent of it? `total` is the sum of
/// non-negative contributions, `largest` the two largest, first the largest.
pub fn is_within_p(total: f64, [first, second]: [f64; 2], p: f64) -> bool {
    first > 0.0 && total - first - second < p / 100.0 * first
}

/// (n, k)-dominance: do the n largest contributions make up more than `k` per cent of the total?
pub fn is_dominated(total: f64, contributions: &[f64], n: usize, k: f64) -> bool {
    let mut sorted = contributions.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    sorted.iter().take(n).sum::<f64>() > k / 100.0 * total
}

/// What the second largest contributor takes the largest to be at most.
pub fn estimate_of_largest(total: f64, second: f64) -> f64 {
    total - second
}

/// How far a published upper bound of a hidden total must lie above, for the (1, k)-rule to hold of it.
pub fn upper_bound_required(first: f64, k: f64) -> f64 {
    first * 100.0 / k
}

/// The p of the p%-rule that is as strict as (1, k)-dominance.
pub fn p_of_dominance(k: f64) -> f64 {
    100.0 * (100.0 - k) / k
}

/// The two largest of what contributors answered, each standing for as many as its weight says.
pub fn largest_two(contributions: &[(f64, f64)]) -> [f64; 2] {
    let mut sorted = contributions.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut largest = [0.0; 2];
    let mut found = 0;
    for (value, weight) in sorted {
        for _ in 0..weight.round().max(0.0) as u64 {
            if found == 2 {
                return largest;
            }
            largest[found] = value;
            found += 1;
        }
    }
    largest
}
