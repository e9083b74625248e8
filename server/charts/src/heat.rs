//! Buckets of the coverage heat table, which is HTML: a class per bucket, because the CSP forbids `style=`.

/// The class of a cell by its coverage, from 0 (nothing covered) to 1: `heat-0` to `heat-6`, seven equal steps, the last
/// with full coverage in it.
pub fn heat_class(coverage: f64) -> &'static str {
    const CLASSES: [&str; 7] = ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5", "heat-6"];
    let bucket = (coverage.clamp(0.0, 1.0) * 7.0) as usize;
    CLASSES[bucket.min(6)]
}

#[cfg(test)]
mod tests {
    use super::heat_class;

    #[test]
    fn buckets_are_equal_and_closed_at_the_ends() {
        let classes = [-1.0, 0.0, 0.14, 0.15, 0.5, 0.86, 1.0, 7.0].map(heat_class);
        assert_eq!(classes, ["heat-0", "heat-0", "heat-0", "heat-1", "heat-3", "heat-6", "heat-6", "heat-6"]);
        assert_eq!(heat_class(f64::NAN), "heat-0");
    }
}
