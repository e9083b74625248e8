//! A firm's comparison as PDF: from the same address, made for whoever asks, and forgotten.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use charts::Mode;
use domain::Locale;

use super::{
    attachment,
    benchmark::{Asked, compose, drawn, of_firms},
    benchmark_words as words,
    gap_report::{logo, setting},
};
use crate::{
    error::AppError,
    firm_report,
    http::Visit,
    state::{AppState, RunningWave},
    story::benchmark::{Benchmark, Rated, field},
};

/// The address that says the same as `asked`, without what was wrong with it. Its language is that of the page, whatever
/// the cookie of whoever it is passed on to says.
pub fn address(slug: &str, benchmark: &Benchmark, rated: &[Rated], asked: &Asked, locale: Locale) -> String {
    let own =
        rated.iter().zip(&asked.values).filter_map(|(row, value)| Some((field(row), value.as_ref()?.to_string())));
    let group = Some(("gruppe".to_owned(), benchmark.name(asked.peers))).filter(|(_, group)| !group.is_empty());
    let language = ("lang".to_owned(), locale.lang().to_owned());
    let pairs: Vec<(String, String)> = group.into_iter().chain(own).chain([language]).collect();
    // Names and numbers can always be written.
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    format!("/ergebnisse/{slug}/vergleich.pdf?{query}")
}

/// The report, or the page where its address has something wrong or compares nothing: that says what and why.
pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let locale = visit.locale;
    let running = of_firms(&state, &slug).await?;
    let (page, citation) = compose(&state, &running, &pairs, (locale, Mode::Print)).await?;
    let is_right = page.wrong.is_empty();
    let setting = setting(&state, &running, locale, logo(&state).await?);
    match firm_report::compose(page, citation, setting).filter(|_| is_right) {
        Some(report) => {
            let made = match state.firm_reports.take(move || report.pdf()).await {
                Err(AppError::Busy) => return busy(&state, &visit, &running, &pairs).await,
                made => made?,
            };
            let file = format!("vergleich-{slug}-{}.pdf", locale.lang());
            Ok(attachment("application/pdf", &file, made.map_err(AppError::internal)?))
        }
        None => {
            let (mut page, _) = compose(&state, &running, &pairs, (locale, Mode::Web)).await?;
            if page.shown.is_none() || !is_right {
                page.wrong.insert(0, words::no_pdf(locale).to_owned());
            }
            Ok(drawn(&state, &visit, StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// The page, and that it has to wait: the general words of a busy service speak of what was typed into a form.
async fn busy(
    state: &AppState,
    visit: &Visit,
    running: &Arc<RunningWave>,
    pairs: &[(String, String)],
) -> Result<Response, AppError> {
    let (mut page, _) = compose(state, running, pairs, (visit.locale, Mode::Web)).await?;
    page.wrong.insert(0, words::pdf_busy(visit.locale).to_owned());
    Ok(drawn(state, visit, StatusCode::SERVICE_UNAVAILABLE, page))
}
