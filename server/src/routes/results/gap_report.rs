//! The report on a wave: described as its public page is, and its released files.

use std::sync::Arc;

use app::results::ResultsPage;
use axum::{
    extract::{Path, State},
    response::Response,
};
use charts::Mode;
use domain::{Locale, format};
use report::{Logo, Report};

use super::{Viewing, attachment, compose, rate, released};
use crate::{
    error::AppError,
    gap_report::{self, LANGUAGES, Places, Setting, Texts},
    state::{AppState, RunningWave},
    verdicts,
};

/// A file in the language of its name.
pub async fn public(
    State(state): State<AppState>,
    Path((slug, file)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let running = released(&state, &slug).await?;
    let language = language(&file)?;
    let document = state.store.report_file(running.wave.id, language).await?.ok_or(AppError::NotFound)?;
    Ok(pdf(&slug, language, document))
}

/// The language of `de.pdf`.
pub fn language(file: &str) -> Result<&'static str, AppError> {
    let name = file.strip_suffix(".pdf").ok_or(AppError::NotFound)?;
    LANGUAGES.iter().map(|(language, _)| *language).find(|language| *language == name).ok_or(AppError::NotFound)
}

pub fn pdf(slug: &str, language: &str, document: Vec<u8>) -> Response {
    attachment("application/pdf", &format!("gap-report-{slug}-{language}.pdf"), document)
}

/// The report in each language, or none if too few answered.
pub async fn reports(
    state: &AppState,
    running: &Arc<RunningWave>,
    texts: &Texts,
) -> Result<Option<Vec<Report>>, AppError> {
    let (logo, levels) = (logo(state).await?, state.coverage(running).await?);
    let analysis = state.analysis(running).await?;
    let rate = rate(running, &analysis);
    let mut reports = Vec::new();
    for (_, locale) in LANGUAGES {
        let page = page(state, running, locale).await?;
        let setting = setting(state, running, locale, logo.clone());
        let places = levels.as_ref().map(|levels| match verdicts::withheld(rate, locale) {
            Some(why) => Places::Withheld(why),
            None => Places::Told(levels),
        });
        let Some(report) = gap_report::compose(page, places, texts.of(locale), setting) else {
            return Ok(None);
        };
        reports.push(report);
    }
    Ok(Some(reports))
}

/// What everybody sees, or will see, in print.
async fn page(state: &AppState, running: &Arc<RunningWave>, locale: Locale) -> Result<ResultsPage, AppError> {
    let base = format!("/ergebnisse/{}", running.wave.slug);
    compose(state, running, &Viewing::default(), (locale, Mode::Print), base, false).await
}

/// What surrounds a report on this wave.
pub fn setting(state: &AppState, running: &RunningWave, locale: Locale, logo: Option<Logo>) -> Setting {
    let config = &state.config;
    let organisation = &config.organisation;
    Setting {
        organisation: organisation.name.clone(),
        imprint: organisation.address.iter().cloned().chain([organisation.email.clone()]).collect(),
        colour: config.report.colour.clone(),
        logo,
        day: state.clock.date(),
        day_told: format::date(&state.clock.today(), locale),
        address: format!("{}/ergebnisse/{}", config.server.base_url, running.wave.slug),
    }
}

/// # Errors
/// Internal when the file of the settings is not there any more.
pub async fn logo(state: &AppState) -> Result<Option<Logo>, AppError> {
    let Some(path) = &state.config.report.logo else { return Ok(None) };
    match tokio::fs::read(path).await {
        Ok(bytes) => Ok(Some(Logo { bytes })),
        Err(error) => Err(AppError::internal(format!("report.logo, {}: {error}", path.display()))),
    }
}
