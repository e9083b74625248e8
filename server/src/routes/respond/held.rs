//! The draft that this browser holds the key to, together with the wave it belongs to.

use std::sync::Arc;

use axum::http::HeaderMap;
use domain::flow::{self, Field, Path, Step};

use crate::{
    draft::{DRAFT_DAYS, Draft, DraftKey},
    error::AppError,
    http::visit_cookie,
    state::{AppState, RunningWave},
};

pub struct Held {
    pub running: Arc<RunningWave>,
    pub key: DraftKey,
    pub draft: Draft,
}

pub fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-entwurf" } else { "entwurf" }
}

pub fn key(state: &AppState, headers: &HeaderMap) -> Option<DraftKey> {
    DraftKey::parse(visit_cookie(headers, cookie_name(state.config.is_https()))?)
}

impl Held {
    pub fn new(running: Arc<RunningWave>, key: DraftKey, draft: Draft) -> Held {
        Held { running, key, draft }
    }

    /// The draft of this browser for this wave, if there is one. One that does not open is as good as none.
    pub async fn open(
        state: &AppState,
        running: &Arc<RunningWave>,
        headers: &HeaderMap,
    ) -> Result<Option<Held>, AppError> {
        let Some(key) = key(state, headers) else { return Ok(None) };
        let stored = state.store.draft(key.file()).await?;
        let draft = stored.and_then(|stored| key.open(&stored.sealed, running.wave.id.as_bytes()).ok());
        Ok(draft.map(|draft| Held::new(Arc::clone(running), key, draft)))
    }

    /// On disk when this returns.
    pub async fn save(&self, state: &AppState) -> Result<(), AppError> {
        let sealed = self.key.seal(&self.draft, self.running.wave.id.as_bytes()).map_err(AppError::internal)?;
        let expires = state.clock.day(DRAFT_DAYS);
        Ok(state.store.save_draft(self.key.file(), self.running.wave.id, sealed, &expires).await?)
    }

    pub fn start_address(&self) -> String {
        format!("/s/{}", self.running.wave.slug)
    }

    pub fn address(&self, step: &Step) -> String {
        format!("/s/{}/{}", self.running.wave.slug, step.slug())
    }

    pub fn check_address(&self) -> String {
        format!("/s/{}/pruefen", self.running.wave.slug)
    }

    /// The page before this step; before the first one, the start.
    pub fn address_before(&self, step: &Step) -> String {
        let before = flow::previous(&self.running.questionnaire, &self.draft.answers, step);
        before.map_or_else(|| self.start_address(), |step| self.address(&step))
    }

    /// Where to go on: the first step with a question that was never answered, else the last.
    pub fn resume_at(&self) -> String {
        let path = Path::new(&self.running.questionnaire, &self.draft.answers);
        let open = path.steps().find(|step| !self.is_answered(&path, step));
        match open.or(path.steps().last()) {
            Some(step) => self.address(step),
            None => self.start_address(),
        }
    }

    /// Every step has been seen: answered, or passed after its prompt.
    pub fn is_answered_through(&self) -> bool {
        let path = Path::new(&self.running.questionnaire, &self.draft.answers);
        path.steps().all(|step| self.is_answered(&path, step))
    }

    fn is_answered(&self, path: &Path, step: &Step) -> bool {
        let answered = |field: &Field| !field.is_asked() || self.draft.answers.get(&field.key).is_some();
        self.draft.prompted.contains(&step.slug()) || path.fields(step).iter().all(answered)
    }
}
