//! Mails: who gets which one when ([`schedule`]), what stands in it ([`letter`]), and how it leaves ([`post`]).
//!
//! The only crate that knows lettre. Nothing that somebody typed reaches a header except through [`address`].

pub mod address;
pub mod letter;
pub mod post;
pub mod schedule;
mod words;

pub use address::{NoAddress, one_line};
pub use letter::{Letter, Sender};
pub use post::{Encryption, Failure, Post, Server};
pub use schedule::Kind;
