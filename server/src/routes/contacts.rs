//! Contacts: who may be written to.

mod edit;
mod import;
mod list;

use axum::{
    Router,
    routing::{get, post},
};
use store::{Contact, Id};

use crate::{error::AppError, state::AppState};

pub use list::{about, speaks_of};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/intern/kontakte", get(list::show))
        .route("/intern/kontakte/neu", get(edit::blank).post(edit::add))
        .route("/intern/kontakte/import", get(import::choose).post(import::read))
        .route("/intern/kontakte/vorlage.csv", get(import::template))
        .route("/intern/kontakte/{id}", get(edit::show).post(edit::save))
        .route("/intern/kontakte/{id}/marke", post(edit::mark))
        .route("/intern/kontakte/{id}/loeschen", get(edit::ask).post(edit::delete))
}

async fn find(state: &AppState, id: &str) -> Result<Contact, AppError> {
    let id = Id::from_hex(id).ok_or(AppError::NotFound)?;
    state.roster.contact(id).await?.ok_or(AppError::NotFound)
}
