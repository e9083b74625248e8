//! What staff have typed outlives their session: a form that finds it ended is asked back, whole, with the sign-in page.

use app::account::{Kept, KeptForm};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Multipart, Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{BODY_LIMIT, Visit, is_below};
use crate::{error::AppError, routes, state::AppState};

/// Larger forms are not kept: they would travel twice more, within a form each time.
const KEPT_FORM: usize = 512 * 1024;

/// N.B. Inside the layers for time and origin: a body that never ends is cut off here too, and nothing is kept of a form
/// from another site.
pub async fn keep_form(State(state): State<AppState>, visit: Visit, request: Request, next: Next) -> Response {
    let kind = match Kind::of(&request) {
        Some(kind) => kind,
        None => return next.run(request).await,
    };
    let action = request.uri().path().to_owned();
    let (parts, body) = request.into_parts();
    let Ok(form) = to_bytes(body, BODY_LIMIT).await else { return AppError::TooLarge.into_response() };
    let response = next.run(Request::from_parts(parts, Body::from(form.clone()))).await;
    if !matches!(response.extensions().get(), Some(AppError::SignInRequired)) {
        return response;
    }
    let multipart = matches!(kind, Kind::Parts(_));
    match kind.pairs(form).await {
        Some(body) if body.len() <= KEPT_FORM => {
            routes::account::ask_again(&state, &visit, Kept::Form(KeptForm { action, body, multipart }))
        }
        Some(_) => routes::account::ask_again(&state, &visit, Kept::TooLarge),
        None => response,
    }
}

/// How a form of staff was sent.
enum Kind {
    Pairs,
    /// With its header, which says where a part ends.
    Parts(HeaderValue),
}

impl Kind {
    fn of(request: &Request) -> Option<Kind> {
        if request.method() != Method::POST || !is_below("/intern", request.uri().path()) {
            return None;
        }
        let header = request.headers().get(header::CONTENT_TYPE)?;
        let kind = header.to_str().ok()?;
        match kind.split(';').next().unwrap_or_default().trim() {
            "application/x-www-form-urlencoded" => Some(Kind::Pairs),
            "multipart/form-data" => Some(Kind::Parts(header.clone())),
            _ => None,
        }
    }

    /// `name=value&…`; nothing of a form that cannot be read. What is no UTF-8 would come back as something else, and whoever
    /// imports it would not be told that it was read as an old encoding.
    async fn pairs(self, form: Bytes) -> Option<String> {
        match self {
            Kind::Pairs => Some(String::from_utf8_lossy(&form).into_owned()),
            Kind::Parts(header) => {
                let request = Request::post("/").header(header::CONTENT_TYPE, header).body(Body::from(form)).ok()?;
                let mut parts = Multipart::from_request(request, &()).await.ok()?;
                let mut pairs = Vec::new();
                while let Some(part) = parts.next_field().await.ok()? {
                    let name = part.name().unwrap_or_default().to_owned();
                    pairs.push((name, String::from_utf8(part.bytes().await.ok()?.into()).ok()?));
                }
                serde_urlencoded::to_string(pairs).ok()
            }
        }
    }
}
