//! What is known of a request before its handler runs: language, theme, nonce, encoding. No IP, no user agent.

use app::document::Theme;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, Uri, header, request::Parts},
};
use domain::Locale;

use super::is_local;
use crate::{assets, draft::random_token, error::AppError};

#[derive(Debug, Clone)]
pub struct Visit {
    /// Of this response only; header and page agree on it.
    pub nonce: String,
    /// Language of public pages: `?lang=`, else the cookie, else German.
    pub locale: Locale,
    pub theme: Theme,
    /// Path and query as asked.
    pub path: String,
    /// Where a change of language or theme comes back to: a page that was posted to may not be one to come back to, so
    /// then it is the page with the form.
    pub back: String,
    pub gzip: bool,
}

impl Visit {
    pub fn of(method: &Method, headers: &HeaderMap, uri: &Uri) -> Visit {
        let asked = uri.query().and_then(|query| parameter(query, "lang"));
        let locale = match asked.as_deref().or(cookie(headers, "lang")) {
            Some("en") => Locale::En,
            _ => Locale::DeSie,
        };
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let path = uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let back = came_from(method, headers).unwrap_or_else(|| path.clone());
        Visit {
            nonce: random_token(),
            locale,
            theme: cookie(headers, "theme").and_then(Theme::parse).unwrap_or(Theme::System),
            path,
            back,
            gzip: assets::accepts(accepted, "gzip"),
        }
    }
}

/// Path and query of our page with the form that was posted, as far as the browser says.
pub fn came_from(method: &Method, headers: &HeaderMap) -> Option<String> {
    let referer =
        headers.get(header::REFERER).filter(|_| *method == Method::POST)?.to_str().ok()?.parse::<Uri>().ok()?;
    let path = referer.path_and_query()?.to_string();
    is_local(&path).then_some(path)
}

/// The value of a cookie, as sent.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visit, AppError> {
        parts.extensions.get::<Visit>().cloned().ok_or_else(|| AppError::internal("no visit in the request"))
    }
}
