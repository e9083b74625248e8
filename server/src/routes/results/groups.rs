//! The questions of a wave by groups of respondents; one page, every view an address.

use std::sync::Arc;

use app::results::{GroupsPage, GroupsShown, OptionGroup, Pairs, TableBelow, groups_page};
use app::ui::Files;
use axum::{
    extract::{Path, State},
    response::Response,
};
use charts::Mode;
use domain::{Locale, Survey};
use serde::{Deserialize, Serialize};
use store::WaveState;

use super::{Viewing, download, frame, groups_ways as ways, groups_words as words, released, telling};
use crate::{
    error::AppError,
    http::{Query, Visit},
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
    story::{self, Asked, Seen, Telling},
};

/// What the form asks for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Chosen {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) frage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nach: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) und: Option<String>,
}

impl Chosen {
    /// A form says "nothing" with an empty text.
    pub(super) fn asked(&self) -> Asked {
        let and = self.und.clone().filter(|id| !id.is_empty());
        Asked { question: self.frage.clone(), by: self.nach.clone(), and }
    }

    pub(super) fn address(&self, base: &str) -> String {
        serde_urlencoded::to_string(self).map_or_else(|_| base.to_owned(), |query| format!("{base}?{query}"))
    }
}

/// The way from the page of the wave: address and name. `None` if its survey has no groupings.
pub fn way(survey: &Survey, base: &str, locale: Locale) -> Option<(String, String)> {
    let labels: Vec<String> = survey.groupings.iter().map(|grouping| grouping.label.get(locale).to_owned()).collect();
    (!labels.is_empty()).then(|| (format!("{base}/gruppen"), words::way(&labels, locale)))
}

pub async fn public(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let running = released(&state, &slug).await?;
    let page = compose(&state, &running, &chosen, visit.locale, format!("/ergebnisse/{slug}"), false).await?;
    let head = Head::public(&page.finding).with_real_answers(running.questionnaire.source.is_some());
    Ok(page::html(&state, &visit, head, || groups_page(page)))
}

pub async fn internal(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let base = format!("/intern/wellen/{slug}/ergebnisse");
    let page = compose(&state, &running, &chosen, Locale::DeSie, base, true).await?;
    let head = Head::staff(&page.finding, &staff.name).with_real_answers(running.questionnaire.source.is_some());
    Ok(page::html(&state, &visit, head, || groups_page(page)))
}

pub async fn public_file(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, file)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let running = released(&state, &slug).await?;
    file_of(&state, &running, &chosen, visit.locale, &file).await
}

pub async fn internal_file(
    State(state): State<AppState>,
    _: Staff,
    Path((slug, file)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    file_of(&state, &running, &chosen, Locale::DeSie, &file).await
}

async fn file_of(
    state: &AppState,
    running: &Arc<RunningWave>,
    chosen: &Chosen,
    locale: Locale,
    file: &str,
) -> Result<Response, AppError> {
    let analysis = state.analysis(running).await?;
    let tables = state.breakdown(running).await?.ok_or(AppError::NotFound)?;
    let telling = telling(state, running, &analysis, &Viewing::default(), locale, Mode::Print, true);
    let seen = Seen::find(&telling, tables.part(|tables| tables), &chosen.asked()).ok_or(AppError::NotFound)?;
    download::figure(state, vec![seen.figure], file).await
}

async fn compose(
    state: &AppState,
    running: &Arc<RunningWave>,
    chosen: &Chosen,
    locale: Locale,
    base: String,
    internal: bool,
) -> Result<GroupsPage, AppError> {
    let analysis = state.analysis(running).await?;
    let tables = state.breakdown(running).await?;
    let telling = telling(state, running, &analysis, &Viewing::default(), locale, Mode::Web, !internal);
    let address = format!("{base}/gruppen");
    let asked = chosen.asked();
    let found = tables.as_ref().and_then(|tables| {
        let all = tables.part(|tables| tables);
        Some((Seen::find(&telling, all, &asked)?, tables.get()))
    });
    let around = frame(&telling, &running.wave, base.clone());
    let empty = GroupsPage {
        locale,
        title: around.title,
        finding: words::nothing(locale).to_owned(),
        cite: around.cite,
        back: base,
        unreleased: internal && running.wave.state != WaveState::Released,
        low_rate: around.low_rate,
        missing: Vec::new(),
        address: address.clone(),
        questions: Vec::new(),
        groupings: Vec::new(),
        second: Vec::new(),
        pairs: Pairs::default(),
        shown: Err(words::nothing_because(telling.smallest, locale)),
        method: words::method(telling.smallest, !telling.survey.crossings.is_empty(), locale),
    };
    let Some((mut seen, tables)) = found else { return Ok(empty) };
    let groupings = story::groupings(&telling, tables);
    let name = |id: &str| story::grouping_label(&telling, id);
    let by = [Some(&seen.by), seen.and.as_ref()].into_iter().flatten().map(|id| name(id)).collect::<Vec<_>>();
    let finding = std::mem::replace(&mut seen.figure.title, words::subject_by(&seen.subject, &by, locale));
    let own = Chosen { frage: Some(seen.question.clone()), nach: Some(seen.by.clone()), und: seen.and.clone() };
    Ok(GroupsPage {
        finding,
        missing: missing(&seen, &asked, locale),
        questions: questions(&seen),
        groupings: groupings.iter().map(|(id, label)| (id.clone(), label.clone(), *id == seen.by)).collect(),
        second: ways::second(&telling, tables, &seen),
        pairs: ways::pairs(&telling, tables, &seen, chosen, &address),
        shown: Ok(GroupsShown {
            files: Files { stem: format!("{address}/{}", seen.figure.id), query: own.address("") },
            tables: tables_below(&telling, &seen),
            tests: seen.tests,
            figure: seen.figure,
        }),
        ..empty
    })
}

/// What was asked for and is not there.
fn missing(seen: &Seen, asked: &Asked, locale: Locale) -> Vec<String> {
    let gone = |asked: &Option<String>, seen: &str| asked.clone().filter(|asked| asked != seen);
    let question = gone(&asked.question, &seen.question).map(|name| words::gone(&name, locale));
    let by = gone(&asked.by, &seen.by).map(|name| words::gone(&name, locale));
    let and = gone(&asked.and, seen.and.as_deref().unwrap_or_default()).map(|name| {
        let by = asked.by.as_deref().unwrap_or(&seen.by);
        words::gone_pair(by, &name, locale)
    });
    [question, by, and].into_iter().flatten().collect()
}

/// Under the wording they share.
fn questions(seen: &Seen) -> Vec<OptionGroup> {
    let mut lists: Vec<OptionGroup> = Vec::new();
    for choice in &seen.choices {
        let option = (choice.value.clone(), choice.label.clone(), choice.here);
        match lists.last_mut().filter(|list| list.label == choice.under) {
            Some(list) => list.options.push(option),
            None => lists.push(OptionGroup { label: choice.under.clone(), options: vec![option] }),
        }
    }
    lists
}

fn tables_below(telling: &Telling, seen: &Seen) -> Vec<TableBelow> {
    let (by, locale) = (story::grouping_label(telling, &seen.by), telling.locale);
    let overview = seen.overview.clone().map(|table| TableBelow {
        title: words::overview(&by, locale),
        table,
        note: words::overview_note(telling.smallest, locale),
    });
    let gaps = seen.gaps.clone().map(|table| TableBelow {
        title: words::gaps(&seen.subject, &by, locale),
        table,
        note: words::gap_note(locale).to_owned(),
    });
    let respondents = seen.respondents.clone().zip(seen.and.as_ref()).map(|(table, and)| TableBelow {
        title: words::respondents(&by, &story::grouping_label(telling, and), locale),
        table,
        note: words::respondents_note(telling.smallest, locale),
    });
    gaps.into_iter().chain(overview).chain(respondents).collect()
}
