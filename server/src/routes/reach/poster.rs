//! A poster as PDF, for whoever has its address: what stands on it hangs on walls anyway.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::length;
use posters::{Format, Poster};
use serde::Deserialize;
use store::Place;

use super::{is_over, link, locale, pdf, place, reachable};
use crate::{
    error::AppError,
    state::{AppState, RunningWave},
};

const OVER: &str =
    "Diese Umfrage ist beendet, Plakate gibt es nicht mehr. / This survey has ended, there are no more posters.";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// `a4` or `a6`
    format: String,
    /// Code of a place.
    p: String,
    lang: String,
}

pub async fn file(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let running = reachable(&state, &slug).await?;
    if is_over(&running) {
        return Err(AppError::Conflict(OVER.to_owned()));
    }
    let place = place(&state, &running, &wanted.p).await?;
    let format = Format::parse(&wanted.format).unwrap_or(Format::A4);
    let code = place.as_ref().map(|place| format!("-{}", place.code)).unwrap_or_default();
    let name = format!("plakat-{slug}{code}-{}", format.as_str());
    // Measuring and packing letters takes longer than others should wait.
    let drawn = tokio::task::spawn_blocking(move || draw(&state, &running, place.as_ref(), format, &wanted.lang));
    pdf(&name, drawn.await.map_err(AppError::internal)?.map_err(AppError::internal)?)
}

fn draw(
    state: &AppState,
    running: &RunningWave,
    place: Option<&Place>,
    format: Format,
    lang: &str,
) -> Result<Vec<u8>, posters::Fault> {
    let locale = locale(running, Some(lang));
    let organisation = &state.config.organisation;
    let poster = Poster {
        format,
        locale,
        organisation: &organisation.name,
        title: running.questionnaire.title.get(locale),
        minutes: length::minutes(&running.questionnaire).minutes_rounded,
        needs_code: running.wave.access.needs_code(),
        link: &link(state, running, place, locale),
        // Whoever types is spared the place.
        typed: &format!("{}/u/{}", state.config.host(), running.wave.slug),
        contact: &organisation.email,
    };
    poster.pdf()
}
