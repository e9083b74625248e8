//! Travel times from one municipality to all others.

use app::{
    region::{Destination, TravelPage, travel_page},
    ui::Entry,
};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Locale, format,
    place::{Municipality, estimated_minutes},
};
use serde::Deserialize;
use store::{Correction, Travel, TravelMode};

use super::{
    find,
    ways::{MODES, corrected, minutes},
};
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
    von: String,
    erledigt: String,
}

/// Without an origin, or with one that has left the region, the first municipality by name.
pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let matrix = Matrix::load(&state).await?;
    let done = match asked.erledigt.strip_prefix("uebernommen-").and_then(|count| count.parse::<usize>().ok()) {
        Some(1) => Some("1 Fahrzeit ist übernommen.".to_owned()),
        Some(count) => Some(format!("{} Fahrzeiten sind übernommen.", format::whole(count))),
        None if asked.erledigt == "gespeichert" => Some("Die Fahrzeiten sind gespeichert.".to_owned()),
        None => None,
    };
    let asked_for = matrix.places.iter().find(|place| place.ags.as_str() == asked.von);
    let origin = asked_for.or_else(|| matrix.places.first()).cloned();
    let form = Page { origin, done, ..Page::default() };
    Ok(form.show(&state, &visit, &staff, &matrix))
}

/// The address of the form, asked for by itself.
pub async fn show_from(_: Staff, Path(ags): Path<String>) -> Redirect {
    Redirect::to(&format!("/intern/region/fahrzeiten?von={}", page::encode_query(&ags)))
}

pub async fn save(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(ags): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let origin = find(&state, &ags).await?;
    let matrix = Matrix::load(&state).await?;
    let (corrections, problems) = matrix.read(&origin, &pairs);
    let seen = pairs.iter().find(|(name, _)| name == "stand").map(|(_, stand)| stand.as_str());
    let changed = seen != Some(&matrix.stamp(&origin)) && !corrections.is_empty();
    if changed || !problems.is_empty() {
        let form = Page { origin: Some(origin), typed: Some(pairs), problems, changed, done: None };
        return Ok(form.show(&state, &visit, &staff, &matrix));
    }
    state.store.correct_travel(&corrections).await?;
    state.forget();
    Ok(Redirect::to(&format!("/intern/region/fahrzeiten?von={}&erledigt=gespeichert", origin.ags)).into_response())
}

/// All places by name, and what was put right.
struct Matrix {
    places: Vec<Municipality>,
    travel: Vec<Travel>,
}

impl Matrix {
    async fn load(state: &AppState) -> Result<Matrix, AppError> {
        let mut places = state.store.municipalities().await?;
        places.sort_by_cached_key(|place| folded(&place.name));
        Ok(Matrix { places, travel: state.store.travel_minutes().await? })
    }

    fn destinations<'a>(&'a self, origin: &'a Municipality) -> impl Iterator<Item = &'a Municipality> {
        self.places.iter().filter(|place| place.ags != origin.ags)
    }

    /// A mark of everything that is stored from here.
    fn stamp(&self, origin: &Municipality) -> String {
        let ways = self.travel.iter().filter(|way| way.origin == origin.ags);
        stamp(&ways.map(|way| (way.destination.as_str(), way.mode.as_str(), way.minutes)).collect::<Vec<_>>())
    }

    /// What the form changes, and what is wrong with it. Fields that were not posted stay as they are.
    fn read(&self, origin: &Municipality, pairs: &[(String, String)]) -> (Vec<Correction>, Vec<(String, String)>) {
        let (mut corrections, mut problems) = (Vec::new(), Vec::new());
        for to in self.destinations(origin) {
            for mode in MODES {
                let name = field(mode, to);
                let Some((_, typed)) = pairs.iter().find(|(key, _)| *key == name) else { continue };
                match minutes(typed) {
                    Err(problem) => problems.push((name, problem)),
                    Ok(minutes) if minutes == corrected(&self.travel, &origin.ags, &to.ags, mode) => {}
                    Ok(minutes) => {
                        let (origin, destination) = (origin.ags.clone(), to.ags.clone());
                        corrections.push(Correction { origin, destination, mode, minutes });
                    }
                }
            }
        }
        (corrections, problems)
    }
}

fn field(mode: TravelMode, to: &Municipality) -> String {
    format!("{}-{}", mode.as_str(), to.ags)
}

#[derive(Default)]
struct Page {
    origin: Option<Municipality>,
    /// As posted; else what is stored.
    typed: Option<Vec<(String, String)>>,
    problems: Vec<(String, String)>,
    changed: bool,
    done: Option<String>,
}

impl Page {
    fn show(self, state: &AppState, visit: &Visit, staff: &Staff, matrix: &Matrix) -> Response {
        let status = match (self.problems.is_empty(), self.changed) {
            (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
            (true, true) => StatusCode::CONFLICT,
            (true, false) => StatusCode::OK,
        };
        let view = TravelPage {
            origins: matrix.places.iter().map(|place| Entry::new(place.ags.as_str(), &*place.name)).collect(),
            origin: self.origin.as_ref().map(|origin| origin.ags.to_string()).unwrap_or_default(),
            origin_name: self.origin.as_ref().map(|origin| origin.name.clone()).unwrap_or_default(),
            destinations: self.destinations(matrix),
            stamp: self.origin.as_ref().map(|origin| matrix.stamp(origin)).unwrap_or_default(),
            problems: self.problems,
            changed: self.changed,
            done: self.done,
        };
        page::html_with(status, state, visit, Head::staff("Fahrzeiten", &staff.name), || travel_page(view))
    }

    fn destinations(&self, matrix: &Matrix) -> Vec<Destination> {
        let Some(origin) = &self.origin else { return Vec::new() };
        let text = |mode, to: &Municipality| {
            let name = field(mode, to);
            let posted = self.typed.as_ref().and_then(|pairs| pairs.iter().find(|(key, _)| *key == name));
            let stored = || corrected(&matrix.travel, &origin.ags, &to.ags, mode);
            posted.map(|(_, typed)| typed.clone()).or_else(|| stored().map(shown)).unwrap_or_default()
        };
        let destination = |to: &Municipality| Destination {
            ags: to.ags.to_string(),
            name: to.name.clone(),
            estimated_minutes: estimated_minutes(origin, to),
            car: text(TravelMode::Car, to),
            transit: text(TravelMode::Transit, to),
        };
        matrix.destinations(origin).map(destination).collect()
    }
}

fn shown(minutes: f64) -> String {
    format::shortest(minutes, Locale::DeSie)
}
