//! Disclosure control as one engine: what of a table may be shown, so that nothing hidden can be worked out.
//!
//! Pure functions, no I/O. A [`Cube`] of respondents by declared grouping variables becomes a [`Release`], the one frame
//! from which every dashboard, chart, table, file and report is drawn; items and firm figures are released inside it.
//! Everything published is a linear figure of unknown numbers ([`system`]), what to hide is found by [`protect`] and
//! judged by attacking it with linear programming.

pub mod audit;

pub mod command;
pub mod coverage;
mod cube;
mod error;
mod frame;
mod interval;
mod item;
mod judge;
mod magnitude;
pub mod primary;
pub mod protect;
mod release;
pub mod rounding;
mod rule;
pub mod system;
pub mod unanimity;
mod worlds;

pub use cube::{Axis, Cube, DIMENSIONS, Dimension, Level};
pub use error::Error;
pub use frame::Frame;
pub use interval::Interval;
pub use item::{Distribution, Item, ItemRelease, release_item};
pub use magnitude::{Amounts, TotalsRelease, release_totals};
pub use release::{Release, Shown, View, release_cube};
pub use rule::Rule;
