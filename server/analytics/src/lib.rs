//! What the answers say: frequencies, gaps, needs, coverage.
//!
//! The only crate that knows polars. Documents are decoded into a [`Frame`] of small columns, polars counts, and
//! pure functions turn counts into figures of [`domain::report`]. Those are raw: `domain::disclosure` decides what
//! of them may be shown.

mod aspect;
mod column;
mod compound;
pub mod coverage;
mod decode;
mod frame;
pub mod gap;
pub mod interval;
mod needs;
mod question;
mod ranks;
mod results;
mod routing;
pub mod tabular;
mod tally;

pub use aspect::{About, Aspect, MOST_OPTIONS};
pub use frame::{Builder, Frame, Unreadable};
pub use question::{Kind, Question};
pub use results::{rating, results};

/// Counting failed inside polars. It means a defect, not bad input.
#[derive(Debug, thiserror::Error)]
#[error("counting failed: {0}")]
pub struct Error(#[from] polars::error::PolarsError);
