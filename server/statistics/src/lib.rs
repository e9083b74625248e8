//! Statistics of surveys: estimates with errors that know the design, tests, scales, best-worst and Kano figures.
//!
//! Pure functions on plain vectors, each named after its method and with its source beside it. No I/O, no polars, no
//! clock; chance only from a seed that the caller names. Whatever comes in, a function answers with finite numbers or
//! with an [`Error`] that says what is wrong with the input and what can be done.
//!
//! A respondent who was not asked, did not answer or is outside the group in question is `None` in the vector, never
//! left out of it: the variance of a part of the sample needs the whole design (Cochran 1977, section 2.11).
//!
//! Tables that people bring are read here too (`sheet`, `text`, `command::Table`): once, whoever computes with them.

pub mod association;
pub mod bootstrap;
pub mod catchment;
pub mod command;
pub mod compare;
pub mod design;
pub mod drivers;
mod error;
pub mod estimate;
mod factor;
pub mod index;
pub mod interval;
pub mod kano;
pub mod maxdiff;
pub mod multiplicity;
pub mod quartiles;
pub mod rank;
pub mod reliability;
pub mod sheet;
mod tail;
pub mod text;
pub mod trend;
pub mod weighting;

pub use design::{Design, Plan, Population};
pub use error::Error;
pub use factor::Factor;
