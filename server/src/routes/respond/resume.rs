//! `/weiter`: six words open on this device what was begun on another.
//!
//! Words that are not in the list are named, with the nearest ones of the list; nothing else is ever said. Whether a code
//! never was, was sent or is too old: the same page, after the same work.

use std::sync::Arc;

use app::respond::{ResumePage, ResumeProblem, resume_page};
use axum::{
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use domain::{Locale, meaning::Audience};
use serde::Deserialize;

use super::{Pairs, asked_locale, browser::Browser, held::Held, language, later::seconds, named, pairs};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    resume::{self, Code, Mistake},
    state::{AppState, RunningWave},
};

#[derive(Deserialize)]
pub struct Asked {
    /// The survey one comes from, for its language.
    umfrage: Option<String>,
    lang: Option<String>,
}

pub async fn ask(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let desk = Desk::of(&state, visit, asked.umfrage.as_deref(), asked.lang.as_deref()).await;
    Ok(desk.draw(StatusCode::OK, String::new(), None))
}

pub async fn open(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let pairs: Pairs = pairs(&body);
    let desk = Desk::of(&state, visit, named(&pairs, "umfrage"), named(&pairs, "lang")).await;
    // A code has at most 77 letters; what is longer is cut for the page that comes back.
    let typed: String = named(&pairs, "code").unwrap_or_default().chars().take(400).collect();
    let code = match Code::read(&typed) {
        Ok(code) => code,
        Err(mistake) => return Ok(desk.draw(StatusCode::UNPROCESSABLE_ENTITY, typed, Some(mistake.into()))),
    };
    if let Err(wait) = state.tried.begin(desk.visit.client) {
        return Ok(desk.wait(typed, seconds(wait)));
    }
    let Some((wave, key)) = resume::find(&state, &code).await? else {
        return Ok(desk.draw(StatusCode::UNPROCESSABLE_ENTITY, typed, Some(ResumeProblem::Nothing)));
    };
    state.tried.succeeded(desk.visit.client);
    let wave = state.store.wave_by_id(wave).await?.ok_or(AppError::NotFound)?;
    let running = state.running(&wave.slug).await?;
    let here = Held::open(&state, &running, &headers).await?;
    let browser = Browser::of(&headers, state.config.is_https());
    let Some(held) = Held::open_with(&state, &running, browser, key).await? else {
        return Ok(desk.draw(StatusCode::UNPROCESSABLE_ENTITY, typed, Some(ResumeProblem::Nothing)));
    };
    let is_other = here.is_some_and(|here| here.key != held.key && !here.is_empty());
    if is_other && named(&pairs, "ersetzen").is_none() {
        return Ok(desk.draw(StatusCode::CONFLICT, typed, Some(ResumeProblem::OthersHere)));
    }
    Ok(held.redirect(&state, &held.resume_at()))
}

impl From<Mistake> for ResumeProblem {
    fn from(mistake: Mistake) -> ResumeProblem {
        match mistake {
            Mistake::Count(count) => ResumeProblem::Count(count),
            Mistake::NotInList(unknown) => {
                ResumeProblem::NotInList(unknown.into_iter().map(|word| (word.typed, word.meant)).collect())
            }
        }
    }
}

/// The page, wherever one comes from.
struct Desk<'a> {
    state: &'a AppState,
    visit: Visit,
    running: Option<Arc<RunningWave>>,
    locale: Locale,
}

impl Desk<'_> {
    async fn of<'a>(state: &'a AppState, visit: Visit, wave: Option<&str>, lang: Option<&str>) -> Desk<'a> {
        let running = match wave {
            Some(wave) => state.running(wave).await.ok(),
            None => None,
        };
        let locale = match &running {
            Some(running) => asked_locale(running, &visit, lang),
            // Codes are asked for by apprentices.
            None if let Some(wished) = lang.and_then(Locale::parse) => wished,
            None if visit.locale == Locale::En => Locale::En,
            None => Locale::DeDu,
        };
        Desk { state, visit, running, locale }
    }

    fn draw(&self, status: StatusCode, typed: String, problem: Option<ResumeProblem>) -> Response {
        let page = ResumePage {
            locale: self.locale,
            wave: self.running.as_ref().map(|running| running.wave.slug.clone()),
            typed,
            problem,
        };
        let audience = self.running.as_ref().map_or(Audience::Apprentice, |running| running.questionnaire.audience);
        let mut head = Head::respondent(page.title(), self.locale, audience);
        if page.problem.is_some() {
            head = head.failed().without_switches();
        } else {
            head = head.speaking(match &self.running {
                Some(running) => language::own(running),
                None => language::any(self.locale),
            });
        }
        page::html_with(status, self.state, &self.visit, head, || resume_page(&page))
    }

    fn wait(&self, typed: String, seconds: u64) -> Response {
        let mut response = self.draw(StatusCode::TOO_MANY_REQUESTS, typed, Some(ResumeProblem::Wait(seconds)));
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        response
    }
}
