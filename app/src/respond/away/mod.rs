//! Leaving a survey before its end and coming back: later, elsewhere, after the connection broke; and never coming back
//! to a device for many.

mod keep;
mod kiosk;
mod later;
mod resume;
mod words;

pub use keep::Keep;
pub(super) use keep::Kept;
pub(super) use kiosk::watch;
pub use kiosk::{PinPage, pin_page};
pub use later::{LaterPage, later_page};
pub use resume::{ResumePage, ResumeProblem, resume_page};
pub(super) use words::words;
