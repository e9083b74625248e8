//! Contacts: a person of a firm, and where mails reach them.

use domain::Locale;

use super::Roster;
use crate::{
    Error, Id,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: Id,
    pub firm: String,
    /// May be empty.
    pub person: String,
    /// Trimmed and in lower case; nobody stands here twice.
    pub email: String,
    /// The next four as they were given; they choose whom to write to and say nothing else.
    pub municipality: String,
    pub kreis: String,
    pub branch: String,
    pub size: String,
    pub locale: Locale,
    /// In the link that ends the mails, and good for nothing else.
    pub token: Id,
    pub declined: bool,
    pub bounced: bool,
}

macro_rules! select {
    ($($rest:literal)?) => {
        statement(concat!(
            "SELECT id, firm, person, email, municipality, kreis, branch, size, locale, token, declined, bounced \
             FROM contact " $(, $rest)?
        ))
    };
}

impl Contact {
    /// Nobody yet, with an id and a token of its own.
    pub fn new(firm: &str, email: &str) -> Contact {
        Contact {
            id: Id::random(),
            firm: firm.to_owned(),
            person: String::new(),
            email: email.trim().to_lowercase(),
            municipality: String::new(),
            kreis: String::new(),
            branch: String::new(),
            size: String::new(),
            locale: Locale::DeSie,
            token: Id::random(),
            declined: false,
            bounced: false,
        }
    }

    /// Whether mails may be sent at all.
    pub fn is_reachable(&self) -> bool {
        !self.declined && !self.bounced
    }
}

impl Roster {
    /// By firm, then by address.
    pub async fn contacts(&self) -> Result<Vec<Contact>, Error> {
        let mut contacts = self.fetch(select!()).await?.iter().map(contact).collect::<Result<Vec<_>, _>>()?;
        contacts.sort_by_cached_key(|contact| (contact.firm.to_lowercase(), contact.email.clone()));
        Ok(contacts)
    }

    pub async fn contact(&self, id: Id) -> Result<Option<Contact>, Error> {
        self.fetch_optional(select!("WHERE id = $1").bind(id)).await?.as_ref().map(contact).transpose()
    }

    pub async fn contact_by_token(&self, token: Id) -> Result<Option<Contact>, Error> {
        self.fetch_optional(select!("WHERE token = $1").bind(token)).await?.as_ref().map(contact).transpose()
    }

    /// Stores the contact, or replaces the one with the same id; its token and marks stay. [`Error::Conflict`] if
    /// somebody else has the address.
    pub async fn save_contact(&self, contact: &Contact) -> Result<(), Error> {
        self.write(upsert(contact)).await?;
        Ok(())
    }

    /// [`Roster::save_contact`] for all of them or for none; gives how many.
    pub async fn import_contacts(&self, contacts: Vec<Contact>) -> Result<u64, Error> {
        self.write(ImportedContacts(contacts)).await
    }

    /// With every invitation and every mail that waits.
    pub async fn delete_contact(&self, id: Id) -> Result<(), Error> {
        self.write_found(statement("DELETE FROM contact WHERE id = $1").bind(id)).await
    }

    /// Whether the person wants no mails.
    pub async fn mark_declined(&self, id: Id, declined: bool) -> Result<(), Error> {
        self.write_found(statement("UPDATE contact SET declined = $2 WHERE id = $1").bind(id).bind(declined)).await
    }

    /// Whether mails to this address come back.
    pub async fn mark_bounced(&self, id: Id, bounced: bool) -> Result<(), Error> {
        self.write_found(statement("UPDATE contact SET bounced = $2 WHERE id = $1").bind(id).bind(bounced)).await
    }
}

struct ImportedContacts(Vec<Contact>);

impl Write for ImportedContacts {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        for contact in &self.0 {
            db.execute(&upsert(contact)).await?;
        }
        Ok(self.0.len() as u64)
    }
}

fn upsert(contact: &Contact) -> Statement {
    statement(
        "INSERT INTO contact (id, firm, person, email, municipality, kreis, branch, size, locale, token, declined, \
         bounced) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (id) DO UPDATE SET firm = excluded.firm, person = excluded.person, email = excluded.email, \
         municipality = excluded.municipality, kreis = excluded.kreis, branch = excluded.branch, \
         size = excluded.size, locale = excluded.locale",
    )
    .bind(contact.id)
    .bind(contact.firm.as_str())
    .bind(contact.person.as_str())
    .bind(contact.email.as_str())
    .bind(contact.municipality.as_str())
    .bind(contact.kreis.as_str())
    .bind(contact.branch.as_str())
    .bind(contact.size.as_str())
    .bind(contact.locale.as_str())
    .bind(contact.token)
    .bind(contact.declined)
    .bind(contact.bounced)
}

fn contact(row: &Row) -> Result<Contact, Error> {
    let locale = row.get::<String>(8)?;
    Ok(Contact {
        id: row.id(0)?,
        firm: row.get(1)?,
        person: row.get(2)?,
        email: row.get(3)?,
        municipality: row.get(4)?,
        kreis: row.get(5)?,
        branch: row.get(6)?,
        size: row.get(7)?,
        locale: Locale::parse(&locale).ok_or_else(|| Error::damaged("locale", &locale))?,
        token: row.id(9)?,
        declined: row.flag(10)?,
        bounced: row.flag(11)?,
    })
}
