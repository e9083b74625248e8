//! Signing in and out.

mod kept;
mod sign_in;

pub use kept::{KeptPage, kept_page};
pub use sign_in::{Kept, KeptForm, SignInPage, sign_in_page};
