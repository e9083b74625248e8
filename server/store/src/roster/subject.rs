//! Everything under one address, for whoever asks what is kept of them (GDPR, article 15) or that it goes (article 17).

use super::{BarrierReport, Contact, ContactRequest, Invitation, Letter, Place, Roster, invitation, letter, place};
use crate::{
    Error, Id,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

/// What lies in the roster under one address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    pub contact: Option<Contact>,
    pub invitations: Vec<Invitation>,
    /// The mails of these invitations.
    pub letters: Vec<Letter>,
    /// Addresses of surveys that were made for the contact's firm.
    pub places: Vec<Place>,
    /// Addresses left in a survey, each with its wave.
    pub requests: Vec<(Id, ContactRequest)>,
    pub barriers: Vec<BarrierReport>,
}

impl Subject {
    pub fn is_empty(&self) -> bool {
        // The rest hangs on the contact.
        self.contact.is_none() && self.requests.is_empty() && self.barriers.is_empty()
    }
}

/// What stays of a contact when all that is kept under its address is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The address, marked as one that wants no mails, so that nobody writes to it again who brings it anew. Where the
    /// firm stood there is this text.
    Keep(String),
    /// Nothing: whoever brings the address anew may write to it.
    Forget,
}

impl Roster {
    /// `is_it`: whether an address is the one, however somebody typed it: some are kept as they were left. Ordered as in
    /// the lists of each kind.
    pub async fn subject(&self, is_it: impl Fn(&str) -> bool) -> Result<Subject, Error> {
        let requests = self.all_requests().await?.into_iter().filter(|(_, one)| is_it(&one.email));
        let barriers = self.barrier_reports().await?.into_iter().filter(|one| is_it(&one.email));
        let mut subject = Subject { requests: requests.collect(), barriers: barriers.collect(), ..Subject::default() };
        let contact = self.contacts().await?.into_iter().find(|one| is_it(&one.email));
        let Some(contact) = contact else { return Ok(subject) };
        subject.invitations = self.all_of(invitation::of_contact(contact.id), invitation::invitation).await?;
        subject.letters = self.all_of(letter::of_contact(contact.id), letter::letter).await?;
        subject.letters.sort_by(|a, b| (&a.day, a.id).cmp(&(&b.day, b.id)));
        subject.places = self.all_of(place::of_contact(contact.id), place::place).await?;
        subject.contact = Some(contact);
        Ok(subject)
    }

    /// Erases all of it, whole or not at all, but for what `stop` keeps. Left in the log until [`Roster::checkpoint`].
    pub async fn erase_subject(&self, subject: Subject, stop: Stop) -> Result<(), Error> {
        self.write(Erased { subject, stop }).await
    }

    async fn all_requests(&self) -> Result<Vec<(Id, ContactRequest)>, Error> {
        let query = statement("SELECT wave, item, email FROM contact_request ORDER BY wave, item, email");
        let row = |row: &Row| Ok((row.id(0)?, ContactRequest { item: row.get(1)?, email: row.get(2)? }));
        self.all_of(query, row).await
    }

    async fn all_of<T>(&self, query: Statement, read: impl Fn(&Row) -> Result<T, Error>) -> Result<Vec<T>, Error> {
        self.fetch(query).await?.iter().map(read).collect()
    }
}

struct Erased {
    subject: Subject,
    stop: Stop,
}

impl Write for Erased {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for (wave, ContactRequest { item, email }) in &self.subject.requests {
            let delete = statement("DELETE FROM contact_request WHERE wave = $1 AND item = $2 AND email = $3");
            db.execute(&delete.bind(*wave).bind(item.as_str()).bind(email.as_str())).await?;
        }
        for barrier in &self.subject.barriers {
            db.execute(&statement("DELETE FROM barrier_report WHERE id = $1").bind(barrier.id)).await?;
        }
        let Some(contact) = &self.subject.contact else { return Ok(()) };
        // Mails and places hang on these by foreign keys, as in `delete_contact`.
        let Stop::Keep(instead) = &self.stop else {
            db.execute(&statement("DELETE FROM contact WHERE id = $1").bind(contact.id)).await?;
            return Ok(());
        };
        for delete in ["DELETE FROM invitation WHERE contact = $1", "DELETE FROM place WHERE contact = $1"] {
            db.execute(&statement(delete).bind(contact.id)).await?;
        }
        let emptied = statement(
            "UPDATE contact SET firm = $2, person = '', municipality = '', kreis = '', branch = '', size = '', \
             declined = 1, bounced = 0 WHERE id = $1",
        );
        db.execute(&emptied.bind(contact.id).bind(instead.as_str())).await?;
        Ok(())
    }
}
