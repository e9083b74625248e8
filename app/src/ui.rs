//! Small parts that pages are made of. Each renders data; none loads any.
//!
//! Components that speak themselves take a `locale`; everything else is text that the page hands in.

mod action;
mod battery;
mod cards;
mod choice;
mod copy;
mod error_summary;
mod facts;
mod field;
mod figure;
mod given;
mod heat;
mod mail;
pub mod mark;
mod navigation;
mod notice;
mod stat;
mod state;
mod table;
mod tag;
mod textarea;
pub mod words;

#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use action::*;
pub use battery::*;
pub use choice::*;
pub use copy::*;
pub use error_summary::*;
pub use facts::*;
pub use field::*;
pub use figure::*;
pub use given::Given;
pub use heat::*;
pub use mail::*;
pub use mark::Motif;
pub use navigation::*;
pub use notice::*;
pub use stat::*;
pub use state::*;
pub use table::*;
pub use tag::*;
pub use textarea::TextArea;
