//! One step: show it, read what was posted, go on.

use app::respond::{QuestionPage, question_page};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    check::Problem,
    flow::{self, Step},
    form::{self, Reading},
};
use serde::Deserialize;

use super::{Pairs, held::Held, named, pairs, submit};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::AppState,
};

#[derive(Deserialize)]
pub struct Return {
    /// Came from the check page and goes back there.
    pruefen: Option<String>,
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
    let Some(step) = on_path(&held, &step) else {
        return Ok(Redirect::to(&held.resume_at()).into_response());
    };
    let reading = Reading { answers: held.draft.answers.clone(), ..Reading::default() };
    Ok(draw(&state, &visit, &held, &step, reading, back.pruefen.is_some(), StatusCode::OK))
}

/// A step that these answers lead to.
fn on_path(held: &Held, slug: &str) -> Option<Step> {
    flow::steps(&held.running.questionnaire, &held.draft.answers).into_iter().find(|step| step.slug() == slug)
}

pub async fn answer(
    State(state): State<AppState>,
    visit: Visit,
    Path((slug, step)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let pairs = pairs(&body);
    let Some(mut held) = Held::open(&state, &running, &headers).await? else {
        return submit::already_sent(&state, &running, &pairs).await;
    };
    if !running.is_open() {
        return Ok(super::closed(&state, &visit, &running, held.draft.locale));
    }
    let Some(step) = on_path(&held, &step) else {
        return Ok(Redirect::to(&held.resume_at()).into_response());
    };
    let from_check = named(&pairs, "_pruefen").is_some();
    let mut reading = form::read(&running.questionnaire, &held.draft.answers, &step, &pairs);
    reading.problems = reading.all_problems(&running.questionnaire, &step);
    let goes_back = named(&pairs, "_go") == Some("back");
    if !goes_back && let Some(reading) = held.refuse(&step, reading.clone()) {
        held.save(&state).await?;
        return Ok(draw(&state, &visit, &held, &step, reading, from_check, StatusCode::UNPROCESSABLE_ENTITY));
    }
    held.draft.answers = reading.answers;
    go_on(&state, held, &step, &pairs, goes_back, from_check).await
}

async fn go_on(
    state: &AppState,
    held: Held,
    step: &Step,
    pairs: &Pairs,
    goes_back: bool,
    from_check: bool,
) -> Result<Response, AppError> {
    let (survey, answers) = (&held.running.questionnaire, &held.draft.answers);
    let next = if goes_back { flow::previous(survey, answers, step) } else { flow::next(survey, answers, step) };
    let to = match next {
        None if goes_back => held.start_address(),
        None if !survey.check_answers => return submit::store(state, held, pairs).await,
        None => held.check_address(),
        // Back to the check page, unless the change opened questions that were never answered.
        Some(_) if from_check && !goes_back && held.is_answered_through() => held.check_address(),
        Some(next) => held.address(&next),
    };
    held.save(state).await?;
    Ok(Redirect::to(&to).into_response())
}

impl Held {
    /// The reading to show again, if the step cannot be left yet. Soft prompts come once per step.
    fn refuse(&mut self, step: &Step, mut reading: Reading) -> Option<Reading> {
        let slug = step.slug();
        if self.draft.prompted.contains(&slug) {
            reading.problems.retain(|problem: &Problem| !problem.rule.is_soft());
        }
        if reading.problems.is_empty() {
            return None;
        }
        if reading.problems.iter().all(|problem| problem.rule.is_soft()) {
            self.draft.prompted.push(slug);
            self.draft.answers = reading.answers.clone();
        }
        Some(reading)
    }
}

fn draw(
    state: &AppState,
    visit: &Visit,
    held: &Held,
    step: &Step,
    reading: Reading,
    from_check: bool,
    status: StatusCode,
) -> Response {
    let survey = &held.running.questionnaire;
    let locale = held.draft.locale;
    let answers = &held.draft.answers;
    let page = QuestionPage {
        survey,
        step,
        locale,
        seed: held.draft.seed,
        action: held.address(step),
        back: held.address_before(step),
        is_last: flow::next(survey, answers, step).is_none() && !survey.check_answers,
        submit_key: held.draft.submit_key.clone(),
        progress: flow::position(survey, answers, step),
        reading,
        from_check,
        carried: None,
    };
    let title = page.title();
    let head = Head::respondent(&title, locale, survey.audience).with_islands();
    page::html_with(status, state, visit, head, || question_page(&page))
}
