//! Results: released waves for everybody, every wave for staff, each figure as CSV and SVG.

use std::sync::Arc;

use app::results::{GapStory, NeedsStory, ResultEntry, ResultsPage, Switch, Tile, results_list_page, results_page};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use charts::{Arrangement, CrossHair, Mode};
use domain::{Locale, Survey, disclosure::Rule, figure::Figure, format, report::Cell};
use serde::Deserialize;
use store::{Wave, WaveState};

use crate::{
    analysis::Analysis,
    error::AppError,
    export::inert,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
    story::{Telling, needs_and_offers},
};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/ergebnisse", get(list))
        .route("/ergebnisse/{wave}", get(public))
        .route("/ergebnisse/{wave}/{figure}", get(public_figure))
        .route("/intern/wellen/{wave}/ergebnisse", get(internal))
        .route("/intern/wellen/{wave}/ergebnisse/{figure}", get(internal_figure))
        .route("/intern/wellen/{wave}/abdeckung", get(super::coverage::show))
}

/// How to look at it; part of the address, so that every view can be passed on.
#[derive(Deserialize, Clone, Default)]
struct Viewing {
    /// `divergierend`
    ansicht: Option<String>,
    /// `mitte`
    kreuz: Option<String>,
}

impl Viewing {
    fn arrangement(&self) -> Arrangement {
        if self.ansicht.as_deref() == Some("divergierend") { Arrangement::Diverging } else { Arrangement::Full }
    }

    fn cross_hair(&self) -> CrossHair {
        if self.kreuz.as_deref() == Some("mitte") { CrossHair::ScaleCentre } else { CrossHair::DataMeans }
    }

    fn address(&self, base: &str, diverging: bool, centre: bool) -> String {
        let mut pairs = Vec::new();
        if diverging {
            pairs.push("ansicht=divergierend");
        }
        if centre {
            pairs.push("kreuz=mitte");
        }
        if pairs.is_empty() { base.to_owned() } else { format!("{base}?{}", pairs.join("&")) }
    }
}

async fn list(State(state): State<AppState>, visit: Visit) -> Result<Response, AppError> {
    let locale = visit.locale;
    let mut entries = Vec::new();
    let mut released = state.store.waves().await?;
    released.retain(|wave| wave.state == WaveState::Released);
    // The newest first.
    released.sort_by(|a, b| b.closed.cmp(&a.closed));
    for wave in released {
        let running = state.running(&wave.slug).await?;
        let responses = state.store.response_count(wave.id).await?;
        entries.push(ResultEntry {
            href: format!("/ergebnisse/{}", wave.slug),
            meta: [answers(responses, &running.questionnaire, locale), period(&wave, locale)].join(" · "),
            title: wave.title,
        });
    }
    let title = if locale.is_german() { "Ergebnisse" } else { "Results" };
    Ok(page::html(&state, &visit, Head::public(title), || results_list_page(entries, locale)))
}

/// How many answered; a small number is not told.
fn answers(responses: u64, survey: &Survey, locale: Locale) -> String {
    let k = Rule::of(survey).k();
    let german = locale.is_german();
    if responses < k {
        return if german { format!("weniger als {k} Antworten") } else { format!("fewer than {k} answers") };
    }
    let number = format::number(responses as f64, 0, locale);
    if german { format!("{number} Antworten") } else { format!("{number} answers") }
}

fn period(wave: &Wave, locale: Locale) -> String {
    let date = |day: &Option<String>| day.as_deref().map(|day| format::date(day, locale));
    match (date(&wave.opened), date(&wave.closed)) {
        (Some(opened), Some(closed)) if opened == closed => opened,
        (Some(opened), Some(closed)) if locale.is_german() => format!("{opened} bis {closed}"),
        (Some(opened), Some(closed)) => format!("{opened} to {closed}"),
        (Some(opened), None) if locale.is_german() => format!("seit {opened}"),
        (Some(opened), None) => format!("since {opened}"),
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
    let page = compose(&state, &running, &viewing, visit.locale, base, false).await?;
    let head = Head::public(&page.title).described(&page.finding);
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
    let running = state.ended(&slug).await?;
    let base = format!("/intern/wellen/{slug}/ergebnisse");
    let page = compose(&state, &running, &viewing, Locale::DeSie, base, true).await?;
    let head = Head::staff(&page.title, &staff.name);
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
    Telling {
        survey: &running.questionnaire,
        results: analysis.results.part(|results| results),
        locale,
        arrangement: viewing.arrangement(),
        cross_hair: viewing.cross_hair(),
        mode,
        public,
        field: wave.opened.clone().map(|opened| (opened, wave.closed.clone().unwrap_or_else(|| state.clock.today()))),
        source: state.config.organisation.name.clone(),
    }
}

async fn compose(
    state: &AppState,
    running: &Arc<RunningWave>,
    viewing: &Viewing,
    locale: Locale,
    base: String,
    internal: bool,
) -> Result<ResultsPage, AppError> {
    let analysis = state.analysis(running).await?;
    let telling = telling(state, running, &analysis, viewing, locale, Mode::Web, !internal);
    let wave = &running.wave;
    let german = locale.is_german();
    let respondents = &analysis.results.get().respondents;
    let k = Rule::of(&running.questionnaire).k();
    let answered = match respondents {
        Cell::Shown(n) => answers(*n, &running.questionnaire, locale),
        Cell::Suppressed | Cell::Empty => answers(0, &running.questionnaire, locale),
    };
    let hidden = respondents.shown().is_none().then(|| hidden_because(k, german));
    let offers = state.active_offers().await?;
    let needs = telling.needs().map(|figure| NeedsStory {
        figure,
        table: telling.needs_table().unwrap_or_default(),
        offers: needs_and_offers(&telling, &offers),
        method: needs_method(german),
    });
    let centre = telling.cross_hair == CrossHair::ScaleCentre;
    let diverging = telling.arrangement == Arrangement::Diverging;
    let gap = telling.gap().map(|gap| GapStory {
        dumbbell: gap.dumbbell,
        ipa: gap.ipa,
        cross_hair: vec![
            switch(
                german,
                ("Kreuz am Durchschnitt", "Cross-hair at the means"),
                viewing.address(&base, diverging, false),
                !centre,
            ),
            switch(
                german,
                ("Kreuz in der Skalenmitte", "Cross-hair at the scale centre"),
                viewing.address(&base, diverging, true),
                centre,
            ),
        ],
        table: gap.table,
        method: gap_method(german),
    });
    Ok(ResultsPage {
        locale,
        title: wave.title.clone(),
        finding: hidden.is_none().then(|| telling.finding()).flatten().unwrap_or_else(|| wave.title.clone()),
        cite: [answered.clone(), period(wave, locale), telling.source.clone()].join(" · "),
        tiles: tiles(&answered, wave, k, locale),
        demo: wave.demo,
        unreleased: internal && wave.state != WaveState::Released,
        hidden,
        needs,
        gap,
        arrangement: vec![
            switch(german, ("100-%-Balken", "100% bars"), viewing.address(&base, false, centre), !diverging),
            switch(german, ("Um die Mitte", "Around the centre"), viewing.address(&base, true, centre), diverging),
        ],
        questions: telling.questions(),
        method: method(&running.questionnaire, &state.config.organisation.name, k, locale),
        coverage: (internal && analysis.has_demand()).then(|| format!("/intern/wellen/{}/abdeckung", wave.slug)),
        address: base,
    })
}

fn switch(german: bool, (de, en): (&str, &str), href: String, here: bool) -> Switch {
    Switch { label: (if german { de } else { en }).to_owned(), href, here }
}

fn tiles(answered: &str, wave: &Wave, k: u64, locale: Locale) -> Vec<Tile> {
    let number = answered.rsplit_once(' ').map_or(answered, |(number, _)| number);
    let german = locale.is_german();
    let text = |de: &str, en: &str| (if german { de } else { en }).to_owned();
    let tile = |label, value, words| Tile { label, value, words };
    vec![
        tile(text("Antworten", "Answers"), number.to_owned(), false),
        tile(text("Kleinste gezeigte Gruppe", "Smallest group shown"), k.to_string(), false),
        tile(text("Zeitraum", "Fieldwork"), period(wave, locale), true),
    ]
}

fn hidden_because(k: u64, german: bool) -> String {
    if german {
        format!("Es haben weniger als {k} geantwortet. Damit niemand erkannt werden kann, zeigen wir keine Zahlen.")
    } else {
        format!("Fewer than {k} answered. So that nobody can be identified, we show no figures.")
    }
}

fn needs_method(german: bool) -> String {
    (if german {
        "Der Rang folgt dem gewichteten Abstand zwischen Dringlichkeit und Zufriedenheit mit den Angeboten (MWDS, Borich 1980), bei Gleichstand dem Abstand der Ränge (RDS, Narine & Harder 2021), dann dem Anteil. Wo nicht nach Dringlichkeit gefragt wurde, entscheidet der Anteil. • heißt: ausgeblendet, zu wenige Antworten."
    } else {
        "Ranked by the weighted distance between urgency and satisfaction with offers (MWDS, Borich 1980), then by ranked discrepancy (RDS, Narine & Harder 2021), then by share. Where urgency was not asked, by share. • means: hidden, too few answers."
    })
    .to_owned()
}

fn gap_method(german: bool) -> String {
    (if german {
        "Gerechnet wird nur mit Antworten, die beides bewerten. Abstand = Wichtigkeit − Erfüllung. MWDS = Abstand × mittlere Wichtigkeit (Borich 1980). RDS = Anteil „besser als wichtig“ − Anteil „schlechter als wichtig“ in Prozentpunkten (Narine & Harder 2021). Feld nach Martilla & James (1977), Kreuz am Durchschnitt."
    } else {
        "Only answers that rate both are used. Gap = importance − fulfilment. MWDS = gap × mean importance (Borich 1980). RDS = share “better than important” − share “worse than important” in percentage points (Narine & Harder 2021). Quadrant after Martilla & James (1977), cross-hair at the means."
    })
    .to_owned()
}

/// The introduction comes first: it says what was asked for, and whose data these are.
fn method(survey: &Survey, organisation: &str, k: u64, locale: Locale) -> Vec<String> {
    let intro = survey.introduction(organisation, locale);
    if locale.is_german() {
        vec![
            format!("So wurde die Umfrage vorgestellt: {intro}"),
            format!("Gezeigt werden nur Gruppen ab {k} Antworten. Antworten alle gleich, nennen wir statt der genauen Zahl nur eine Grenze."),
            "Anteile mit 95-%-Bereich nach Wilson (1927), Mittelwerte mit t-Bereich. „Weiß nicht“ und fehlende Antworten zählen nicht zur Grundlage n.".to_owned(),
        ]
    } else {
        vec![
            format!("How the survey was introduced: {intro}"),
            format!("Only groups of {k} answers or more are shown. Where all answers are the same, we give a bound instead of the exact figure."),
            "Shares with 95% intervals after Wilson (1927), means with t intervals. “Don't know” and missing answers are not part of the base n.".to_owned(),
        ]
    }
}

async fn public_figure(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, file)): Path<(String, String)>,
    Query(viewing): Query<Viewing>,
) -> Result<Response, AppError> {
    let running = released(&state, &slug).await?;
    download(&state, &running, &viewing, visit.locale, &file, true).await
}

async fn internal_figure(
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
    let telling = telling(state, running, &analysis, viewing, locale, Mode::Print, public);
    let figure = telling.all().into_iter().find(|figure| figure.id == id).ok_or(AppError::NotFound)?;
    match kind {
        "csv" => Ok(attachment("text/csv; charset=utf-8", file, csv(&figure)?)),
        "svg" => Ok(attachment("image/svg+xml", file, figure.svg_wide)),
        _ => Err(AppError::NotFound),
    }
}

/// The table with its question, n and source as first lines.
fn csv(figure: &Figure) -> Result<String, AppError> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let lines = [&figure.title, &figure.subtitle, &figure.source].map(|text| vec![text.clone()]);
    for line in lines.iter().chain([&figure.table.head]).chain(&figure.table.rows) {
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

pub fn attachment(kind: &'static str, file: &str, body: String) -> Response {
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
