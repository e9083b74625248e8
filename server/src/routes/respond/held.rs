//! The draft that this browser holds the key to, together with the wave it belongs to.

use std::sync::Arc;

use app::respond::{Keep, Replaced};
use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Code, Locale,
    check::{Problem, Rule},
    flow::{self, Field, Path, Step},
    form::{self, Reading},
    paradata::Tally,
};
use store::{KeyHash, SentDraft};

use super::{browser::Browser, replaced};
use crate::{
    draft::{DRAFT_DAYS, Draft, DraftKey},
    error::AppError,
    paradata::{Happened, Scene},
    state::{AppState, RunningWave},
};

/// Bytes of entries that do not read which are kept with the draft. A longer one stays in the form until it does.
const UNREAD_LIMIT: usize = 16 * 1024;

pub struct Held {
    pub running: Arc<RunningWave>,
    pub browser: Browser,
    pub key: DraftKey,
    pub draft: Draft,
    /// The wave has gone over to another version since it was saved.
    pub replaced: Option<Replaced>,
    /// As it was read; none if it was not stored yet.
    sealed: Option<Vec<u8>>,
    /// On the pages since then; counted once it is on disk.
    happened: Vec<Happened>,
}

/// Somebody saved this draft, or sent it, since it was read: read again and do again.
pub struct Outdated;

impl Held {
    /// A first draft, not stored yet, begun today (`YYYY-MM-DD`).
    pub fn begin(running: &Arc<RunningWave>, browser: Browser, key: DraftKey, locale: Locale, today: &str) -> Held {
        let browser = browser.with(&running.wave.slug, &key);
        let mut draft = Draft { version: running.wave.version, ..Draft::new(locale) };
        draft.answers = flow::begun(&running.questionnaire, draft.seed, today);
        let (running, sealed, replaced) = (Arc::clone(running), None, None);
        Held { running, browser, key, draft, replaced, sealed, happened: Vec::new() }
    }

    /// Where the answers lead.
    pub fn path(&self) -> Path<'_> {
        Path::new(&self.running.questionnaire, &self.draft.answers)
    }

    /// What the order of rows, items and options is drawn from.
    pub fn seed(&self) -> u64 {
        flow::order_of(&self.draft.answers).unwrap_or(self.draft.seed)
    }

    /// The code it was begun with.
    pub fn admission(&self) -> Option<Code> {
        Code::parse(self.draft.admission.as_deref()?).ok()
    }

    /// The draft of this browser for this wave, if there is one. One that does not open is as good as none.
    pub async fn open(
        state: &AppState,
        running: &Arc<RunningWave>,
        headers: &HeaderMap,
    ) -> Result<Option<Held>, AppError> {
        let browser = Browser::of(headers, state.config.is_https());
        let Some(key) = browser.key(&running.wave.slug).cloned() else { return Ok(None) };
        Held::open_with(state, running, browser, key).await
    }

    /// The draft of this key, whatever this browser held before.
    pub async fn open_with(
        state: &AppState,
        running: &Arc<RunningWave>,
        browser: Browser,
        key: DraftKey,
    ) -> Result<Option<Held>, AppError> {
        let place = running.wave.id.as_bytes();
        let Some(stored) = state.store.draft(key.file(place)).await? else { return Ok(None) };
        let Ok(mut draft) = key.open(&stored.sealed, place) else { return Ok(None) };
        let browser = browser.with(&running.wave.slug, &key);
        let replaced = replaced::go_over(&mut draft, running, &state.clock.today());
        let (running, sealed) = (Arc::clone(running), Some(stored.sealed));
        Ok(Some(Held { running, browser, key, draft, replaced, sealed, happened: Vec::new() }))
    }

    fn file(&self) -> KeyHash {
        self.key.file(self.running.wave.id.as_bytes())
    }

    /// For the form of this step.
    pub fn keep(&self, step: &str) -> Keep {
        Keep { wave: self.running.wave.slug.clone(), mark: self.mark(), step: step.to_owned(), kiosk: self.draft.kiosk }
    }

    /// By which the pages find what this browser has kept of this draft.
    fn mark(&self) -> String {
        self.key.mark(self.running.wave.id.as_bytes())
    }

    /// What is sent: the draft as it was read, so that no page saved since then is left behind.
    pub fn sent(&self) -> Option<SentDraft> {
        let sealed = self.sealed.clone()?;
        Some(SentDraft { key: self.file(), sealed })
    }

    /// On disk when this returns `Ok(Ok(()))`.
    pub async fn save(&self, state: &AppState) -> Result<Result<(), Outdated>, AppError> {
        let wave = self.running.wave.id;
        let sealed = self.key.seal(&self.draft, wave.as_bytes()).map_err(AppError::internal)?;
        let expires = state.clock.day(DRAFT_DAYS);
        let saved = match self.sealed.clone() {
            Some(before) => state.store.save_draft(self.file(), wave, before, sealed, &expires).await,
            None => state.store.create_draft(self.file(), wave, sealed, &expires).await,
        };
        match saved {
            Err(store::Error::Conflict) => Ok(Err(Outdated)),
            saved => {
                saved?;
                self.count(state);
                Ok(Ok(()))
            }
        }
    }

    /// The next page is drawn as soon as this is on disk.
    pub fn arrive(&mut self, page: &str) {
        self.draft.walk.begin(self.draft.locale, self.browser.device);
        self.happened.extend(self.draft.walk.arrive(page));
    }

    /// After so many seconds.
    pub fn leave(&mut self, page: &str, onwards: bool, seconds: Option<u64>) {
        self.happened.extend(self.draft.walk.leave(page, onwards, seconds));
    }

    /// Answers there have changed after it was done.
    pub fn edited(&mut self, page: &str) {
        self.happened.push((page.to_owned(), Tally::edited()));
    }

    /// Counts what has happened. To be called once, when it is on disk.
    pub fn count(&self, state: &AppState) {
        let (locale, device) = self.draft.walk.begun().unwrap_or((self.draft.locale, self.browser.device));
        let (wave, day) = (self.running.wave.id, state.clock.today());
        let scene = Scene { wave, day: &day, locale: locale.as_str(), device };
        state.paradata.note(&scene, &self.happened);
    }

    pub async fn delete(&self, state: &AppState) -> Result<(), AppError> {
        Ok(state.store.delete_draft(self.file()).await?)
    }

    /// Takes over what was read on this step. What does not read is kept as it was typed, beside the answer given
    /// before. `false` if it cannot be kept: far too long, or not of this page. Then only the form still holds it.
    pub fn take(&mut self, step: &Step, reading: &Reading) -> bool {
        let unread: Vec<&Problem> = reading.problems.iter().filter(|problem| does_not_read(&problem.rule)).collect();
        let typed = unread.iter().filter_map(|problem| {
            let name = problem.key.to_string();
            let typed = reading.typed.get(&name)?.clone();
            Some((name, typed))
        });
        let typed: Vec<(String, Vec<String>)> = typed.collect();
        let bytes: usize = typed.iter().flat_map(|(_, entries)| entries).map(String::len).sum();
        if bytes > UNREAD_LIMIT || unread.iter().any(|problem| problem.rule == Rule::PageChanged) {
            return false;
        }
        let mut answers = reading.answers.clone();
        for problem in unread {
            if let Some(before) = self.draft.answers.get(&problem.key) {
                answers.set(problem.key.clone(), before.clone());
            }
        }
        self.draft.answers = answers;
        if !self.draft.unread.is_empty() {
            let names: Vec<String> = self.path().fields(step).iter().map(|field| field.key.to_string()).collect();
            self.draft.unread.retain(|name, _| !names.contains(name));
        }
        self.draft.unread.extend(typed);
        true
    }

    /// The step as it was left: the saved answers, and what was typed there and does not read yet.
    pub fn reading(&self, path: &Path, step: &Step) -> Reading {
        let mut reading = Reading { answers: self.draft.answers.clone(), ..Reading::default() };
        if self.draft.unread.is_empty() {
            return reading;
        }
        for field in path.fields(step) {
            let Some(typed) = self.draft.unread.get(&field.key.to_string()) else { continue };
            reading.typed.insert(field.key.to_string(), typed.clone());
            if let Err(rule) = form::read_field(&field.shape, field.required, typed) {
                reading.problems.push(Problem { key: field.key, rule });
            }
        }
        reading
    }

    /// The first step where something stands that does not read.
    pub fn first_unread(&self) -> Option<Step> {
        if self.draft.unread.is_empty() {
            return None;
        }
        let path = self.path();
        let has_unread = |field: &Field| self.draft.unread.contains_key(&field.key.to_string());
        path.steps().find(|step| path.fields(step).iter().any(has_unread)).cloned()
    }

    /// To go there, with this draft at hand.
    pub fn redirect(&self, state: &AppState, to: &str) -> Response {
        let cookie = self.browser.cookie(state.config.is_https());
        ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response()
    }

    pub fn first_address(&self) -> String {
        self.path().first().map_or_else(|| self.start_address(), |step| self.address(step))
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

    /// Where to go on: the first step with a question that was never answered, else the last.
    pub fn resume_step(&self) -> Option<Step> {
        let path = self.path();
        let open = path.steps().find(|step| !self.is_answered(&path, step));
        open.or(path.steps().last()).cloned()
    }

    pub fn resume_at(&self) -> String {
        self.resume_step().map_or_else(|| self.start_address(), |step| self.address(&step))
    }

    /// As [`Held::resume_at`], which says there that another page was asked for and is none of theirs. A survey that was
    /// changed says so itself.
    pub fn instead_at(&self) -> String {
        let mark = if self.replaced.is_some() { "" } else { "?statt=1" };
        format!("{}{mark}", self.resume_at())
    }

    /// Nothing was answered yet.
    pub fn is_empty(&self) -> bool {
        flow::is_untouched(&self.running.questionnaire, &self.draft.answers) && self.draft.unread.is_empty()
    }

    /// Every step has been seen: answered, or passed after its prompt.
    pub fn is_answered_through(&self) -> bool {
        let path = self.path();
        path.steps().all(|step| self.is_answered(&path, step))
    }

    /// The first step that was never left onwards and holds an open question.
    pub fn first_passed_over(&self) -> Option<Step> {
        let path = self.path();
        let is_met = |step: &Step| self.draft.walk.is_done(&step.slug()) || self.is_answered(&path, step);
        path.steps().find(|step| !is_met(step)).cloned()
    }

    /// Passing is enough where nothing must be answered; what does not read is never enough.
    pub fn is_answered(&self, path: &Path, step: &Step) -> bool {
        let is_passed = self.draft.prompted.contains(&step.slug());
        let is_done = |field: &Field| {
            let is_given = self.draft.answers.get(&field.key).is_some() || (is_passed && !field.required);
            !field.is_asked()
                || !field.applies(&self.draft.answers)
                || (is_given && !self.draft.unread.contains_key(&field.key.to_string()))
        };
        path.fields(step).iter().all(is_done)
    }
}

/// Beside what is missing or does not go together: those entries are what they are.
fn does_not_read(rule: &Rule) -> bool {
    let is_open = matches!(rule, Rule::Required(_) | Rule::SoftPrompt(_) | Rule::Constraint { .. });
    !is_open && !rule.is_joint()
}
