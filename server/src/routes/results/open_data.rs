//! All figures of a result page in one table for machines: what the tables of the page say, cell by cell and rounded as
//! they are. A file that is made of nothing else cannot tell more than the page.

mod told;
mod words;

use std::{path, sync::Arc};

use axum::{
    extract::{Path, State},
    response::Response,
};
use charts::Mode;
use domain::{Locale, figure::DataTable};
use exports::{Cell, DataFile, ExportError, Fact, Form, Format, Label, Variable};

use super::{
    Viewing, citation,
    download::{GAP_SCORES, NEED_SCORES, attachment},
    frame, released, telling,
};
use crate::{
    error::AppError,
    export::scratch,
    http::Visit,
    session::Staff,
    state::{AppState, RunningWave},
    story::{Telling, needs_and_offers},
};
use told::{Reading, told};
use words::{Words, words};

const OFFERED: [Format; 6] =
    [Format::Xlsx, Format::GermanCsv, Format::Csv, Format::Parquet, Format::Codebook, Format::GermanCodebook];

/// Codes of the column `unit`.
const UNITS: [&str; 2] = ["number", "percent"];

pub async fn public(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, format)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let running = released(&state, &slug).await?;
    send(&state, &running, visit.locale, &format, true).await
}

pub async fn internal(
    State(state): State<AppState>,
    _: Staff,
    Path((slug, format)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    send(&state, &running, Locale::DeSie, &format, false).await
}

async fn send(
    state: &AppState,
    running: &Arc<RunningWave>,
    locale: Locale,
    format: &str,
    public: bool,
) -> Result<Response, AppError> {
    let format = Format::parse(format).filter(|format| OFFERED.contains(format)).ok_or(AppError::NotFound)?;
    let locale = if locale.is_german() { Locale::DeSie } else { Locale::En };
    let analysis = state.analysis(running).await?;
    if analysis.results.get().respondents.shown().is_none() {
        return Err(AppError::NotFound);
    }
    let tables = {
        let mut telling = telling(state, running, &analysis, &Viewing::default(), locale, Mode::Print, public);
        telling.texts = Some(state.released_texts(running, &analysis.results).await?);
        let needs_and_offers = needs_and_offers(&telling, &state.active_offers().await?);
        Tables {
            all: tables(&telling, needs_and_offers, words(locale)),
            file: describe(state, running, &telling),
            locale,
        }
    };
    let scratch = scratch(&state.config);
    let name = format.file_name(&tables.file);
    let written = tokio::task::spawn_blocking(move || tables.write(format, &scratch)).await;
    let bytes = written.map_err(AppError::internal)?.map_err(AppError::internal)?;
    Ok(attachment(format.content_type(), &name, bytes))
}

/// A table of the page: its address there, and what it is about.
struct Table {
    id: String,
    about: String,
    table: DataTable,
}

/// Everything on the page, in its order.
fn tables(telling: &Telling, needs_and_offers: Option<DataTable>, words: &Words) -> Vec<Table> {
    let figures =
        telling.all().into_iter().map(|figure| Table { id: figure.id, about: figure.subtitle, table: figure.table });
    let scores = |id: &str, about: &str, table: Option<DataTable>| {
        let table = table.filter(|table| !table.rows.is_empty());
        table.map(|table| Table { id: id.to_owned(), about: about.to_owned(), table })
    };
    let more = [
        scores(GAP_SCORES, words.gap_scores, telling.gap().map(|gap| gap.table)),
        scores(NEED_SCORES, words.need_scores, telling.needs_table()),
        scores("angebote", words.offers, needs_and_offers),
    ];
    figures.chain(more.into_iter().flatten()).collect()
}

fn describe(state: &AppState, running: &RunningWave, telling: &Telling) -> DataFile {
    let (locale, wave) = (telling.locale, &running.wave);
    let words = words(locale);
    let page = frame(telling, wave, String::new());
    let citation = citation(&page, state, wave);
    let method = page.method.into_iter().chain([page.statistics]).map(|value| Fact { name: words.method, value });
    let facts = [
        Fact { name: words.survey, value: page.title.clone() },
        Fact { name: words.cite_as, value: citation },
        Fact { name: words.content, value: words.rounded.to_owned() },
    ];
    DataFile {
        stem: format!("ergebnisse-{}", wave.slug),
        title: page.title,
        language: locale.lang(),
        is_german: locale.is_german(),
        made: state.clock.today(),
        rows: None,
        method: facts.into_iter().chain(method).collect(),
        variables: variables(words),
        sets: Vec::new(),
    }
}

fn variables(words: &Words) -> Vec<Variable> {
    let labels = |codes: &[&str], texts: &[&str]| {
        let label =
            |(code, text): (&&str, &&str)| Label { code: (*code).into(), text: (*text).into(), ..Label::default() };
        codes.iter().zip(texts).map(label).collect::<Vec<_>>()
    };
    let variable = |(name, question): (&str, &str), form, kind, labels| Variable {
        name: name.to_owned(),
        question: question.to_owned(),
        kind,
        form,
        labels,
        uncoded: None,
        missing: Vec::new(),
        meaning: String::new(),
        versions: String::new(),
        earlier: String::new(),
    };
    let text = |about| variable(about, Form::Text, "text", Vec::new());
    let number = |about| variable(about, Form::Number { decimals: 2 }, "number", Vec::new());
    let choice = |about, codes: &[&str], texts: &[&str]| variable(about, Form::Choice, "single", labels(codes, texts));
    vec![
        text(("figure", words.figure)),
        text(("question", words.question)),
        text(("row", words.row)),
        text(("column", words.column)),
        text(("shown", words.shown)),
        choice(("reading", words.reading), &Reading::CODES, &words.readings),
        number(("value", words.value)),
        number(("lower", words.lower)),
        number(("upper", words.upper)),
        choice(("unit", words.unit), &UNITS, &words.units),
    ]
}

/// What is written, apart from what it was made of.
struct Tables {
    all: Vec<Table>,
    file: DataFile,
    locale: Locale,
}

impl Tables {
    fn write(&self, format: Format, scratch: &path::Path) -> Result<Vec<u8>, ExportError> {
        let mut bytes = Vec::new();
        let mut rows = self.all.iter().flat_map(|table| rows(table, self.locale));
        let mut sink = format.sink(&self.file, None, scratch, &mut bytes)?;
        rows.try_for_each(|row| sink.row(&row))?;
        sink.finish()?;
        Ok(bytes)
    }
}

/// A row for each cell but the first ones, which say what the others are about.
fn rows(table: &Table, locale: Locale) -> Vec<Vec<Cell<'_>>> {
    let cells = table.table.rows.iter().flat_map(|line| {
        let (row, cells) = line.split_first().map_or(("", &[][..]), |(row, cells)| (row.as_str(), cells));
        let columns = table.table.head.iter().skip(1).map(String::as_str);
        cells.iter().zip(columns).map(move |(cell, column)| (row, column, cell.as_str()))
    });
    cells.map(|(row, column, cell)| line(table, (row, column, cell), locale)).collect()
}

fn line<'t>(table: &'t Table, (row, column, cell): (&'t str, &'t str, &'t str), locale: Locale) -> Vec<Cell<'t>> {
    let is_interval = [row, column].contains(&charts::interval_head(locale));
    let said = told(cell, is_interval, locale);
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    vec![
        Cell::Text(table.id.as_str().into()),
        Cell::Text(table.about.as_str().into()),
        Cell::Text(row.into()),
        Cell::Text(column.into()),
        Cell::Text(cell.into()),
        Cell::Choice(said.reading as usize),
        number(said.value),
        number(said.ends.map(|(lower, _)| lower)),
        number(said.ends.map(|(_, upper)| upper)),
        said.is_percent.map_or(Cell::Empty, |is_percent| Cell::Choice(usize::from(is_percent))),
    ]
}
