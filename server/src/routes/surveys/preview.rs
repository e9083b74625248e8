//! A survey as respondents see it. Nothing is stored: the answers so far travel in the form.

use app::{
    build::{PreviewBar, preview_bar},
    respond::{ExitPage, QuestionPage, StartPage, exit_page, question_page, start_page},
};
use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Answers, Locale, Questionnaire, flow,
    form::{self, Reading},
    label::Wording,
    publish,
};

use super::inspection::Inspections;
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::AppState,
};

/// The order of battery rows in previews: always the same.
const SEED: u64 = 1;

async fn questionnaire(state: &AppState, inspections: &Inspections, slug: &str) -> Result<Questionnaire, AppError> {
    let row = state.store.survey(slug).await?.ok_or(AppError::NotFound)?;
    let version = state.store.version(row.id, row.number).await?.ok_or(AppError::NotFound)?;
    let faulty =
        || AppError::Conflict("Diese Umfrage lässt sich noch nicht zeigen: Beheben Sie zuerst ihre Fehler.".to_owned());
    let inspected = inspections.of(version.definition).await?;
    let survey = inspected.survey.clone().map_err(|_| faulty())?;
    let region = state.region().await?;
    let ready = tokio::task::spawn_blocking(move || Questionnaire::new(publish::freeze(survey, &region)));
    ready.await.map_err(AppError::internal)?.map_err(|_| faulty())
}

pub async fn start(
    State(state): State<AppState>,
    visit: Visit,
    _: Staff,
    Extension(inspections): Extension<Inspections>,
    Path((slug, locale)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let survey = questionnaire(&state, &inspections, &slug).await?;
    let preview = Preview { state: &state, visit: &visit, slug: &slug, locale: locale_of(&locale)?, survey: &survey };
    let page = StartPage::new(&survey, &state.config.organisation.name, preview.locale, preview.start());
    let head = Head::first_screen(&survey, &page);
    Ok(page::html(&state, &visit, head, || (preview_bar(preview.bar()), start_page(page))))
}

pub async fn begin(
    State(state): State<AppState>,
    visit: Visit,
    _: Staff,
    Extension(inspections): Extension<Inspections>,
    Path((slug, locale)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let survey = questionnaire(&state, &inspections, &slug).await?;
    let preview = Preview { state: &state, visit: &visit, slug: &slug, locale: locale_of(&locale)?, survey: &survey };
    let answers = flow::begun(&survey, SEED, &state.clock.today());
    let first = flow::steps(&survey, &answers).into_iter().next().ok_or(AppError::NotFound)?;
    preview.page(&first, Reading { answers, ..Reading::default() }, StatusCode::OK)
}

fn locale_of(text: &str) -> Result<Locale, AppError> {
    Locale::parse(text).ok_or(AppError::NotFound)
}

pub async fn answer(
    State(state): State<AppState>,
    visit: Visit,
    _: Staff,
    Extension(inspections): Extension<Inspections>,
    Path((slug, locale, step)): Path<(String, String, String)>,
    body: Bytes,
) -> Result<Response, AppError> {
    let survey = questionnaire(&state, &inspections, &slug).await?;
    let preview = Preview { state: &state, visit: &visit, slug: &slug, locale: locale_of(&locale)?, survey: &survey };
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    let named = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let before: Answers = named("_antworten").and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let path = flow::Path::new(&survey, &before);
    let Some(step) = path.step(&step) else {
        return Ok(Redirect::to(&preview.start()).into_response());
    };
    let mut reading = form::read(&path, &before, &step, &pairs);
    let path = flow::Path::new(&survey, &reading.answers);
    reading.problems = reading.all_problems(&path, &step);
    reading.problems.retain(|problem| !problem.rule.is_soft());
    let back = named("_go") == Some("back");
    if !back && !reading.problems.is_empty() {
        return preview.page(&step, reading, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answers = reading.answers;
    let to = if back { path.previous(&step) } else { path.next(&step) };
    let exits = if back { Vec::new() } else { path.exits(to) };
    // How full a quota is only a wave can say.
    if let Some(out) = exits.into_iter().find(|exit| exit.leave == flow::Leave::ScreenOut) {
        return preview.exit(out.id.as_str());
    }
    match to {
        Some(to) => preview.page(to, Reading { answers, ..Reading::default() }, StatusCode::OK),
        None if back => Ok(Redirect::to(&preview.start()).into_response()),
        None => Ok(Redirect::to(&format!("/intern/umfragen/{slug}")).into_response()),
    }
}

struct Preview<'a> {
    state: &'a AppState,
    visit: &'a Visit,
    slug: &'a str,
    locale: Locale,
    survey: &'a Questionnaire,
}

impl Preview<'_> {
    fn start(&self) -> String {
        format!("/intern/umfragen/{}/vorschau/{}", self.slug, self.locale.as_str())
    }

    fn bar(&self) -> PreviewBar {
        PreviewBar {
            survey: format!("/intern/umfragen/{}", self.slug),
            locales: self.survey.locales.clone(),
            here: self.locale,
        }
    }

    fn exit(&self, exit: &str) -> Result<Response, AppError> {
        let text = self.survey.exit_text(exit).ok_or(AppError::NotFound)?;
        let page = ExitPage {
            title: self.survey.title.get(self.locale).to_owned(),
            text: text.get(self.locale).to_owned(),
            locale: self.locale,
            next: None,
            reminded: false,
            wave: self.slug.to_owned(),
        };
        let head = Head::respondent(&page.title, self.locale, self.survey.audience);
        Ok(page::html(self.state, self.visit, head, || (preview_bar(self.bar()), exit_page(page))))
    }

    fn page(&self, step: &flow::Step, reading: Reading, status: StatusCode) -> Result<Response, AppError> {
        let path = flow::Path::new(self.survey, &reading.answers);
        let page = QuestionPage {
            path: &path,
            step,
            locale: self.locale,
            wording: Wording::new(&path, self.locale),
            seed: flow::order_of(&reading.answers).unwrap_or(SEED),
            action: format!("{}/{}", self.start(), step.slug()),
            back: None,
            is_last: false,
            progress: path.position(step),
            hidden: vec![("_antworten", serde_json::to_string(&reading.answers).map_err(AppError::internal)?)],
            reading,
            until: None,
            not_saved: false,
            replaced: None,
            instead: None,
            keep: None,
        };
        let title = page.title();
        let head = Head::respondent(&title, self.locale, self.survey.audience).with_islands();
        Ok(page::html_with(status, self.state, self.visit, head, || (preview_bar(self.bar()), question_page(&page))))
    }
}
