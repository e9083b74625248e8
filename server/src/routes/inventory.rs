//! The inventory of offers: what everybody sees, and its upkeep by staff.

mod form;
mod import;
mod public;
mod search;
mod stock;
mod upkeep;

use axum::{
    Router,
    routing::{get, post},
};
use domain::offer::Offer;
use store::Id;

use crate::{error::AppError, state::AppState};

pub use search::{address, folded, page_number};
pub use stock::csv_file;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/angebote", get(public::list))
        .route("/angebote/{id}", get(public::show))
        .route("/intern/angebote", get(stock::list))
        .route("/intern/angebote/angebote.csv", get(stock::download))
        .route("/intern/angebote/vorlage.csv", get(import::template))
        .route("/intern/angebote/import", get(import::choose).post(import::read))
        .route("/intern/angebote/neu", get(upkeep::blank).post(upkeep::add))
        .route("/intern/angebote/{id}", get(upkeep::edit).post(upkeep::save))
        .route("/intern/angebote/{id}/geprueft", post(upkeep::verify))
        .route("/intern/angebote/{id}/loeschen", get(upkeep::ask).post(upkeep::delete))
}

/// The offer of this address.
async fn find(state: &AppState, id: &str) -> Result<Offer, AppError> {
    let id = Id::from_hex(id).ok_or(AppError::NotFound)?;
    state.store.offer(id).await?.ok_or(AppError::NotFound)
}
