//! Checking and sending. Acknowledged only after the commit is on disk; the same key again is the same receipt.

use app::respond::{CheckPage, Differs, Given, check_page};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{check, flow::Step, label::Wording, quality};
use store::{Access, Consent, KeyHash, Submission, Submitted, Ticket};

use super::{
    Pairs,
    addresses::Addresses,
    checked::{SHOWN, Seen},
    exit::{self, Verdict},
    held::{Held, Outdated},
    language, named, naming, pairs,
    question::ATTEMPTS,
    receipt, replaced,
    unsaved::Unsaved,
};
use crate::{
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
    Query(seen): Query<Seen>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let Some(held) = Held::open(&state, &running, &headers).await? else {
        return Ok(super::without_draft(&slug));
    };
    if !running.wave.takes_answers() {
        return Ok(Unsaved { state: &state, visit: &visit, running: &running, pairs: &Pairs::new() }.ended(&held));
    }
    if let Some(open) = held.open_at() {
        return Ok(Redirect::to(&held.noted_address(&open)).into_response());
    }
    draw(&state, &visit, &held, seen.differs(), StatusCode::OK).await
}

async fn draw(
    state: &AppState,
    visit: &Visit,
    held: &Held,
    differs: Differs,
    status: StatusCode,
) -> Result<Response, AppError> {
    let survey = &held.running.questionnaire;
    let drawn = since(state.clock.now().as_millisecond(), 0);
    let hidden = [("_lang", held.draft.locale.as_str().to_owned()), (SINCE, drawn), (SHOWN, held.shown()?)];
    let chosen = match &held.draft.naming {
        Some(naming) => naming::chosen(state, naming).await?,
        None => None,
    };
    let page = CheckPage {
        given: held.given(),
        wave: held.running.wave.slug.clone(),
        hidden: hidden.into_iter().chain(receipt::fields(held)).collect(),
        not_saved: status == StatusCode::SERVICE_UNAVAILABLE,
        until: held.running.still_until(held.draft.locale),
        keep: held.keep("pruefen"),
        naming: chosen.map(|chosen| (chosen, held.start_address())),
        differs,
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
    let pairs = pairs(&body);
    for _ in 0..ATTEMPTS {
        // Anew each time: what was checked, or what was asked, may not be what is there now.
        let running = state.running(&slug).await?;
        let unsaved = Unsaved { state: &state, visit: &visit, running: &running, pairs: &pairs };
        let mut held = match Held::open(&state, &running, &headers).await {
            Ok(Some(held)) => held,
            Ok(None) => return receipt::without_draft(&unsaved).await,
            Err(AppError::Busy) => break,
            Err(error) => return Err(error),
        };
        if !running.wave.takes_answers() {
            return Ok(unsaved.ended(&held));
        }
        let differs = held.differs(&pairs)?;
        if differs != Differs::default() {
            return Ok(Redirect::to(&held.look_again_address(differs)).into_response());
        }
        if held.is_checked() {
            let seconds = seconds(named(&pairs, SINCE), state.clock.now().as_millisecond());
            held.leave(CHECK, true, seconds);
        }
        match store(&state, &mut held, &unsaved).await {
            Ok(Ok(response)) => return Ok(response),
            Ok(Err(Outdated)) => {}
            // In the very moment of sending.
            Err(AppError::Ended) => return Ok(unsaved.ended(&held)),
            Err(AppError::Busy) => {
                return draw(&state, &visit, &held, Differs::default(), StatusCode::SERVICE_UNAVAILABLE).await;
            }
            Err(error) => return Err(error),
        }
    }
    let running = state.running(&slug).await?;
    let unsaved = Unsaved { state: &state, visit: &visit, running: &running, pairs: &pairs };
    Ok(unsaved.busy(&format!("/s/{slug}/absenden")))
}

/// One transaction: the response, the receipt of its key, the counters, its places in quotas, and the end of the draft.
pub async fn store(
    state: &AppState,
    held: &mut Held,
    unsaved: &Unsaved<'_>,
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
    let survey = &held.running.questionnaire;
    let mut answers = check::complete(survey, &held.draft.answers);
    let flags = quality::flags(survey, &answers, held.draft.walk.spent());
    quality::note(&mut answers, &flags);
    let ticket = held.admission().map(Ticket::of);
    if let Some(ticket) = ticket
        && state.store.is_spent(held.running.wave.id, ticket).await?
        && !receipt::has_arrived(state, &held.running, &held.draft.submit_key).await?
    {
        return Ok(Ok(unsaved.spent(held)));
    }
    let consent = consent(state, held).await?;
    let kreis = state.kreis_of(survey, &answers).await?;
    let document = serde_json::to_string(&answers).map_err(AppError::internal)?;
    let addresses = Addresses::leave(state, held).await?;
    let wave = &held.running.wave;
    let is_open = wave.access == Access::Open;
    let submission = Submission {
        held_back: is_open && !state.bursts.allow(wave.id, unsaved.visit.client, state.config.fieldwork.burst),
        key: KeyHash::of(held.draft.submit_key.as_bytes()),
        ticket,
        consent,
        k: held.running.k(),
        draft: held.sent(),
        wave: wave.id,
        version: wave.version,
        kreis,
        answers: document,
        day: state.clock.today(),
        quotas,
    };
    let submitted = state.store.submit(submission).await;
    if is_open && !matches!(submitted, Ok(Submitted::Stored | Submitted::HeldBack)) {
        state.bursts.take_back(wave.id, unsaved.visit.client);
    }
    match submitted {
        Ok(Submitted::Stored | Submitted::HeldBack | Submitted::Again) => addresses.keep(state, held).await,
        _ => addresses.take_back(state, held).await?,
    }
    match submitted {
        Err(store::Error::Conflict) => {
            state.forget_if_replaced(&held.running).await?;
            return Ok(Err(Outdated));
        }
        // It has filled since the last page.
        Ok(Submitted::Full(quota)) => {
            held.count(state);
            return Ok(Ok(exit::gone(state, held, &quota)));
        }
        // In the very moment of sending, by other answers.
        Err(store::Error::Spent) => return Ok(Ok(unsaved.spent(held))),
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

impl Held {
    /// For the pages that say what was answered.
    pub fn given(&self) -> Given<'_> {
        Given {
            survey: &self.running.questionnaire,
            answers: &self.draft.answers,
            locale: self.draft.locale,
            wording: Wording::new(&self.path(), self.draft.locale),
        }
    }

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
