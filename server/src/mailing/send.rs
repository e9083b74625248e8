//! From the outbox to the mail server.

use std::{collections::HashMap, sync::Arc, time::SystemTime};

use domain::{Locale, length};
use jiff::{SignedDuration, Timestamp};
use mail::{Failure, Kind, Letter, Post, Sender};
use store::{Contact, Id, WaveState};

use super::{Trouble, codes::Codes, due::date};
use crate::{
    config::Config,
    error::AppError,
    state::{AppState, RunningWave},
};

/// Tries of one mail before it counts as refused.
const TRIES: i64 = 6;
/// Refusals in a row after which it is not the addresses that are wrong.
const REFUSALS: u32 = 3;

/// How long to wait after so many failures: 1, 2, 4, … minutes, an hour at most.
fn backoff(tries: u32) -> SignedDuration {
    SignedDuration::from_mins(1 << tries.saturating_sub(1).min(6)).min(SignedDuration::from_hours(1))
}

pub async fn empty(state: &AppState) -> Result<u32, AppError> {
    let Some(post) = state.mailing.post.clone() else { return Ok(0) };
    if state.mailing.trouble().is_some_and(|trouble| state.clock.now() < trouble.next) {
        return Ok(0);
    }
    let most = i64::from(state.config.mail.per_minute);
    let waiting = state.roster.waiting_letters(&state.clock.instant(), most).await?;
    let mut round = Round { state, post, waves: HashMap::new(), sent: 0, refusals: 0 };
    for letter in waiting {
        if !round.send(&letter).await? {
            break;
        }
    }
    Ok(round.sent)
}

struct Round<'a> {
    state: &'a AppState,
    post: Arc<Post>,
    waves: HashMap<Id, Option<(store::Mailing, Arc<RunningWave>)>>,
    sent: u32,
    refusals: u32,
}

impl Round<'_> {
    /// Whether the next one may be tried.
    async fn send(&mut self, letter: &store::Letter) -> Result<bool, AppError> {
        let (roster, today) = (&self.state.roster, self.state.clock.today());
        let (contact, mailing, running, code) = match self.still_wanted(letter).await? {
            Wanted::Yes(wanted) => *wanted,
            Wanted::No => {
                roster.finish_letter(letter.id, &today, false).await?;
                return Ok(true);
            }
            Wanted::Over => {
                roster.drop_letter(letter.id).await?;
                return Ok(true);
            }
            Wanted::Unreadable => {
                roster.fail_letter(letter.id, "Der Schlüssel zu diesem Code fehlt.").await?;
                return Ok(true);
            }
        };
        let tries = u32::try_from(letter.attempts).unwrap_or(0) + 1;
        let not_before = self.instant_after(backoff(tries));
        match roster.claim_letter(letter.id, &not_before).await {
            // Somebody took it out of the outbox meanwhile.
            Err(store::Error::NotFound) => return Ok(true),
            other => other?,
        }
        let kind = Kind::parse(&letter.kind).unwrap_or(Kind::Invitation);
        let links = Links::new(self.state, &running, &contact, &code);
        let id = letter.id.to_hex();
        let mail = letter_for(&self.state.config, kind, &contact, &mailing, &running, &links, &id);
        let message = match mail.message(SystemTime::from(self.state.clock.now())) {
            Ok(message) => message,
            Err(fault) => {
                roster.fail_letter(letter.id, &fault.to_string()).await?;
                return Ok(true);
            }
        };
        let sent = self.post.send(&message, &format!("{today}-{}-{id}", letter.kind)).await;
        self.tick_off(letter, sent).await
    }

    async fn tick_off(&mut self, letter: &store::Letter, sent: Result<(), Failure>) -> Result<bool, AppError> {
        let roster = &self.state.roster;
        match sent {
            Ok(()) => {
                roster.finish_letter(letter.id, &self.state.clock.today(), true).await?;
                self.state.mailing.set_trouble(None);
                (self.sent, self.refusals) = (self.sent + 1, 0);
                Ok(true)
            }
            Err(Failure::Unreachable(reason)) => {
                // Not this mail's fault: it goes as soon as the server is there again.
                roster.postpone_letter(letter.id, "", "", true).await?;
                self.pause(reason);
                Ok(false)
            }
            Err(Failure::Later(reason)) if letter.attempts + 1 < TRIES => {
                let tries = u32::try_from(letter.attempts).unwrap_or(0) + 1;
                let not_before = self.instant_after(backoff(tries));
                roster.postpone_letter(letter.id, &not_before, &reason, false).await?;
                Ok(true)
            }
            Err(Failure::Later(reason) | Failure::Refused(reason)) => {
                roster.fail_letter(letter.id, &reason).await?;
                self.refusals += 1;
                if self.refusals >= REFUSALS {
                    self.pause(reason);
                }
                Ok(self.refusals < REFUSALS)
            }
        }
    }

    fn pause(&self, reason: String) {
        let now = self.state.clock.now();
        let before = self.state.mailing.trouble();
        let tries = before.as_ref().map_or(0, |trouble| trouble.tries) + 1;
        let since = before.map_or(now, |trouble| trouble.since);
        tracing::warn!(tries, "the mail server takes no mails");
        self.state.mailing.set_trouble(Some(Trouble { since, reason, tries, next: later(now, backoff(tries)) }));
    }

    fn instant_after(&self, wait: SignedDuration) -> String {
        crate::clock::stamp(later(self.state.clock.now(), wait))
    }

    async fn still_wanted(&mut self, letter: &store::Letter) -> Result<Wanted, AppError> {
        let Some((mailing, running)) = self.wave(letter.wave).await? else { return Ok(Wanted::Over) };
        if !running.is_open() || date(mailing.closes.as_deref()).is_some_and(|day| self.state.clock.date() >= day) {
            return Ok(Wanted::Over);
        }
        let roster = &self.state.roster;
        let Some(contact) = roster.contact(letter.contact).await? else { return Ok(Wanted::Over) };
        let Some(invitation) = roster.invitation(letter.wave, contact.id).await? else { return Ok(Wanted::Over) };
        if invitation.enough || !contact.is_reachable() {
            return Ok(Wanted::Over);
        }
        let key = self.state.mailing.seal_key().await?;
        let Ok(code) = key.open(&invitation.code, letter.wave, contact.id) else { return Ok(Wanted::Unreadable) };
        if self.state.mailing.codes.is_spent(letter.wave, &code).await? {
            return Ok(Wanted::No);
        }
        Ok(Wanted::Yes(Box::new((contact, mailing, running, code))))
    }

    /// With its mailing, read once a round.
    async fn wave(&mut self, id: Id) -> Result<Option<(store::Mailing, Arc<RunningWave>)>, AppError> {
        if let Some(known) = self.waves.get(&id) {
            return Ok(known.clone());
        }
        let found = match (self.state.roster.mailing(id).await?, self.state.store.wave_by_id(id).await?) {
            (Some(mailing), Some(wave)) if wave.state == WaveState::Open => {
                Some((mailing, self.state.running(&wave.slug).await?))
            }
            _ => None,
        };
        self.waves.insert(id, found.clone());
        Ok(found)
    }
}

enum Wanted {
    Yes(Box<(Contact, store::Mailing, Arc<RunningWave>, String)>),
    /// Has answered.
    No,
    /// The wave has ended, or the person wants no mails.
    Over,
    Unreadable,
}

fn later(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(now)
}

/// Full addresses, by the settings and never by a request.
pub struct Links {
    pub survey: String,
    pub decline: String,
    /// Where the survey's is open to all.
    pub enough: Option<String>,
}

impl Links {
    pub fn new(state: &AppState, running: &RunningWave, contact: &Contact, code: &str) -> Links {
        let (base, wave) = (&state.config.server.base_url, &running.wave);
        let decline = format!("{base}/keine-mails/{}", contact.token);
        Links {
            survey: format!("{base}{}", Codes::path(wave, code)),
            enough: (!wave.access.needs_code()).then(|| format!("{decline}/{}", wave.slug)),
            decline,
        }
    }
}

/// The mail as it would be sent.
pub fn letter_for<'a>(
    config: &'a Config,
    kind: Kind,
    contact: &'a Contact,
    mailing: &'a store::Mailing,
    running: &'a RunningWave,
    links: &'a Links,
    id: &'a str,
) -> Letter<'a> {
    let is_german = contact.locale.is_german();
    Letter {
        sender: sender(config),
        kind,
        locale: if is_german { Locale::DeSie } else { Locale::En },
        title: running.questionnaire.title.get(contact.locale),
        minutes: length::minutes(&running.questionnaire).minutes_rounded,
        closes: mailing.closes.as_deref(),
        note: if is_german { &mailing.note_de } else { &mailing.note_en },
        person: &contact.person,
        email: &contact.email,
        link: &links.survey,
        enough: links.enough.as_deref(),
        asks_for_name: running.wave.access.asks_for_names(),
        decline: &links.decline,
        id,
    }
}

fn sender(config: &Config) -> Sender<'_> {
    // The demo writes files and may have no address of its own.
    let from = if config.mail.from.is_empty() { config.organisation.email.as_str() } else { &config.mail.from };
    Sender {
        organisation: &config.organisation.name,
        address: &config.organisation.address,
        from,
        reply_to: config.mail.reply_to.as_deref(),
        base_url: &config.server.base_url,
    }
}
