//! The end of a wave: asked, done, and the time after it cut short.

use app::waves::{ClosingPage, closing_page};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Locale, format};
use store::{Wave, WaveState};

use super::being;
use crate::{
    error::AppError,
    fieldwork,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::AppState,
};

pub async fn ask(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let wave = open_wave(&state, &slug).await?;
    let view = ClosingPage {
        slug,
        title: wave.title,
        closes: wave.schedule.closes.as_deref().map(|minute| format::minute(minute, Locale::DeSie)),
        grace_hours: state.config.fieldwork.grace_hours,
    };
    Ok(page::html(&state, &visit, Head::staff("Welle beenden", &staff.name), || closing_page(view)))
}

async fn open_wave(state: &AppState, slug: &str) -> Result<Wave, AppError> {
    let wave = state.store.wave(slug).await?.ok_or(AppError::NotFound)?;
    match wave.state {
        WaveState::Open => Ok(wave),
        other => Err(AppError::Conflict(format!("Das geht nicht, solange die Welle {} ist.", being(other)))),
    }
}

pub async fn close(State(state): State<AppState>, _: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    // Pressed twice, it has ended all the same.
    if state.store.wave(&slug).await?.is_none_or(|wave| wave.state != WaveState::Closed) {
        let wave = open_wave(&state, &slug).await?;
        fieldwork::close(&state, &wave).await?;
        state.forget();
    }
    Ok(Redirect::to(&format!("/intern/wellen/{slug}")).into_response())
}

/// Nobody is waited for any longer.
pub async fn end_grace(
    State(state): State<AppState>,
    _: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let wave = state.store.wave(&slug).await?.ok_or(AppError::NotFound)?;
    state.store.end_grace(wave.id).await?;
    state.forget();
    Ok(Redirect::to(&format!("/intern/wellen/{slug}")).into_response())
}
