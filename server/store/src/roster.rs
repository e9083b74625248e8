//! The roster: who may be written to and what is to be sent. Lies apart from the answers, in a database of its own,
//! so that no copy of the one tells anything of the other.
//!
//! Who has answered is nowhere here. It is asked of the answers' database, by the code, in the moment of sending, and
//! not kept.

mod barrier;
mod contact;
mod invitation;
mod letter;
mod place;
mod request;
mod subject;

use std::sync::Arc;

pub use barrier::BarrierReport;
pub use contact::Contact;
pub use invitation::{Invitation, Mailing};
pub use letter::{Due, Letter, LetterState, Sent};
pub use place::{Opened, Place};
pub use request::ContactRequest;
pub use subject::{Stop, Subject};

use crate::{
    Database, Error, Location,
    sql::{Row, Statement},
    write::Write,
};

/// The roster's database; cheap to clone.
#[derive(Clone)]
pub struct Roster {
    pub(crate) database: Arc<Database>,
}

impl Roster {
    /// With the same care as [`crate::Store::open`].
    pub async fn open(location: &Location) -> Result<Roster, Error> {
        Ok(Roster { database: Arc::new(Database::open(location).await?) })
    }

    /// As [`crate::Store::checkpoint`].
    pub async fn checkpoint(&self) -> Result<(), Error> {
        self.database.checkpoint().await
    }

    /// As [`crate::Store::was_left_open`].
    pub fn was_left_open(&self) -> bool {
        self.database.was_left_open()
    }

    /// As [`crate::Store::verify`].
    pub async fn verify(&self) -> Result<(), Error> {
        self.database.verify().await
    }

    async fn fetch(&self, statement: Statement) -> Result<Vec<Row>, Error> {
        self.database.fetch(statement).await
    }

    async fn fetch_optional(&self, statement: Statement) -> Result<Option<Row>, Error> {
        self.database.fetch_optional(statement).await
    }

    async fn write<W: Write>(&self, write: W) -> Result<W::Output, Error> {
        self.database.write(write).await
    }

    async fn write_found(&self, statement: Statement) -> Result<(), Error> {
        self.database.write_found(statement).await
    }
}
