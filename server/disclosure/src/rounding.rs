//! Rounding, and what exact means beside rounded counts give away (EU SDC Handbook 2026, 5.5 and 5.7).

/// The nearest multiple of `base`, halves up.
pub fn to_base(count: u64, base: u64) -> u64 {
    (count + base / 2).checked_div(base).map_or(count, |steps| steps * base)
}

/// What an attacker makes of two groups and their total, whose means are told exactly and whose counts were changed by
/// at most `most` each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeansAttack {
    /// Counts of both groups and the total that add up.
    pub candidates: Vec<[u64; 3]>,
    /// Those of them that also give the mean of the total.
    pub solutions: Vec<[u64; 3]>,
}

/// `means` and `told` (counts) of the first group, the second group and both together.
pub fn means_attack(means: [f64; 3], told: [u64; 3], most: u64) -> MeansAttack {
    let around = |count: u64| count.saturating_sub(most).max(1)..=count + most;
    let pairs = around(told[0]).flat_map(|first| around(told[1]).map(move |second| [first, second, first + second]));
    let candidates: Vec<[u64; 3]> = pairs.filter(|counts| around(told[2]).contains(&counts[2])).collect();
    let gives_the_mean = |[first, second, all]: &&[u64; 3]| {
        let sum = means[0] * *first as f64 + means[1] * *second as f64;
        (sum - means[2] * *all as f64).abs() < 1e-6
    };
    let solutions = candidates.iter().filter(gives_the_mean).copied().collect();
    MeansAttack { candidates, solutions }
}
