//! Databases as tests need them: an empty one, one that somebody else is writing to, and all that stands in one. Beside
//! `store`, whose own tests need them too, the only place that knows sqlx; no part of the program.
//!
//! Tests may stop at the first surprise, so everything here panics.

mod postgres;
mod sqlite;

pub use postgres::{drop_postgres, empty_postgres, text_of};
pub use sqlite::{Held, run};
