//! From a survey document to a published version: the same for staff pages, for commands and for the demo.

use std::fmt::Write as _;

use domain::{
    History, Questionnaire, Survey,
    definition::ReadError,
    meaning::Audience,
    place::Municipality,
    publish::{
        self, Finding, Severity,
        change::{self, Before, Change, Judgement},
    },
    survey::Level,
};
use store::{Access, Store, SurveyRow, Switch, Version, VersionState, Wave};

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
    #[error("Die Umfrage ist nicht lesbar:{}", lines_of(.0))]
    Document(Vec<ReadError>),
    /// The errors among what `publish::inspect` found.
    #[error("Die Umfrage kann so nicht veröffentlicht werden:{}", lines_of(.0))]
    Findings(Vec<Finding>),
    /// The changes that answers given so far do not bear.
    #[error("Die neue Version passt nicht zu den Antworten auf die bisherigen:{}", said(.0))]
    Refused(Vec<Change>),
    /// The changes that a person has to confirm.
    #[error("Ob noch dasselbe gemeint ist, muss jemand bestätigen:{}", said(.0))]
    Unconfirmed(Vec<Change>),
    #[error("Es gibt keinen Entwurf zu veröffentlichen.")]
    NoDraft,
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("Die Umfrage lässt sich nicht speichern: {0}")]
    Freeze(#[from] serde_json::Error),
    #[error("Die veröffentlichte Umfrage ist nicht lesbar: {0}")]
    Frozen(#[from] domain::expression::SyntaxError),
}

/// Whether what the survey has settled about its answers allows a wave to ask for them in this way.
pub fn permits(survey: &Survey, access: Access) -> bool {
    let level = survey.protection.as_ref().map_or(Level::Anonymous, |protection| protection.level);
    match access {
        Access::Open | Access::Code => true,
        Access::Invited => level >= Level::Uncoupled,
        Access::Named => survey.may_ask_for_names(),
    }
}

/// How a new wave is answered, unless staff settle it otherwise before it opens: apprentices with codes that nobody can tell
/// apart, firms by an invitation of their own, because of an open link nobody knows whom to remind. Where the survey promises
/// that nobody knows who was asked, there are no invitations.
pub fn usual_access(survey: &Survey) -> Access {
    match survey.audience {
        Audience::Apprentice => Access::Code,
        Audience::Firm if permits(survey, Access::Invited) => Access::Invited,
        Audience::Firm | Audience::Other => Access::Open,
    }
}

fn lines_of<T: std::fmt::Display>(faults: &[T]) -> String {
    faults.iter().fold(String::new(), |mut text, fault| {
        // Writing to a String cannot fail.
        _ = write!(text, "\n  {fault}");
        text
    })
}

fn said(changes: &[Change]) -> String {
    let lines: Vec<String> = changes
        .iter()
        .map(|change| format!("{}: {} {}", change.place(), change.sentence(), change.remedy().unwrap_or_default()))
        .collect();
    lines_of(&lines)
}

/// What staff decide when they publish.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// Waves that ask the new version from now on; the others stay with theirs, and so does one that asks for answers
    /// in a way that the new version does not permit.
    pub waves: Vec<Wave>,
    /// What reads quite differently still means the same.
    pub confirmed: bool,
}

/// A draft beside what has been published.
pub struct Review {
    /// As it would be published.
    frozen: Survey,
    pub changes: Vec<Change>,
    /// What the judgement stands on.
    answered: Vec<i64>,
}

impl Review {
    /// Looks at `draft` beside the published among `versions` of its survey.
    pub async fn of(
        store: &Store,
        survey: store::Id,
        draft: Survey,
        versions: Vec<Version>,
    ) -> Result<Review, PublishError> {
        let region = store.municipalities().await?;
        let answered = store.answered_versions(survey).await?;
        let review = tokio::task::spawn_blocking(move || Review::work_out(draft, &region, &versions, answered));
        review.await.unwrap_or_else(|stopped| std::panic::resume_unwind(stopped.into_panic()))
    }

    fn work_out(
        draft: Survey,
        region: &[Municipality],
        versions: &[Version],
        answered: Vec<i64>,
    ) -> Result<Review, PublishError> {
        let frozen = publish::freeze(draft, region);
        let published = versions.iter().filter_map(|version| Some((version.number, version.frozen.as_deref()?)));
        let published = published
            .map(|(number, json)| Ok((answered.contains(&number), serde_json::from_str(json)?)))
            .collect::<Result<Vec<(bool, Survey)>, PublishError>>()?;
        let before: Vec<Before> =
            published.iter().map(|(answered, survey)| Before { survey, answered: *answered }).collect();
        let changes = change::compare(&before, &frozen);
        Ok(Review { frozen, changes, answered })
    }

    /// The changes of this judgement.
    pub fn judged(&self, judgement: Judgement) -> Vec<Change> {
        self.changes.iter().filter(|change| change.judgement == judgement).cloned().collect()
    }

    fn allow(&self, decisions: &Decisions) -> Result<(), PublishError> {
        let (refused, open) = (self.judged(Judgement::Refused), self.judged(Judgement::Confirm));
        if !refused.is_empty() {
            Err(PublishError::Refused(refused))
        } else if !open.is_empty() && !decisions.confirmed {
            Err(PublishError::Unconfirmed(open))
        } else {
            Ok(())
        }
    }
}

/// Publishes the latest draft of a survey with the region's municipalities as they are today (`day`: `YYYY-MM-DD`).
/// `store::Error::Conflict` if somebody saved since `row` was read.
pub async fn publish(store: &Store, row: &SurveyRow, day: &str) -> Result<Published, PublishError> {
    publish_as(store, row, day, Decisions::default()).await
}

/// The same, with what staff have decided about changes and waves.
pub async fn publish_as(
    store: &Store,
    row: &SurveyRow,
    day: &str,
    decisions: Decisions,
) -> Result<Published, PublishError> {
    let versions = store.versions(row.id).await?;
    let draft = versions.last().filter(|version| version.state == VersionState::Draft);
    let definition = draft.ok_or(PublishError::NoDraft)?.definition.clone();
    // Heavy for a large survey: respondents must not wait for it.
    let sound = tokio::task::spawn_blocking(move || sound(&definition));
    let survey = sound.await.unwrap_or_else(|stopped| std::panic::resume_unwind(stopped.into_panic()))?;
    let homeless = publish::without_places(&survey, &store.municipalities().await?);
    if !homeless.is_empty() {
        return Err(PublishError::Findings(homeless));
    }
    let review = Review::of(store, row.id, survey, versions).await?;
    review.allow(&decisions)?;
    let json = serde_json::to_string(&review.frozen)?;
    let waves = decisions.waves.iter().filter(|wave| permits(&review.frozen, wave.access)).map(|wave| wave.id);
    let switch = Switch { waves: waves.collect(), answered: Some(review.answered) };
    let questionnaire = Questionnaire::published(review.frozen)?;
    let version = store.publish_for(row.id, row.revision, &json, day, switch).await?;
    Ok(Published { survey: row.id, version, questionnaire })
}

/// All versions that a wave has asked.
pub async fn history(store: &Store, wave: &store::Wave) -> Result<History, PublishError> {
    let mut versions = Vec::new();
    for number in store.asked_versions(wave).await? {
        let version = store.version(wave.survey, number).await?.ok_or(store::Error::NotFound)?;
        versions.push((number, serde_json::from_str(version.frozen.as_deref().unwrap_or_default())?));
    }
    Ok(History::new(versions).ok_or(store::Error::NotFound)?)
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
