//! The statistics against published numbers, against R and scipy, and the rules they keep for any input.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod estimate;
mod fixture;
mod interval;
mod shared;
mod weighting;
