//! One survey: its state, publishing it, and the waves made of it.

use app::build::{AdviceLine, FindingLine, SurveyPage, VersionLine, survey_page};
use axum::{
    Extension, Form,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Locale, Slug, Survey, format, length,
    meaning::Audience,
    publish::{self, Finding, Severity, plain::Advice},
};
use serde::Deserialize;
use store::{Access, NewWave, SurveyRow, VersionState, Wave};

use super::{super::waves::wave_line, changes, inspection::Inspections};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    publication::{self, Decisions, PublishError, Published},
    session::Staff,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let view = view(&state, &inspections, &slug).await?;
    Ok(page::html(&state, &visit, Head::staff(&view.title, &staff.name), || survey_page(view)))
}

async fn view(state: &AppState, inspections: &Inspections, slug: &str) -> Result<SurveyPage, AppError> {
    let row = state.store.survey(slug).await?.ok_or(AppError::NotFound)?;
    let versions = state.store.versions(row.id).await?;
    let latest = versions.last().ok_or(AppError::NotFound)?;
    let inspected = inspections.of(latest.definition.clone()).await?;
    let survey = inspected.survey.as_ref().ok();
    let href = format!("/intern/umfragen/{slug}");
    let waves = waves_of(state, &row).await?;
    let mut lines = Vec::new();
    for wave in &waves {
        let count = state.store.response_count(wave.id).await?;
        lines.push(wave_line(wave, count));
    }
    let is_draft = row.state == VersionState::Draft;
    let changes = match survey.filter(|_| is_draft) {
        Some(draft) => changes::of(state, row.id, draft, &versions).await?,
        None => None,
    };
    let homeless = match survey {
        Some(survey) => publish::without_places(survey, &state.store.municipalities().await?),
        None => Vec::new(),
    };
    let findings = homeless.iter().chain(&inspected.findings).filter(|_| is_draft);
    Ok(SurveyPage {
        title: inspected.title(slug),
        facts: survey.map(facts).unwrap_or_default(),
        is_draft,
        revision: row.revision,
        findings: findings.map(finding).collect(),
        advice: inspected.advice.iter().filter(|_| is_draft).map(advice).collect(),
        switches: survey
            .filter(|_| changes.is_some())
            .map(|draft| changes::switches(&waves, draft))
            .unwrap_or_default(),
        changes,
        confirmed: false,
        outdated: false,
        previews: survey.filter(|_| inspected.can_be_shown).map(|survey| previews(&href, survey)).unwrap_or_default(),
        has_published: versions.iter().any(|version| version.state == VersionState::Published),
        versions: versions.iter().rev().map(version_line).collect(),
        waves: lines,
        wave_title: String::new(),
        wave_slug: String::new(),
        problems: Vec::new(),
        href,
    })
}

/// How even the blocks of a best-worst question are, as counted in them.
fn blocks(survey: &Survey) -> impl Iterator<Item = (String, String)> {
    publish::designs(survey).map(|(item, design)| {
        let (plan, balance) = (design.plan, design.balance());
        let (least, most) = balance.pairs;
        let pairs = if least == most { most.to_string() } else { format!("{least}- bis {most}") };
        let text = format!(
            "{} Fassungen mit je {} Blöcken zu {}. In jeder Fassung kommt jede Zeile {}-mal vor, über alle Fassungen jedes \
             Paar {pairs}-mal.",
            design.versions(),
            plan.blocks,
            plan.block_size,
            plan.appearances
        );
        (format!("Blöcke von „{item}“"), text)
    })
}

async fn waves_of(state: &AppState, row: &SurveyRow) -> Result<Vec<Wave>, AppError> {
    let mut waves = state.store.waves().await?;
    waves.retain(|wave| wave.survey == row.id);
    Ok(waves)
}

fn facts(survey: &Survey) -> Vec<(String, String)> {
    let length = length::minutes(survey);
    let audience = match survey.audience {
        Audience::Firm => "Unternehmen",
        Audience::Apprentice => "Auszubildende",
        Audience::Other => "andere",
    };
    let cap = length::cap(survey.audience);
    let mut facts = vec![
        ("Für".to_owned(), audience.to_owned()),
        (
            "Dauer".to_owned(),
            format!(
                "{} (empfohlen: höchstens {})",
                format::about_minutes(length.minutes_rounded, Locale::DeSie),
                format::shortest(cap, Locale::DeSie)
            ),
        ),
        ("Fragen".to_owned(), survey.items().count().to_string()),
        ("Kleinste gezeigte Gruppe".to_owned(), format!("{} Antworten", survey.k)),
    ];
    facts.extend(blocks(survey));
    facts
}

fn finding(finding: &Finding) -> FindingLine {
    let (place, message) = (finding.place.clone(), finding.message.clone());
    FindingLine { blocks: finding.severity == Severity::Error, place, message }
}

fn advice(advice: &Advice) -> AdviceLine {
    let locales: Vec<&str> = advice.locales.iter().map(|locale| locale.german_name()).collect();
    AdviceLine {
        place: format!("{} ({})", advice.place, locales.join(", ")),
        sentence: advice.sentence.clone(),
        remedy: advice.remedy.clone(),
    }
}

fn previews(href: &str, survey: &Survey) -> Vec<(String, String)> {
    survey
        .locales
        .iter()
        .map(|locale| (format!("{href}/vorschau/{}", locale.as_str()), locale.german_name().to_owned()))
        .collect()
}

fn version_line(version: &store::Version) -> VersionLine {
    let state = match version.published.as_deref() {
        Some(day) => format!("veröffentlicht am {}", format::date(day, Locale::DeSie)),
        None => "Entwurf".to_owned(),
    };
    VersionLine { number: version.number, state }
}

/// The form that publishes: `stand`, and what staff have decided.
struct Posted {
    stand: i64,
    confirmed: bool,
    /// Slugs of the waves that go over.
    waves: Vec<String>,
}

impl Posted {
    fn read(body: &Bytes) -> Option<Posted> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).ok()?;
        let all = |name: &str| -> Vec<String> {
            pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
        };
        let stand = all("stand").first()?.parse().ok()?;
        Some(Posted { stand, confirmed: !all("bestaetigt").is_empty(), waves: all("welle") })
    }
}

pub async fn publish(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let Some(posted) = Posted::read(&body) else { return outdated(&state, &visit, &staff, &inspections, &slug).await };
    let row = state.store.survey(&slug).await?.ok_or(AppError::NotFound)?;
    let waves = waves_of(&state, &row).await?;
    let chosen = waves.iter().filter(|wave| posted.waves.contains(&wave.slug) && changes::can_switch(wave)).cloned();
    let decisions = Decisions { waves: chosen.collect(), confirmed: posted.confirmed };
    // What was seen is published, not what somebody saved since.
    let row = SurveyRow { revision: posted.stand, ..row };
    match published(&state, row, decisions).await? {
        Ok(_) => Ok(Redirect::to(&format!("/intern/umfragen/{slug}")).into_response()),
        Err(
            error @ (PublishError::Findings(_)
            | PublishError::Document(_)
            | PublishError::Refused(_)
            | PublishError::Unconfirmed(_)),
        ) => {
            let mut view = view(&state, &inspections, &slug).await?;
            view.confirmed = posted.confirmed;
            for switch in &mut view.switches {
                switch.goes_over = posted.waves.contains(&switch.slug);
            }
            if matches!(error, PublishError::Unconfirmed(_)) {
                let problem = "Bestätigen Sie, dass noch dasselbe gemeint ist, oder führen Sie die Fragen als neue.";
                view.problems.push(("bestaetigt".to_owned(), problem.to_owned()));
            }
            let head = Head::staff(&view.title, &staff.name);
            Ok(page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &state, &visit, head, || survey_page(view)))
        }
        Err(PublishError::NoDraft | PublishError::Store(store::Error::Conflict)) => {
            // Pressed twice: what was seen is what is published.
            let stored = state.store.survey(&slug).await?.ok_or(AppError::NotFound)?;
            match stored.state == VersionState::Published && stored.revision == posted.stand {
                true => Ok(Redirect::to(&format!("/intern/umfragen/{slug}")).into_response()),
                false => outdated(&state, &visit, &staff, &inspections, &slug).await,
            }
        }
        Err(PublishError::Store(other)) => Err(other.into()),
        Err(other) => Err(AppError::internal(other)),
    }
}

/// The survey as it is now, and that nothing was done to it: what was posted was about another state of it.
pub async fn outdated(
    state: &AppState,
    visit: &Visit,
    staff: &Staff,
    inspections: &Inspections,
    slug: &str,
) -> Result<Response, AppError> {
    let view = SurveyPage { outdated: true, ..view(state, inspections, slug).await? };
    let head = Head::staff(&view.title, &staff.name);
    Ok(page::html_with(StatusCode::CONFLICT, state, visit, head, || survey_page(view)))
}

/// Goes on when whoever asked for it does not wait any longer: the version is stored then all the same, and no page may go
/// on with the one before.
async fn published(
    state: &AppState,
    row: SurveyRow,
    decisions: Decisions,
) -> Result<Result<Published, PublishError>, AppError> {
    let (state, today) = (state.clone(), state.clock.today());
    let publishing = async move {
        let done = publication::publish_as(&state.store, &row, &today, decisions).await;
        state.forget();
        done
    };
    tokio::spawn(publishing).await.map_err(AppError::internal)
}

#[derive(Deserialize)]
pub struct Discarded {
    #[serde(default)]
    stand: i64,
}

/// Deletes the draft that was seen, not what somebody has saved since.
pub async fn discard(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
    Path(slug): Path<String>,
    Form(seen): Form<Discarded>,
) -> Result<Response, AppError> {
    let row = state.store.survey(&slug).await?.ok_or(AppError::NotFound)?;
    match state.store.delete_unpublished(row.id, seen.stand).await {
        Err(store::Error::Conflict) if row.state == VersionState::Draft => {
            return outdated(&state, &visit, &staff, &inspections, &slug).await;
        }
        done => done?,
    }
    state.forget();
    let remains = state.store.survey(&slug).await?.is_some();
    let to = if remains { format!("/intern/umfragen/{slug}") } else { "/intern/umfragen".to_owned() };
    Ok(Redirect::to(&to).into_response())
}

async fn usual_access(state: &AppState, row: &SurveyRow) -> Result<Access, AppError> {
    let published = publication::latest(&state.store, row).await.map_err(AppError::internal)?;
    Ok(published.map_or(Access::Open, |published| publication::usual_access(published.questionnaire.survey())))
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
    Extension(inspections): Extension<Inspections>,
    Path(slug): Path<String>,
    Form(posted): Form<WaveForm>,
) -> Result<Response, AppError> {
    let mut view = view(&state, &inspections, &slug).await?;
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
            Ok(wave) => {
                state.store.set_access(wave, usual_access(&state, &row).await?).await?;
                return Ok(Redirect::to(&format!("/intern/wellen/{}", new.slug)).into_response());
            }
            Err(store::Error::Conflict) => {
                view.problems.push(("kuerzel".to_owned(), format!("Die Adresse „{}“ ist schon vergeben.", new.slug)));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let head = Head::staff(&view.title, &staff.name);
    Ok(page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &state, &visit, head, || survey_page(view)))
}
