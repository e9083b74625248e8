//! The list of municipalities, and each of them.

use app::{
    inventory::{RemovalPage, removal_page},
    region::{Kreis, MunicipalityForm, MunicipalityFormPage, RegionPage, municipality_form_page, region_page},
};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{format, offer::OfferPlace, place::Municipality};
use serde::Deserialize;

use super::{entry, find};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    routes::{inventory::folded, stamp::stamp},
    session::Staff,
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    erledigt: String,
}

pub async fn list(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let mut places = state.store.municipalities().await?;
    places.sort_by_cached_key(|place| (folded(&place.kreis), folded(&place.name)));
    let mut kreise: Vec<Kreis> = Vec::new();
    for place in places {
        match kreise.last_mut() {
            Some(kreis) if kreis.name == place.kreis => kreis.places.push(place),
            _ => kreise.push(Kreis { name: place.kreis.clone(), places: vec![place] }),
        }
    }
    let corrections = state.store.travel_minutes().await?.len();
    let view = RegionPage { kreise, corrections, done: done_text(&asked.erledigt) };
    Ok(page::html(&state, &visit, Head::staff("Region", &staff.name), || region_page(view)))
}

fn done_text(what: &str) -> Option<String> {
    let taken = what.strip_prefix("uebernommen-").and_then(|count| count.parse::<usize>().ok());
    match (what, taken) {
        (_, Some(1)) => Some("1 Gemeinde ist übernommen.".to_owned()),
        (_, Some(count)) => Some(format!("{} Gemeinden sind übernommen.", format::whole(count))),
        ("gespeichert", _) => Some("Die Gemeinde ist gespeichert.".to_owned()),
        ("entfernt", _) => Some("Die Gemeinde ist entfernt.".to_owned()),
        _ => None,
    }
}

pub async fn blank(State(state): State<AppState>, visit: Visit, staff: Staff) -> Response {
    Page::of_new(MunicipalityForm::default()).show(&state, &visit, &staff)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Posted {
    ags: String,
    name: String,
    kreis: String,
    lat: String,
    lon: String,
    stand: String,
}

impl Posted {
    fn form(self) -> MunicipalityForm {
        MunicipalityForm { ags: self.ags, name: self.name, kreis: self.kreis, lat: self.lat, lon: self.lon }
    }
}

pub async fn add(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Form(posted): Form<Posted>,
) -> Result<Response, AppError> {
    let form = posted.form();
    match check(&state, &form, true).await? {
        Err(problems) => Ok(Page { problems, ..Page::of_new(form) }.show(&state, &visit, &staff)),
        Ok(place) => keep(&state, &place).await,
    }
}

pub async fn edit(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(ags): Path<String>,
) -> Result<Response, AppError> {
    let stored = find(&state, &ags).await?;
    Ok(Page::of(MunicipalityForm::of(&stored), stored).show(&state, &visit, &staff))
}

pub async fn save(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(ags): Path<String>,
    Form(posted): Form<Posted>,
) -> Result<Response, AppError> {
    let stored = find(&state, &ags).await?;
    let seen = posted.stand.clone();
    let form = MunicipalityForm { ags: stored.ags.to_string(), ..posted.form() };
    let changed = seen != stamp(&stored) && !differences(&stored, &form).is_empty();
    match check(&state, &form, false).await? {
        Ok(place) if !changed => keep(&state, &place).await,
        checked => {
            let problems = checked.err().unwrap_or_default();
            Ok(Page { problems, changed, ..Page::of(form, stored) }.show(&state, &visit, &staff))
        }
    }
}

async fn keep(state: &AppState, place: &Municipality) -> Result<Response, AppError> {
    state.store.save_municipality(place).await?;
    state.forget();
    Ok(Redirect::to("/intern/region?erledigt=gespeichert").into_response())
}

/// Neither key nor name may belong to another municipality: files and forms name places by either.
async fn check(
    state: &AppState,
    form: &MunicipalityForm,
    is_new: bool,
) -> Result<Result<Municipality, Vec<entry::Problem>>, AppError> {
    let region = state.store.municipalities().await?;
    let place = match entry::read(form) {
        Ok(place) => place,
        Err(problems) => return Ok(Err(problems)),
    };
    let mut problems = Vec::new();
    if let Some(other) = region.iter().find(|other| is_new && other.ags == place.ags) {
        problems.push(("ags", format!("Diesen Schlüssel hat schon {}.", other.name)));
    }
    if let Some(other) = region.iter().find(|other| other.ags != place.ags && other.name == place.name) {
        problems.push(("name", format!("So heißt schon die Gemeinde {}. Ergänzen Sie den Namen.", other.ags)));
    }
    Ok(if problems.is_empty() { Ok(place) } else { Err(problems) })
}

/// Where the stored municipality says something else than the form.
fn differences(stored: &Municipality, typed: &MunicipalityForm) -> Vec<(String, String)> {
    let now = MunicipalityForm::of(stored);
    let all = [
        ("Name", &now.name, &typed.name),
        ("Kreis", &now.kreis, &typed.kreis),
        ("Breite", &now.lat, &typed.lat),
        ("Länge", &now.lon, &typed.lon),
    ];
    let changed = all.into_iter().filter(|(_, now, typed)| now != typed);
    changed.map(|(name, now, _)| (name.to_owned(), now.clone())).collect()
}

struct Page {
    form: MunicipalityForm,
    stored: Option<Municipality>,
    problems: Vec<entry::Problem>,
    changed: bool,
}

impl Page {
    fn of_new(form: MunicipalityForm) -> Page {
        Page { form, stored: None, problems: Vec::new(), changed: false }
    }

    fn of(form: MunicipalityForm, stored: Municipality) -> Page {
        Page { stored: Some(stored), ..Page::of_new(form) }
    }

    fn show(self, state: &AppState, visit: &Visit, staff: &Staff) -> Response {
        let status = match (self.problems.is_empty(), self.changed) {
            (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
            (true, true) => StatusCode::CONFLICT,
            (true, false) => StatusCode::OK,
        };
        let stored = self.stored.as_ref();
        let view = MunicipalityFormPage {
            is_new: stored.is_none(),
            stamp: stored.map(stamp).unwrap_or_default(),
            changed: stored.filter(|_| self.changed).map(|stored| differences(stored, &self.form)),
            problems: self.problems.into_iter().map(|(field, text)| (field.to_owned(), text)).collect(),
            form: self.form,
        };
        let head = Head::staff(view.title(), &staff.name);
        page::html_with(status, state, visit, head, || municipality_form_page(view))
    }
}

pub async fn ask(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(ags): Path<String>,
) -> Result<Response, AppError> {
    let place = find(&state, &ags).await?;
    removal(&state, &visit, &staff, place, None).await
}

#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    name: String,
}

pub async fn remove(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(ags): Path<String>,
    Form(named): Form<Named>,
) -> Result<Response, AppError> {
    let place = find(&state, &ags).await?;
    if named.name.trim() != place.name {
        return removal(&state, &visit, &staff, place, Some(named.name)).await;
    }
    state.store.remove_municipality(&place.ags).await?;
    state.forget();
    Ok(Redirect::to("/intern/region?erledigt=entfernt").into_response())
}

async fn removal(
    state: &AppState,
    visit: &Visit,
    staff: &Staff,
    place: Municipality,
    typed: Option<String>,
) -> Result<Response, AppError> {
    let address = format!("/intern/region/{}", place.ags);
    let status = if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = RemovalPage {
        title: "Gemeinde entfernen".to_owned(),
        consequences: consequences(state, &place).await?,
        trail: vec![("/intern/region".to_owned(), "Region".to_owned()), (address.clone(), place.name.clone())],
        action: format!("{address}/entfernen"),
        back: address,
        problem: typed.is_some().then(|| "Der Name stimmt nicht überein. Geben Sie ihn genau so ein.".to_owned()),
        typed: typed.unwrap_or_default(),
        name: place.name,
    };
    Ok(page::html_with(status, state, visit, Head::staff("Gemeinde entfernen", &staff.name), || removal_page(view)))
}

async fn consequences(state: &AppState, place: &Municipality) -> Result<Vec<String>, AppError> {
    let here = OfferPlace::Municipality(place.ags.clone());
    let offers = state.store.offers().await?.iter().filter(|offer| offer.place == here).count();
    let travel = state.store.travel_minutes().await?;
    let ways = travel.iter().filter(|way| way.origin == place.ags || way.destination == place.ags).count();
    let offers = match offers {
        0 => "Kein Angebot findet hier statt.".to_owned(),
        1 => {
            "Ein Angebot findet hier statt. Es bleibt in der Liste, sein Ort ist aber nicht mehr erreichbar.".to_owned()
        }
        n => {
            let n = format::whole(n);
            format!("{n} Angebote finden hier statt. Sie bleiben in der Liste, ihr Ort ist aber nicht mehr erreichbar.")
        }
    };
    let ways = match ways {
        0 => "Für diese Gemeinde sind keine Fahrzeiten von Hand eingetragen.".to_owned(),
        1 => "Eine von Hand eingetragene Fahrzeit geht verloren.".to_owned(),
        n => format!("{} von Hand eingetragene Fahrzeiten gehen verloren.", format::whole(n)),
    };
    Ok(vec![
        offers,
        ways,
        "Antworten von hier bleiben gespeichert. Wellen, deren Ergebnisse schon jemand gesehen hat, werten sie weiter aus \
         wie bisher; in allen anderen erscheinen sie nicht mehr nach Ort und Kreis."
            .to_owned(),
        "In Umfragen, die schon veröffentlicht sind, bleibt die Gemeinde zur Auswahl. Neue fragen nicht mehr nach ihr."
            .to_owned(),
    ])
}
