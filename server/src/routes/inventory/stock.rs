//! The whole inventory for staff, whatever the state of an offer.

use app::inventory::{STATES, StockFilter, StockPage, StockRow, place_name, state_value, stock_page};
use axum::{
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    Locale, format,
    offer::{Offer, OfferState},
    place::Municipality,
    vocabulary,
};
use serde::Deserialize;

use super::search::{address, folded, page_number, speaks_of};
use crate::{
    error::AppError,
    http::Visit,
    offer_csv,
    page::{self, Head},
    session::Staff,
    state::AppState,
};

const PAGE: usize = 50;
const LOCALE: Locale = Locale::DeSie;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    zustand: String,
    seite: String,
    erledigt: String,
}

pub async fn list(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let region = state.region().await?;
    let (today, a_year_ago) = (state.clock.today(), state.clock.day(-365));
    let mut offers: Vec<(OfferState, Offer)> = Vec::new();
    for offer in state.store.offers().await? {
        offers.push((offer.state(&today, &a_year_ago), offer));
    }
    let count = |state: OfferState| offers.iter().filter(|(other, _)| *other == state).count();
    let counts = STATES.map(|state| (state, count(state))).to_vec();
    let wanted = STATES.into_iter().find(|state| state_value(*state) == asked.zustand);
    let text = asked.q.trim();
    offers.retain(|(state, offer)| {
        wanted.is_none_or(|wanted| wanted == *state) && speaks_of(offer, text, &region, LOCALE)
    });
    offers.sort_by_cached_key(|(_, offer)| folded(&offer.title));
    let filter = StockFilter { state: wanted.map(state_value).unwrap_or_default().to_owned(), text: text.to_owned() };
    let base = address("/intern/angebote", &[("q", filter.text.clone()), ("zustand", filter.state.clone())]);
    let (hits, pages) = (offers.len(), offers.len().div_ceil(PAGE));
    let page = page_number(&asked.seite, pages);
    let shown = offers.into_iter().skip((page - 1) * PAGE).take(PAGE);
    let rows = shown.map(|(state, offer)| row(offer, state, &region)).collect();
    let view = StockPage { filter, rows, counts, hits, page, pages, base, done: done(&asked.erledigt) };
    Ok(page::html(&state, &visit, Head::staff("Angebote", &staff.name), || stock_page(view)))
}

fn row(offer: Offer, state: OfferState, region: &[Municipality]) -> StockRow {
    let topics = offer.topics.iter().map(|topic| vocabulary::topic_label(topic, LOCALE));
    StockRow {
        topics: topics.collect::<Vec<_>>().join(", "),
        place: place_name(&offer.place, region, LOCALE),
        seats: offer.seats.map_or_else(|| "unbekannt".to_owned(), |seats| format::count(seats.into(), LOCALE)),
        verified: format::date(&offer.last_verified, LOCALE),
        id: offer.id,
        title: offer.title,
        provider: offer.provider,
        state,
        demo: offer.demo,
    }
}

/// What was just done, told after the redirect.
fn done(what: &str) -> Option<String> {
    let taken = what.strip_prefix("uebernommen-").and_then(|count| count.parse::<usize>().ok());
    match (what, taken) {
        (_, Some(1)) => Some("1 Angebot ist übernommen.".to_owned()),
        (_, Some(count)) => Some(format!("{} Angebote sind übernommen.", format::whole(count))),
        ("gespeichert", _) => Some("Das Angebot ist gespeichert.".to_owned()),
        ("geprueft", _) => Some("Als heute geprüft eingetragen.".to_owned()),
        ("geloescht", _) => Some("Das Angebot ist gelöscht.".to_owned()),
        _ => None,
    }
}

/// Every offer, in the columns that can be read in again.
pub async fn download(State(state): State<AppState>, _: Staff) -> Result<Response, AppError> {
    csv_file("angebote.csv", offer_csv::write(&state.store.offers().await?))
}

pub fn csv_file(name: &str, file: Result<Vec<u8>, csv::Error>) -> Result<Response, AppError> {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, file.map_err(AppError::internal)?).into_response())
}
