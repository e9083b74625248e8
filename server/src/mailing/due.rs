//! From the schedule into the outbox.

use std::collections::HashMap;

use jiff::civil::Date;
use mail::{
    Kind,
    schedule::{self, Invitee},
};
use store::{Contact, Due, Id, Invitation, Letter, LetterState, Wave, WaveState};

use crate::{error::AppError, state::AppState};

/// Reminders go out from this hour of the day on, not at midnight.
const MORNING: i8 = 8;
/// Days after the end of a wave until who was invited is forgotten.
const KEPT_DAYS: i64 = 30;

pub async fn fill(state: &AppState) -> Result<(), AppError> {
    for mailing in state.roster.mailings().await? {
        let Some(wave) = state.store.wave_by_id(mailing.wave).await? else {
            state.roster.forget_mailing(mailing.wave).await?;
            continue;
        };
        match wave.state {
            WaveState::Planned => {}
            WaveState::Open if mailing.stopped => {}
            WaveState::Open => queue(state, &wave).await?,
            // The links still open what was begun.
            WaveState::Closed if wave.grace.is_some() => {}
            WaveState::Closed | WaveState::Released => {
                state.roster.end_mailing(wave.id).await?;
                let is_past = wave.closed.is_some_and(|day| day < state.clock.day(-KEPT_DAYS));
                if is_past {
                    state.roster.forget_mailing(wave.id).await?;
                }
            }
        }
    }
    Ok(())
}

async fn queue(state: &AppState, wave: &Wave) -> Result<(), AppError> {
    let (closes, wave, today) = (date(wave.schedule.last_day()), wave.id, state.clock.date());
    let contacts: HashMap<Id, Contact> =
        state.roster.contacts().await?.into_iter().map(|contact| (contact.id, contact)).collect();
    let letters = by_contact(state.roster.letters(wave).await?);
    let mut new = Vec::new();
    for invitation in state.roster.invitations(wave).await? {
        let Some(contact) = contacts.get(&invitation.contact) else { continue };
        let letters = letters.get(&contact.id).map_or(&[][..], Vec::as_slice);
        let waiting = letters.iter().find(|letter| letter.state == LetterState::Waiting);
        let invitee =
            invitee(contact, &invitation, letters.iter().filter(|letter| letter.state != LetterState::Waiting));
        let due = schedule::due(closes, &invitee, today);
        if let Some(waiting) = waiting {
            // Waited too long: its time is over, or the next one is due.
            if due.map(Kind::as_str) == Some(waiting.kind.as_str()) {
                continue;
            }
            state.roster.drop_letter(waiting.id).await?;
        }
        let Some(kind) = due.filter(|kind| *kind == Kind::Invitation || state.clock.hour() >= MORNING) else {
            continue;
        };
        new.push(Due { wave, contact: contact.id, kind: kind.as_str().to_owned() });
    }
    if !new.is_empty() {
        state.roster.queue(new, &today.to_string()).await?;
    }
    Ok(())
}

pub fn by_contact(letters: Vec<Letter>) -> HashMap<Id, Vec<Letter>> {
    let mut sorted: HashMap<Id, Vec<Letter>> = HashMap::new();
    for letter in letters {
        sorted.entry(letter.contact).or_default().push(letter);
    }
    sorted
}

/// What the schedule wants to know. Whether somebody has answered is not part of it: that is asked when sending.
pub fn invitee<'l>(contact: &Contact, invitation: &Invitation, letters: impl Iterator<Item = &'l Letter>) -> Invitee {
    let mut invitee = Invitee { stopped: invitation.enough || !contact.is_reachable(), ..Invitee::default() };
    for letter in letters {
        if let (Some(kind), Some(day)) = (Kind::parse(&letter.kind), date(Some(&letter.day))) {
            invitee = invitee.having(kind, day);
        }
        invitee.stopped |= letter.state == LetterState::Failed;
    }
    invitee
}

pub fn date(day: Option<&str>) -> Option<Date> {
    day.and_then(|day| day.parse().ok())
}
