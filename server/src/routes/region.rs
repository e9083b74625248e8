//! The region: which municipalities belong to it, and how long the ways between them take.

mod entry;
mod import;
mod members;
mod travel;
mod travel_csv;
mod ways;

use axum::{Router, routing::get};
use domain::{OptionId, place::Municipality};

use crate::{error::AppError, state::AppState};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/intern/region", get(members::list))
        .route("/intern/region/neu", get(members::blank).post(members::add))
        .route("/intern/region/gemeinden.csv", get(import::download))
        .route("/intern/region/import", get(import::choose).post(import::read))
        .route("/intern/region/fahrzeiten", get(travel::show))
        .route("/intern/region/fahrzeiten.csv", get(travel_csv::download))
        .route("/intern/region/fahrzeiten/import", get(travel_csv::choose).post(travel_csv::read))
        .route("/intern/region/fahrzeiten/{ags}", get(travel::show_from).post(travel::save))
        .route("/intern/region/{ags}", get(members::edit).post(members::save))
        .route("/intern/region/{ags}/entfernen", get(members::ask).post(members::remove))
}

/// The municipality of this address.
async fn find(state: &AppState, ags: &str) -> Result<Municipality, AppError> {
    let ags = OptionId::new(ags).map_err(|_| AppError::NotFound)?;
    let places = state.store.municipalities().await?;
    places.into_iter().find(|place| place.ags == ags).ok_or(AppError::NotFound)
}
