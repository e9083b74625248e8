//! Testing many rows at once. A family is what is shown together: all items of one comparison.

/// Adjusted p values (Benjamini & Hochberg 1995, JRSS B 57, 289-300) of one family, in the order given: p_(i) becomes
/// the smallest of m p_(k) / k over all k ≥ i, at most 1.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let mut adjusted = vec![1.0; p.len()];
    let mut smallest = 1.0_f64;
    for (above, at) in order.into_iter().enumerate() {
        let rank = p.len() - above;
        smallest = smallest.min(p[at] * p.len() as f64 / rank as f64);
        adjusted[at] = smallest;
    }
    adjusted
}

/// Adjusted p values by the bound m p (Bonferroni, Dunn 1961), at most 1. Only to compare with.
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    p.iter().map(|one| (one * p.len() as f64).min(1.0)).collect()
}

/// How many stay below the level.
pub fn rejected(adjusted: &[f64], level: f64) -> usize {
    adjusted.iter().filter(|p| **p <= level).count()
}
