//! Server functions: what islands ask. `leptos_axum` finds the function; its body finds a backend in the context that
//! already knows who is asking.

use std::sync::Arc;

use app::backend::{Backend, Later, SharedBackend};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

use crate::{error::AppError, session::Staff, state::AppState};

/// What a server function says of itself when it fails is short.
const CAUSE_LIMIT: usize = 4096;

/// All of them are for staff. Islands ask by themselves, every few seconds and in an empty room, so no session is kept awake
/// by it. The body is read here, where its limit holds: the functions read without one.
pub async fn function(State(state): State<AppState>, request: Request) -> Response {
    let staff = match Staff::looking(request.headers(), &state).await {
        Ok(staff) => staff,
        Err(AppError::SignInRequired) => {
            // For a script, not for a reader: no page and no way to the sign-in form.
            return (StatusCode::UNAUTHORIZED, [(header::CONTENT_TYPE, "application/json")], "null").into_response();
        }
        Err(error) => return error.into_response(),
    };
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return AppError::Unreadable.into_response();
    }
    let body = match Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await {
        Ok(body) => body,
        Err(refused) => return refused.into_response(),
    };
    let backend: SharedBackend = Arc::new(Asked { state, _staff: staff });
    let request = Request::from_parts(parts, Body::from(body));
    let response =
        leptos_axum::handle_server_fns_with_context(move || provide_context(Arc::clone(&backend)), request).await;
    told(response.into_response()).await
}

/// A failure with its cause: what could not be read is the caller's, anything else is ours and goes to the log.
async fn told(response: Response) -> Response {
    if !response.status().is_server_error() {
        return response;
    }
    let cause = to_bytes(response.into_body(), CAUSE_LIMIT).await.unwrap_or_default();
    let cause = String::from_utf8_lossy(&cause);
    let is_theirs = ["Args|", "MissingArg|", "Deserialization|"].iter().any(|kind| cause.starts_with(kind));
    let error = if is_theirs { AppError::Unreadable } else { AppError::internal(format!("server function: {cause}")) };
    error.into_response()
}

/// The state, and the one who asks.
struct Asked {
    state: AppState,
    /// Whoever may ask is signed in.
    _staff: Staff,
}

impl Backend for Asked {
    fn returns(&self, wave: String) -> Later<'_, Option<u64>> {
        Box::pin(async move {
            let wave = self.state.store.wave(&wave).await.ok()??;
            self.state.store.response_count(wave.id).await.ok()
        })
    }
}
