//! Weights: how much they cost, and how they are made to meet known margins.

mod kish;
mod margin;
mod raking;

pub use kish::{Kish, kish};
pub use margin::Margin;
pub use raking::{Raking, RakingOptions, Trimming, rake};
