//! A post that could not be saved: what was typed comes back, with the reason and a way on.

use std::sync::Arc;

use app::{
    home::Onward,
    respond::{Replaced, UnsavedPage, UnsavedReason, unsaved_page},
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Key, Locale, Survey, id::OptionId};

use super::{Pairs, held::Held, locale_for, named, replaced::noted};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::{AppState, RunningWave},
};

pub struct Unsaved<'a> {
    pub state: &'a AppState,
    pub visit: &'a Visit,
    pub running: &'a Arc<RunningWave>,
    pub pairs: &'a Pairs,
}

impl Unsaved<'_> {
    /// There is no draft for it.
    pub fn expired(&self) -> Response {
        let locale = locale_for(self.running, named(self.pairs, "_lang"));
        let start = format!("/s/{}", self.running.wave.slug);
        if self.entries(locale).is_empty() {
            return Redirect::to(&format!("{start}?abgelaufen=1&lang={}", locale.as_str())).into_response();
        }
        self.draw(StatusCode::GONE, locale, UnsavedReason::Expired { start })
    }

    /// Other answers have taken this page away since it was opened.
    pub fn stale(&self, held: &Held) -> Response {
        if self.entries(held.draft.locale).is_empty() {
            return Redirect::to(&held.instead_at()).into_response();
        }
        self.draw(StatusCode::CONFLICT, held.draft.locale, UnsavedReason::Stale { onward: held.resume_at() })
    }

    /// The same page was saved from elsewhere while this form waited for a connection.
    pub fn overtaken(&self, held: &Held) -> Response {
        self.draw(StatusCode::CONFLICT, held.draft.locale, UnsavedReason::Overtaken { onward: held.resume_at() })
    }

    /// The wave has ended, and the time in which what was begun could be sent is over too.
    pub fn ended(&self, held: &Held) -> Response {
        self.with_draft(held, UnsavedReason::Ended)
    }

    /// Other answers came with the code of these. Whoever has not begun with it never sees this.
    pub fn spent(&self, held: &Held) -> Response {
        self.with_draft(held, UnsavedReason::Spent)
    }

    /// What was posted, and what the draft holds beside it.
    fn with_draft(&self, held: &Held, reason: UnsavedReason) -> Response {
        let mut entries = self.entries(held.draft.locale);
        let before = held.given().entries().into_iter().chain(held.unread_entries());
        let is_posted = |question: &String| entries.iter().any(|(posted, _)| posted == question);
        let before: Vec<_> = before.filter(|(question, _)| !is_posted(question)).collect();
        entries.extend(before);
        self.draw_entries(StatusCode::CONFLICT, held.draft.locale, reason, entries)
    }

    /// The survey has been changed since the page was opened, and what was typed has no question any more.
    pub fn replaced(&self, held: &Held, replaced: Replaced) -> Response {
        let onward = held.resume_at();
        if self.entries(held.draft.locale).is_empty() {
            return Redirect::to(&noted(&onward, replaced)).into_response();
        }
        self.draw(StatusCode::CONFLICT, held.draft.locale, UnsavedReason::Replaced { onward })
    }

    /// The store does not answer; the same post again may go through.
    pub fn busy(&self, action: &str) -> Response {
        let locale = locale_for(self.running, named(self.pairs, "_lang"));
        let again = UnsavedReason::Busy { action: action.to_owned(), pairs: self.pairs.clone() };
        self.draw(StatusCode::SERVICE_UNAVAILABLE, locale, again)
    }

    fn draw(&self, status: StatusCode, locale: Locale, reason: UnsavedReason) -> Response {
        self.draw_entries(status, locale, reason, self.entries(locale))
    }

    fn draw_entries(
        &self,
        status: StatusCode,
        locale: Locale,
        reason: UnsavedReason,
        entries: Vec<(String, String)>,
    ) -> Response {
        let survey = &self.running.questionnaire;
        let page = UnsavedPage { locale, reason, wave: self.running.wave.slug.clone(), entries };
        let mut head = Head::respondent(page.title(), locale, survey.audience).without_switches();
        if page.is_final() {
            head = head.keeping();
        }
        page::html_with(status, self.state, self.visit, head, || unsaved_page(&page))
    }

    /// The question and what was typed or chosen there.
    fn entries(&self, locale: Locale) -> Vec<(String, String)> {
        // Also of questions that were asked before.
        let survey = self.running.history.survey();
        let entry = |(name, typed): &(String, String)| {
            let key: Key = name.parse().ok()?;
            let is_asked = survey.items().any(|item| item.id == key.item);
            (is_asked && !typed.trim().is_empty())
                .then(|| (survey.label(&key, locale), said(survey, &key, typed, locale)))
        };
        self.pairs.iter().filter_map(entry).collect()
    }
}

impl Held {
    /// What was typed and does not read.
    fn unread_entries(&self) -> Vec<(String, String)> {
        let label = |name: &String| Some(self.running.questionnaire.label(&name.parse().ok()?, self.draft.locale));
        let unread = self.draft.unread.iter();
        unread.filter_map(|(name, typed)| Some((label(name)?, typed.join(", ")))).collect()
    }
}

/// The words of an option, or the text as it was typed.
fn said(survey: &Survey, key: &Key, typed: &str, locale: Locale) -> String {
    let item = survey.items().find(|item| item.id == key.item);
    let option = item.zip(OptionId::new(typed).ok());
    let known = option.filter(|(item, id)| survey.choices(item).iter().any(|choice| choice.id == *id));
    known.map_or_else(|| typed.to_owned(), |(item, id)| survey.option_label(item, &id, locale))
}

/// The error page of a survey's address: in the language of the draft or else of the survey, and leading back to it.
pub async fn refuse(state: &AppState, visit: &Visit, headers: &HeaderMap, error: &AppError) -> Option<Response> {
    let slug = visit.path.strip_prefix("/s/")?.split(['/', '?']).next()?;
    let running = state.running(slug).await.ok()?;
    let draft = Held::open(state, &running, headers).await.ok().flatten();
    let locale = draft.map_or_else(|| super::asked_locale(&running, visit, None), |held| held.draft.locale);
    let head = Head::respondent("", locale, running.questionnaire.audience).without_switches();
    Some(page::error_in(state, visit, error, head, locale, &Onward::Survey(format!("/s/{slug}"))))
}
