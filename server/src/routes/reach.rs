//! What leads people to a wave outside of mails: posters, the short address on them, a page to pass on, and a card for
//! other sites.

mod card;
mod places;
mod poster;
mod share;

pub use poster::Posters;

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Locale, meaning::Audience};
use store::{Access, Id, Place, WaveState};

use crate::{
    error::AppError,
    state::{AppState, RunningWave},
};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/u/{wave}", get(share::short))
        .route("/u/{wave}/{place}", get(share::typed))
        .route("/u/{wave}/weitergeben", get(share::show))
        .route("/u/{wave}/plakat.pdf", get(poster::file))
        .route("/u/{wave}/karte.svg", get(card::picture))
        .route("/intern/wellen/{wave}/plakate", get(places::show).post(places::change))
}

/// The language a wave speaks on paper: that of its audience, or English if it is asked for and there is one.
pub fn locale(running: &RunningWave, wish: Option<&str>) -> Locale {
    match running.questionnaire.audience {
        _ if wish == Some(Locale::En.as_str()) && speaks_english(running) => Locale::En,
        Audience::Apprentice => Locale::DeDu,
        _ => Locale::DeSie,
    }
}

fn speaks_english(running: &RunningWave) -> bool {
    running.questionnaire.locales.contains(&Locale::En)
}

/// Whether anybody may come by a poster: invitations go by mail alone.
fn is_for_all(running: &RunningWave) -> bool {
    matches!(running.wave.access, Access::Open | Access::Code)
}

fn is_over(running: &RunningWave) -> bool {
    matches!(running.wave.state, WaveState::Closed | WaveState::Released)
}

/// The wave of this address, if it can be come to by a poster.
async fn reachable(state: &AppState, slug: &str) -> Result<Arc<RunningWave>, AppError> {
    let running = state.running(slug).await?;
    if is_for_all(&running) { Ok(running) } else { Err(AppError::NotFound) }
}

/// Waves of apprentices to which a firm can invite its own: where staff do that, and the title.
pub async fn for_firm(state: &AppState, contact: Id) -> Result<Vec<(String, String)>, AppError> {
    let mut found = Vec::new();
    for wave in state.store.waves().await? {
        let running = state.running(&wave.slug).await?;
        if running.questionnaire.audience == Audience::Apprentice && is_for_all(&running) && !is_over(&running) {
            let address = format!("/intern/wellen/{}/plakate?kontakt={contact}#betriebe", wave.slug);
            found.push((address, wave.title));
        }
    }
    Ok(found)
}

/// The place of this code; none for no code.
/// None also for a place that was taken off the list: whoever has its address goes on without it.
async fn place(state: &AppState, running: &RunningWave, code: &str) -> Result<Option<Place>, AppError> {
    match code {
        "" => Ok(None),
        code => Ok(state.roster.place(running.wave.id, code).await?),
    }
}

/// `?p=messe-hoexter&lang=en`, as far as there is something to say.
fn query(place: Option<&Place>, locale: Locale) -> String {
    let place = place.map(|place| format!("p={}", place.code));
    let lang = (locale == Locale::En).then(|| format!("lang={}", locale.as_str()));
    let parts: Vec<String> = [place, lang].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// The address on posters.
fn link(state: &AppState, running: &RunningWave, place: Option<&Place>, locale: Locale) -> String {
    format!("{}/u/{}{}", state.config.server.base_url, running.wave.slug, query(place, locale))
}

/// The same for whoever types it: the place at its end, the language chosen on the page.
fn typed(state: &AppState, running: &RunningWave, place: Option<&Place>) -> String {
    let place = place.map(|place| format!("/{}", place.code)).unwrap_or_default();
    format!("{}/u/{}{place}", state.config.host(), running.wave.slug)
}

/// A file to keep.
pub fn pdf(name: &str, file: Vec<u8>) -> Result<Response, AppError> {
    let disposition = format!("attachment; filename=\"{name}.pdf\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(AppError::internal)?),
    ];
    Ok((headers, file).into_response())
}
