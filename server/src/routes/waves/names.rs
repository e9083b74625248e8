//! Firms that answered with their name: seen when the wave has ended, and taken away whenever one of them asks.

use std::sync::Arc;

use app::waves::{NamedFirm, NamesPage, names_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use store::{Consent, WaveState};

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
};

#[derive(Deserialize)]
pub struct Done {
    /// A name was taken away.
    erledigt: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, AppError> {
    let running = asking(&state, &slug).await?;
    let wave = &running.wave;
    let has_ended = !wave.takes_answers() && wave.state != WaveState::Planned;
    let view = NamesPage {
        slug,
        title: wave.title.clone(),
        k: running.k(),
        // Before it is settled a new name would be a new answer, and not all of those that are there may be told.
        firms: if has_ended && wave.settled { Some(firms(&state, &running).await?) } else { None },
        done: done.erledigt.is_some(),
    };
    Ok(page::html(&state, &visit, Head::staff("Namen der Betriebe", &staff.name), || names_page(view)))
}

async fn asking(state: &AppState, slug: &str) -> Result<Arc<RunningWave>, AppError> {
    let running = state.running(slug).await?;
    if running.wave.access.asks_for_names() { Ok(running) } else { Err(AppError::NotFound) }
}

async fn firms(state: &AppState, running: &RunningWave) -> Result<Vec<NamedFirm>, AppError> {
    let mut firms = Vec::new();
    for (Consent { firm, edition }, answers) in state.store.consents(running.wave.id).await? {
        let text = state.store.consent_text(&edition).await?.unwrap_or_default();
        firms.push(NamedFirm { firm, answers, edition, text });
    }
    Ok(firms)
}

#[derive(Deserialize)]
pub struct Withdrawal {
    #[serde(default)]
    betrieb: String,
}

/// Whether there was such a name is not said: while the wave runs that would tell who has answered, and how.
pub async fn withdraw(
    State(state): State<AppState>,
    _: Staff,
    Path(slug): Path<String>,
    Form(withdrawal): Form<Withdrawal>,
) -> Result<Response, AppError> {
    let running = asking(&state, &slug).await?;
    if withdrawal.betrieb.trim().is_empty() {
        return Err(AppError::BadRequest("Nennen Sie den Betrieb, dessen Name weg soll.".to_owned()));
    }
    state.withdraw_name(&running, &withdrawal.betrieb).await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/namen?erledigt=1")).into_response())
}
