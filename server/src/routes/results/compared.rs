//! Released waves side by side, for everybody: firms beside apprentices, and one year beside another. All that is shown
//! follows from what each wave's own page shows.

use std::{cmp::Ordering, sync::Arc};

use app::results::{Method, ResultsPage, Section, Switch, Switches, results_page};
use axum::{
    extract::{Path, State},
    response::Response,
};
use charts::Mode;
use domain::{
    Locale,
    figure::{DataTable, Figure},
    meaning::{Audience, Role},
};
use serde::Deserialize;
use store::{Wave, WaveState};

use super::{Viewing, comparing_words as words, download, period, telling};
use crate::{
    analysis::Analysis,
    error::AppError,
    http::{Query, Visit},
    page::{self, Head},
    state::{AppState, RunningWave},
    story::{Comparison, Telling},
};

/// Which waves to compare; part of the address, so that every view can be passed on.
#[derive(Deserialize, Clone, Default)]
pub struct Chosen {
    /// The first: firms, or the earlier year.
    von: Option<String>,
    /// The second: apprentices, or the later year.
    bis: Option<String>,
}

/// A wave with its released results.
struct Side {
    running: Arc<RunningWave>,
    analysis: Arc<Analysis>,
}

impl Side {
    fn telling(&self, state: &AppState, locale: Locale, mode: Mode) -> Telling<'_> {
        telling(state, &self.running, &self.analysis, &Viewing::default(), locale, mode, true)
    }
}

/// What can be compared, the newest last, and what is.
struct Choice {
    first: Vec<Arc<RunningWave>>,
    second: Vec<Arc<RunningWave>>,
    chosen: [Side; 2],
    /// What the address asked for and does not get, a sentence each.
    refused: Vec<Refused>,
}

/// Why something else is shown than what the address says.
enum Refused {
    /// This wave is not public (any more).
    Missing(String),
    /// A wave beside itself.
    Itself(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Audiences,
    Years,
}

pub async fn perspectives(
    State(state): State<AppState>,
    visit: Visit,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let choice = of_audiences(&state, &chosen).await?;
    show(&state, &visit, Kind::Audiences, "/perspektiven", choice)
}

pub async fn trend(
    State(state): State<AppState>,
    visit: Visit,
    Path(survey): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let choice = of_years(&state, &survey, &chosen).await?;
    show(&state, &visit, Kind::Years, &format!("/verlauf/{survey}"), choice)
}

pub async fn perspectives_file(
    State(state): State<AppState>,
    visit: Visit,
    Path(file): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let choice = of_audiences(&state, &chosen).await?;
    file_of(&state, &visit, Kind::Audiences, &choice, &file).await
}

pub async fn trend_file(
    State(state): State<AppState>,
    visit: Visit,
    Path((survey, file)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let choice = of_years(&state, &survey, &chosen).await?;
    file_of(&state, &visit, Kind::Years, &choice, &file).await
}

/// Where waves can be compared: the address and its name, for lists and result pages.
pub async fn ways(state: &AppState, locale: Locale) -> Result<Vec<(String, String)>, AppError> {
    let released = released(state).await?;
    let has = |audience| released.iter().any(|running| running.questionnaire.audience == audience);
    let mut ways = Vec::new();
    if has(Audience::Firm) && has(Audience::Apprentice) {
        ways.push(("/perspektiven".to_owned(), words::perspectives(locale).to_owned()));
    }
    for survey in state.store.surveys().await? {
        let mut waves = released.iter().filter(|running| running.wave.survey == survey.id);
        if let (Some(first), Some(_)) = (waves.next(), waves.next()) {
            let title = first.questionnaire.title.get(locale);
            ways.push((format!("/verlauf/{}", survey.slug), words::trend_of(title, locale)));
        }
    }
    Ok(ways)
}

/// Oldest first, without what was collected elsewhere.
pub(super) async fn released(state: &AppState) -> Result<Vec<Arc<RunningWave>>, AppError> {
    let mut waves: Vec<Wave> = state.store.waves().await?;
    waves.retain(|wave| wave.state == WaveState::Released);
    waves.sort_by(|a, b| a.opened.cmp(&b.opened));
    let mut released = Vec::new();
    for wave in waves {
        let running = state.running(&wave.slug).await?;
        if running.questionnaire.source.is_none() {
            released.push(running);
        }
    }
    Ok(released)
}

async fn of_audiences(state: &AppState, chosen: &Chosen) -> Result<Choice, AppError> {
    let released = released(state).await?;
    let of = |audience| released.iter().filter(move |wave| wave.questionnaire.audience == audience).cloned().collect();
    let (firms, apprentices): (Vec<_>, Vec<_>) = (of(Audience::Firm), of(Audience::Apprentice));
    let last = firms.len().saturating_sub(1);
    choose(state, (firms, last), apprentices, chosen.clone(), Vec::new()).await
}

async fn of_years(state: &AppState, survey: &str, chosen: &Chosen) -> Result<Choice, AppError> {
    let surveys = state.store.surveys().await?;
    let survey = surveys.into_iter().find(|row| row.slug == survey).ok_or(AppError::NotFound)?;
    let mut waves = released(state).await?;
    waves.retain(|running| running.wave.survey == survey.id);
    if waves.len() < 2 {
        return Err(AppError::NotFound);
    }
    let (chosen, refused) = in_order(&waves, chosen.clone());
    choose(state, (waves.clone(), 0), waves, chosen, refused).await
}

/// Two waves of one survey: the earlier one first, whichever way round the address has them, and none beside itself.
/// `waves`: oldest first.
fn in_order(waves: &[Arc<RunningWave>], Chosen { von, bis }: Chosen) -> (Chosen, Vec<Refused>) {
    let place = |slug: &Option<String>| waves.iter().position(|wave| slug.as_ref() == Some(&wave.wave.slug));
    // Where none is named, or none that is there, it is the first and the last.
    let (first, second) = (place(&von).unwrap_or(0), place(&bis).unwrap_or(waves.len() - 1));
    match first.cmp(&second) {
        Ordering::Less => (Chosen { von, bis }, Vec::new()),
        Ordering::Greater => (Chosen { von: bis, bis: von }, Vec::new()),
        Ordering::Equal => {
            let (found, gone): (Vec<_>, Vec<_>) = [von, bis].into_iter().partition(|slug| place(slug).is_some());
            let itself = found.into_iter().flatten().next().map(Refused::Itself);
            let missing = gone.into_iter().flatten().map(Refused::Missing);
            (Chosen::default(), itself.into_iter().chain(missing).collect())
        }
    }
}

async fn choose(
    state: &AppState,
    (first, default): (Vec<Arc<RunningWave>>, usize),
    second: Vec<Arc<RunningWave>>,
    chosen: Chosen,
    mut refused: Vec<Refused>,
) -> Result<Choice, AppError> {
    let find = |waves: &[Arc<RunningWave>], slug: &Option<String>| {
        waves.iter().find(|wave| slug.as_ref() == Some(&wave.wave.slug)).cloned()
    };
    let is_missing = |(waves, slug): &(&Vec<Arc<RunningWave>>, &Option<String>)| find(waves, slug).is_none();
    let missing = [(&first, &chosen.von), (&second, &chosen.bis)].into_iter().filter(is_missing);
    refused.extend(missing.filter_map(|(_, slug)| slug.clone()).map(Refused::Missing));
    let one = find(&first, &chosen.von).or_else(|| first.get(default).cloned()).ok_or(AppError::NotFound)?;
    let other = find(&second, &chosen.bis).or_else(|| second.last().cloned()).ok_or(AppError::NotFound)?;
    let mut sides = Vec::new();
    for running in [one, other] {
        sides.push(Side { analysis: state.analysis(&running).await?, running });
    }
    let chosen = sides.try_into().map_err(|_| AppError::NotFound)?;
    Ok(Choice { first, second, chosen, refused })
}

/// "2024", or the whole period where both waves were in one year.
fn years([first, second]: &[Side; 2], locale: Locale) -> [String; 2] {
    let year =
        |side: &Side| side.running.wave.opened.as_deref().unwrap_or_default().chars().take(4).collect::<String>();
    match year(first) == year(second) {
        true => [first, second].map(|side| period(&side.running.wave, locale)),
        false => [first, second].map(year),
    }
}

fn compare<'a>(kind: Kind, choice: &Choice, tellings: [&'a Telling<'a>; 2], locale: Locale) -> Comparison<'a> {
    let [first, second] = tellings;
    match kind {
        Kind::Audiences => Comparison::of_audiences(first, second),
        Kind::Years => Comparison::of_years(first, second, years(&choice.chosen, locale)),
    }
}

fn show(state: &AppState, visit: &Visit, kind: Kind, base: &str, choice: Choice) -> Result<Response, AppError> {
    let locale = visit.locale;
    let [first, second] = &choice.chosen;
    let tellings = [first, second].map(|side| side.telling(state, locale, Mode::Web));
    let comparison = compare(kind, &choice, [&tellings[0], &tellings[1]], locale);
    let title = match kind {
        Kind::Audiences => words::perspectives(locale).to_owned(),
        Kind::Years => words::trend_of(first.running.questionnaire.title.get(locale), locale),
    };
    let page = ResultsPage {
        locale,
        finding: comparison.headline(),
        title,
        also: None,
        cite: words::cite(&[first, second].map(|side| wave_line(side, locale)), &tellings[1].source),
        provenance: None,
        unreleased: false,
        left_out: refused(&choice, locale),
        low_rate: tellings.iter().find_map(|telling| telling.rate?.warning(locale)),
        breaks: comparison
            .asked_otherwise
            .iter()
            .map(|construct| words::asked_otherwise(&comparison.label(construct), locale))
            .collect(),
        hidden: None,
        lead: None,
        sections: sections(kind, base, &choice, &comparison, locale),
        arrangement: Switches { label: String::new(), ways: Vec::new() },
        questions: Vec::new(),
        unfolded: false,
        open: Vec::new(),
        background: Vec::new(),
        address: base.to_owned(),
        query: format!("?von={}&bis={}", first.running.wave.slug, second.running.wave.slug),
        method: words::method(kind == Kind::Years, tellings[0].smallest.max(tellings[1].smallest), locale),
        statistics: words::statistics(locale).to_owned(),
        coverage: None,
        groups: None,
        benchmark: None,
        citation: None,
        has_report: false,
    };
    let head = Head::public(&page.title).described(&page.finding);
    Ok(page::html(state, visit, head, || results_page(page)))
}

/// What the address does not get, and what is shown in its place.
fn refused(choice: &Choice, locale: Locale) -> Option<String> {
    let sentence = |refused: &Refused| match refused {
        Refused::Missing(slug) => words::missing_wave(slug, locale),
        Refused::Itself(slug) => words::beside_itself(slug, locale),
    };
    let mut sentences: Vec<String> = choice.refused.iter().map(sentence).collect();
    sentences.dedup();
    if sentences.is_empty() {
        return None;
    }
    let shown = choice.chosen.each_ref().map(|side| side.running.wave.title.as_str());
    sentences.push(words::shown_instead(shown, locale));
    Some(sentences.join(" "))
}

/// "Auszubildende 2026, 412 Antworten"
fn wave_line(side: &Side, locale: Locale) -> String {
    let n = side.analysis.results.get().respondents.shown().copied().unwrap_or_default();
    format!("{}: {}", side.running.wave.title, super::answers(n, side.running.history.survey(), locale))
}

fn sections(kind: Kind, base: &str, choice: &Choice, comparison: &Comparison, locale: Locale) -> Vec<Section> {
    let mut sections: Vec<Section> = [Role::Fulfilment, Role::Importance]
        .into_iter()
        .filter_map(|role| Some(section(role, comparison.figure(role)?, locale)))
        .collect();
    if let Some(first) = sections.first_mut() {
        first.switches = switches(base, choice, locale);
    }
    let verdicts = comparison.verdicts();
    if kind == Kind::Audiences && !verdicts.rows.is_empty() {
        sections.push(Section { table: Some(verdicts), ..bare("befunde", words::verdicts(locale)) });
    }
    sections
}

fn section(role: Role, figure: Figure, locale: Locale) -> Section {
    let (id, title) = match role {
        Role::Importance => ("wichtigkeit", words::importance(locale)),
        _ => ("erfuellung", words::fulfilment(locale)),
    };
    let method = Method { text: words::test(locale).to_owned(), table: DataTable::default(), file: "" };
    Section { figures: vec![figure], method: Some(method), ..bare(id, title) }
}

fn bare(id: &'static str, title: &str) -> Section {
    let title = title.to_owned();
    Section { id, title, figures: Vec::new(), switches: None, table: None, reading: None, method: None }
}

/// The other waves there are, each a link.
fn switches(base: &str, choice: &Choice, locale: Locale) -> Option<Switches> {
    let [first, second] = choice.chosen.each_ref().map(|side| side.running.wave.slug.as_str());
    let pairs = choice.first.iter().flat_map(|one| choice.second.iter().map(move |other| (&one.wave, &other.wave)));
    let ways: Vec<Switch> = pairs
        .filter(|(one, other)| one.survey != other.survey || one.opened < other.opened)
        .map(|(one, other)| Switch {
            label: format!("{} – {}", words::short(one, locale), words::short(other, locale)),
            href: format!("{base}?von={}&bis={}", one.slug, other.slug),
            here: (one.slug.as_str(), other.slug.as_str()) == (first, second),
        })
        .collect();
    (ways.len() > 1).then(|| Switches { label: words::compare(locale).to_owned(), ways })
}

async fn file_of(
    state: &AppState,
    visit: &Visit,
    kind: Kind,
    choice: &Choice,
    file: &str,
) -> Result<Response, AppError> {
    let locale = visit.locale;
    let [first, second] = &choice.chosen;
    let tellings = [first, second].map(|side| side.telling(state, locale, Mode::Print));
    let comparison = compare(kind, choice, [&tellings[0], &tellings[1]], locale);
    let figures = [Role::Importance, Role::Fulfilment].into_iter().filter_map(|role| comparison.figure(role)).collect();
    download::figure(state, figures, file).await
}
