//! Each figure as CSV, SVG and PNG, and the tables of scores as CSV.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use charts::Mode;
use domain::{
    Locale,
    figure::{DataTable, Figure},
};
use exports::inert;
use sha2::{Digest, Sha256};

use super::{Viewing, released, telling};
use crate::{
    drawn::Drawn,
    error::AppError,
    http::{Query, Visit},
    session::Staff,
    state::{AppState, RunningWave},
    story::Telling,
};

pub const GAP_SCORES: &str = "kennzahlen";
pub const NEED_SCORES: &str = "rangfolge";

pub async fn public_figure(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, file)): Path<(String, String)>,
    Query(viewing): Query<Viewing>,
) -> Result<Response, AppError> {
    let running = released(&state, &slug).await?;
    download(&state, &running, &viewing, visit.locale, &file, true).await
}

pub async fn internal_figure(
    State(state): State<AppState>,
    _: Staff,
    Path((slug, file)): Path<(String, String)>,
    Query(viewing): Query<Viewing>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    download(&state, &running, &viewing, Locale::DeSie, &file, false).await
}

async fn download(
    state: &AppState,
    running: &Arc<RunningWave>,
    viewing: &Viewing,
    locale: Locale,
    file: &str,
    public: bool,
) -> Result<Response, AppError> {
    let (id, kind) = file.rsplit_once('.').ok_or(AppError::NotFound)?;
    let analysis = state.analysis(running).await?;
    let mut telling = telling(state, running, &analysis, viewing, locale, Mode::Print, public);
    telling.texts = Some(state.released_texts(running, &analysis.results).await?);
    if let (Some(table), "csv") = (scores(&telling, id), kind) {
        return self::table(file, &[&running.wave.title, &telling.source], &table);
    }
    let figures = telling.all();
    figure(state, figures, file).await
}

/// Pictures as PNG, by what is drawn on them.
pub type Pictures = Drawn<[u8; 32]>;

/// One of the figures, as `{id}.csv`, `{id}.svg` or `{id}.png`. The pictures are sheets that stand by themselves.
pub async fn figure(state: &AppState, figures: Vec<Figure>, file: &str) -> Result<Response, AppError> {
    match written(figures, file)? {
        Written::Text(done) => Ok(done),
        Written::Sheet(sheet) => {
            let drawn = Sha256::digest(&sheet).into();
            let png = state.pictures.of(drawn, move || pictures::png(&sheet)).await?;
            Ok(attachment("image/png", file, png))
        }
    }
}

/// The same of figures that hold what a firm has said of itself: none stays in memory, so each is drawn in its turn.
///
/// # Errors
/// Not found of anything else; busy when many are being drawn.
pub async fn own_figure(state: &AppState, figures: Vec<Figure>, file: &str) -> Result<Response, AppError> {
    match written(figures, file)? {
        Written::Text(done) => Ok(done),
        Written::Sheet(sheet) => {
            let png = state.firm_reports.take(move || pictures::png(&sheet)).await?;
            Ok(attachment("image/png", file, png.map_err(AppError::internal)?))
        }
    }
}

enum Written {
    Text(Response),
    /// As SVG, to be made a PNG.
    Sheet(String),
}

fn written(figures: Vec<Figure>, file: &str) -> Result<Written, AppError> {
    let (id, kind) = file.rsplit_once('.').ok_or(AppError::NotFound)?;
    let figure = figures.into_iter().find(|figure| figure.id == id).ok_or(AppError::NotFound)?;
    let head = [&figure.title, &figure.subtitle, &figure.source];
    match kind {
        "csv" => Ok(Written::Text(table(file, &head, &figure.table)?)),
        "svg" => Ok(Written::Text(attachment("image/svg+xml", file, charts::sheet(&figure)))),
        "png" => Ok(Written::Sheet(charts::sheet(&figure))),
        _ => Err(AppError::NotFound),
    }
}

/// A table as CSV, below what it is about: question, n, source.
pub fn table(file: &str, about: &[&String], table: &DataTable) -> Result<Response, AppError> {
    Ok(attachment("text/csv; charset=utf-8", file, csv(about, table)?))
}

/// The tables with scores, which belong to no single picture.
fn scores(telling: &Telling, id: &str) -> Option<DataTable> {
    match id {
        GAP_SCORES => telling.gap().map(|gap| gap.table),
        NEED_SCORES => telling.needs_table(),
        _ => None,
    }
}

fn csv(about: &[&String], table: &DataTable) -> Result<String, AppError> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let lines: Vec<Vec<String>> = about.iter().map(|text| vec![(*text).clone()]).collect();
    for line in lines.iter().chain([&table.head]).chain(&table.rows) {
        let inert: Vec<String> =
            line.iter().map(|cell| if is_figure(cell) { cell.clone() } else { inert(cell) }).collect();
        writer.write_record(&inert).map_err(AppError::internal)?;
    }
    let bytes = writer.into_inner().map_err(AppError::internal)?;
    String::from_utf8(bytes).map_err(AppError::internal)
}

/// A number is no formula, even with a minus before it.
fn is_figure(cell: &str) -> bool {
    cell.chars().all(|c| c.is_ascii_digit() || "−+-.,% \u{202f}\u{a0}•–≤≥".contains(c))
}

pub fn attachment(kind: &'static str, file: &str, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // Opened by itself a picture may load and run nothing.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'"),
    );
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
