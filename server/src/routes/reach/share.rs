//! The address on posters, and the page a firm gets to pass a survey on. Both are open to whoever knows them and say
//! nothing about the firm: what tells places apart is a code that only the roster knows.

use app::waves::{SharePage, share_page, share_title};
use axum::{
    extract::{Path, Query, State},
    http::Method,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Locale, length, meaning::Audience};
use serde::Deserialize;
use store::WaveState;

use super::{is_over, link, locale, place, query, reachable};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct At {
    p: String,
    lang: String,
}

/// Opening it is counted for its place: by nobody's name, without a date, and not a step further. The survey's own
/// address says nothing of the place.
pub async fn short(
    State(state): State<AppState>,
    method: Method,
    Path(slug): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, AppError> {
    count(&state, &method, &slug, &at.p).await?;
    let lang = Locale::parse(&at.lang).map(|lang| format!("?lang={}", lang.as_str())).unwrap_or_default();
    Ok(Redirect::to(&format!("/s/{slug}{lang}")).into_response())
}

/// As it is typed from a poster: the place at the end.
pub async fn typed(
    State(state): State<AppState>,
    method: Method,
    Path((slug, place)): Path<(String, String)>,
) -> Result<Response, AppError> {
    count(&state, &method, &slug, &place.to_lowercase()).await?;
    Ok(Redirect::to(&format!("/s/{slug}")).into_response())
}

async fn count(state: &AppState, method: &Method, slug: &str, place: &str) -> Result<(), AppError> {
    let running = state.running(slug).await?;
    // A place that was taken off the list leads to the survey still: its posters hang where they hang.
    let counts = method == Method::GET && running.is_open() && !place.is_empty();
    if counts && let Some(place) = state.roster.place(running.wave.id, place).await? {
        state.openings.count(&place);
    }
    Ok(())
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(at): Query<At>,
) -> Result<Response, AppError> {
    let running = reachable(&state, &slug).await?;
    let place = place(&state, &running, &at.p).await?;
    // What is passed on speaks to those who will answer, the page to whoever passes it on.
    let page_locale = visit.locale;
    let spoken = locale(&running, (!page_locale.is_german()).then_some("en"));
    let poster = |format: &str| {
        let rest = query(place.as_ref(), spoken).replace('?', "&");
        format!("/u/{slug}/plakat.pdf?format={format}{rest}")
    };
    let view = SharePage {
        locale: page_locale,
        spoken,
        survey: running.questionnaire.title.get(spoken).to_owned(),
        organisation: state.config.organisation.name.clone(),
        contact: state.config.organisation.email.clone(),
        apprentices: running.questionnaire.audience == Audience::Apprentice,
        minutes: length::minutes(&running.questionnaire).minutes_rounded,
        needs_code: running.wave.access.needs_code(),
        not_yet: running.wave.state == WaveState::Planned,
        over: is_over(&running),
        link: link(&state, &running, place.as_ref(), spoken),
        posters: [poster("a4"), poster("a6")],
    };
    let head = Head::letter(share_title(&view), page_locale).with_islands();
    Ok(page::html(&state, &visit, head, || share_page(view)))
}
