//! What every chart must keep, looked at from outside, in the markup it makes.

mod choices;
mod comparisons;
mod courses;
mod gallery;
mod geometry;
mod guards;
mod maps;
mod random;
mod sides;
mod snapshots;
mod sound;
mod statements;
mod sums;
mod told;
