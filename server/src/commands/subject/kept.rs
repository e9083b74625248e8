//! What is kept under an address, out of both databases. As JSON it is the answer to whoever asks for it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use store::{Id, Invitation, Letter, LetterState, Subject, Wave, Works, is_same_firm};

use super::{Address, Databases};
use crate::commands::Failure;

/// Days are `YYYY-MM-DD`, instants are in UTC.
#[derive(Debug, Default, Serialize)]
pub struct Kept {
    pub email: String,
    pub contact: Option<Contact>,
    pub invitations: Vec<Invited>,
    pub places: Vec<Place>,
    pub left_addresses: Vec<LeftAddress>,
    pub barrier_reports: Vec<Barrier>,
    pub account: Option<Account>,
    pub named_answers: Vec<NamedAnswers>,
    /// Texts of the staff in which the address stands.
    pub mentions: Vec<String>,
    /// What this does not tell.
    pub not_included: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
pub struct Contact {
    pub firm: String,
    pub person: String,
    pub municipality: String,
    pub kreis: String,
    pub branch: String,
    pub size: String,
    pub language: &'static str,
    /// Wants no mails.
    pub declined: bool,
    /// Mails come back.
    pub bounced: bool,
}

#[derive(Debug, Serialize)]
pub struct Invited {
    pub wave: String,
    pub title: String,
    pub firm: String,
    /// Wants no more mails of this wave.
    pub enough: bool,
    /// Names of firms may stand beside answers, and the wave is not settled yet.
    pub name_open: bool,
    pub mails: Vec<Mail>,
}

#[derive(Debug, Serialize)]
pub struct Mail {
    pub kind: String,
    pub day: String,
    /// `waiting`, `done` (sent or not needed any more; which, is not kept) or `failed`.
    pub state: &'static str,
    pub attempts: i64,
    pub reason: String,
}

#[derive(Debug, Serialize)]
pub struct Place {
    pub wave: String,
    pub code: String,
    pub opened: u64,
}

#[derive(Debug, Serialize)]
pub struct LeftAddress {
    pub wave: String,
    pub question: String,
}

#[derive(Debug, Serialize)]
pub struct Barrier {
    pub day: String,
    pub message: String,
}

#[derive(Debug, Serialize)]
pub struct Account {
    pub name: String,
    pub reads_answers: bool,
    pub sessions: Vec<Session>,
    pub works: BTreeMap<&'static str, u64>,
}

#[derive(Debug, Serialize)]
pub struct Session {
    pub created: String,
    pub seen: String,
}

#[derive(Debug, Serialize)]
pub struct NamedAnswers {
    pub wave: String,
    pub firm: String,
    pub answers: u64,
}

/// N.B. The first is why nothing else is said about answers: whoever could look them up could link them.
const NOT_INCLUDED: [&str; 5] = [
    "Antworten ohne Namen: Sie stehen unter keiner Adresse. Wem eine gehört, kann niemand feststellen; deshalb lassen sie sich \
     auf Wunsch weder nennen noch löschen (Artikel 11 DSGVO).",
    "Ob die Person geantwortet hat: Das prüft das Programm nur, bevor eine Erinnerung hinausgeht, und hebt es nicht auf.",
    "Begonnene Antworten: Sie sind verschlüsselt, liegen unter keiner Adresse und werden von selbst gelöscht.",
    "Fragen und Texte der Umfragen und offene Antworten: Sie werden nicht nach der Adresse durchsucht.",
    "Sicherungen, heruntergeladene Dateien und die Protokolle des Mailservers: Sie liegen außerhalb des Programms.",
];

impl Kept {
    pub(super) async fn find(databases: &Databases, address: &Address) -> Result<Kept, Failure> {
        let waves = Waves(databases.store.waves().await?);
        let subject = databases.roster.subject(|other| address.is(other)).await?;
        Ok(Kept {
            email: address.0.clone(),
            account: account(databases, address).await?,
            named_answers: named_answers(databases, &waves, &subject).await?,
            mentions: mentions(databases, &waves, &address.0).await?,
            not_included: NOT_INCLUDED.to_vec(),
            ..Kept::of(subject, &waves)
        })
    }

    /// What lies in the roster.
    fn of(subject: Subject, waves: &Waves) -> Kept {
        let invited = |one: &Invitation| waves.invited(one, &subject.letters);
        Kept {
            invitations: subject.invitations.iter().map(invited).collect(),
            contact: subject.contact.map(Contact::from),
            places: subject
                .places
                .into_iter()
                .map(|place| Place { wave: waves.slug(place.wave), code: place.code, opened: place.opened })
                .collect(),
            left_addresses: subject
                .requests
                .into_iter()
                .map(|(wave, request)| LeftAddress { wave: waves.slug(wave), question: request.item })
                .collect(),
            barrier_reports: subject
                .barriers
                .into_iter()
                .map(|barrier| Barrier { day: barrier.day, message: barrier.message })
                .collect(),
            ..Kept::default()
        }
    }

    pub fn is_empty(&self) -> bool {
        self.contact.is_none()
            && self.left_addresses.is_empty()
            && self.barrier_reports.is_empty()
            && self.account.is_none()
            && self.mentions.is_empty()
    }
}

impl From<store::Contact> for Contact {
    fn from(contact: store::Contact) -> Contact {
        Contact {
            firm: contact.firm,
            person: contact.person,
            municipality: contact.municipality,
            kreis: contact.kreis,
            branch: contact.branch,
            size: contact.size,
            language: contact.locale.as_str(),
            declined: contact.declined,
            bounced: contact.bounced,
        }
    }
}

impl From<&Letter> for Mail {
    fn from(letter: &Letter) -> Mail {
        Mail {
            kind: letter.kind.clone(),
            day: letter.day.clone(),
            state: letter.state.as_str(),
            attempts: letter.attempts,
            // Only what still waits or was refused says why.
            reason: if letter.state == LetterState::Done { String::new() } else { letter.reason.clone() },
        }
    }
}

struct Waves(Vec<Wave>);

impl Waves {
    fn of(&self, id: Id) -> Option<&Wave> {
        self.0.iter().find(|wave| wave.id == id)
    }

    /// The roster lies in another database: a wave that is not in this one has its id for a name.
    fn slug(&self, id: Id) -> String {
        self.of(id).map_or_else(|| id.to_hex(), |wave| wave.slug.clone())
    }

    fn invited(&self, invitation: &Invitation, letters: &[Letter]) -> Invited {
        Invited {
            wave: self.slug(invitation.wave),
            title: self.of(invitation.wave).map(|wave| wave.title.clone()).unwrap_or_default(),
            firm: invitation.firm.clone(),
            enough: invitation.enough,
            name_open: self.of(invitation.wave).is_some_and(|wave| wave.access.asks_for_names() && !wave.settled),
            mails: letters.iter().filter(|letter| letter.wave == invitation.wave).map(Mail::from).collect(),
        }
    }
}

async fn account(Databases { store, .. }: &Databases, address: &Address) -> Result<Option<Account>, Failure> {
    let Some(account) = super::account(store, address).await? else { return Ok(None) };
    let sessions = store.sessions(account.id).await?.into_iter();
    let Works { reports, report_files, releases, open_texts, codings } = store.works(account.id).await?;
    let works = [
        ("reports", reports),
        ("report_files", report_files),
        ("releases", releases),
        ("open_texts", open_texts),
        ("codings", codings),
    ];
    Ok(Some(Account {
        name: account.name,
        reads_answers: account.reads_answers,
        sessions: sessions.map(|one| Session { created: one.created, seen: one.seen }).collect(),
        works: works.into_iter().collect(),
    }))
}

/// Answers beside the name of the firm that was invited under this address. Before a wave is settled nobody is told that
/// there are any: it would say who has answered.
async fn named_answers(
    Databases { store, .. }: &Databases,
    waves: &Waves,
    subject: &Subject,
) -> Result<Vec<NamedAnswers>, Failure> {
    let mut found = Vec::new();
    for wave in waves.0.iter().filter(|wave| wave.access.asks_for_names() && wave.settled) {
        let invited = subject.invitations.iter().filter(|one| one.wave == wave.id).map(|one| one.firm.as_str());
        let firms: BTreeSet<&str> = invited.chain(subject.contact.iter().map(|one| one.firm.as_str())).collect();
        for (consent, answers) in store.consents(wave.id).await? {
            if firms.iter().any(|firm| is_same_firm(firm, &consent.firm)) {
                found.push(NamedAnswers { wave: wave.slug.clone(), firm: consent.firm, answers });
            }
        }
    }
    Ok(found)
}

async fn mentions(databases: &Databases, waves: &Waves, email: &str) -> Result<Vec<String>, Failure> {
    let names_it = |texts: &[&str]| texts.iter().any(|text| text.to_lowercase().contains(email));
    let offers = databases.store.offers().await?.into_iter();
    let offers = offers.filter(|one| names_it(&[&one.title, &one.provider, &one.description, &one.cost, &one.url]));
    let mailings = databases.roster.mailings().await?.into_iter();
    let mailings = mailings.filter(|one| names_it(&[&one.note_de, &one.note_en]));
    let offers = offers.map(|one| format!("Angebot „{}“", one.title));
    let mailings = mailings.map(|one| format!("Anschreiben der Welle „{}“", waves.slug(one.wave)));
    let mut found: Vec<String> = offers.chain(mailings).collect();
    for wave in &waves.0 {
        if databases.store.report(wave.id).await?.is_some_and(|report| names_it(&[&report.texts])) {
            found.push(format!("Bericht der Welle „{}“", wave.slug));
        }
    }
    Ok(found)
}
