//! What staff have typed outlives their session: a form that finds it ended is asked back, whole, with the sign-in page.

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{BODY_LIMIT, Visit, is_below};
use crate::{error::AppError, routes, state::AppState};

/// Larger forms are not kept: nobody types that much.
const KEPT_FORM: usize = 512 * 1024;

/// N.B. Inside the layers for time and origin: a body that never ends is cut off here too, and nothing is kept of a form
/// from another site.
pub async fn keep_form(State(state): State<AppState>, visit: Visit, request: Request, next: Next) -> Response {
    if !is_staff_form(&request) {
        return next.run(request).await;
    }
    let action = request.uri().path().to_owned();
    let (parts, body) = request.into_parts();
    let Ok(form) = to_bytes(body, BODY_LIMIT).await else { return AppError::TooLarge.into_response() };
    let response = next.run(Request::from_parts(parts, Body::from(form.clone()))).await;
    let is_signed_out = matches!(response.extensions().get(), Some(AppError::SignInRequired));
    if is_signed_out && form.len() <= KEPT_FORM {
        return routes::account::ask_again(&state, &visit, &action, &form);
    }
    response
}

fn is_staff_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_form = kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    request.method() == Method::POST && is_form && is_below("/intern", request.uri().path())
}
