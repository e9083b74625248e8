//! One survey: its state, publishing it, and the waves made of it.

use app::build::{FindingLine, SurveyPage, VersionLine, survey_page};
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Locale, Slug, Survey, format, length,
    meaning::Audience,
    publish::{self, Severity},
};
use serde::Deserialize;
use store::{NewWave, VersionState};

use super::super::waves::wave_line;
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let view = view(&state, &slug).await?;
    Ok(page::html(&state, &visit, Head::staff(&view.title, &staff.name), || survey_page(view)))
}

async fn view(state: &AppState, slug: &str) -> Result<SurveyPage, AppError> {
    let row = state.store.survey(slug).await?.ok_or(AppError::NotFound)?;
    let versions = state.store.versions(row.id).await?;
    let latest = versions.last().ok_or(AppError::NotFound)?;
    let survey = Survey::from_toml(&latest.definition).ok();
    let href = format!("/intern/umfragen/{slug}");
    let mut waves = Vec::new();
    for wave in state.store.waves().await?.into_iter().filter(|wave| wave.survey == row.id) {
        let count = state.store.response_count(wave.id).await?;
        waves.push(wave_line(&wave, count));
    }
    let is_draft = row.state == VersionState::Draft;
    let findings = survey.as_ref().filter(|_| is_draft).map(publish::inspect).unwrap_or_default();
    Ok(SurveyPage {
        title: survey.as_ref().map_or_else(|| slug.to_owned(), |survey| survey.title.get(Locale::DeSie).to_owned()),
        facts: survey.as_ref().map(facts).unwrap_or_default(),
        is_draft,
        revision: row.revision,
        findings: findings.into_iter().map(finding).collect(),
        previews: survey.iter().flat_map(|survey| previews(&href, survey)).collect(),
        has_published: versions.iter().any(|version| version.state == VersionState::Published),
        versions: versions.iter().rev().map(version_line).collect(),
        waves,
        wave_title: String::new(),
        wave_slug: String::new(),
        problems: Vec::new(),
        href,
    })
}

fn facts(survey: &Survey) -> Vec<(String, String)> {
    let length = length::minutes(survey);
    let audience = match survey.audience {
        Audience::Firm => "Unternehmen",
        Audience::Apprentice => "Auszubildende",
        Audience::Other => "andere",
    };
    let cap = length::cap(survey.audience);
    vec![
        ("Für".to_owned(), audience.to_owned()),
        (
            "Dauer".to_owned(),
            format!(
                "{} (empfohlen: höchstens {})",
                minutes(length.minutes_rounded),
                format::shortest(cap, Locale::DeSie)
            ),
        ),
        ("Fragen".to_owned(), survey.items().count().to_string()),
        ("Kleinste gezeigte Gruppe".to_owned(), format!("{} Antworten", survey.k)),
    ]
}

fn minutes(count: u32) -> String {
    if count == 1 { "etwa eine Minute".to_owned() } else { format!("etwa {count} Minuten") }
}

fn finding(finding: publish::Finding) -> FindingLine {
    FindingLine { blocks: finding.severity == Severity::Error, place: finding.place, message: finding.message }
}

fn previews(href: &str, survey: &Survey) -> Vec<(String, String)> {
    let name = |locale: Locale| match locale {
        Locale::DeSie => "Deutsch (Sie)",
        Locale::DeDu => "Deutsch (du)",
        Locale::En => "Englisch",
    };
    survey
        .locales
        .iter()
        .map(|locale| (format!("{href}/vorschau/{}", locale.as_str()), name(*locale).to_owned()))
        .collect()
}

fn version_line(version: &store::Version) -> VersionLine {
    let state = match version.published.as_deref() {
        Some(day) => format!("veröffentlicht am {}", format::date(day, Locale::DeSie)),
        None => "Entwurf".to_owned(),
    };
    VersionLine { number: version.number, state }
}

#[derive(Deserialize)]
pub struct Publication {
    stand: i64,
}

pub async fn publish(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(posted): Form<Publication>,
) -> Result<Response, AppError> {
    let row = state.store.survey(&slug).await?.ok_or(AppError::NotFound)?;
    let version = state.store.version(row.id, row.number).await?.ok_or(AppError::NotFound)?;
    let blocked =
        || AppError::Conflict("Die Umfrage hat noch offene Punkte und kann so nicht veröffentlicht werden.".to_owned());
    let survey = Survey::from_toml(&version.definition).map_err(|_| blocked())?;
    if publish::inspect(&survey).iter().any(|finding| finding.severity == Severity::Error) {
        let view = view(&state, &slug).await?;
        let head = Head::staff(&view.title, &staff.name);
        return Ok(page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &state, &visit, head, || survey_page(view)));
    }
    let frozen = publish::freeze(survey, &state.region().await?);
    let frozen = serde_json::to_string(&frozen).map_err(AppError::internal)?;
    match state.store.publish(row.id, posted.stand, &frozen, &state.clock.today()).await {
        Ok(_) => {
            state.forget();
            Ok(Redirect::to(&format!("/intern/umfragen/{slug}")).into_response())
        }
        Err(store::Error::Conflict) => Err(AppError::Conflict(
            "Jemand hat die Umfrage inzwischen geändert oder schon veröffentlicht. Sehen Sie sie noch einmal an."
                .to_owned(),
        )),
        Err(other) => Err(other.into()),
    }
}

pub async fn discard(State(state): State<AppState>, _: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    let row = state.store.survey(&slug).await?.ok_or(AppError::NotFound)?;
    state.store.delete_unpublished(row.id).await?;
    state.forget();
    let remains = state.store.survey(&slug).await?.is_some();
    let to = if remains { format!("/intern/umfragen/{slug}") } else { "/intern/umfragen".to_owned() };
    Ok(Redirect::to(&to).into_response())
}

#[derive(Deserialize)]
pub struct WaveForm {
    #[serde(default)]
    titel: String,
    #[serde(default)]
    kuerzel: String,
}

pub async fn create_wave(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(posted): Form<WaveForm>,
) -> Result<Response, AppError> {
    let mut view = view(&state, &slug).await?;
    view.wave_title = posted.titel.trim().to_owned();
    view.wave_slug = posted.kuerzel.trim().to_lowercase();
    if view.wave_title.is_empty() || view.wave_title.chars().count() > 120 {
        view.problems.push(("titel".to_owned(), "Geben Sie einen Titel mit höchstens 120 Zeichen ein.".to_owned()));
    }
    if Slug::new(&view.wave_slug).is_err() {
        let problem = "Nehmen Sie für die Adresse kleine Buchstaben, Ziffern und Bindestriche, höchstens 48 Zeichen.";
        view.problems.push(("kuerzel".to_owned(), problem.to_owned()));
    }
    if view.problems.is_empty() {
        let row = state.store.survey(&slug).await?.ok_or(AppError::NotFound)?;
        let versions = state.store.versions(row.id).await?;
        let published = versions.iter().rev().find(|version| version.state == VersionState::Published);
        let version =
            published.ok_or_else(|| AppError::Conflict("Veröffentlichen Sie die Umfrage zuerst.".to_owned()))?;
        let new = NewWave {
            survey: row.id,
            version: version.number,
            slug: view.wave_slug.clone(),
            title: view.wave_title.clone(),
            demo: state.demo,
        };
        match state.store.create_wave(&new).await {
            Ok(_) => return Ok(Redirect::to(&format!("/intern/wellen/{}", new.slug)).into_response()),
            Err(store::Error::Conflict) => {
                view.problems.push(("kuerzel".to_owned(), format!("Die Adresse „{}“ ist schon vergeben.", new.slug)));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let head = Head::staff(&view.title, &staff.name);
    Ok(page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &state, &visit, head, || survey_page(view)))
}
