//! From a survey document to a published version: the same for staff pages, for commands and for the demo.

use std::fmt::Write as _;

use domain::{
    Questionnaire, Survey,
    definition::ReadError,
    publish::{self, Finding, Severity},
};
use store::{Store, SurveyRow, VersionState};

/// A version that waves can be made of.
#[derive(Debug, Clone)]
pub struct Published {
    pub survey: store::Id,
    pub version: i64,
    pub questionnaire: Questionnaire,
}

/// `Display` is German, a line per fault.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("Die Umfrage ist nicht lesbar:{}", lines(.0))]
    Document(Vec<ReadError>),
    /// The errors among what `publish::inspect` found.
    #[error("Die Umfrage kann so nicht veröffentlicht werden:{}", lines(.0))]
    Findings(Vec<Finding>),
    #[error("Es gibt keinen Entwurf zu veröffentlichen.")]
    NoDraft,
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("Die Umfrage lässt sich nicht speichern: {0}")]
    Freeze(#[from] serde_json::Error),
    #[error("Die veröffentlichte Umfrage ist nicht lesbar: {0}")]
    Frozen(#[from] domain::expression::SyntaxError),
}

fn lines<T: std::fmt::Display>(faults: &[T]) -> String {
    faults.iter().fold(String::new(), |mut text, fault| {
        // Writing to a String cannot fail.
        _ = write!(text, "\n  {fault}");
        text
    })
}

/// Publishes the latest draft of a survey with the region's municipalities as they are today (`day`: `YYYY-MM-DD`).
/// `store::Error::Conflict` if somebody saved since `row` was read.
pub async fn publish(store: &Store, row: &SurveyRow, day: &str) -> Result<Published, PublishError> {
    let draft = store.version(row.id, row.number).await?.filter(|version| version.state == VersionState::Draft);
    let draft = draft.ok_or(PublishError::NoDraft)?;
    // Heavy for a large survey: respondents must not wait for it.
    let sound = tokio::task::spawn_blocking(move || sound(&draft.definition));
    let survey = sound.await.unwrap_or_else(|stopped| std::panic::resume_unwind(stopped.into_panic()))?;
    let frozen = publish::freeze(survey, &store.municipalities().await?);
    let json = serde_json::to_string(&frozen)?;
    let questionnaire = Questionnaire::published(frozen)?;
    let version = store.publish(row.id, row.revision, &json, day).await?;
    Ok(Published { survey: row.id, version, questionnaire })
}

/// The newest published version of a survey; `None` if there is none.
pub async fn latest(store: &Store, row: &SurveyRow) -> Result<Option<Published>, PublishError> {
    let mut versions = store.versions(row.id).await?;
    versions.retain(|version| version.state == VersionState::Published);
    let Some((number, frozen)) = versions.pop().and_then(|version| Some((version.number, version.frozen?))) else {
        return Ok(None);
    };
    of_version(row.id, number, &frozen).map(Some)
}

/// The version a wave asks.
pub async fn of_wave(store: &Store, wave: &store::Wave) -> Result<Published, PublishError> {
    let version = store.version(wave.survey, wave.version).await?.ok_or(store::Error::NotFound)?;
    of_version(wave.survey, version.number, version.frozen.as_deref().unwrap_or_default())
}

fn of_version(survey: store::Id, version: i64, frozen: &str) -> Result<Published, PublishError> {
    Ok(Published { survey, version, questionnaire: Questionnaire::published(serde_json::from_str(frozen)?)? })
}

/// A survey that may be published.
fn sound(definition: &str) -> Result<Survey, PublishError> {
    let survey = Survey::from_toml(definition).map_err(PublishError::Document)?;
    let mut findings = publish::inspect(&survey);
    findings.extend(publish::activation(&survey));
    findings.retain(|finding| finding.severity == Severity::Error);
    if findings.is_empty() { Ok(survey) } else { Err(PublishError::Findings(findings)) }
}
