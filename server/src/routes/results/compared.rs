//! Released waves side by side, for everybody: firms beside apprentices, and one year beside another. All that is shown
//! follows from what each wave's own page shows.

mod choice;
mod course;

use std::sync::Arc;

use app::results::{Method, PairForm, ResultsPage, Section, Switches, results_page};
use axum::{
    extract::{Path, State},
    response::Response,
};
use charts::Mode;
use domain::{
    Locale,
    figure::{DataTable, Figure},
    format,
    meaning::{Audience, Role},
};

use super::{comparing_words as words, download, period};
use crate::{
    error::AppError,
    http::{Query, Visit},
    page::{self, Head},
    state::{AppState, RunningWave},
    story::{Comparison, Telling},
};

pub(super) use choice::released;
use choice::{Choice, Chosen, Refused, Side, of_audiences, of_years};
use course::Waves;

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

/// "2024"; the month, the day or all days where several waves were in one year; their titles where nothing else differs.
fn names(sides: &[&Side], locale: Locale) -> Vec<String> {
    let opened = |side: &&Side| side.running.wave.opened.clone().unwrap_or_default();
    let days: Vec<String> = sides.iter().map(opened).collect();
    let part = |until: usize| days.iter().map(move |day| day.get(..until).unwrap_or_default());
    let candidates = [
        part(4).map(str::to_owned).collect::<Vec<_>>(),
        part(7).map(|month| format::month(month, locale)).collect(),
        days.iter().map(|day| format::date(day, locale)).collect(),
    ];
    let differ = |names: &Vec<String>| names.windows(2).all(|pair| pair[0] != pair[1]);
    let periods = sides.iter().map(|side| period(&side.running.wave, locale)).collect();
    let titles = || sides.iter().map(|side| side.running.wave.title.clone()).collect();
    candidates.into_iter().chain([periods]).find(differ).unwrap_or_else(titles)
}

fn compare<'a>(kind: Kind, choice: &Choice, tellings: [&'a Telling<'a>; 2], locale: Locale) -> Comparison<'a> {
    let [first, second] = tellings;
    match kind {
        Kind::Audiences => Comparison::of_audiences(first, second),
        Kind::Years => {
            let [earlier, later] = choice.chosen.each_ref();
            let [earlier, later] = names(&[earlier, later], locale).try_into().unwrap_or_default();
            Comparison::of_years(first, second, [earlier, later])
        }
    }
}

fn show(state: &AppState, visit: &Visit, kind: Kind, base: &str, choice: Choice) -> Result<Response, AppError> {
    let locale = visit.locale;
    let [first, second] = &choice.chosen;
    let tellings = [first, second].map(|side| side.telling(state, locale, Mode::Web));
    let comparison = compare(kind, &choice, [&tellings[0], &tellings[1]], locale);
    let waves = (kind == Kind::Years).then(|| Waves::of(state, &choice, locale, Mode::Web));
    // All that the page draws from, of years those between as well.
    let sides: Vec<&Side> = choice.sides().collect();
    let told: Vec<&Telling> = waves.as_ref().map_or_else(|| tellings.iter().collect(), |waves| waves.told().collect());
    let title = match kind {
        Kind::Audiences => words::perspectives(locale).to_owned(),
        Kind::Years => words::trend_of(first.running.questionnaire.title.get(locale), locale),
    };
    let sections = sections(&comparison, waves.as_ref(), locale);
    let page = ResultsPage {
        locale,
        finding: finding(&comparison, waves.as_ref(), &sections),
        title,
        also: None,
        cite: words::cite(&sides.iter().map(|side| wave_line(side, locale)).collect::<Vec<_>>(), &tellings[1].source),
        provenance: None,
        unreleased: false,
        left_out: refused(&choice, locale),
        low_rate: told.iter().find_map(|telling| telling.rate?.warning(locale)),
        breaks: breaks(&comparison, waves.as_ref(), locale),
        pair: pair(kind, base, &choice, locale),
        hidden: None,
        lead: None,
        sections,
        arrangement: Switches { label: String::new(), ways: Vec::new() },
        questions: Vec::new(),
        unfolded: false,
        open: Vec::new(),
        background: Vec::new(),
        address: base.to_owned(),
        query: format!("?von={}&bis={}", first.running.wave.slug, second.running.wave.slug),
        method: words::method(
            asked_in(kind, first),
            told.iter().map(|one| one.smallest).max().unwrap_or_default(),
            locale,
        ),
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

/// What the comparison says, if that is certain; else what has certainly changed besides; where there is nothing to
/// compare, what the first picture says.
fn finding(comparison: &Comparison, waves: Option<&Waves>, sections: &[Section]) -> String {
    let besides = || waves.filter(|_| !comparison.is_certain()).and_then(Waves::finding);
    let first = || sections.iter().flat_map(|section| &section.figures).next().filter(|_| comparison.is_empty());
    besides().or_else(|| first().map(|figure| figure.title.clone())).unwrap_or_else(|| comparison.headline())
}

fn asked_in(kind: Kind, first: &Side) -> words::Asked {
    match (kind, first.running.questionnaire.audience) {
        (Kind::Audiences, _) => words::Asked::TwoAudiences,
        (Kind::Years, Audience::Firm) => words::Asked::FirmsAgain,
        (Kind::Years, _) => words::Asked::PeopleAnew,
    }
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

/// What was not asked in the same way and is not joined.
fn breaks(comparison: &Comparison, waves: Option<&Waves>, locale: Locale) -> Vec<String> {
    let constructs = comparison.asked_otherwise.iter();
    let constructs = constructs.map(|construct| words::asked_otherwise(&comparison.label(construct), locale));
    constructs.chain(waves.into_iter().flat_map(Waves::breaks)).collect()
}

/// `waves`: where years are compared, and not audiences.
fn sections(comparison: &Comparison, waves: Option<&Waves>, locale: Locale) -> Vec<Section> {
    let of_role = |role| Some(section(role, comparison.figure(role)?, locale));
    let mut sections: Vec<Section> = [Role::Fulfilment, Role::Importance].into_iter().filter_map(of_role).collect();
    let verdicts = comparison.verdicts();
    match waves {
        Some(waves) => sections.extend(waves.section()),
        None if verdicts.rows.is_empty() => {}
        None => sections.push(Section { table: Some(verdicts), ..bare("befunde", words::verdicts(locale)) }),
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

/// Out of which waves the two are chosen; none where there is nothing to choose.
fn pair(kind: Kind, base: &str, choice: &Choice, locale: Locale) -> Option<PairForm> {
    let [first, second] = choice.chosen.each_ref();
    let options = |waves: &[Arc<RunningWave>], chosen: &Side| {
        let option = |wave: &Arc<RunningWave>| {
            let slug = wave.wave.slug.clone();
            (slug.clone(), words::short(&wave.wave, locale), slug == chosen.running.wave.slug)
        };
        waves.iter().map(option).collect::<Vec<_>>()
    };
    let [first_label, second_label] = words::sides(kind == Kind::Years, locale);
    let has_choice = match kind {
        Kind::Years => choice.first.len() > 2,
        Kind::Audiences => choice.first.len().max(choice.second.len()) > 1,
    };
    has_choice.then(|| PairForm {
        address: base.to_owned(),
        first: (first_label, options(&choice.first, first)),
        second: (second_label, options(&choice.second, second)),
    })
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
    let of_role = [Role::Importance, Role::Fulfilment].into_iter().filter_map(|role| comparison.figure(role));
    let mut figures: Vec<Figure> = of_role.collect();
    if kind == Kind::Years {
        figures.extend(Waves::of(state, choice, locale, Mode::Print).figures());
    }
    download::figure(state, figures, file).await
}
