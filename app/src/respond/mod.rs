//! Answering a survey: first screen, one question per page, check, receipt.
//!
//! Every page is complete without script. The one island, [`Comfort`], listens to the form that is already there.

mod check;
mod closed;
mod comfort;
mod exit;
mod field;
mod open;
mod question;
mod receipt;
mod start;
mod unsaved;
mod words;

pub use check::{CheckPage, check_page};
pub use closed::{ClosedPage, closed_page};
pub use comfort::Comfort;
pub use exit::{ExitPage, exit_page};
pub use question::{FORM, QuestionPage, question_page};
pub use receipt::{ReceiptPage, receipt_page};
pub use start::{StartPage, start_page};
pub use unsaved::{UnsavedPage, UnsavedReason, unsaved_page};
