//! A poster as PDF, for whoever has its address: what stands on it hangs on walls anyway.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{Locale, length};
use posters::{Format, Poster};
use serde::Deserialize;
use store::{Id, Place};

use super::{is_over, link, locale, pdf, place, reachable, typed};
use crate::{
    drawn::Drawn,
    error::AppError,
    state::{AppState, RunningWave},
};

const OVER: &str =
    "Diese Umfrage ist beendet, Plakate gibt es nicht mehr. / This survey has ended, there are no more posters.";

/// What tells one poster from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Drawing {
    wave: Id,
    version: i64,
    place: Option<String>,
    format: Format,
    locale: Locale,
}

pub type Posters = Drawn<Drawing>;

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
    let locale = locale(&running, Some(&wanted.lang));
    let drawing = Drawing {
        wave: running.wave.id,
        version: running.wave.version,
        place: place.as_ref().map(|place| place.code.clone()),
        format,
        locale,
    };
    let posters = Arc::clone(&state.posters);
    pdf(&name, posters.of(drawing, move || draw(&state, &running, place.as_ref(), format, locale)).await?)
}

fn draw(
    state: &AppState,
    running: &RunningWave,
    place: Option<&Place>,
    format: Format,
    locale: Locale,
) -> Result<Vec<u8>, posters::Fault> {
    let organisation = &state.config.organisation;
    let poster = Poster {
        format,
        locale,
        organisation: &organisation.name,
        title: running.questionnaire.title.get(locale),
        minutes: length::minutes(&running.questionnaire).minutes_rounded,
        needs_code: running.wave.access.needs_code(),
        link: &link(state, running, place, locale),
        typed: &typed(state, running, place),
        contact: &organisation.email,
    };
    poster.pdf()
}
