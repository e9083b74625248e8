//! One step: show it, read what was posted, go on.

use std::{borrow::Cow, sync::Arc};

use app::{
    document::{LANGUAGE, Languages, Theme},
    respond::{FORM, Instead, QuestionPage, Replaced, question_page},
};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Key, Locale,
    check::Problem,
    flow::{self, Step},
    form::{self, Reading},
    id::ItemId,
    label::Wording,
};
use serde::Deserialize;

use super::{
    Pairs, exit,
    held::{Held, Outdated},
    language, named,
    overtaken::MADE_FROM,
    pairs, receipt, replaced, submit, unsaved,
};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    paradata::{
        CHECK,
        since::{SINCE, seconds, since},
    },
    routes::public::theme_cookie,
    state::{AppState, RunningWave},
};

/// How often a post is done again because the draft has changed meanwhile. Each time somebody else got through.
pub const ATTEMPTS: usize = 10;

/// The field of a form that says which version it was drawn from.
const STAND: &str = "_stand";

#[derive(Deserialize)]
pub struct Return {
    /// Came from the check page and goes back there.
    pruefen: Option<String>,
    /// The step was posted and could not be left: say why. An address of its own, so that the browser's way back never
    /// asks whether to send a form again.
    hinweis: Option<String>,
    /// The survey was changed while this respondent was answering: say so.
    geaendert: Option<String>,
    /// The answers were to be sent before this page was seen: say so.
    offen: Option<String>,
    /// Another page was asked for, which the answers do not lead to: say so.
    statt: Option<String>,
}

impl Return {
    fn instead(&self) -> Option<Instead> {
        let passed_over = self.offen.is_some().then_some(Instead::PassedOver);
        passed_over.or(self.statt.is_some().then_some(Instead::NotAsked))
    }
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, step)): Path<(String, String)>,
    Query(back): Query<Return>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let Some(held) = Held::open(&state, &running, &headers).await? else {
        return Ok(super::without_draft(&slug));
    };
    if !running.wave.takes_answers() {
        let unsaved = unsaved::Unsaved { state: &state, visit: &visit, running: &running, pairs: &Pairs::new() };
        return Ok(unsaved.ended(&held));
    }
    let path = held.path();
    let Some(step) = path.step(&step) else {
        return Ok(Redirect::to(&held.instead_at()).into_response());
    };
    let mut reading = held.reading(&path, &step);
    if back.hinweis.is_some() {
        reading.problems = in_the_way(&path, &step, &reading);
    }
    let replaced = held.replaced.or_else(|| replaced::parse(back.geaendert.as_deref()?));
    let (from_check, instead) = (back.pruefen.is_some(), back.instead());
    let desk = Desk { state: &state, visit, from_check, replaced, instead };
    Ok(desk.draw(&held, &path, &step, reading, StatusCode::OK))
}

pub async fn answer(
    State(state): State<AppState>,
    mut visit: Visit,
    Path((slug, step)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let pairs = pairs(&body);
    let way = Way::of(&pairs, &state.running(&slug).await?.questionnaire.locales);
    if let Way::Theme(theme) = way {
        visit.theme = theme;
    }
    let from_check = named(&pairs, "_pruefen").is_some();
    let mut desk = Desk { state: &state, visit, from_check, replaced: None, instead: None };
    for _ in 0..ATTEMPTS {
        // Anew each time: the draft may be another one by now, and so may the version that the wave asks.
        let running = state.running(&slug).await?;
        let held = match Held::open(&state, &running, &headers).await {
            Ok(Some(held)) => held,
            Ok(None) => return receipt::without_draft(&desk.unsaved(&running, &pairs)).await,
            Err(AppError::Busy) => break,
            Err(error) => return Err(error),
        };
        if !running.wave.takes_answers() {
            return Ok(desk.unsaved(&running, &pairs).ended(&held));
        }
        let is_of_older = named(&pairs, STAND).is_some_and(|stand| stand != running.wave.version.to_string());
        desk.replaced = is_of_older.then(|| held.replaced.unwrap_or(Replaced::Kept));
        let before = flow::Path::new(&running.questionnaire, &held.draft.answers);
        let answered = match before.step(&step) {
            Some(step) => desk.answer(held, &before, &step, &pairs, way).await?,
            None => Ok(desk.stale(&held, &pairs)),
        };
        if let Ok(mut response) = answered {
            if let Way::Theme(theme) = way {
                response.headers_mut().append(header::SET_COOKIE, theme_cookie(&state, theme));
            }
            return Ok(response);
        }
    }
    let running = state.running(&slug).await?;
    Ok(desk.unsaved(&running, &pairs).busy(&format!("/s/{slug}/{step}")))
}

/// Where a post leads.
#[derive(Clone, Copy)]
enum Way {
    On,
    /// On without an answer, where one may.
    Skip,
    Back,
    /// Away from the survey, to come back another time.
    Later,
    /// The switches at the foot of the page: to the same page again.
    Theme(Theme),
    /// The switch at its head: the same page in another language.
    Language(Locale),
}

impl Way {
    fn of(pairs: &Pairs, locales: &[Locale]) -> Way {
        let theme = named(pairs, "_theme").and_then(Theme::parse);
        let locale = named(pairs, LANGUAGE).and_then(|wish| language::meant(locales, wish));
        match (theme, locale) {
            (Some(theme), _) => Way::Theme(theme),
            (None, Some(locale)) => Way::Language(locale),
            (None, None) => match named(pairs, "_go") {
                Some("back") => Way::Back,
                Some("skip") => Way::Skip,
                Some("later") => Way::Later,
                _ => Way::On,
            },
        }
    }
}

/// What answering a page needs beside the draft.
struct Desk<'a> {
    state: &'a AppState,
    visit: Visit,
    from_check: bool,
    /// The form is of an older version than the wave asks now, or its page has to say so.
    replaced: Option<Replaced>,
    instead: Option<Instead>,
}

impl Desk<'_> {
    fn unsaved<'b>(&'b self, running: &'b Arc<RunningWave>, pairs: &'b Pairs) -> unsaved::Unsaved<'b> {
        unsaved::Unsaved { state: self.state, visit: &self.visit, running, pairs }
    }

    /// The page that was posted is not among those to be answered.
    fn stale(&self, held: &Held, pairs: &Pairs) -> Response {
        let unsaved = self.unsaved(&held.running, pairs);
        match self.replaced {
            Some(replaced) => unsaved.replaced(held, replaced),
            None => unsaved.stale(held),
        }
    }

    /// The address, and where it has to be said there that the survey was changed.
    fn noted(&self, to: String) -> String {
        self.replaced.map_or(to.clone(), |replaced| replaced::noted(&to, replaced))
    }

    /// What has a question is kept; what has none any more is shown, so that it can be copied.
    async fn answer_parted(
        &self,
        mut held: Held,
        before: &flow::Path<'_>,
        step: &Step,
        pairs: &Pairs,
        (fitting, gone): (Pairs, Pairs),
        replaced: Replaced,
    ) -> Result<Result<Response, Outdated>, AppError> {
        let reading = form::read(before, &held.draft.answers, step, &fitting);
        let is_kept = held.take(step, &reading);
        if is_kept {
            match held.save(self.state).await {
                Ok(Ok(())) => {}
                Ok(Err(outdated)) => return Ok(Err(outdated)),
                Err(AppError::Busy) => return Ok(Ok(self.unsaved(&held.running, pairs).busy(&held.address(step)))),
                Err(error) => return Err(error),
            }
        }
        let shown = if is_kept { &gone } else { pairs };
        Ok(Ok(self.unsaved(&held.running, shown).replaced(&held, replaced)))
    }

    /// A form that waited. What was saved since then stays, and what it said instead is shown, so that it can be copied.
    async fn answer_overtaken(
        &self,
        mut held: Held,
        step: &Step,
        pairs: &Pairs,
        newer: &[ItemId],
    ) -> Result<Result<Response, Outdated>, AppError> {
        let is_newer = |name: &str| name.parse::<Key>().is_ok_and(|key| newer.contains(&key.item));
        let late: Pairs = pairs.iter().filter(|(name, _)| is_newer(name)).cloned().collect();
        let before = held.draft.clone();
        let is_kept = held.take_beside(step, pairs, newer);
        if is_kept && held.draft != before {
            match held.save(self.state).await {
                Ok(Ok(())) => {}
                Ok(Err(outdated)) => return Ok(Err(outdated)),
                Err(AppError::Busy) => return Ok(Ok(self.unsaved(&held.running, pairs).busy(&held.address(step)))),
                Err(error) => return Err(error),
            }
        }
        let shown = if is_kept { &late } else { pairs };
        Ok(Ok(self.unsaved(&held.running, shown).overtaken(&held)))
    }

    /// `before`: the path of the answers so far.
    async fn answer(
        &self,
        mut held: Held,
        before: &flow::Path<'_>,
        step: &Step,
        pairs: &Pairs,
        way: Way,
    ) -> Result<Result<Response, Outdated>, AppError> {
        if let Way::Language(locale) = way {
            held.draft.locale = locale;
        }
        let mut fitting = Cow::Borrowed(pairs);
        if let Some(replaced) = self.replaced {
            let parted = replaced::parted(pairs, &before.fields(step));
            if !parted.1.is_empty() {
                return self.answer_parted(held, before, step, pairs, parted, replaced).await;
            }
            fitting = Cow::Owned(parted.0);
        }
        let pairs = fitting.as_ref();
        let newer = held.newer_than(before, step, pairs);
        if !newer.is_empty() {
            return self.answer_overtaken(held, step, pairs, &newer).await;
        }
        let survey = before.questionnaire();
        let mut reading = form::read(before, &held.draft.answers, step, pairs);
        let mut path = flow::Path::new(survey, &reading.answers);
        reading.problems = reading.all_problems(&path, step);
        let slug = step.slug();
        let done = held.draft.walk.is_done(&slug).then(|| held.draft.answers.clone());
        let is_kept = held.take(step, &reading);
        if done.is_some_and(|done| done != held.draft.answers) {
            held.edited(&slug);
        }
        if !reading.problems.is_empty() {
            // Where something does not read, an answer given before may stand.
            path = flow::Path::new(survey, &held.draft.answers);
        }
        let stays = match way {
            Way::On | Way::Skip => held.refuses(&path, step, &mut reading, matches!(way, Way::Skip)),
            // Nothing but the form holds what was typed.
            Way::Back | Way::Later | Way::Theme(_) | Way::Language(_) => !is_kept,
        };
        let seconds = self.seconds(pairs);
        if stays {
            held.draft.walk.stay(&slug, seconds);
        }
        let done = match stays {
            true if is_kept || matches!(way, Way::Language(_)) => held.save(self.state).await,
            true => Ok(Ok(())),
            false => match self.go_on(&mut held, &path, step, pairs, way).await {
                Ok(done) => return Ok(done),
                Err(error) => Err(error),
            },
        };
        match done {
            Ok(Ok(())) if is_kept => Ok(Ok(Redirect::to(&self.refused_address(&held, step)).into_response())),
            // Nothing but this page holds what was typed.
            Ok(Ok(())) => Ok(Ok(self.draw_again(&held, step, reading, StatusCode::UNPROCESSABLE_ENTITY))),
            Ok(Err(outdated)) => Ok(Err(outdated)),
            Err(AppError::Busy) => {
                held.draft.walk.stay(&slug, seconds);
                Ok(Ok(self.draw_again(&held, step, reading, StatusCode::SERVICE_UNAVAILABLE)))
            }
            // In the very moment of sending.
            Err(AppError::Ended) => Ok(Ok(self.unsaved(&held.running, pairs).ended(&held))),
            Err(error) => Err(error),
        }
    }

    /// For which the page was open, as its form says.
    fn seconds(&self, pairs: &Pairs) -> Option<u64> {
        seconds(named(pairs, SINCE), self.state.clock.now().as_millisecond())
    }

    async fn go_on(
        &self,
        held: &mut Held,
        path: &flow::Path<'_>,
        step: &Step,
        pairs: &Pairs,
        way: Way,
    ) -> Result<Result<Response, Outdated>, AppError> {
        let seconds = self.seconds(pairs);
        if let Way::Theme(_) | Way::Language(_) = way {
            held.draft.walk.stay(&step.slug(), seconds);
        }
        let to = match way {
            Way::Theme(_) | Way::Language(_) if self.from_check => format!("{}?pruefen=1", held.address(step)),
            Way::Theme(_) | Way::Language(_) => held.address(step),
            Way::Later => {
                held.leave(&step.slug(), false, seconds);
                held.later_address(Some(&step.slug()))
            }
            Way::Back => {
                held.leave(&step.slug(), false, seconds);
                match path.previous(step) {
                    Some(before) => held.come_to(Some(before)),
                    None => held.start_address(),
                }
            }
            Way::On | Way::Skip => {
                let next = path.next(step);
                held.leave(&step.slug(), true, seconds);
                if let Some(left) = exit::leave(self.state, held, path, next).await? {
                    return Ok(left);
                }
                let is_through = (held.draft.replaced || self.from_check) && held.is_answered_through();
                // What came since with another version may stand anywhere.
                let has_new = held.draft.replaced && !is_through;
                if next.is_none() && !held.is_checked() && !has_new {
                    // Who came to the end by another way has not seen all of it.
                    let Some(passed_over) = held.first_passed_over() else {
                        let running = Arc::clone(&held.running);
                        return submit::store(self.state, held, &self.unsaved(&running, pairs)).await;
                    };
                    let to = format!("{}?offen=1", held.come_to(Some(&passed_over)));
                    return Ok(held.save(self.state).await?.map(|()| Redirect::to(&to).into_response()));
                }
                let next = if has_new { held.resume_step() } else { next.cloned() };
                // Back to the check page, unless the change opened questions that were never answered.
                let is_checked = self.from_check && is_through;
                held.come_to(next.as_ref().filter(|_| !is_checked))
            }
        };
        let to = self.noted(to);
        Ok(held.save(self.state).await?.map(|()| Redirect::to(&to).into_response()))
    }

    fn refused_address(&self, held: &Held, step: &Step) -> String {
        let from_check = if self.from_check { "&pruefen=1" } else { "" };
        self.noted(format!("{}?hinweis=1{from_check}", held.address(step)))
    }

    /// With what was typed, as far as it reads, in place of what is saved.
    fn draw_again(&self, held: &Held, step: &Step, reading: Reading, status: StatusCode) -> Response {
        let path = flow::Path::new(&held.running.questionnaire, &reading.answers);
        self.draw(held, &path, step, reading, status)
    }

    /// `path`: of the answers in `reading`.
    fn draw(&self, held: &Held, path: &flow::Path, step: &Step, reading: Reading, status: StatusCode) -> Response {
        let survey = path.questionnaire();
        let locale = held.draft.locale;
        let is_last = path.next(step).is_none() && !held.is_checked();
        let drawn = since(self.state.clock.now().as_millisecond(), held.draft.walk.stayed(&step.slug()));
        let mut hidden =
            vec![("_lang", locale.as_str().to_owned()), (STAND, held.draft.version.to_string()), (SINCE, drawn)];
        hidden.push((MADE_FROM, held.made_from(path, step)));
        if is_last {
            hidden.extend(receipt::fields(held));
        }
        if self.from_check {
            hidden.push(("_pruefen", "1".to_owned()));
        }
        let page = QuestionPage {
            path,
            step,
            locale,
            wording: Wording::new(path, locale),
            seed: held.seed(),
            action: held.address(step),
            back: None,
            is_last,
            progress: path.position(step),
            reading,
            hidden,
            until: held.running.still_until(locale),
            not_saved: status == StatusCode::SERVICE_UNAVAILABLE,
            replaced: self.replaced,
            instead: self.instead,
            keep: Some(held.keep(&step.slug())),
        };
        let title = page.title();
        let mut head = Head::respondent(&title, locale, survey.audience)
            .with_islands()
            .keeping()
            .on_kiosk(held.draft.kiosk)
            .switched_in(FORM)
            .speaking(Languages::In { form: FORM, offered: survey.locales.clone() });
        if !page.only_prompts() {
            head = head.failed();
        }
        page::html_with(status, self.state, &self.visit, head, || question_page(&page))
    }
}

impl Held {
    /// The address of this step, or of the page on which the answers are checked.
    fn come_to(&mut self, step: Option<&Step>) -> String {
        match step {
            Some(step) => {
                self.arrive(&step.slug());
                self.address(step)
            }
            None => {
                self.arrive(CHECK);
                self.check_address()
            }
        }
    }

    /// Whether the step cannot be left yet. Soft prompts come once per step, and not beside what is wrong: whoever has
    /// put that right has done enough on this page.
    fn refuses(&mut self, path: &flow::Path, step: &Step, reading: &mut Reading, skips: bool) -> bool {
        let slug = step.slug();
        let was_prompted = self.draft.prompted.contains(&slug);
        if was_prompted || skips || reading.problems.iter().any(|problem| !problem.rule.is_soft()) {
            reading.problems.retain(|problem| !problem.rule.is_soft());
        }
        if !was_prompted && (!reading.problems.is_empty() || !self.is_answered(path, step)) {
            self.draft.prompted.push(slug);
        }
        !reading.problems.is_empty()
    }
}

/// What keeps the step from being left, as it was saved: only what is wrong, else what is open.
fn in_the_way(path: &flow::Path, step: &Step, reading: &Reading) -> Vec<Problem> {
    let mut problems = reading.all_problems(path, step);
    if problems.iter().any(|problem| !problem.rule.is_soft()) {
        problems.retain(|problem| !problem.rule.is_soft());
    }
    problems
}
