//! The links that end the mails: all of them, or those of one survey where nobody can know who has answered. A GET changes
//! nothing, because mail scanners follow links; a POST does, be it from the page's button or from a mail program (RFC 8058),
//! which must get its answer without a redirect.

use app::contacts::{DeclinePage, OneSurvey, decline_page, decline_title};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;
use store::{Contact, Id, Invitation};

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::AppState,
};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/keine-mails/{token}", get(show).post(decline))
        .route("/keine-mails/{token}/{wave}", get(show_one).post(decline_one))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    erledigt: String,
}

impl Asked {
    fn is_done(&self) -> bool {
        self.erledigt == "ja"
    }
}

/// Mail programs send one field, as a form of either kind; everything but the way back means „stop“.
struct Step(Option<String>);

impl Step {
    fn read(body: &Bytes) -> Step {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
        Step(pairs.into_iter().find(|(name, _)| name == "schritt").map(|(_, value)| value))
    }

    fn stops(&self) -> bool {
        self.0.as_deref() != Some("wieder")
    }

    fn is_of_the_page(&self) -> bool {
        self.0.is_some()
    }
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
    Ok(answer(&state, &visit, &contact, asked.is_done()))
}

async fn decline(
    State(state): State<AppState>,
    visit: Visit,
    Path(token): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let (contact, step) = (find(&state, &token).await?, Step::read(&body));
    state.roster.mark_declined(contact.id, step.stops()).await?;
    if step.is_of_the_page() {
        return Ok(Redirect::to(&format!("/keine-mails/{token}?erledigt=ja")).into_response());
    }
    let contact = Contact { declined: true, ..contact };
    Ok(answer(&state, &visit, &contact, true))
}

fn answer(state: &AppState, visit: &Visit, contact: &Contact, done: bool) -> Response {
    let (action, declined) = (format!("/keine-mails/{}", contact.token), contact.declined);
    draw(state, visit, DeclinePage { locale: contact.locale, action, declined, done, survey: None })
}

fn draw(state: &AppState, visit: &Visit, view: DeclinePage) -> Response {
    let head = Head::letter(decline_title(view.locale, view.survey.is_some()), view.locale);
    page::html(state, visit, head, || decline_page(view))
}

/// Whoever was invited to the wave, as long as that is kept.
async fn find_one(state: &AppState, token: &str, slug: &str) -> Result<(Contact, Invitation), AppError> {
    let contact = find(state, token).await?;
    let wave = state.store.wave(slug).await?.ok_or(AppError::NotFound)?;
    let invitation = state.roster.invitation(wave.id, contact.id).await?.ok_or(AppError::NotFound)?;
    Ok((contact, invitation))
}

async fn show_one(
    State(state): State<AppState>,
    visit: Visit,
    Path((token, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let (contact, invitation) = find_one(&state, &token, &slug).await?;
    let all = format!("/keine-mails/{}", contact.token);
    if contact.declined {
        return Ok(Redirect::to(&all).into_response());
    }
    let running = state.running(&slug).await?;
    let view = DeclinePage {
        locale: contact.locale,
        action: format!("{all}/{slug}"),
        declined: invitation.enough,
        done: asked.is_done(),
        survey: Some(OneSurvey { title: running.questionnaire.title.get(contact.locale).to_owned(), all }),
    };
    Ok(draw(&state, &visit, view))
}

async fn decline_one(
    State(state): State<AppState>,
    Path((token, slug)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, AppError> {
    let (contact, invitation) = find_one(&state, &token, &slug).await?;
    state.roster.mark_enough(invitation.wave, contact.id, Step::read(&body).stops()).await?;
    Ok(Redirect::to(&format!("/keine-mails/{token}/{slug}?erledigt=ja")).into_response())
}
