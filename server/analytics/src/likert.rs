//! Geometry of diverging stacked bars (Heiberger & Robbins 2014, J. Stat. Software 57(5)).

/// How far a bar reaches to both sides of zero, in per cent of its answers. The neutral point, where the number of
/// points is odd, is split in half around zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extents {
    pub n: u64,
    pub left: f64,
    pub right: f64,
    pub disagree: f64,
    pub neutral: f64,
    pub agree: f64,
}

/// From counts per scale point, lowest first; `None` without an answer.
pub fn extents(counts: &[u64]) -> Option<Extents> {
    let n: u64 = counts.iter().sum();
    if n == 0 {
        return None;
    }
    let half = counts.len() / 2;
    let per_cent = |points: &[u64]| 100.0 * points.iter().sum::<u64>() as f64 / n as f64;
    let disagree = per_cent(&counts[..half]);
    let neutral = per_cent(&counts[half..counts.len() - half]);
    let agree = per_cent(&counts[counts.len() - half..]);
    Some(Extents { n, left: disagree + neutral / 2.0, right: agree + neutral / 2.0, disagree, neutral, agree })
}
