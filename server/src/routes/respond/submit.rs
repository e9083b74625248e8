//! Checking and sending. Acknowledged only after the commit is on disk; the same key again is the same receipt.

use app::respond::{CheckPage, check_page};
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{check, label::Wording};
use store::{KeyHash, Submission, Submitted, Ticket};

use super::{
    Pairs,
    exit::{self, Verdict},
    held::{Held, Outdated},
    named, pairs, receipt, unsaved,
};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::AppState,
};

/// "Antworten prüfen": every answer with a way to change it, before a firm sends them (ux.md R11).
pub async fn check(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let Some(held) = Held::open(&state, &running, &headers).await? else {
        return Ok(Redirect::to(&format!("/s/{slug}")).into_response());
    };
    if let Some(open) = held.open_at() {
        return Ok(Redirect::to(&open).into_response());
    }
    Ok(draw(&state, &visit, &held, StatusCode::OK))
}

fn draw(state: &AppState, visit: &Visit, held: &Held, status: StatusCode) -> Response {
    let survey = &held.running.questionnaire;
    let page = CheckPage {
        survey,
        answers: &held.draft.answers,
        locale: held.draft.locale,
        wording: Wording::new(survey, &held.draft.answers, held.draft.locale),
        wave: held.running.wave.slug.clone(),
        hidden: [("_lang", held.draft.locale.as_str().to_owned())].into_iter().chain(receipt::fields(held)).collect(),
        not_saved: status == StatusCode::SERVICE_UNAVAILABLE,
        keep: held.keep("pruefen"),
    };
    let title = page.title();
    let head = Head::respondent(&title, held.draft.locale, survey.audience).keeping().on_kiosk(held.draft.kiosk);
    page::html_with(status, state, visit, head, || check_page(&page))
}

pub async fn submit(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let pairs = pairs(&body);
    let unsaved = unsaved::Unsaved { state: &state, visit: &visit, running: &running, pairs: &pairs };
    let held = match Held::open(&state, &running, &headers).await {
        Ok(Some(held)) => held,
        Ok(None) => return receipt::without_draft(&unsaved).await,
        Err(AppError::Busy) => return Ok(unsaved.busy(&format!("/s/{slug}/absenden"))),
        Err(error) => return Err(error),
    };
    if !running.wave.takes_answers() {
        return Ok(unsaved.ended(&held));
    }
    match store(&state, &held, &pairs).await {
        Ok(Ok(response)) => Ok(response),
        // What was checked is not what is there now: look again.
        Ok(Err(Outdated)) => Ok(Redirect::to(&held.check_address()).into_response()),
        Err(AppError::Busy) => Ok(draw(&state, &visit, &held, StatusCode::SERVICE_UNAVAILABLE)),
        Err(error) => Err(error),
    }
}

/// One transaction: the response, the receipt of its key, the counters, its places in quotas, and the end of the draft.
pub async fn store(state: &AppState, held: &Held, pairs: &Pairs) -> Result<Result<Response, Outdated>, AppError> {
    if let Some(open) = held.open_at() {
        return Ok(held.save(state).await?.map(|()| Redirect::to(&open).into_response()));
    }
    let quotas = match exit::verdict(held, None) {
        Verdict::Leaves(exit) => return exit::turn_away(state, held, &exit).await,
        Verdict::Counts(claims) => claims,
    };
    // The form's key, so that a second tab with the same form is the same submit; a forged one is replaced by the draft's.
    let own = held.receipt_key();
    let key = named(pairs, "_key").filter(|key| *key == own).unwrap_or(&own);
    let survey = &held.running.questionnaire;
    let answers = check::complete(survey, &held.draft.answers);
    let submission = Submission {
        key: KeyHash::of(key.as_bytes()),
        ticket: held.admission().map(Ticket::of),
        k: held.running.k(),
        draft: held.sent(),
        wave: held.running.wave.id,
        version: held.running.wave.version,
        kreis: state.kreis_of(survey, &answers).await?,
        answers: serde_json::to_string(&answers).map_err(AppError::internal)?,
        day: state.clock.today(),
        quotas,
    };
    match state.store.submit(submission).await {
        Err(store::Error::Conflict) => return Ok(Err(Outdated)),
        // It has filled since the last page.
        Ok(Submitted::Full(quota)) => return Ok(Ok(exit::gone(state, held, &quota))),
        // Stored now or before under the same key: the receipt is the same.
        stored => _ = stored?,
    }
    let mut response = Redirect::to(&receipt::Receipt::of(held, &answers).address()).into_response();
    let cookie = held.browser.cookie_after(&held.running.wave.slug, state.config.is_https());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(Ok(response))
}

impl Held {
    /// The step that keeps the answers from being sent: something is missing there, or does not read.
    fn open_at(&self) -> Option<String> {
        let open = check::first_open(&self.running.questionnaire, &self.draft.answers).map(|(step, _)| step);
        let step = open.or_else(|| self.first_unread())?;
        Some(self.address(&step))
    }
}
