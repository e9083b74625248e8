//! Sending what is due. The outbox is filled from the schedule, then emptied at the pace the mail server allows.
//!
//! Who has answered is asked of the answers' database, by the code, right before each mail, and kept nowhere.

pub mod codes;
mod due;
mod seal;
mod send;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use mail::{Post, Server};
use store::Store;
use tokio::sync::{Notify, OnceCell};

pub use due::{by_contact, date, invitee};
pub use send::{Links, letter_for};

use crate::{config::Config, error::AppError, leap, state::AppState};
use codes::Codes;
use seal::SealKey;

/// What sending needs beside the databases; cheap to clone.
#[derive(Clone)]
pub struct Mailing {
    post: Option<Arc<Post>>,
    pub codes: Codes,
    key_file: PathBuf,
    key: Arc<OnceCell<SealKey>>,
    trouble: Arc<Mutex<Option<Trouble>>>,
    /// One round at a time: two would send the same mail.
    alone: Arc<tokio::sync::Mutex<()>>,
    /// Something new may be due.
    more: Arc<Notify>,
    /// One post of invitations at a time: two would give the same person two codes.
    pub inviting: Arc<tokio::sync::Mutex<()>>,
}

/// No mail leaves at present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub since: Timestamp,
    pub reason: String,
    pub tries: u32,
    pub next: Timestamp,
}

impl Mailing {
    pub fn new(config: &Config, store: Store, demo: bool) -> Mailing {
        Mailing {
            post: post(config, demo).map(Arc::new),
            codes: Codes(store),
            key_file: config.server.data.join("invitations.key"),
            key: Arc::default(),
            trouble: Arc::default(),
            alone: Arc::default(),
            more: Arc::default(),
            inviting: Arc::default(),
        }
    }

    /// Whether mails can be sent at all.
    pub fn is_set_up(&self) -> bool {
        self.post.is_some()
    }

    /// Staff have done what mails may follow from.
    pub fn ask_for_more(&self) {
        self.more.notify_one();
    }

    /// Returns once that was done, also when it was done before.
    pub async fn more(&self) {
        self.more.notified().await;
    }

    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_trouble(&self, trouble: Option<Trouble>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    /// The key that codes are sealed under, made at its first use.
    pub async fn seal_key(&self) -> Result<&SealKey, AppError> {
        let file = self.key_file.clone();
        self.key
            .get_or_try_init(|| async move {
                let read = tokio::task::spawn_blocking(move || SealKey::read_or_make(&file));
                read.await.map_err(AppError::internal)?.map_err(AppError::internal)
            })
            .await
    }
}

fn post(config: &Config, demo: bool) -> Option<Post> {
    if demo {
        return Some(Post::Folder(config.server.data.join("mails")));
    }
    let mail = &config.mail;
    let authority = mail.authority.as_ref().map(std::fs::read).transpose();
    let server = Server {
        host: mail.host.clone()?,
        port: mail.port.unwrap_or_else(|| mail.tls.port()),
        encryption: mail.tls,
        authority: authority.inspect_err(|error| tracing::error!(%error, "mail.authority cannot be read")).ok()?,
        login: mail.user.clone().zip(mail.password.clone()),
    };
    Post::smtp(server).inspect_err(|error| tracing::error!(%error, "mails cannot be sent")).ok()
}

/// One round: what has become due joins the outbox, and as much of the outbox as a minute may hold is sent. Gives how
/// many mails left. None leaves by a clock that has leapt.
pub async fn once(state: &AppState) -> Result<u32, AppError> {
    let Ok(_alone) = state.mailing.alone.try_lock() else { return Ok(0) };
    if !leap::is_trusted(&state.store, &state.clock).await? {
        return Ok(0);
    }
    due::fill(state).await?;
    send::empty(state).await
}
