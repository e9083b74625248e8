//! Answering a survey: first screen, one question per page, check, receipt.
//!
//! Every page is complete without script. The one island, [`Comfort`], listens to the form that is already there, and a
//! small script keeps what is typed into it (see [`Keep`]).

mod away;
mod check;
mod closed;
mod code;
mod comfort;
mod compound;
mod exit;
mod field;
mod languages;
mod naming;
mod open;
mod promised;
mod question;
mod receipt;
mod start;
mod stored;
mod unsaved;
mod words;

pub use away::{Keep, LaterPage, PinPage, ResumePage, ResumeProblem, later_page, pin_page, resume_page};
pub use check::{CheckPage, Differs, Given, check_page};
pub use closed::{ClosedPage, closed_page};
pub use code::{CodePage, CodeProblem, KioskCode, code_page};
pub use comfort::Comfort;
pub use exit::{ExitPage, exit_page};
pub use languages::{UnknownLanguagePage, unknown_language_page};
pub use naming::{Chosen, EDITION, NAME, NamingQuestion, Terms, WITH, WITHOUT};
pub use promised::Promised;
pub use question::{FORM, Instead, QuestionPage, Replaced, question_page};
pub use receipt::{Earlier, ReceiptPage, receipt_page};
pub use start::{KioskStart, StartPage, start_page};
pub use stored::{Entrance, Extra, StoredPage, stored_page};
pub use unsaved::{UnsavedPage, UnsavedReason, unsaved_page};
