//! What a survey is: definitions, answers, conditions, page flow, validation, results, disclosure.
//!
//! Pure rules, compiled to the server and to the browser: no I/O, no clock, no randomness, no async.
//! What the two sides share they share here, so they cannot disagree.

pub mod answer;
pub mod disclosure;
pub mod figure;
pub mod id;
pub mod locale;
pub mod meaning;
pub mod offer;
pub mod place;
pub mod report;
pub mod survey;

pub use answer::{Answers, Key, Missing, Pass, Value};
pub use id::{ItemId, OptionId, PageId, Slug};
pub use locale::{Locale, Text};
pub use survey::{Item, ItemKind, Page, Survey};
