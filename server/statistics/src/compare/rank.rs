/// Ranks from 1, and what ties take from their variance.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranks {
    /// In the order of the values; equal values share the average of their ranks.
    pub ranks: Vec<f64>,
    /// Σ (t³ - t) over groups of t equal values.
    pub ties: f64,
}

/// Average ranks, lowest value first.
pub fn average_ranks(values: &[f64]) -> Ranks {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut ties = 0.0;
    let mut below = 0_usize;
    for equal in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let tied = equal.len() as f64;
        equal.iter().for_each(|at| ranks[*at] = below as f64 + (tied + 1.0) / 2.0);
        ties += tied * tied * tied - tied;
        below += equal.len();
    }
    Ranks { ranks, ties }
}

/// The same of answers on one scale, from how many gave each of its points, lowest first: the rank that each of a point's
/// answers has.
pub fn mid_ranks(counts: &[u64]) -> Vec<f64> {
    let mut below = 0_u64;
    let rank = |count: &u64| {
        let rank = below as f64 + (*count as f64 + 1.0) / 2.0;
        below += count;
        rank
    };
    counts.iter().map(rank).collect()
}
