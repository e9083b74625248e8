//! Building surveys: templates, upload, editing, publishing. Previews stand in `preview`.

mod changes;
mod definition;
mod inspection;
mod preview;
mod survey;

use std::cmp::Reverse;

use app::build::{LeapNotice, OverviewPage, SurveyEntry, overview_page, surveys_page};
use axum::{
    Extension, Form, Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{Locale, format};
use inspection::Inspections;
use serde::Deserialize;
use store::{VersionState, WaveState};

use super::waves::wave_line;
use crate::{
    error::AppError,
    http::Visit,
    leap,
    page::{self, Head},
    routes::{barriers, results},
    session::Staff,
    state::AppState,
};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/intern", get(overview))
        .route("/intern/datum", post(confirm_date))
        .route("/intern/umfragen", get(list))
        .route("/intern/umfragen/neu", get(definition::new).post(definition::from_template))
        .route("/intern/umfragen/hochladen", post(definition::upload))
        .route("/intern/umfragen/vorlage/{file}", get(definition::template))
        .route("/intern/umfragen/{survey}", get(survey::show))
        .route("/intern/umfragen/{survey}/bearbeiten", get(definition::edit).post(definition::save))
        .route("/intern/umfragen/{survey}/definition.toml", get(definition::download))
        .route("/intern/umfragen/{survey}/veroeffentlichen", post(survey::publish))
        .route("/intern/umfragen/{survey}/neue-kennung", post(changes::fork))
        .route("/intern/umfragen/{survey}/verwerfen", post(survey::discard))
        .route("/intern/umfragen/{survey}/wellen", post(survey::create_wave))
        .route("/intern/umfragen/{survey}/vorschau/{locale}", get(preview::start).post(preview::begin))
        .route("/intern/umfragen/{survey}/vorschau/{locale}/{step}", post(preview::answer))
        .layer(Extension(Inspections::default()))
}

async fn overview(State(state): State<AppState>, visit: Visit, staff: Staff) -> Result<Response, AppError> {
    let mut waves = Vec::new();
    let mut tasks = Vec::new();
    let (mut running, mut today, mut total) = (0, 0, 0);
    let day = state.clock.today();
    let mut of_all = state.store.waves().await?;
    // What runs comes first, then the newest.
    of_all.sort_by_key(|wave| (wave.state != WaveState::Open, Reverse(wave.opened.clone())));
    for wave in of_all {
        let count = state.store.response_count(wave.id).await?;
        match wave.state {
            WaveState::Open => {
                running += 1;
                total += count;
                let days = state.store.returns_per_day(wave.id).await?;
                today += days.iter().find(|(of, _)| *of == day).map_or(0, |(_, count)| *count);
            }
            WaveState::Closed => {
                tasks.push((
                    format!("/intern/wellen/{}", wave.slug),
                    format!("„{}“ ansehen und veröffentlichen", wave.title),
                ));
            }
            WaveState::Planned => {
                tasks.push((format!("/intern/wellen/{}", wave.slug), format!("„{}“ öffnen", wave.title)));
            }
            WaveState::Released => {}
        }
        waves.push(wave_line(&wave, count));
    }
    for survey in state.store.surveys().await? {
        if survey.state == VersionState::Draft {
            tasks.push((
                format!("/intern/umfragen/{}", survey.slug),
                format!("Entwurf „{}“ fertigstellen", survey.slug),
            ));
        }
    }
    tasks.extend(installation_tasks(&state).await?);
    tasks.extend(barriers::task(&state).await?);
    let outdated = outdated_offers(&state).await?;
    if outdated > 0 {
        tasks.push((
            "/intern/angebote?zustand=veraltet".to_owned(),
            format!("{} Angebote prüfen: seit über zwölf Monaten nicht bestätigt", format::whole(outdated)),
        ));
    }
    let number = |n: u64| format::number(n as f64, 0, Locale::DeSie);
    let tiles = vec![
        ("Laufende Wellen".to_owned(), running.to_string(), String::new()),
        ("Antworten heute".to_owned(), number(today), "in laufenden Wellen".to_owned()),
        ("Antworten gesamt".to_owned(), number(total), "in laufenden Wellen".to_owned()),
        ("Aktive Angebote".to_owned(), format::whole(state.active_offers().await?.len()), String::new()),
    ];
    let findings = results::findings(&state).await?;
    let view = OverviewPage { leap: leap_notice(&state).await?, tiles, tasks, findings, waves };
    Ok(page::html(&state, &visit, Head::staff("Übersicht", &staff.name), || overview_page(view)))
}

/// What a new installation lacks before anybody should be asked anything.
async fn installation_tasks(state: &AppState) -> Result<Vec<(String, String)>, AppError> {
    let mut tasks = Vec::new();
    let missing = state.config.organisation.missing();
    if !missing.is_empty() {
        let what =
            format!("Impressum und Datenschutz vervollständigen: In der Konfiguration fehlt {}", missing.join(", "));
        tasks.push(("/impressum".to_owned(), what));
    }
    if state.store.municipalities().await?.is_empty() {
        tasks.push(("/intern/region".to_owned(), "Gemeinden der Region anlegen".to_owned()));
    }
    Ok(tasks)
}

async fn leap_notice(state: &AppState) -> Result<Option<LeapNotice>, AppError> {
    let date = |day: &str| format::date(day, Locale::DeSie);
    let leap = leap::leap(&state.store, &state.clock).await?;
    Ok(leap.map(|leap| LeapNotice { seen: date(&leap.seen), today: date(&leap.today), day: leap.today }))
}

#[derive(Deserialize)]
struct Confirmed {
    tag: String,
}

async fn confirm_date(
    State(state): State<AppState>,
    _: Staff,
    Form(confirmed): Form<Confirmed>,
) -> Result<Response, AppError> {
    leap::confirm(&state.store, &state.clock, &confirmed.tag).await?;
    Ok(Redirect::to("/intern").into_response())
}

async fn outdated_offers(state: &AppState) -> Result<usize, AppError> {
    let a_year_ago = state.clock.day(-365);
    Ok(state.store.offers().await?.iter().filter(|offer| offer.last_verified < a_year_ago).count())
}

async fn list(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
) -> Result<Response, AppError> {
    let mut entries = Vec::new();
    for row in state.store.surveys().await? {
        let version = state.store.version(row.id, row.number).await?.ok_or(AppError::NotFound)?;
        let published = row.state == VersionState::Published;
        let day = row.published.as_deref().map(|day| format::date(day, Locale::DeSie)).unwrap_or_default();
        entries.push(SurveyEntry {
            href: format!("/intern/umfragen/{}", row.slug),
            title: inspections.of(version.definition).await?.title(&row.slug),
            meta: if published {
                format!("Version {}, veröffentlicht am {day}", row.number)
            } else {
                format!("Version {} in Arbeit", row.number)
            },
            published,
        });
    }
    Ok(page::html(&state, &visit, Head::staff("Umfragen", &staff.name), || surveys_page(entries)))
}
