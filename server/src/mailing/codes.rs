//! What mailing wants of the codes, which lie with the answers: one for each invitation, and whether it is spent.

use std::pin::Pin;

use store::{Id, Wave};

use crate::{draft::random_token, error::AppError};

pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, AppError>> + Send + 'a>>;

pub trait Codes: Send + Sync {
    /// New codes, in clear this once.
    fn issue<'a>(&'a self, wave: &'a Wave, count: usize) -> Answer<'a, Vec<String>>;

    fn is_spent<'a>(&'a self, wave: Id, code: &'a str) -> Answer<'a, bool>;

    /// The address that the mail leads to, without the host.
    fn path(&self, wave: &Wave, code: &str) -> String;
}

/// For waves without codes: the mail leads to the open link, and nobody can know who has answered, so everybody is
/// reminded until they say stop.
pub struct OpenLink;

impl Codes for OpenLink {
    fn issue<'a>(&'a self, _: &'a Wave, count: usize) -> Answer<'a, Vec<String>> {
        Box::pin(async move { Ok((0..count).map(|_| random_token()).collect()) })
    }

    fn is_spent<'a>(&'a self, _: Id, _: &'a str) -> Answer<'a, bool> {
        Box::pin(async { Ok(false) })
    }

    fn path(&self, wave: &Wave, _: &str) -> String {
        format!("/s/{}", wave.slug)
    }
}
