//! Inviting to a wave: whom, with which text, and what goes out when.

mod overview;
mod preview;
mod rehearsal;
mod reminders;

pub use overview::{Candidate, InviteFilter, InvitePage, NextMail, invite_page};
pub use preview::{MailText, PreviewPage, preview_page as invite_preview_page};
pub use rehearsal::{PlannedRow, RehearsalPage, rehearsal_page};
pub use reminders::Reminders;
