//! One step: show it, read what was posted, go on.

use app::{
    document::Theme,
    respond::{FORM, QuestionPage, question_page},
};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    check::Problem,
    flow::{self, Step},
    form::{self, Reading},
    format,
    label::Wording,
};
use serde::Deserialize;

use super::{
    Pairs, exit,
    held::{Held, Outdated},
    named, pairs, receipt, submit, unsaved,
};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    routes::public::theme_cookie,
    state::AppState,
};

/// How often a post is done again because the draft has changed meanwhile. Each time somebody else got through.
const ATTEMPTS: usize = 10;

#[derive(Deserialize)]
pub struct Return {
    /// Came from the check page and goes back there.
    pruefen: Option<String>,
    /// The step was posted and could not be left: say why. An address of its own, so that the browser's way back never
    /// asks whether to send a form again.
    hinweis: Option<String>,
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
        return Ok(Redirect::to(&format!("/s/{slug}")).into_response());
    };
    let Some(step) = held.on_path(&step) else {
        return Ok(Redirect::to(&held.resume_at()).into_response());
    };
    let mut reading = held.reading(&step);
    if back.hinweis.is_some() {
        reading.problems = held.in_the_way(&step, &reading);
    }
    let desk = Desk { state: &state, visit, from_check: back.pruefen.is_some() };
    Ok(desk.draw(&held, &step, reading, StatusCode::OK))
}

pub async fn answer(
    State(state): State<AppState>,
    mut visit: Visit,
    Path((slug, step)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let pairs = pairs(&body);
    let way = Way::of(&pairs);
    if let Way::Theme(theme) = way {
        visit.theme = theme;
    }
    let desk = Desk { state: &state, visit, from_check: named(&pairs, "_pruefen").is_some() };
    let unsaved = unsaved::Unsaved { state: &state, visit: &desk.visit, running: &running, pairs: &pairs };
    for _ in 0..ATTEMPTS {
        let held = match Held::open(&state, &running, &headers).await {
            Ok(Some(held)) => held,
            Ok(None) => return receipt::without_draft(&unsaved).await,
            Err(AppError::Busy) => break,
            Err(error) => return Err(error),
        };
        if !running.wave.takes_answers() {
            return Ok(unsaved.ended(&held));
        }
        let Some(step) = held.on_path(&step) else { return Ok(unsaved.stale(&held)) };
        if let Ok(mut response) = desk.answer(held, &step, &pairs, way).await? {
            if let Way::Theme(theme) = way {
                response.headers_mut().append(header::SET_COOKIE, theme_cookie(&state, theme));
            }
            return Ok(response);
        }
    }
    Ok(unsaved.busy(&format!("/s/{slug}/{step}")))
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
}

impl Way {
    fn of(pairs: &Pairs) -> Way {
        match named(pairs, "_theme").and_then(Theme::parse) {
            Some(theme) => Way::Theme(theme),
            None => match named(pairs, "_go") {
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
}

impl Desk<'_> {
    async fn answer(
        &self,
        mut held: Held,
        step: &Step,
        pairs: &Pairs,
        way: Way,
    ) -> Result<Result<Response, Outdated>, AppError> {
        let survey = &held.running.questionnaire;
        let mut reading = form::read(survey, &held.draft.answers, step, pairs);
        reading.problems = reading.all_problems(survey, step);
        let is_kept = held.take(step, &reading);
        let stays = match way {
            Way::On | Way::Skip => held.refuses(step, &mut reading, matches!(way, Way::Skip)),
            // Nothing but the form holds what was typed.
            Way::Back | Way::Later | Way::Theme(_) => !is_kept,
        };
        let done = match stays {
            true if is_kept => held.save(self.state).await,
            true => Ok(Ok(())),
            false => match self.go_on(&held, step, pairs, way).await {
                Ok(done) => return Ok(done),
                Err(error) => Err(error),
            },
        };
        match done {
            Ok(Ok(())) if is_kept => Ok(Ok(Redirect::to(&self.refused_address(&held, step)).into_response())),
            // Nothing but this page holds what was typed.
            Ok(Ok(())) => Ok(Ok(self.draw(&held, step, reading, StatusCode::UNPROCESSABLE_ENTITY))),
            Ok(Err(outdated)) => Ok(Err(outdated)),
            Err(AppError::Busy) => Ok(Ok(self.draw(&held, step, reading, StatusCode::SERVICE_UNAVAILABLE))),
            Err(error) => Err(error),
        }
    }

    async fn go_on(
        &self,
        held: &Held,
        step: &Step,
        pairs: &Pairs,
        way: Way,
    ) -> Result<Result<Response, Outdated>, AppError> {
        let (survey, answers) = (&held.running.questionnaire, &held.draft.answers);
        if matches!(way, Way::On | Way::Skip)
            && let Some(left) = exit::leave(self.state, held, flow::next(survey, answers, step).as_ref()).await?
        {
            return Ok(left);
        }
        let to = match way {
            Way::Theme(_) if self.from_check => format!("{}?pruefen=1", held.address(step)),
            Way::Theme(_) => held.address(step),
            Way::Later => held.later_address(Some(&step.slug())),
            Way::Back => {
                let before = flow::previous(survey, answers, step);
                before.map_or_else(|| held.start_address(), |before| held.address(&before))
            }
            Way::On | Way::Skip => match flow::next(survey, answers, step) {
                None if !survey.check_answers => return submit::store(self.state, held, pairs).await,
                None => held.check_address(),
                // Back to the check page, unless the change opened questions that were never answered.
                Some(_) if self.from_check && held.is_answered_through() => held.check_address(),
                Some(next) => held.address(&next),
            },
        };
        Ok(held.save(self.state).await?.map(|()| Redirect::to(&to).into_response()))
    }

    fn refused_address(&self, held: &Held, step: &Step) -> String {
        let from_check = if self.from_check { "&pruefen=1" } else { "" };
        format!("{}?hinweis=1{from_check}", held.address(step))
    }

    fn draw(&self, held: &Held, step: &Step, reading: Reading, status: StatusCode) -> Response {
        let survey = &held.running.questionnaire;
        let locale = held.draft.locale;
        let answers = &held.draft.answers;
        let is_last = flow::next(survey, answers, step).is_none() && !survey.check_answers;
        let mut hidden = vec![("_lang", locale.as_str().to_owned())];
        if is_last {
            hidden.extend(receipt::fields(held));
        }
        if self.from_check {
            hidden.push(("_pruefen", "1".to_owned()));
        }
        let page = QuestionPage {
            survey,
            step,
            locale,
            wording: Wording::new(survey, &reading.answers, locale),
            seed: held.seed(),
            action: held.address(step),
            back: None,
            is_last,
            progress: flow::position(survey, answers, step),
            reading,
            hidden,
            until: held.running.wave.grace.as_deref().map(|minute| format::minute(minute, locale)),
            not_saved: status == StatusCode::SERVICE_UNAVAILABLE,
            keep: Some(held.keep(&step.slug())),
        };
        let title = page.title();
        let mut head = Head::respondent(&title, locale, survey.audience)
            .with_islands()
            .keeping()
            .on_kiosk(held.draft.kiosk)
            .switched_in(FORM);
        if !page.only_prompts() {
            head = head.failed();
        }
        page::html_with(status, self.state, &self.visit, head, || question_page(&page))
    }
}

impl Held {
    /// Whether the step cannot be left yet. Soft prompts come once per step, and not beside what is wrong: whoever has
    /// put that right has done enough on this page.
    fn refuses(&mut self, step: &Step, reading: &mut Reading, skips: bool) -> bool {
        let slug = step.slug();
        let was_prompted = self.draft.prompted.contains(&slug);
        if was_prompted || skips || reading.problems.iter().any(|problem| !problem.rule.is_soft()) {
            reading.problems.retain(|problem| !problem.rule.is_soft());
        }
        if !was_prompted && (!reading.problems.is_empty() || !self.is_answered_at(step)) {
            self.draft.prompted.push(slug);
        }
        !reading.problems.is_empty()
    }

    /// What keeps the step from being left, as it was saved: only what is wrong, else what is open.
    fn in_the_way(&self, step: &Step, reading: &Reading) -> Vec<Problem> {
        let mut problems = reading.all_problems(&self.running.questionnaire, step);
        if problems.iter().any(|problem| !problem.rule.is_soft()) {
            problems.retain(|problem| !problem.rule.is_soft());
        }
        problems
    }
}
