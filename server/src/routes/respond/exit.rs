//! For those whom the survey does not ask, or not any more: said at once, counted, and nothing of them kept.

use app::respond::{ExitPage, exit_page};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use domain::flow::{self, Leave, Step};
use serde::Deserialize;
use store::{Claim, TurnedAway};

use super::{
    asked_locale,
    held::{Held, Outdated},
    kiosk, language,
    receipt::NEXT_AFTER,
};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::AppState,
};

#[derive(Deserialize)]
pub struct Shown {
    lang: Option<String>,
    kiosk: Option<String>,
}

/// An address of its own, which says nothing about whoever opens it.
pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, exit)): Path<(String, String)>,
    Query(query): Query<Shown>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let survey = &running.questionnaire;
    let locale = asked_locale(&running, &visit, query.lang.as_deref());
    // Also for those who left before it was taken out of the survey.
    let before = || running.history.versions().filter_map(|(_, survey)| survey.exit_text(&exit)).last();
    let text = survey.exit_text(&exit).or_else(before).ok_or(AppError::NotFound)?;
    let next = query.kiosk.map(|_| kiosk::start(&slug));
    let page = ExitPage {
        title: survey.title.get(locale).to_owned(),
        text: text.get(locale).to_owned(),
        locale,
        next: next.clone(),
        reminded: running.wave.access.is_mixed(),
        wave: slug,
    };
    let mut head = Head::respondent(&page.title, locale, survey.audience).keeping().speaking(language::own(&running));
    if let Some(next) = next {
        head = head.on_kiosk(true).going_on(NEXT_AFTER, &next);
    }
    Ok(page::html(&state, &visit, head, || exit_page(page)))
}

/// Why these answers cannot be sent, and what they count towards if they can.
pub enum Verdict {
    Leaves(String),
    Counts(Vec<Claim>),
}

/// As far as it can be told before the step `next`; `None` is the end.
pub fn verdict(path: &flow::Path, next: Option<&Step>) -> Verdict {
    let mut claims = Vec::new();
    for exit in path.exits(next) {
        match exit.leave {
            Leave::ScreenOut => return Verdict::Leaves(exit.id.to_string()),
            Leave::Quota { limit } => claims.push(Claim { quota: exit.id.to_string(), limit }),
        }
    }
    Verdict::Counts(claims)
}

/// Leaves the survey before `next`, if that is where these answers lead.
pub async fn leave(
    state: &AppState,
    held: &Held,
    path: &flow::Path<'_>,
    next: Option<&Step>,
) -> Result<Option<Result<Response, Outdated>>, AppError> {
    match verdict(path, next) {
        Verdict::Leaves(exit) => Ok(Some(turn_away(state, held, &exit).await?)),
        Verdict::Counts(claims) => {
            for claim in &claims {
                if state.store.is_full(held.running.wave.id, claim).await? {
                    return Ok(Some(turn_away(state, held, &claim.quota).await?));
                }
            }
            Ok(None)
        }
    }
}

pub async fn turn_away(state: &AppState, held: &Held, exit: &str) -> Result<Result<Response, Outdated>, AppError> {
    let turned_away = TurnedAway { wave: held.running.wave.id, exit: exit.to_owned(), draft: held.sent() };
    match state.store.turn_away(turned_away).await {
        Err(store::Error::Conflict) => Ok(Err(Outdated)),
        done => {
            done?;
            held.count(state);
            Ok(Ok(gone(state, held, exit)))
        }
    }
}

/// The way out, once the draft is gone: its cookie goes too.
pub fn gone(state: &AppState, held: &Held, exit: &str) -> Response {
    let wave = &held.running.wave.slug;
    let kiosk = if held.draft.kiosk { "&kiosk=1" } else { "" };
    let address = format!("/s/{wave}/ende/{exit}?lang={}{kiosk}", held.draft.locale.as_str());
    let mut response = Redirect::to(&address).into_response();
    let cookie = held.browser.cookie_after(wave, state.config.is_https());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
