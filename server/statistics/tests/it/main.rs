//! The statistics against published numbers, against R and scipy, and the rules they keep for any input.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod association;
mod audiences;
mod bad_input;
mod bootstrap;
mod command;
mod compare;
mod drivers;
mod estimate;
mod exact;
mod fixture;
mod index;
mod interval;
mod kano;
mod maxdiff;
mod quartiles;
mod r_designs;
mod r_procedures;
mod reliability;
mod shared;
mod sheet;
mod text;
mod trend;
mod weighting;
