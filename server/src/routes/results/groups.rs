//! The questions of a wave by groups of respondents; one page, every view an address.

use std::sync::Arc;

use app::results::{GroupsPage, GroupsShown, OptionGroup, Switch, Switches, TableBelow, groups_page};
use app::ui::Files;
use axum::{
    extract::{Path, State},
    response::Response,
};
use charts::Mode;
use domain::{Locale, Survey};
use serde::{Deserialize, Serialize};
use store::WaveState;

use super::{Viewing, download, frame, groups_words as words, released, telling};
use crate::{
    error::AppError,
    http::{Query, Visit},
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
    story::{Asked, Groups, Telling},
};

/// What the form asks for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Chosen {
    #[serde(skip_serializing_if = "Option::is_none")]
    frage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nach: Option<String>,
}

impl Chosen {
    fn asked(&self) -> Asked {
        Asked { question: self.frage.clone(), by: self.nach.clone() }
    }

    fn address(&self, base: &str) -> String {
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
    let groups = Groups::find(&telling, tables.part(|tables| tables), &chosen.asked()).ok_or(AppError::NotFound)?;
    let figures = groups.figure().into_iter().collect();
    download::figure(state, figures, file).await
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
    let found = tables.as_ref().and_then(|tables| {
        let groups = Groups::find(&telling, tables.part(|tables| tables), &chosen.asked())?;
        Some((groups.figure()?, groups))
    });
    let around = frame(&telling, &running.wave, base.clone());
    let empty = GroupsPage {
        locale,
        title: around.title,
        finding: words::nothing(locale).to_owned(),
        cite: around.cite,
        back: base,
        unreleased: internal && running.wave.state != WaveState::Released,
        missing: Vec::new(),
        address: address.clone(),
        questions: Vec::new(),
        groupings: Vec::new(),
        ways: Switches { label: String::new(), ways: Vec::new() },
        shown: Err(words::nothing_because(telling.smallest, locale)),
        method: words::method(telling.smallest, locale),
    };
    let Some((mut figure, groups)) = found else { return Ok(empty) };
    let finding =
        std::mem::replace(&mut figure.title, words::subject_by(&groups.subject(), &groups.grouping(), locale));
    let own = Chosen { frage: Some(groups.question().to_owned()), nach: Some(groups.grouping_id().to_owned()) };
    Ok(GroupsPage {
        finding,
        missing: missing(&groups, chosen, locale),
        questions: questions(&groups),
        groupings: groupings(&groups),
        ways: ways(&groups, chosen, &address, locale),
        shown: Ok(GroupsShown {
            figure,
            files: Files { stem: format!("{address}/gruppen"), query: own.address("") },
            test: groups.test(),
            tables: tables_below(&telling, &groups, locale),
        }),
        ..empty
    })
}

fn missing(groups: &Groups, chosen: &Chosen, locale: Locale) -> Vec<String> {
    let (question, by) = groups.is_missing(&chosen.asked());
    let gone = [(question, &chosen.frage), (by, &chosen.nach)].into_iter().filter(|(is_gone, _)| *is_gone);
    gone.filter_map(|(_, name)| name.as_deref()).map(|name| words::gone(name, locale)).collect()
}

/// Under the wording they share.
fn questions(groups: &Groups) -> Vec<OptionGroup> {
    let mut lists: Vec<OptionGroup> = Vec::new();
    for choice in groups.choices() {
        let option = (choice.value, choice.label, choice.here);
        match lists.last_mut().filter(|list| list.label == choice.under) {
            Some(list) => list.options.push(option),
            None => lists.push(OptionGroup { label: choice.under, options: vec![option] }),
        }
    }
    lists
}

fn groupings(groups: &Groups) -> Vec<(String, String, bool)> {
    let own = groups.grouping_id();
    groups.groupings().into_iter().map(|(id, label)| (id.clone(), label, id == own)).collect()
}

/// Who has chosen a question keeps it; who has not sees what differs most.
fn ways(groups: &Groups, chosen: &Chosen, address: &str, locale: Locale) -> Switches {
    let own = groups.grouping_id();
    let way = |(id, label): (String, String)| Switch {
        href: Chosen { nach: Some(id.clone()), ..chosen.clone() }.address(address),
        here: id == own,
        label,
    };
    Switches { label: words::by(locale).to_owned(), ways: groups.groupings().into_iter().map(way).collect() }
}

fn tables_below(telling: &Telling, groups: &Groups, locale: Locale) -> Vec<TableBelow> {
    let by = groups.grouping();
    let overview = groups.overview().map(|table| TableBelow {
        title: words::overview(&by, locale),
        table,
        note: words::overview_note(telling.smallest, locale),
    });
    let gaps = groups.gaps().map(|table| TableBelow {
        title: words::gaps(&groups.subject(), &by, locale),
        table,
        note: words::gap_note(locale).to_owned(),
    });
    gaps.into_iter().chain(overview).collect()
}
