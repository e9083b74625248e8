//! The front door, the legal pages, and what is shown when something did not work.

mod barriers;
mod error;
mod legal;
mod welcome;

pub use barriers::{AccessibilityPage, Barrier, EMAIL, MESSAGE, accessibility_page, barriers_page};
pub use error::{ErrorPage, Onward, error_page};
pub use legal::{Block, legal_page};
pub use welcome::{OpenSurvey, WelcomePage, welcome_page};
