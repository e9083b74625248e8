//! What a survey is: definitions, answers, conditions, page flow, validation, results, disclosure.
//!
//! Pure rules, compiled to the server and to the browser: no I/O, no clock, no randomness, no async.
//! What the two sides share they share here, so they cannot disagree.

pub mod answer;
pub mod calendar;
pub mod carry;
pub mod check;
pub mod code;
pub mod definition;
pub mod disclosure;
pub mod expression;
pub mod figure;
pub mod flow;
pub mod form;
pub mod format;
pub mod guard;
pub mod history;
pub mod id;
pub mod kano;
pub mod label;
pub mod length;
pub mod locale;
pub mod maxdiff;
pub mod meaning;
pub mod offer;
pub mod open_answers;
#[cfg(feature = "oracle")]
pub mod oracle;
pub mod paradata;
pub mod place;
pub mod plural;
pub mod publish;
pub mod quality;
mod questionnaire;
pub mod report;
pub mod stratum;
pub mod survey;
pub mod template;
pub mod vocabulary;

pub use answer::{Answers, Key, Missing, Part, Pass, Value};
pub use code::Code;
pub use history::History;
pub use id::{ItemId, OptionId, PageId, Slug};
pub use locale::{Locale, Text};
pub use questionnaire::Questionnaire;
pub use survey::{Item, ItemKind, Page, Survey};
