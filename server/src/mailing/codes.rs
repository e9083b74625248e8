//! What mailing wants of the codes, which lie with the answers: one for each invitation, and whether it is still waited for.

use domain::{Code, stratum::Stratum};
use store::{Access, CODES_AT_ONCE, Contact, Id, Store, Ticket, Wave};

use crate::{
    draft::{Unreadable, random_token},
    error::AppError,
    naming::seal_firm,
};

pub const SHEETS: &str = "Diese Welle wird mit Codes von Zetteln beantwortet. Damit niemand weiß, wer welchen Code hat, gehen sie \
                      nicht per E-Mail hinaus. Stellen Sie den Zugang der Welle auf „Einladung per Mail“ um, solange sie \
                      noch nicht geöffnet war.";

/// Those of a wave. Where it is open to all there are none: the mail leads to the open link, nobody can know who has answered
/// then, and everybody is reminded until they say that it is enough. A code in an open link would say who came between which
/// answers, because they are not mixed there.
#[derive(Clone)]
pub struct Codes(pub Store);

impl Codes {
    /// A new code for each contact, in clear this once.
    pub async fn issue(&self, wave: &Wave, contacts: &[Contact]) -> Result<Vec<String>, AppError> {
        match wave.access {
            Access::Open => Ok(contacts.iter().map(|_| random_token()).collect()),
            // A list of who got which code is what sheets of codes are there to avoid.
            Access::Code => Err(AppError::Conflict(SHEETS.to_owned())),
            Access::Invited => Ok(compact(self.issue_own(wave.id, contacts.len()).await?)),
            Access::Named => self.issue_for_firms(wave.id, contacts).await,
        }
    }

    /// Whether an answer with this code is still waited for; `None` if the code is not there. Of an open link nobody knows.
    pub async fn is_awaited(&self, wave: &Wave, code: &str) -> Result<Option<bool>, AppError> {
        if !wave.access.needs_code() {
            return Ok(Some(true));
        }
        match Code::parse(code) {
            Ok(code) => Ok(self.0.is_awaited(wave.id, Ticket::of(code)).await?),
            Err(_) => Ok(None),
        }
    }

    /// Those of [`Codes::issue`] that reached nobody.
    pub async fn take_back(&self, wave: &Wave, codes: &[String]) -> Result<(), AppError> {
        if wave.access.needs_code() {
            let codes: Vec<Code> = codes.iter().filter_map(|code| Code::parse(code).ok()).collect();
            self.0.take_back_codes(wave.id, &codes).await?;
        }
        Ok(())
    }

    /// The address that the mail leads to, without the host.
    pub fn path(wave: &Wave, code: &str) -> String {
        if wave.access.needs_code() { format!("/c/{code}") } else { format!("/s/{}", wave.slug) }
    }

    /// All of one batch, named or not: which firm a code was given to is not to be read off the database of the answers.
    async fn issue_own(&self, wave: Id, count: usize) -> Result<Vec<Code>, AppError> {
        let batch = self.0.create_batch(wave, &Stratum::default()).await?;
        let mut codes = Vec::with_capacity(count);
        while codes.len() < count {
            let next = self.0.issue_codes(wave, batch, (count - codes.len()).min(CODES_AT_ONCE)).await?;
            codes.extend(next);
        }
        Ok(codes)
    }

    /// Each with the name of its firm, which only the code opens.
    async fn issue_for_firms(&self, wave: Id, contacts: &[Contact]) -> Result<Vec<String>, AppError> {
        let codes = self.issue_own(wave, contacts.len()).await?;
        let seal = |(code, contact): (&Code, &Contact)| Ok((*code, seal_firm(*code, wave, &contact.firm)?));
        let sealed = codes.iter().zip(contacts).map(seal).collect::<Result<Vec<_>, Unreadable>>();
        self.0.seal_firms(wave, sealed.map_err(AppError::internal)?).await?;
        Ok(compact(codes))
    }
}

fn compact(codes: Vec<Code>) -> Vec<String> {
    codes.into_iter().map(Code::compact).collect()
}
