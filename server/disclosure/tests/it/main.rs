//! Tests of disclosure control.

mod attack;
mod attacker;
mod cases;
mod dataset;
mod figures;
mod minimum;
mod release;
