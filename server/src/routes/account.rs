//! Signing in and out.

use app::account::{SignInPage, sign_in_page};
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
    http::Visit,
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
}

/// Only paths of this site; anything else leads to the overview.
fn safe_next(next: Option<String>) -> String {
    next.filter(|path| path.starts_with("/intern") && !path.contains(['\\', '\r', '\n']))
        .unwrap_or_else(|| "/intern".to_owned())
}

async fn show(State(state): State<AppState>, visit: Visit, Query(next): Query<Next>) -> Response {
    let form = SignInPage { next: safe_next(next.weiter), ..SignInPage::default() };
    page::html(&state, &visit, Head::public("Anmelden"), || sign_in_page(form))
}

#[derive(Deserialize)]
struct SignIn {
    email: String,
    passwort: String,
    weiter: Option<String>,
}

async fn sign_in(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    Form(posted): Form<SignIn>,
) -> Result<Response, AppError> {
    let email = posted.email.trim().to_lowercase();
    let next = safe_next(posted.weiter);
    let refuse = |problem: String, status| {
        let form = SignInPage { email: email.clone(), problem: Some(problem), next: next.clone() };
        page::html_with(status, &state, &visit, Head::public("Anmelden").failed(), || sign_in_page(form))
    };
    if let Some(wait) = state.throttle.wait(&email) {
        let seconds = wait.as_secs().max(1);
        let problem =
            format!("Zu viele Versuche. Bitte warten Sie {seconds} Sekunden und versuchen Sie es dann noch einmal.");
        return Ok(refuse(problem, StatusCode::TOO_MANY_REQUESTS));
    }
    let account =
        if posted.passwort.len() > PASSWORD_MAX { None } else { state.store.account_by_email(&email).await? };
    let password = if posted.passwort.len() > PASSWORD_MAX { "" } else { &posted.passwort };
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let valid = verify_password(password, stored).await?;
    match account {
        Some(account) if valid => {
            state.throttle.succeeded(&email);
            let cookie = session::open(&state, account.id, &headers).await?;
            let mut response = Redirect::to(&next).into_response();
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        _ => {
            state.throttle.failed(&email);
            let problem =
                "E-Mail-Adresse oder Passwort stimmen nicht. Prüfen Sie beides und versuchen Sie es noch einmal.";
            Ok(refuse(problem.to_owned(), StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, AppError> {
    let cookie = session::close(&state, &headers).await?;
    let mut response = Redirect::to("/").into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
