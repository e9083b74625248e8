//! What everybody sees: active offers as a list with filters, and each offer by itself.

use app::{
    inventory::{OfferCard, OfferGroup, OfferPage, OffersPage, offer_page, offers_page, place_name},
    ui::Entry,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{Locale, id::TopicId, offer::Offer, place::Municipality, vocabulary};
use jiff::civil::Date;

use super::{
    find,
    search::{Asked, Search, folded, page_number},
};
use crate::{
    error::AppError,
    http::{Query, Visit},
    page::{self, Head},
    state::AppState,
};

const PAGE: usize = 25;

pub async fn list(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let region = state.region().await?;
    let locale = visit.locale;
    let search = Search::new(&asked, &region);
    let mut offers = state.active_offers().await?;
    let total = offers.len();
    offers.retain(|offer| search.matches(offer, &region, locale));
    offers.sort_by_cached_key(|offer| (heading(offer, search.topic.as_ref()), folded(&offer.title)));
    let (hits, pages) = (offers.len(), offers.len().div_ceil(PAGE));
    let page = page_number(&asked.seite, pages);
    let shown = offers.into_iter().skip((page - 1) * PAGE).take(PAGE);
    let groups = groups(shown, search.topic.as_ref(), &region, locale);
    let (base, filter, places) = (search.base(), search.filter(), places(&region, locale));
    let view = OffersPage { locale, filter, places, groups, hits, total, page, pages, base };
    let (title, description) = if locale.is_german() {
        ("Angebote", "Was es in der Region schon gibt: Kurse, Beratung und Hilfen rund um Ausbildung und Fachkräfte.")
    } else {
        ("Offers", "What the region has already: courses, advice and support around training and skilled work.")
    };
    Ok(page::html(&state, &visit, Head::public(title).described(description), || offers_page(view)))
}

/// Where an offer stands: under its first main topic in the order of the vocabulary; when one topic is asked for,
/// before those which only touch it.
fn heading(offer: &Offer, asked: Option<&TopicId>) -> usize {
    match asked {
        Some(topic) => usize::from(!offer.topics.contains(topic)),
        None => {
            let known = vocabulary::topics().iter().position(|topic| offer.topics.contains(&topic.id));
            known.unwrap_or(usize::MAX)
        }
    }
}

fn heading_text(heading: usize, asked: Option<&TopicId>, locale: Locale) -> String {
    match (asked, locale.is_german()) {
        (Some(topic), _) if heading == 0 => vocabulary::topic_label(topic, locale).to_owned(),
        (Some(topic), true) => format!("Am Rande auch: {}", vocabulary::topic_label(topic, locale)),
        (Some(topic), false) => format!("Also touching on: {}", vocabulary::topic_label(topic, locale)),
        (None, german) => match vocabulary::topics().get(heading) {
            Some(topic) => topic.label.get(locale).to_owned(),
            None => (if german { "Weitere Themen" } else { "Other topics" }).to_owned(),
        },
    }
}

/// The offers, already in order, under their headings.
fn groups(
    offers: impl Iterator<Item = Offer>,
    asked: Option<&TopicId>,
    region: &[Municipality],
    locale: Locale,
) -> Vec<OfferGroup> {
    let mut groups: Vec<(usize, OfferGroup)> = Vec::new();
    for offer in offers {
        let heading = heading(&offer, asked);
        let card = OfferCard::new(&offer, region, locale);
        match groups.last_mut() {
            Some((last, group)) if *last == heading => group.offers.push(card),
            _ => {
                let title = heading_text(heading, asked, locale);
                groups.push((heading, OfferGroup { title, offers: vec![card] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// "Online", then the municipalities by name.
fn places(region: &[Municipality], locale: Locale) -> Vec<Entry> {
    let mut places: Vec<&Municipality> = region.iter().collect();
    places.sort_by_cached_key(|place| folded(&place.name));
    let online = Entry::new("online", if locale.is_german() { "nur online" } else { "online only" });
    let named = places.into_iter().map(|place| Entry::new(place.ags.as_str(), &*place.name));
    std::iter::once(online).chain(named).collect()
}

pub async fn show(State(state): State<AppState>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let offer = find(&state, &id).await?;
    let region = state.region().await?;
    let view = OfferPage {
        locale: visit.locale,
        state: offer.state(&state.clock.today(), &state.clock.day(-365)),
        place: place_name(&offer.place, &region, visit.locale),
        days_since_verified: days_since(&offer.last_verified, state.clock.date()),
        offer,
    };
    let summary: String = view.offer.description.lines().next().unwrap_or_default().chars().take(160).collect();
    let head = Head::public(&view.offer.title).described(&summary);
    Ok(page::html(&state, &visit, head, || offer_page(view)))
}

/// Zero for what is no day, or still to come.
fn days_since(day: &str, today: Date) -> u32 {
    let span = day.parse::<Date>().ok().and_then(|day| today.since(day).ok());
    span.and_then(|span| u32::try_from(span.get_days()).ok()).unwrap_or(0)
}
