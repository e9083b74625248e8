//! Quartiles of answers on a scale, from how often each point was chosen.

/// Lower quartile, median and upper quartile in points from 1 on: the sample quantile with averaging at steps (type 2 of
/// Hyndman & Fan 1996, The American Statistician 50(4)). `None` without answers.
pub fn of_counts(counts: &[u64]) -> Option<[f64; 3]> {
    let n: u64 = counts.iter().sum();
    (n > 0).then(|| [1, 2, 3].map(|quarter| quantile(counts, n * quarter)))
}

/// `quarters`: the rank times four.
fn quantile(counts: &[u64], quarters: u64) -> f64 {
    let upper = at_rank(counts, quarters / 4 + 1);
    match quarters % 4 {
        0 => f64::midpoint(at_rank(counts, quarters / 4) as f64, upper as f64),
        _ => upper as f64,
    }
}

/// The point of the answer at this rank, the lowest answer having rank 1.
fn at_rank(counts: &[u64], rank: u64) -> usize {
    let mut below = 0;
    let reaches = |count: &u64| {
        below += count;
        below >= rank
    };
    counts.iter().position(reaches).unwrap_or(counts.len() - 1) + 1
}
