//! The link that ends the mails. A GET changes nothing, because mail scanners follow links; a POST does, be it from the
//! page's button or from a mail program (RFC 8058), which must get its answer without a redirect.

use app::contacts::{DeclinePage, decline_page, decline_title};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use store::{Contact, Id};

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::AppState,
};

pub fn router() -> Router<AppState> {
    Router::new().route("/keine-mails/{token}", get(show).post(decline))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    erledigt: String,
}

async fn find(state: &AppState, token: &str) -> Result<Contact, AppError> {
    let token = Id::from_hex(token).ok_or(AppError::NotFound)?;
    state.roster.contact_by_token(token).await?.ok_or(AppError::NotFound)
}

async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let contact = find(&state, &token).await?;
    Ok(answer(&state, &visit, &contact, asked.erledigt == "ja"))
}

async fn decline(
    State(state): State<AppState>,
    visit: Visit,
    Path(token): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let contact = find(&state, &token).await?;
    // Mail programs send one field, as a form of either kind; everything but the way back means „stop“.
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    let step = pairs.iter().find(|(name, _)| name == "schritt").map(|(_, value)| value.as_str());
    state.roster.mark_declined(contact.id, step != Some("wieder")).await?;
    if step.is_some() {
        return Ok(Redirect::to(&format!("/keine-mails/{token}?erledigt=ja")).into_response());
    }
    let contact = Contact { declined: true, ..contact };
    Ok(answer(&state, &visit, &contact, true))
}

fn answer(state: &AppState, visit: &Visit, contact: &Contact, done: bool) -> Response {
    let view = DeclinePage {
        locale: contact.locale,
        action: format!("/keine-mails/{}", contact.token),
        declined: contact.declined,
        done,
    };
    let head = Head::letter(decline_title(contact.locale), contact.locale);
    page::html(state, visit, head, || decline_page(view))
}
