//! The front door, the legal pages, language and theme, and what answers when nothing else does.

use app::{
    Theme,
    home::{OpenSurvey, WelcomePage, legal_page, welcome_page},
};
use axum::{
    Form, Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Method, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{format, length};
use serde::Deserialize;
use store::{Wave, WaveState};

use crate::{
    assets,
    error::AppError,
    http::{Visit, is_local},
    page::{self, Head},
    session::set_cookie,
    state::AppState,
    texts,
};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(welcome))
        .route("/impressum", get(legal))
        .route("/datenschutz", get(legal))
        .route("/einstellungen", post(settings))
}

async fn welcome(State(state): State<AppState>, visit: Visit) -> Result<Response, AppError> {
    let locale = visit.locale;
    let mut open = Vec::new();
    let running = state.store.waves().await?.into_iter().filter(|wave| wave.state == WaveState::Open);
    let (by_code, by_link): (Vec<Wave>, Vec<Wave>) = running.partition(|wave| wave.access.needs_code());
    for wave in by_link {
        let running = state.running(&wave.slug).await?;
        let minutes = length::minutes(&running.questionnaire).minutes_rounded;
        open.push(OpenSurvey {
            href: format!("/s/{}", wave.slug),
            title: running.questionnaire.title.get(locale).to_owned(),
            audience: running.questionnaire.audience,
            duration: format::about_minutes(minutes, locale),
        });
    }
    let released = super::results::entries(&state, locale).await?.into_iter().filter(|entry| !entry.foreign).collect();
    let offers = state.active_offers().await?.len();
    let organisation = state.config.organisation.name.clone();
    let view = WelcomePage { locale, organisation, open, takes_codes: !by_code.is_empty(), released, offers };
    Ok(page::html(&state, &visit, Head::public(""), || welcome_page(view)))
}

async fn legal(State(state): State<AppState>, visit: Visit, uri: Uri) -> Result<Response, AppError> {
    let name = uri.path().trim_start_matches('/');
    let text = texts::legal(name, visit.locale, &state.config.organisation, state.demo).ok_or(AppError::NotFound)?;
    Ok(page::html(&state, &visit, Head::public(&text.title), || legal_page(text.blocks)))
}

#[derive(Deserialize)]
struct Settings {
    theme: Option<String>,
    lang: Option<String>,
    back: Option<String>,
}

const YEAR: i64 = 365 * 86_400;

/// The `Set-Cookie` that remembers light or dark.
pub fn theme_cookie(state: &AppState, theme: Theme) -> HeaderValue {
    set_cookie("theme", Some(theme.as_str()), state.config.is_https(), Some(YEAR))
}

/// Kept in a cookie only because the visitor asked for it, with nothing in it but the wish.
async fn settings(State(state): State<AppState>, Form(wish): Form<Settings>) -> Response {
    let back = wish.back.filter(|path| is_local(path)).unwrap_or_else(|| "/".to_owned());
    let mut response = Redirect::to(&without_language(&back)).into_response();
    let https = state.config.is_https();
    let known = [("theme", wish.theme, ["system", "light", "dark"].as_slice()), ("lang", wish.lang, &["de", "en"])];
    for (name, value, allowed) in known {
        if let Some(value) = value.filter(|value| allowed.contains(&value.as_str())) {
            response.headers_mut().append(header::SET_COOKIE, set_cookie(name, Some(&value), https, Some(YEAR)));
        }
    }
    response
}

/// `?lang=` in the address would win over the new wish.
fn without_language(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

/// An address typed from a poster may end in a slash: then without it. Everything else is not there.
pub async fn not_found(method: Method, uri: Uri) -> Result<Redirect, AppError> {
    let path = uri.path().strip_suffix('/').filter(|path| !path.is_empty() && is_local(path));
    let path = path.filter(|_| method == Method::GET || method == Method::HEAD).ok_or(AppError::NotFound)?;
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    Ok(Redirect::permanent(&format!("{path}{query}")))
}

pub async fn favicon(headers: HeaderMap) -> Result<Response, AppError> {
    let file = assets::address("favicon.svg").trim_start_matches("/pkg/").to_owned();
    let mut response = assets::asset(Path(file), headers).await?;
    // Its name does not change with its content.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    Ok(response)
}

/// For the monitoring: the database answers.
pub async fn health(State(state): State<AppState>) -> Result<&'static str, AppError> {
    state.store.check().await?;
    Ok("ok")
}
