//! Who is invited to a wave.

use super::Roster;
use crate::{
    Error, Id,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

/// The mails of a wave. When it ends is said by the wave alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailing {
    pub wave: Id,
    /// A paragraph of the staff's own, in German and in English; may be empty.
    pub note_de: String,
    pub note_en: String,
    /// Nothing is sent until somebody lets it go on.
    pub stopped: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub wave: Id,
    pub contact: Id,
    /// Sealed by the caller under a key that is not here.
    pub code: Vec<u8>,
    /// As it was called when it was invited.
    pub firm: String,
    /// Wants no more mails of this wave.
    pub enough: bool,
}

impl Roster {
    /// Every mailing there is, in no order.
    pub async fn mailings(&self) -> Result<Vec<Mailing>, Error> {
        let query = statement("SELECT wave, note_de, note_en, stopped FROM mailing");
        self.fetch(query).await?.iter().map(mailing).collect()
    }

    pub async fn mailing(&self, wave: Id) -> Result<Option<Mailing>, Error> {
        let query = statement("SELECT wave, note_de, note_en, stopped FROM mailing WHERE wave = $1");
        self.fetch_optional(query.bind(wave)).await?.as_ref().map(mailing).transpose()
    }

    /// Stores the mailing with further invitations, all or none. Whoever is invited already keeps their code, and mails that
    /// are stopped stay so. Gives how many are new.
    pub async fn invite(&self, mailing: Mailing, invitations: Vec<Invitation>) -> Result<u64, Error> {
        self.write(Invited { mailing, invitations }).await
    }

    pub async fn invitations(&self, wave: Id) -> Result<Vec<Invitation>, Error> {
        let query = statement("SELECT wave, contact, code, firm, enough FROM invitation WHERE wave = $1").bind(wave);
        self.fetch(query).await?.iter().map(invitation).collect()
    }

    pub async fn invitation(&self, wave: Id, contact: Id) -> Result<Option<Invitation>, Error> {
        let query =
            statement("SELECT wave, contact, code, firm, enough FROM invitation WHERE wave = $1 AND contact = $2");
        self.fetch_optional(query.bind(wave).bind(contact)).await?.as_ref().map(invitation).transpose()
    }

    /// That this contact has had enough of this wave, or takes it back. What waits is found unwanted when it is its turn.
    pub async fn mark_enough(&self, wave: Id, contact: Id, enough: bool) -> Result<(), Error> {
        let update = statement("UPDATE invitation SET enough = $3 WHERE wave = $1 AND contact = $2");
        self.write_found(update.bind(wave).bind(contact).bind(enough)).await
    }

    pub async fn stop_mailing(&self, wave: Id, stopped: bool) -> Result<(), Error> {
        self.write_found(statement("UPDATE mailing SET stopped = $2 WHERE wave = $1").bind(wave).bind(stopped)).await
    }

    /// The codes of a wave that has ended lead nowhere and are not kept; what waits will not be sent.
    pub async fn end_mailing(&self, wave: Id) -> Result<(), Error> {
        self.write(Ended(wave)).await
    }

    /// Forgets who was invited to a wave.
    pub async fn forget_mailing(&self, wave: Id) -> Result<(), Error> {
        self.write(statement("DELETE FROM mailing WHERE wave = $1").bind(wave)).await?;
        Ok(())
    }
}

struct Invited {
    mailing: Mailing,
    invitations: Vec<Invitation>,
}

impl Write for Invited {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        let mailing = &self.mailing;
        let upsert = statement(
            "INSERT INTO mailing (wave, note_de, note_en, stopped) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (wave) DO UPDATE SET note_de = excluded.note_de, note_en = excluded.note_en",
        );
        let upsert = upsert.bind(mailing.wave).bind(mailing.note_de.as_str()).bind(mailing.note_en.as_str());
        let upsert = upsert.bind(mailing.stopped);
        db.execute(&upsert).await?;
        let mut new = 0;
        for invitation in &self.invitations {
            let insert = statement(
                "INSERT INTO invitation (wave, contact, code, firm, enough) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (wave, contact) DO NOTHING",
            );
            let insert = insert.bind(mailing.wave).bind(invitation.contact).bind(invitation.code.clone());
            let insert = insert.bind(invitation.firm.as_str()).bind(invitation.enough);
            new += db.execute(&insert).await?;
        }
        Ok(new)
    }
}

struct Ended(Id);

impl Write for Ended {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let wiped = statement("UPDATE invitation SET code = $2 WHERE wave = $1 AND length(code) > 0")
            .bind(self.0)
            .bind(Vec::new());
        db.execute(&wiped).await?;
        db.execute(&statement("DELETE FROM letter WHERE wave = $1 AND state = 'waiting'").bind(self.0)).await?;
        Ok(())
    }
}

fn mailing(row: &Row) -> Result<Mailing, Error> {
    Ok(Mailing { wave: row.id(0)?, note_de: row.get(1)?, note_en: row.get(2)?, stopped: row.flag(3)? })
}

pub(super) fn of_contact(contact: Id) -> Statement {
    statement("SELECT wave, contact, code, firm, enough FROM invitation WHERE contact = $1").bind(contact)
}

pub(super) fn invitation(row: &Row) -> Result<Invitation, Error> {
    Ok(Invitation { wave: row.id(0)?, contact: row.id(1)?, code: row.get(2)?, firm: row.get(3)?, enough: row.flag(4)? })
}
