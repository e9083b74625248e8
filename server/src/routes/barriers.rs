//! The accessibility statement: whoever has met a barrier tells of it there, and staff find it in a list of theirs.

use app::home::{AccessibilityPage, Barrier, EMAIL, MESSAGE, accessibility_page, barriers_page};
use axum::{
    Form, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{Locale, Value, flow::FieldShape, form, format};
use serde::Deserialize;
use store::{BarrierReport, Id};

use crate::{
    error::AppError,
    http::{Query, Visit},
    jobs::REPORT_DAYS,
    page::{self, Head},
    session::Staff,
    state::AppState,
    texts,
};

/// Longer than anybody has to be to name a barrier.
const CHARS_MAX: u32 = 5_000;
/// Reports that lie there at once: more than an office can read, less than a machine can send.
const REPORTS_MAX: usize = 500;

pub fn router() -> Router<AppState> {
    Router::new().route("/barrierefreiheit", get(show).post(report)).route("/intern/huerden", get(list).post(done))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    gemeldet: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    huerde: String,
    email: String,
}

async fn show(State(state): State<AppState>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    draw(&state, &visit, StatusCode::OK, Typed::default(), Vec::new(), asked.gemeldet == "ja")
}

fn draw(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    typed: Typed,
    problems: Vec<(String, String)>,
    done: bool,
) -> Result<Response, AppError> {
    let text = texts::legal("barrierefreiheit", visit.locale, &state.config.organisation, state.demo);
    let text = text.ok_or(AppError::NotFound)?;
    let head = Head::public(&text.title);
    let head = if problems.is_empty() { head } else { head.failed() };
    let Typed { huerde: message, email } = typed;
    let view = AccessibilityPage { locale: visit.locale, blocks: text.blocks, message, email, problems, done };
    Ok(page::html_with(status, state, visit, head, || accessibility_page(view)))
}

async fn report(State(state): State<AppState>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, AppError> {
    let report = match read(&typed, visit.locale, &state.clock.today()) {
        Ok(report) => report,
        Err(problems) => {
            return draw(&state, &visit, StatusCode::UNPROCESSABLE_ENTITY, typed, problems, false);
        }
    };
    let is_too_fast = state.reported.begin(visit.client).is_err();
    if is_too_fast || state.roster.barrier_reports().await?.len() >= REPORTS_MAX {
        let problem = (MESSAGE.to_owned(), words(visit.locale).too_many.to_owned());
        return draw(&state, &visit, StatusCode::TOO_MANY_REQUESTS, typed, vec![problem], false);
    }
    state.roster.add_barrier_report(&report).await?;
    Ok(Redirect::to("/barrierefreiheit?gemeldet=ja").into_response())
}

struct Words {
    missing: &'static str,
    too_many: &'static str,
}

fn words(locale: Locale) -> Words {
    match locale.is_german() {
        true => Words {
            missing: "Schreiben Sie, was schwierig war.",
            too_many: "Gerade kommen zu viele Meldungen an. Ihr Text steht noch im Formular. Bitte senden Sie ihn später noch \
                       einmal, oder schreiben Sie uns eine E-Mail.",
        },
        false => Words {
            missing: "Write what was difficult.",
            too_many: "Too many reports are coming in right now. Your text is still in the form. Please send it again later, or \
                       write us an e-mail.",
        },
    }
}

/// Read like the answers of a survey: the same rules for letters, length and addresses, and the same words for them.
fn read(typed: &Typed, locale: Locale, today: &str) -> Result<BarrierReport, Vec<(String, String)>> {
    let mut problems = Vec::new();
    let mut text =
        |name: &str, shape: FieldShape, typed: &str| match form::read_field(&shape, false, &[typed.to_owned()]) {
            Ok(Some(Value::Text(text))) => text,
            Ok(_) => String::new(),
            Err(rule) => {
                problems.push((name.to_owned(), rule.message(locale)));
                String::new()
            }
        };
    let message = text(MESSAGE, FieldShape::LongText { max_chars: CHARS_MAX }, &typed.huerde);
    let email = text(EMAIL, FieldShape::Address, &typed.email);
    if message.is_empty() && problems.iter().all(|(name, _)| name != MESSAGE) {
        problems.insert(0, (MESSAGE.to_owned(), words(locale).missing.to_owned()));
    }
    let report = BarrierReport { id: Id::random(), day: today.to_owned(), message, email };
    if problems.is_empty() { Ok(report) } else { Err(problems) }
}

async fn list(State(state): State<AppState>, visit: Visit, staff: Staff) -> Result<Response, AppError> {
    let reports = state.roster.barrier_reports().await?.into_iter();
    let barriers = reports.map(|report| Barrier {
        id: report.id.to_hex(),
        day: format::date(&report.day, Locale::DeSie),
        message: report.message,
        email: report.email,
    });
    let barriers: Vec<Barrier> = barriers.collect();
    let head = Head::staff("Gemeldete Hürden", &staff.name);
    Ok(page::html(&state, &visit, head, || barriers_page(barriers, REPORT_DAYS)))
}

#[derive(Deserialize)]
struct Done {
    erledigt: String,
}

/// Twice is once.
async fn done(State(state): State<AppState>, _: Staff, Form(done): Form<Done>) -> Result<Response, AppError> {
    let id = Id::from_hex(&done.erledigt).ok_or(AppError::NotFound)?;
    state.roster.remove_barrier_report(id).await?;
    state.roster.checkpoint().await?;
    Ok(Redirect::to("/intern/huerden").into_response())
}

/// What staff have to do about it.
pub async fn task(state: &AppState) -> Result<Option<(String, String)>, AppError> {
    let what = match state.roster.barrier_reports().await?.len() {
        0 => return Ok(None),
        1 => "Eine gemeldete Hürde ansehen und beantworten".to_owned(),
        n => format!("{n} gemeldete Hürden ansehen und beantworten"),
    };
    Ok(Some(("/intern/huerden".to_owned(), what)))
}
