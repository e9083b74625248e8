//! What has gone out, what comes next, and whom else to invite.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use app::invite::{Candidate, InviteFilter, InvitePage, NextMail, invite_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Locale, format};
use jiff::{civil::Date, tz::TimeZone};
use mail::{Kind, schedule};
use serde::Deserialize;
use store::{Contact, Id, LetterState, Wave, WaveState};

use super::{day_word, kind_word, mailing, not_set_up, reminders};
use crate::{
    error::AppError,
    http::Visit,
    mailing::{Trouble, by_contact, date, invitee},
    page::{self, Head},
    routes::{
        contacts::{about, speaks_of},
        waves::planning::access_told,
    },
    session::Staff,
    state::AppState,
};

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    kreis: String,
    branche: String,
    groesse: String,
    erledigt: String,
}

/// What stands in the form, as typed.
#[derive(Debug, Default, Clone)]
pub struct Typed {
    pub contacts: Vec<String>,
    pub closes: String,
    pub note_de: String,
    pub note_en: String,
    pub problems: Vec<(String, String)>,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let wave = state.store.wave(&slug).await?.ok_or(AppError::NotFound)?;
    page_of(&state, &visit, &staff, &wave, asked, None).await
}

/// So that sizes stand in their order: "1–9", "10–49", "50–249", "250 und mehr".
fn first_number(name: &str) -> u64 {
    let digits: String = name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

pub async fn page_of(
    state: &AppState,
    visit: &Visit,
    staff: &Staff,
    wave: &Wave,
    asked: Asked,
    typed: Option<Typed>,
) -> Result<Response, AppError> {
    let (mailing, contacts) = (mailing(state, wave.id).await?, state.roster.contacts().await?);
    let invited: BTreeSet<Id> =
        state.roster.invitations(wave.id).await?.into_iter().map(|invitation| invitation.contact).collect();
    let names = |name: fn(&Contact) -> &String| {
        let names = contacts.iter().map(name).filter(|name| !name.is_empty());
        let names: BTreeSet<(u64, &String)> = names.map(|name| (first_number(name), name)).collect();
        names.into_iter().map(|(_, name)| name.clone()).collect()
    };
    let chosen = |id: &str| typed.as_ref().is_none_or(|typed| typed.contacts.iter().any(|one| one == id));
    let candidates = contacts
        .iter()
        .filter(|one| one.is_reachable() && !invited.contains(&one.id) && (typed.is_some() || is_asked(one, &asked)))
        .map(|one| candidate(one, chosen(&one.id.to_hex())))
        .collect();
    let status = match &typed {
        Some(typed) if !typed.problems.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let typed = typed.unwrap_or_else(|| Typed {
        closes: wave.schedule.last_day().unwrap_or_default().to_owned(),
        note_de: mailing.note_de.clone(),
        note_en: mailing.note_en.clone(),
        ..Typed::default()
    });
    let running = state.running(&wave.slug).await?;
    let view = InvitePage {
        wave: wave.slug.clone(),
        title: wave.title.clone(),
        access: access_told(wave.access),
        not_set_up: not_set_up(state),
        trouble: state.mailing.trouble().map(|trouble| trouble_text(&trouble)),
        stopped: mailing.stopped,
        is_open: wave.state == WaveState::Open,
        invited: invited.len(),
        sent: sent(state, wave.id).await?,
        next: next_mail(state, wave).await?,
        failed: failed(state, wave.id, &contacts).await?,
        kreise: names(|one| &one.kreis),
        branches: names(|one| &one.branch),
        sizes: names(|one| &one.size),
        candidates,
        contacts: contacts.len(),
        closes: typed.closes,
        note_de: typed.note_de,
        note_en: typed.note_en,
        problems: typed.problems,
        done: done_text(&asked.erledigt),
        reminders: reminders(state, running.as_ref()).await?,
        filter: InviteFilter { text: asked.q, kreis: asked.kreis, branch: asked.branche, size: asked.groesse },
    };
    Ok(page::html_with(status, state, visit, Head::staff("Einladen", &staff.name), || invite_page(view)))
}

fn is_asked(contact: &Contact, asked: &Asked) -> bool {
    let fits = |asked: &str, has: &str| asked.is_empty() || asked == has;
    fits(&asked.kreis, &contact.kreis)
        && fits(&asked.branche, &contact.branch)
        && fits(&asked.groesse, &contact.size)
        && speaks_of(contact, &asked.q)
}

fn candidate(contact: &Contact, chosen: bool) -> Candidate {
    Candidate {
        id: contact.id.to_hex(),
        firm: contact.firm.clone(),
        person: contact.person.clone(),
        email: contact.email.clone(),
        about: about(contact),
        chosen,
    }
}

fn done_text(what: &str) -> Option<String> {
    let invited = what.strip_prefix("eingeladen-").and_then(|count| count.parse::<usize>().ok());
    match (what, invited) {
        (_, Some(1)) => Some("1 Kontakt ist eingeladen. Die Mail geht in den nächsten Minuten hinaus.".to_owned()),
        (_, Some(count)) => {
            let count = format::whole(count);
            Some(format!("{count} Kontakte sind eingeladen. Die Mails gehen in den nächsten Minuten hinaus."))
        }
        ("angehalten", _) => Some("Die Mails sind angehalten.".to_owned()),
        ("weiter", _) => Some("Mails werden wieder gesendet.".to_owned()),
        ("erneut", _) => Some("Die abgelehnten Mails werden noch einmal versucht.".to_owned()),
        _ => None,
    }
}

fn trouble_text(trouble: &Trouble) -> String {
    let time = |at: jiff::Timestamp| {
        let here = at.to_zoned(TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC));
        format!(
            "{}, {:02}:{:02} Uhr",
            format::date(&here.date().to_string(), Locale::DeSie),
            here.hour(),
            here.minute()
        )
    };
    format!(
        "Seit {}, nach {} {}. Nächster Versuch: {}. Es geht nichts verloren. Meldung des Servers: {}",
        time(trouble.since),
        trouble.tries,
        if trouble.tries == 1 { "Versuch" } else { "Versuchen" },
        time(trouble.next),
        trouble.reason
    )
}

/// "8. Oktober 2026: erste Erinnerung", and how many mails.
async fn sent(state: &AppState, wave: Id) -> Result<Vec<(String, String)>, AppError> {
    let line = |sent: store::Sent| {
        let kind = Kind::parse(&sent.kind).map_or("Mail", kind_word);
        let unit = if sent.mails == 1 { "Mail" } else { "Mails" };
        let day = format::date(&sent.day, Locale::DeSie);
        (format!("{day}: {kind}"), format!("{}\u{a0}{unit}", format::count(sent.mails, Locale::DeSie)))
    };
    Ok(state.roster.sent(wave).await?.into_iter().map(line).collect())
}

async fn failed(state: &AppState, wave: Id, contacts: &[Contact]) -> Result<Vec<(String, String)>, AppError> {
    let names: HashMap<Id, &Contact> = contacts.iter().map(|contact| (contact.id, contact)).collect();
    let letters = state.roster.letters(wave).await?;
    let refused = letters.into_iter().filter(|letter| letter.state == LetterState::Failed);
    let mut failed: Vec<(String, String)> = refused
        .filter_map(|letter| {
            let contact = names.get(&letter.contact)?;
            Some((format!("{} ({})", contact.firm, contact.email), letter.reason))
        })
        .collect();
    failed.sort();
    Ok(failed)
}

/// Everything that would still be sent, per contact. A mail that waits is due already.
pub async fn plans(state: &AppState, wave: &Wave) -> Result<Vec<(Contact, Vec<(Date, Kind)>)>, AppError> {
    let (today, closes) = (state.clock.date(), date(wave.schedule.last_day()));
    let mut letters = by_contact(state.roster.letters(wave.id).await?);
    let mut contacts: HashMap<Id, Contact> =
        state.roster.contacts().await?.into_iter().map(|contact| (contact.id, contact)).collect();
    let mut plans = Vec::new();
    for invitation in state.roster.invitations(wave.id).await? {
        let Some(contact) = contacts.remove(&invitation.contact) else { continue };
        let letters = letters.remove(&contact.id).unwrap_or_default();
        let gone = letters.iter().filter(|letter| letter.state != LetterState::Waiting);
        let plan = schedule::plan(closes, &invitee(&contact, &invitation, gone), today);
        plans.push((contact, plan));
    }
    plans.sort_by_cached_key(|(contact, _)| contact.firm.to_lowercase());
    Ok(plans)
}

/// Day and mail with how many contacts at most.
pub fn days(plans: &[(Contact, Vec<(Date, Kind)>)]) -> BTreeMap<(Date, Kind), usize> {
    let mut days = BTreeMap::new();
    for mail in plans.iter().flat_map(|(_, plan)| plan) {
        *days.entry(*mail).or_default() += 1;
    }
    days
}

pub async fn next_mail(state: &AppState, wave: &Wave) -> Result<Option<NextMail>, AppError> {
    if wave.state != WaveState::Open || mailing(state, wave.id).await?.stopped {
        return Ok(None);
    }
    let days = days(&plans(state, wave).await?);
    Ok(days.into_iter().next().map(|((day, kind), count)| {
        let whom = if count == 1 { "einen Kontakt".to_owned() } else { format!("{} Kontakte", format::whole(count)) };
        // Nobody can have answered an invitation that has not gone out.
        let at_most = if kind == Kind::Invitation { "" } else { "höchstens " };
        NextMail { day: day_word(day), what: format!("{} an {at_most}{whom}", kind_word(kind)) }
    }))
}

#[derive(Deserialize)]
pub struct Step {
    #[serde(default)]
    schritt: String,
}

pub async fn steer(
    State(state): State<AppState>,
    _: Staff,
    Path(slug): Path<String>,
    Form(step): Form<Step>,
) -> Result<Response, AppError> {
    let wave = state.store.wave(&slug).await?.ok_or(AppError::NotFound)?;
    match step.schritt.as_str() {
        "anhalten" => state.roster.stop_mailing(wave.id, true).await?,
        "weiter" => state.roster.stop_mailing(wave.id, false).await?,
        "erneut" => _ = state.roster.retry_letters(wave.id).await?,
        _ => {
            return Err(AppError::BadRequest(
                "Diesen Schritt gibt es nicht. Gehen Sie zurück und nehmen Sie einen der Knöpfe dort.".to_owned(),
            ));
        }
    }
    state.mailing.ask_for_more();
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/einladen?erledigt={}", step.schritt)).into_response())
}
