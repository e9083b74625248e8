//! Adding, changing, verifying and deleting one offer.

use app::inventory::{OfferForm, OfferFormPage, RemovalPage, offer_form_page, removal_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::offer::Offer;
use serde::Deserialize;

use super::{
    find,
    form::{self, Pairs, Problems, differences, places, typed, value},
};
use crate::{
    error::AppError,
    http::Visit,
    offer_csv,
    page::{self, Head},
    routes::stamp::stamp,
    session::Staff,
    state::AppState,
};

#[derive(Deserialize)]
pub struct Template {
    /// The id of an offer to start from.
    vorlage: Option<String>,
}

pub async fn blank(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Query(template): Query<Template>,
) -> Result<Response, AppError> {
    let mut form = match template.vorlage {
        Some(id) => OfferForm::of(&find(&state, &id).await?),
        None => OfferForm::default(),
    };
    form.last_verified = state.clock.today();
    Page::of_new(form).show(&state, &visit, &staff).await
}

pub async fn add(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let form = typed(&pairs);
    let (offer, problems) = check(&state, &form, None).await?;
    if !problems.is_empty() {
        return Page { problems, ..Page::of_new(form) }.show(&state, &visit, &staff).await;
    }
    state.store.save_offer(&offer).await?;
    Ok(done("gespeichert"))
}

pub async fn edit(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let stored = find(&state, &id).await?;
    Page::of(OfferForm::of(&stored), stored).show(&state, &visit, &staff).await
}

pub async fn save(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let stored = find(&state, &id).await?;
    let mut form = typed(&pairs);
    if !value(&pairs, "heute").is_empty() {
        form.last_verified = state.clock.today();
    }
    let (offer, problems) = check(&state, &form, Some(&stored)).await?;
    let region = state.region().await?;
    let changed = value(&pairs, "stand") != stamp(&stored) && !differences(&stored, &form, &region).is_empty();
    if changed || !problems.is_empty() {
        return Page { problems, changed, ..Page::of(form, stored) }.show(&state, &visit, &staff).await;
    }
    state.store.save_offer(&offer).await?;
    Ok(done("gespeichert"))
}

/// The offer as typed, in place of `stored`.
async fn check(state: &AppState, form: &OfferForm, stored: Option<&Offer>) -> Result<(Offer, Problems), AppError> {
    let (offer, mut problems) = form::read(form, &state.region().await?, &state.clock.today());
    let (id, demo) = stored.map_or_else(Default::default, |stored| (stored.id.clone(), stored.demo));
    let offer = Offer { id, demo, ..offer };
    let is_twin = |other: &Offer| other.id != offer.id && offer_csv::name(other) == offer_csv::name(&offer);
    if state.store.offers().await?.iter().any(is_twin) {
        let text = "Dieser Anbieter hat schon ein Angebot mit diesem Titel. Nennen Sie im Titel, was es unterscheidet.";
        problems.push(("title".to_owned(), text.to_owned()));
    }
    Ok((offer, problems))
}

/// What the form page shows.
struct Page {
    form: OfferForm,
    stored: Option<Offer>,
    problems: Problems,
    changed: bool,
}

impl Page {
    fn of_new(form: OfferForm) -> Page {
        Page { form, stored: None, problems: Vec::new(), changed: false }
    }

    fn of(form: OfferForm, stored: Offer) -> Page {
        Page { stored: Some(stored), ..Page::of_new(form) }
    }

    async fn show(self, state: &AppState, visit: &Visit, staff: &Staff) -> Result<Response, AppError> {
        let region = state.region().await?;
        let (today, a_year_ago) = (state.clock.today(), state.clock.day(-365));
        let status = match (self.problems.is_empty(), self.changed) {
            (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
            (true, true) => StatusCode::CONFLICT,
            (true, false) => StatusCode::OK,
        };
        let stored = self.stored.as_ref();
        let view = OfferFormPage {
            id: stored.map(|offer| offer.id.clone()).unwrap_or_default(),
            name: stored.map(|offer| offer.title.clone()).unwrap_or_default(),
            state: stored.map(|offer| offer.state(&today, &a_year_ago)),
            demo: stored.is_some_and(|offer| offer.demo),
            places: places(&region, &self.form.place),
            problems: self.problems,
            stamp: stored.map(stamp).unwrap_or_default(),
            changed: stored.filter(|_| self.changed).map(|stored| differences(stored, &self.form, &region)),
            form: self.form,
        };
        let head = Head::staff(view.title(), &staff.name);
        Ok(page::html_with(status, state, visit, head, || offer_form_page(view)))
    }
}

#[derive(Deserialize)]
pub struct Back {
    zurueck: Option<String>,
}

/// "Heute geprüft": nothing else about the offer changes.
pub async fn verify(
    State(state): State<AppState>,
    _: Staff,
    Path(id): Path<String>,
    Form(back): Form<Back>,
) -> Result<Response, AppError> {
    let stored = find(&state, &id).await?;
    state.store.save_offer(&Offer { last_verified: state.clock.today(), ..stored }).await?;
    let list = back.zurueck.filter(|path| path.starts_with("/intern/angebote?"));
    Ok(match list {
        Some(list) => Redirect::to(&format!("{list}&erledigt=geprueft")).into_response(),
        None => done("geprueft"),
    })
}

pub async fn ask(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let offer = find(&state, &id).await?;
    Ok(removal(&state, &visit, &staff, offer, None))
}

#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    name: String,
}

pub async fn delete(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    Form(named): Form<Named>,
) -> Result<Response, AppError> {
    let offer = find(&state, &id).await?;
    if named.name.trim() != offer.title.trim() {
        return Ok(removal(&state, &visit, &staff, offer, Some(named.name)));
    }
    let id = store::Id::from_hex(&offer.id).ok_or(AppError::NotFound)?;
    state.store.delete_offer(id).await?;
    Ok(done("geloescht"))
}

fn removal(state: &AppState, visit: &Visit, staff: &Staff, offer: Offer, typed: Option<String>) -> Response {
    let address = format!("/intern/angebote/{}", offer.id);
    let status = if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = RemovalPage {
        title: "Angebot löschen".to_owned(),
        consequences: vec![
            "Es verschwindet aus der öffentlichen Liste, und seine Plätze zählen nicht mehr zum Angebot.".to_owned(),
            "Das lässt sich nicht rückgängig machen. Wenn es nur vorbei ist, tragen Sie besser ein Ende ein."
                .to_owned(),
        ],
        trail: vec![("/intern/angebote".to_owned(), "Angebote".to_owned()), (address.clone(), offer.title.clone())],
        action: format!("{address}/loeschen"),
        back: address,
        problem: typed.is_some().then(|| "Der Name stimmt nicht überein. Geben Sie ihn genau so ein.".to_owned()),
        typed: typed.unwrap_or_default(),
        name: offer.title,
    };
    page::html_with(status, state, visit, Head::staff("Angebot löschen", &staff.name), || removal_page(view))
}

fn done(what: &str) -> Response {
    Redirect::to(&format!("/intern/angebote?erledigt={what}")).into_response()
}
