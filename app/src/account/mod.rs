//! Signing in and out.

mod sign_in;

pub use sign_in::{SignInPage, sign_in_page};
