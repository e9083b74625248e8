//! A draft beside what was published: the list of changes, and a question led on under a new id.

use app::build::{ChangeGroup, Changes, Fork, WaveChoice};
use axum::{
    Extension, Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ItemId, Key, Locale, Survey, definition,
    publish::{
        self,
        change::{Change, Judgement},
    },
};
use serde::Deserialize;
use store::{Version, VersionState, Wave, WaveState};

use super::{inspection::Inspections, survey::outdated};
use crate::{
    error::AppError,
    http::Visit,
    publication::{PublishError, Review, permits},
    session::Staff,
    state::AppState,
};

/// What the draft changes; `None` for a survey that was never published.
pub async fn of(
    state: &AppState,
    survey: store::Id,
    draft: &Survey,
    versions: &[Version],
) -> Result<Option<Changes>, AppError> {
    let Some(latest) = versions.iter().rev().find(|version| version.frozen.is_some()) else { return Ok(None) };
    let known = published(versions)?;
    let review = Review::of(&state.store, survey, draft.clone(), versions.to_vec()).await.map_err(failed)?;
    let names = Names { draft, published: &known };
    let groups = |judgement| names.groups(&review.judged(judgement));
    Ok(Some(Changes {
        against: format!("Version {}", latest.number),
        refused: groups(Judgement::Refused),
        to_confirm: groups(Judgement::Confirm),
        noted: groups(Judgement::Note),
        fine: groups(Judgement::Fine),
    }))
}

fn failed(error: PublishError) -> AppError {
    match error {
        PublishError::Store(error) => error.into(),
        other => AppError::internal(other),
    }
}

fn published(versions: &[Version]) -> Result<Vec<Survey>, AppError> {
    let frozen = versions.iter().filter_map(|version| version.frozen.as_deref());
    frozen.map(|json| serde_json::from_str(json).map_err(AppError::internal)).collect()
}

/// What the ids in changes stand for.
struct Names<'a> {
    draft: &'a Survey,
    published: &'a [Survey],
}

impl Names<'_> {
    /// One group per question, in the order of the changes.
    fn groups(&self, changes: &[Change]) -> Vec<ChangeGroup> {
        let mut groups: Vec<ChangeGroup> = Vec::new();
        for change in changes {
            let place = change.place();
            match groups.iter_mut().find(|group| group.place == place) {
                Some(group) => group.lines.push(change.sentence()),
                None => groups.push(ChangeGroup {
                    question: change.item.as_ref().map(|item| self.question(item)).unwrap_or_default(),
                    lines: vec![change.sentence()],
                    remedy: change.remedy(),
                    fork: change.can_fork().map(|item| self.fork(item)),
                    place,
                }),
            }
        }
        groups
    }

    /// As it reads now, or read last.
    fn question(&self, item: &ItemId) -> String {
        let versions = std::iter::once(self.draft).chain(self.published.iter().rev());
        let said = |survey: &Survey| {
            let compute = survey.computes.iter().find(|compute| compute.id == *item);
            match survey.item(item) {
                Some(_) => Some(survey.question_text(&Key::item(item), Locale::DeSie)),
                None => compute.map(|compute| compute.label.get(Locale::DeSie).to_owned()),
            }
        };
        versions.filter_map(said).next().unwrap_or_default()
    }

    fn fork(&self, item: &ItemId) -> Fork {
        Fork { item: item.to_string(), new: self.new_id(item).to_string() }
    }

    fn new_id(&self, item: &ItemId) -> ItemId {
        publish::new_id(item, self.published.iter().chain([self.draft]))
    }
}

/// The waves of a survey that the draft may be asked in: each goes over, unless it is unticked.
pub fn switches(waves: &[Wave], draft: &Survey) -> Vec<WaveChoice> {
    let switchable = waves.iter().filter(|wave| can_switch(wave) && permits(draft, wave.access));
    let choice = |wave: &Wave| WaveChoice {
        slug: wave.slug.clone(),
        title: wave.title.clone(),
        state: match wave.state {
            WaveState::Open => format!("läuft mit Version {}", wave.version),
            _ => format!("geplant mit Version {}", wave.version),
        },
        goes_over: true,
    };
    switchable.map(choice).collect()
}

pub fn can_switch(wave: &Wave) -> bool {
    matches!(wave.state, WaveState::Planned | WaveState::Open)
}

#[derive(Deserialize)]
pub struct Wanted {
    stand: i64,
    frage: String,
}

/// Gives a question of the draft a new id, wherever it is named, so that nothing it will mean is mixed with what it
/// meant.
pub async fn fork(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
    Path(slug): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, AppError> {
    let row = state.store.survey(&slug).await?.ok_or(AppError::NotFound)?;
    let versions = state.store.versions(row.id).await?;
    let draft = versions.last().filter(|version| version.state == VersionState::Draft);
    let Some(draft) = draft else { return outdated(&state, &visit, &staff, &inspections, &slug).await };
    let source = draft.definition.clone();
    let published = published(&versions)?;
    let item = ItemId::new(&wanted.frage).map_err(|_| AppError::NotFound)?;
    let forked = tokio::task::spawn_blocking(move || {
        let draft = Survey::from_toml(&source).ok()?;
        let is_computed = draft.computes.iter().any(|compute| compute.id == item);
        (is_computed || draft.item(&item).is_some()).then_some(())?;
        let new = Names { draft: &draft, published: &published }.new_id(&item);
        definition::forked(&source, &item, &new)
    });
    let forked = forked.await.map_err(AppError::internal)?.ok_or_else(|| {
        AppError::Conflict(format!(
            "„{}“ lässt sich hier nicht umbenennen. Geben Sie der Frage in der Definition selbst eine neue Kennung, \
             auch in Bedingungen, die sie nennen.",
            wanted.frage
        ))
    })?;
    match state.store.save_draft_definition(row.id, &forked, wanted.stand).await {
        Ok(_) => Ok(Redirect::to(&format!("/intern/umfragen/{slug}#aenderungen")).into_response()),
        Err(store::Error::Conflict) => outdated(&state, &visit, &staff, &inspections, &slug).await,
        Err(other) => Err(other.into()),
    }
}
