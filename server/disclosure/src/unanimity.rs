//! What everybody in a group answered alike tells of each of them (EU SDC Handbook 2026, 4.2: group disclosure).

use serde::{Deserialize, Serialize};

/// So many respondents may at least have answered otherwise, for all that a reader can tell.
pub const OTHERS: u64 = 2;

/// The smallest step of 10 % that covers at least two of `n` respondents.
pub fn step(n: u64) -> f64 {
    (10.0 * OTHERS as f64 / n.max(1) as f64).ceil() / 10.0
}

/// How many of `n` respondents the step covers. Who is told "at most 10 %" learns of anything between 0 and this.
pub fn covered(n: u64) -> u64 {
    (step(n) * n as f64 + 1e-9).floor().min(n as f64) as u64
}

/// A share as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    Exactly(f64),
    AtMost(f64),
    AtLeast(f64),
}

/// Every share within a step of 0 or 1 is told as that step, not only 0 and 1 themselves: else "at most 10 %" would say
/// "nobody" to whoever knows the rule.
pub fn clip(count: u64, n: u64) -> Share {
    let covered = covered(n);
    if count <= covered && count <= n - count.min(n) {
        Share::AtMost(step(n))
    } else if n.saturating_sub(count) <= covered {
        Share::AtLeast((1.0 - step(n)).max(0.0))
    } else {
        Share::Exactly(count as f64 / n as f64)
    }
}

/// A mean on a scale from `min` to `max`, kept a step of answers away from either end: as if two had answered one point
/// further in. `spread`: their standard deviation, told as at least what that would make.
pub fn clip_mean(mean: f64, spread: f64, n: u64, (min, max): (f64, f64)) -> (f64, f64) {
    let step = step(n);
    let kept = mean.clamp((min + step).min(max), (max - step).max(min));
    let least = (step * (1.0 - step)).max(0.0).sqrt();
    (kept, spread.max(least))
}
