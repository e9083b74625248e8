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

    /// Gives those that were not there yet: the same address twice is one.
    pub async fn add_contact_requests(
        &self,
        wave: Id,
        requests: Vec<ContactRequest>,
    ) -> Result<Vec<ContactRequest>, Error> {
        self.write(Added { wave, requests }).await
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

struct Added {
    wave: Id,
    requests: Vec<ContactRequest>,
}

impl Write for Added {
    type Output = Vec<ContactRequest>;

    async fn run(&self, db: &mut Connection<'_>) -> Result<Vec<ContactRequest>, Error> {
        let mut new = Vec::new();
        for request in &self.requests {
            let insert =
                statement("INSERT INTO contact_request (wave, item, email) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
            let insert = insert.bind(self.wave).bind(request.item.as_str()).bind(request.email.as_str());
            if db.execute(&insert).await? > 0 {
                new.push(request.clone());
            }
        }
        Ok(new)
    }
}
