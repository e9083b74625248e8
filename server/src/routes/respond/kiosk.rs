//! A device for many (`?kiosk=1`, set up by staff): each person starts with nothing, and who leaves leaves nothing.
//!
//! What somebody has left half-way is deleted and not counted: who has not pressed "send" has not sent anything.

use app::respond::{KioskCode, KioskStart, PinPage, pin_page};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::Locale;
use serde::Deserialize;
use store::Access;

use super::{asked_locale, held::Held, language, later::seconds, named, pairs};
use crate::{
    error::AppError,
    http::{Visit, visit_cookie},
    page::{self, Head},
    session::{set_cookie, verify_password},
    state::{AppState, RunningWave},
};

/// Says on a device for many that it is one, from its first start until staff type the PIN or for [`HOURS`]: the
/// browser's way back leads to addresses that do not say so. It holds the address of the survey and tells of nobody.
fn cookie(https: bool) -> &'static str {
    if https { "__Host-kiosk" } else { "kiosk" }
}

/// How many hours it lasts after a start.
pub const HOURS: i64 = 12;

/// The `Set-Cookie` of a start.
pub fn mark(wave: &str, https: bool) -> HeaderValue {
    set_cookie(cookie(https), Some(wave), https, Some(HOURS * 3_600))
}

/// Whether this survey is answered here by many: as the page says that leads here (`said`), or as the device does. Never
/// where each has an invitation of their own.
pub fn is_at(state: &AppState, running: &RunningWave, headers: &HeaderMap, said: bool) -> bool {
    let is_marked = || visit_cookie(headers, cookie(state.config.is_https())) == Some(running.wave.slug.as_str());
    is_possible(running.wave.access) && (said || is_marked())
}

pub fn is_possible(access: Access) -> bool {
    matches!(access, Access::Open | Access::Code)
}

/// What the page says there that asks for a code.
pub async fn code_page(state: &AppState, running: &RunningWave) -> Result<KioskCode, AppError> {
    Ok(KioskCode { wave: running.wave.slug.clone(), leave: start_page(state, running).await?.leave })
}

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

#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// Where staff type the PIN; without one there is nothing to type.
pub async fn ask(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    if state.store.kiosk_pin(running.wave.id).await?.is_none() {
        return Ok(Redirect::to(&start(&slug)).into_response());
    }
    let locale = asked_locale(&running, &visit, asked.lang.as_deref());
    draw(&state, &visit, (&running, locale), StatusCode::OK, None).await
}

pub async fn check(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    headers: HeaderMap,
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
        let mut response =
            draw(&state, &visit, (&running, locale), StatusCode::TOO_MANY_REQUESTS, Some(problem)).await?;
        response.headers_mut().insert(header::RETRY_AFTER, seconds(wait).into());
        return Ok(response);
    }
    let pairs = pairs(&body);
    let typed = named(&pairs, "pin").unwrap_or_default();
    if !verify_password(typed, Some(pin)).await? {
        let problem = PinPage::wrong(locale);
        return draw(&state, &visit, (&running, locale), StatusCode::UNPROCESSABLE_ENTITY, Some(problem)).await;
    }
    state.throttle.succeeded(&throttled, true);
    let https = state.config.is_https();
    let unmarked = set_cookie(cookie(https), None, https, None);
    let mut response = ([(header::SET_COOKIE, unmarked)], Redirect::to(&format!("/s/{slug}"))).into_response();
    // Who gets the device next finds nothing of whoever was there before.
    if let Some(held) = Held::open(&state, &running, &headers).await?.filter(|held| held.draft.kiosk) {
        held.delete(&state).await?;
        response.headers_mut().append(header::SET_COOKIE, held.browser.cookie_after(&slug, https));
    }
    Ok(response)
}

async fn draw(
    state: &AppState,
    visit: &Visit,
    (running, locale): (&RunningWave, Locale),
    status: StatusCode,
    problem: Option<String>,
) -> Result<Response, AppError> {
    let page = PinPage { wave: running.wave.slug.clone(), locale, problem };
    let mut head = Head::respondent(page.title(), locale, running.questionnaire.audience).on_kiosk(true);
    if page.problem.is_some() {
        head = head.failed();
    } else {
        head = head.speaking(language::own(running));
    }
    Ok(page::html_with(status, state, visit, head, || pin_page(&page)))
}
