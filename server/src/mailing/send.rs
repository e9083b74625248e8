//! From the outbox to the mail server.

use std::{sync::Arc, time::SystemTime};

use domain::{Locale, length};
use jiff::{SignedDuration, Timestamp};
use mail::{Failure, Kind, Letter, Post, Sender};
use store::{Contact, Invitation, Mailing, Wave, WaveState};

use super::{Trouble, codes::Codes, due::date};
use crate::{
    config::Config,
    error::AppError,
    state::{AppState, RunningWave},
};

/// Tries of one mail before it counts as refused.
const TRIES: i64 = 6;
/// The key that codes are sealed under is another one by now.
const KEY_MISSING: &str = "Der Schlüssel zu diesem Code fehlt.";
/// An older copy of the answers was restored beside the contacts of today.
const CODE_MISSING: &str = "Den Code dieser Einladung gibt es nicht mehr, vermutlich weil eine ältere Kopie der Antworten \
                            wiederhergestellt wurde. Für einen neuen Code löschen Sie den Kontakt, legen ihn neu an und laden \
                            ihn noch einmal ein.";
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
    let mut round = Round { state, post, sent: 0, refusals: 0 };
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
    sent: u32,
    refusals: u32,
}

impl Round<'_> {
    /// Whether the next one may be tried.
    async fn send(&mut self, letter: &store::Letter) -> Result<bool, AppError> {
        let (roster, today) = (&self.state.roster, self.state.clock.today());
        let ready = match self.still_wanted(letter).await? {
            Wanted::Yes(ready) => *ready,
            Wanted::Later => return Ok(true),
            Wanted::No => {
                roster.finish_letter(letter.id, &today, false).await?;
                return Ok(true);
            }
            Wanted::Over => {
                roster.drop_letter(letter.id).await?;
                return Ok(true);
            }
            Wanted::Lost(reason) => {
                roster.fail_letter(letter.id, reason).await?;
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
        let Ready { contact, mailing, wave, running, code } = &ready;
        let links = Links::new(self.state, running, contact, code);
        let (id, closes) = (letter.id.to_hex(), wave.schedule.last_day());
        let mail = letter_for(&self.state.config, kind, contact, mailing, closes, running, &links);
        let mail = Letter { id: &id, ..mail };
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

    /// Asked anew before each mail: since the one before, staff may have stopped the mails, moved the end of the wave or
    /// closed it.
    async fn still_wanted(&self, letter: &store::Letter) -> Result<Wanted, AppError> {
        let state = self.state;
        let (mailing, wave) = (state.roster.mailing(letter.wave).await?, state.store.wave_by_id(letter.wave).await?);
        let Some((mailing, wave)) = mailing.zip(wave) else { return Ok(Wanted::Over) };
        let is_last_day = date(wave.schedule.last_day()).is_some_and(|day| state.clock.date() >= day);
        if wave.state != WaveState::Open || is_last_day {
            return Ok(Wanted::Over);
        }
        if mailing.stopped {
            return Ok(Wanted::Later);
        }
        let Some((contact, invitation)) = self.reachable(letter).await? else { return Ok(Wanted::Over) };
        let key = state.mailing.seal_key().await?;
        let Ok(code) = key.open(&invitation.code, wave.id, contact.id) else { return Ok(Wanted::Lost(KEY_MISSING)) };
        match state.mailing.codes.is_awaited(&wave, &code).await? {
            Some(true) => {}
            Some(false) => return Ok(Wanted::No),
            None => return Ok(Wanted::Lost(CODE_MISSING)),
        }
        let running = state.running(&wave.slug).await?;
        Ok(Wanted::Yes(Box::new(Ready { contact, mailing, wave, running, code })))
    }

    /// To whom it goes, if they are still there and still want mails.
    async fn reachable(&self, letter: &store::Letter) -> Result<Option<(Contact, Invitation)>, AppError> {
        let roster = &self.state.roster;
        let (contact, invitation) =
            (roster.contact(letter.contact).await?, roster.invitation(letter.wave, letter.contact).await?);
        Ok(contact.zip(invitation).filter(|(contact, invitation)| contact.is_reachable() && !invitation.enough))
    }
}

enum Wanted {
    Yes(Box<Ready>),
    /// The mails are stopped: it waits.
    Later,
    /// Has answered.
    No,
    /// The wave has ended, or the person wants no mails.
    Over,
    /// Leads nowhere; why, is for staff.
    Lost(&'static str),
}

/// What a mail is made of.
struct Ready {
    contact: Contact,
    mailing: Mailing,
    wave: Wave,
    running: Arc<RunningWave>,
    code: String,
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

/// The mail as it would be sent, but for its id. `closes`: the day on which the wave ends.
pub fn letter_for<'a>(
    config: &'a Config,
    kind: Kind,
    contact: &'a Contact,
    mailing: &'a Mailing,
    closes: Option<&'a str>,
    running: &'a RunningWave,
    links: &'a Links,
) -> Letter<'a> {
    let is_german = contact.locale.is_german();
    Letter {
        sender: sender(config),
        kind,
        locale: if is_german { Locale::DeSie } else { Locale::En },
        title: running.questionnaire.title.get(contact.locale),
        minutes: length::minutes(&running.questionnaire).minutes_rounded,
        closes,
        note: if is_german { &mailing.note_de } else { &mailing.note_en },
        person: &contact.person,
        email: &contact.email,
        link: &links.survey,
        enough: links.enough.as_deref(),
        asks_for_name: running.wave.access.asks_for_names(),
        decline: &links.decline,
        id: "",
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
