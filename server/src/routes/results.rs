//! Results: released waves for everybody, every wave for staff, each figure as CSV, SVG and PNG.

mod benchmark;
mod benchmark_advice;
mod benchmark_pdf;
mod benchmark_words;
mod compared;
mod comparing_words;
mod download;
mod earlier;
pub mod gap_report;
mod groups;
mod groups_ways;
mod groups_words;
pub mod open_answers;
mod open_data;
mod viewing;
mod words;

use std::sync::Arc;

use app::results::{Hidden, Method, ResultEntry, ResultsPage, Section, Switches, results_list_page, results_page};
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use charts::Mode;
use domain::{Locale, Survey, disclosure::Rule, format, offer::Offer};
use store::{Wave, WaveState};

use download::{GAP_SCORES, NEED_SCORES};
pub use download::{Pictures, attachment, figure as figure_file, table as table_file};
use viewing::{Viewing, Ways};

use crate::{
    analysis::Analysis,
    error::AppError,
    http::{Query, Visit},
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
    story::{Finding, ResponseRate, Telling, needs_and_offers},
};

pub use earlier::earlier;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/ergebnisse", get(list))
        .route("/ergebnisse/{wave}", get(public))
        .route("/ergebnisse/{wave}/gruppen", get(groups::public))
        .route("/ergebnisse/{wave}/gruppen/{file}", get(groups::public_file))
        .route("/ergebnisse/{wave}/vergleich", get(benchmark::show))
        .route("/ergebnisse/{wave}/vergleich.pdf", get(benchmark_pdf::show))
        .route("/ergebnisse/{wave}/vergleich/{file}", get(benchmark::file))
        .route("/ergebnisse/{wave}/{figure}", get(download::public_figure))
        .route("/ergebnisse/{wave}/daten/{format}", get(open_data::public))
        .route("/ergebnisse/{wave}/bericht/{file}", get(gap_report::public))
        .route("/perspektiven", get(compared::perspectives))
        .route("/perspektiven/{figure}", get(compared::perspectives_file))
        .route("/verlauf/{survey}", get(compared::trend))
        .route("/verlauf/{survey}/{figure}", get(compared::trend_file))
        .route("/intern/wellen/{wave}/ergebnisse", get(internal))
        .route("/intern/wellen/{wave}/ergebnisse/gruppen", get(groups::internal))
        .route("/intern/wellen/{wave}/ergebnisse/gruppen/{file}", get(groups::internal_file))
        .route("/intern/wellen/{wave}/ergebnisse/{figure}", get(download::internal_figure))
        .route("/intern/wellen/{wave}/ergebnisse/daten/{format}", get(open_data::internal))
        .route("/intern/wellen/{wave}/abdeckung", get(super::coverage::show))
        .route("/intern/wellen/{wave}/abdeckung/{file}", get(super::coverage::file))
}

async fn list(State(state): State<AppState>, visit: Visit) -> Result<Response, AppError> {
    let locale = visit.locale;
    let (entries, ways) = (entries(&state, locale).await?, compared::ways(&state, locale).await?);
    let title = if locale.is_german() { "Ergebnisse" } else { "Results" };
    Ok(page::html(&state, &visit, Head::public(title), || results_list_page(entries, ways, locale)))
}

/// The released waves, with what they found once somebody has looked, the newest first; what is there as an example comes last.
pub async fn entries(state: &AppState, locale: Locale) -> Result<Vec<ResultEntry>, AppError> {
    let mut entries = Vec::new();
    let mut released = state.store.waves().await?;
    released.retain(|wave| wave.state == WaveState::Released);
    released.sort_by(|a, b| b.closed.cmp(&a.closed));
    let offers = state.active_offers().await?;
    for wave in released {
        let running = state.running(&wave.slug).await?;
        let finding = known_finding(state, &running, &offers, locale).await?;
        let responses = state.store.response_count(wave.id).await?;
        let answered = answers(responses, &running.questionnaire, locale);
        let fieldwork = running.questionnaire.fieldwork.as_ref().map(|text| text.get(locale).to_owned());
        entries.push(ResultEntry {
            href: format!("/ergebnisse/{}", wave.slug),
            meta: [answered, fieldwork.unwrap_or_else(|| period(&wave, locale))].join(" · "),
            finding,
            foreign: running.questionnaire.source.is_some(),
            title: wave.title,
        });
    }
    entries.sort_by_key(|entry| entry.foreign);
    Ok(entries)
}

/// What a wave has found, if it was counted once: nobody waits for that here.
async fn known_finding(
    state: &AppState,
    running: &RunningWave,
    offers: &[Offer],
    locale: Locale,
) -> Result<Option<String>, AppError> {
    let Some(analysis) = state.known_or_none(running).await else { return Ok(None) };
    let telling = telling(state, running, &analysis, &Viewing::default(), locale, Mode::Web, true);
    Ok(telling.finding(offers).map(|finding| finding.first))
}

/// What the newest waves that staff have seen have found: address of the results, title, finding.
pub async fn findings(state: &AppState) -> Result<Vec<(String, String, String)>, AppError> {
    let (mut seen, offers) = (state.store.waves().await?, state.active_offers().await?);
    seen.retain(|wave| wave.state == WaveState::Released || (wave.state == WaveState::Closed && wave.viewed));
    seen.sort_by(|a, b| b.closed.cmp(&a.closed));
    let mut findings = Vec::new();
    for wave in seen {
        let running = state.running(&wave.slug).await?;
        if running.questionnaire.source.is_none()
            && let Some(finding) = known_finding(state, &running, &offers, Locale::DeSie).await?
        {
            findings.push((format!("/intern/wellen/{}/ergebnisse", wave.slug), wave.title, finding));
        }
    }
    findings.truncate(FINDINGS);
    Ok(findings)
}

/// On the first page of staff.
const FINDINGS: usize = 5;

/// How many answered; a small number is not told.
fn answers(responses: u64, survey: &Survey, locale: Locale) -> String {
    let k = Rule::of(survey).k();
    match (responses < k, locale.is_german()) {
        (true, true) => format!("weniger als {k} Antworten"),
        (true, false) => format!("fewer than {k} answers"),
        (false, true) => format!("{}\u{a0}Antworten", format::count(responses, locale)),
        (false, false) => format!("{}\u{a0}answers", format::count(responses, locale)),
    }
}

/// "12. September bis 23. Oktober 2026"
pub fn period(wave: &Wave, locale: Locale) -> String {
    let since = if locale.is_german() { "seit" } else { "since" };
    match (&wave.opened, &wave.closed) {
        (Some(opened), Some(closed)) => charts::days(opened, closed, locale),
        (Some(opened), None) => format!("{since} {}", format::date(opened, locale)),
        _ => String::new(),
    }
}

async fn released(state: &AppState, slug: &str) -> Result<Arc<RunningWave>, AppError> {
    let running = state.running(slug).await?;
    if running.wave.state == WaveState::Released { Ok(running) } else { Err(AppError::NotFound) }
}

async fn public(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(viewing): Query<Viewing>,
) -> Result<Response, AppError> {
    let running = released(&state, &slug).await?;
    let base = format!("/ergebnisse/{slug}");
    let page = compose(&state, &running, &viewing, (visit.locale, Mode::Web), base, false).await?;
    let head = Head::public(&page.title).described(&page.finding).with_real_answers(page.provenance.is_some());
    Ok(page::html(&state, &visit, head, || results_page(page)))
}

/// Staff look before they release; the same figures under the same rules.
async fn internal(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(viewing): Query<Viewing>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    // Where nothing is shown, nothing has been seen, and the wave may be opened again.
    let responses = state.store.response_count(running.wave.id).await?;
    let running = if responses < Rule::of(running.history.survey()).k() && running.wave.state == WaveState::Closed {
        running
    } else {
        state.ended(&slug).await?
    };
    let base = format!("/intern/wellen/{slug}/ergebnisse");
    let page = compose(&state, &running, &viewing, (Locale::DeSie, Mode::Web), base, true).await?;
    let head = Head::staff(&page.title, &staff.name).with_real_answers(page.provenance.is_some());
    Ok(page::html(&state, &visit, head, || results_page(page)))
}

fn telling<'a>(
    state: &AppState,
    running: &'a RunningWave,
    analysis: &'a Analysis,
    viewing: &Viewing,
    locale: Locale,
    mode: Mode,
    public: bool,
) -> Telling<'a> {
    let wave = &running.wave;
    let own = running.questionnaire.source.is_none();
    Telling {
        survey: running.history.survey(),
        history: &running.history,
        results: analysis.results.part(|results| results),
        locale,
        arrangement: viewing.arrangement(),
        cross_hair: viewing.cross_hair(),
        mode,
        public,
        rate: rate(running, analysis),
        field: own.then(|| field(wave, &state.clock.today())).flatten(),
        source: match &running.questionnaire.source {
            Some(source) => source.get(locale).to_owned(),
            None => state.config.organisation.name.clone(),
        },
        smallest: Rule::of(running.history.survey()).k(),
        texts: None,
    }
}

/// Nothing of answers from elsewhere, whom nobody of us asked, and of fewer than k, which are not counted out.
pub fn rate(running: &RunningWave, analysis: &Analysis) -> Option<ResponseRate> {
    let answered = analysis.results.get().respondents.shown().filter(|_| running.questionnaire.source.is_none());
    answered.map(|answered| ResponseRate::of(&running.wave, *answered))
}

/// First and last day. Answers from elsewhere were not collected in the days of their wave.
fn field(wave: &Wave, today: &str) -> Option<(String, String)> {
    let opened = wave.opened.clone()?;
    Some((opened, wave.closed.clone().unwrap_or_else(|| today.to_owned())))
}

async fn compose(
    state: &AppState,
    running: &Arc<RunningWave>,
    viewing: &Viewing,
    (locale, mode): (Locale, Mode),
    base: String,
    internal: bool,
) -> Result<ResultsPage, AppError> {
    let analysis = state.analysis(running).await?;
    let mut telling = telling(state, running, &analysis, viewing, locale, mode, !internal);
    telling.texts = Some(state.released_texts(running, &analysis.results).await?);
    let wave = &running.wave;
    if analysis.results.get().respondents.shown().is_none() {
        return Ok(nothing_yet(&telling, wave, analysis.responses, base, internal));
    }
    let offers = state.active_offers().await?;
    let finding = telling.finding(&offers);
    let (first, also, is_gap) = match finding {
        Some(Finding { first, also, is_gap }) => (first, also, is_gap),
        None => (wave.title.clone(), None, false),
    };
    let ways = Ways { viewing, base: &base, locale };
    let mut sections = [needs_section(&telling, &offers), gap_section(&telling, &ways)];
    if is_gap {
        sections.reverse();
    }
    let mut sections: Vec<Section> = sections.into_iter().flatten().collect();
    let lead = sections.first_mut().map(|section| section.figures.remove(0));
    let (questions, background) = telling.questions();
    let mut frame = frame(&telling, wave, base.clone());
    frame.method.extend(words::held_back(state.store.held_back(wave.id).await?, locale));
    Ok(ResultsPage {
        finding: first,
        also,
        unreleased: internal && wave.state != WaveState::Released,
        left_out: analysis.left_out().filter(|_| internal),
        breaks: breaks(state, running, locale).await?,
        unfolded: viewing.is_about_questions() || lead.is_none(),
        lead,
        sections,
        arrangement: ways.arrangement(),
        questions,
        background,
        open: open_answers::sections(&telling, &ways.here(), viewing.texte.as_deref()),
        groups: groups::way(telling.survey, &base, locale),
        benchmark: benchmark::way(running, &analysis, locale),
        coverage: (internal && analysis.has_demand()).then(|| format!("/intern/wellen/{}/abdeckung", wave.slug)),
        citation: Some(citation(&frame, state, wave)),
        query: viewing.query(),
        has_report: !internal && state.store.released_report(wave.id).await?.is_some(),
        ..frame
    })
}

/// What was changed in the survey while the wave ran, as far as it concerns the figures.
async fn breaks(state: &AppState, running: &RunningWave, locale: Locale) -> Result<Vec<String>, AppError> {
    if !running.history.has_several() {
        return Ok(Vec::new());
    }
    let versions = state.store.versions(running.wave.survey).await?.into_iter();
    let days: Vec<(i64, String)> = versions.filter_map(|version| Some((version.number, version.published?))).collect();
    Ok(words::breaks(&running.history, &days, locale))
}

/// What stands around the figures.
fn frame(telling: &Telling, wave: &Wave, address: String) -> ResultsPage {
    let locale = telling.locale;
    let survey = telling.survey;
    let answered = telling.results.get().respondents.shown().copied().unwrap_or_default();
    let when = survey.fieldwork.as_ref().map_or_else(|| period(wave, locale), |text| text.get(locale).to_owned());
    let invented = wave.demo.then_some(if locale.is_german() { "erfundene Antworten" } else { "invented answers" });
    let rate = telling.rate.map(|rate| rate.short(locale));
    let cite: Vec<String> = [Some(answers(answered, survey, locale)), rate, Some(when), Some(telling.source.clone())]
        .into_iter()
        .flatten()
        .collect();
    ResultsPage {
        locale,
        title: wave.title.clone(),
        finding: wave.title.clone(),
        also: None,
        cite: cite.iter().map(String::as_str).chain(invented).collect::<Vec<_>>().join(" · "),
        provenance: survey.source.is_some().then(|| survey.introduction(&telling.source, locale)),
        unreleased: false,
        left_out: None,
        low_rate: telling.rate.and_then(|rate| rate.warning(locale)),
        breaks: Vec::new(),
        pair: None,
        hidden: None,
        lead: None,
        sections: Vec::new(),
        arrangement: Switches { label: String::new(), ways: Vec::new() },
        questions: Vec::new(),
        unfolded: false,
        background: Vec::new(),
        open: Vec::new(),
        address,
        query: String::new(),
        method: telling
            .rate
            .map(|rate| rate.sentence(locale))
            .into_iter()
            .chain(words::method(survey, wave.access, &telling.source, telling.smallest, locale))
            .collect(),
        statistics: words::statistics(locale),
        coverage: None,
        groups: None,
        benchmark: None,
        citation: None,
        has_report: false,
    }
}

/// Title, answers, days, whose they are, and where they stand.
fn citation(page: &ResultsPage, state: &AppState, wave: &Wave) -> String {
    format!("{} · {} · {}/ergebnisse/{}", page.title, page.cite, state.config.server.base_url, wave.slug)
}

/// A wave below k: one block, and for staff how many answers are missing.
fn nothing_yet(telling: &Telling, wave: &Wave, responses: u64, base: String, internal: bool) -> ResultsPage {
    let k = telling.smallest;
    let missing =
        internal.then(|| (words::missing(k.saturating_sub(responses)), format!("/intern/wellen/{}", wave.slug)));
    let hidden = Hidden { why: words::hidden_because(k, telling.locale), missing };
    ResultsPage { hidden: Some(hidden), ..frame(telling, wave, base) }
}

fn needs_section(telling: &Telling, offers: &[Offer]) -> Option<Section> {
    let figure = telling.needs()?;
    Some(Section {
        id: "bedarf-und-angebot",
        title: words::needs_title(telling.locale),
        figures: vec![figure],
        switches: None,
        table: needs_and_offers(telling, offers),
        reading: None,
        method: Some(Method {
            text: words::needs_method(telling.locale),
            table: telling.needs_table().unwrap_or_default(),
            file: NEED_SCORES,
        }),
    })
}

fn gap_section(telling: &Telling, ways: &Ways) -> Option<Section> {
    let gap = telling.gap()?;
    Some(Section {
        id: "wichtig-und-erfuellt",
        title: words::gap_title(telling.locale),
        figures: vec![gap.dumbbell, gap.ipa],
        switches: Some(ways.cross_hair()),
        table: None,
        reading: words::gap_reading(telling),
        method: Some(Method { text: words::gap_method(telling.locale), table: gap.table, file: GAP_SCORES }),
    })
}
