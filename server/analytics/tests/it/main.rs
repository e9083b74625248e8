//! The analysis against published numbers, against naive counting, and through disclosure control.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod compound;
mod coverage;
mod disclosure;
mod fixture;
mod frame;
mod gap;
mod gpl;
mod interval;
mod results;
mod tabular;
