//! Tests of disclosure control.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected shall panic")]

mod attack;
mod attacker;
mod beside;
mod cases;
mod dataset;
mod figures;
mod minimum;
mod needs;
mod release;
mod together;
