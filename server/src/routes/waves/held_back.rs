//! Answers that came too fast: told in bands, and taken in all together or not at all.

use app::waves::{Decision, HeldBack};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use store::WaveState;

use crate::{
    error::AppError,
    returns::band,
    session::Staff,
    state::{AppState, RunningWave},
};

/// `None` where none are.
pub async fn view(state: &AppState, running: &RunningWave) -> Result<Option<HeldBack>, AppError> {
    let wave = &running.wave;
    let count = state.store.held_back(wave.id).await?;
    let decision = match wave.state {
        _ if wave.viewed => Decision::LeftOut,
        WaveState::Closed if wave.grace.is_none() => {
            Decision::Open { action: format!("/intern/wellen/{}/zurueckgehaltene", wave.slug) }
        }
        _ => Decision::Later,
    };
    let (limit, count_band) = (state.config.fieldwork.burst, band(count, running.k()));
    Ok((count > 0).then_some(HeldBack { limit, band: count_band, decision }))
}

const SEEN: &str = "Die Antworten lassen sich nur aufnehmen, wenn die Welle beendet ist und noch niemand die Ergebnisse \
                    angesehen hat.";

pub async fn take_in(State(state): State<AppState>, _: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    match state.store.take_in(running.wave.id).await {
        Err(store::Error::Conflict) => return Err(AppError::Conflict(SEEN.to_owned())),
        other => other?,
    };
    state.forget();
    state.settle(&running).await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}")).into_response())
}
