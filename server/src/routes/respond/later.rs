//! "Später weitermachen": how long the answers stay here, and for whoever asks, six words that open them elsewhere.

use std::{sync::Arc, time::Duration};

use app::respond::{LaterPage, later_page};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{held::Held, language};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    resume::{self, Code},
    state::{AppState, RunningWave},
};

#[derive(Deserialize)]
pub struct From {
    /// The step that was left.
    von: Option<String>,
    /// Seconds to wait, because too many have asked for words just now.
    #[serde(skip)]
    warten: Option<u64>,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(from): Query<From>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let held = match at_hand(&state, &running, &headers).await? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    Ok(draw(&state, &visit, &held, &from))
}

/// The draft that may go on elsewhere, or where to go without one.
async fn at_hand(
    state: &AppState,
    running: &Arc<RunningWave>,
    headers: &HeaderMap,
) -> Result<Result<Held, Response>, AppError> {
    Ok(match Held::open(state, running, headers).await? {
        None => Err(super::without_draft(&running.wave.slug)),
        Some(held) if !held.may_go_on_elsewhere() => Err(Redirect::to(&held.start_address()).into_response()),
        Some(held) => Ok(held),
    })
}

fn draw(state: &AppState, visit: &Visit, held: &Held, from: &From) -> Response {
    let locale = held.draft.locale;
    let back = from.von.as_deref().and_then(|step| held.path().step(step));
    let page = LaterPage {
        locale,
        action: held.later_address(from.von.as_deref()),
        back: back.map_or_else(|| held.resume_at(), |step| held.address(&step)),
        code: held.draft.code.clone(),
        enter: format!("{}/weiter", state.config.server.base_url),
        wait: from.warten,
    };
    let head = Head::respondent(page.title(), locale, held.running.questionnaire.audience)
        .speaking(language::own(&held.running));
    match from.warten {
        None => page::html(state, visit, head, || later_page(&page)),
        Some(seconds) => {
            let mut response = page::html_with(StatusCode::TOO_MANY_REQUESTS, state, visit, head, || later_page(&page));
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            response
        }
    }
}

/// Makes the words, once: whoever asks again is shown the same.
pub async fn make(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(from): Query<From>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let mut held = match at_hand(&state, &running, &headers).await? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if !running.wave.takes_answers() {
        return Ok(super::closed(&state, &visit, &running, held.draft.locale));
    }
    let shown = Redirect::to(&held.later_address(from.von.as_deref())).into_response();
    if held.draft.code.is_some() {
        return Ok(shown);
    }
    if let Err(wait) = state.made.begin(visit.client) {
        return Ok(draw(&state, &visit, &held, &From { von: from.von, warten: Some(seconds(wait)) }));
    }
    let code = Code::random();
    resume::make(&state, &code, &held.key, running.wave.id).await?;
    held.draft.code = Some(code.to_string());
    // A page saved at the same moment stands; then these words are not shown, and asking again makes others.
    let _outdated = held.save(&state).await?;
    Ok(shown)
}

/// Whole ones, never none.
pub fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + 1
}

impl Held {
    /// Not on a device for many: there is nobody to come back.
    pub fn may_go_on_elsewhere(&self) -> bool {
        !self.draft.kiosk
    }

    pub fn later_address(&self, from: Option<&str>) -> String {
        let address = format!("{}/spaeter", self.start_address());
        match from {
            Some(step) => format!("{address}?von={}", page::encode_query(step)),
            None => address,
        }
    }
}
