//! A device for many (`?kiosk=1`, set up by staff): each person starts with nothing, and who leaves leaves nothing.
//!
//! What somebody has left half-way is deleted and not counted: who has not pressed "send" has not sent anything.

use app::respond::{KioskStart, PinPage, pin_page};
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

use super::{asked_locale, held::Held, later::seconds, named, pairs};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::verify_password,
    state::{AppState, RunningWave},
};

/// Where the next person begins.
pub fn start(wave: &str) -> String {
    format!("/s/{wave}?kiosk=1")
}

/// What the first screen says there.
pub async fn start_page(state: &AppState, running: &RunningWave) -> Result<KioskStart, AppError> {
    let has_pin = state.store.kiosk_pin(running.wave.id).await?.is_some();
    Ok(KioskStart {
        leave: has_pin.then(|| format!("/s/{}/kiosk", running.wave.slug)),
        privacy: format!("{}/datenschutz", state.config.server.base_url),
    })
}

/// Somebody is gone, or wants to stop. Only of a draft that was begun on such a device.
pub async fn leave(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let Some(held) = Held::open(&state, &running, &headers).await? else {
        return Ok(Redirect::to(&start(&slug)).into_response());
    };
    if !held.draft.kiosk {
        return Ok(Redirect::to(&held.start_address()).into_response());
    }
    held.delete(&state).await?;
    let cookie = held.browser.cookie_after(&slug, state.config.is_https());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&start(&slug))).into_response())
}

/// Where staff type the PIN; without one there is nothing to type.
pub async fn ask(State(state): State<AppState>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    if state.store.kiosk_pin(running.wave.id).await?.is_none() {
        return Ok(Redirect::to(&start(&slug)).into_response());
    }
    draw(&state, &visit, &slug, StatusCode::OK, None).await
}

pub async fn check(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let Some(pin) = state.store.kiosk_pin(running.wave.id).await? else {
        return Ok(Redirect::to(&start(&slug)).into_response());
    };
    let locale = asked_locale(&running, &visit, None);
    // A count of its own for each wave: one device cannot lock out a member of staff who signs in.
    let throttled = format!("kiosk {slug}");
    if let Err(wait) = state.throttle.begin(&throttled, true) {
        let problem = PinPage::too_often(locale, seconds(wait));
        let mut response = draw(&state, &visit, &slug, StatusCode::TOO_MANY_REQUESTS, Some(problem)).await?;
        response.headers_mut().insert(header::RETRY_AFTER, seconds(wait).into());
        return Ok(response);
    }
    let pairs = pairs(&body);
    let typed = named(&pairs, "pin").unwrap_or_default();
    if !verify_password(typed, Some(pin)).await? {
        let problem = PinPage::wrong(locale);
        return draw(&state, &visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, Some(problem)).await;
    }
    state.throttle.succeeded(&throttled, true);
    Ok(Redirect::to(&format!("/s/{slug}")).into_response())
}

async fn draw(
    state: &AppState,
    visit: &Visit,
    slug: &str,
    status: StatusCode,
    problem: Option<String>,
) -> Result<Response, AppError> {
    let running = state.running(slug).await?;
    let locale = asked_locale(&running, visit, None);
    let page = PinPage { wave: slug.to_owned(), locale, problem };
    let mut head = Head::respondent(page.title(), locale, running.questionnaire.audience).on_kiosk(true);
    if page.problem.is_some() {
        head = head.failed();
    }
    Ok(page::html_with(status, state, visit, head, || pin_page(&page)))
}
