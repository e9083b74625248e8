//! How long people and programs wait.

use std::time::Duration;

/// The wait that so many of a hundred do not exceed.
pub fn percentile(mut waits: Vec<Duration>, percent: usize) -> Duration {
    waits.sort_unstable();
    let place = (waits.len() * percent).div_ceil(100).saturating_sub(1);
    waits.get(place).copied().unwrap_or(Duration::MAX)
}

/// A millisecond that has begun counts.
pub fn ms(wait: Duration) -> u64 {
    u64::try_from(wait.as_micros().div_ceil(1_000)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_wait_that_somebody_had() {
        let waits: Vec<_> = (1..=200).rev().map(Duration::from_millis).collect();
        let of = |percent| ms(percentile(waits.clone(), percent));
        assert_eq!([of(1), of(50), of(99), of(100)], [2, 100, 198, 200]);
        assert_eq!(percentile(Vec::new(), 99), Duration::MAX);
        assert_eq!(ms(Duration::from_micros(250_001)), 251);
    }
}
