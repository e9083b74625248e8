//! Addresses that people left in a survey, to be written to about what its question says. They never lie beside the
//! answers, and nothing here leads to one (ux.md R15).

use super::Roster;
use crate::{
    Error, Id,
    sql::{Connection, Row, statement},
    write::Write,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRequest {
    /// The question that asked for the address.
    pub item: String,
    pub email: String,
}

impl Roster {
    /// By question, then by address.
    pub async fn contact_requests(&self, wave: Id) -> Result<Vec<ContactRequest>, Error> {
        let query = statement("SELECT item, email FROM contact_request WHERE wave = $1").bind(wave);
        let row = |row: &Row| Ok(ContactRequest { item: row.get(0)?, email: row.get(1)? });
        let mut requests = self.fetch(query).await?.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
        requests.sort_by(|a, b| (&a.item, &a.email).cmp(&(&b.item, &b.email)));
        Ok(requests)
    }

    /// Leaves them for answers that are on their way to be stored; the same address twice is one. Then comes
    /// [`Roster::keep_contact_requests`] or [`Roster::take_back_contact_requests`].
    pub async fn leave_contact_requests(&self, wave: Id, requests: Vec<ContactRequest>) -> Result<(), Error> {
        const LEAVE: &str = "INSERT INTO contact_request (wave, item, email, pending) VALUES ($1, $2, $3, 1) \
             ON CONFLICT (wave, item, email) DO UPDATE SET pending = contact_request.pending + 1 \
             WHERE contact_request.pending > 0";
        self.write(OfEach { wave, requests, steps: &[LEAVE] }).await
    }

    /// The answers are stored: from now on the addresses stay, whoever else has left them.
    pub async fn keep_contact_requests(&self, wave: Id, requests: Vec<ContactRequest>) -> Result<(), Error> {
        const KEEP: &str = "UPDATE contact_request SET pending = 0 WHERE wave = $1 AND item = $2 AND email = $3";
        self.write(OfEach { wave, requests, steps: &[KEEP] }).await
    }

    /// The answers were not stored. What came with those of somebody else, or with some that are on their way, stays.
    pub async fn take_back_contact_requests(&self, wave: Id, requests: Vec<ContactRequest>) -> Result<(), Error> {
        const LAST: &str = "DELETE FROM contact_request WHERE wave = $1 AND item = $2 AND email = $3 AND pending = 1";
        const ONE_OF_MANY: &str = "UPDATE contact_request SET pending = pending - 1 \
             WHERE wave = $1 AND item = $2 AND email = $3 AND pending > 1";
        self.write(OfEach { wave, requests, steps: &[LAST, ONE_OF_MANY] }).await
    }

    pub async fn remove_contact_request(&self, wave: Id, request: &ContactRequest) -> Result<(), Error> {
        let delete = statement("DELETE FROM contact_request WHERE wave = $1 AND item = $2 AND email = $3");
        self.write(delete.bind(wave).bind(request.item.as_str()).bind(request.email.as_str())).await?;
        Ok(())
    }

    pub async fn remove_contact_requests(&self, wave: Id) -> Result<(), Error> {
        self.write(statement("DELETE FROM contact_request WHERE wave = $1").bind(wave)).await?;
        Ok(())
    }
}

struct OfEach {
    wave: Id,
    requests: Vec<ContactRequest>,
    steps: &'static [&'static str],
}

impl Write for OfEach {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for request in &self.requests {
            for step in self.steps {
                let step = statement(step).bind(self.wave);
                db.execute(&step.bind(request.item.as_str()).bind(request.email.as_str())).await?;
            }
        }
        Ok(())
    }
}
