//! Signing in and out.

use std::time::Duration;

use app::account::{Kept, KeptForm, KeptPage, SignInPage, kept_page, sign_in_page};
use axum::{
    Form, Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    error::AppError,
    http::{Visit, is_below},
    page::{self, Head},
    session::{self, PASSWORD_MAX, verify_password},
    state::AppState,
};

pub fn router() -> Router<AppState> {
    Router::new().route("/anmelden", get(show).post(sign_in)).route("/abmelden", post(sign_out))
}

#[derive(Deserialize)]
struct Next {
    weiter: Option<String>,
    /// From the link in an invitation.
    email: Option<String>,
}

/// Only staff pages; anything else leads to the overview.
fn safe_next(next: Option<String>) -> String {
    next.filter(|path| is_below("/intern", path)).unwrap_or_else(|| "/intern".to_owned())
}

async fn show(State(state): State<AppState>, visit: Visit, Query(next): Query<Next>) -> Response {
    let email = next.email.unwrap_or_default();
    let form = SignInPage { email, next: safe_next(next.weiter), ..SignInPage::default() };
    page::html(&state, &visit, Head::account("Anmelden"), || sign_in_page(form))
}

/// Instead of what a form of staff would have done, had its session not ended: the sign-in page, which keeps the form.
pub fn ask_again(state: &AppState, visit: &Visit, kept: Kept) -> Response {
    let form = SignInPage { kept, next: safe_next(None), ..SignInPage::default() };
    page::html_with(StatusCode::FORBIDDEN, state, visit, Head::account("Anmelden"), || sign_in_page(form))
}

#[derive(Deserialize)]
struct SignIn {
    email: String,
    passwort: String,
    weiter: Option<String>,
    aktion: Option<String>,
    formular: Option<String>,
    teile: Option<String>,
}

impl SignIn {
    /// The form that is to go on afterwards; only one of the staff's pages.
    fn kept(&self) -> Kept {
        match (self.aktion.clone(), self.formular.clone()) {
            (Some(action), Some(body)) if is_below("/intern", &action) => {
                Kept::Form(KeptForm { action, body, multipart: self.teile.is_some() })
            }
            _ => Kept::Nothing,
        }
    }
}

async fn sign_in(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    Form(posted): Form<SignIn>,
) -> Result<Response, AppError> {
    let email = posted.email.trim().to_lowercase();
    let kept = posted.kept();
    let next = safe_next(posted.weiter);
    let refuse = |problem: String, status| {
        let (next, kept) = (next.clone(), kept.clone());
        let form = SignInPage { email: email.clone(), problem: Some(problem), next, kept };
        page::html_with(status, &state, &visit, Head::account("Anmelden").failed(), || sign_in_page(form))
    };
    let https = state.config.is_https();
    let account = state.store.account_by_email(&email).await?;
    let is_known = session::is_known(&headers, https, account.as_ref());
    if let Err(wait) = state.throttle.begin(&email, is_known) {
        return Ok(refuse(too_many(wait), StatusCode::TOO_MANY_REQUESTS));
    }
    // Longer ones are nobody's, and cost the same time as a wrong one.
    let is_too_long = posted.passwort.len() > PASSWORD_MAX;
    let password = if is_too_long { "" } else { &posted.passwort };
    let stored = account.as_ref().filter(|_| !is_too_long).map(|account| account.password_hash.clone());
    let valid = verify_password(password, stored).await?;
    match account {
        Some(account) if valid => {
            state.throttle.succeeded(&email, is_known);
            let mut response = match kept.clone() {
                Kept::Form(kept) => still_there(&state, &visit, kept),
                Kept::Nothing | Kept::TooLarge => Redirect::to(&next).into_response(),
            };
            let session = session::open(&state, account.id, &headers).await?;
            response.headers_mut().append(header::SET_COOKIE, session);
            response.headers_mut().append(header::SET_COOKIE, session::known_cookie(https, &account));
            Ok(response)
        }
        _ => {
            let problem =
                "E-Mail-Adresse oder Passwort stimmen nicht. Prüfen Sie beides und versuchen Sie es noch einmal.";
            Ok(refuse(problem.to_owned(), StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// The form again, to be sent with one press: the browser would not post it by itself.
fn still_there(state: &AppState, visit: &Visit, kept: KeptForm) -> Response {
    let pairs = serde_urlencoded::from_str(&kept.body).unwrap_or_default();
    let kept = KeptPage { action: kept.action, pairs, multipart: kept.multipart };
    page::html(state, visit, Head::account("Wieder angemeldet"), || kept_page(kept))
}

fn too_many(wait: Duration) -> String {
    let seconds = wait.as_secs().max(1);
    let time = if seconds == 1 { "eine Sekunde".to_owned() } else { format!("{seconds} Sekunden") };
    format!("Zu viele Versuche. Bitte warten Sie {time} und versuchen Sie es dann noch einmal.")
}

async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, AppError> {
    let cookie = session::close(&state, &headers).await?;
    let mut response = Redirect::to("/").into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
