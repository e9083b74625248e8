//! What mailing wants of the codes, which lie with the answers: one for each invitation, and whether it is spent.

use std::pin::Pin;

use domain::{Code, stratum::Stratum};
use store::{Access, CODES_AT_ONCE, Contact, Id, Store, Ticket, Wave};

use crate::{
    draft::{Unreadable, random_token},
    error::AppError,
    naming::seal_firm,
};

pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, AppError>> + Send + 'a>>;

pub trait Codes: Send + Sync {
    /// A new code for each contact, in clear this once.
    fn issue<'a>(&'a self, wave: &'a Wave, contacts: &'a [Contact]) -> Answer<'a, Vec<String>>;

    fn is_spent<'a>(&'a self, wave: Id, code: &'a str) -> Answer<'a, bool>;

    /// The address that the mail leads to, without the host.
    fn path(&self, wave: &Wave, code: &str) -> String;
}

/// Those of the wave. Where it is open to all, the mail leads to the open link: nobody can know who has answered then, and
/// everybody is reminded until they say stop.
pub struct OfWave(pub Store);

impl Codes for OfWave {
    fn issue<'a>(&'a self, wave: &'a Wave, contacts: &'a [Contact]) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            match wave.access {
                Access::Open => Ok(contacts.iter().map(|_| random_token()).collect()),
                // A list of who got which code is what sheets of codes are there to avoid.
                Access::Code => Err(AppError::Conflict(SHEETS.to_owned())),
                Access::Invited => Ok(compact(self.issue_own(wave.id, contacts.len()).await?)),
                Access::Named => self.issue_for_firms(wave.id, contacts).await,
            }
        })
    }

    fn is_spent<'a>(&'a self, wave: Id, code: &'a str) -> Answer<'a, bool> {
        Box::pin(async move {
            match Code::parse(code) {
                Ok(code) => Ok(self.0.is_spent(wave, Ticket::of(code)).await?),
                Err(_) => Ok(false),
            }
        })
    }

    fn path(&self, wave: &Wave, code: &str) -> String {
        if wave.access.needs_code() { format!("/c/{code}") } else { format!("/s/{}", wave.slug) }
    }
}

pub const SHEETS: &str = "Diese Welle wird mit Codes von Zetteln beantwortet. Damit niemand weiß, wer welchen Code hat, gehen sie \
                      nicht per E-Mail hinaus. Stellen Sie den Zugang der Welle auf „Einladung per Mail“ um, solange sie \
                      noch nicht geöffnet war.";

impl OfWave {
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
