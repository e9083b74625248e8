//! Checking and sending. Acknowledged only after the commit is on disk; the same key again is the same receipt.

use app::respond::{CheckPage, check_page};
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Answers, Questionnaire, check, flow::Step, label::Wording, quality};
use store::{Access, Consent, ContactRequest, KeyHash, Submission, Submitted, Ticket};

use super::{
    Pairs,
    exit::{self, Verdict},
    held::{Held, Outdated},
    language, named, naming, pairs, receipt, replaced, unsaved,
};
use crate::{
    client::Client,
    error::AppError,
    http::Visit,
    naming::{Naming, firm_of},
    page::{self, Head},
    paradata::{
        CHECK, SENT,
        since::{SINCE, seconds, since},
    },
    state::AppState,
};

/// "Antworten prüfen": every answer with a way to change it, before a firm sends them (ux.md R11).
pub async fn check(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let Some(held) = Held::open(&state, &running, &headers).await? else {
        return Ok(Redirect::to(&format!("/s/{slug}")).into_response());
    };
    if let Some(open) = held.open_at() {
        return Ok(Redirect::to(&held.noted_address(&open)).into_response());
    }
    draw(&state, &visit, &held, StatusCode::OK).await
}

async fn draw(state: &AppState, visit: &Visit, held: &Held, status: StatusCode) -> Result<Response, AppError> {
    let survey = &held.running.questionnaire;
    let drawn = since(state.clock.now().as_millisecond(), 0);
    let hidden = [("_lang", held.draft.locale.as_str().to_owned()), (SINCE, drawn)];
    let chosen = match &held.draft.naming {
        Some(naming) => naming::chosen(state, naming).await?,
        None => None,
    };
    let page = CheckPage {
        survey,
        answers: &held.draft.answers,
        locale: held.draft.locale,
        wording: Wording::new(&held.path(), held.draft.locale),
        wave: held.running.wave.slug.clone(),
        hidden: hidden.into_iter().chain(receipt::fields(held)).collect(),
        not_saved: status == StatusCode::SERVICE_UNAVAILABLE,
        keep: held.keep("pruefen"),
        naming: chosen.map(|chosen| (chosen, held.start_address())),
    };
    let title = page.title();
    let mut head = Head::respondent(&title, held.draft.locale, survey.audience).keeping().on_kiosk(held.draft.kiosk);
    // Drawn in answer to a post there is no address to come back to.
    if status == StatusCode::OK {
        head = head.speaking(language::own(&held.running));
    }
    Ok(page::html_with(status, state, visit, head, || check_page(&page)))
}

pub async fn submit(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let pairs = pairs(&body);
    let unsaved = unsaved::Unsaved { state: &state, visit: &visit, running: &running, pairs: &pairs };
    let mut held = match Held::open(&state, &running, &headers).await {
        Ok(Some(held)) => held,
        Ok(None) => return receipt::without_draft(&unsaved).await,
        Err(AppError::Busy) => return Ok(unsaved.busy(&format!("/s/{slug}/absenden"))),
        Err(error) => return Err(error),
    };
    if !running.wave.takes_answers() {
        return Ok(unsaved.ended(&held));
    }
    if running.questionnaire.check_answers {
        let seconds = seconds(named(&pairs, SINCE), state.clock.now().as_millisecond());
        held.leave(CHECK, true, seconds);
    }
    match store(&state, visit.client, &mut held, &pairs).await {
        Ok(Ok(response)) => Ok(response),
        // What was checked, or what was asked, is not what is there now: look again.
        Ok(Err(Outdated)) => Ok(Redirect::to(&held.check_address()).into_response()),
        // In the very moment of sending.
        Err(AppError::Ended) => Ok(unsaved.ended(&held)),
        Err(AppError::Busy) => draw(&state, &visit, &held, StatusCode::SERVICE_UNAVAILABLE).await,
        Err(error) => Err(error),
    }
}

/// One transaction: the response, the receipt of its key, the counters, its places in quotas, and the end of the draft.
pub async fn store(
    state: &AppState,
    client: Client,
    held: &mut Held,
    pairs: &Pairs,
) -> Result<Result<Response, Outdated>, AppError> {
    if let Some(open) = held.open_at() {
        held.arrive(&open.slug());
        let to = held.noted_address(&open);
        return Ok(held.save(state).await?.map(|()| Redirect::to(&to).into_response()));
    }
    let quotas = match exit::verdict(&held.path(), None) {
        Verdict::Leaves(exit) => return exit::turn_away(state, held, &exit).await,
        Verdict::Counts(claims) => claims,
    };
    // The form's key, so that a second tab with the same form is the same submit; a forged one is replaced by the draft's.
    let own = held.receipt_key();
    let key = named(pairs, "_key").filter(|key| *key == own).unwrap_or(&own);
    let survey = &held.running.questionnaire;
    let mut answers = check::complete(survey, &held.draft.answers);
    let flags = quality::flags(survey, &answers, held.draft.walk.spent());
    quality::note(&mut answers, &flags);
    // N.B. Before the answer, in the other database: whoever is told that all has arrived was told the truth. Should the
    // answer not be stored after all, the same address comes again and is one.
    let requests = contact_requests(survey, &held.draft.answers);
    if !requests.is_empty() {
        state.roster.add_contact_requests(held.running.wave.id, requests.clone()).await?;
    }
    let wave = &held.running.wave;
    let is_open = wave.access == Access::Open;
    let submission = Submission {
        held_back: is_open && !state.bursts.allow(wave.id, client, state.config.fieldwork.burst),
        key: KeyHash::of(key.as_bytes()),
        ticket: held.admission().map(Ticket::of),
        consent: consent(state, held).await?,
        k: held.running.k(),
        draft: held.sent(),
        wave: held.running.wave.id,
        version: held.running.wave.version,
        kreis: state.kreis_of(survey, &answers).await?,
        answers: serde_json::to_string(&answers).map_err(AppError::internal)?,
        day: state.clock.today(),
        quotas,
    };
    let submitted = state.store.submit(submission).await;
    if is_open && !matches!(submitted, Ok(Submitted::Stored | Submitted::HeldBack)) {
        state.bursts.take_back(held.running.wave.id, client);
    }
    match submitted {
        Err(store::Error::Conflict) => {
            state.forget_if_replaced(&held.running).await?;
            return Ok(Err(Outdated));
        }
        // It has filled since the last page.
        Ok(Submitted::Full(quota)) => {
            for request in &requests {
                state.roster.remove_contact_request(held.running.wave.id, request).await?;
            }
            held.count(state);
            return Ok(Ok(exit::gone(state, held, &quota)));
        }
        // Counted the first time only.
        Ok(Submitted::Stored) => {
            held.arrive(SENT);
            held.count(state);
        }
        again => _ = again?,
    }
    let mut response = Redirect::to(&receipt::Receipt::of(held, &answers).address()).into_response();
    let cookie = held.browser.cookie_after(&held.running.wave.slug, state.config.is_https());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(Ok(response))
}

/// The firm and what it agreed to, if it chose to answer with its name. The name comes with the code and with nothing else.
async fn consent(state: &AppState, held: &Held) -> Result<Option<Consent>, AppError> {
    let (Some(Naming::With(edition)), Some(code)) = (&held.draft.naming, held.admission()) else { return Ok(None) };
    let firm = firm_of(state, &held.running, code).await?;
    Ok(firm.map(|firm| Consent { firm, edition: edition.clone() }))
}

/// Addresses left with a tick. In lower case, so that one address is there once.
fn contact_requests(survey: &Questionnaire, answers: &Answers) -> Vec<ContactRequest> {
    let requests = check::contacts(survey, answers).into_iter();
    requests.map(|left| ContactRequest { item: left.item.to_string(), email: left.address.to_lowercase() }).collect()
}

impl Held {
    /// The step that keeps the answers from being sent: something is missing there, does not read, or came with another
    /// version and was not seen yet.
    fn open_at(&self) -> Option<Step> {
        let open = check::first_open(&self.running.questionnaire, &self.draft.answers).map(|(step, _)| step);
        let is_new = self.draft.replaced && !self.is_answered_through();
        open.or_else(|| self.first_unread()).or_else(|| self.resume_step().filter(|_| is_new))
    }

    /// Its address, where it is said if the survey was changed meanwhile.
    fn noted_address(&self, step: &Step) -> String {
        let to = self.address(step);
        self.replaced.map_or(to.clone(), |replaced| replaced::noted(&to, replaced))
    }
}
