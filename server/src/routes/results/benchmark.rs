//! A firm beside others: its own values stand in the address and nowhere else.

use std::sync::Arc;

use app::results::{BenchmarkPage, BenchmarkShown, OptionGroup, OwnChoice, OwnRow, benchmark_page};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use charts::Mode;
use domain::{
    Locale,
    id::ConstructId,
    meaning::{Audience, Role},
    report::Shape,
};
use store::WaveState;

use super::{
    Viewing, benchmark_advice, benchmark_words as words, citation, compared, download, frame, released, telling,
};
use crate::{
    analysis::Analysis,
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::{AppState, RunningWave},
    story::benchmark::{Benchmark, Own, Peers, Rated, field},
};

/// What an address says: the group, own values by field, and a sentence for each thing that is wrong with it.
struct Asked {
    peers: Peers,
    /// By the position of the row.
    values: Vec<Option<u32>>,
    wrong: Vec<String>,
}

/// So many sentences on a broken address are enough.
const WRONG: usize = 6;

/// The way from the page of a released wave of firms: address and name. `None` if nothing in it can be compared.
pub fn way(running: &RunningWave, analysis: &Analysis, locale: Locale) -> Option<(String, String)> {
    let wave = &running.wave;
    let is_open = wave.state == WaveState::Released && is_of_firms(running);
    let has_rows = analysis
        .results
        .get()
        .questions
        .iter()
        .any(|question| question.meaning.construct.is_some() && question.meaning.role == Some(Role::Fulfilment));
    (is_open && has_rows).then(|| (format!("/ergebnisse/{}/vergleich", wave.slug), words::way(locale).to_owned()))
}

fn is_of_firms(running: &RunningWave) -> bool {
    running.questionnaire.audience == Audience::Firm && running.questionnaire.source.is_none()
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let (page, _) = compose(&state, &of_firms(&state, &slug).await?, &pairs, (visit.locale, Mode::Web)).await?;
    Ok(drawn(&state, &visit, StatusCode::OK, page))
}

/// A figure of the page as a file, which is the firm's own and is not kept.
pub async fn file(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, file)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let running = of_firms(&state, &slug).await?;
    let (page, _) = compose(&state, &running, &pairs, (visit.locale, Mode::Print)).await?;
    let shown = page.shown.filter(|_| page.wrong.is_empty()).ok_or(AppError::NotFound)?;
    match download::own_figure(&state, shown.figures.map_err(|_| AppError::NotFound)?, &file).await {
        Err(AppError::Busy) => busy(&state, &visit, &running, &pairs).await,
        made => made,
    }
}

/// The page, and that its file has to wait: the general words of a busy service speak of what was typed into a form.
pub async fn busy(
    state: &AppState,
    visit: &Visit,
    running: &Arc<RunningWave>,
    pairs: &[(String, String)],
) -> Result<Response, AppError> {
    let (mut page, _) = compose(state, running, pairs, (visit.locale, Mode::Web)).await?;
    page.wrong.insert(0, words::busy(visit.locale).to_owned());
    Ok(drawn(state, visit, StatusCode::SERVICE_UNAVAILABLE, page))
}

pub fn drawn(state: &AppState, visit: &Visit, status: StatusCode, page: BenchmarkPage) -> Response {
    let head = Head::public(words::title(page.locale));
    page::html_with(status, state, visit, head, || benchmark_page(page))
}

/// # Errors
/// Not found where there is no released wave of firms of this name.
pub async fn of_firms(state: &AppState, slug: &str) -> Result<Arc<RunningWave>, AppError> {
    let running = released(state, slug).await?;
    if is_of_firms(&running) { Ok(running) } else { Err(AppError::NotFound) }
}

/// What an address asks for, and how to cite it.
///
/// # Errors
/// Not found if nothing in the wave can be compared.
pub async fn compose(
    state: &AppState,
    running: &Arc<RunningWave>,
    pairs: &[(String, String)],
    (locale, mode): (Locale, Mode),
) -> Result<(BenchmarkPage, String), AppError> {
    let slug = &running.wave.slug;
    let analysis = state.analysis(running).await?;
    let tables = state.breakdown(running).await?;
    let telling = telling(state, running, &analysis, &Viewing::default(), locale, mode, true);
    let benchmark = Benchmark::new(&telling, tables.as_ref().map(|tables| tables.part(|tables| tables)));
    let rated = benchmark.rated();
    if rated.is_empty() {
        return Err(AppError::NotFound);
    }
    let asked = read(&benchmark, &rated, pairs, locale);
    let important = important(state).await?;
    let around = frame(&telling, &running.wave, format!("/ergebnisse/{slug}"));
    let citation = citation(&around, state, &running.wave);
    let page = BenchmarkPage {
        locale,
        title: around.title,
        finding: words::title(locale).to_owned(),
        cite: around.cite,
        back: around.address,
        low_rate: around.low_rate,
        address: format!("/ergebnisse/{slug}/vergleich"),
        groups: groups(&benchmark, asked.peers, locale),
        rows: rows(&benchmark, &rated, &asked, locale),
        shown: shown(&benchmark, &rated, &asked, &important, locale),
        query: query(&benchmark, &rated, &asked, locale),
        wrong: asked.wrong,
        method: words::method(telling.smallest, locale),
    };
    Ok((page, citation))
}

/// What `asked` says behind an address, without what was wrong with it. Its language is that of the page, whatever the
/// cookie of whoever it is passed on to says.
fn query(benchmark: &Benchmark, rated: &[Rated], asked: &Asked, locale: Locale) -> String {
    let own =
        rated.iter().zip(&asked.values).filter_map(|(row, value)| Some((field(row), value.as_ref()?.to_string())));
    let group = Some(("gruppe".to_owned(), benchmark.name(asked.peers))).filter(|(_, group)| !group.is_empty());
    let language = ("lang".to_owned(), locale.lang().to_owned());
    let pairs: Vec<(String, String)> = group.into_iter().chain(own).chain([language]).collect();
    // Names and numbers can always be written.
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    format!("?{query}")
}

fn read(benchmark: &Benchmark, rated: &[Rated], pairs: &[(String, String)], locale: Locale) -> Asked {
    let mut asked = Asked { peers: Peers::All, values: vec![None; rated.len()], wrong: Vec::new() };
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let is_own = name.starts_with("w.") || name.starts_with("e.");
        let wrong = match rated.iter().position(|row| field(row) == *name) {
            Some(at) => {
                let points = rated[at].scale.labels.len() as u32;
                asked.values[at] = value.parse().ok().filter(|value| (1..=points).contains(value));
                let label = || benchmark.row_label(&rated[at]);
                asked.values[at].is_none().then(|| words::out_of_range(value, &label(), points, locale))
            }
            None if is_own => Some(words::no_row(name, locale)),
            None if name == "gruppe" => match find(benchmark, value) {
                Some(peers) => {
                    asked.peers = peers;
                    None
                }
                None => Some(words::no_group(value, locale)),
            },
            None => None,
        };
        asked.wrong.extend(wrong.filter(|text| asked.wrong.len() < WRONG && !asked.wrong.contains(text)));
    }
    asked
}

fn find(benchmark: &Benchmark, name: &str) -> Option<Peers> {
    let groups = benchmark.groups();
    let mut all = groups.iter().flat_map(|(_, groups)| groups);
    all.find(|(peers, _)| benchmark.name(*peers) == name).map(|(peers, _)| *peers)
}

fn groups(benchmark: &Benchmark, chosen: Peers, locale: Locale) -> Vec<OptionGroup> {
    let all = (String::new(), words::all_firms(locale).to_owned(), chosen == Peers::All);
    let option = |(peers, label): (Peers, String)| (benchmark.name(peers), label, peers == chosen);
    let lists = benchmark
        .groups()
        .into_iter()
        .map(|(label, groups)| OptionGroup { label, options: groups.into_iter().map(option).collect() });
    std::iter::once(OptionGroup { label: String::new(), options: vec![all] }).chain(lists).collect()
}

/// One per construct, with the roles it was rated in.
fn rows(benchmark: &Benchmark, rated: &[Rated], asked: &Asked, locale: Locale) -> Vec<OwnRow> {
    let mut rows: Vec<(&ConstructId, OwnRow)> = Vec::new();
    for (row, value) in rated.iter().zip(&asked.values) {
        let choice = choice(row, *value, locale);
        match rows.iter_mut().find(|(construct, _)| **construct == row.construct) {
            Some((_, own)) => own.choices.push(choice),
            None => {
                let own = OwnRow { label: benchmark.row_label(row), choices: vec![choice] };
                rows.push((&row.construct, own));
            }
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn choice(row: &Rated, value: Option<u32>, locale: Locale) -> OwnChoice {
    let point = |(at, label): (usize, &domain::Text)| {
        let point = at as u32 + 1;
        (point.to_string(), format!("{point} – {}", label.get(locale)), value == Some(point))
    };
    let none = (String::new(), words::left_out(locale).to_owned(), value.is_none());
    let options = std::iter::once(none).chain(row.scale.labels.iter().enumerate().map(point)).collect();
    OwnChoice { name: field(row), label: words::role(row.role, locale).to_owned(), options }
}

fn shown(
    benchmark: &Benchmark,
    rated: &[Rated],
    asked: &Asked,
    important: &[(ConstructId, f64)],
    locale: Locale,
) -> Option<BenchmarkShown> {
    let own = rated.iter().zip(&asked.values).filter_map(|(rated, value)| Some(Own { rated, value: (*value)? }));
    let own: Vec<Own> = own.collect();
    if own.is_empty() {
        return None;
    }
    let is_narrow = asked.peers != Peers::All;
    let peers = if benchmark.tells(asked.peers, &own) { asked.peers } else { Peers::All };
    let said = match (is_narrow, peers) {
        (_, Peers::Group(..)) => words::with_group(&benchmark.label(peers), locale),
        (true, Peers::All) => words::fallen_back(&benchmark.label(asked.peers), locale),
        (false, Peers::All) => words::with_all(locale).to_owned(),
    };
    let is_known = own.iter().any(|own| benchmark.quartiles(peers, own.rated).is_some());
    let figure = |role| benchmark.figure(peers, &own, role);
    let figures = match is_known {
        true => Ok([Role::Fulfilment, Role::Importance].into_iter().filter_map(figure).collect()),
        false => Err(words::nothing(locale).to_owned()),
    };
    let advice = benchmark_advice::advice(benchmark, peers, &own, important, locale);
    Some(BenchmarkShown { peers: said, figures, advice })
}

/// How important apprentices of the last released wave find what they were asked about, as its page shows it.
async fn important(state: &AppState) -> Result<Vec<(ConstructId, f64)>, AppError> {
    let mut waves = compared::released(state).await?;
    waves.retain(|running| running.questionnaire.audience == Audience::Apprentice);
    let Some(last) = waves.last() else { return Ok(Vec::new()) };
    let analysis = state.analysis(last).await?;
    let questions = analysis.results.get().questions.iter();
    let rated = questions.filter(|question| question.meaning.role == Some(Role::Importance));
    let mean = |question: &domain::report::QuestionResult| match &question.distribution.shown()?.shape {
        Shape::Rating(rating) => Some((question.meaning.construct.clone()?, rating.mean.value)),
        _ => None,
    };
    Ok(rated.filter_map(mean).collect())
}
