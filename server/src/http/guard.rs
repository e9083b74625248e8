//! Around every response: security headers, no caching of pages, no redirect off the site, a page for every error.

use std::any::Any;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{Visit, is_local};
use crate::{client::Peer, error::AppError, page, routes, session::Staff, state::AppState};

pub async fn guard(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions_mut().remove::<Peer>();
    let proxies = &state.config.server.proxies;
    let client = state.clients.mark(&state.clock.today(), peer, request.headers(), proxies);
    let visit = Visit::of(request.method(), request.headers(), request.uri(), client);
    request.extensions_mut().insert(visit.clone());
    let asked = Asked::of(&request);
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<AppError>() {
        response = asked.error_page(&state, &visit, error, response.headers()).await;
    } else if is_bare_failure(&response) {
        let error = bare_failure(response.status(), &asked);
        response = asked.error_page(&state, &visit, error, response.headers()).await;
    }
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    keep_on_site(response.headers_mut());
    protect(response.headers_mut(), &visit.nonce, state.config.is_https());
    response
}

/// What an error page wants to know of the request, which is gone by then.
struct Asked {
    method: Method,
    /// Without its query, which may hold what somebody typed.
    path: String,
    cookies: HeaderMap,
}

impl Asked {
    fn of(request: &Request) -> Asked {
        let headers = request.headers();
        let cookies = headers.get_all(header::COOKIE).iter().map(|cookie| (header::COOKIE, cookie.clone()));
        Asked { method: request.method().clone(), path: request.uri().path().to_owned(), cookies: cookies.collect() }
    }

    async fn error_page(&self, state: &AppState, visit: &Visit, error: AppError, headers: &HeaderMap) -> Response {
        if matches!(error, AppError::SignInRequired) {
            return Redirect::to(&format!("/anmelden?weiter={}", page::encode_query(self.onward(visit))))
                .into_response();
        }
        let in_survey = routes::respond::refuse(state, visit, &self.cookies, &error).await;
        let mut response = match in_survey {
            Some(response) => response,
            None => match self.staff(state).await {
                Some(staff) => page::error_of_office(state, visit, &staff, &error),
                None => page::error(state, visit, &error),
            },
        };
        *response.status_mut() = error.status();
        if let Some(allowed) = headers.get(header::ALLOW) {
            response.headers_mut().insert(header::ALLOW, allowed.clone());
        }
        response
    }

    /// Who of the staff asked for one of their pages. What this request does to the session was decided where it went.
    async fn staff(&self, state: &AppState) -> Option<Staff> {
        let is_office = self.path == "/intern" || self.path.starts_with("/intern/");
        if is_office { Staff::looking(&self.cookies, state).await.ok() } else { None }
    }

    /// Where signing in leads: to what was asked for, or to the page with the form that was posted.
    fn onward<'a>(&'a self, visit: &'a Visit) -> &'a str {
        if self.method == Method::GET || visit.back != visit.path { &visit.back } else { "/intern" }
    }
}

/// A failure that a layer or extractor made without a page of its own.
fn is_bare_failure(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let status = response.status();
    (status.is_client_error() || status.is_server_error())
        && !kind.starts_with("text/html")
        && !kind.starts_with("application/json")
        && !kind.starts_with("text/csv")
}

fn bare_failure(status: StatusCode, asked: &Asked) -> AppError {
    match status {
        StatusCode::NOT_FOUND => AppError::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        StatusCode::SERVICE_UNAVAILABLE => AppError::Busy,
        StatusCode::METHOD_NOT_ALLOWED => AppError::WrongMethod,
        StatusCode::FORBIDDEN => AppError::Forbidden,
        status if status.is_server_error() => {
            AppError::internal(format!("{status} without a cause, {} {}", asked.method, asked.path))
        }
        _ => AppError::Unreadable,
    }
}

/// A redirect never leaves the site, whatever a handler or server function was talked into.
fn keep_on_site(headers: &mut HeaderMap) {
    let Some(location) = headers.get(header::LOCATION) else { return };
    if !location.to_str().is_ok_and(is_local) {
        headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    }
}

fn protect(headers: &mut HeaderMap, nonce: &str, https: bool) {
    const FIXED: [(HeaderName, &str); 5] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not `no-referrer`: that makes the Origin of our own form posts `null`.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; font-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    // The card for other sites says otherwise of itself.
    let resource_policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.entry(resource_policy).or_insert(HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// A bug in one request must not take the others down. The page is made by the guard.
pub fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("unknown panic");
    AppError::internal(format!("panic: {text}")).into_response()
}
