//! A firm's comparison as PDF: from the same address, made for whoever asks, and forgotten.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use charts::Mode;

use super::{
    attachment,
    benchmark::{busy, compose, drawn, of_firms},
    benchmark_words as words,
    gap_report::{logo, setting},
};
use crate::{error::AppError, firm_report, http::Visit, state::AppState};

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
