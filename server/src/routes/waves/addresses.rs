//! The addresses that people left: seen when the wave has ended, taken along as a file, deleted when they are done with.

use app::waves::{AddressGroup, AddressesPage, addresses_page};
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Item, ItemKind, Locale, Survey};
use exports::{Dialect, inert};
use serde::Deserialize;
use store::{ContactRequest, Wave, WaveState};

use crate::{
    error::AppError,
    http::Visit,
    jobs::ADDRESS_DAYS,
    page::{self, Head},
    routes::results::attachment,
    session::Staff,
    state::{AppState, RunningWave},
};

const NOT_ENDED: &str = "Adressen gibt es, sobald die Welle beendet ist. Solange geantwortet wird, ließe sich aus einer \
                         neuen Adresse auf eine neue Antwort schließen.";

/// Whether a version of this wave has asked for an address.
pub fn are_asked_for(running: &RunningWave) -> bool {
    running.history.versions().any(|(_, survey)| questions(survey).next().is_some())
}

fn questions(survey: &Survey) -> impl Iterator<Item = &Item> {
    survey.items().filter(|item| matches!(item.kind, ItemKind::Contact { .. }))
}

fn has_ended(wave: &Wave) -> bool {
    !wave.takes_answers() && wave.state != WaveState::Planned
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    if !are_asked_for(&running) {
        return Err(AppError::NotFound);
    }
    let requests = match has_ended(&running.wave) {
        true => Some(state.roster.contact_requests(running.wave.id).await?),
        false => None,
    };
    let view = AddressesPage {
        slug: running.wave.slug.clone(),
        title: running.wave.title.clone(),
        not_yet: requests.is_none().then_some(NOT_ENDED),
        groups: requests.map(|requests| groups(&running, requests)).unwrap_or_default(),
        days: ADDRESS_DAYS,
    };
    let head = Head::staff("Hinterlassene Adressen", &staff.name);
    Ok(page::html(&state, &visit, head, || addresses_page(view)))
}

fn groups(running: &RunningWave, requests: Vec<ContactRequest>) -> Vec<AddressGroup> {
    let mut groups: Vec<AddressGroup> = Vec::new();
    for ContactRequest { item, email } in requests {
        if let Some(group) = groups.last_mut().filter(|group| group.item == item) {
            group.emails.push(email);
            continue;
        }
        let (question, consent) = words_of(running, &item);
        groups.push(AddressGroup { item, question, consent, emails: vec![email] });
    }
    groups
}

/// The question and what was ticked with it, as the last version says them that has it.
fn words_of(running: &RunningWave, item: &str) -> (String, String) {
    let of = |survey: &Survey| {
        let found = questions(survey).find(|asked| asked.id.as_str() == item)?;
        let ItemKind::Contact { consent } = &found.kind else { return None };
        let locale = survey.locales.first().copied().unwrap_or(Locale::DeSie);
        Some((found.text.get(locale).to_owned(), consent.get(locale).to_owned()))
    };
    let versions = running.history.versions().filter_map(|(_, survey)| of(survey));
    versions.last().unwrap_or_else(|| (item.to_owned(), String::new()))
}

pub async fn file(State(state): State<AppState>, _: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    if !has_ended(&running.wave) {
        return Err(AppError::Conflict(NOT_ENDED.to_owned()));
    }
    let requests = state.roster.contact_requests(running.wave.id).await?;
    let mut writer = Dialect::German.writer(Vec::new()).map_err(AppError::internal)?;
    writer.write_record(["E-Mail", "Frage", "Zugestimmt"]).map_err(AppError::internal)?;
    for ContactRequest { item, email } in requests {
        let (question, consent) = words_of(&running, &item);
        writer.write_record([inert(&email), inert(&question), inert(&consent)]).map_err(AppError::internal)?;
    }
    let bytes = writer.into_inner().map_err(|error| AppError::internal(error.into_error()))?;
    let body = String::from_utf8(bytes).map_err(AppError::internal)?;
    Ok(attachment("text/csv; charset=utf-8", &format!("{slug}-adressen.csv"), body))
}

#[derive(Deserialize)]
pub struct Removal {
    frage: Option<String>,
    adresse: Option<String>,
}

/// One address, or all of them.
pub async fn remove(
    State(state): State<AppState>,
    _: Staff,
    Path(slug): Path<String>,
    Form(removal): Form<Removal>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let wave = running.wave.id;
    match (removal.frage, removal.adresse) {
        (Some(item), Some(email)) => {
            state.roster.remove_contact_request(wave, &ContactRequest { item, email }).await?;
        }
        _ => state.roster.remove_contact_requests(wave).await?,
    }
    state.roster.checkpoint().await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/adressen")).into_response())
}
