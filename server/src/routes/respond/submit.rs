//! Checking, sending, and the receipt. Acknowledged only after the commit is on disk; the same key again is the same receipt.

use std::sync::Arc;

use app::{
    inventory::OfferCard,
    respond::{CheckPage, ReceiptPage, check_page, receipt_page},
};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Value, check, id::TopicId, meaning::Role};
use serde::Deserialize;
use store::{KeyHash, Submission};

use super::{Pairs, held, held::Held, locale_for, named, pairs};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::set_cookie,
    state::{AppState, RunningWave},
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
    if let Some((step, _)) = check::first_open(&running.questionnaire, &held.draft.answers) {
        return Ok(Redirect::to(&held.address(&step)).into_response());
    }
    let survey = &running.questionnaire;
    let page = CheckPage {
        survey,
        answers: &held.draft.answers,
        locale: held.draft.locale,
        wave: slug,
        submit_key: held.draft.submit_key.clone(),
    };
    let title = page.title();
    let head = Head::respondent(&title, held.draft.locale, survey.audience);
    Ok(page::html(&state, &visit, head, || check_page(&page)))
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
    let Some(held) = Held::open(&state, &running, &headers).await? else {
        return already_sent(&state, &running, &pairs).await;
    };
    if !running.is_open() {
        return Ok(super::closed(&state, &visit, &running, held.draft.locale));
    }
    store(&state, held, &pairs).await
}

/// One transaction: the response, the receipt of its key, the counters, and the end of the draft.
pub async fn store(state: &AppState, held: Held, pairs: &Pairs) -> Result<Response, AppError> {
    if let Some((step, _)) = check::first_open(&held.running.questionnaire, &held.draft.answers) {
        held.save(state).await?;
        return Ok(Redirect::to(&held.address(&step)).into_response());
    }
    // The form's key, so that a second tab with the same form is the same submit; a forged one is replaced by the draft's.
    let key = named(pairs, "_key").filter(|key| *key == held.draft.submit_key).unwrap_or(&held.draft.submit_key);
    let survey = &held.running.questionnaire;
    let answers = check::complete(survey, &held.draft.answers);
    let topics = ticked_topics(&held.running, &answers);
    let submission = Submission {
        key: KeyHash::of(key.as_bytes()),
        draft: Some(held.key.file()),
        wave: held.running.wave.id,
        version: held.running.wave.version,
        kreis: state.kreis_of(survey, &answers).await?,
        answers: serde_json::to_string(&answers).map_err(AppError::internal)?,
        day: state.clock.today(),
    };
    // Stored now or before under the same key: the receipt is the same.
    state.store.submit(submission).await?;
    let mut response = Redirect::to(&receipt_address(&held.running, held.draft.locale, &topics)).into_response();
    let https = state.config.is_https();
    response.headers_mut().append(header::SET_COOKIE, set_cookie(held::cookie_name(https), None, https, None));
    Ok(response)
}

fn receipt_address(running: &RunningWave, locale: domain::Locale, topics: &[String]) -> String {
    let mut address = format!("/s/{}/danke?lang={}", running.wave.slug, locale.as_str());
    if !topics.is_empty() {
        address.push_str("&themen=");
        address.push_str(&topics.join("."));
    }
    address
}

/// Sent again after the answer got lost on the way: the draft is gone, the receipt is not.
pub async fn already_sent(state: &AppState, running: &Arc<RunningWave>, pairs: &Pairs) -> Result<Response, AppError> {
    let sent = match named(pairs, "_key") {
        Some(key) => state.store.is_submitted(running.wave.id, KeyHash::of(key.as_bytes())).await?,
        None => false,
    };
    let to = if sent {
        receipt_address(running, locale_for(running, None), &[])
    } else {
        format!("/s/{}?abgelaufen=1", running.wave.slug)
    };
    Ok(Redirect::to(&to).into_response())
}

/// The topics a firm ticked, each once, for matching offers on the receipt page.
fn ticked_topics(running: &RunningWave, answers: &domain::Answers) -> Vec<String> {
    let survey = &running.questionnaire;
    let mut topics: Vec<String> = Vec::new();
    for item in survey.items().filter(|item| item.meaning.role == Some(Role::Need)) {
        let Some(Value::Choices(ticked)) = answers.get(&domain::Key::item(&item.id)) else { continue };
        let options = survey.choices(item).iter().filter(|option| !option.exclusive && ticked.contains(&option.id));
        // Options may be parts of one topic, that of the item.
        for topic in options.filter_map(|option| option.topic().or_else(|| item.meaning.topic.clone())) {
            if !topics.iter().any(|known| known == topic.as_str()) {
                topics.push(topic.to_string());
            }
        }
    }
    topics
}

#[derive(Deserialize)]
pub struct Receipt {
    lang: Option<String>,
    /// Ticked topics, joined by dots. In the address, because the answers themselves know nobody any more.
    themen: Option<String>,
}

pub async fn receipt(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(query): Query<Receipt>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let locale = locale_for(&running, query.lang.as_deref());
    let topics: Vec<TopicId> =
        query.themen.iter().flat_map(|topics| topics.split('.')).filter_map(|id| TopicId::new(id).ok()).collect();
    let offers = if topics.is_empty() { Vec::new() } else { state.active_offers().await? };
    let region = state.region().await?;
    let matching = topics.iter().map(|topic| {
        let cards =
            offers.iter().filter(|offer| offer.topics.contains(topic) || offer.secondary_topics.contains(topic));
        (topic.clone(), cards.map(|offer| OfferCard::new(offer, &region, locale)).collect())
    });
    let page = ReceiptPage {
        title: running.questionnaire.title.get(locale).to_owned(),
        thanks: running.questionnaire.thanks.get(locale).to_owned(),
        locale,
        audience: running.questionnaire.audience,
        matching: matching.collect(),
    };
    let head = Head::respondent(&page.title, locale, running.questionnaire.audience);
    Ok(page::html(&state, &visit, head, || receipt_page(page)))
}
